"""Messages that are known by originator and date-time group only."""

from __future__ import annotations

import datetime
import json

import pytest

import reftel
from reftel.archive import absent
from reftel.links.missing import unnumbered
from reftel.links.missing.unnumbered import Named

HEAD = "C O N F I D E N T I A L {post} {serial:06}\n\nTAGS: PREL\nSUBJECT: {subject}\nREF: {refs}\n\n1. (C) Ref A is clear.\nSMITH\n"


def moment(day: int, hour: int, minute: int, month: int = 10, year: int = 2008) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> reftel.Archive:
    folder = tmp_path_factory.mktemp("unnumbered")
    cables = [
        ("ROME", 50, "2008-11-20", "SHIPS", "A. SECDEF R 162245Z OCT 08 B. STATE 7777"),
        ("ROME", 60, "2008-11-25", "SHIPS", "A. SECDEF WASHINGTON DC 162245Z OCT 08"),
        ("PARIS", 70, "2008-11-30", "PLANES", "A. JCS MSG 162245Z OCT 08 B. CINCPAC 010101Z DEC 08"),
        ("PARIS", 71, "2008-12-02", "PLANES", "A. MSG 311161Z OCT 08 B. 162246Z OCT 08"),
    ]
    lines = [
        json.dumps({"mrn": f"2008{post}{serial}", "date": day, "text": HEAD.format(post=post, serial=serial, subject=subject, refs=refs)})
        for post, serial, day, subject, refs in cables
    ]  # fmt: skip
    (folder / "cables.jsonl").write_text("\n".join(lines), "utf-8")
    made = reftel.create(folder / "a")
    made.ingest(folder / "cables.jsonl", workers=0)
    return made


def test_they_are_listed_under_what_they_are_called_and_never_a_number(archive: reftel.Archive) -> None:
    found = {row["named"]: row for row in archive.ghosts().iter_rows(named=True)}
    assert set(found) == {
        "SECDEF 162245Z OCT 2008",
        "JCS 162245Z OCT 2008",
        "CINCPAC 010101Z DEC 2008",
        "2008STATE7777",
    }
    secdef = found["SECDEF 162245Z OCT 2008"]
    assert (secdef["mrn"], secdef["serial"], secdef["station"]) == (None, None, "SECDEF")
    assert (secdef["citations"], secdef["subject"], secdef["tags"]) == (2, "SHIPS", ["PREL"])
    assert secdef["cited_by"] == ["2008ROME50", "2008ROME60"]
    assert secdef["first"] == secdef["last"] == datetime.date(2008, 10, 16)
    assert secdef["how"] == "its date-time group"
    # Cited on 30 November, sent on 1 December: the group must be wrong.
    assert found["CINCPAC 010101Z DEC 2008"]["doubtful"] is True
    assert found["2008STATE7777"]["mrn"] == "2008STATE7777"


def test_chosen_and_ranked_with_the_others(archive: reftel.Archive) -> None:
    assert archive.ghosts(post="JCS")["named"].to_list() == ["JCS 162245Z OCT 2008"]
    assert archive.ghosts(year=2008).height == 4
    assert archive.ghosts(year=2007).height == 0
    assert archive.ghosts(limit=1)["named"].to_list() == ["SECDEF 162245Z OCT 2008"]
    assert set(archive.ghosts(search="planes")["named"]) == {
        "JCS 162245Z OCT 2008",
        "CINCPAC 010101Z DEC 2008",
    }
    best = archive.ghosts(by="date")["best"].drop_nulls().to_list()
    assert best == sorted(best)


@pytest.mark.parametrize("name", ["SECDEF 162245Z OCT 08", "secdef washington dc 162245Z Oct 2008"])
def test_one_in_full(archive: reftel.Archive, name: str) -> None:
    ghost = archive.ghost(name)
    assert ghost is not None
    assert (ghost.mrn, ghost.name, ghost.year) == (None, "SECDEF 162245Z OCT 2008", 2008)
    assert [str(one.mrn) for one in ghost.citing] == ["2008ROME50", "2008ROME60"]
    assert [saying.text for saying in ghost.citing[0].sayings] == ["Ref A is clear."]
    assert ghost.when and ghost.when.best == datetime.date(2008, 10, 16)


@pytest.mark.parametrize(
    "name",
    ["SECDEF 162246Z OCT 08", "CNO 162245Z OCT 08", "162245Z OCT 08", "SECDEF 312561Z OCT 08", "SECDEF", ""],
)
def test_what_nobody_cites_is_none(archive: reftel.Archive, name: str) -> None:
    assert archive.ghost(name) is None


def test_names_of_one_message() -> None:
    at = moment(16, 22, 45)
    assert Named("CNO", at).is_the_same(Named("CNO WASHINGTON DC", at))
    assert not Named("CNO", at).is_the_same(Named("JCS", at))
    assert not Named("CNO", at).is_the_same(Named("CNO", moment(16, 22, 46)))
    assert str(Named("cno", at)) == "CNO 162245Z OCT 2008"
    assert unnumbered.parse("CNO WASHINGTON DC 162245Z OCT 2008") == Named("CNO WASHINGTON DC", at)
    assert unnumbered.parse("162245Z OCT 2008") is None


def test_a_letter_is_about_it_though_nobody_cites_it(archive: reftel.Archive) -> None:
    ghost = absent.asked_for(archive, Named("CNO", moment(1, 1, 1)))
    assert (ghost.name, ghost.citing) == ("CNO 010101Z OCT 2008", ())
