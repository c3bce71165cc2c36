"""`python -m quality.nara FOLDER`: what the parser reads in telegrams, against the archive's attributes.

The folder holds records of the National Archives as text; it may also be named by `REFTEL_SAMPLES` (its
folder `nara-text`). Without either nothing is done. The parser sees the message text alone. Attributes
are an indexer's work: each disagreement is judged by eye in `nara_judgements.csv`, and one that is not
there yet is shown as such.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from quality.page import replace_blocks, table
from reftel.model import Cable
from reftel.parser import parse
from reftel.readers.nara import numbers, split
from reftel.readers.nara.record import given
from reftel.vocabulary import captions, posts

_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_JUDGEMENTS: Final = Path(__file__).resolve().parent / "nara_judgements.csv"
_HEADS: Final = ("attribute", "agree", "disagree", "text silent", "attribute silent", "neither")
_NOT_LETTERS: Final = re.compile(r"[^A-Z0-9]")
_COMPARED: Final = 40  # letters of a subject; the archive cut them
# Addressees that the archive has names of its own for.
_NAMES: Final = {
    "COM": "USDOC",
    "DEPT OF COMMERCE WASHDC": "USDOC",
    "SECRETARY": "SECTO",
    "ICA": "USICA",
    "OAS CONFERENCE": "OAS COLLECTIVE CONFERENCE",
    "WHITE HOUSE": "WHITE HOUSE SITUATION ROOM",
}
_ORDER_DATE: Final = re.compile(r"\b((?:19|20)\d{6})\b")
# "STATE 58007", "79 LA PAZ A-5"; what stands before the number is a post's name, or nothing.
_CITED: Final = re.compile(
    r"(?P<name>(?:[A-Z]{2,}\.? ){1,3})(?:A-)?0*(?P<serial>\d{1,6})\b|\bA-0*(?P<airgram>\d+)"
)
_MARK: Final = re.compile(r"(?P<x>X ?[1-4]\b|XGDS-?[1-4])|(?P<g>\bG(?:D?S)\b)")
# What a search for a name and a number finds in the attribute Reference and is no serial.
_DAYS_AND_YEARS: Final = """

A search of the attribute for words with a number behind them finds thirteen more numbers; by eye each is a part of a
date, and the message it belongs to was read: `OF NOVEMBER 9` (`1974LAPAZ00060`), `A-269 OF OCTOBER 14`
(`1974LAPAZ00258`), `A-121, JUNE 15` (`1974LAPAZ00742`), `LA PAZ 4350 JULY 1973` (`1974LAPAZ00879`), `FEB 8 WIRELESS`
(`1974LAPAZ00907`), `161339Z MAR 74` (`1974LAPAZ01760`), `121835Z APR 74` (`1974LAPAZ02604`), `A-110 OF MAY 31`
(`1974LAPAZ03545`), `LA PAZ 3641 OF JUNE 5` (`1974LAPAZ03800`), `A-034 OF FEBRUARY 18` and `LA PAZ 3179 OF MAY 16`
(`1974LAPAZ04241`), `MEMCON OF AUGUST 2` (`1974LAPAZ05089`), `A-097 OF MAY 21` (`1974LAPAZ05432`). Likewise
`IA-ECOSOC` among the TAGS of `1974LAPAZ01394` is one organization and no country IA.

