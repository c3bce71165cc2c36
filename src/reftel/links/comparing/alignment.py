"""Two editions of one cable laid side by side: what each says where the other says something else.

`compare` gives segments that cover all words of both, in their order, each with its kind. What a scan
damaged and what only stands in another place or form is told apart from what differs in substance, and what one
edition withholds and the other prints is a redaction, with the mark, the words and both places.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from reftel.links.comparing import damage
from reftel.links.comparing.diffing import Run, runs
from reftel.links.comparing.parting import parted
from reftel.links.comparing.redactions import Withheld, protected
from reftel.links.comparing.segments import Comparison, Kind, Segment, Side, Zone
from reftel.links.comparing.tokens import Token, Words, words
from reftel.model import Cable, Span

_SHORT_RUN: Final = 2
_SHORT_LETTERS: Final = 8
_MOST_TO_PART: Final = 400
"""Pairs of words of a difference within which words are laid to words one by one."""
_MOST_PARTED: Final = 200_000
"""The same of all differences of two texts together: texts with more are not two scans of one."""


def compare(left: Cable, right: Cable) -> Comparison:
    """Lay two editions side by side. Takes some hundredths of a second for ten pages, and bounded time for any.

    >>> import reftel
    >>> one = reftel.parse("1. (C) THE MINISTER TOLD US THAT XXXXXXXXXXXX WOULD RESIGN IN MAY.")
    >>> other = reftel.parse("1. (C) THE MINISTER TOLD US THAT ENVOY SMITH WOULD RESIGN IN MAY.")
    >>> [(one.kind, one.revealed) for one in compare(one, other).differences]
    [('redaction', 'ENVOY SMITH')]
    """
    mine, theirs = words(left), words(right)
    return compare_words(mine, theirs, left.id, right.id)


def alike(left: Cable, right: Cable) -> float:
    """`Comparison.alike` alone, which takes a tenth of the time: the differences are not looked at."""
    mine, theirs = words(left), words(right)
    laid = runs([one.key for one in mine.tokens], [one.key for one in theirs.tokens])
    return _alike((run for run in laid if run.same), mine, theirs)


def _alike(same: Iterable[Run], mine: Words, theirs: Words) -> float:
    """The share of the shorter message's words that are the same; marks for words are none."""
    within = _within(mine.body)
    common = sum(one.mark is None and within(one) for run in same for one in mine.tokens[run.i1 : run.i2])
    sizes = [
        sum(one.mark is None and _within(side.body)(one) for one in side.tokens) for side in (mine, theirs)
    ]
    return min(common / min(sizes), 1.0) if min(sizes) else 0.0


def compare_words(mine: Words, theirs: Words, left: str = "", right: str = "") -> Comparison:
    """Lay two rows of words side by side."""
    laid = runs([one.key for one in mine.tokens], [one.key for one in theirs.tokens])
    laid = _without_chance(_slid(laid, mine.tokens, theirs.tokens), mine.tokens)
    found: list[Segment] = []
    spent = 0
    for run in laid:
        if run.same:
            found += (_segment("same", part, mine, theirs) for part in _zones_apart(run, mine))
        else:
            spent += min((run.i2 - run.i1) * (run.j2 - run.j1), _MOST_TO_PART)
            found += _difference(run, mine, theirs, closely=spent <= _MOST_PARTED)
    share = _alike((run for run in laid if run.same), mine, theirs)
    return Comparison(left, right, tuple(_joined(found, mine, theirs)), share, mine.whole and theirs.whole)


def _within(body: Span) -> Callable[[Token], bool]:
    """Whether a word is the message's and not its header's."""
    return lambda one: body.start <= one.start < body.end


