"""`python -m quality.frus FOLDER`: what historians marked up, against what the text alone says.

FOLDER (or `REFTEL_SAMPLES`) has `frus-tei/` and `frus-text/`. Three tables go into `docs/quality.md`:
what the readers give for each volume and how fast; the telegrams of 1969–76, E–14, part 1, which stand
in their original layout, parsed without anything given and compared with heading and source note;
and 1961–63, V, in its two forms. A difference is judged by eye in `frus_judged.json`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

import reftel
from quality.page import replace_blocks, table
from reftel.model import Cable, RawMessage
from reftel.readers.frus import flow, fragments, senders, source_notes
from reftel.readers.frus.etext import FrusText
from reftel.readers.frus.tei import FrusTei
from reftel.vocabulary import captions, levels, posts, precedence

_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_JUDGED: Final = Path(__file__).with_name("frus_judged.json")
ORIGINALS: Final = "frus1969-76ve14p1"
TWICE: Final = "frus1961-63v05"
_UNJUDGED: Final = "*not judged yet*"
_NEAR_THE_END: Final = 120  # characters
_SAME_TEXT: Final = 0.99


class Found(NamedTuple):
    """One value of the historians' beside the text's: `verdict` is same, other or blank (not in the text)."""

    field: str
    document: str
    verdict: str
    said: str
    read: str = ""


def main(arguments: list[str]) -> int:
    """Run; returns the exit status."""
    folder = arguments[0] if arguments else os.environ.get("REFTEL_SAMPLES", "")
    if not folder or not (Path(folder) / "frus-tei").is_dir():
        print("no samples: name the folder that has frus-tei/, or set REFTEL_SAMPLES")
        return 0
    judged: dict[str, str] = json.loads(_JUDGED.read_text("utf-8")) if _JUDGED.exists() else {}
    rows, volumes = _volumes(Path(folder))
    blocks = {"frus": f"## Volumes of FRUS\n\n{_INTRODUCTION}\n\n{table(_VOLUME_HEADS, rows)}"}
    blocks["frus"] += f"\n\n{_officers(volumes)}"
    if ORIGINALS in volumes:
        blocks["frus text alone"] = _text_alone(volumes[ORIGINALS], judged)
    plain = Path(folder) / "frus-text" / f"{TWICE}.txt"
    if TWICE in volumes and plain.exists():
        blocks["frus two forms"] = _two_forms(volumes[TWICE], _read(FrusText(), plain), judged)
    for words in blocks.values():
        print(words, end="\n\n")
    replace_blocks(_PAGE, blocks, "")
    return 0


_INTRODUCTION: Final = (
    "What the readers `frus-tei` and `frus-text` give. *Number* counts the messages that have an MRN, *printed* those\n"
    "that have a number of some kind (before July 1966 the Department numbered its telegrams for each addressee apart,\n"
    "and a travelling party's number is of no post): what is not sure is left blank. One processor.\n"
    "Written by `python -m quality.frus FOLDER`, FOLDER being one with the volumes."
)
_OFFICERS: Final = ("drafted_by", "cleared_by", "approved_by")
_VOLUME_HEADS: Final = (
    *("volume", "documents", "telegrams", "printed", "number", "date", "classification", "rejects"),
    *("documents/s", "MB/s"),
)


def _volumes(folder: Path) -> tuple[list[tuple[object, ...]], dict[str, list[RawMessage]]]:
    rows: list[tuple[object, ...]] = []
    volumes: dict[str, list[RawMessage]] = {}
    paths = [*sorted((folder / "frus-tei").glob("*.xml")), *sorted((folder / "frus-text").glob("*.txt"))]
    for path in paths:
        start = time.perf_counter()
        reader = FrusTei() if path.suffix == ".xml" else FrusText()
        with path.open("rb") as stream:
            found = list(reader.read(stream, path.name))
        seconds = time.perf_counter() - start
        messages = [one for one in found if isinstance(one, RawMessage)]
        counts = Counter(name for one in messages for name in one.given)
        telegrams = sum(one.given.get("kind") == "telegram" for one in messages)
        shares = [counts[name] for name in ("number", "mrn", "date", "classification")]
        rate = (f"{len(found) / seconds:,.0f}", f"{path.stat().st_size / seconds / 1e6:.1f}")
        rows.append((f"`{path.name}`", len(messages), telegrams, *shares, len(found) - len(messages), *rate))
        if path.suffix == ".xml":
            volumes[path.stem] = messages
    return rows, volumes


def _read(reader: FrusText, path: Path) -> list[RawMessage]:
    with path.open("rb") as stream:
        return [one for one in reader.read(stream, path.name) if isinstance(one, RawMessage)]


def _officers(volumes: dict[str, list[RawMessage]]) -> str:
    """Persons marked up in the sentences on drafting, and whether the reader has them as officers."""
    marked = found = 0
    for message in (one for messages in volumes.values() for one in messages):
        told = [
            sentence
            for sentence in source_notes.sentences(message.given.get("source_note", ""))
            if sentence.startswith(("Drafted", "Cleared", "Approved"))
        ]
        officers = "; ".join(message.given.get(field, "") for field in _OFFICERS)
        fragment = fragments.parse(message.data) if told else None
        if not isinstance(fragment, fragments.Fragment):
            continue
        for element in fragment.element.iter():
            if fragments.name(element) == "persName" and _in_source_note(element):
                person = flow.words(element)
                if any(person in sentence for sentence in told):
                    marked += 1
                    found += person in officers
    return (
        f"Of {marked} persons whom the historians marked up in the sentences on drafting, clearing and approval, {found}"
        " stand in\n`drafted_by`, `cleared_by` or `approved_by`; the others, looked at one by one, concurred, initialed,"
        " signed, or were sent\nthe paper, and are rightly not there."
    )


def _in_source_note(element: fragments.Element) -> bool:
    while element is not None:
        if fragments.name(element) == "note":
            return element.get("type") == "source"
        element = element.getparent()
    return False


# The telegrams in their original layout.


def _text_alone(messages: list[RawMessage], judged: dict[str, str]) -> str:
    telegrams = [one for one in messages if one.given.get("kind") == "telegram"]
    found = [one for message in telegrams for one in compared(message, reftel.parse(message.text))]
    by_field: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        by_field[one.field][one.verdict] += 1
    rows = [
        (field, count.total(), count["same"], count["other"], count["blank"])
        for field, count in by_field.items()
    ]
    lines = [_judgement(one, judged) for one in found if one.verdict == "other" or one.field in _ALWAYS_TOLD]
    return (
        f"### What the text alone says\n\nThe {len(telegrams)} telegrams of 1969–76, E–14, part 1: heading, source note"
        " and mark-up against `reftel.parse(text)` with nothing given.\n*Not in the text* counts what the parser leaves"
        " blank: classification and officers stand in the source notes only.\n\n"
        + table(("what the historians say", "values", "same", "other", "not in the text"), rows)
        + "\n\nWhat differs, judged by eye:\n\n"
        + ("\n".join(line for line in lines if line) or "Nothing.")
    )


_ALWAYS_TOLD: Final = frozenset(
    ("number", "date", "sender", "addressee", "signer", "repeated to", "precedence", "captions")
)


def compared(message: RawMessage, cable: Cable) -> Iterator[Found]:
    """What the historians say of a telegram, each beside the text's."""
    given, document = message.given, message.given["document"].rpartition("/")[2]

    def single(field: str, said: str, read: str) -> Iterator[Found]:
        if said:
            yield Found(field, document, "same" if said == read else "other" if read else "blank", said, read)

    def each(field: str, said: Iterable[str], read: set[str]) -> Iterator[Found]:
        for one in said:
            yield Found(field, document, "same" if one in read else "blank", one)

    yield from single("number", given.get("mrn", ""), str(cable.mrn or ""))
    yield from single("date", given.get("date", "")[:10], cable.sent.isoformat() if cable.sent else "")
    sender = senders.station(given.get("from", ""), "")
    yield from single("sender", sender or "", cable.origin.code if cable.origin else "")
    codes = [one.station for one in (*cable.action, *cable.info) if one.station]
    addressed = {code for one in codes for code in (one, *posts.siblings(one))}  # Beijing was Peking
    to = senders.station(given.get("to", ""), "")
    yield from each("addressee", [to] if to else [], addressed)
    yield from each("repeated to", _posts(given.get("info", "")), addressed)
    level = cable.classification.level if cable.classification else ""
    yield from single("classification", levels.from_words(given.get("classification", "")) or "", level)
    marked = {one.code for one in cable.captions}
    said = [entry.code for part in given.get("handling", "").split("; ") if (entry := captions.find(part))]
    yield from each("captions", said, marked)
    urgent = precedence.from_words(given.get("precedence", "").upper()) or ""
    yield from single("precedence", urgent, cable.precedence or "")
    for field, people in (
        ("drafted_by", cable.drafted_by),
        ("cleared_by", cable.cleared_by),
        ("approved_by", cable.approved_by),
    ):
        names = {one.name.upper() for one in people}
        yield from each(
            field.replace("_", " "), filter(None, given.get(field, "").upper().split("; ")), names
        )
    signed = _signer(message)
    yield from each("signer", [signed] if signed else [], {one.upper() for one in cable.signer})


