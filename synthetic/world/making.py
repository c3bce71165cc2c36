"""`make`: a whole archive from a seed, as frames."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from synthetic.tables import Station
from synthetic.world import numbering
from synthetic.world.affairs import Affairs, Drawn
from synthetic.world.forms import USUAL, Message, Pen, Rates, Written

if TYPE_CHECKING:
    from synthetic.world.texts import Text

YEARS = (1974, 1975, 2005, 2006)
_MODERN = 1980
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_SEPTEL_WITHIN = 4 * 86_400_000_000
_WORDS = pl.List(pl.String)

CITATIONS = {
    "cable": pl.String,
    "position": pl.Int32,
    "from_mrn": pl.String,
    "letter": pl.String,
    "kind": pl.String,
    "mrn": pl.String,
    "candidates": _WORDS,
    "written": pl.String,
    "date": pl.Date,
    "notal": pl.Boolean,
    "in_text": pl.Boolean,
    "start": pl.Int64,
    "end": pl.Int64,
    "batch": pl.Int64,
    "true": pl.String,
    "relation": pl.String,
    "form": pl.String,
}
"""The columns of `references`, and behind them what is true: the number meant (null: no cable, or
none that exists), how it is meant, and the form that it was given."""

_TRUTH = ("cable", "position", "from_mrn", "true", "relation", "form")


@dataclass(frozen=True)
class World:
    """A made archive. All frames are of one order: time for cables, cable and position for references.

    `messages`: all cables, with the columns of the table `cables` (its words and records left
    out), `held`, and `affair`. `citations`: what the held ones cite, with the columns of
    `CITATIONS`; rows of relation `previous` and `septel` are what `AND PREVIOUS` and `SEPTEL`
    truly mean: they have no words of their own, and the place of the reference that says so.
    `totals`: `station`, `series`, `year`, `issued` (serials truly used), `kept`, `held`, and
    `released_until` (nothing later was released).
    """

    seed: int
    messages: pl.DataFrame
    citations: pl.DataFrame
    totals: pl.DataFrame
    stations: tuple[Station, ...]

    @cached_property
    def cables(self) -> pl.DataFrame:
        """The cables held, as the table `cables` has them."""
        return self.messages.filter("held").drop("held", "affair")

    @cached_property
    def references(self) -> pl.DataFrame:
        """What the held cables cite, as the table `references` has it."""
        written = self.citations.filter(pl.col("relation").is_in(("reference", "in text", "document")))
        return written.drop("true", "relation", "form")

    @cached_property
    def truth(self) -> pl.DataFrame:
        """What each reference means: `cable`, `position`, `from_mrn`, `true`, `relation`, `form`."""
        return self.citations.select(_TRUTH)

    @cached_property
    def ghosts(self) -> pl.DataFrame:
        """The cables held back that a held cable cites by a number, right or wrong, and `cited`: by how many.

        What only a date-time group, an `AND PREVIOUS` or a `SEPTEL` speaks of has no name, and is not among them.
        """
        named = pl.col("relation").is_in(("reference", "in text")) & (pl.col("form") != "date-time group")
        cited = self.citations.filter(named & pl.col("true").is_not_null()).group_by("true")
        counted = cited.agg(pl.col("cable").n_unique().alias("cited")).rename({"true": "mrn"})
        return self.messages.filter(~pl.col("held")).join(counted, on="mrn", maintain_order="left")

    def texts(self) -> Iterator[Text]:
        """The held cables as full texts, in the order of time."""
        from synthetic.world.texts import texts

        return texts(self)

    def write(self, path: Path) -> int:
        """Write the texts as JSON lines that an ingest takes in; returns how many characters."""
        from synthetic.world.texts import write

        return write(self, path)


def make(
    n: int,
    seed: int = 0,
    years: tuple[int, ...] = YEARS,
    held_back: float = 0.3,
    density: float = 0.35,
    rates: Rates = USUAL,
) -> World:
    """About `n` cables of these years, of which the share `held_back` is not held.

    `density` is the share of all serials that these cables have: the other serials are of
    messages that nobody kept or cites. `rates` says how often each form and fault of a
    reference occurs. Years before 1980 are written as telegrams of the 1970s, with airgrams and
    short references.

    >>> small = make(600, seed=7)
    >>> small.messages.equals(make(600, seed=7).messages)
    True
    >>> 0.65 < small.cables.height / small.messages.height < 0.75
    True
    """
    draws = np.random.default_rng(seed)
    rng = Random(seed)
    those = numbering.stations(draws, n)
    found = numbering.sequences(draws, those, n, years, density)
    order = _Ordered(found)
    held = _held(draws, order, held_back)
    modern = [year >= _MODERN for year in order.year]
    drawn = Affairs(rng, those).draw(order.station, order.times.tolist(), modern)
    messages = [
        Message(those[station], year, serial, series, _EPOCH + datetime.timedelta(microseconds=at))
        for station, year, serial, series, at in zip(
            order.station, order.year, order.serial, order.series, order.times.tolist(), strict=True
        )
    ]
    cables = _cables_frame(messages, drawn, held, those)
    citations = _Citing(rng, messages, drawn, held, cables["id"].to_list(), those, rates).frame()
    return World(seed, cables, citations, _totals(found, order, held, those), tuple(those))


class _Ordered:
    """All kept cables in the order of time, column by column."""

    def __init__(self, found: list[numbering.Sequence]) -> None:
        sizes = [len(one.serials) for one in found]
        times = np.concatenate([one.times for one in found])
        order = np.argsort(times, kind="stable")

        def column(values: list[Any]) -> list[Any]:
            return np.repeat(np.array(values, dtype=object), sizes)[order].tolist()

        self.times = times[order]
        self.serial = np.concatenate([one.serials for one in found])[order].tolist()
        self.station = column([one.station for one in found])
        self.year = column([one.year for one in found])
        self.series = column([one.series for one in found])
        self.until = np.repeat([one.released_until for one in found], sizes)[order]


def _held(draws: np.random.Generator, order: _Ordered, held_back: float) -> list[bool]:
    """What was never released, and as many more as are to be held back."""
    free = order.times <= order.until
    wanted = round((1 - held_back) * len(free))
    share = min(wanted / max(int(free.sum()), 1), 1.0)
    return (free & (draws.random(len(free)) < share)).tolist()


def _words(values: list[Any]) -> pl.Series:
    """A column of lists, by way of Arrow, which makes them thirty times as fast."""
    made = pl.from_arrow(pa.array(values, pa.large_list(pa.large_string())))
    assert isinstance(made, pl.Series)
    return made


def _id(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _cables_frame(
    messages: list[Message], drawn: Drawn, held: list[bool], those: list[Station]
) -> pl.DataFrame:
    names = [_name(one) for one in those]
    action = [[names[i] for i in one] for one in drawn.action]
    info = [[names[i] for i in one] for one in drawn.info]
    addressees = [[those[i].code for i in (*a, *b)] for a, b in zip(drawn.action, drawn.info, strict=True)]
    mrns = [one.mrn for one in messages]
    empty: list[list[str]] = [[]] * len(mrns)
    sent_at = pl.Series([one.sent_at for one in messages], dtype=pl.Datetime("us", "UTC"))
    return pl.DataFrame(
        {
            "id": [_id(mrn) for mrn in mrns],
            "mrn": mrns,
            "year": pl.Series([one.year for one in messages], dtype=pl.Int32),
            "station": [one.station.code for one in messages],
            "series": [one.series for one in messages],
            "serial": pl.Series([one.serial for one in messages], dtype=pl.Int64),
            "mrn_from": ["marking line"] * len(mrns),
            "sent": sent_at.dt.date(),
            "sent_at": sent_at,
            "sent_from": ["header"] * len(mrns),
            "level": drawn.level,
            "captions": _words(empty),
            "tags": _words([list(one) for one in drawn.tags]),
            "subject": drawn.subject,
            "action": _words(action),
            "info": _words(info),
            "addressees": _words(addressees),
            "partial": [False] * len(mrns),
            "problems": _words(empty),
            "held": held,
            "affair": pl.Series(drawn.affair, dtype=pl.Int64),
        }
    )


def _name(station: Station) -> str:
    return "SECSTATE WASHDC" if station.code == "STATE" else f"{station.title} {station.name}"


def _totals(
    found: list[numbering.Sequence], order: _Ordered, held: list[bool], those: list[Station]
) -> pl.DataFrame:
    counted: dict[tuple[int, int, str], list[int]] = {}
    for station, year, series, kept in zip(order.station, order.year, order.series, held, strict=True):
        counts = counted.setdefault((station, year, series), [0, 0])
        counts[0] += 1
        counts[1] += kept
    rows = []
    for one in found:
        kept, there = counted.get((one.station, one.year, one.series), [0, 0])
        until = (_EPOCH + datetime.timedelta(microseconds=one.released_until)).date()
        rows.append((those[one.station].code, one.series, one.year, one.issued, kept, there, until))
    names = ("station", "series", "year", "issued", "kept", "held", "released_until")
    return pl.DataFrame(rows, schema=names, orient="row")


class _Citing:
    """The references of the held cables, row by row."""

    def __init__(
        self,
        rng: Random,
        messages: list[Message],
        drawn: Drawn,
        held: list[bool],
        ids: list[str],
        those: list[Station],
        rates: Rates,
    ) -> None:
        self._rng = rng
        self._pen = Pen(rng, rates)
        self._messages = messages
        self._drawn = drawn
        self._held = held
        self._ids = ids
        self._those = those
        self._rows: list[tuple[Any, ...]] = []

    def frame(self) -> pl.DataFrame:
        """All of them."""
        later = self._later()
        for i, is_held in enumerate(self._held):
            # What is held back cites as well: drawn, so that the rest does not depend on it.
            rows = self._of(i, later[i])
            if is_held:
                self._rows += rows
        columns = zip(*self._rows, strict=True) if self._rows else ([] for _ in CITATIONS)
        return pl.DataFrame(
            {
                name: _words(list(values)) if kind == _WORDS else pl.Series(list(values), dtype=kind)
                for (name, kind), values in zip(CITATIONS.items(), columns, strict=True)
            }
        )

    def _later(self) -> list[int]:
        """For each cable the next of its station in its affair, if it is soon; else -1."""
        out = [-1] * len(self._messages)
        last: dict[tuple[int, str], int] = {}
        limit = datetime.timedelta(microseconds=_SEPTEL_WITHIN)
        for i, (message, affair) in enumerate(zip(self._messages, self._drawn.affair, strict=True)):
            key = (affair, message.station.code)
            before = last.get(key)
            if before is not None and message.sent_at - self._messages[before].sent_at <= limit:
                out[before] = i
            last[key] = i
        return out

    def _of(self, i: int, later: int) -> list[tuple[Any, ...]]:
        rng, rates, messages = self._rng, self._pen.rates, self._messages
        citing = messages[i]
        action = self._those[self._drawn.action[i][0]].code
        written: list[tuple[Written, int]] = []
        before: Message | None = None
        for target in self._drawn.cites[i]:
            one = self._pen.write(citing, messages[target], action, before)
            before = messages[target] if one.form in ("plain", "list") and not one.and_previous else None
            written.append((one, target))
        if rng.random() < rates.no_cable:
            written.append((self._pen.no_cable(citing), -1))
        # A list's items first, then what the body names.
        written.sort(key=lambda pair: pair[0].in_text)
        listed = sum(not one.in_text for one, _ in written)
        rows = []
        for position, (one, target) in enumerate(written):
            letter = chr(65 + position) if listed > 1 and not one.in_text and one.form != "list" else None
            relation = "document" if target < 0 else "in text" if one.in_text else "reference"
            true = messages[target].mrn if target >= 0 else None
            rows.append(self._row(i, position, letter, one, true, relation))
            if one.and_previous:
                rows += [self._meant(i, position, m, "previous") for m in self._previous(target)]
        if later >= 0 and rng.random() < rates.septel:
            rows.append(self._meant(i, len(written), messages[later].mrn, "septel"))
        return rows

    def _previous(self, target: int) -> list[str]:
        """What `AND PREVIOUS` means: the cables of the same station that the cited one cites."""
        station = self._messages[target].station
        return [
            self._messages[one].mrn
            for one in self._drawn.cites[target]
            if self._messages[one].station is station
        ]

    def _row(
        self, i: int, position: int, letter: str | None, one: Written, true: str | None, relation: str
    ) -> tuple[Any, ...]:
        return (
            self._ids[i],
            position,
            self._messages[i].mrn,
            letter,
            one.kind,
            one.read,
            list(one.candidates),
            one.written,
            one.date,
            one.notal,
            one.in_text,
            0,
            0,
            1,
            true,
            relation,
            one.form,
        )

    def _meant(self, i: int, position: int, true: str, relation: str) -> tuple[Any, ...]:
        one = Written("", relation)
        return self._row(i, position, None, one, true, relation)
