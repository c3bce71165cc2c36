"""`python -m quality.serials [FOLDER …]`: how well dates are told from serials: on real numbers, each held back once, and on real dates of a whole year.

The table of known numbers gives months, so a guess is judged by its month, and an interval by whether the months
that it reaches hold the true one. The Navy's general messages of 2006, where they are at hand, have days.
"""

from __future__ import annotations

import bisect
import datetime
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import reftel
from quality.page import replace_blocks, table
from quality.tally import percent
from reftel.links.dating import serial_runs
from reftel.links.dating.serial_runs import Dated
from reftel.links.dating.serials import Key, Serials
from reftel.links.missing import totals
from reftel.model import MRN
from reftel.vocabulary import known_numbers

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
FOLDS: Final = 5
SURE: Final = 0.7
"""From this stated probability on, a month counts as an answer."""
_SIZES: Final = ((0, 0), (1, 9), (10, 49), (50, 199), (200, 999), (1000, 9999))
_MUCH, _SOME = 150, 20  # numbers known of a post and year whose total is known, and of what is not hidden
_MANY_FOLDS: Final = 20
_WANTED: Final = 0.98
_LIMIT: Final = """More than that these numbers do not tell. Eighty-five of a hundred lie between two of one month, and 99.8 % of \
those are of that month. Eleven or twelve lie between the last known of a month and the first of the next; were nothing \
else known, the nearest would be right for three of four, and it is (74.7 %). What other months say of where the month \
ends raises that to 78.6 %, which is what is stated, too. To have 98 % of all right, it would take 88 %. Gradient-boosted \
trees over 27 traits of the neighbourhood (distances, rates, densities, weekdays), fitted to four fifths of the posts, \
had 78.1 % of those right, and 0.2 points more than ours when ours was among the traits. Days instead of months, as an \
archive's own cables have them, do tell more (below)."""
_START: Final = "## When a cable was sent, by its serial"


