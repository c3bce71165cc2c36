"""What a query finds in a small archive, which every reader of `cables` can check by eye."""

from __future__ import annotations

import datetime
import hashlib
import re
from pathlib import Path

import pytest

import reftel
from reftel.archive import Archive, NotAnArchive
from reftel.model import Cable
from reftel.search import Hits, QueryError
from tests.search.cables import CABLES

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/query.md"
ALL = {*(name for name in CABLES if name not in ("none", "2006QQZZQ0012")), "2006QQZZQ12", "A NOTE", "CARD"}


def names(hits: Hits) -> list[str]:
    """The numbers of hits, in their order; the subject of those without one."""
    return [
        hit.mrn or ("CARD" if hit.subject == "Quinquennial conference" else str(hit.subject)) for hit in hits
    ]


def found(archive: Archive, query: str, **options: str) -> set[str]:
    hits = archive.search(query, limit=100, **options)
    assert hits.total == len(hits)
    listed = names(hits)
    assert len(listed) == len(set(listed))
    return set(listed)


FOUND: list[tuple[str, str]] = [
    # from
    ("from:rome", "2003ROME101"),
    ("from:paris", "2003PARIS7"),
    ('from:"la paz"', "1974LAPAZ55 1974LAPAZ56"),
    ('from:"amembassy bogotá"', "2008BOGOTA12"),
    ("from:qqzzq", "2006QQZZQ12"),
    ("from:geneva", ""),
    # to, to act or to know
    ("to:rome", "2003PARIS7 1979CAIRO77"),
    ('to:"usmission geneva"', "2003ROME101"),
    ("to:paris", "2003ROME101"),
    ("to:secstate from:ottawa", "2009OTTAWA3 2010OTTAWA1"),
    # tag
    ("tag:PARM", "2003ROME101 2003PARIS7"),
    ("tag:parm tag:ly", "2003ROME101"),
    ("tag:ly OR tag:fr", "2003ROME101 2003PARIS7 2004TRIPOLI8"),
    ("tag:cs", "2005SANJOSE9"),
    ("tag:pa", ""),
    ("tag:nosuchtag", ""),
    # class
    ("class:confidential", "2003ROME101 2009OTTAWA3"),
    ("class:secret", "2003PARIS7"),
    ('class:"limited official use"', "1974LAPAZ55"),
    ("class:>=secret", "2003PARIS7 1979CAIRO77"),
    ('class:">= confidential"', "2003ROME101 2009OTTAWA3 2003PARIS7 1979CAIRO77"),
    ("class:restricted", ""),
    # caption
    ("caption:nodis", "1979CAIRO77"),
    ("caption:sipdis", "2003ROME101 2008BOGOTA12 2005SANJOSE9"),
    ('caption:"S I P D I S" -tag:econ', "2003ROME101"),
    ("caption:exdis", ""),
    # mrn, ref
    ("mrn:2003ROME101", "2003ROME101"),
    ('mrn:"03 ROME 0101"', "2003ROME101"),
    ("mrn:03ROME102", ""),
    ("ref:03ROME101", "2003PARIS7"),
    ('ref:"02 STATE 001234"', "2003ROME101"),
    ("ref:05SANJOSE7", "2005SANJOSE9"),
    ('ref:"74 LA PAZ 55"', "1974LAPAZ56"),
    ("ref:1999ROME1", ""),
    # signer, subject
    ("signer:sembler", "2003ROME101"),
    ("signer:Stedman", "1974LAPAZ55 1974LAPAZ56"),
    ("signer:sted*", "1974LAPAZ55 1974LAPAZ56"),
    ("signer:flour", ""),
    ("subject:wheat", "2003PARIS7"),
    ("subject:controls", "2003ROME101"),
    ('subject:"export controls"', "2003ROME101"),
    ('subject:"controls export"', ""),
    ("subject:pipe*", "2009OTTAWA3"),
    ("subject:pipe", ""),
    ('subject:"sao tome"', "2008BOGOTA12"),
    # after, before: both included
    ("after:2010", "2010OTTAWA1"),
    ("after:2009-12-31", "2009OTTAWA3 2010OTTAWA1"),
    ("after:2010-01-02", ""),
    ("before:1974", "1974LAPAZ55 1974LAPAZ56"),
    ("before:1974-06-19", "1974LAPAZ55"),
    ("before:1974-06", "1974LAPAZ55 1974LAPAZ56"),
    ("before:1974-06-18", ""),
    ("after:1974-06-20 before:1979", "1974LAPAZ56 1979CAIRO77"),
    ("after:2003-10 before:2003-10", "2003ROME101 2003PARIS7"),
    ("after:2009 before:2009", "2009OTTAWA3"),
    ("after:2005 before:2004", ""),
    ("after:9999", ""),
    ("before:0001", ""),
    ("after:0001 before:1974", "1974LAPAZ55 1974LAPAZ56"),
    ("after:2010 before:9999", "2010OTTAWA1"),
    ("after:1677 before:2262 from:rome", "2003ROME101"),
    # words, in any case
    ("wheat", "2003ROME101 2003PARIS7 1979CAIRO77|A NOTE"),
    ("WHEAT", "2003ROME101 2003PARIS7 1979CAIRO77|A NOTE"),
    ("wheat sugar", "2003PARIS7"),
    ("wheat OR flour", "2003ROME101 2003PARIS7 1979CAIRO77 1974LAPAZ55 1974LAPAZ56|A NOTE"),
    ("wheat -sugar", "2003ROME101 1979CAIRO77|A NOTE"),
    ("wheat NOT (sugar OR boats)", "1979CAIRO77|A NOTE"),
    ("wheat (sugar OR boats)", "2003PARIS7 2003ROME101"),
    ("wheat OR sugar boats", "2003ROME101 2003PARIS7 1979CAIRO77|A NOTE"),
    ("whea", ""),
    ("zymurgy", ""),
    ("NOT zymurgy tag:eagr", "1974LAPAZ55 1974LAPAZ56"),
    ("-tag:eagr from:lapaz", ""),
    ("-after:1900", "2005SANJOSE9 2006QQZZQ12|A NOTE|CARD"),
    # words that only the subject has
    ("quinquennial", "|CARD"),
    ('"quinquennial conference"', "|CARD"),
    ("quinquen*", "|CARD"),
    ("quinquennial withdrawn", "|CARD"),
    ("withdrawn -quinquennial", ""),
    # phrases, over a line's end too, and in this order only
    ('"export controls"', "2003ROME101"),
    ('"export controls on wheat"', "2003ROME101"),
    ("export controls", "2003ROME101 2003PARIS7"),
    ('"controls on export"', "2003PARIS7"),
    ('"contraband flour"', "1974LAPAZ55"),
    ('"coast guard" boats', "2003ROME101"),
    ("D'Aloia", "2003ROME101"),
    ("d’aloia", "2003ROME101"),
    ('"aloia d"', ""),
    ("re-export", "1974LAPAZ55"),
    ("3,5", "2008BOGOTA12"),
    # words and phrases that a line's end or a page line parts
    ("representatives", "1974LAPAZ55"),
    ("Representa*", "1974LAPAZ55"),
    ("representative", ""),
    ('"ministers representatives"', ""),
    ('"minister\'s representatives spoke"', "1974LAPAZ55"),
    ("representa tives", "1974LAPAZ55"),
    ('"silo in cochabamba"', "1974LAPAZ55"),
    ("misunderstanding", "1974LAPAZ55"),
    ('"the misunderstanding is over"', "1974LAPAZ55"),
    ('"page 02"', "1974LAPAZ55"),
    ("1015", ""),
    ('"10 15 percent"', "1974LAPAZ55"),
    ("reexport", ""),
    # beginnings of words
    ("immigra*", "2009OTTAWA3 2010OTTAWA1"),
    ("immigrant*", "2009OTTAWA3 2010OTTAWA1"),
    ("immigrants*", "2009OTTAWA3"),
    ("immigra* -immigration", "2010OTTAWA1"),
    ("immigra", ""),
    ("bogot*", "2008BOGOTA12"),
    # accents, other alphabets, ligatures
    ("bogotá", "2008BOGOTA12"),
    ("bogota", "2008BOGOTA12"),
    ("BOGOTÁ", "2008BOGOTA12"),
    ("bogota\u0301", "2008BOGOTA12"),
    ("cafe", "2008BOGOTA12"),
    ("naïve", "2008BOGOTA12"),
    ('"sao tome"', "2008BOGOTA12"),
    ("strasse", "2008BOGOTA12"),
    ("STRASSE", "2008BOGOTA12"),
    ("straße", "2008BOGOTA12"),
    ("москва", "2008BOGOTA12"),
    ("МОСКВА", "2008BOGOTA12"),
    ("моск*", "2008BOGOTA12"),
    # numbers as printed find the cable and those that cite it
    ("03 ROME 101", "2003ROME101 2003PARIS7"),
    ("2003ROME000101", "2003ROME101 2003PARIS7"),
    ("03rome101", "2003ROME101 2003PARIS7"),
    ("ROME 0101 (03)", "2003ROME101 2003PARIS7"),
    ("03 AMEMBASSY ROME 101", "2003ROME101 2003PARIS7"),
    ("03 ROME 101 sugar", "2003PARIS7"),
    ("-03ROME101 tag:parm", ""),
    ("74 LA PAZ 00055", "1974LAPAZ55 1974LAPAZ56"),
    ("05SANJOSE8", "2005SANJOSE9"),
    ("03 ROME 102", ""),
    ('"la paz 0055"', "1974LAPAZ55 1974LAPAZ56"),
    # all together
    ("tag:parm from:rome to:paris class:>=confidential caption:sipdis signer:sembler boats", "2003ROME101"),
    ("(from:rome OR from:paris) -class:secret", "2003ROME101"),
]


