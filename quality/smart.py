"""`python -m quality.smart`: which header value of which SMART release was read right, stayed blank, or was read wrongly.

The releases and their expected values are those of `tests/samples/smart`. A value counts as right
where all that is expected of it was read; as corrected where it is right and a problem says that a
scan's damage was put right; as blank where nothing was read, or a part of it was left out for its damage;
else as wrong.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

import reftel
from quality import samples
from quality.compare import compare
from quality.page import replace_blocks, table
from reftel.model import Cable
from reftel.parser.smart import recognise

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_START = "# Quality\n"
_FOLDER = "smart/"

# The name of a value, the fields that it gives, and the problems that tell of a correction.
_VALUES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("marking", ("classification", "caveats"), ()),
    ("Action Office, Info Office", ("further.office",), ()),
    ("MRN", ("mrn", "origin"), ("mrn-corrected", "post-corrected")),
    ("Date/DTG", ("dtg", "sent"), ("dtg-corrected",)),
    ("From", ("sender",), ()),
    ("Action", ("action", "precedence"), ()),
    ("E.O.", ("authority", "declassify"), ("order-corrected",)),
    ("TAGS", ("tags",), ("tag-corrected",)),
    ("Captions", ("captions",), ("caption-corrected",)),
    ("Reference", ("references",), ()),
    ("Pass Line", ("passing",), ("office-corrected", "line-break-corrected")),
    ("Subject", ("subject",), ()),
    ("Signature", ("signer",), ("signer-corrected",)),
    ("Drafted By", ("drafted_by",), ()),
    ("Cleared By", ("cleared_by",), ()),
    ("Approved By", ("approved_by",), ()),
    ("Released By", ("releasers",), ()),
    ("Info", ("info",), ("separator-corrected",)),
    ("Attachments", ("further.attachments",), ()),
    ("Dissemination Rule", ("further.dissemination_rule",), ("queue-corrected",)),
    ("stamps", ("released_by",), ()),
)


def main(_arguments: list[str]) -> int:
    """Count, print, and write the table into the page."""
    words = report([one for one in samples.find() if one.name.startswith(_FOLDER)])
    print(words)
    replace_blocks(_PAGE, {"smart messages": words}, _START)
    return 0


def report(found: list[samples.Sample]) -> str:
    """The table: each value with the releases that have it, and how it was read in them."""
    for one in found[:1]:
        reftel.parse(one.data)  # loads the vocabulary
    begin = time.perf_counter()
    cables = [reftel.parse(one.data, **one.given) for one in found]
    seconds = time.perf_counter() - begin
    rows: list[tuple[object, ...]] = []
    for name, fields, codes in _VALUES:
        verdicts = {
            one.name.removeprefix(_FOLDER): verdict
            for one, cable in zip(found, cables, strict=True)
            if (verdict := _verdict(one, cable, fields, codes)) is not None
        }
        counts = [sum(verdict == kind for verdict in verdicts.values()) for kind in _KINDS]
        rows.append((name, len(verdicts), *counts, _where(verdicts)))
    known = sum(recognise(one.data.decode("utf-8", "replace")) for one in found)
    left = sum(not _is_clean(one, cable) for one, cable in zip(found, cables, strict=True))
    return (
        "## SMART messages\n\n"
        "Written by `python -m quality.smart`.\n\n"
        f"{len(found)} releases of eight messages of 2010 to 2012, read by OCR, stamped on each page; {known} were recognised. "
        "Corrected values are right as well: the damage of a scan was put right where the vocabulary leaves one choice, "
        "and a problem of the record says so. What no list can tell (a letter of a name misread, PM for POL) is expected "
        f"as it stands in the release. A stamp is left in a paragraph or value of {left} releases. "
        f"Parsing took {1000 * seconds / max(len(found), 1):.1f} ms a message.\n\n"
        + table(("value", "releases", *_KINDS, "which were not plainly right"), rows)
    )


_KINDS = ("right", "corrected", "blank", "wrong")


def _verdict(one: samples.Sample, cable: Cable, fields: Iterable[str], codes: tuple[str, ...]) -> str | None:
    """How a value was read; `None` where the release has none and none was read."""
    expected: dict[str, object] = {}
    for field in fields:
        field, _, name = field.partition(".")
        values = one.expected.get(field)
        if name and isinstance(values, list):
            values = [item for item in values if item["name"].endswith(name)]
        expected[field] = values
    if "further" in expected:
        name = next(iter(fields)).partition(".")[2]
        cable = _only(cable, name)
    findings = compare(cable, expected)
    told = {problem.code for problem in cable.problems}
    if not findings:
        return "blank" if next(iter(fields)) == "further.office" and "value-unread" in told else None
    if all(finding.verdict == "right" for finding in findings):
        if "passing" in expected and "office-unread" in told:
            return "blank"
        return "corrected" if told & set(codes) else "right"
    return "blank" if all(finding.verdict == "missed" for finding in findings) else "wrong"


def _only(cable: Cable, name: str) -> Cable:
    """The cable with the further values of one name."""
    further = {key: words for key, words in cable.further.items() if key.endswith(name)}
    return msgspec.structs.replace(cable, further=further)


def _where(verdicts: dict[str, str]) -> str:
    parts = []
    for kind in _KINDS[1:]:
        names = [f"`{name}`" for name, verdict in verdicts.items() if verdict == kind]
        if names:
            parts.append(f"{kind}: {', '.join(names)}")
    return "; ".join(parts)


def _is_clean(one: samples.Sample, cable: Cable) -> bool:
    """Whether no stamp is left in any paragraph or value."""
    words = [paragraph.text for paragraph in cable.paragraphs]
    words += [cable.subject or "", *cable.further.values(), *(address.name for address in cable.info)]
    return not any("Department of State Case" in text or "RELEASE IN" in text for text in words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