def _slid(laid: list[Run], a: list[Token], b: list[Token]) -> list[Run]:
    """Differences of one side moved next to a mark where the same words allow it: `THE BIG THE` for `BIG THE`."""
    out: list[Run] = []
    for run in laid:
        # a lone insertion behind a short same run behind a difference that has a mark
        moved = None
        if len(out) >= 2 and not run.same and out[-1].same and (run.i1 == run.i2 or run.j1 == run.j2):
            moved = _moved(out[-1], run, a, b) if _has_mark(out[-2], a, b) else None
        if moved is None:
            out.append(run)
        else:
            whole, same = moved
            out[-2:] = [Run(False, out[-2].i1, whole.i2, out[-2].j1, whole.j2), same]
    return out


def _moved(same: Run, run: Run, a: list[Token], b: list[Token]) -> tuple[Run, Run] | None:
    """The difference and the same run behind it in exchanged order, if they read alike so."""
    length = same.i2 - same.i1
    left = run.i2 > run.i1
    row, first, last = (a, run.i1, run.i2) if left else (b, run.j1, run.j2)
    if last - first < 1 or length > 12:
        return None
    moved = [one.key for one in row[first - length : last]]
    if moved[-length:] != [one.key for one in row[first - length : first]]:
        return None
    if left:
        return Run(False, same.i1, run.i2 - length, same.j1, same.j1), Run(
            True, run.i2 - length, run.i2, same.j1, same.j2
        )
    return Run(False, same.i1, same.i1, same.j1, run.j2 - length), Run(
        True, same.i1, same.i2, run.j2 - length, run.j2
    )


def _has_mark(run: Run, a: list[Token], b: list[Token]) -> bool:
    return not run.same and any(
        one.mark is not None for one in (*a[run.i1 : run.i2][:50], *b[run.j1 : run.j2][:50])
    )


def _without_chance(laid: list[Run], a: list[Token]) -> list[Run]:
    """A short word that two long differences have in common by chance parts them no more."""
    out: list[Run] = []
    for n, run in enumerate(laid):
        if (
            run.same
            and 0 < n < len(laid) - 1
            and run.i2 - run.i1 <= _SHORT_RUN
            and sum(len(one.key) for one in a[run.i1 : run.i2]) <= _SHORT_LETTERS
            and all(one.mark is None for one in a[run.i1 : run.i2])
            and _is_long(laid[n - 1])
            and _is_long(laid[n + 1])
        ):
            run = Run(False, *run[1:])
        if out and not out[-1].same and not run.same:
            out[-1] = Run(False, out[-1].i1, run.i2, out[-1].j1, run.j2)
        else:
            out.append(run)
    return out


def _is_long(run: Run) -> bool:
    return run.i2 - run.i1 >= 4 and run.j2 - run.j1 >= 4


def _segment(kind: Kind, run: Run, mine: Words, theirs: Words) -> Segment:
    left, right = mine.span(run.i1, run.i2), theirs.span(run.j1, run.j2)
    zone = _zone(run, left, right, mine, theirs)
    return Segment(kind, left, right, mine.of(run.i1, run.i2), theirs.of(run.j1, run.j2), zone)


def _zone(run: Run, left: Span, right: Span, mine: Words, theirs: Words) -> Zone:
    sides = [(left, mine.body)] * (run.i2 > run.i1) + [(right, theirs.body)] * (run.j2 > run.j1)
    if all(span.end <= body.start for span, body in sides):
        return "header"
    return "end" if all(span.start >= body.end for span, body in sides) else "message"


def _zones_apart(run: Run, mine: Words) -> Iterator[Run]:
    """Words that both have, parted where the message begins and where it ends."""
    start = 0
    length = run.i2 - run.i1
    for place in (mine.body.start, mine.body.end):
        at = bisect_left(mine.tokens, place, run.i1, run.i2, key=lambda one: one.start) - run.i1
        if start < at < length:
            yield Run(True, run.i1 + start, run.i1 + at, run.j1 + start, run.j1 + at)
            start = at
    yield Run(True, run.i1 + start, run.i2, run.j1 + start, run.j2)


