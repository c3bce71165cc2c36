"""The comparer: a cable against expected values, field by field.

Expected values are a JSON object. It names only what somebody has checked; what it does not
name is not compared.

    {
      "about": "the specimen; free words, not compared",
      "open": {"comment": "why the reading of this field is still wrong"},
      "mrn": "2003ROME4580",
      "sent": "2003-10-07",
      "sent_from": "inferred…",
      "declassify": {"rule": "date", "on": "2013-10-07"},
      "tags": ["PARM", "MNUC"],
      "references": [{"letter": "A", "mrn": "2003STATE282619"}],
      "paragraphs": [{"number": 1, "portion": "C", "role": "summary", "begins": "SUMMARY. THE", "ends": "END SUMMARY."}],
      "summary_begins": "THE MFA'S MIDDLE EAST OFFICE",
      "summary_ends": "WMD ISSUES.",
      "captions": []
    }

- `null`, `false` or an empty list says that the field must be blank.
- Of an object only the keys given are compared; a list names all its items, in any order.
- A text's blanks and line breaks count as one blank each; a text that ends in `…` is a beginning.
- `begins` and `ends` stand for a paragraph's `text`; `subject`, `summary` and `comment` have
  fields of their own for that (`summary_begins`, `summary_ends`).
- An item of a list may be given by its first key alone: `"PARM"` for `{"code": "PARM"}`.
- `references` are those of the list, `references_in_text` those that only the body names; an
  item of the first with `"in_text": true` counts as one of the second.
- `open` names fields whose present reading is known to be wrong: their findings count, and do
  not fail the tests; once they are right, a test says so.
- The names of all fields and keys are those of `quality.record`.

What is known from outside and handed to the parser (`date`, `mrn`) stands beside it, in
`NAME.given.json`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from quality.record import FIELDS, Item, record
from reftel.model import Cable

Verdict = Literal["right", "missed", "wrong", "extra"]
NOT_FIELDS = frozenset(("about", "open", "source"))
_TEXTS = ("subject", "summary", "comment")

# Keys that tell the items of a list apart: first choice, and what pairs those left over.
_KEYS: dict[str, tuple[str, str | None]] = {
    "passing": ("written", None),
    "classified_by": ("name", None),
    "released_by": ("written", None),
    "tags": ("code", None),
    "references": ("mrn", "letter"),
    "references_in_text": ("mrn", None),
    "action": ("name", None),
    "info": ("name", None),
    "distribution": ("office", None),
    "paragraphs": ("text", "number"),
    "drafted_by": ("name", None),
    "cleared_by": ("name", None),
    "approved_by": ("name", None),
    "releasers": ("name", None),
    "further": ("name", None),
}
_LONGEST_SHOWN = 80


class Finding(NamedTuple):
    """One value judged: `missed` (expected, blank), `wrong` (another value), `extra` (blank expected)."""

    field: str
    verdict: Verdict
    expected: str = ""
    got: str = ""

    def __str__(self) -> str:
        if self.verdict == "wrong":
            return f"{self.field}: {self.got} for {self.expected}"
        return f"{self.field}: {self.verdict} {self.expected or self.got}"


def compare(cable: Cable, expected: dict[str, Any]) -> list[Finding]:
    """Judge each expected value. Raises `ValueError` for a field or key that does not exist."""
    got = record(cable)
    findings: list[Finding] = []
    for field, value in _told_apart(expected).items():
        text, _, place = field.rpartition("_")
        if text in _TEXTS and place in ("begins", "ends"):
            findings += _beginning_or_end(text, place, value, got[text])
        elif field in FIELDS:
            findings += _field(field, value, got[field])
        elif field not in NOT_FIELDS:
            raise ValueError(f"there is no field “{field}”")
    return findings


def _told_apart(expected: dict[str, Any]) -> dict[str, Any]:
    """References of the list and of the body, each in its field."""
    listed = expected.get("references")
    if not listed or not any(isinstance(one, dict) and "in_text" in one for one in listed):
        return expected
    plain = [{key: value for key, value in one.items() if key != "in_text"} for one in listed]
    found = {
        **expected,
        "references": [p for p, one in zip(plain, listed, strict=True) if not one.get("in_text")],
    }
    if any(one.get("in_text") for one in listed):
        found["references_in_text"] = [p for p, one in zip(plain, listed, strict=True) if one.get("in_text")]
    return found


def _beginning_or_end(text: str, place: str, expected: str, got: str | None) -> Iterator[Finding]:
    field = f"{text}.{place}"
    if got is None:
        yield Finding(field, "missed", _shown(expected))
    else:
        right = _long(place, expected, got)
        shown = got if place == "begins" else got[-_LONGEST_SHOWN:]
        yield Finding(field, "right" if right else "wrong", _shown(expected), "" if right else _shown(shown))


def _field(field: str, expected: Any, got: Any) -> Iterator[Finding]:
    if isinstance(got, list):
        yield from _items(field, expected or [], got)
    elif isinstance(expected, dict):
        yield from _object(field, expected, got)
    elif isinstance(got, dict):
        if got and not expected:
            yield Finding(field, "extra", got=_shown(got))
    else:
        yield from _value(field, expected, got)


def _value(field: str, expected: Any, got: Any) -> Iterator[Finding]:
    """A single value; two blanks are no finding."""
    blank = expected is None or expected is False or expected == [] or expected == ""
    nothing = got is None or got is False or got == [] or got == ""
    if blank and nothing:
        return
    if blank:
        yield Finding(field, "extra", got=_shown(got))
    elif nothing:
        yield Finding(field, "missed", _shown(expected))
    elif _same(expected, got):
        yield Finding(field, "right", _shown(expected))
    else:
        yield Finding(field, "wrong", _shown(expected), _shown(got))


def _object(field: str, expected: Item, got: Item | None) -> Iterator[Finding]:
    for key, value in expected.items():
        yield from _value(f"{field}.{key}", value, _part(field, got, key) if got is not None else None)


def _items(field: str, expected: list[Any], got: list[Any]) -> Iterator[Finding]:
    if field not in _KEYS:
        yield from _words(field, expected, got)
        return
    first, second = _KEYS[field]
    wanted = [one if isinstance(one, dict) else {first: one} for one in expected]
    pairs, missed, extra = _paired(first, wanted, got)
    for want, have in pairs:
        yield Finding(field, "right", _name(first, want))
        yield from _rest(field, first, want, have)
    for want, have in _paired_by(second, missed, extra):
        yield Finding(field, "wrong", _name(first, want), _name(first, have))
        yield from _rest(field, first, want, have)
    for want in missed:
        yield Finding(field, "missed", _name(first, want))
    for have in extra:
        yield Finding(field, "extra", got=_name(first, have))


def _rest(field: str, first: str, want: Item, have: Item) -> Iterator[Finding]:
    """The other keys of a pair."""
    for key, value in want.items():
        if key in ("begins", "ends") and "text" in have:
            continue  # they made the pair
        if key != first:
            yield from _value(f"{field}.{key}", value, _part(field, have, key))


def _paired(
    first: str, wanted: list[Item], got: list[Item]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Expected and read items that agree in the first key, and those left over of each."""
    pairs, missed, extra = [], [], list(got)
    for want in wanted:
        at = next((i for i, have in enumerate(extra) if _agrees(first, want, have)), None)
        if at is None:
            missed.append(want)
        else:
            pairs.append((want, extra.pop(at)))
    return pairs, missed, extra


