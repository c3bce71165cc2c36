"""The texts of documents of five volumes, and what their editors marked in them, as seen in the files by eye."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reftel.model import RawMessage
from tests.readers.frus.conftest import SAMPLES


def test_the_bytes_lie_where_the_source_says(
    tei: dict[str, RawMessage], etext: dict[str, RawMessage]
) -> None:
    for message in [*tei.values(), *etext.values()]:
        file = (SAMPLES / Path(message.source.path)).read_bytes()
        source = message.source
        assert file[source.offset : source.offset + source.length] == message.data
    message = tei["frus1969-76ve09p1/d65"]
    assert message.data.startswith(b'<div type="document" n="65" xml:id="d65">\r\n<head>65. Letter')
    assert message.data.endswith(b"</closer>\r\n</div>")


def test_text_of_a_telegram_in_its_original_layout(tei: dict[str, RawMessage]) -> None:
    text = tei["frus1969-76ve14p1/d10"].text
    assert text.startswith(
        "TELEGRAM\nDepartment of State\n250151\n\nR 262137Z DEC 73\n\n"
        "FM SECSTATE WASHDC\nTO ALL DIPLOMATIC POSTS\nAMEMBASSY BANJUL BY POUCH\nAMEMBASSY TAIPEI BY POUCH\n"
        "XMT AMEMBASSY SUVA\nAMEMBASSY SAIGON\n\nSTATE 250151\n\nE.O. 11652: GDS\nTAGS: PFOR, UNGA\n\n"
        "SUBJECT: ASSESSMENT OF 28TH UNGA\nREF: (A) STATE 163147; (B) USUN 5723; (C) USUN 5727; (D) USUN 5732\n\n"
        "1. SUMMARY: ON THE WHOLE, OUTCOME FOR US OF 28TH GA WHICH RECESSED DECEMBER 18 WAS BETTER"
    )
    assert text.endswith("THIS MESSAGE AND REFTELS. KISSINGER\nNOTE BY OCT: POUCHED BANJUL AND TAIPEI.")


def test_text_with_lists_and_a_table(tei: dict[str, RawMessage]) -> None:
    assert tei["frus1969-76v20/d2"].text.startswith(
        "Bangkok, January 16, 1969.\n\nSUBJECT\nLOTUS\n\nPARTICIPANTS\nMinister Pote Sarasin\nAmbassador Unger\n\n"
        "After I asked Minister Pote for his assessment"
    )
    assert (
        "about as follows:\n\nDeparture Date | Cumulative Total\nDecember 1, 1969 | 950\nMarch 1, 1970 | 1,800\n"
        "June 1, 1970 | 3,900\nSeptember 1, 1970 | 6,000\n\n—Phasing out the 18 A–1s, 16 A–26s and 12 U–10s"
    ) in tei["frus1969-76v20/d25"].text


def test_text_without_notes_and_heading(tei: dict[str, RawMessage]) -> None:
    text = tei["frus1961-63v05/d10"].text
    assert text.startswith(
        "Moscow, January 21, 1961, 7 p.m.\n\n1707. Eyes only Secretary. After offering congratulations inauguration"
    )
    assert "aide-memoire (text Embassy telegram 1706). When Kuznetsov had finished, Khrushchev said" in text
    assert text.endswith("only that interview concerned Soviet-American relations.\n\nThompson")
    assert tei["frus1969-76ve14p1/d2"].text == "[3 pages not declassified]"


def _of_kind(message: RawMessage, kind: str) -> list[tuple[Any, ...]]:
    return [
        (one.span.of(message.text), one.text, one.target) for one in message.annotations if one.kind == kind
    ]


def test_annotations_of_persons_terms_and_references(tei: dict[str, RawMessage]) -> None:
    message = tei["frus1969-76ve09p1/d65"]
    assert _of_kind(message, "person") == [
        ("Schlesinger", "Schlesinger, James", "frus1969-76ve09p1/persons#p_SJ_1"),
        ("Amos A. Jordan", "Jordan, Amos A.", "frus1969-76ve09p1/persons#p_JAA_2"),
    ]
    assert _of_kind(message, "term") == [
        ("NSC", "National Security Council", "frus1969-76ve09p1/terms#t_NSC_1")
    ]
    assert _of_kind(message, "place") == [("Washington", "Washington", None)]
    assert _of_kind(message, "date") == [("April 13, 1974", "1974-04-13", None)]
    assert _of_kind(tei["frus1961-63v05/d35"], "reference") == [
        (
            "Foreign Relations, 1961-1963, volume VI",
            "Foreign Relations, 1961-1963, volume VI",
            "frus1961-63v06",
        ),
        ("Documents 41", "Documents 41", "frus1961-63v05/d41"),
        ("42", "42", "frus1961-63v05/d42"),
        (
            "Foreign Relations, 1961-1963, volume VI",
            "Foreign Relations, 1961-1963, volume VI",
            "frus1961-63v06",
        ),
    ]


def test_notes_stand_where_their_signs_stood(tei: dict[str, RawMessage]) -> None:
    message = tei["frus1961-63v05/d10"]
    notes = [one for one in message.annotations if one.kind == "note"]
    before = [message.text[: one.span.start].rsplit(" ", 3)[-3:] for one in notes]
    assert before[0] == ["Embassy", "telegram", "1706)."]
    assert notes[0].text == "Document 9." and notes[0].target == "#d10fn2"
    assert before[-1] == ["in", "separate", "telegrams."]
    assert notes[-1].text.startswith("In telegram 1708, January 21, Thompson reported briefly")
    assert all(one.span.start == one.span.end for one in notes)


def test_omissions(tei: dict[str, RawMessage]) -> None:
    assert [one[0] for one in _of_kind(tei["frus1961-63v05/d18"], "omission")] == [
        "[Here follows discussion of NATO and the Congo.]",
        "[Here follows discussion of Mexico and Laos.]",
    ]
    assert [one[0] for one in _of_kind(tei["frus1969-76ve14p1/d2"], "omission")] == [
        "[3 pages not declassified]"
    ]


def test_what_is_not_sure_is_said(tei: dict[str, RawMessage]) -> None:
    assert tei["frus1961-63v05/d13"].notes == ("number G-504: of a series that no MRN has",)
    assert tei["frus1969-76v20/d46"].notes == ("number 13154: which post’s it is, is not sure",)
    assert tei["frus1969-76v28/d229"].notes == (
        "the markup says 1976-11-18, the words say 1976-12-08: the words were taken",
    )
    assert tei["frus1961-63v05/d10"].notes == ()
