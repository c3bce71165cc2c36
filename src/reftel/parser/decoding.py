"""Bytes handed to the parser directly: decoded, and said so where that was a guess."""

from __future__ import annotations

from reftel.model import Problem


def decode(data: bytes, problems: list[Problem]) -> str:
    """UTF-8 (a byte order mark is dropped), else UTF-16 by its mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem("encoding-guessed", f"no UTF-8 at byte {error.start}; read as Windows-1252"))
        return data.decode("cp1252", "replace")
