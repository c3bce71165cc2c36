"""One stream of bytes to its messages: by its reader or, if it is a container, file by file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple, cast

import msgspec

from reftel.model import RawMessage
from reftel.readers import containers, decoding, registry, signatures
from reftel.readers.containers import Bounded, Budget, Container, Damaged, Member, refusal
from reftel.readers.mapping import ColumnMapping
from reftel.readers.protocol import HEAD, Reject, TableReader

KEPT: Final = 4 * 1024 * 1024
"""Bytes up to which a file of an unknown format is kept with its reject."""


class Place(NamedTuple):
    """Where a stream stands: its name, and that of each container around it.

    `mapping` says what the columns of tables are. `heads` are the first bytes of those containers, `streams` the bounded streams that it is read
    through, outermost first: where one of them breaks off, that is why the inner ones do.
    """

    name: str
    budget: Budget
    mapping: ColumnMapping = ColumnMapping()
    heads: tuple[bytes, ...] = ()
    streams: tuple[tuple[str, Bounded], ...] = ()


def read(stream: io.BufferedReader, head: bytes, place: Place) -> Iterator[RawMessage | Reject]:
    """The messages of a stream that begins with `head`, or why there are none.

    Raises nothing but what the stream raises.
    """
    if not head:
        yield whole("empty", "the file has no bytes", "Look for the original.", place.name, b"")
        return
    reader = registry.choose(head, place.name)
    container = containers.choose(head, place.name)
    if container is not None:
        sure = container.sniff(head, place.name)
        if reader is None or reader.sniff(head, place.name) <= sure:
            yield from _container(container, stream, head, place)
            return
    if reader is None:
        yield _unknown(stream, head, place.name)
        return
    try:
        if isinstance(reader, TableReader):
            yield from reader.read_columns(cast(BinaryIO, stream), place.name, place.mapping)
        else:
            yield from reader.read(cast(BinaryIO, stream), place.name)
    except OSError:
        raise
    except Exception as error:
        reason = f"the reader `{reader.name}` failed: {type(error).__name__}: {error}"
        yield whole("reader-failed", reason, "This is a fault of the reader: please report it.", place.name)


def _container(
    container: Container, stream: io.BufferedReader, head: bytes, place: Place
) -> Iterator[RawMessage | Reject]:
    if head in place.heads:
        yield refusal(place.name, "too-deep", "it contains itself")
        return
    if len(place.heads) >= place.budget.limits.depth:
        why = f"more than {place.budget.limits.depth} containers within each other"
        yield refusal(place.name, "too-deep", why)
        return
    inner = place._replace(heads=(*place.heads, head))
    found = False
    try:
        for member in container.members(stream, place.name, place.budget):
            found = True
            if isinstance(member, Reject):
                # A container breaks off where the one around it does: that one's break is told, once.
                if member.code != "cut-short" or all(stream.fault is None for _, stream in place.streams):
                    yield member
            else:
                yield from _member(member, inner)
            if place.budget.spent:
                return
    except Damaged as fault:
        yield from _told(place, fault)
    except containers.FAULTS as error:
        why = f"the {container.name} cannot be read on: {containers.told(error)}"
        yield from _told(place, Damaged("damaged", why))
    else:
        if not found:
            yield from _told(place, Damaged("empty", f"there is no file in the {container.name}"))


def _member(member: Member, outer: Place) -> Iterator[RawMessage | Reject]:
    """The messages of a file in a container; behind them, why it broke off, if it did."""
    bounded = member.stream
    name = f"{outer.name}!{member.name}"
    place = outer._replace(name=name, streams=(*outer.streams, (name, bounded)))
    stream = io.BufferedReader(cast(Any, bounded), HEAD)
    head = stream.peek(HEAD)[:HEAD]
    if head or bounded.fault is None:
        for item in decoding.as_declared(read(stream, head, place), member.given.get("charset")):
            yield _with(item, member.given, bounded.fault)
    if bounded.fault is not None:
        yield from _told(place, bounded.fault)


def _with(item: RawMessage | Reject, given: dict[str, str], fault: Damaged | None) -> RawMessage | Reject:
    if isinstance(item, Reject) or not (given or fault):
        return item
    notes = (*item.notes, f"the file in the container is not whole: {fault.reason}") if fault else item.notes
    return msgspec.structs.replace(item, given=given | item.given, notes=notes)


def _told(place: Place, fault: Damaged) -> Iterator[Reject]:
    """A fault as a reject: that of the outermost stream that broke, once, for the inner ones only
    follow from it. What one file may give out is spent once as well."""
    budget = place.budget
    if budget.spent is not None:
        if not budget.told:
            budget.told = True
            yield refusal(place.name, budget.spent.code, budget.spent.reason)
        return
    for name, stream in place.streams:
        if stream.fault is not None:
            if not stream.told:
                stream.told = True
                yield refusal(name, stream.fault.code, stream.fault.reason, stream.fault.offset)
            return
    yield refusal(place.name, fault.code, fault.reason, fault.offset)


def _unknown(stream: io.BufferedReader, head: bytes, name: str) -> Reject:
    known = signatures.known(head)
    data = stream.read(KEPT + 1)
    return whole(
        "format-unknown",
        f"it is {known}" if known else "the format is not known",
        "There is no reader for it yet: turn it into plain text or JSON lines.",
        name,
        data if len(data) <= KEPT else None,
    )


def whole(code: str, reason: str, advice: str, path: str, data: bytes | None = None) -> Reject:
    """A reject of a whole file."""
    length = None if data is None else len(data)
    return Reject(code=code, reason=reason, advice=advice, path=path, length=length, data=data)
