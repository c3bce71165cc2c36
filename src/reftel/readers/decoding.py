"""Bytes to text: which encoding it is, and what had to be mended.

Files of cables name no encoding. A byte-order mark decides; else UTF-16 without a mark, which
shows in its zero bytes; else UTF-8, whose errors do not happen by chance; else a file of which
some lines are UTF-8 and others not, read line by line; else one of one byte a character (see
`legacy`). UTF-7 is never tried: any text is UTF-7. What had been decoded wrongly before it was
written down is put right (see `mojibake`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from reftel.readers import legacy, mojibake

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
# Sequences that are UTF-8 and hardly anything else: western letters and punctuation, or two
# characters of another script. Not `É»`, nor `É’`, which Windows-1252 writes with the same bytes.
_utf8: Final = re.compile(
    rb"\xc2[\xa0-\xbf]|[\xc3-\xc5][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]"
    rb"|(?:[\xce-\xdb][\x80-\xbf]){2}|(?:[\xe1-\xef][\x80-\xbf]{2}){2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)

_declared: Final[ContextVar[str | None]] = ContextVar("declared", default=None)
_Item = TypeVar("_Item")


class Decoded(NamedTuple):
    """A text, the encoding that it was read in, and notes on what was mended."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """The text of `data`, its control characters made harmless, what was misread put right.

    >>> decode(b"CAF\\xc9").text
    'CAFÉ'
    >>> decode(b"CAF\\xc9").encoding
    'windows-1252'
    """
    if data.isascii() and not has_controls(data):
        return Decoded(data.decode("ascii"), "utf-8", ())
    text, encoding, notes = _read(data)
    text, mended = mend(text)
    return Decoded(text, encoding, notes + mended)


def as_declared(messages: Iterator[_Item], charset: str | None) -> Iterator[_Item]:
    """Messages as a reader yields them; what it decodes in the meantime is in `charset`, as a
    container said: unless the bytes are UTF-8 or have a mark, for what servers say is often wrong.
    """
    if not charset or not _known(charset):
        yield from messages
        return
    while True:
        before = _declared.set(charset)
        try:
            item = next(messages, None)
        finally:
            _declared.reset(before)
        if item is None:
            return
        yield item


_CHARSETS: Final = re.compile(r"(?:iso8859-(?!1$)|cp|koi8|mac-|utf-16|utf-32|gb|big5|euc_|shift_jis|tis-620)")


def _known(charset: str) -> bool:
    """Whether it is an encoding of texts, and one that is not found without being told."""
    try:
        return _CHARSETS.match(codecs.lookup(charset).name) is not None
    except (LookupError, ValueError):
        return False


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with nothing in it that no cable holds, and a note of each kind of repair.

    Control characters (a terminal would obey them) become blanks, those of Windows-1252 that
    were taken for Latin-1 their letters, halves of a surrogate pair U+FFFD: one character each.
    What shows that it was decoded wrongly is put right, which makes it shorter; no line is lost.
    """
    notes: list[str] = []
    text, misread = mojibake.repair(text)
    if misread:
        notes.append(f"lines decoded wrongly before, put right by ftfy: {misread}")
    text, controls = _control.subn(" ", text)
    if controls:
        notes.append(f"control characters read as blanks: {controls}")
    if not text.isascii():
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


@lru_cache(maxsize=4)
def is_text(data: bytes) -> bool:
    """Whether `data` can be text at all, and not a picture or a program.

    More than one control character in fifty bytes, and no UTF-16 or UTF-32: no text. Every reader
    asks it of the same first bytes, so the last answers are kept.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or wide(data):
        return True
    return (len(data) - len(data.translate(None, _CONTROLS))) * 50 <= len(data)


def _read(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if (codec := wide(data)) is not None:
        text, _, notes = _marked(data, codec)
        return Decoded(text, codec, (f"read as {codec}, though nothing says so", *notes))
    for errors in ("strict", "surrogatepass"):
        try:
            return Decoded(_paired(data.decode("utf-8", errors)), "utf-8", ())
        except UnicodeDecodeError:
            pass
    if (charset := _declared.get()) is not None:
        try:
            note = f"not UTF-8: read as {charset}, as its container says"
            return Decoded(data.decode(charset), charset.lower(), (note,))
        except UnicodeDecodeError:
            pass
    if _utf8.search(data):
        return _mixed(data)
    return _old(data)


def _paired(text: str) -> str:
    """Pairs of surrogates that were written one by one, put together (CESU-8)."""
    if text.isascii() or not _surrogate.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _old(data: bytes) -> Decoded:
    """Text in one byte a character."""
    codec, name = legacy.choose(data)
    why = {"mac-roman": ", whose letters fit the words", "latin-1": ", for Windows-1252 lacks some bytes"}
    return Decoded(data.decode(codec), name, (f"not UTF-8: read as {_NAMES[name]}{why.get(name, '')}",))


_NAMES: Final = {"windows-1252": "Windows-1252", "mac-roman": "MacRoman", "latin-1": "Latin-1"}


def _mixed(data: bytes) -> Decoded:
    """UTF-8 with lines of something else, or with some bytes of it in a line: read line by line."""
    lines = data.split(b"\n")
    kinds = [_kind(line) for line in lines]
    good, foreign = kinds.count("utf-8") + kinds.count("stray"), kinds.count("foreign")
    if not good:
        return _old(data)
    # Valid UTF-8, but of the kind that comes about by chance: as most of the others.
    doubtful = "utf-8" if good >= foreign else "foreign"
    kinds = [doubtful if kind == "doubtful" else kind for kind in kinds]
    codec, name = legacy.choose(
        b"\n".join(line for line, kind in zip(lines, kinds, strict=True) if kind == "foreign")
    )
    ways = {"ascii": ("ascii", "strict"), "utf-8": ("utf-8", "surrogatepass"), "stray": ("utf-8", _ERRORS)}
    ways["foreign"] = (codec, "replace")
    text = _paired("\n".join(line.decode(*ways[kind]) for line, kind in zip(lines, kinds, strict=True)))
    notes = []
    if "stray" in kinds:
        bad = sum(_bad(line) for line, kind in zip(lines, kinds, strict=True) if kind == "stray")
        notes.append(f"bytes that are not UTF-8 read as Windows-1252: {bad}")
    if foreign := kinds.count("foreign"):
        notes.append(f"mixed encodings: lines that are not UTF-8 read as {_NAMES[name]}: {foreign}")
    return Decoded(text, "utf-8", tuple(notes))


def _kind(line: bytes) -> str:
    """`ascii`, `utf-8`, `doubtful` (valid, but perhaps by chance), `stray` bytes in UTF-8, or `foreign`."""
    if line.isascii():
        return "ascii"
    signs = len(_utf8.findall(line))
    try:
        line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return "stray" if signs > _bad(line) else "foreign"
    return "utf-8" if signs else "doubtful"


def _bad(line: bytes) -> int:
    return line.decode("utf-8", "replace").count("\ufffd")


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, ())
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(
            text, encoding, (f"bytes that are not {encoding} replaced: {text.count(chr(0xFFFD))}",)
        )


def wide(data: bytes) -> str | None:
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
