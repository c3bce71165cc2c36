"""The readers there are: all that installed packages, this one among them, name as entry points."""

from __future__ import annotations

import functools
import warnings
from importlib.metadata import EntryPoint, entry_points
from typing import Final

import msgspec

from reftel.readers.containers import CONTAINERS
from reftel.readers.protocol import Reader

GROUP: Final = "reftel.readers"
"""The group of entry points by which a package adds a reader; those of this one are in `pyproject.toml`."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format that can be read: by a `reader` or, if files are in it, a `container`.

    `about` says what it reads, `package` whose it is. `fault` says why a reader of another package
    cannot be used.
    """

    kind: str
    name: str
    version: str
    about: str
    package: str
    fault: str | None = None


class _Loaded(msgspec.Struct, frozen=True):
    """The readers that entry points name, each with its package; and those that cannot be loaded."""

    readers: dict[str, tuple[Reader, str]]
    faults: tuple[Format, ...]


@functools.cache
def _loaded() -> _Loaded:
    points = sorted(entry_points(group=GROUP), key=lambda point: not point.value.startswith("reftel."))
    found: dict[str, tuple[Reader, str]] = {}
    faults: list[Format] = []
    for point in points:
        try:
            reader = point.load()()
            if not isinstance(reader, Reader):
                raise TypeError("it has not the name, version, sniff and read of a reader")
        except Exception as error:  # of another package, perhaps; the other readers go on
            fault = f"it cannot be loaded: {type(error).__name__}: {error}"
            faults.append(
                Format(
                    kind="reader", name=point.name, version="", about="", package=_package(point), fault=fault
                )
            )
            warnings.warn(
                f"the reader “{point.name}” cannot be loaded: {error}", RuntimeWarning, stacklevel=4
            )
            continue
        found[reader.name] = reader, _package(point)
    return _Loaded(found, tuple(faults))


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value.partition(".")[0]


@functools.cache
def readers() -> tuple[Reader, ...]:
    """All readers, each name once and in the order of their names.

    One from another package replaces the one of this package that has its name.
    """
    found = _loaded().readers
    return tuple(found[name][0] for name in sorted(found))


def formats() -> list[Format]:
    """All formats that can be read: the readers, in the order of their names, then the containers."""
    found = _loaded()
    own = found.readers["plain"][1] if "plain" in found.readers else "reftel"
    listed = [
        Format(
            kind="reader",
            name=name,
            version=str(reader.version),
            about=str(getattr(reader, "about", "")),
            package=package,
        )
        for name, (reader, package) in found.readers.items()
    ]
    packed = [
        Format(kind="container", name=one.name, version="", about=one.about, package=own)
        for one in CONTAINERS
    ]
    return sorted([*listed, *found.faults], key=lambda one: one.name) + packed


def _sure(reader: Reader, head: bytes, path: str) -> float:
    try:
        return float(reader.sniff(head, path))
    except Exception as error:  # of another package, perhaps; the other readers go on
        message = f"the reader “{reader.name}” cannot say whether a file is of its format: {error}"
        warnings.warn(message, RuntimeWarning, stacklevel=3)
        return 0.0


def choose(head: bytes, path: str) -> Reader | None:
    """The reader that is surest of `head`; the first of them where two are as sure."""
    best, best_score = None, 0.0
    for reader in readers():
        score = _sure(reader, head, path)
        if score > best_score:
            best, best_score = reader, score
    return best
