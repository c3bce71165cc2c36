"""Letters that ask an agency for cables that are missing: requests and reviews, from templates that can be changed.

A template is plain text with names of values in it (`$addressee`, `$documents`); below a line `--- document ---`
stands the template of each document. What a value holds is never read as a template, and stands on lines of its own
that begin with blanks, so that no subject can look like a part of the letter.
"""

from __future__ import annotations

import datetime
import re
import string
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from reftel.links.missing.one_ghost import Ghost
from reftel.model import MRN
from reftel.vocabulary import posts, request_addressees
from reftel.vocabulary.request_addressees import Keeper

KINDS: Final = ("foia", "mdr")
PER_LETTER: Final = 25
"""Documents that one letter asks for, if not said otherwise: many at once are put at the end of a queue."""
WIDTH: Final = 72
_TEMPLATES: Final = Path(__file__).parent / "templates"
_PART: Final = "--- document ---"
_LETTER_NAMES: Final = ("requester", "contact", "date", "addressee", "count", "telegrams", "documents", "fee")
_DOCUMENT_NAMES: Final = (
    "n",
    "number",
    "mrn",
    "post",
    "sent",
    "subject",
    "classification",
    "tags",
    "evidence",
)
_ELECTRONIC: Final = range(1973, 1980)
_LARGEST: Final = 200_000
_LONGEST: Final = 300  # characters of a value that comes from a cable
_UNKNOWN: Final = "unknown"
_SPACES: Final = re.compile(r"\s+")


class TemplateError(ValueError):
    """A template that cannot be used: where, and what to do."""


class Asker(msgspec.Struct, frozen=True):
    """Who asks. What is not given stands as a blank to be filled in."""

    name: str = "[your name]"
    contact: str = "[your address, telephone and e-mail]"
    fee: str = "$25"


class Letter(msgspec.Struct, frozen=True):
    """A letter: to whom, of which kind, for which cables, and its text. `name` serves as a file's name."""

    to: str
    kind: str
    names: tuple[str, ...]
    text: str
    name: str


def template(kind: str) -> str:
    """The template of a kind that comes with the package. Raises `ValueError` for another kind."""
    if kind not in KINDS:
        raise ValueError(f"a request is of kind {' or '.join(KINDS)}, not “{kind}”")
    return (_TEMPLATES / f"request-{kind}.txt").read_text("utf-8")


def letters(
    ghosts: Sequence[Ghost],
    kind: str = "foia",
    words: str | None = None,
    to: str | None = None,
    asker: Asker | None = None,
    today: datetime.date | None = None,
    per_letter: int = PER_LETTER,
) -> list[Letter]:
    """The letters that ask for some cables: one for each agency, or more where there are many cables.

    `words` is a template in place of the package's own, `to` an agency's short name (`state`, `nara`) or the lines of
    another addressee, parted by `;`. Without it each cable is asked of the agency that keeps those of its year. Raises
    `TemplateError`, and `ValueError` for a kind that there is not.
    """
    letter, document = parts(template(kind) if words is None else words)
    day = today or datetime.datetime.now(tz=datetime.UTC).date()
    found: list[Letter] = []
    for keeper, asked in _by_keeper(ghosts, to):
        for start in range(0, len(asked), max(per_letter, 1)):
            some = asked[start : start + max(per_letter, 1)]
            name = f"request-{kind}-{keeper.key}-{len(found) + 1}.txt"
            text = _written(letter, document, some, keeper, asker or Asker(), day)
            found.append(Letter(keeper.name, kind, tuple(ghost.name for ghost in some), text, name))
    return found


def parts(words: str) -> tuple[string.Template, string.Template]:
    """The letter's and the document's template. Raises `TemplateError`, with the line, where they cannot be used."""
    if len(words) > _LARGEST:
        raise TemplateError(f"the template has more than {_LARGEST:,} characters")
    lines = words.replace("\r\n", "\n").split("\n")
    marks = [n for n, line in enumerate(lines) if line.strip() == _PART]
    if len(marks) != 1:
        raise TemplateError(f"the template needs one line “{_PART}”; it has {len(marks)}")
    letter, document = "\n".join(lines[: marks[0]]), "\n".join(lines[marks[0] + 1 :])
    _check(letter, _LETTER_NAMES, 0)
    _check(document, _DOCUMENT_NAMES, marks[0] + 1)
    if "documents" not in string.Template(letter).get_identifiers():
        raise TemplateError("the template has no $documents: nothing would be asked for")
    return string.Template(letter), string.Template(document.strip("\n"))


def _check(words: str, names: Iterable[str], above: int) -> None:
    known = ", ".join(f"${name}" for name in names)
    for number, line in enumerate(words.split("\n"), above + 1):
        one = string.Template(line)
        if not one.is_valid():
            raise TemplateError(
                f"line {number} of the template has a $ that begins no name; write $$ for a dollar sign"
            )
        for name in one.get_identifiers():
            if name not in names:
                raise TemplateError(
                    f"line {number} of the template has ${name}, which there is not; there are {known}"
                )


def _by_keeper(ghosts: Sequence[Ghost], to: str | None) -> Iterable[tuple[Keeper, list[Ghost]]]:
    keepers = request_addressees.keepers()
    if to is not None and to.strip().lower() not in keepers:
        lines = [one_line(line) for line in to.split(";") if line.strip()] or [_UNKNOWN]
        return [(Keeper("other", lines[0], tuple(lines[1:]), "", "given"), list(ghosts))]
    found: dict[str, list[Ghost]] = {}
    for ghost in ghosts:
        key = to.strip().lower() if to else request_addressees.of_year(ghost.year).key
        found.setdefault(key, []).append(ghost)
    return [(keepers[key], asked) for key, asked in found.items()]


