"""Lines of a header that belong to the print, the relay or the release, and to no field."""

from __future__ import annotations

import re

_LEVEL = (
    r"(?:UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE|CONFIDENTIAL|TOP SECRET|SECRET|FOR OFFICIAL USE ONLY"
    r"|U N C L A S(?: S I F I E D)?|C O N F I D E N T I A L|S E C R E T|T O P {1,3}S E C R E T"
    r"|L I M I T E D {1,3}O F F I C I A L {1,3}U S E)"
)
_DUPLICATE = r"(?:POSS(?:IBLE)? DUPE?|SUSPECTED DUPLICATE)"
# Each kind's whole line.
_KINDS = {
    "repeated marking": rf"{_LEVEL}(?:/{{1,2}})?(?: {{1,12}}(?:{_DUPLICATE}|NOFORN|EXDIS|NODIS|LIMDIS))?",
    # the relay's serial, the time it was received in the Department, the copies made
    "relay line": r"-{3,40} {0,24}[0-9A-Z]{4,8}(?: {1,4}[0-9]{6} ?Z)?(?: ?/ ?[0-9/]{1,8})?"
    r"|-{3,60} {1,24}[0-9][0-9 /Z]{0,23}",
    "copy code": r"[0-9]{1,6}(?: ?[/ -] ?[0-9]{1,6}){0,3}[A-Z]?",
    "separator": r"BT|[-=_*~#.]{3,80}|BEGIN TEXT|-{2,40} ?HEADER ENDS ?-{2,40}",
    "boilerplate": r"TELEGRAM|(?:US |U\.S\. )?DEPARTMENT ?OF ?STATE|(?:INCOMING|OUTGOING) TELEGRAM|MESSAGE TEXT"
    r"|ADMINISTRATIVE MESSAGE|ATTENTION INVITED TO|REROUTE DETECTED|PASS TO (?:ALL )?OFFICE CODES:"
    r"|DESIRED DISTRIBUTION.{0,60}|[A-Z/]{1,8} ONLY|CLASSIFICATION: ?[A-Z ]{6,30}/{0,2}"
    r"|THIS RECORD IS A PARTIAL EXTRACT.{0,120}",
    "record row": r"(?:ID|DATE|REFID|ORIGIN|CLASSIFICATION|DESTINATION|HEADER):.{0,200}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:]{5,8}\t.{0,300}|[0-9]{1,6}\t.{0,300}",
    "corrected copy": r"\(?C ?O ?R ?R ?E ?C ?T ?E ?D {1,5}C ?O ?P ?Y.{0,80}",
    "stamp": rf"{_DUPLICATE}|DUPLICATE|RELEASED? IN (?:FULL|PART).{{0,60}}",
}
_LINE = re.compile("|".join(rf"(?P<{kind.replace(' ', '_')}>{words})\Z" for kind, words in _KINDS.items()))
# The number as a printed form repeats it above the header: "USUN 140", "241525/TOSEC 280012".
_FORM_HEAD = re.compile(r"[A-Z][A-Z .']{2,30} {1,4}[0-9]{2,6}\Z|[0-9]{3,6} ?/ ?(?:TOSEC|SECTO) [0-9]{2,7}\Z")


def kind_of(line: str) -> str | None:
    """The kind of furniture that a line (in capitals) is; `None` for what may be a field's.

    >>> kind_of("------------------062281 060035Z /62"), kind_of("FM AMEMBASSY ROME")
    ('relay line', None)
    """
    m = _LINE.match(line)
    return m.lastgroup.replace("_", " ") if m and m.lastgroup else None


def is_form_head(line: str) -> bool:
    """Whether a line above the header is the number that a printed form repeats there."""
    return _FORM_HEAD.match(line) is not None
