"""Bytes to text: which encoding it is, and what had to be mended.

Files of cables name no encoding. A byte-order mark decides; else UTF-8, whose errors do not
happen by chance; else UTF-16 without a mark, which shows in its zero bytes; else Windows-1252,
in which the releases of the 2000s were typed; else Latin-1, which can read anything.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Everything below the blank but tab, line feed, form feed and carriage return; and delete.
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
_control: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_late_control: Final = re.compile(r"[\x80-\x9f]")
_surrogate: Final = re.compile(r"[\ud800-\udfff]")


class Decoded(NamedTuple):
    """A text, the encoding that it was read in, and notes on what was mended."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """The text of `data`, its control characters made harmless.

    >>> decode(b"CAF\\xc9").text
    'CAFÉ'
    >>> decode(b"CAF\\xc9").encoding
    'windows-1252'
    """
    text, encoding, notes = _read(data)
    if encoding == "utf-8" and b"\xc2" not in data and not has_controls(data):
        return Decoded(text, encoding, notes)
    text, mended = mend(text)
    return Decoded(text, encoding, notes + mended)


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with one character in place of each that no cable holds, and a note of each kind.

    Control characters (a terminal would obey them) become blanks, those of Windows-1252 that
    were taken for Latin-1 their letters, halves of a surrogate pair U+FFFD. The length stays.
    """
    notes: list[str] = []
    text, controls = _control.subn(" ", text)
    if controls:
        notes.append(f"control characters read as blanks: {controls}")
    text, late = _late_control.subn(_as_windows, text)
    if late:
        notes.append(f"control characters read as Windows-1252: {late}")
    text, halves = _surrogate.subn("\ufffd", text)
    if halves:
        notes.append(f"halves of surrogate pairs replaced: {halves}")
    return text, tuple(notes)


def has_controls(data: bytes) -> bool:
    """Whether there is a control character that no cable holds; one quick pass."""
    return len(data.translate(None, _CONTROLS)) != len(data)


def is_text(data: bytes) -> bool:
    """Whether `data` can be text at all, and not a picture or a program.

    More than one control character in fifty bytes, and no UTF-16 or UTF-32: no text.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data):
        return True
    return (len(data) - len(data.translate(None, _CONTROLS))) * 50 <= len(data)


def _read(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, (f"read as {wide}, though nothing says so",))
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    mixed = data.decode("utf-8", "replace")
    bad = mixed.count("\ufffd")
    if sum(1 for character in mixed if character > "\x7f") - bad > bad:
        text = data.decode("utf-8", _ERRORS)
        return Decoded(text, "utf-8", (f"bytes that are not UTF-8 read as Windows-1252: {bad}",))
    try:
        return Decoded(data.decode("cp1252"), "windows-1252", ("not UTF-8: read as Windows-1252",))
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        return Decoded(text, "latin-1", ("neither UTF-8 nor Windows-1252: read as Latin-1",))


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, ())
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(
            text, encoding, (f"bytes that are not {encoding} replaced: {text.count(chr(0xFFFD))}",)
        )


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: western letters have a zero byte each, always on the same side."""
    head = data[:4096]
    if b"\0" not in head or len(head) < 8:
        return None
    half = len(head) // 2
    first, second = head[0::2].count(0), head[1::2].count(0)
    if second > 0.6 * half and first < 0.05 * half:
        return "utf-16-le"
    if first > 0.6 * half and second < 0.05 * half:
        return "utf-16-be"
    return None


def _windows_letter(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "replace")


def _as_windows(match: re.Match[str]) -> str:
    return _windows_letter(ord(match.group()))


def _errors(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(_windows_letter, error.object[error.start : error.end])), error.end


_ERRORS: Final = "reftel.windows-1252"
codecs.register_error(_ERRORS, _errors)
