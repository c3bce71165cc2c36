"""Citations: the forms of the archives and editors, read back by programs that manage references."""

from __future__ import annotations

import datetime
import io
import json
import warnings

import msgspec
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.export.citations.citable import Citable, citable
from reftel.export.citations.managers import bibtex, csl, ris
from reftel.export.citations.notes import STYLES, chicago, frus, national_archives, source_note
from reftel.model import Cable
from tests.export.test_formats import EMPTY, EVIL, evil, some, written

MANILA = reftel.parse(
    "PAGE 01  MANILA  07657  271030Z\n\nR 271000Z JUN 74\nFM AMEMBASSY MANILA\nTO SECSTATE WASHDC 1234\n\n"
    "LIMITED OFFICIAL USE MANILA 7657\n\nE.O. 11652: N/A\nTAGS: PFOR, RP\nSUBJECT: A VISIT\n\n1. TEXT.\nSULLIVAN\n",
    given={
        "document": "1974MANILA07657",
        "film": "D740169-1020",
        "Locator": "TEXT ON-LINE",
        "provenance": "National Archives, RG 59, Central Foreign Policy Files, 1973–79, Electronic Telegrams",
    },
)
FRUS = reftel.parse(
    "Moscow, January 21, 1961, 4 p.m.\n\n1706. Thompson called on the Foreign Minister.\n\nThompson",
    mrn="1961MOSCOW1706",
    given={
        "document": "frus1961-63v05/d9",
        "kind": "telegram",
        "number": "1706",
        "origin": "Moscow",
        "from": "Embassy in the Soviet Union",
        "to": "Department of State",
        "date": "1961-01-21",
        "source_note": "Source: Department of State, Central Files, 761.5411/1-2161. Confidential; Priority.",
        "file": "Department of State, Central Files, 761.5411/1-2161",
        "url": "https://history.state.gov/historicaldocuments/frus1961-63v05/d9",
        "provenance": "Foreign Relations of the United States, 1961–1963, Volume V, Soviet Union, Document 9. Department of State, Central Files, 761.5411/1-2161",
    },
    date=datetime.date(1961, 1, 21),
)
PRINTED = msgspec.structs.replace(
    FRUS,
    id="f" * 24,
    given={
        **FRUS.given,
        "editors": "Charles S. Sampson; John P. Glennon, Jr.",
        "general_editors": "David S. Patterson",
        "publisher": "United States Government Printing Office",
        "published_at": "Washington",
        "published": "1998",
    },
)
SPECIMEN = reftel.parse(
    "C O N F I D E N T I A L ROME 004580\n\nSIPDIS\n\nE.O. 12958: DECL: 10/07/2013\nSUBJECT: ITALY: IMMIGRATION\n\n1. (C) TEXT.\n"
)


def test_the_national_archives_own_example() -> None:
    assert national_archives(citable(MANILA), datetime.date(2014, 5, 1)) == (
        "Embassy Manila to Department of State, Telegram 07657, June 27, 1974, 1974MANILA07657, "
        "Central Foreign Policy Files, 1973-79/Electronic Telegrams, RG 59: General Records of the Department of State, "
        "National Archives (accessed May 1, 2014)."
    )


def test_a_record_on_film_only_is_cited_by_its_film() -> None:
    film = msgspec.structs.replace(MANILA, text="", given={**MANILA.given, "Locator": "TEXT ON MICROFILM"})
    assert national_archives(citable(film)) == (
        "Embassy Manila to Department of State, Telegram 07657, June 27, 1974, D740169-1020, "
        "Central Foreign Policy Files, 1973-79/D-Reel Microfilm, RG 59: General Records of the Department of State, National Archives."
    )


def test_who_edited_and_printed_a_volume_stands_in_a_note() -> None:
    assert chicago(citable(PRINTED)) == (
        "Embassy in the Soviet Union to Department of State, telegram 1706, Moscow, January 21, 1961, in Foreign Relations of "
        "the United States, 1961–1963, Volume V, Soviet Union, ed. Charles S. Sampson and John P. Glennon, Jr. (Washington: "
        "United States Government Printing Office, 1998), doc. 9, https://history.state.gov/historicaldocuments/frus1961-63v05/d9."
    )


