"""A small archive with known ghosts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reftel

HEAD = "C O N F I D E N T I A L {post} {serial:06}\n\nSIPDIS\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: {tags}\nSUBJECT: {subject}\n"


def text(post: str, serial: int, subject: str, body: str, refs: str = "", tags: str = "PREL, IT") -> str:
    head = HEAD.format(post=post, serial=serial, subject=subject, tags=tags)
    return (
        head
        + (f"REF: {refs}\n" if refs else "")
        + "\nClassified By: DCM A. Smith. Reason: 1.4 (b)\n\n"
        + body
        + "\nSMITH\n"
    )


BODY = "1. (C) The minister was in good health. He spoke of wheat.\n\n2. (U) Nothing else was said.\n"
CABLES = [
    # Rome sends ten cables a week through the year; every second is held.
    *(
        (f"2003ROME{n}", f"2003-{1 + n // 40:02}-{1 + n % 40 // 2:02}", text("ROME", n, f"NOTE {n}", BODY))
        for n in range(2, 400, 2)
    ),
    (
        "2003PARIS50",
        "2003-06-20",
        text(
            "PARIS", 50, "LIBYAN EXPORTS",
            "1. (S) Ref A told of the centrifuges. The ministry denies it.\n\n2. (U) Nothing else was said of it.\n",
            "A. ROME 201 B. STATE 7777", "PARM, LY",
        ),
    ),
    (
        "2003PARIS60",
        "2003-06-25",
        text("PARIS", 60, "LIBYAN EXPORTS", "1. (C) As ROME 201 reported, he left.\n\n2. (U) Nothing.\n", tags="PARM, FR"),
    ),
    ("2003PARIS70", "2003-07-01", text("PARIS", 70, "SOMETHING ELSE", BODY, "ROME 200", "ECON")),
    ("2003PARIS80", "2003-07-03", text("PARIS", 80, "IMPOSSIBLE", BODY, "03 ROME 399", "ECON")),
]  # fmt: skip
RECORD = """Message Text




Message Attributes

Automatic Decaptioning: X
Document Number: 1974LAPAZ00244
Draft Date: 11 JAN 1974
From: LA PAZ
To: STATE
Original Classification: CONFIDENTIAL
Subject: TIN
TAGS: EMIN, BL
Locator: TEXT ON-LINE
Review History: WITHDRAWN <09 SEP 2002 by X, PRIVACY>
Document Source: CORE
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive `a`."""
    place = tmp_path_factory.mktemp("ghosts")
    lines = [json.dumps({"id": mrn, "mrn": mrn, "date": day, "text": words}) for mrn, day, words in CABLES]
    (place / "cables.jsonl").write_text("\n".join(lines), "utf-8")
    (place / "1974LAPAZ00244.txt").write_text(RECORD, "utf-8")
    archive = reftel.create(place / "a")
    report = archive.ingest([place / "cables.jsonl", place / "1974LAPAZ00244.txt"], workers=0)
    assert report.new == len(CABLES) + 1
    return place


@pytest.fixture(scope="session")
def archive(folder: Path) -> reftel.Archive:
    """It, open."""
    return reftel.open(folder / "a")