def _posts(info: str) -> list[str]:
    """The posts that `Repeated to` names by their city; missions named in words are left out."""
    found = (posts.find(name.upper()) for name in info.split("; ") if name)
    return [one.code for one in found if one and one.how == "exact"]


def _signer(message: RawMessage) -> str:
    """The person whom the editors marked up at the end."""
    people = [one for one in message.annotations if one.kind == "person"]
    last = max(people, key=lambda one: one.span.end, default=None)
    if last is None or len(message.text.rstrip()) - last.span.end > _NEAR_THE_END:
        return ""
    words = last.span.of(message.text)
    return words if words.isupper() else ""


def _judgement(one: Found, judged: dict[str, str]) -> str:
    if one.verdict == "same":
        return ""
    key = f"{one.document} {one.field}"
    read = f"the text `{one.read}`" if one.read else "the text is blank"
    return f"- `{one.document}` {one.field}: `{one.said}`, {read}. {judged.get(key, _UNJUDGED)}"


# The volume in its two forms.

_COMPARED: Final = (
    *("title", "kind", "date", "mrn", "number", "dateline", "from", "to", "subject", "participants"),
    *("classification", "precedence", "handling", "drafted_by", "cleared_by", "approved_by", "info"),
    *("file", "source_note", "cross_references"),
)


