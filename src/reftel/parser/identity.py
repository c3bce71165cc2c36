"""Identity: which cable it is (MRN), when it was sent, and how each is known.

The rules, in the order in which a value is taken:

* *sent*: the header's date-time group; the date given with the text; ten years before the
  DECL date, marked as inferred.
* *MRN*: post and serial of the marking line (else the page line, the section line, the
  release's id line) with the year of an id printed in the text, of the date sent, of what
  was given. A given MRN is taken where the text has none; where both are whole and
  differ, the text's is kept and a problem says so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

import msgspec

from reftel.model import DTG, MRN, Furniture, Problem, Span
from reftel.parser.cleaning import Clean
from reftel.vocabulary import posts

# "2003ROME004580 - Classification: CONFIDENTIAL", or the id alone on a line of a record's row.
_PRINTED_ID = re.compile(
    r"(?=[0-9 \t\"])[ \t\"]*+(?=[0-9])(?P<id>(?:(?:19|20)\d{2}|\d{2})[A-Z][A-Z.]{2,24}\d{1,7})(?=[ \t\"]*(?:\n|\t|\||\Z)| - )"
)
_ID_ON_A_LINE = re.compile(r"\n" + _PRINTED_ID.pattern)
_ID_IN_A_ROW = re.compile(r"[\t|]" + _PRINTED_ID.pattern)
_SECTION_LINE = re.compile(r"\s*(?P<post>[A-Za-z][A-Za-z .']{1,24}) (?P<serial>\d{8}) ")
_PAGE_LINE = re.compile(
    r"(?:^|\n)[ \t]*PAGE[ \t]{1,4}\d{1,3}[ \t]{1,12}(?P<post>[A-Z][A-Z .']{1,24}?)[ \t]{1,4}(?P<serial>\d{3,8})(?!\d)"
)


_NEAR = 4_000  # characters within which a release prints an id before the text


class Sent(msgspec.Struct):
    """The date sent, and where it comes from."""

    day: datetime.date | None = None
    how: str | None = None


class Number(msgspec.Struct):
    """The MRN, where it comes from, and where its words are."""

    mrn: MRN | None = None
    how: str | None = None
    span: Span | None = None


def sent(
    dtg: DTG | None,
    given: datetime.date | None,
    inferred: tuple[datetime.date, str] | None,
    problems: list[Problem],
) -> Sent:
    """Choose the date sent; a given date that is more than a day off the header's is a problem."""
    if dtg:
        day = dtg.at.date()
        if given and abs((day - given).days) > 1:
            problems.append(
                Problem(
                    "date-disagrees", f"the date-time group says {day}, the source says {given}", dtg.span
                )
            )
        return Sent(day, "date-time group")
    if given:
        return Sent(given, "given")
    if inferred:
        return Sent(*inferred)
    return Sent()


def number(
    clean: Clean,
    post: str | None,
    serial: str | None,
    place: tuple[int, int] | None,
    sender_station: str | None,
    sent_on: Sent,
    given: MRN | None,
    problems: list[Problem],
) -> Number:
    """Choose the MRN. `post` and `serial` are the marking line's, `place` where they stand."""
    printed = _printed_id(clean, sent_on.day)
    span = clean.span(*place) if place else None
    how = "text"
    if not (post and serial):
        found = _from_noise(clean) or _from_page_line(clean)
        if found:
            post, serial, span = found
            how = "text (page marker)"
    if not (post and serial):
        return _without_text(printed, given)
    year, year_from = _year(printed, sent_on, given)
    mrn = _read(post, serial, year, sender_station, span, problems)
    if mrn is None:
        if given or printed.mrn:
            return _without_text(printed, given)
        problems.append(
            Problem("mrn-year-unknown", f"{post} {serial} names no year, and no date tells it", span)
        )
        return Number(None, None, span)
    if given and given != mrn:
        problems.append(Problem("mrn-disagrees", f"the text says {mrn}, the source says {given}", span))
    if printed.mrn and printed.mrn != mrn and (given is None or printed.mrn != given):
        problems.append(
            Problem("mrn-disagrees", f"the text says {mrn}, the id printed in it {printed.mrn}", printed.span)
        )
    return Number(mrn, how if year_from == "text" else f"{how}, the year {year_from}", span)