def test_who_edited_and_printed_a_volume_is_told_to_programs() -> None:
    (item,) = json.loads(written("csl-json", PRINTED))
    assert item["editor"] == [
        {"family": "Sampson", "given": "Charles S."},
        {"family": "Glennon", "given": "John P.", "suffix": "Jr."},
    ]
    assert item["collection-editor"] == [{"family": "Patterson", "given": "David S."}]
    assert (item["publisher"], item["publisher-place"]) == (
        "United States Government Printing Office",
        "Washington",
    )
    assert (item["issued"], item["original-date"]) == (
        {"date-parts": [[1998]]},
        {"date-parts": [[1961, 1, 21]]},
    )
    assert item["title"].endswith(", January 21, 1961")  # most styles print the year of the volume only
    fields = parse_string(written("bibtex", PRINTED).decode()).entries[0].fields_dict
    assert fields["editor"].value == "Sampson, Charles S. and Glennon, Jr., John P."
    assert (fields["date"].value, fields["origdate"].value, fields["year"].value) == (
        "1998",
        "1961-01-21",
        "1998",
    )
    assert (fields["publisher"].value, fields["address"].value) == (
        "United States Government Printing Office",
        "Washington",
    )
    assert "general editor David S. Patterson" in fields["note"].value
    (entry,) = rispy.loads(written("ris", PRINTED).decode())
    assert entry["secondary_authors"] == ["Sampson, Charles S.", "Glennon, John P., Jr."]
    assert entry["tertiary_authors"] == ["Patterson, David S."]
    assert (entry["year"], entry["date"], entry["publisher"], entry["place_published"]) == (
        "1998",
        "1961/01/21/",
        "United States Government Printing Office",
        "Washington",
    )


@pytest.mark.parametrize("year", ["", "98", "19988", "MCMXCVIII", "١٩٩٨", "-199"])
def test_a_year_that_is_none_is_left_out(year: str) -> None:
    one = citable(msgspec.structs.replace(PRINTED, given={**PRINTED.given, "published": year}))
    assert one.published is None
    assert csl(one)["issued"] == {"date-parts": [[1961, 1, 21]]}


def test_the_source_note_is_that_of_frus() -> None:
    assert source_note(citable(MANILA)) == (
        "National Archives, RG 59, Central Foreign Policy File, D740169–1020. Limited Official Use; Routine."
    )
    assert (
        source_note(citable(FRUS))
        == "Department of State, Central Files, 761.5411/1-2161. Confidential; Priority."
    )


def test_frus_cites_its_documents_by_number_and_others_as_its_footnotes_do() -> None:
    assert (
        frus(citable(FRUS))
        == "Foreign Relations of the United States, 1961–1963, Volume V, Soviet Union, Document 9."
    )
    assert frus(citable(MANILA)) == (
        "Telegram 07657 from Manila, June 27, 1974 (National Archives, RG 59, Central Foreign Policy File, D740169–1020)."
    )


def test_chicagos_notes() -> None:
    assert chicago(citable(FRUS)) == (
        "Embassy in the Soviet Union to Department of State, telegram 1706, Moscow, January 21, 1961, in Foreign Relations of "
        "the United States, 1961–1963, Volume V, Soviet Union, doc. 9, https://history.state.gov/historicaldocuments/frus1961-63v05/d9."
    )
    assert chicago(citable(MANILA)).startswith(
        "Embassy Manila to Department of State, “A VISIT,” telegram 74 MANILA 7657, June 27, 1974, Limited Official Use, 1974MANILA07657, "
    )


def test_an_inferred_date_is_said_to_be_one() -> None:
    one = citable(SPECIMEN)
    assert (
        chicago(one)
        == "Embassy Rome, “ITALY: IMMIGRATION,” telegram 03 ROME 4580, [October 7, 2003?], Confidential."
    )
    assert csl(one)["issued"] == {"date-parts": [[2003, 10, 7]], "circa": True}
    assert "date = {2003-10-07?}" in bibtex(one)
    assert "DA  - 2003/10/07/inferred" in ris(one)