def _paired_by(second: str | None, missed: list[Item], extra: list[Item]) -> list[tuple[Item, Item]]:
    """Pairs of the left over by the second key; they are taken out of both lists."""
    pairs: list[tuple[Item, Item]] = []
    if second is None:
        return pairs
    for want in list(missed):
        have = next((one for one in extra if want.get(second) and one.get(second) == want[second]), None)
        if have is not None:
            pairs.append((want, have))
            missed.remove(want)
            extra.remove(have)
    return pairs


def _agrees(first: str, want: Item, have: Item) -> bool:
    if first == "text" and "text" not in want:
        return all(_long(key, want[key], have["text"]) for key in ("begins", "ends") if key in want)
    if first == "mrn" and not want.get("mrn"):
        # No number tells such references apart: the letter, the kind and the words do.
        keys = [key for key in ("letter", "kind", "written") if key in want]
        return have["mrn"] is None and all(_same(want[key], have[key]) for key in keys)
    key = first if first in want else next((key for key in want if key in have), first)
    return _same(want.get(key), have.get(key))


def _part(field: str, have: Item, key: str) -> Any:
    if key in have:
        return have[key]
    raise ValueError(f"“{field}” has no key “{key}”")


def _words(field: str, expected: list[Any], got: list[Any]) -> Iterator[Finding]:
    """A list of plain words: reasons, captions, signers."""
    left = list(got)
    for want in expected:
        at = next((i for i, have in enumerate(left) if _same(want, have)), None)
        if at is None:
            yield Finding(field, "missed", _shown(want))
        else:
            left.pop(at)
            yield Finding(field, "right", _shown(want))
    for have in left:
        yield Finding(field, "extra", got=_shown(have))


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, str) and isinstance(got, str):
        expected, got = " ".join(expected.split()), " ".join(got.split())
        if expected.endswith("…") and expected != "…":
            return got.startswith(expected[:-1])
    return expected == got


def _long(key: str, expected: str, got: Any) -> bool:
    if not isinstance(got, str):
        return False
    expected, got = " ".join(expected.split()), " ".join(got.split())
    if key == "begins":
        return got.startswith(expected.rstrip("…"))
    return got.endswith(expected.lstrip("…"))


def _name(first: str, item: Item) -> str:
    parts = [item.get(key) for key in (first, "written", "begins", "kind", "number", "letter")]
    return _shown(next((part for part in parts if part), ""))


def _shown(value: Any) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
