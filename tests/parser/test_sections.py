"""Sections of one message that were filed apart: put in order, and read as one."""

from __future__ import annotations

import json
from pathlib import Path

import reftel
from reftel.model import Cable, Span
from reftel.parser import parse
from reftel.parser.sections import join, whole

FIRST = """C O N F I D E N T I A L SECTION 01 OF 02 ROME 004580

E.O. 12958: DECL: 10/07/2013
TAGS: PARM, IT
SUBJECT: OIL
REF: STATE 282619

1. (C) SUMMARY. ONE. END SUMMARY.

2. (C) TWO, AS REFTEL SAYS.
"""
SECOND = """C O N F I D E N T I A L SECTION 02 OF 02 ROME 004580

E.O. 12958: DECL: 10/07/2013
TAGS: PARM, IT
SUBJECT: OIL

3. (C) THREE.

4. (C) COMMENT. FOUR. END COMMENT.

SEMBLER
"""


def cables(*texts: str) -> list[Cable]:
    return [parse(text, mrn="2003ROME4580") for text in texts]


def joined() -> Cable:
    (one,) = join(cables(SECOND, FIRST))
    return whole(one)


def test_they_stand_in_their_order() -> None:
    cable = joined()
    assert [one.number for one in cable.paragraphs] == [1, 2, 3, 4]
    assert cable.sections is not None
    assert (cable.sections.seen, cable.sections.of, cable.sections.missing) == ((1, 2), 2, ())
    assert cable.signer == ("SEMBLER",)
    assert (cable.summary, cable.comment) == ("ONE.", "FOUR.")
    assert str(cable.mrn) == "2003ROME4580"


def test_all_spans_point_into_the_joined_text() -> None:
    cable = joined()
    for one in cable.paragraphs:
        assert one.text.split()[0] in one.span.of(cable.text)
    assert cable.words("signer") == "SEMBLER"
    assert cable.words("comment") == "FOUR."
    assert [span.of(cable.text) for one in cable.references for span in one.mentions] == ["REFTEL"]
    assert all(one.span is None or isinstance(one.span, Span) for one in cable.problems)


def test_a_missing_section_is_named() -> None:
    (one,) = join(cables(FIRST.replace("OF 02", "OF 03"), SECOND.replace("02 OF 02", "03 OF 03")))
    assert one.missing == (2,)
    assert whole(one).sections.missing == (2,)  # type: ignore[union-attr]


def test_a_whole_message_is_left_alone() -> None:
    assert join(cables("SECRET ROME 000001\n\n1. (S) TEXT.\n")) == ()


def test_an_archive_gives_all_of_it(tmp_path: Path) -> None:
    archive = reftel.create(tmp_path / "x.archive")
    lines = tmp_path / "all.jsonl"
    lines.write_text(
        "".join(json.dumps({"mrn": "2003ROME4580", "text": text}) + "\n" for text in (SECOND, FIRST))
    )
    archive.ingest(lines, workers=0)
    cable = archive.get("2003ROME4580")
    assert cable is not None
    assert [one.number for one in cable.paragraphs] == [1, 2, 3, 4]
    assert len(archive.editions("2003ROME4580")) == 2