def _year(printed: Number, sent_on: Sent, given: MRN | None) -> tuple[int | None, str]:
    if printed.mrn:
        return printed.mrn.year, "text"
    if sent_on.day and sent_on.how == "date-time group":
        return sent_on.day.year, "of its date-time group"
    if given:
        return given.year, "given"
    if sent_on.day and sent_on.how == "date-line":
        return sent_on.day.year, "of its date-line"
    if sent_on.day and sent_on.how == "given":
        return sent_on.day.year, "of the date given"
    if sent_on.day:
        return sent_on.day.year, "inferred from its DECL date"
    return None, ""


def _read(
    post: str,
    serial: str,
    year: int | None,
    sender_station: str | None,
    span: Span | None,
    problems: list[Problem],
) -> MRN | None:
    if year is None:
        return None
    n = int(serial)
    match = posts.find(post)
    if match is None and sender_station:
        problems.append(
            Problem(
                "post-corrected", f"“{post}” is no known post; the sender's line names {sender_station}", span
            )
        )
        return MRN(year, sender_station, n)
    if match is None:
        problems.append(Problem("post-unknown", f"“{post}” is no known post", span))
        return MRN(year, re.sub(r"[^A-Z0-9]", "", post.upper()), n)
    if match.how == "corrected":
        problems.append(Problem("post-corrected", f"“{post}” was read as {match.code}", span))
    return MRN(year, match.code, n)


def _printed_id(clean: Clean, day: datetime.date | None) -> Number:
    """An id of the release printed in the text: in its boilerplate, or as a row of its table."""
    for piece in clean.furniture:
        if piece.kind == "boilerplate" and (m := _PRINTED_ID.match(piece.span.of(clean.raw).lstrip())):
            return _id_number(m, piece.span, day)
    m = _PRINTED_ID.match(clean.text) or _ID_ON_A_LINE.search(clean.text, 0, _NEAR)
    if m is None and clean.text.find("\t", 0, _NEAR) >= 0:
        m = _ID_IN_A_ROW.search(clean.text, 0, _NEAR)
    return _id_number(m, clean.span(m.start("id"), m.end("id")), day) if m else Number()


def _id_number(m: re.Match[str], span: Span, day: datetime.date | None) -> Number:
    mrn = MRN.parse(m["id"], latest=day)
    return Number(mrn, "text", span) if mrn else Number()


def _from_noise(clean: Clean) -> tuple[str, str, Span] | None:
    for piece in clean.furniture:
        if piece.kind == "section line" and (m := _SECTION_LINE.match(piece.span.of(clean.raw))):
            return m["post"].strip(), m["serial"], piece.span
    return None


def _from_page_line(clean: Clean) -> tuple[str, str, Span] | None:
    if "PAGE" in clean.text and (m := _PAGE_LINE.search(clean.text, 0, 4000)):
        return m["post"].strip(), m["serial"], clean.span(m.start("post"), m.end("serial"))
    for piece in clean.furniture:
        if piece.kind == "page marker" and (m := _PAGE_LINE.search(piece.span.of(clean.raw))):
            return m["post"].strip(), m["serial"], piece.span
    return None


def _without_text(printed: Number, given: MRN | None) -> Number:
    if printed.mrn:
        return printed
    return Number(given, "given", None) if given else Number()


def sections_seen(furniture: Sequence[Furniture], raw: str) -> tuple[set[int], int]:
    """The sections that the relay's section lines name, and of how many."""
    seen, of = set(), 0
    for piece in furniture:
        if piece.kind == "section line" and (m := _SECTIONS.search(piece.span.of(raw))):
            seen.add(int(m["n"]))
            of = max(of, int(m["of"]))
        elif piece.kind == "section header" and (m := _SECTION_MARKING.search(piece.span.of(raw))):
            seen.add(int(m["n"] or m["of"]))
            of = max(of, int(m["of"]))
    return seen, of


_SECTION_MARKING = re.compile(r" (?:SECTION (?P<n>\d{1,2})|FINAL SECTION) OF (?P<of>\d{1,2}) ")
_SECTIONS = re.compile(r"(?<!\d)(?P<n>\d{3})(?:\.\d)? (?:OF|of) (?P<of>\d{3})")
