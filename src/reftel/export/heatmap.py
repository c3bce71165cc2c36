"""A heat map of what is held: a row a post, a column a month, as SVG or PNG. One layout, drawn by two pens."""

from __future__ import annotations

import html
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from reftel.vocabulary import posts

if TYPE_CHECKING:
    from pathlib import Path

    import polars

MOST_POSTS: Final = 60
MOST_YEARS: Final = 8
_CELL: Final = 15
_LABEL: Final = 170
_SHARE: Final = 48
_TOP: Final = 84
_MARGIN: Final = 14
_YEAR_GAP: Final = 7
_FEW: Final = 0.05  # a smaller share is a dot
_DOT: Final = 4
_MONTHS: Final = "JFMAMJJASOND"
# From nothing to all: light sand to deep teal, told apart in grey as well.
_SCALE: Final = (
    (0.0, (243, 232, 214)),
    (0.25, (186, 205, 186)),
    (0.5, (112, 168, 163)),
    (0.75, (45, 120, 128)),
    (1.0, (8, 66, 84)),
)
_INK: Final = (34, 40, 44)
_FAINT: Final = (120, 126, 130)
_PAPER: Final = (255, 255, 255)
_UNKNOWN: Final = (226, 226, 226)

Colour = tuple[int, int, int]


class Box(NamedTuple):
    """A filled rectangle; `title` is what SVG shows of it under the pointer. `hollow`: its edge only."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    title: str = ""
    hollow: bool = False


class Words(NamedTuple):
    """Words at a place; `y` is their base line, `anchor` start, middle or end."""

    x: float
    y: float
    text: str
    size: int = 11
    anchor: str = "start"
    colour: Colour = _INK


class Picture(NamedTuple):
    """What is drawn."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]


def picture(months: polars.DataFrame, title: str = "What is held") -> Picture:
    """The layout of a heat map of `reftel.links.missing.gaps.months`.

    The posts that sent most come first. A map has at most 60 posts and 8 years, and says what it leaves out.
    """
    years = _years(months)
    rows, left_out = _rows(months, years)
    boxes: list[Box] = []
    words = [Words(_MARGIN, 26, title, 16)]
    words.append(Words(_MARGIN, 44, _about(years, left_out), 11, colour=_FAINT))
    starts = {year: _LABEL + _MARGIN + n * (12 * _CELL + _YEAR_GAP) for n, year in enumerate(years)}
    for year, x in starts.items():
        words.append(Words(x + 6 * _CELL, _TOP - 20, str(year), 12, "middle"))
        words += [
            Words(x + (m + 0.5) * _CELL, _TOP - 6, letter, 9, "middle", _FAINT)
            for m, letter in enumerate(_MONTHS)
        ]
    right = max(starts.values(), default=_LABEL) + 12 * _CELL + 8
    for n, (station, cells) in enumerate(rows):
        y = _TOP + n * _CELL
        words.append(Words(_LABEL + _MARGIN - 8, y + _CELL - 4, _name(station), 11, "end"))
        boxes += [
            box
            for year in years
            for month in range(1, 13)
            for box in _cell(
                station, year, month, cells.get((year, month)), starts[year] + (month - 1) * _CELL, y
            )
        ]
        words.append(Words(right, y + _CELL - 4, _percent(cells.values()), 10, colour=_FAINT))
    bottom = _TOP + len(rows) * _CELL
    boxes += _legend(bottom + 18)
    words += _legend_words(bottom + 18)
    width = max(right + _SHARE, *(_end(word) for word in words)) + _MARGIN
    return Picture(round(width), bottom + 56, tuple(boxes), tuple(words))


def _end(word: Words) -> float:
    """Where words end at the most: no letter of a plain font is wider than six tenths of its size, in the mean."""
    length = 0.6 * word.size * len(word.text)
    return word.x + {"start": length, "middle": length / 2, "end": 0.0}[word.anchor]


Cell = tuple[int, float | None]
Row = tuple[str, dict[tuple[int, int], Cell]]


def _years(months: polars.DataFrame) -> list[int]:
    import polars as pl

    found = months.group_by("year").agg(pl.col("sent").sum(), pl.col("held").sum())
    busiest = found.filter(pl.col("held") > 0).sort("held", "sent", "year", descending=True)
    return sorted(busiest["year"].head(MOST_YEARS).to_list())


def _rows(months: polars.DataFrame, years: Sequence[int]) -> tuple[list[Row], tuple[int, int]]:
    """The rows, and how many posts and years have no place."""
    import polars as pl

    # A post of which nothing is held in these years has no row: its name alone would say no more.
    shown = months.filter(pl.col("year").is_in(years))
    shown = shown.filter(pl.col("held").sum().over("station") > 0)
    order = shown.group_by("station").agg(pl.col("sent").sum(), pl.col("held").sum())
    stations = order.sort("sent", "held", "station", descending=[True, True, False])["station"].to_list()
    cells: dict[str, dict[tuple[int, int], Cell]] = {station: {} for station in stations[:MOST_POSTS]}
    for station, year, month, sent, held in shown.select(
        "station", "year", "month", "sent", "held"
    ).iter_rows():
        if station in cells:
            cells[station][year, month] = (held, sent)
    held = months.filter(pl.col("held") > 0)["year"].n_unique()
    return list(cells.items()), (len(stations) - len(cells), held - len(years))