def expected(written: str) -> set[str]:
    """Numbers parted by blanks; behind `|` what has none."""
    numbers, *others = written.split("|")
    return {*numbers.split(), *others}


@pytest.mark.parametrize(("query", "who"), FOUND, ids=[repr(query) for query, _ in FOUND])
def test_what_is_found(archive: Archive, query: str, who: str) -> None:
    assert found(archive, query) == expected(who)


@pytest.mark.parametrize("query", ["", " ", "*", "NOT zymurgy", "wheat OR *", "* OR NOT *"])
def test_all_are_found(archive: Archive, query: str) -> None:
    assert found(archive, query) == ALL


@pytest.mark.parametrize("query", ["-*", "* -*", "wheat -wheat", "NOT (wheat OR NOT wheat)"])
def test_none_are_found(archive: Archive, query: str) -> None:
    assert found(archive, query) == set()


def test_a_problem_is_found_by_its_code(library: Archive) -> None:
    cables = [library.get(hit.id) for hit in library.search(limit=None)]
    codes = {problem.code for cable in cables if cable for problem in cable.problems}
    assert codes, "no cable of the demo has a problem: this test needs one"
    for code in codes:
        having = {cable.id for cable in cables if cable and code in [one.code for one in cable.problems]}
        assert {hit.id for hit in library.search(f"problem:{code.upper()}", limit=None)} == having
    assert library.search("problem:no-such-code").total == 0


