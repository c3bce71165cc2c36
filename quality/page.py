"""`docs/quality.md`: tables between markers; what people write around them stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

_BEGIN, _END = "<!-- {}: written by `make quality` -->", "<!-- {}: end -->"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column to the left, the others to the right."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def replace_blocks(page: Path, blocks: dict[str, str], start: str) -> None:
    """Write each block between its markers; a page that lacks them gets them at its end."""
    text = page.read_text("utf-8") if page.exists() else start
    for name, words in blocks.items():
        begin, end = _BEGIN.format(name), _END.format(name)
        block = f"{begin}\n\n{words}\n\n{end}"
        if begin in text and end in text:
            head, _, rest = text.partition(begin)
            text = head + block + rest.partition(end)[2]
        else:
            text = f"{text.rstrip()}\n\n{block}\n"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
