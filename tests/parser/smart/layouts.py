"""One message in each of the layouts in which SMART messages have come out."""

from __future__ import annotations

from reftel.model import Cable
from reftel.parser import smart

HEADER = {
    "MRN": ["10 ROME 4580"],
    "Date/DTG": ["Aug 03, 2010 / 031406Z AUG 10"],
    "From": ["AMEMBASSY ROME"],
    "Action": ["WASHDC, SECSTATE IMMEDIATE"],
    "E.O.": ["13526"],
    "TAGS": ["PARM, KNNP, IT"],
    "Captions": ["SENSITIVE, SIPDIS"],
    "Reference": ["A) 10 STATE 1234", "B) 09 TRIPOLI 946"],
    "Pass Line": ["STATE FOR ISN AND NEA", "EUR FOR WE"],
    "Subject": ["LIBYA: PARTS FOR THE COUNTRY'S", "CENTRIFUGES SEIZED"],
}
BODY = [
    "1. (SBU) Summary: Parts were seized. End summary.",
    "2. (SBU) The ministry confirmed this (ref A).",
    "3. (SBU) Comment: More will follow. End comment.",
]
ENDING = {
    "Signature": ["SEMBLER"],
    "Drafted By": ["ROME:Rossi, Anna M"],
    "Cleared By": ["POL:Smith, John", "ECON:Doe, Jane"],
    "Approved By": ["EXEC:Sembler, Mel"],
    "Released By": ["ROME:Rossi, Anna M"],
    "Info": ["TRIPOLI, AMEMBASSY ROUTINE; EU MEMBER STATES COLLECTIVE", "PRIORITY; Brown, Robert K ROUTINE"],
    "Attachments": ["Metadata.dat"],
    "Action Post": [],
    "Dissemination Rule": ["DIS_POL, DIS_ECON"],
}


def beside(values: dict[str, list[str]]) -> str:
    """Names and values on one line, further lines of a value in its column."""
    lines = []
    for name, words in values.items():
        first, *more = words or [""]
        lines.append(f"{name + ':':<31}{first}".rstrip())
        lines += [" " * 31 + one for one in more]
    return "\n".join(lines) + "\n"


def below(values: dict[str, list[str]]) -> str:
    """Each value on lines below its name, the first set in, blank lines between."""
    blocks = []
    for name, words in values.items():
        first, *more = words or [""]
        blocks.append(f"{name}:\n\n          {first}".rstrip() + "".join(f"\n{one}" for one in more))
    return "\n\n\n\n".join(blocks) + "\n\n"


def apart(values: dict[str, list[str]]) -> str:
    """All names, then all values."""
    names = "\n".join(f"{name}:" for name in values)
    return names + "\n\n" + "\n".join(one for words in values.values() for one in words) + "\n"


def stamp(doc: str = "C05123456") -> str:
    """The stamp that a page begins and ends with."""
    return f"      UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. {doc} Date: 08/31/2015"


E_MAIL = """From: Public, John Q [mailto:PublicJQ@example.gov]
Sent: Tuesday, August 3, 2010 10:52 AM
To: Doe, Jane; Roe, Richard
Subject: FW: LIBYA: PARTS

A good cable.

From: SMART Core
Sent: Tuesday, August 03, 2010 10:08 AM
To: Rossi, Anna M
Subject: LIBYA: PARTS

"""


def message(layout=beside, header=None, body=None, ending=None, marking: str = "UNCLASSIFIED\nSBU") -> str:
    """A whole message; `header` and `ending` change values, `None` taking one out."""
    head = {name: words for name, words in {**HEADER, **(header or {})}.items() if words is not None}
    end = {name: words for name, words in {**ENDING, **(ending or {})}.items() if words is not None}
    text = "\n\n".join(BODY if body is None else body)
    return f"{marking}\n\n{layout(head)}\n\n{text}\n\n{layout(end)}\n\n{marking}\n"


def codes(cable: Cable) -> set[str]:
    return {problem.code for problem in cable.problems}


def header(**changed: list[str] | None) -> Cable:
    """A message with some values of its header changed."""
    return smart.parse(message(header={_NAMES[name]: words for name, words in changed.items()}))


_NAMES = {
    "mrn": "MRN",
    "date": "Date/DTG",
    "sender": "From",
    "action": "Action",
    "order": "E.O.",
    "tags": "TAGS",
    "captions": "Captions",
    "refs": "Reference",
    "passing": "Pass Line",
    "subject": "Subject",
}