def test_after_and_before_do_as_the_fields_do(archive: Archive) -> None:
    assert found(archive, "", after="1974", before="1974-06-19") == {"1974LAPAZ55"}
    assert found(archive, "from:ottawa", after="2010") == {"2010OTTAWA1"}
    assert found(archive, "wheat OR fisheries", before="1979") == {"1979CAIRO77"}
    assert found(archive, "after:1979", before="1979") == {"1979CAIRO77"}
    assert archive.search("from:rome OR from:paris", after="2003-10-08").query == (
        '(from:"ROME" OR from:"PARIS") AND after:2003-10-08'
    )
    with pytest.raises(QueryError, match="is no date"):
        archive.search("", after="yesterday")


# Order, pages, totals


def test_the_best_come_first(archive: Archive) -> None:
    assert names(archive.search("fisheries")) == ["2009OTTAWA3", "2010OTTAWA1"]  # twice, and once
    scores = [hit.score for hit in archive.search("wheat OR fisheries OR flour")]
    assert scores == sorted(scores, key=lambda score: -(score or 0))
    assert names(archive.search("wheat"))[0] == "2003PARIS7"  # in the subject, too


def test_by_date_those_without_one_come_last(archive: Archive) -> None:
    dated = sorted((cable.sent, str(cable.mrn)) for cable in map(archive.get, CABLES) if cable and cable.sent)
    oldest = archive.search(sort="oldest", limit=50)
    assert names(oldest)[: len(dated)] == [name for _, name in dated]
    assert {hit.sent for hit in oldest.hits[len(dated) :]} == {None}
    newest = archive.search(sort="newest", limit=50)
    assert names(newest)[: len(dated)] == [name for _, name in reversed(dated)]
    assert {hit.sent for hit in newest.hits[len(dated) :]} == {None}
    assert {hit.score for hit in newest} == {None}
    assert names(archive.search("wheat", sort="oldest"))[:3] == ["1979CAIRO77", "2003ROME101", "2003PARIS7"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["", "wheat OR flour OR fisheries", "tag:parm"])