def _written(
    letter: string.Template,
    document: string.Template,
    ghosts: Sequence[Ghost],
    keeper: Keeper,
    asker: Asker,
    day: datetime.date,
) -> str:
    one = len(ghosts) == 1
    documents = [_document(document, ghost, n) for n, ghost in enumerate(ghosts, 1)]
    values = {
        "requester": one_line(asker.name),
        "contact": "\n".join(one_line(line) for line in asker.contact.split(";")),
        "date": f"{day:%B} {day.day}, {day.year}",
        "addressee": "\n".join((keeper.name, *keeper.address)),
        "count": "one telegram" if one else f"{len(ghosts)} telegrams",
        "telegrams": "telegram" if one else "telegrams",
        "documents": "\n\n".join(documents),
        "fee": one_line(asker.fee),
    }
    return letter.substitute(values).rstrip() + "\n"


def _document(words: string.Template, ghost: Ghost, n: int) -> str:
    values = {**facts(ghost), "n": str(n)}
    lines: list[str] = []
    for line in words.template.split("\n"):
        # Four blanks and more: a reader of Markdown takes it as it stands, marks and all.
        begins = "    " if not lines else "       "
        text = string.Template(line).substitute(values)
        wrapped = textwrap.wrap(
            text, WIDTH, initial_indent=begins, subsequent_indent="         ", break_on_hyphens=False
        )
        lines += wrapped or [""]
    return "\n".join(lines)


def facts(ghost: Ghost) -> Mapping[str, str]:
    """What a letter says of a cable, each on one line; what nobody knows is `unknown`."""
    when, level = ghost.when, ghost.classification
    return {
        **_names(ghost),
        "sent": _sent(ghost) if when else f"{ghost.year}, the day unknown",
        "subject": _subject(ghost),
        "classification": _level(ghost) if level else _UNKNOWN,
        "tags": ", ".join(ghost.tags) or _UNKNOWN,
        "evidence": _evidence(ghost),
    }


def _names(ghost: Ghost) -> dict[str, str]:
    """What a cable is called, and who sent it."""
    mrn, group = ghost.mrn, ghost.group
    if mrn is None:
        assert group is not None
        name, sender = one_line(str(group)), one_line(group.originator)
        return {
            "mrn": name,
            "number": f"of date-time group {group.written}",
            "post": f"{sender} (as the telegrams that cite it name it)",
        }
    post = posts.by_code(mrn.station)
    return {
        "mrn": str(mrn),
        "number": f"{mrn.year} {post.name if post else mrn.station} {_serial(mrn)}{_filed(mrn)}",
        "post": _sender(mrn),
    }


def _filed(mrn: MRN) -> str:
    """The number under which the National Archives have it, if it is of their electronic telegrams of 1973–79."""
    post = posts.by_code(mrn.station)
    if mrn.year not in _ELECTRONIC or mrn.series or post is None or post.station6 is None:
        return ""
    width = 6 if post.kind == "department" else 5
    return f" ({mrn.year}{post.station6}{mrn.serial:0{width}} among the electronic telegrams)"


def _serial(mrn: MRN) -> str:
    return f"{mrn.series}-{mrn.serial}" if mrn.series else str(mrn.serial)


def _sender(mrn: MRN) -> str:
    post = posts.by_code(mrn.station)
    if post is None:
        return f"{mrn.station} (as the number names it)"
    if post.kind == "department":
        return "Department of State"
    kind = {"embassy": "Embassy", "consulate": "Consulate", "mission": "Mission"}.get(post.kind)
    return f"U.S. {kind} {post.display}" if kind else post.display


def _sent(ghost: Ghost) -> str:
    when = ghost.when
    assert when is not None
    if when.first == when.last:
        return _day(when.first) + ("" if when.confidence >= 0.95 else ", or about that day")
    return f"between {_day(when.first)} and {_day(when.last)}, as far as other telegrams tell"


def _day(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _subject(ghost: Ghost) -> str:
    if not ghost.subject:
        return _UNKNOWN
    quoted = f"“{one_line(ghost.subject)}”"
    given = any(card.subject for card in ghost.cards)
    return quoted if given else f"not known; a telegram that cites it has the subject {quoted}"


def _level(ghost: Ghost) -> str:
    level = ghost.classification
    assert level is not None
    given = any(card.level for card in ghost.cards)
    if given:
        return one_line(level.lowest)
    if level.lowest == level.highest:
        return f"probably {one_line(level.lowest)}"
    return f"probably between {one_line(level.lowest)} and {one_line(level.highest)}"


def _evidence(ghost: Ghost) -> str:
    citing = list(dict.fromkeys(str(one.mrn or one.cable) for one in ghost.citing))
    said = []
    if citing:
        shown = ", ".join(citing[:3]) + (f" and {len(citing) - 3} others" if len(citing) > 3 else "")
        said.append(f"cited by telegram{'s' if len(citing) > 1 else ''} {shown}")
    for card in ghost.cards[:3]:
        pages = f", {card.pages} pages" if card.pages else ""
        exempt = f", withheld under {one_line(card.exemption)}" if card.exemption else ""
        said.append(f"{one_line(card.kind)} ({one_line(card.source)}{pages}{exempt})")
    return "; ".join(said) or "by its number alone"


def one_line(words: str) -> str:
    """Words from outside on one line, without what could break out of it: control and direction marks, line ends.

    >>> one_line("A subject\\n\\nYours faithfully,\\u202e <b>“x”</b>")
    "A subject Yours faithfully, <b>'x'</b>"
    """
    plain = "".join(" " if c.isspace() else c for c in words if c.isprintable() or c.isspace())
    plain = _SPACES.sub(" ", plain).strip().translate({ord("“"): "'", ord("”"): "'"})
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"