The archive cut Reference after 36 characters and put a comma there (`LA PAZ 161, 7` is LA PAZ 1617): the reader puts
together what can be nothing else. Three fields of one telegram, `1974LAPAZ02047`, disagree because the list below
its text describes another telegram."""

Verdict = Literal["agree", "disagree", "text silent", "attribute silent", "neither"]


class Finding(NamedTuple):
    """One field of one telegram: what the text gave, and what the attribute says."""

    document: str
    field: str
    verdict: Verdict
    text: str
    attribute: str


_Both = tuple[object, object]  # what is compared: of the text, of the attribute; empty where there is nothing


def main(arguments: list[str]) -> int:
    """Compare, print, and write the section into the page."""
    folder = _folder(arguments)
    if folder is None or not folder.is_dir():
        print("quality.nara: no folder of telegrams given; nothing done")
        return 0
    found = [finding for path in sorted(folder.glob("*.txt")) for finding in compare(path.read_text("utf-8"))]
    for one in found:
        if one.verdict in ("disagree", "text silent"):
            print(f"{one.document} {one.field}: the text gives {one.text}; the attribute {one.attribute}")
    words = report(found, judgements())
    replace_blocks(_PAGE, {"telegrams of the archive": words}, "# Quality\n")
    return 0


def compare(record: str) -> Iterator[Finding]:
    """The fields of one record."""
    message, attributes = split(record)
    said, _ = given(attributes)
    cable = parse(message)
    document = said.get("document", "?")
    for field, read in _FIELDS.items():
        if field == "executive order":
            said["order"] = attributes.get("Executive Order", "").strip()
        ours, theirs = read(cable, said)
        yield Finding(document, field, _verdict(field, ours, theirs), _shown(ours), _shown(theirs))


def judgements() -> dict[tuple[str, str], str]:
    """What was judged by eye: document and field → the judgement."""
    with _JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        return {(row["document"], row["field"]): row["judgement"] for row in csv.DictReader(file)}


def report(found: list[Finding], judged: dict[tuple[str, str], str]) -> str:
    """The section: the table, and the disagreements by judgement."""
    rows = []
    for field in _FIELDS:
        counts = Counter(one.verdict for one in found if one.field == field)
        rows.append((field, *(counts[verdict] for verdict in _HEADS[1:])))
    documents = len({one.document for one in found})
    return (
        "## Telegrams of the National Archives\n\n"
        f"{documents} electronic telegrams of 1974 and 1979: what the parser reads in the message text alone, against "
        "the attribute of the same meaning. TAGS agree where all codes of the text are among the attribute's, to which "
        "indexers added; references where each number of the attribute was found; addressees where all of the action "
        "line are in the attribute, and all of the attribute in the text.\n\n"
        + table(_HEADS, rows)
        + "\n\n### Disagreements, judged by eye\n\n"
        + "\n".join(_judged(found, judged, "disagree"))
        + "\n\nWhere the text is silent:\n\n"
        + "\n".join(_judged(found, judged, "text silent"))
        + _DAYS_AND_YEARS
    )


def _judged(found: list[Finding], judged: dict[tuple[str, str], str], verdict: Verdict) -> Iterator[str]:
    by_words: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.verdict == verdict:
            words = judged.get((one.document, one.field), "not judged yet")
            by_words.setdefault((one.field, words), []).append(one.document)
    for (field, words), documents in by_words.items():
        yield f"- {field}, {words}: {', '.join(f'`{document}`' for document in documents)}"


def _verdict(field: str, ours: object, theirs: object) -> Verdict:
    if not ours or not theirs:
        return "neither" if not ours and not theirs else "text silent" if not ours else "attribute silent"
    agrees = _AGREES.get(field)
    return "agree" if (agrees(ours, theirs) if agrees else ours == theirs) else "disagree"


def _number(cable: Cable, said: dict[str, str]) -> _Both:
    mrn = numbers.read(said.get("document", ""), said.get("from", "")).mrn
    whole = re.fullmatch(r"(\d{4}[A-Z]+?)0*(\d+)", mrn)
    return str(cable.mrn or ""), whole[1] + whole[2] if whole else ""


def _date(cable: Cable, said: dict[str, str]) -> _Both:
    return str(cable.sent or ""), said.get("date", "")


def _sender(cable: Cable, said: dict[str, str]) -> _Both:
    return _station(cable.sender or ""), _station(said.get("from", ""))


def _addressees(cable: Cable, said: dict[str, str]) -> _Both:
    action = frozenset(_station(one.station or one.name) for one in cable.action)
    named = frozenset(_station(one.station or one.name) for one in (*cable.action, *cable.info))
    theirs = frozenset(_station(name) for name in said.get("to", "").split("; ") if name)
    return (action, named) if action else (), theirs


def _addressees_agree(ours: object, theirs: object) -> bool:
    assert isinstance(ours, tuple) and isinstance(theirs, frozenset)
    action, named = ours
    return action <= theirs <= named


def _office(cable: Cable, said: dict[str, str]) -> _Both:
    ours = next((one for one in cable.distribution if one.role != "info"), None)
    return f"{ours.role.upper()} {ours.office}" if ours else "", " ".join(said.get("office", "").split())


def _tags(cable: Cable, said: dict[str, str]) -> _Both:
    theirs = re.sub(r"\([^()]*\)", "", said.get("tags", ""))
    codes = frozenset(tag.code.upper() for tag in cable.tags if tag.kind != "person")
    return codes, frozenset(" ".join(code.split()) for code in theirs.split(",") if code.strip())


def _subject(cable: Cable, said: dict[str, str]) -> _Both:
    return _letters(cable.subject or ""), _letters(said.get("subject", ""))


def _subjects_agree(ours: object, theirs: object) -> bool:
    assert isinstance(ours, str) and isinstance(theirs, str)
    return ours[:_COMPARED] in theirs or theirs[:_COMPARED] in ours


def _references(cable: Cable, said: dict[str, str]) -> _Both:
    """Serials, where the attribute has some; else its words and ours."""
    listed = [one for one in cable.references if not one.in_text]
    written = said.get("references", "")
    theirs = frozenset(
        int(m["airgram"] or m["serial"])
        for m in _CITED.finditer(written)
        if m["airgram"] or _ends_with_post(m["name"])
    )
    ours = frozenset(
        mrn.serial for one in listed for mrn in ((one.mrn,) if one.mrn else one.candidates) if mrn
    ) | {int(number) for one in listed for number in re.findall(r"\bA-0*(\d+)", one.written)}
    if not theirs:
        return _letters(" ".join(one.written for one in listed)), _letters(written)
    return ours, theirs


def _ends_with_post(words: str) -> bool:
    parts = words.split()
    return any(posts.find(" ".join(parts[n:])) for n in range(len(parts)))


def _references_agree(ours: object, theirs: object) -> bool:
    if isinstance(ours, frozenset) and isinstance(theirs, frozenset):
        return theirs <= ours
    return isinstance(ours, str) and isinstance(theirs, str) and (theirs in ours or ours in theirs)


def _classification(cable: Cable, said: dict[str, str]) -> _Both:
    return cable.classification.level if cable.classification else "", said.get("classification", "")


def _order(cable: Cable, said: dict[str, str]) -> _Both:
    marked = cable.declassify
    if marked is None:
        ours = ""
    elif marked.rule == "not applicable":
        ours = "N/A"
    else:
        code = next((code for code in marked.codes), marked.rule)
        ours = f"{code} {marked.on or ''}".strip()
    return ours, said.get("order", "").upper()


def _orders_agree(ours: object, theirs: object) -> bool:
    """`GS` is GDS, `X4` is XGDS-4; a date in the attribute is the text's, if this has one."""
    assert isinstance(ours, str) and isinstance(theirs, str)
    if "N/A" in (ours, theirs):
        return ours == theirs
    date = _ORDER_DATE.search(theirs)
    mark = _MARK.search(theirs)
    dated = date is None or date[1] in ours.replace("-", "") or not re.search(r"\d{4}-", ours)
    if mark is None:
        return dated and date is not None
    return dated and (f"XGDS-{mark['x'][-1]}" in ours if mark["x"] else "GDS" in ours and "XGDS" not in ours)