def _about(years: Sequence[int], left_out: tuple[int, int]) -> str:
    posts_left, years_left = left_out
    words = "share of the numbers that each post gave out in a month of which a cable is held"
    if posts_left:
        words += f"; {posts_left} posts that sent less are left out"
    if years_left:
        words += f"; {years_left} years of which less is held are left out"
    return words if years else "nothing is held"


def _cell(station: str, year: int, month: int, cell: Cell | None, x: float, y: float) -> list[Box]:
    size = _CELL - 1
    where = f"{_name(station)}, {year}-{month:02}"
    if cell is None or (cell[1] is None and not cell[0]):
        return [Box(x, y, size, size, _UNKNOWN, f"{where}: nothing known", hollow=True)]
    held, sent = cell
    if sent is None:
        return [Box(x, y, size, size, _UNKNOWN, f"{where}: {held} held, how many were sent is not known")]
    if sent < 0.5:
        return [Box(x, y, size, size, _UNKNOWN, f"{where}: none sent", hollow=True)]
    title = f"{where}: {held} of about {sent:,.0f} held"
    whole = Box(x, y, size, size, _colour(min(held / sent, 1.0)), title)
    few = 0 < held < _FEW * sent  # a colour would not tell these from none
    return [whole, _dot(x, y, title)] if few else [whole]


def _dot(x: float, y: float, title: str = "") -> Box:
    at = (_CELL - 1 - _DOT) / 2
    return Box(x + at, y + at, _DOT, _DOT, _colour(0.75), title)


def _percent(cells: object) -> str:
    held = sent = 0.0
    for one in cells:  # type: ignore[attr-defined]
        if one[1]:
            held, sent = held + one[0], sent + one[1]
    if not sent:
        return ""
    return f"{held / sent:.0%}" if held >= 0.01 * sent or not held else "< 1%"


def _colour(share: float) -> Colour:
    for (low, below), (high, above) in itertools.pairwise(_SCALE):
        if share <= high:
            part = (share - low) / (high - low)
            red, green, blue = (round(a + (b - a) * part) for a, b in zip(below, above, strict=True))
            return red, green, blue
    return _SCALE[-1][1]


def _legend(y: float) -> list[Box]:
    steps = 20
    bar = [Box(_MARGIN + _LABEL + n * 8, y, 8, 10, _colour(n / (steps - 1))) for n in range(steps)]
    at = _MARGIN + _LABEL + steps * 8 + 60
    few = Box(at + 240, y - 2, _CELL - 1, _CELL - 1, _colour(0.0))
    return [
        *bar,
        Box(at, y, 10, 10, _UNKNOWN),
        Box(at + 130, y, 10, 10, _UNKNOWN, hollow=True),
        few,
        _dot(few.x, few.y),
    ]


def _legend_words(y: float) -> list[Words]:
    at = _MARGIN + _LABEL + 160
    return [
        Words(_MARGIN + _LABEL - 8, y + 9, "none", 10, "end", _FAINT),
        Words(at + 8, y + 9, "all", 10, colour=_FAINT),
        Words(at + 76, y + 9, "total not known", 10, colour=_FAINT),
        Words(at + 206, y + 9, "nothing known", 10, colour=_FAINT),
        Words(at + 320, y + 9, "fewer than one in twenty", 10, colour=_FAINT),
    ]


def _name(station: str) -> str:
    post = posts.by_code(station)
    name = post.display.partition(" (")[0] if post else station
    return name if len(name) <= 26 else name[:25] + "…"


def svg(drawn: Picture) -> str:
    """The picture as SVG, which shows numbers under the pointer and needs no other file."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawn.width}" height="{drawn.height}" '
        f'viewBox="0 0 {drawn.width} {drawn.height}" font-family="system-ui, sans-serif">',
        f'<rect width="{drawn.width}" height="{drawn.height}" fill="{_hex(_PAPER)}"/>',
    ]
    for box in drawn.boxes:
        inset = 0.5 if box.hollow else 0.0
        paint = f'fill="none" stroke="{_hex(box.colour)}"' if box.hollow else f'fill="{_hex(box.colour)}"'
        title = f"<title>{html.escape(box.title)}</title>" if box.title else ""
        lines.append(
            f'<rect x="{box.x + inset:g}" y="{box.y + inset:g}" width="{box.width - 2 * inset:g}" '
            f'height="{box.height - 2 * inset:g}" {paint}>{title}</rect>'
        )
    for word in drawn.words:
        lines.append(
            f'<text x="{word.x:g}" y="{word.y:g}" font-size="{word.size}" text-anchor="{word.anchor}" '
            f'fill="{_hex(word.colour)}">{html.escape(word.text)}</text>'
        )
    return "\n".join([*lines, "</svg>"]) + "\n"


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def png(drawn: Picture, path: Path, scale: int = 2) -> None:
    """The picture as PNG, `scale` times as large as the SVG so that it can be printed."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (drawn.width * scale, drawn.height * scale), _PAPER)
    pen = ImageDraw.Draw(image)
    for box in drawn.boxes:
        corners = (
            box.x * scale,
            box.y * scale,
            (box.x + box.width) * scale - 1,
            (box.y + box.height) * scale - 1,
        )
        if box.hollow:
            pen.rectangle(corners, outline=box.colour)
        else:
            pen.rectangle(corners, fill=box.colour)
    anchors = {"start": "ls", "middle": "ms", "end": "rs"}
    for word in drawn.words:
        font = ImageFont.load_default(word.size * scale)
        pen.text(
            (word.x * scale, word.y * scale),
            word.text,
            fill=word.colour,
            font=font,
            anchor=anchors[word.anchor],
        )
    image.save(path, "PNG", optimize=True)
