"""Files that a command writes: never over one that is there, unless that is wanted, and whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from reftel.cli import exits
from reftel.cli.guard import Stop


def write_file(path: Path, data: bytes, force: bool) -> None:
    """Write a file at once."""
    with new_file(path, force) as file:
        file.write(data)


@contextlib.contextmanager
def new_file(path: Path, force: bool) -> Iterator[IO[bytes]]:
    """A file to be written, which bears its name only once it is whole."""
    if path.is_dir():
        raise Stop(f"{path} is a folder; name a file", exits.USAGE)
    if path.exists() and not force:
        raise Stop(f"{path} is there already; --force writes over it", exits.USAGE)
    if not path.parent.is_dir():
        raise Stop(f"there is no folder {path.parent} to write to; make it first", exits.USAGE)
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
