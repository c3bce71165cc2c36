"""The ways in which a list of references is written."""

from __future__ import annotations

from collections.abc import Callable

from synthetic.draft import Ref
from synthetic.wrap import wrapped

Style = Callable[[str, list[Ref], int], str]


def letters(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A. STATE 1`, the others below it, each on its line."""
    return _below(key, [f"{ref.letter}. {ref.written}" if ref.letter else ref.written for ref in refs])


def brackets(key: str, refs: list[Ref], width: int) -> str:
    """`REF: (A) STATE 1; (B) ROME 2`."""
    return wrapped(
        key + "; ".join([f"({ref.letter}) {ref.written}" if ref.letter else ref.written for ref in refs]),
        width,
    )


def bracketed_lines(key: str, refs: list[Ref], width: int) -> str:
    """`REF: (A) STATE 1`, the others below it."""
    return _below(key, [f"({ref.letter}) {ref.written}" if ref.letter else ref.written for ref in refs])


def closing(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A) STATE 1`, the others below it."""
    return _below(key, [f"{ref.letter}) {ref.written}" if ref.letter else ref.written for ref in refs])


def one_line(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A. STATE 1 B. ROME 2`."""
    return wrapped(
        key + " ".join([f"{ref.letter}. {ref.written}" if ref.letter else ref.written for ref in refs]), width
    )


def commas(key: str, refs: list[Ref], width: int) -> str:
    """`REF: (A) STATE 1, (B) ROME 2`."""
    return wrapped(
        key + ", ".join([f"({ref.letter}) {ref.written}" if ref.letter else ref.written for ref in refs]),
        width,
    )


def doubled(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A. A) STATE 1`, the others below it."""
    return _below(
        key, [f"{ref.letter}. {ref.letter}) {ref.written}" if ref.letter else ref.written for ref in refs]
    )


def doubled_brackets(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A. (A) STATE 1`, the others below it."""
    return _below(
        key, [f"{ref.letter}. ({ref.letter}) {ref.written}" if ref.letter else ref.written for ref in refs]
    )


def bare(key: str, refs: list[Ref], width: int) -> str:
    """`REF: STATE 1; ROME 2`, without letters."""
    return wrapped(key + "; ".join([ref.written for ref in refs]), width)


def bare_commas(key: str, refs: list[Ref], width: int) -> str:
    """`REF: STATE 1, ROME 2`, without letters."""
    return wrapped(key + ", ".join([ref.written for ref in refs]), width)


def glued(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A.STATE 1B. ROME 2`: blanks before letters are lost."""
    return key + "".join(
        [
            f"{ref.letter}.{' ' if i else ''}{ref.written}" if ref.letter else ref.written
            for i, ref in enumerate(refs)
        ]
    )


def dashes(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A - STATE 1`, the others below it."""
    return _below(key, [f"{ref.letter} - {ref.written}" if ref.letter else ref.written for ref in refs])


def linked(key: str, refs: list[Ref], width: int) -> str:
    """`REF: A. STATE 1`, then `[1](#)B. ROME 2`: a web page's links."""
    lines = [f"{ref.letter}. {ref.written}" if ref.letter else ref.written for ref in refs]
    return key + "\n\n[1](#)".join(lines)


def written_once(key: str, refs: list[Ref], width: int) -> str:
    """`REF: ROME 3207, 2917`: the first reference's words name all."""
    return key + refs[0].written


def _below(key: str, lines: list[str]) -> str:
    return key + (
        "\n" + " " * (len(key) if key.endswith(" ") and len(lines) > 1 and len(key) < 6 else 0)
    ).join(lines)


STYLES: dict[str, Style] = {
    "letters": letters,
    "brackets": brackets,
    "bracketed lines": bracketed_lines,
    "closing": closing,
    "one line": one_line,
    "commas": commas,
    "doubled": doubled,
    "doubled brackets": doubled_brackets,
    "bare": bare,
    "bare commas": bare_commas,
    "glued": glued,
    "dashes": dashes,
    "linked": linked,
    "written once": written_once,
}
