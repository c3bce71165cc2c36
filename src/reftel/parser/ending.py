"""The ending: end marks, the last marking, notes of the communications centre, the signer."""

from __future__ import annotations

import re

from reftel.model import Furniture, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.noise import LEVEL_WORDS

_END_MARK = re.compile(
    r"(?:N ?N ?N ?N?|NNNN\w{0,12}|BT|#\d{3,5}|<< ?END OF DOCUMENT ?>>|END (?:OF )?(?:MESSAGE|CABLE)(?: TEXT)?|={3,}|-{3,}|\*{3,}[ *]*|[.\\\"',>/]{1,3}"
    r"|\*[* ]{2,120}Current (?:Handling Restrictions|Classification) {0,3}\*{3}.*|E(?: E){3,20}"
    # "*** * Missing Section 002 * ***" of the releaser's own store; its id line
    r"|\*[* ]{0,120}Missing Section \d{1,3} {0,3}\*[* ]{0,120}|(?:19|20)\d\d[A-Z]{3,24}\d{3,7} - [A-Z ]{3,30})",
    re.I,
)
_MARKING = re.compile(rf"[ \t(]*{LEVEL_WORDS}(?:[/ ]{{1,3}}(?:NOFORN|NODIS|EXDIS|SENSITIVE))?[ \t).]*", re.I)
_NOTE = re.compile(
    r"(?:\(?NOTE BY OC/?T?|\*{3,}|(?:NOTE|N\.B\.)[: ]{1,3}(?:NOT PASSED|LA PAZ|BY)|NOT PASSED|POUCHED|READDRESSED|PASSED)\b.*"
    r"|MINIMIZE (?:FOR [A-Z ]{3,30})?CONSIDERED\.?",
    re.I,
)
# One to three words of a name; initials, hyphens and particles allowed: "VAN VOORST", "O'NEILL", "DE LA CRUZ".
_SIGNER = re.compile(
    r"(?:[A-Z][A-Za-z.'’-]{1,24}|Mc[A-Z]\w+|(?:DE|VON|VAN|LA|DI|DU|ST\.|Y|DEL|Van|de|von|del))(?: (?:[A-Z][A-Za-z.'’-]{0,24}|de|von|van|del|la)){0,2}"
)
_INLINE_SIGNER = re.compile(
    r"(?<=[.?!\"')*])[ \t\n]{1,10}(?P<name>(?:(?:VAN|VON|DE|DEL|DER|LA|DI|MC|MAC|ST\.?) ){0,2}[A-Z][A-Z'’-]{2,20}|[A-Z][a-z][A-Za-z'’-]{1,20})[ \t]*\.?\Z"
)
_NOT_A_SIGNER = frozenset(
    """END TEXT SUMMARY COMMENT NOTE MESSAGE SECRET CONFIDENTIAL UNCLASSIFIED UNCLAS SIPDIS NOFORN BT NNNN REGARDS UNQUOTE QUOTE UNQTE QTE
    ENDTEXT AMBASSADOR EMBASSY BOLIVIA RECOMMENDATION CONCLUSION STOP SENSITIVE MINIMIZE CONSIDERED NODIS EXDIS LIMDIS YES NO NONE
    THANKS THANK OF THE AND FOR OVER OUT UNDER DECONTROLLED DECLASSIFIED WASHINGTON SECTION PARAGRAPH DETAILS BACKGROUND ACTION REQUEST ANNEX APPENDIX TABLE ATTACHMENT""".split()
)
_EDITORIAL = re.compile(r"\[[^\[\]\n]{5,400}\]")
# What a database row leaves behind the name ("McGEE 0 11/30/2007"), and a rule before it.
_ROW_END = re.compile(r"[ \t]{1,4}\d[ \t]{1,4}\d\d/\d\d/\d{4}[ \t]*\Z")
# Two signs and a blank begin an item of a list.
_RULE_BEFORE = re.compile(r"(?:[-=_*] ?){3,80}(?=[A-Z])")
# "POWELL##", "SEMBLER \"", "SEMBLER..", "SEMBLER \\n"
_SIGNS_BEHIND = re.compile(
    r"(?:[ \t]{0,2}#{1,6}|[ \t]{1,4}[\"\\/|>]{1,3}|[ \t]{0,4}\\[nr]|(?<!\.)\.{2,4})[ \t]*\Z"
)
_SENTENCE_END = re.compile(r"[A-Za-z]{4}\. ")
_TABLE_BLANKS = re.compile(r"\S {3,}\S")
_PIECE = 40  # characters that are stripped of blanks at once
_LOWER = 500  # characters before a name in small letters, which must have none in capitals
_FULL_LINE = 45  # characters; a line as long may run on in the next one


def read(
    clean: Clean, start: int, furniture: list[Furniture], problems: list[Problem]
) -> tuple[tuple[str, ...], list[tuple[int, int]], int]:
    """Signers, where their names stand, and where the body ends before them."""
    text = clean.text
    end = _strip_end_marks(clean, start, furniture)
    signers: list[tuple[int, int]] = []
    while len(signers) < 2:
        line_start, line_end = _last_line(text, start, end)
        if line_start >= 0:
            line_start, line_end = _without_debris(clean, line_start, line_end, furniture)
        if line_start < 0 or not _is_signer(text, line_start, line_end, start, first=not signers):
            break
        signers.insert(0, (line_start, line_end))
        end = line_start
    if (
        not signers
        and (m := _INLINE_SIGNER.search(text, max(start, end - 60), end))
        and _may_sign_inline(text, m, start)
    ):
        signers.append((m.start("name"), m.end("name")))
        end = m.start("name")
    signers = [(a, a + len(text[a:b].rstrip(" ."))) for a, b in signers]
    return tuple(text[a:b] for a, b in signers), signers, end


