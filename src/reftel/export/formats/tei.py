"""TEI: a corpus of cables, each with its header and marked-up paragraphs (Text Encoding Initiative, P5).

The vocabulary is a small part of TEI, described by the schema `tei.rng` beside this module. Marked up are the
words of which it is known where they stand: people, places, terms and dates that editors marked, cited cables,
portion marks, and marks for withheld words (`gap`). Stamps and page lines are left out.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from reftel.export.citations.citable import Citable, citable
from reftel.export.citations.notes import chicago
from reftel.export.clean import printable
from reftel.export.formats import Format, Options
from reftel.links.comparing.redactions import find
from reftel.model import Annotation, Cable, Paragraph, Span

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>Cables</title></titleStmt>
<publicationStmt><p>Exported by Reftel; each text is that of one edition, named in its header.</p></publicationStmt>
<sourceDesc><p>See the header of each text.</p></sourceDesc></fileDesc></teiHeader>
"""
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAGS: Final = {
    "person": "persName",
    "place": "placeName",
    "organization": "orgName",
    "term": "term",
    "date": "date",
}


class Tei:
    """One corpus; a `TEI` element each."""

    name = "tei"
    ending = "xml"
    about = "TEI P5, with people, dates and references marked up where they are known"
    text = True

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """The corpus, text by text."""
        count = 0
        out.write(_HEAD.encode())
        for cable in cables:
            out.write("".join(_text(cable, citable(cable), options)).encode())
            count += 1
        if not count:  # a corpus has at least one text
            out.write(b"<TEI><teiHeader><fileDesc><titleStmt><title>None</title></titleStmt><publicationStmt><p>None</p></publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader><text><body><p/></body></text></TEI>\n")  # fmt: skip
        out.write(b"</teiCorpus>\n")
        return count


def _text(cable: Cable, one: Citable, options: Options) -> Iterator[str]:
    yield f"<TEI n={_quoted(cable.id)}>\n<teiHeader><fileDesc>"
    yield f"<titleStmt><title>{_plain(one.subject or one.short_number or one.genre)}</title></titleStmt>"
    yield "<publicationStmt><p>Exported by Reftel.</p></publicationStmt>\n<sourceDesc><bibl>"
    if one.mrn:
        yield f'<idno type="MRN">{_plain(one.mrn)}</idno>'
    yield f'<idno type="edition">{_plain(one.id)}</idno>'
    yield f"<note>{_plain(chicago(one, options.accessed))}</note></bibl></sourceDesc></fileDesc>\n"
    yield from _profile(cable, one)
    yield '</teiHeader>\n<text><body><div type="telegram">\n'
    if cable.subject:
        yield f"<head>{_plain(cable.subject)}</head>\n"
    marks = _Marks(cable)
    for paragraph in cable.paragraphs:
        yield _paragraph(paragraph, marks)
    if not cable.paragraphs:
        whole = marks.up(Span(0, len(cable.text))) if cable.text.strip() else '<gap reason="lost"/>'
        yield f"<p>{whole}</p>\n"
    if cable.signer:
        names = "".join(f"<persName>{_plain(name)}</persName>" for name in cable.signer)
        yield f"<closer><signed>{names}</signed></closer>\n"
    yield "</div></body></text>\n</TEI>\n"


def _profile(cable: Cable, one: Citable) -> Iterator[str]:
    """Who sent it to whom and when, its TAGS and marking."""
    sent = f"<orgName>{_plain(one.sender)}</orgName>" if one.sender else ""
    if one.date:
        cert = "" if one.sure else ' cert="low"'
        sent += f'<date when="{one.date.isoformat()}"{cert}>{one.date.isoformat()}</date>'
    received = "".join(f"<orgName>{_plain(each.name)}</orgName>" for each in (*cable.action, *cable.info))
    actions = (f'<correspAction type="sent">{sent}</correspAction>' if sent else "") + (
        f'<correspAction type="received">{received}</correspAction>' if received else ""
    )
    terms = "".join(f"<term>{_plain(tag.code)}</term>" for tag in cable.tags)
    words = f'<keywords scheme="#TAGS">{terms}</keywords>' if terms else ""
    if one.classification:
        words += f'<classCode scheme="#marking">{_plain(cable.classification.level if cable.classification else "")}</classCode>'
    profile = (f"<correspDesc>{actions}</correspDesc>" if actions else "") + (
        f"<textClass>{words}</textClass>" if words else ""
    )
    if profile:
        yield f"<profileDesc>{profile}</profileDesc>\n"