def _difference(run: Run, mine: Words, theirs: Words, *, closely: bool) -> Iterator[Segment]:
    """A difference as segments; `closely` says whether like words within it are laid to each other."""
    marks = [one.mark for one in mine.tokens[run.i1 : run.i2] if one.mark]
    marks += [one.mark for one in theirs.tokens[run.j1 : run.j2] if one.mark]
    if marks:
        first, last = _peeled(run, mine, theirs)
        yield from (_paired(one, mine, theirs) for one in first)
        start = first[-1] if first else Run(False, run.i1, run.i1, run.j1, run.j1)
        end = last[0] if last else Run(False, run.i2, run.i2, run.j2, run.j2)
        yield _marked(Run(False, start.i2, end.i1, start.j2, end.j1), mine, theirs)
        yield from (_paired(one, mine, theirs) for one in last)
    elif run.i1 == run.i2 or run.j1 == run.j2:
        yield _alone(run, mine, theirs)
    elif not closely or (run.i2 - run.i1) * (run.j2 - run.j1) > _MOST_TO_PART:
        yield _paired(run, mine, theirs)
    elif (whole := _paired(run, mine, theirs)).kind in ("layout", "noise"):
        yield whole
    else:
        for part in parted(run, mine.tokens, theirs.tokens):
            if part.i1 == part.i2 or part.j1 == part.j2:
                yield _alone(part, mine, theirs)
            else:
                yield _paired(part, mine, theirs)


def _peeled(run: Run, mine: Words, theirs: Words) -> tuple[list[Run], list[Run]]:
    """The pairs of like words, a scan's damage apart, before a mark and behind it."""
    i1, i2, j1, j2 = run.i1, run.i2, run.j1, run.j2
    first: list[Run] = []
    last: list[Run] = []
    while i1 < i2 and j1 < j2 and _is_like(mine, i1, theirs, j1):
        first.append(Run(False, i1, i1 + 1, j1, j1 + 1))
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and _is_like(mine, i2 - 1, theirs, j2 - 1):
        last.append(Run(False, i2 - 1, i2, j2 - 1, j2))
        i2, j2 = i2 - 1, j2 - 1
    return first, last[::-1]


def _is_like(mine: Words, i: int, theirs: Words, j: int) -> bool:
    if mine.tokens[i].mark or theirs.tokens[j].mark:
        return False
    return damage.pair(mine.each(i, i + 1), theirs.each(j, j + 1)) in ("layout", "noise", "spelling")


def _marked(run: Run, mine: Words, theirs: Words) -> Segment:
    """A difference that has a mark: on which side, and the words of the other."""
    a, b = mine.tokens[run.i1 : run.i2], theirs.tokens[run.j1 : run.j2]
    here = next((one.mark for one in a if one.mark), None)
    there = next((one.mark for one in b if one.mark), None)
    said_here, said_there = any(not one.mark for one in a), any(not one.mark for one in b)
    if here and said_there:
        return _withheld(run, mine, theirs, here, "left", "mark")
    if there and said_here:
        return _withheld(run, mine, theirs, there, "right", "mark")
    if here and there:  # both withhold, each in its own way
        return _segment("same" if not (said_here or said_there) else "layout", run, mine, theirs)
    mark = here or there
    kind: Kind = "omission" if mark and mark.kind != "illegible" else "noise"
    return _segment(kind, run, mine, theirs)


def _withheld(run: Run, mine: Words, theirs: Words, mark: Withheld, side: Side, how: str) -> Segment:
    kind: Kind = "redaction" if mark.secret else "omission" if mark.kind == "omitted" else "noise"
    segment = _segment(kind, run, mine, theirs)
    text, span = (theirs.text, segment.right) if side == "left" else (mine.text, segment.left)
    asked = protected(text, span) if kind != "noise" else None
    return msgspec.structs.replace(segment, withheld=mark, withheld_in=side, how=how, protected=asked)


