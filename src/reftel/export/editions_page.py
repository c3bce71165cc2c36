"""The editions of a cable as one HTML page: both texts in full, side by side, what differs marked.

The page needs no other file, runs no script, and asks nothing of the network. Every word of a
cable is escaped, and a policy in the page's head forbids scripts should anything get through.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final

from reftel.export.side_by_side import Piece, rows
from reftel.links.comparing.editions import Compared, Editions, Merit
from reftel.links.comparing.redactions import Withheld
from reftel.model import Cable

LABELS: Final = {
    "redaction": "withheld in one, printed in the other",
    "omission": "only one has it",
    "substance": "other words",
    "spelling": "a letter or two differ",
    "noise": "damage of a scan",
    "layout": "set otherwise",
}
"""The kinds of differences, in the order in which the page explains them."""

_MOST_LISTED: Final = 500


def page(editions: Editions) -> str:
    """The whole page."""
    style = files("reftel.export").joinpath("editions.css").read_text("utf-8")
    name = str(editions.mrn) if editions.mrn else f"edition {editions.cables[0].id}"
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(name)}: editions</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            *_top(editions, name),
            *(line for one in editions.compared for line in _comparison(editions, one)),
            "</body>",
            "</html>",
            "",
        )
    )


def _top(editions: Editions, name: str) -> Iterator[str]:
    best = editions.cables[0]
    yield f"<header><h1>{_text(name)}</h1>"
    if best.subject:
        yield f'<p class="subject">{_text(best.subject)}</p>'
    yield "</header>"
    yield '<table class="list"><caption>Editions, the best text first</caption>'
    yield "<thead><tr><th>edition</th><th>sent</th><th>marking</th><th>release</th><th>words</th><th>withheld</th><th>damaged</th></tr></thead><tbody>"
    for cable, merit in zip(editions.cables, editions.merits, strict=True):
        yield _listed(cable, merit)
    yield "</tbody></table>"
    keys = "".join(f'<li><span class="{kind}">{kind}</span> {label}</li>' for kind, label in LABELS.items())
    yield f'<ul class="key" aria-label="What the colours mean">{keys}</ul>'


def _listed(cable: Cable, merit: Merit) -> str:
    level = cable.classification.level if cable.classification else None
    cells = (
        f"<code>{_text(cable.id)}</code>",
        _text(str(cable.sent or "")),
        _text(level or ""),
        _text(release(cable)),
        f"{merit.words:,}",
        str(merit.withheld),
        f"{merit.damaged:.1%}",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def release(cable: Cable) -> str:
    """In a few words, which release an edition is: its case and date, or what its source says of it."""
    for one in cable.released_by:
        parts = (one.case, str(one.on) if one.on else None, None if one.case else one.authority)
        if any(parts):
            return ", ".join(part for part in parts if part)
    return cable.provenance or cable.given.get("provenance") or ""


def _comparison(editions: Editions, one: Compared) -> Iterator[str]:
    text = one.text
    yield f'<section><h2><code>{_text(text.left)}</code> <span class="and">and</span> <code>{_text(text.right)}</code></h2>'
    if not one.same_text:
        yield f'<p class="warning">Only {text.alike:.0%} of their words are the same: two messages under one number.</p>'
    if not text.whole:
        yield '<p class="warning">The texts are longer than what is compared; this is their beginning.</p>'
    yield f'<p class="counts">{_text(counted(text.counts))}</p>'
    if one.fields:
        yield '<table class="fields"><thead><tr><th>value</th><th>left</th><th>right</th><th></th></tr></thead><tbody>'
        for field in one.fields:
            yield f"<tr><th>{_text(field.field)}</th><td>{_text(field.left)}</td><td>{_text(field.right)}</td><td>{field.kind}</td></tr>"
        yield "</tbody></table>"
    yield from _revealed(one)
    yield '<table class="texts"><colgroup><col><col></colgroup><tbody>'
    for row in rows(text, whole=True, everything=True):
        mark = ' class="differs"' if row.differences else ""
        yield f"<tr{mark}><td>{_pieces(row.left)}</td><td>{_pieces(row.right)}</td></tr>"
    yield "</tbody></table></section>"


def _revealed(one: Compared) -> Iterator[str]:
    found = [segment for segment in one.text.segments if segment.revealed]
    if not found:
        return
    yield "<h3>Printed in one, withheld or left out in the other</h3><ol class='revealed'>"
    for segment in found[:_MOST_LISTED]:
        printed, at = (
            (one.text.right, segment.right)
            if segment.withheld_in == "left"
            else (one.text.left, segment.left)
        )
        note = (
            f' <strong class="protect">source to be protected: {_text(segment.protected)}</strong>'
            if segment.protected
            else ""
        )
        yield (
            f"<li><q>{_text(segment.revealed)}</q> in <code>{_text(printed)}</code> at {at.start:,}–{at.end:,}; "
            f"the other has {_text(marked(segment.withheld))}{note}</li>"
        )
    yield "</ol>"
    if len(found) > _MOST_LISTED:
        yield f"<p>and {len(found) - _MOST_LISTED:,} more, marked below</p>"


def marked(mark: Withheld | None) -> str:
    """A mark in words: as written, or that it is a blank."""
    if mark is None:
        return "nothing"
    if mark.kind == "blank":
        return "a blank"
    codes = f" ({', '.join(mark.codes)})" if mark.codes and ", ".join(mark.codes) != mark.written else ""
    return f"{mark.written}{codes}"


def counted(counts: dict[str, int]) -> str:
    """How many differences of each kind, in words: `1 redaction, 3 noise`."""
    parts = [f"{counts[kind]} {kind}" for kind in LABELS if counts.get(kind)]
    return ", ".join(parts) or "no difference"


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return " ".join(
        _text(one.words) if one.kind == "same" else f'<span class="{one.kind}">{_text(one.words)}</span>'
        for one in pieces
    )


def _text(words: str) -> str:
    """Words for the page: escaped, and without characters that would turn or hide others."""
    return escape("".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in words))
