"""The fields of a row, decoded together: which encoding it is, a whole row tells better than a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reftel.readers import decoding

# Bytes that no field holds, no decoding changes, and which are lines of their own.
_BETWEEN: Final = "\n\f\f|\f\f\n"


def decode(fields: Sequence[bytes]) -> tuple[list[str], str, tuple[str, ...]]:
    """The texts of a row's fields, the encoding that they are in, and notes on what was mended.

    >>> decode([b"ROME", b"CAF\\xc3\\x89"])
    (['ROME', 'CAFÉ'], 'utf-8', ())
    """
    joined = _BETWEEN.encode().join(fields)
    if joined.isascii() and not decoding.has_controls(joined):
        return [field.decode("ascii") for field in fields], "utf-8", ()
    text, encoding, notes = decoding.decode(joined)
    values = text.split(_BETWEEN)
    if len(values) == len(fields):
        return values, encoding, notes
    each = [decoding.decode(field) for field in fields]
    others = [one.encoding for one in each if one.encoding != "utf-8"]
    told = dict.fromkeys(note for one in each for note in one.notes)
    return [one.text for one in each], others[0] if others else "utf-8", tuple(told)
