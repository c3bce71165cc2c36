"""Cables that others cite and nobody holds: found, dated, described."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import polars as pl
import pytest

import reftel
from reftel.links.dating.serials import Serials
from reftel.links.missing import ghosts
from reftel.links.resolving.resolution import resolve
from reftel.model import MRN
from synthetic import world

DAY = datetime.date


def rows(found: pl.DataFrame) -> dict[str, dict[str, object]]:
    return {row["mrn"]: row for row in found.iter_rows(named=True)}


def test_what_is_cited_and_not_held_is_found_and_nothing_else(archive: reftel.Archive) -> None:
    found = rows(archive.ghosts())
    assert set(found) == {"2003ROME201", "2003STATE7777", "2003ROME399", "1974LAPAZ244"}
    assert found["2003ROME201"]["citations"] == 2
    assert found["2003ROME201"]["cited_by"] == ["2003PARIS50", "2003PARIS60"]


def test_when_by_the_cables_around_it(archive: reftel.Archive) -> None:
    row = rows(archive.ghosts())["2003ROME201"]
    # 2003ROME200 is of 1 June, 2003ROME202 of 2 June.
    assert row["first"] in (DAY(2003, 6, 1), DAY(2003, 6, 2))
    assert row["last"] in (DAY(2003, 6, 1), DAY(2003, 6, 2))
    assert row["doubtful"] is False


def test_a_number_that_the_post_had_not_reached_is_doubtful(archive: reftel.Archive) -> None:
    assert rows(archive.ghosts())["2003ROME399"]["doubtful"] is True


def test_subject_and_tags_with_their_support(archive: reftel.Archive) -> None:
    row = rows(archive.ghosts())["2003ROME201"]
    assert (row["subject"], row["subject_support"]) == ("LIBYAN EXPORTS", 2)
    assert dict(zip(row["tags"], row["tags_support"], strict=True)) == {"PARM": 2, "FR": 1, "LY": 1}  # type: ignore[arg-type]


def test_one_in_full_has_the_sentences_and_their_marks(archive: reftel.Archive) -> None:
    ghost = archive.ghost("03 ROME 201")
    assert ghost is not None
    first, second = ghost.citing
    assert [saying.text for saying in first.sayings] == ["Ref A told of the centrifuges."]
    assert [saying.text for saying in second.sayings] == ["As ROME 201 reported, he left."]
    assert (first.sayings[0].level, second.sayings[0].level) == ("SECRET", "CONFIDENTIAL")
    level = ghost.classification
    assert level is not None
    assert (level.lowest, level.highest) == ("CONFIDENTIAL", "SECRET")
    assert ghost.subject_from == "the subject of 2 of 2 citing cables"
    for one in ghost.citing:
        cable = archive.get(one.cable)
        assert cable is not None
        for saying in one.sayings:
            assert " ".join(cable.text[saying.start : saying.end].split()) == saying.text


def test_the_list_and_the_full_view_agree(archive: reftel.Archive) -> None:
    for mrn, row in rows(archive.ghosts()).items():
        ghost = archive.ghost(mrn)
        assert ghost is not None
        when = ghost.when
        assert (row["first"], row["last"]) == ((when.first, when.last) if when else (None, None))
        assert row["subject"] == ghost.subject
        assert row["doubtful"] == ghost.doubtful


def test_the_thread_says_the_same_of_a_ghost(archive: reftel.Archive) -> None:
    for mrn in archive.ghosts()["mrn"]:
        thread, ghost = archive.thread(mrn), archive.ghost(mrn)
        assert ghost is not None
        assert (thread is None) is (not ghost.citing and not ghost.cards)
        if thread:
            assert thread.node(mrn).when == ghost.when
            assert thread.node(mrn).held is False


def test_the_dates_that_citing_cables_write_are_used_by_list_page_and_thread(tmp_path: Path) -> None:
    head = "C O N F I D E N T I A L PARIS {0:06}\n\nTAGS: PREL\nSUBJECT: WHEAT\n{1}\n\n1. (C) {2}\nSMITH\n"
    texts = [
        ("2003PARIS50", "2003-06-20", head.format(50, "REF: ROME 4580 OF JUNE 5", "The minister left.")),
        ("2003PARIS60", "2003-06-25", head.format(60, "", "He had left (see Rome 4580, June 7); nobody knew.")),
        ("2003PARIS70", "2003-07-01", head.format(70, "", "State 210803, November 12, 2002 and Tripoli 1796 say so.")),
        ("2003PARIS80", "2003-07-02", head.format(80, "REF: STATE 7777 DTG 051020Z JUN 03", "Nothing.")),
    ]  # fmt: skip
    lines = [json.dumps({"mrn": mrn, "date": day, "text": words}) for mrn, day, words in texts]
    (tmp_path / "cables.jsonl").write_text("\n".join(lines), "utf-8")
    archive = reftel.create(tmp_path / "a")
    archive.ingest(tmp_path / "cables.jsonl", workers=0)
    listed = rows(archive.ghosts())
    spans = {
        "2003ROME4580": (DAY(2003, 6, 5), DAY(2003, 6, 7)),
        "2002STATE210803": (DAY(2002, 11, 12), DAY(2002, 11, 12)),
        "2003STATE7777": (DAY(2003, 6, 5), DAY(2003, 6, 5)),
    }
    for mrn, (first, last) in spans.items():
        ghost, thread = archive.ghost(mrn), archive.thread(mrn)
        assert ghost and ghost.when and thread
        assert (
            (ghost.when.first, ghost.when.last)
            == (listed[mrn]["first"], listed[mrn]["last"])
            == (first, last)
        )
        assert thread.node(mrn).when == ghost.when


def test_a_citation_that_is_no_reference_of_the_record(tmp_path: Path) -> None:
    # A volume's "my telegram 4467" stands in the links without a reference.
    archive = reftel.create(tmp_path / "a")
    archive.ingest("demo/volumes", workers=0)
    ghost = archive.ghost("1975RABAT4467")
    assert ghost is not None
    [citing] = ghost.citing
    assert citing.written == "my telegram 4467 of January 31, 1975"
    assert "I urged that the USG undertake" in citing.sayings[0].text
    assert ghost.when and (ghost.when.best, ghost.when.confidence) == (DAY(1975, 1, 31), 0.5)


def test_a_record_without_text_is_a_ghost_with_its_own_facts(archive: reftel.Archive) -> None:
    row = rows(archive.ghosts())["1974LAPAZ244"]
    assert (row["citations"], row["subject"], row["first"], row["lowest"]) == (
        0,
        "TIN",
        DAY(1974, 1, 11),
        "CONFIDENTIAL",
    )
    ghost = archive.ghost("1974LAPAZ244")
    assert ghost is not None
    assert [card.kind for card in ghost.cards] == ["withdrawn"]
    assert ghost.when and ghost.when.how == "the date that its record or sheet gives"


@pytest.mark.parametrize("mrn", ["2003ROME200", "2003ROME203", "2003ATLANTIS5", "nonsense", "", "\x00"])
def test_what_is_held_or_never_cited_is_none(archive: reftel.Archive, mrn: str) -> None:
    assert archive.ghost(mrn) is None


def test_ranked_and_chosen(archive: reftel.Archive) -> None:
    assert archive.ghosts(limit=1)["mrn"].to_list() == ["2003ROME201"]
    by_date = archive.ghosts(by="date")["best"].drop_nulls().to_list()
    assert by_date == sorted(by_date)
    assert archive.ghosts(by="post")["station"].to_list() == ["LAPAZ", "ROME", "ROME", "STATE"]
    assert set(archive.ghosts(post="ROME")["mrn"]) == {"2003ROME201", "2003ROME399"}
    assert archive.ghosts(year=1974)["mrn"].to_list() == ["1974LAPAZ244"]
    assert set(archive.ghosts(search="centrifuges")["mrn"]) == {"2003ROME201", "2003STATE7777"}
    assert archive.ghosts(search="nothingofthekind").is_empty()
    with pytest.raises(ValueError, match="citations, date or post"):
        archive.ghosts(by="size")
    with pytest.raises(ValueError, match="confidence"):
        archive.ghosts(confidence=2)


def test_an_empty_archive_has_none(tmp_path: Path) -> None:
    empty = reftel.create(tmp_path / "a")
    assert empty.ghosts().is_empty()
    assert empty.ghost("2003ROME201") is None


def test_dates_that_citing_cables_write() -> None:
    serials, mrn = Serials.of(known=False), MRN(1972, "STATE", 210803)
    one = ghosts.when_sent(mrn, serials, written=[DAY(1972, 11, 12)])
    two = ghosts.when_sent(mrn, serials, written=[DAY(1972, 11, 12), DAY(1972, 11, 10)])
    wrong = ghosts.when_sent(mrn, serials, written=[DAY(1927, 11, 12)])
    assert one and (one.first, one.last) == (DAY(1972, 11, 12), DAY(1972, 11, 12))
    assert two and (two.first, two.last) == (DAY(1972, 11, 10), DAY(1972, 11, 12))
    assert wrong is None


def test_a_written_date_against_the_serials_is_half_sure() -> None:
    when = ghosts.when_sent(MRN(2005, "ROME", 2000), Serials.of(), written=[DAY(2005, 1, 3)])
    assert when and when.confidence == 0.5 and "though its serial says" in when.how


def test_on_a_made_archive_intervals_hold_and_ghosts_are_found() -> None:
    made = world.make(6_000, seed=4)
    cables, references = made.cables.lazy(), made.references.lazy()
    # What the true links say, so that this measures ghosts and not the reading of references.
    true = made.truth.filter(pl.col("true").is_not_null())
    links = (
        resolve(cables, references)
        .drop("to_mrn")
        .join(
            true.filter(pl.col("relation").is_in(("reference", "in text"))).select(
                "cable", "position", to_mrn="true"
            ),
            on=["cable", "position"],
            how="left",
        )
    )
    links = links.with_columns(confidence=pl.lit(0.99)).lazy()
    found = ghosts.dated(ghosts.table(cables, links), Serials.of(ghosts.anchors(cables)))
    cited = set(true.filter(pl.col("relation").is_in(("reference", "in text")))["true"])
    held_back = made.messages.filter(~pl.col("held"))
    missing = set(held_back["mrn"]) & cited
    assert set(found["mrn"]) == missing
    joined = found.join(held_back.select("mrn", "sent"), on="mrn").drop_nulls("first")
    held = joined.select(pl.col("sent").is_between("first", "last").mean()).item()
    assert abs(held - joined["confidence"].mean()) < 0.03  # type: ignore[operator]
    assert joined.height > 0.95 * found.height