def _paragraph(one: Paragraph, marks: _Marks) -> str:
    number = f' n="{one.number}"' if one.number is not None else ""
    role = f" rend={_quoted(one.role.replace(' ', '-'))}" if one.role != "body" else ""
    return f"<p{number}{role}>{marks.up(one.span)}</p>\n"


class _Mark(NamedTuple):
    start: int
    end: int
    before: str
    after: str
    words: bool = True  # whether the words between are shown


class _Marks:
    """The mark-up of a text by places; of two that overlap, the first and longer stays."""

    def __init__(self, cable: Cable) -> None:
        self._text = cable.text
        found = sorted(_found(cable), key=lambda one: (one.start, -one.end))
        self._kept: list[_Mark] = []
        at = 0
        for one in found:
            if one.start >= at:
                self._kept.append(one)
                at = one.end
        self._starts = [one.start for one in self._kept]

    def up(self, span: Span) -> str:
        """The words of a place with their mark-up."""
        pieces: list[str] = []
        at = span.start
        for one in itertools.islice(self._kept, bisect_left(self._starts, at), None):
            if one.end > span.end:
                break
            pieces.append(_plain(self._text[at : one.start]))
            inner = _plain(self._text[one.start : one.end]) if one.words else ""
            pieces.append(f"{one.before}{inner}{one.after}")
            at = one.end
        pieces.append(_plain(self._text[at : span.end]))
        return "".join(pieces).strip()


def _found(cable: Cable) -> Iterator[_Mark]:
    for one in cable.furniture:
        yield _Mark(
            one.span.start, one.span.end, "", " " if one.span.end > one.span.start else "", words=False
        )
    for one in cable.annotations:
        if (mark := _annotated(one)) is not None:
            yield mark
    for one in cable.references:
        number = f" n={_quoted(str(one.mrn))}" if one.mrn else ""
        for span in (one.span, *one.mentions):
            if span is not None and span.end > span.start:
                yield _Mark(span.start, span.end, f"<ref{number}>", "</ref>")
    for one in find(cable.text):
        reason = "withheld" if one.secret else "omitted" if one.kind == "omitted" else "illegible"
        extent = f" extent={_quoted(one.extent)}" if one.extent else ""
        yield _Mark(one.span.start, one.span.end, f'<gap reason="{reason}"{extent}><desc>', "</desc></gap>")


def _annotated(one: Annotation) -> _Mark | None:
    span = one.span
    if one.kind == "note":
        return _Mark(span.start, span.start, f"<note>{_plain(one.text)}", "</note>")
    if span.end <= span.start:
        return None
    if one.kind == "reference":
        target = f" target={_quoted(quote(one.target, safe='/#:?=&;%._-'))}" if one.target else ""
        return _Mark(span.start, span.end, f"<ref{target}>", "</ref>")
    tag = _TAGS.get(one.kind)
    if tag is None:
        return None
    said = ""
    if tag == "date":
        m = _DATE.match(one.text)
        said = f' when="{m.group()}"' if m else ""
    elif tag != "term" and one.text:
        said = f" key={_quoted(one.text)}"
    return _Mark(span.start, span.end, f"<{tag}{said}>", f"</{tag}>")


def _plain(words: str) -> str:
    return escape(printable(words))


def _quoted(words: str) -> str:
    return quoteattr(" ".join(printable(words).split()))


FORMAT: Final[Format] = Tei()
