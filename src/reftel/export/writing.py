"""`write`: cables into a file or a stream, in a format."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reftel.export.formats import Format, Options, available
from reftel.model import Cable


class ExportError(Exception):
    """Why nothing can be written there or so, and what to do."""


def write(
    cables: Iterable[Cable],
    format: str,
    target: str | os.PathLike[str] | BinaryIO,
    *,
    force: bool = False,
    options: Options | None = None,
) -> int:
    """Write cables in a format to a file, or to a stream of bytes; how many they were.

    A file has its name only once it is whole, and is never written over one that is there without `force`.
    The cables may come from a generator: none is held longer than it takes to write it. Raises `ExportError`.

    >>> import io, reftel
    >>> out = io.BytesIO()
    >>> write([reftel.parse("1. (C) TEXT.")], "txt", out)
    1
    """
    form = the_format(format)
    told = options or Options()
    if isinstance(target, (str, os.PathLike)):
        with new_file(Path(target), force) as file:
            return form.write(cables, file, told)
    return form.write(cables, target, told)


def the_format(name: str) -> Format:
    """The format of a name. Raises `ExportError`, which names those there are."""
    known = available()
    if name not in known:
        raise ExportError(f"there is no format “{name}”; there are {', '.join(known)}")
    return known[name]


def of_ending(path: Path) -> str | None:
    """The format that a file's name tells: that which is called as its ending, or else the first that has it."""
    ending = path.suffix.removeprefix(".").lower()
    known = [name for name, form in available().items() if form.ending == ending]
    return ending if ending in known else next(iter(known), None)


@contextlib.contextmanager
def new_file(path: Path, force: bool = False) -> Iterator[BinaryIO]:
    """A file to be written, which bears its name only once it is whole. Raises `ExportError`."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file")
    if path.exists() and not force:
        raise ExportError(f"{path} is there already; --force (in Python: force=True) writes over it")
    if not path.parent.is_dir():
        raise ExportError(f"there is no folder {path.parent} to write to; make it first")
    if path.exists() and not path.is_file():  # a pipe or a device: there is nothing to be renamed
        with path.open("wb") as file:
            yield file
        return
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def file_name(cable: Cable, form: Format) -> str:
    """A harmless name for the file of one cable: its number, the beginning of its id, the format's ending.

    >>> import reftel
    >>> from reftel.export.formats import available
    >>> cable = reftel.parse("CONFIDENTIAL ROME 4580", date=__import__("datetime").date(2003, 10, 7))
    >>> file_name(cable, available()["tei"]).partition("-")[0]
    '2003ROME4580'
    """
    number = "".join(c for c in str(cable.mrn or "edition") if c.isascii() and (c.isalnum() or c == "-"))[:60]
    return f"{number}-{''.join(c for c in cable.id if c.isalnum())[:24]}.{form.ending}"
