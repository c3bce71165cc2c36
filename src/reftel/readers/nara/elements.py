"""`nara-xml`: records as XML, their attributes as elements, named elements or XML attributes.

The archive gives no such files; it is built from the names of the attributes. Records are cut at
their tags and parsed one by one, so that a broken one takes no other with it, and nothing that a
document type declares is ever looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from reftel.model import RawMessage
from reftel.readers import decoding
from reftel.readers.frus import fragments
from reftel.readers.nara import columns, record
from reftel.readers.protocol import HEAD, MAX_MESSAGE, Reject

_CHUNK: Final = 1024 * 1024
_MOST_BYTES: Final = 2 * MAX_MESSAGE
_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z_][\w.:-]{0,60})(?P<rest>[^<>]{0,2000})>")
_NAMED: Final = re.compile(
    r"\s(?P<name>[A-Za-z_][\w.-]{0,60})\s{0,9}=\s{0,9}[\"'](?P<value>[^\"'<>]{0,200})[\"']"
)
_DECLARED: Final = re.compile(rb"<\?xml\s[^<>]{0,100}\bencoding\s{0,3}=\s{0,3}[\"']([\w.-]{1,40})[\"']")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_KEYS: Final = frozenset(("Document Number", "Canonical ID"))
# Elements that only hold a record's attributes together: the record is what holds them.
_GROUPS: Final = frozenset(("attributes", "metadata", "fields", "properties", "messageattributes", "header"))
_NAME_ATTRIBUTES: Final = ("name", "field", "key", "label", "title", "n")
_PAGES: Final = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.I)


class NaraXml:
    """Reads XML whose elements are the archive's attributes, a message a record."""

    name = "nara-xml"
    version = record.VERSION
    about = "electronic telegrams of 1973–79 as XML, with the archive's attribute names"

    def sniff(self, head: bytes, path: str) -> float:
        """By the element that holds a document number and two more of the archive's attributes."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not start.startswith(b"<") or _PAGES.search(start[:2_000]) or not decoding.is_text(head):
            return 0.0
        tag, names = _record_tag(decoding.decode(head).text)
        return 0.95 if tag and columns.is_head(names) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The records of the file, in order."""
        first = stream.read(HEAD)
        cut = _Cutter(path, first)
        if first.startswith(_WIDE):
            yield cut.reject("not-text", "the file is in UTF-16", "Save it in UTF-8.", b"", 0)
        elif not first.strip():
            yield cut.reject("empty", "there is no text in the file", "Look for the original.", first, 0)
        elif cut.tag:
            yield from cut.read(stream, first)
        else:
            reason = "no element holds a document number"
            yield cut.reject("format-unknown", reason, "Name elements as the archive its attributes.", b"", 0)


def _record_tag(head: str) -> tuple[str, list[str]]:
    """The name of the elements that are records, and all names of fields in the first bytes.

    It is the element around the document number's, or around the group that this stands in; or the
    element that has the number as an attribute. Empty where there is none.
    """
    stack: list[str] = []
    tag = ""
    names: list[str] = []
    for m in _TAG.finditer(head):
        name = m["name"]
        if m["close"]:
            if name in stack:
                del stack[len(stack) - 1 - stack[::-1].index(name) :]
            continue
        attributes = {one["name"]: one["value"] for one in _NAMED.finditer(m["rest"])}
        field = _field_name(name, attributes)
        names += [field, *attributes]
        if not tag and columns.known(attributes) & _KEYS:
            tag = name
        elif not tag and stack and columns.known([field]) & _KEYS:
            tag = next((one for one in reversed(stack) if _local(one).lower() not in _GROUPS), "")
        if not m["rest"].rstrip().endswith("/"):
            stack.append(name)
    return tag, names


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _field_name(name: str, attributes: Mapping[str, str]) -> str:
    """The field that an element holds: what it is called, or says it is."""
    if columns.known([_local(name)]) or columns.is_text(_local(name)):
        return _local(name)
    return next((attributes[one] for one in _NAME_ATTRIBUTES if attributes.get(one)), _local(name))