def _strip_end_marks(clean: Clean, start: int, furniture: list[Furniture]) -> int:
    text, end = clean.text, len(clean.text)
    while True:
        line_start, line_end = _last_line(text, start, end)
        if line_start < 0:
            return end
        line = text[line_start:line_end]
        if _END_MARK.fullmatch(line):
            kind = "end mark"
        elif len(line) < 60 and _MARKING.fullmatch(line):
            kind = "repeated marking"
        elif len(line) < 200 and _NOTE.fullmatch(line):
            kind = "service note"
        elif line.startswith("[") and _EDITORIAL.fullmatch(line):
            kind = "editorial note"
        else:
            return line_end
        furniture.append(Furniture(kind, clean.span(line_start, line_end)))
        end = line_start


def _last_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The last line with words in `start`..`end`, without blanks around it; (-1, -1) if none."""
    while end > start:
        piece = text[max(start, end - _PIECE) : end]
        blanks = len(piece) - len(piece.rstrip())
        end -= blanks
        if blanks < _PIECE:
            break
    if end <= start:
        return -1, -1
    line_start = max(text.rfind("\n", start, end) + 1, start)
    while text[line_start].isspace():
        line_start += 1
    return line_start, end


def _without_debris(clean: Clean, start: int, end: int, furniture: list[Furniture]) -> tuple[int, int]:
    if end - start > 160:
        return start, end
    if clean.text[end - 1].isdigit() and (m := _ROW_END.search(clean.text, start, end)):
        furniture.append(Furniture("record row", clean.span(m.start(), m.end())))
        end = m.start()
    last = clean.text[end - 2 : end]
    if (not last[-1:].isalnum() or last[:1] == "\\") and (
        m := _SIGNS_BEHIND.search(clean.text, max(start, end - 10), end)
    ):
        if m.start() > start and _SIGNER.fullmatch(clean.text, start, m.start()):
            furniture.append(Furniture("end mark", clean.span(m.start(), m.end())))
            end = m.start()
    if last == clean.text[end - 2 : end] and last[-1:] == '"' and _closes_nothing(clean.text, start, end):
        furniture.append(Furniture("separator", clean.span(end - 1, end)))
        end -= 1
    if clean.text[start] in "-=_*" and (m := _RULE_BEFORE.match(clean.text, start, end)):
        furniture.append(Furniture("separator", clean.span(start, m.end())))
        start = m.end()
    return start, end


def _closes_nothing(text: str, start: int, end: int) -> bool:
    """Whether the quotation mark behind a name is a leftover of a table: no other stands open before it."""
    return (
        text[start : end - 1].isupper()
        and _SIGNER.fullmatch(text, start, end - 1) is not None
        and text.count('"', 0, end) % 2 == (text.lstrip()[:1] != '"')
    )


def _is_signer(text: str, line_start: int, line_end: int, start: int, *, first: bool) -> bool:
    line = text[line_start:line_end].rstrip(" .\\")
    if line.islower() and text[max(start, line_start - _LOWER) : line_start].islower():
        line = line.upper()  # the whole text is in small letters
    if not 2 < len(line) <= 40 or line.endswith("-") or not _SIGNER.fullmatch(line):
        return False
    if ". " in line and _SENTENCE_END.search(line):
        return False  # "ELECTRONIC PARTS. BURNS"
    words = line.upper().replace(".", "").split()
    if any(map(_is_no_name, words)):
        return False
    above = text[max(start, line_start - 300) : line_start]
    before = above.rstrip()
    if not before:
        return False
    last_line = before[before.rfind("\n") + 1 :].strip()
    if (not first or text[line_end - 1] == ".") and _runs_on(last_line, above[len(before) :]):
        return False
    # The second surname above the first must look like one as clearly as the first does.
    if not first:
        return line.isupper() and len(words) == 1
    if line.isupper() or before.endswith((".", '"', ")", "-", ":", "!", "?", "*", "”")):
        return line.isupper() or not _TABLE_BLANKS.search(last_line)
    # A message's last sentence has its stop; a name alone on the last line has none.
    return len(words) == 1 and not before.endswith((",", ";")) and text[line_end - 1] not in ".,;:"


def _is_no_name(word: str) -> bool:
    """A word that no signer is called by; a redaction (`XXXXXXXX`) is nobody's name."""
    return word in _NOT_A_SIGNER or (len(word) > 3 and not word.strip("X"))


def _runs_on(above: str, gap: str) -> bool:
    """Whether a sentence of the line above goes on: `NOT REPEAT NOT GRANTED FOR HIS`, then `VISIT.`"""
    return len(above) >= _FULL_LINE and (above[-1].isalnum() or above[-1] in ",-") and gap.count("\n") == 1


def _may_sign_inline(text: str, m: re.Match[str], start: int) -> bool:
    return not _is_no_name(m["name"].upper()) and m.start() - start > 40
