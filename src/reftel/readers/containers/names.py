"""Names of files in containers: shown without harm, refused if they lead out, told apart if they
come twice.

Nothing is ever written under such a name. They are refused all the same, for they go into tables
and reports, and whoever unpacks by them later should not be led astray.
"""

from __future__ import annotations

import re
from typing import Final

_MOST: Final = 500
# Controls (which a terminal obeys), marks that turn the direction of writing, other line breaks,
# halves of surrogate pairs; and "!", which joins the names of containers.
_unsafe: Final = re.compile(
    r"[\x00-\x1f!\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_drive: Final = re.compile(r"[A-Za-z]:")
# Names that are devices on Windows, whatever stands behind the first stop.
_device: Final = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])[ ]{0,100}(?:[.:].*)?", re.I | re.S
)


def shown(name: str) -> str:
    r"""A name as it may be shown: one line, nothing in it that a terminal obeys.

    >>> print(shown("a!b\x1b[31m.txt"), shown(".//2003/ROME.txt"))
    a\x21b\x1b[31m.txt 2003/ROME.txt
    """
    while name.startswith("./"):
        name = name[2:].lstrip("/")
    safe = _unsafe.sub(lambda found: ascii(found.group())[1:-1] if found.group() != "!" else r"\x21", name)
    return safe[:_MOST] or "unnamed"


def why_refused(name: str) -> str | None:
    """Why a file of this name is not read; `None` if it is.

    >>> why_refused("../../etc/passwd")
    'its name leads out of the container'
    >>> why_refused("2003/ROME.txt")
    """
    if "\0" in name:
        return "its name has a zero byte in it"
    plain = name.replace("\\", "/")
    parts = plain.split("/")
    if plain.startswith("/") or _drive.match(plain) or any(part.rstrip(" ") == ".." for part in parts):
        return "its name leads out of the container"
    if any(_device.fullmatch(part) for part in parts):
        return "its name is that of a device"
    return None


class Names:
    """The names of one container, each made unlike those before it.

    Of the names only hashes are kept: eight bytes for each of a hundred thousand files.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._times: dict[str, int] = {}

    def tell_apart(self, name: str) -> str:
        """The name as it may be shown; with its number, if it came before.

        >>> names = Names()
        >>> names.tell_apart("a.txt"), names.tell_apart("a.txt"), names.tell_apart("a.txt")
        ('a.txt', 'a.txt#2', 'a.txt#3')
        """
        first = unlike = shown(name)
        while hash(unlike) in self._seen:
            times = self._times[first] = self._times.get(first, 1) + 1
            unlike = f"{first}#{times}"
        self._seen.add(hash(unlike))
        return unlike