def _handling(cable: Cable, said: dict[str, str]) -> _Both:
    entries = [captions.find(part.strip()) for part in said.get("handling", "").split(",")]
    ours = frozenset(one.code for one in cable.captions if one.kind == "distribution")
    return ours, frozenset(entry.code for entry in entries if entry)


def _station(name: str) -> str:
    name = _NAMES.get(name, name)
    match = posts.find(name)
    return match.code if match else _letters(name)


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub("", words.upper())


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value))) or "nothing"
    if isinstance(value, tuple):
        return " / ".join(_shown(one) for one in value)
    return str(value) or "nothing"


_FIELDS: Final[dict[str, Callable[[Cable, dict[str, str]], _Both]]] = {
    "document number": _number,
    "date": _date,
    "from": _sender,
    "to": _addressees,
    "office": _office,
    "TAGS": _tags,
    "subject": _subject,
    "reference": _references,
    "original classification": _classification,
    "executive order": _order,
    "handling": _handling,
}
_AGREES: Final[dict[str, Callable[[object, object], bool]]] = {
    "to": _addressees_agree,
    "TAGS": lambda ours, theirs: (
        isinstance(ours, frozenset) and isinstance(theirs, frozenset) and ours <= theirs
    ),
    "subject": _subjects_agree,
    "reference": _references_agree,
    "executive order": _orders_agree,
}


def _folder(arguments: list[str]) -> Path | None:
    if arguments:
        return Path(arguments[0])
    root = os.environ.get("REFTEL_SAMPLES")
    return Path(root) / "nara-text" if root else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
