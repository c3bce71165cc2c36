"""The bytes of one element as an XML tree: no entities, no network, no great depth."""

from __future__ import annotations

import codecs
import re
from typing import Any, Final, NamedTuple

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # it has no types

from reftel.readers import decoding

Element = Any
"""An element of lxml, which has no types."""

MAX_DEPTH: Final = 100
"""Elements within each other. Volumes have some fifteen."""

_NAMESPACE: Final = re.compile(r"\sxmlns:([A-Za-z_][\w.-]{0,40})\s{0,9}=\s{0,9}[\"']([^\"'<>&]{1,300})[\"']")
_XML: Final = "http://www.w3.org/XML/1998/namespace"


class Fault(NamedTuple):
    """Why an element could not be read: a reject's code and reason."""

    code: str
    reason: str
    line: int = 1  # of the element's own lines


class Fragment(NamedTuple):
    """An element, the encoding it was read in, and what was mended."""

    element: Element
    encoding: str
    notes: tuple[str, ...]


def namespaces(root_tag: bytes) -> str:
    """The prefixes that a volume's first tag declares, as attributes for the elements cut out of it."""
    found = dict(_NAMESPACE.findall(root_tag.decode("utf-8", "replace")))
    found.pop("xml", None)
    return "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in found.items())


def parse(data: bytes, prefixes: str = "", declared: str = "utf-8") -> Fragment | Fault:
    """The tree of an element's bytes. `declared` is the encoding that the file says it has.

    >>> parse(b"<p>Moscow, January 21</p>").element.text
    'Moscow, January 21'
    >>> parse(b"<p>&greeting;</p>").code
    'broken-xml'
    """
    text, encoding, notes = _decode(data, declared)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        collect_ids=False,  # some volumes give one id to two elements
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(f"<_{prefixes}>{text}</_>".encode(), parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg)
        code = "too-deep" if "depth" in reason.lower() else "broken-xml"
        return Fault(code, f"the document is no well-formed XML: {reason}", error.lineno or 1)
    if len(root) != 1:
        return Fault("broken-xml", "the document is no well-formed XML: it is no single element")
    if _too_deep(root):
        return Fault("too-deep", f"more than {MAX_DEPTH} elements lie within each other")
    return Fragment(root[0], encoding, notes)


def name(element: Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def xml_id(element: Element) -> str:
    """An element's `xml:id`, or nothing."""
    return (element.get(f"{{{_XML}}}id") or "").strip()


def _decode(data: bytes, declared: str) -> decoding.Decoded:
    """UTF-8 where it is; else as the file declares; else as the bytes look."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if _of_single_bytes(declared):
            text, notes = decoding.mend(data.decode(declared, "replace"))
            return decoding.Decoded(text, declared, notes)
        return decoding.decode(data)
    found = decoding.decode(data)
    if not data.isascii() and declared != "utf-8":
        note = f"the file says that it is {declared}; it was read as UTF-8, which it is"
        return decoding.Decoded(found.text, found.encoding, (*found.notes, note))
    return found


def _of_single_bytes(encoding: str) -> bool:
    """Whether it is an encoding that ASCII is a part of, one byte a character."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return False
    return name.startswith(("iso8859", "cp125", "latin"))


def _too_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