@dataclass
class Count:
    """Of some held-back numbers: how many were there, answered, right."""

    asked: int = 0
    told: int = 0
    right: int = 0
    stated: float = 0.0
    sure: int = 0
    sure_right: int = 0
    held: int = 0
    nearest: int = 0
    widths: list[int] = field(default_factory=list)
    answers: list[tuple[float, bool]] = field(default_factory=list)
    """For each month told: how likely it was said to be, and whether it was right."""

    def add(self, other: Count) -> None:
        """Add another count to this."""
        for name in ("asked", "told", "right", "stated", "sure", "sure_right", "held", "nearest"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.widths += other.widths
        self.answers += other.answers

    def at_least(self, right: float) -> tuple[float, float]:
        """The largest share of the asked that can be answered with so many right, and from which probability on."""
        count = 0
        best = (0.0, 1.0)
        for n, (probability, was_right) in enumerate(sorted(self.answers, reverse=True), start=1):
            count += was_right
            if count >= right * n:
                best = (n / self.asked, probability)
        return best


def held_out(folds: int = FOLDS, seed: int = 1, step: int = 1) -> dict[tuple[int, int], Count]:
    """Each known number placed by the others, fold by fold: counts by how many of its post and year were left.

    `step` takes every so-many-th post and year only.
    """
    choose = random.Random(seed)
    groups = {
        (station, year): [(one, choose.randrange(folds)) for one in known_numbers.of(station, year)]
        for station, year in list(known_numbers.groups())[::step]
    }
    counts: dict[tuple[int, int], Count] = {size: Count() for size in _SIZES}
    for fold in range(folds):
        left: dict[Key, list[Dated]] = {
            (station, year, ""): [
                Dated(one.serial, *_month(year, one.month)) for one, n in numbers if n != fold
            ]
            for (station, year), numbers in groups.items()
        }
        serials = Serials(left, known=False)
        for (station, year), numbers in groups.items():
            size = len(left[station, year, ""])
            count = counts[next(one for one in _SIZES if one[0] <= size <= one[1])]
            for one, n in numbers:
                if n == fold:
                    # As it is written, for some bear a post's name with a section's line before it.
                    mrn = MRN.parse(f"{year}{station}{one.serial}") or MRN(year, station, one.serial)
                    _judge(count, serials, mrn, one.month)
                    count.nearest += _nearest(year, left[station, year, ""], one.serial) == one.month
    return counts


def _judge(count: Count, serials: Serials, mrn: MRN, month: int) -> None:
    count.asked += 1
    told, when = serials.month(mrn), serials.when(mrn)
    if told is None or when is None:
        return
    count.told += 1
    right = told.month == month
    count.right += right
    count.answers.append((told.probability, right))
    count.stated += told.probability
    if told.probability >= SURE:
        count.sure += 1
        count.sure_right += right
    count.held += when.first.month <= month <= when.last.month
    count.widths.append(when.days)


def _nearest(year: int, left: Sequence[Dated], serial: int) -> int:
    """The month of the nearest serial: the guess that is to be beaten."""
    at = bisect.bisect_left(left, (serial,))
    near = min(left[max(at - 1, 0) : at + 1], key=lambda one: abs(one.serial - serial), default=None)
    return (datetime.date(year, 1, 1) + datetime.timedelta(days=near.first)).month if near else 0


def _month(year: int, month: int) -> tuple[int, int]:
    start = datetime.date(year, 1, 1)
    first = datetime.date(year, month, 1)
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    return (first - start).days, (last - start).days


def by_day(
    dated: Sequence[tuple[MRN, datetime.date]], confidence: float, folds: int = FOLDS
) -> tuple[int, int, float, float]:
    """Of cables with known days, each fold placed by the others: asked, held, mean stated confidence, mean length."""
    choose = random.Random(1)
    fold_of = [choose.randrange(folds) for _ in dated]
    asked = held = 0
    stated = days = 0.0
    for fold in range(folds):
        groups: dict[Key, list[Dated]] = defaultdict(list)
        for (mrn, day), n in zip(dated, fold_of, strict=True):
            if n != fold and day.year == mrn.year:
                offset = (day - datetime.date(mrn.year, 1, 1)).days
                groups[mrn.station, mrn.year, mrn.series].append(Dated(mrn.serial, offset, offset))
        serials = Serials({key: sorted(found) for key, found in groups.items()}, known=False)
        for (mrn, day), n in zip(dated, fold_of, strict=True):
            if n == fold and (when := serials.when(mrn, confidence)):
                asked += 1
                held += when.first <= day <= when.last
                stated += when.confidence
                days += when.days
    return asked, held, stated / max(asked, 1), days / max(asked, 1)


def block() -> str:
    """The words for `docs/quality.md`."""
    counts = held_out()
    whole = _all(counts)
    nearly_all = _all(held_out(folds=_MANY_FOLDS))
    share, sure_from = whole.at_least(_WANTED)
    dense_share, _ = nearly_all.at_least(_WANTED)
    heads = (
        "known of the post and year",
        "numbers",
        "nearest serial's month",
        "month right, of all",
        "stated",
        f"sure ({SURE:.0%})",
        "right, of those",
        "90 % interval holds the month",
        "median days",
    )
    rows = [_row(_size(size), count) for size, count in counts.items() if count.asked]
    return (
        f"{_START}\n\n{whole.asked:,} numbers of real cables with their months, in {FOLDS} folds: each is placed by "
        f"the four fifths that do not hold it. *Right, of all* counts a number without an answer as wrong. *Stated* is "
        f"the mean probability that was stated for the month: it should be the share that is right. A number that falls "
        f"between the last known of one month and the first of the next can be of either; such are not *sure*.\n\n"
        + table(heads, [*rows, _row("all", whole)])
        + f"\n\nOf {percent(share)} of the numbers the month can be told so that {_WANTED * 100:.0f} % are right: those whose "
        f"stated probability is at least {sure_from:.2f}. The more is known the more is right: in {_MANY_FOLDS} folds, each "
        f"placed by all the others but a twentieth, {percent(nearly_all.right / nearly_all.asked)} of all are right (nearest "
        f"serial: {percent(nearly_all.nearest / nearly_all.asked)}), and {percent(dense_share)} can be told with "
        f"{_WANTED * 100:.0f} % right.\n\n{_LIMIT}"
    )


def _all(counts: Mapping[tuple[int, int], Count]) -> Count:
    whole = Count()
    for count in counts.values():
        whole.add(count)
    return whole


def _size(size: tuple[int, int]) -> str:
    return "none" if size == (0, 0) else f"{size[0]:,}–{size[1]:,}"


def _row(name: str, count: Count) -> Sequence[str]:
    told = max(count.told, 1)
    widths = sorted(count.widths)
    return (
        name,
        f"{count.asked:,}",
        percent(count.nearest / count.asked),
        percent(count.right / count.asked),
        percent(count.stated / told) if count.told else "–",
        percent(count.sure / count.asked),
        percent(count.sure_right / count.sure) if count.sure else "–",
        percent(count.held / told) if count.told else "–",
        str(widths[len(widths) // 2]) if widths else "–",
    )


def block_by_day(folders: Sequence[str]) -> str:
    """The words for `docs/quality.md` on cables of known days in some folders."""
    rows = [row for folder in folders for row in _by_day_rows(Path(folder))]
    heads = ("texts", "cables", "asked", "stated", "held", "mean days")
    return (
        "### Cables of known days\n\nEach fifth of the dated cables of a folder is placed by the others, which also "
        "teach how far dates stray. *Stated* should be *held*: where cables are many, an interval of one day holds more "
        "often than was asked for, and says so. Where the folder's posts are in the table of known numbers, *months only* "
        "places the cables by that table alone.\n\n" + table(heads, rows)
    )


def _by_day_rows(folder: Path) -> Iterable[Sequence[str]]:
    with tempfile.TemporaryDirectory() as place:
        archive = reftel.create(Path(place) / "archive")
        archive.ingest(folder)
        frame = archive.cables.select("mrn", "sent").drop_nulls().unique("mrn", keep="none").collect()
    dated = [(mrn, sent) for text, sent in frame.sort("mrn").iter_rows() if (mrn := MRN.parse(text))]
    known = Serials.of()
    for confidence in (0.5, 0.8, 0.9, 0.95):
        found = {
            folder.name: by_day(dated, confidence),
            f"{folder.name}, months only": _by_months(known, dated, confidence),
        }
        for name, (asked, held, stated, days) in found.items():
            if asked > 50:
                yield (
                    name,
                    f"{asked:,}",
                    f"{confidence:.0%}",
                    percent(stated),
                    percent(held / asked),
                    f"{days:.1f}",
                )


def _by_months(
    known: Serials, dated: Sequence[tuple[MRN, datetime.date]], confidence: float
) -> tuple[int, int, float, float]:
    found = [
        (when, day) for mrn, day in dated if known.neighbours(mrn) and (when := known.when(mrn, confidence))
    ]
    asked = len(found)
    return (
        asked,
        sum(when.first <= day <= when.last for when, day in found),
        sum(when.confidence for when, _ in found) / max(asked, 1),
        sum(when.days for when, _ in found) / max(asked, 1),
    )


def hidden_months(after: int, step: int = 1) -> tuple[int, int, float]:
    """Real posts and years with their months after the given one hidden: asked, held by the interval, mean miss.

    The truth is the total that all months together lead to; only posts of which much is known have one.
    """
    asked = held = 0
    missed = 0.0
    for station, year in sorted(known_numbers.groups())[::step]:
        numbers = known_numbers.of(station, year)
        if len(numbers) < _MUCH or max(one.month for one in numbers) < 12:
            continue
        dated = sorted(Dated(one.serial, *_month(year, one.month)) for one in numbers)
        whole = serial_runs.runs(year, dated, from_new_year=True)[0]
        seen = [one for one in whole.dated if one.first <= _month(year, after)[0]]
        if len(seen) < _SOME:
            continue
        truth = totals.by_rate(whole, whole.highest).estimate
        run = serial_runs.runs(year, seen, from_new_year=True)[0]
        total = totals.by_rate(run, run.highest)
        asked += 1
        held += total.low <= truth <= total.high
        missed += abs(total.estimate - truth) / truth
    return asked, held, missed / max(asked, 1)


def block_of_totals() -> str:
    """The words for `docs/quality.md` on totals."""
    rows = []
    for after in (6, 8, 9, 10, 11):
        asked, held, missed = hidden_months(after)
        name = datetime.date(2000, after, 1).strftime("%B")
        rows.append((f"after {name}", f"{asked:,}", percent(held / asked), percent(missed)))
    heads = ("hidden", "posts and years", "90 % interval holds", "mean miss")
    return (
        "### How many a post sent in a year\n\nReal posts and years of which at least 150 numbers are known, their last "
        "months hidden. The truth is the total that all months together lead to.\n\n" + table(heads, rows)
    )


def main(arguments: list[str]) -> int:
    """Write what is measured into the page, and print it."""
    blocks = {"serials": block(), "totals": block_of_totals()}
    if arguments:
        blocks["serials by day"] = block_by_day(arguments)
    for words in blocks.values():
        print(words, end="\n\n")
    replace_blocks(PAGE, blocks, "# Quality\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