def test_a_release_under_the_act_is_cited_by_case_and_document() -> None:
    text = (
        "UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05770206 Date: 08/31/2015\n\n"
        "UNCLAS BERLIN 1052\n\nSUBJECT: RESTRUCTURING\n\n1. (U) TEXT.\n"
    )
    one = citable(reftel.parse(text, date=datetime.date(2010, 8, 3)))
    assert chicago(one).endswith(
        "August 3, 2010, Unclassified, FOIA Case No. F-2014-20439, Doc. No. C05770206, U.S. Department of State."
    )


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_cable_of_which_nothing_is_known_is_cited_without_inventions(style: str) -> None:
    told = STYLES[style](citable(EMPTY), None)
    assert EMPTY.id in told
    told = told.replace(EMPTY.id, "")
    assert not any(word in told for word in ("None", "n.d.", "unknown", "Embassy", "Department", "19", "20"))


def test_each_edition_has_a_citation_and_a_key_of_its_own() -> None:
    other = reftel.parse(MANILA.text + "\nMORE.", given=MANILA.given)
    assert citable(other).mrn == citable(MANILA).mrn
    assert citable(other).key != citable(MANILA).key


def every() -> list[Cable]:
    return [MANILA, FRUS, PRINTED, SPECIMEN, EMPTY, evil(), *some(20)]


def test_csl_json_is_read_and_set_by_citeproc() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        cables = [MANILA, FRUS, PRINTED, SPECIMEN]
        source = CiteProcJSON(json.loads(written("csl-json", *cables)))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for cable in cables:
            bibliography.register(Citation([CitationItem(citable(cable).key.lower())]))
        told = [str(one) for one in bibliography.bibliography()]
    assert len(told) == 4
    assert any("1998" in one and "Sampson" in one and "January 21, 1961" in one for one in told)
    assert any("Embassy Manila" in one and "1974" in one for one in told)
    assert any("Soviet Union" in one and "1961" in one for one in told)


def test_csl_json_has_only_what_the_schema_of_csl_knows() -> None:
    names = {"id", "type", "title", "genre", "author", "recipient", "issued", "number", "container-title", "archive",
             "archive_location", "note", "URL", "accessed", "editor", "collection-editor", "original-date", "publisher",
             "publisher-place"}  # fmt: skip
    for item in json.loads(written("csl-json", *every())):
        assert set(item) <= names
        assert all(value not in (None, "", [], {}) for value in item.values())


def test_bibtex_is_read_by_bibtexparser() -> None:
    cables = every()
    library = parse_string(written("bibtex", *cables).decode())
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [citable(cable).key for cable in cables]
    manila = library.entries_dict[citable(MANILA).key].fields_dict
    assert manila["author"].value == "{Embassy Manila}" and manila["date"].value == "1974-06-27"
    assert library.entries_dict[citable(FRUS).key].entry_type == "incollection"


def test_ris_is_read_by_rispy() -> None:
    cables = every()
    entries = rispy.loads(written("ris", *cables).decode())
    assert len(entries) == len(cables)
    manila, printed = entries[0], entries[1]
    assert (manila["type_of_reference"], manila["title"], manila["year"]) == ("PCOMM", "A VISIT", "1974")
    assert printed["type_of_reference"] == "CHAP"
    assert printed["secondary_title"].startswith("Foreign Relations")


words = st.text(max_size=60) | st.just(EVIL)


@settings(deadline=None)
@given(words, words, words)
def test_any_words_are_read_back_by_all_three(subject: str, sender: str, place: str) -> None:
    one = citable(msgspec.structs.replace(MANILA, subject=subject, given={**MANILA.given, "document": place}))
    one = msgspec.structs.replace(one, sender=" ".join(sender.split()) or None)
    library = parse_string(bibtex(one))
    assert len(library.entries) == 1 and not library.failed_blocks
    assert json.loads(msgspec.json.encode(csl(one)))["id"] == one.key


@settings(deadline=None)
@given(words)
def test_no_words_begin_another_record_of_ris(subject: str) -> None:
    cable = msgspec.structs.replace(MANILA, subject=subject)
    (entry,) = rispy.loads(written("ris", cable).decode())
    assert entry["type_of_reference"] == "PCOMM"


def test_numbers_of_airgrams_and_travellers() -> None:
    one = citable(reftel.parse("1. TEXT.", mrn="1974LAPAZ-A70"))
    assert (one.genre, one.number, one.short_number) == ("Airgram", "A-70", "74 LA PAZ A70")


def test_the_parts_are_those_of_a_struct_that_can_be_kept() -> None:
    one = citable(FRUS)
    assert msgspec.json.decode(msgspec.json.encode(one), type=Citable) == one
    assert io.BytesIO(written("frus", FRUS)).read().decode().count("\n") == 1