def _alone(run: Run, mine: Words, theirs: Words) -> Segment:
    """Words that one edition alone has: withheld in the other, if a trace of that is there."""
    left = run.i2 > run.i1
    row = mine.each(run.i1, run.i2) if left else theirs.each(run.j1, run.j2)
    trace = _trace(theirs, run.j1) if left else _trace(mine, run.i1)
    if trace is not None:
        mark, how = trace
        return _withheld(run, mine, theirs, mark, "right" if left else "left", how)
    return _segment("noise" if damage.is_speck(row) else "omission", run, mine, theirs)


_NEAR_A_MARK: Final = 3
_LONGEST_LINE: Final = 2_000
_GAP: Final = re.compile(r"[ \t\xa0_]{8,}")
_BREAKS: Final = re.compile(r"\n[ \t]*\n[ \t]*\n")
_SENTENCE_END: Final = re.compile(r"[.!?:;)\]”\"']\s*\Z")


def _trace(side: Words, at: int) -> tuple[Withheld, str] | None:
    """What shows at a place between two words that something was taken out there."""
    tokens, text = side.tokens, side.text
    near = tokens[max(at - _NEAR_A_MARK, 0) : at + _NEAR_A_MARK]
    mark = next((one.mark for one in near if one.mark and one.mark.secret), None)
    if mark:
        return mark, "near a mark"
    start = tokens[at - 1].end if at else 0
    end = tokens[at].start if at < len(tokens) else len(text)
    if not at or at == len(tokens):
        return None
    first = text.rfind("\n", max(start - _LONGEST_LINE, 0), start) + 1
    last = text.find("\n", end, end + _LONGEST_LINE)
    last = min(end + _LONGEST_LINE, len(text)) if last < 0 else last
    n = bisect_left(side.margins, first, key=lambda one: one.span.start)
    if n < len(side.margins) and side.margins[n].span.start <= last:
        return side.margins[n], "margin"
    gap = text[start:end]
    if len(gap) > 2_000 or not gap.isspace() and gap.strip(" \t\n_"):
        return None  # a stamp or a page line stands between
    blank = _GAP.search(gap.partition("\n")[0]) if "\n" in gap else _GAP.search(gap)
    if (
        blank
        and "\n" not in gap
        or _BREAKS.search(gap)
        and not _SENTENCE_END.search(text[max(start - 2, 0) : start])
    ):
        return Withheld("blank", gap.strip("\n")[:80], Span(start, end)), "blank"
    return None


def _paired(run: Run, mine: Words, theirs: Words) -> Segment:
    if run.i2 - run.i1 == run.j2 - run.j1 == 1:
        a, b = mine.tokens[run.i1], theirs.tokens[run.j1]
        if _has_note(a, b, mine) or _has_note(b, a, theirs):
            return _segment("layout", run, mine, theirs)
    kind = damage.pair(mine.each(run.i1, run.i2), theirs.each(run.j1, run.j2))
    return _segment(kind, run, mine, theirs)


def _has_note(one: Token, other: Token, side: Words) -> bool:
    """Whether a note hangs on a word, whose number the other edition prints as a part of it: `6` and `61`."""
    number = other.key.removeprefix(one.key)
    return (
        other.key != number
        and number.isdigit()
        and len(number) <= 3
        and bool(side.notes.intersection(range(one.start + 1, one.end + 2)))
    )


def _joined(found: list[Segment], mine: Words, theirs: Words) -> Iterator[Segment]:
    """Neighbours of one kind as one segment."""
    last: Segment | None = None
    for one in found:
        if last and last.kind == one.kind and last.zone == one.zone and last.how is None and one.how is None:
            left = Span(
                last.left.start if last.left_words else one.left.start,
                (one if one.left_words else last).left.end,
            )
            right = Span(
                last.right.start if last.right_words else one.right.start,
                (one if one.right_words else last).right.end,
            )
            last = Segment(
                one.kind,
                left,
                right,
                f"{last.left_words} {one.left_words}".strip(),
                f"{last.right_words} {one.right_words}".strip(),
                one.zone,
            )
        else:
            if last:
                yield last
            last = one
    if last:
        yield last
