"""`reftel thread`: the cables before and after one, as a tree or as a graph."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reftel.archive import Archive
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.finding import not_there
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import console
from reftel.links.network.threads import ONLY

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from reftel.links.dating.serials import When
    from reftel.links.network.threads import Edge, Node, Thread
    from reftel.links.network.trees import Line

FORMS = ("tree", "graphml", "dot", "json")
_BY_SUFFIX = {".graphml": "graphml", ".dot": "dot", ".gv": "dot", ".json": "json", ".txt": "tree"}
_NUMBER_MOST = 44  # columns for guides and number; the rest of a line is for date, level, subject
_SHORT_LEVELS = {
    "UNCLASSIFIED": "U",
    "LIMITED OFFICIAL USE": "LOU",
    "SENSITIVE BUT UNCLASSIFIED": "SBU",
    "CONFIDENTIAL": "C",
    "SECRET": "S",
    "TOP SECRET": "TS",
}
_REASONS = {
    "distance": "too many citations away (--distance)",
    "time": "sent too long before or after (--within)",
    "tags": "with too few TAGS in common (--shared-tags)",
    "number": "over the number of cables (--most)",
    "unsure": "joined by uncertain citations (--sure)",
    "direction": "in the other direction (--only)",
}


def run_thread(name: str, path: Path, form: str | None, out: Path | None, force: bool, **limits: Any) -> int:
    """Draw the thread of a cable; status 1 if it is neither held nor cited."""
    form = _form(form, out)
    if limits["only"] not in ONLY:
        raise Stop(f"--only wants one of {', '.join(ONLY)}, not “{limits['only']}”", exits.USAGE)
    if out is not None and out.is_file() and not force:
        raise Stop(f"“{out}” is there already; --force writes over it", exits.USAGE)
    archive = open_archive(path)
    thread = archive.thread(name, **limits)
    if thread is None:
        raise Stop(_unknown(archive, name))
    if form == "tree":
        words = None if out is None else _plain(thread)
    else:
        from reftel.links.network.drawing import FORMS as WRITERS

        words = WRITERS[form](thread)
    if words is None:
        _print_tree(console(), thread)
    elif out is None:
        sys.stdout.buffer.write(words.encode("utf-8", "replace"))
    else:
        _write(out, words)
    if form != "tree" or out is not None:
        for remark in _remarks(thread):
            complain(remark)
    return exits.OK


def _form(form: str | None, out: Path | None) -> str:
    chosen = form or (_BY_SUFFIX.get(out.suffix.lower(), "tree") if out else "tree")
    if chosen not in FORMS:
        raise Stop(f"--format wants one of {', '.join(FORMS)}, not “{chosen}”", exits.USAGE)
    return chosen


def _write(out: Path, words: str) -> None:
    """Write a file in one step: what was there stays until the new one is whole."""
    new = out.parent / f".{out.name}.{os.getpid()}"
    try:
        new.write_bytes(words.encode("utf-8", "replace"))
        os.replace(new, out)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise Stop(f"“{out}” cannot be written: {error.strerror or error}") from None


def _unknown(archive: Archive, name: str) -> str:
    """That a cable is not there, with those that are and whose numbers are written alike."""
    from rapidfuzz import fuzz, process

    from reftel.model import MRN

    number = MRN.parse(name)
    keys = [key for key in archive.graph.all_keys().to_pylist() if key[:4].isdigit() and key[4:5].isalpha()]
    wanted = str(number) if number else "".join(name.upper().split())[:40]
    near = process.extract(wanted, keys, scorer=fuzz.ratio, limit=3, score_cutoff=75)
    message = not_there(archive, name)
    if near and "nearest held" not in message:
        message += f"; written alike: {', '.join(key for key, _, _ in near)}"
    return message


# The tree


def _print_tree(out: Console, thread: Thread) -> None:
    from reftel.links.network.trees import tree

    lines = tree(thread)
    width = min(max(len(one.guides) + len(one.node.key) for one in lines) + 1, _NUMBER_MOST)
    for words in _head(thread):
        out.print(words)
    out.print()
    for one in lines:
        out.print(_line(one, thread, width), no_wrap=True, overflow="ellipsis", crop=True)
        remark = _beside(one)
        if remark:
            out.print(remark, no_wrap=True, overflow="ellipsis", crop=True)
    remarks = _remarks(thread)
    if remarks:
        from rich.text import Text

        out.print()
        for words in remarks:
            out.print(Text(words, style="dim"))


def _plain(thread: Thread) -> str:
    import io

    from rich.console import Console

    out = Console(file=io.StringIO(), width=10_000, color_system=None, highlight=False, soft_wrap=True)
    _print_tree(out, thread)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def _head(thread: Thread) -> list[Text]:
    from rich.text import Text

    held = sum(one.held for one in thread.nodes)
    ghosts = len(thread.nodes) - held
    days = sorted(day for one in thread.nodes if (day := one.sent))
    parts = [
        _count(len(thread.nodes), "cable"),
        f"{ghosts} of them not held" if ghosts else "",
        _count(len(thread.edges), "citation"),
        f"{days[0]} to {days[-1]}" if days and days[0] != days[-1] else str(days[0]) if days else "",
    ]
    sides = {
        side: sum(one.side == side for one in thread.nodes) for side in ("before", "after", "beside", "both")
    }
    placed = [f"{count} {side}" for side, count in sides.items() if count and side != "both"]
    placed += [f"{sides['both']} in a circle with it"] if sides["both"] else []
    return [
        Text.assemble(
            (f"Thread of {thread.start}", "bold"), f"   {', '.join(part for part in parts if part)}"
        ),
        *([Text(", ".join(placed), style="dim")] if placed else []),
    ]


def _line(line: Line, thread: Thread, width: int) -> Text:
    from rich.text import Text

    from reftel.cli.page import LEVEL_STYLES

    node, start = line.node, line.node.key == thread.start
    style = "bold reverse" if start else "bold" if node.held else "#b8860b"
    text = Text.assemble((line.guides, "dim"), (clean(node.key), style))
    text.append(" " * max(width - len(line.guides) - len(node.key), 1))
    text.append(f"{_when(node):>11}  ")
    if node.held or node.id:
        level = node.level or ""
        text.append(f"{_SHORT_LEVELS.get(level, level[:3]):<3}", style=LEVEL_STYLES.get(level, "dim"))
        text.append("  ")
        words = " ".join(clean(node.subject or "no subject").split())
        text.append(words, style="" if node.subject and node.held else "dim")
    else:
        text.append("—    not held", style="#b8860b")
        if node.when and node.when.first != node.when.last and not _no_more_than_cited(node.when):
            text.append(f", {_span(node.when)} ({node.when.confidence:.0%})", style="dim")
        text.append(f", cited {_count(node.cited, 'time')}", style="dim")
    if not node.held and node.id:
        text.append("  a record without its text", style="#b8860b")
    if start:
        text.append("  ◀", style="bold")
    return text


def _span(when: When) -> str:
    """The interval in few words: `1976-02-08 – 02-10`."""
    first, last = when.first, when.last
    return f"{first} – {last:%m-%d}" if first.year == last.year else f"{first} – {last}"


def _no_more_than_cited(when: When) -> bool:
    """Whether only the year of the number and the first cable that cites it bound the interval."""
    return (when.first.month, when.first.day) == (1, 1) and when.best == when.last


def _when(node: Node) -> str:
    if node.sent:
        return str(node.sent)
    if node.when:
        best = node.when.best
        if node.when.first == node.when.last:
            return str(best)
        return f"≤{best}" if _no_more_than_cited(node.when) else f"≈{best}"
    return f"≤{node.sent_by}" if node.sent_by else "no date"


def _beside(line: Line) -> Text | None:
    """What guides cannot show: that a citation is uncertain, or not of the line above, and the others."""
    from rich.text import Text

    said: dict[str, list[str]] = {}
    answers = line.answers
    if answers and (line.apart or not answers.sure):
        said.setdefault("cites", []).append(_cited(answers))
    for edge in line.also:
        said.setdefault("announces" if edge.relation == "septel" else "also cites", []).append(_cited(edge))
    if not said:
        return None
    words = "; ".join(f"{verb} {', '.join(cited)}" for verb, cited in said.items())
    return Text(f"{line.below} {words}", style="dim")


def _cited(edge: Edge) -> str:
    whom = "itself" if edge.cited == edge.citing else clean(edge.cited)
    return whom if edge.sure else f"{whom} (uncertain: {edge.confidence:.0%})"


def _remarks(thread: Thread) -> list[str]:
    """What was cut off, and by which limit."""
    if not thread.cut:
        return []
    kinds = [f"{count:,} {_REASONS[reason]}" for reason, count in thread.cut.items()]
    more = thread.joined - len(thread.nodes)
    return [
        f"Not shown of what joins these: {'; '.join(kinds)}.",
        f"Citations join {thread.joined:,} cables in all, {more:,} more than are shown.",
    ]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