def _two_forms(marked: list[RawMessage], plain: list[RawMessage], judged: dict[str, str]) -> str:
    ours = {one.given["document"]: one for one in marked}
    theirs = {one.given["document"]: one for one in plain}
    both = [name for name in ours if name in theirs]
    rows, told = [], []
    for field in _COMPARED:
        count = Counter[str]()
        for name in both:
            one, other = (_value(form[name], field) for form in (ours, theirs))
            verdict = "both blank" if not one and not other else "same" if one == other else "other"
            count[verdict] += 1
            if verdict == "other" and field in ("title", "kind", "date", "mrn", "number", "from", "to"):
                told.append(_told(name, field, one, other, judged))
        rows.append((field, count["same"], count["both blank"], count["other"]))
    likeness = {name: _alike(ours[name], theirs[name]) for name in both}
    signs = _signs(ours, theirs, both)
    less = sorted((value, name) for name, value in likeness.items() if value < _SAME_TEXT)
    told += [_told(name, "text", f"{value:.3f}", "", judged) for value, name in less]
    same = sum(value >= _SAME_TEXT for value in likeness.values())
    return (
        f"### One volume in two forms\n\n1961–63, V: {len(ours)} documents as TEI, {len(theirs)} as plain text,"
        f" {len(both)} in both. The texts are alike to\n{sum(likeness.values()) / max(1, len(both)):.2%} on average;"
        f" {same} to 99 % or more. {signs}\n\n"
        + table(("value", "same", "both blank", "other"), rows)
        + "\n\nWhat differs in number, title, date, parties and text, judged by eye:\n\n"
        + ("\n".join(told) or "Nothing.")
    )


def _told(name: str, field: str, one: str, other: str, judged: dict[str, str]) -> str:
    document = name.rpartition("/")[2]
    words = f"alike to {one}" if field == "text" else f"`{one}` and `{other}`"
    return f"- `{document}` {field}: {words}. {judged.get(f'{document} {field}', _UNJUDGED)}"


def _value(message: RawMessage, field: str) -> str:
    words = _plain(message.given.get(field, ""))
    return words[:10] if field == "date" else words


def _plain(words: str) -> str:
    return " ".join(words.replace("ʼ", "'").replace("’", "'").split())


def _alike(one: RawMessage, other: RawMessage) -> float:
    return Indel.normalized_similarity(_plain(one.text), _plain(other.text))


def _signs(ours: dict[str, RawMessage], theirs: dict[str, RawMessage], both: list[str]) -> str:
    """How many signs of footnotes were found again in the plain text, and at the right place."""
    found = right = 0
    for name in both:
        places = defaultdict(set)
        for one in ours[name].annotations:
            if one.kind == "note":
                places[_plain(one.text)[:30]].add(_before(ours[name], one.span.start))
        for one in theirs[name].annotations:
            # A note without a sure place stands at the end, and its number before its words.
            if one.kind == "note" and not (
                one.span.start == len(theirs[name].text) and one.text[:1].isdigit()
            ):
                found += 1
                known = places.get(_plain(one.text)[:30])
                right += known is not None and _before(theirs[name], one.span.start) in known
    notes = sum(one.kind == "note" for name in both for one in ours[name].annotations)
    return f"Of {notes:,} footnotes {found:,} have a sure place in the plain text,\n{right:,} of them by the same words as in TEI."


def _before(message: RawMessage, place: int) -> str:
    return _plain(message.text[max(0, place - 40) : place])[-12:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