class _Cutter:
    """Bytes in, the elements that are records out; it holds one."""

    def __init__(self, path: str, first: bytes) -> None:
        self.path = path
        declared = _DECLARED.search(first)
        self.declared = declared[1].decode("ascii").lower() if declared else "utf-8"
        head = decoding.decode(first).text
        self.tag = _record_tag(head)[0]
        root = _TAG.search(head)
        self.prefixes = fragments.namespaces(root.group().encode("utf-8", "replace")) if root else ""
        tag = re.escape(self.tag.encode("utf-8"))
        self.begins = re.compile(rb"<" + tag + rb"(?=[\s/>])")
        # Where a record begins within a record, the end of the first was lost.
        self.ends = re.compile(rb"</" + tag + rb"\s{0,9}>|<" + tag + rb"(?=[\s/>])")
        self.buffer = b""
        self.base = 0

    def read(self, stream: BinaryIO, first: bytes) -> Iterator[RawMessage | Reject]:
        """The records, in order."""
        self.buffer = first
        at = 0  # where the end is looked for, while a record is held
        open_at: int | None = None
        while True:
            if open_at is None:
                begin = self.begins.search(self.buffer)
                if begin:
                    self._drop(begin.start())
                    open_at, at = 0, begin.end() - begin.start()
                else:
                    self._drop(max(0, len(self.buffer) - len(self.tag) - 2))
            if open_at is not None:
                end = self.ends.search(self.buffer, at)
                if end:
                    whole = end.group().startswith(b"</")
                    cut = end.end() if whole else end.start()
                    yield from self._piece(self.buffer[:cut], whole)
                    self._drop(cut)
                    open_at = None
                    continue
                at = max(at, len(self.buffer) - len(self.tag) - 12)
                if len(self.buffer) > _MOST_BYTES:
                    reason = f"an element of more than {_MOST_BYTES // 1024**2} MB"
                    yield self.reject("too-large", reason, "Split the file.", None, len(self.buffer))
                    self._drop(len(self.buffer))
                    open_at = None
            chunk = stream.read(_CHUNK)
            if not chunk:
                break
            self.buffer += chunk
        if open_at is not None:
            yield from self._piece(self.buffer, whole=False)

    def _drop(self, size: int) -> None:
        self.buffer = self.buffer[size:]
        self.base += size

    def _piece(self, data: bytes, whole: bool) -> Iterator[RawMessage | Reject]:
        """A record; one without an end tag may be an element without content."""
        empty = _EMPTY.match(data)
        if empty and not whole:
            data, whole = data[: empty.end()], True
        if not whole:
            reason = f"an element <{self.tag}> does not end"
            yield self.reject("cut-short", reason, "Fetch the file again: the others were read.", data)
            return
        found = fragments.parse(data, self.prefixes, self.declared)
        if isinstance(found, fragments.Fault):
            reason = found.reason.replace("the document", "the record", 1)
            yield self.reject(found.code, reason, "Mend the markup, and ingest again.", data)
            return
        place = record.Place(self.path, self.base, NaraXml.name, found.encoding, found.notes)
        pairs = list(_pairs(found.element))
        if not columns.known(name for name, _ in pairs):
            yield self.reject(
                "no-text", "the element has none of the archive's attributes", "See what it is.", data
            )
            return
        yield columns.message(data, pairs, place)

    def reject(
        self, code: str, reason: str, advice: str, data: bytes | None, length: int | None = None
    ) -> Reject:
        return Reject(
            code=code,
            reason=reason,
            advice=advice,
            path=self.path,
            offset=self.base,
            length=len(data) if data is not None and length is None else length,
            data=data or None,
            reader=NaraXml.name,
        )


_EMPTY: Final = re.compile(rb"<[^<>]{0,4000}/>")


def _pairs(element: Any) -> Iterator[tuple[str, str]]:
    """The fields of a record: its XML attributes, then each element that has no others in it."""
    yield from ((_bare(name), value) for name, value in element.attrib.items())
    for child in element:
        if not isinstance(child.tag, str):
            continue
        attributes = {_bare(name): value for name, value in child.attrib.items()}
        field = _field_name(fragments.name(child), attributes)
        value = attributes.get("value")
        if columns.known([field]) or columns.is_text(field) or not len(child):
            yield field, value if value is not None and not child.text else "".join(child.itertext())
        else:
            yield from _pairs(child)


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
