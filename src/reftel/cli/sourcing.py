"""`reftel source`: the original bytes of a cable, as they came."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.finding import not_there
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import json_line, line

if TYPE_CHECKING:
    from reftel.archive.originals import Original

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80


def run_source(name: str, path: Path, out: Path | None, listed: bool, json: bool) -> int:
    """Write a cable's original bytes; status 1 if it is not there, or if bytes were damaged."""
    archive = open_archive(path)
    found = archive.originals(name)
    if not found:
        raise Stop(not_there(archive, name))
    if listed or json:
        return _list(found, json)
    damaged = [one for one in found if hashlib.sha256(one.data).hexdigest() != one.sha256]
    for one in damaged:
        complain(f"the bytes of {one.path} are not those that came: “reftel verify” tells more")
    if out is not None:
        _write(found, out)
    else:
        _print(found)
    return exits.NOT_ALL if damaged else exits.OK


def _list(found: list[Original], json: bool) -> int:
    for one in found:
        row = {
            name: getattr(one, name)
            for name in ("id", "cable", "path", "offset", "length", "sha256", "reader", "reader_version")
        }
        if json:
            json_line(row)
        else:
            line(one.path, f"byte {one.offset:,}", f"{one.length:,} bytes", one.sha256, one.reader)
    return exits.OK


def _print(found: list[Original]) -> None:
    first = found[0]
    if sys.stdout.isatty():
        sys.stdout.write(clean(first.data.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(first.data)
        sys.stdout.buffer.flush()
    if len(found) > 1:
        complain(f"{len(found)} sources; this is {first.path}. --list shows all, --out writes all.")


def _write(found: list[Original], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in found:
        # The names of sources are not ours: only their harmless letters are used.
        inner = one.path.rpartition("!")[2].rpartition("/")[2]
        name = _UNSAFE.sub("_", inner).strip("._")[-_LONGEST_NAME:] or "source"
        target = folder / f"{one.id[-12:]}-{name}"
        target.write_bytes(one.data)
        line(str(target), one.path, f"{len(one.data):,} bytes")