def test_pages_together_are_the_whole(archive: Archive, query: str, sort: str) -> None:
    whole = archive.search(query, limit=None, sort=sort)
    assert whole.total == len(whole) > 1
    pages = []
    for offset in range(0, whole.total + 3, 2):
        page = archive.search(query, limit=2, offset=offset, sort=sort)
        assert (page.total, page.offset) == (whole.total, offset)
        assert len(page) == max(0, min(2, whole.total - offset))
        pages += page.hits
    assert tuple(pages) == whole.hits


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_limits_of_any_size(archive: Archive, sort: str) -> None:
    for limit in (13, 100, 10_001, 10**9, 10**30, None):
        assert len(archive.search(limit=limit, sort=sort)) == len(ALL)
    for offset in (len(ALL), 10_001, 10**30):
        past = archive.search(offset=offset, sort=sort)
        assert (past.total, past.hits) == (len(ALL), ())
    for limit in (0, -1):
        none = archive.search("wheat", limit=limit, sort=sort)
        assert (none.total, none.hits) == (4, ())
    assert archive.search("wheat", offset=-5, sort=sort).offset == 0


def test_ten_are_shown_if_no_limit_is_named(archive: Archive) -> None:
    hits = archive.search()
    assert (len(hits), hits.total) == (10, len(ALL))


def test_more_than_ten_thousand(tmp_path: Path) -> None:
    """Where other programs stop."""
    count = 10_050
    (tmp_path / "many.jsonl").write_text(
        "".join(f'{{"text": "UNCLAS ROME {n:06}\\n\\n1. OIL {n}."}}\n' for n in range(1, count + 1))
    )
    archive = reftel.create(tmp_path / "a")
    archive.ingest(tmp_path / "many.jsonl", parse=f"{__name__}:bare", workers=0)
    hits = archive.search("oil", limit=None)
    assert (hits.total, len(hits), len({hit.id for hit in hits})) == (count, count, count)
    last = archive.search("oil", limit=20, offset=count - 5)
    assert len(last) == 5
    assert archive.search("10049").total == 1


def bare(text: str, mrn: object = None, date: object = None, given: dict[str, str] | None = None) -> Cable:
    """A parser that only keeps the text: to read ten thousand is too slow for a test."""
    return Cable(id=hashlib.sha256(text.encode()).hexdigest()[:24], text=text)


# What a hit says


def test_a_hit_has_what_a_list_shows(archive: Archive) -> None:
    hit = next(iter(archive.search("boats")))
    assert (hit.mrn, hit.sent, hit.subject, hit.classification) == (
        "2003ROME101",
        datetime.date(2003, 10, 7),
        "LIBYA: EXPORT CONTROLS",
        "CONFIDENTIAL",
    )
    cable = archive.get("2003ROME101")
    assert cable
    assert hit.id == cable.id
    note = next(iter(archive.search("mentioned")))
    assert (note.mrn, note.sent, note.subject) == (None, None, "A NOTE")


def test_the_query_as_it_was_read_goes_with_the_hits(archive: Archive) -> None:
    assert archive.search("wheat -tag:eagr").query == 'wheat AND (NOT tag:"EAGR")'
    assert archive.search("03 ROME 101").query == 'mrn:"2003ROME101" OR ref:"2003ROME101"'


def test_an_unknown_field_or_value_is_an_error(archive: Archive) -> None:
    for query, said in (
        ("station:rome", "do you mean from:"),
        ("from:otawa2", "is no post"),
        ("from:parris", "it may be PARIS"),
        ("class:hush", "there are unclassified"),
        ("ref:101", "is no message number"),
    ):
        with pytest.raises(QueryError, match=said):
            archive.search(query)


def test_each_example_of_the_page_runs(library: Archive) -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    examples = [one for row in rows for one in re.findall(r"`([^`]+)`", row[0] if len(row) == 2 else row[2])]
    # No text of the demo has the number's words as they stand there; all else finds something.
    assert [query for query in examples if not library.search(query).total] in ([], ['"03 ROME 4580"'])


def test_where_no_archive_is_both_ways_to_make_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive) as caught:
        reftel.open(tmp_path / "none.archive")
    assert "`reftel ingest`" in str(caught.value)
    assert "`reftel.create`" in str(caught.value)
