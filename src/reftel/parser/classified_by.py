"""Who classified, and for which reasons: `CLASSIFIED BY: POL MC TOM COUNTRYMAN FOR REASONS 1.5 (B) AND (D)`."""

from __future__ import annotations

import re

from reftel.model import Classifier, Problem, Reason
from reftel.parser.classifier_names import name_and_title
from reftel.parser.cleaning import Clean
from reftel.vocabulary import orders

# A writer may type the key of a form that has it: "Classified By: Classified By: …"
_KEY = re.compile(
    r"[\s(\"]*(?:CLASSIFIED BY:\s{1,4}(?=CLASSIFIED BY))?(?:\(?[A-Z]{1,4}\)\s{0,3})?(?P<key>C?LASS?IF?I?ED\s{1,3}BY|CLASSFIED BY|DERIVED FROM|REASONS?(?=:))[\s:.;-]*(?:BY[\s:]+)?",
    re.I,
)
# The section; a wrap or the archive may have cut it ("1 .4", "1. 4"), or it has a letter for the digit ("l.4").
_SECTION = re.compile(r"(?<![\w.])[1lI]\s?[.,]\s?(?P<section>[456])(?![\d])")
# The letters behind it: (B) AND (D); b/d; (b,d); b and d; "(b)and(d)", "1.4. (b), (d)", "(b) a nd (d)"
_LETTERS = re.compile(
    r"[.,:-]?\s{0,3}(?P<letters>(?:[(\[]?\s?(?!A\sND)[A-H]\s?(?:[)\]]{1,2}|(?![A-Z'’]|\.\S))(?:\s{0,4}(?:,|/|;|&|AND/OR|A\s?N\s?D|OR|\+|-)){0,2}\s{0,4}){1,8})",
    re.I,
)
_LETTER = re.compile(r"A\s?N\s?D(?![A-Z])|(?<![A-Z])(?P<letter>[A-H])(?![A-Z])", re.I)
_REASONS = re.compile(  # letters first that begin none of its words: a search passes over them at once
    r"(?![ABCDGHJ-NQV-Z\d])[\s,;:.(-]*(?:(?:F[O0]R|per|under)?\s{0,2}(?:THE\s)?(?:FOLLOWING\s)?R\s{0,3}E\s{0,3}A\s{0,3}S\s{0,3}O?\s{0,3}N?\s{0,3}S?\b(?:\s?\(S\))?|F[O0]R|PER|UNDER|PURSUANT TO|IN ACCORDANCE WITH|IAW)?"
    r"[\s,;:.(]*(?:(?:SECTIONS?|E\.?O\.?\s?\d{5}|EXECUTIVE ORDER \d{5}|SEC\.?|OF|UNDER|PARAGRAPHS?|IN)[\s,;:.(]*){0,5}\Z",
    re.I,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_AFTER = re.compile(
    r"[ \t]*[).;,]{0,3}(?:\s{0,2}(?:OF\s)?(?:E\.?O\.?|EXECUTIVE ORDER)\s{0,2}\d{5}(?:,? AS AMENDED)?)?[ \t]*[.)]{0,2}",
    re.I,
)
_GLUED_PARAGRAPH = re.compile(
    r"[ \t]{1,4}¶[ \t]?\d{1,2}[.)]|[ \t]{1,4}\d[.)][ \t]?\((?:C|S|U|SBU|C/NF|S/NF)\)"
)
_LONGEST = 600
# "1.4(B) AND 1.4(D)": what may stand between two sections
_BETWEEN = re.compile(r"[\s,;/&)\]]{0,4}(?:(?:AND|OR)\s{1,2})?", re.I)
_CORRECTED_COPY = re.compile(r"\s?C ?O ?R ?R ?E ?C ?T ?E ?D\s{1,4}C ?O ?P ?Y[^,;]{0,40}", re.I)
_MARK_BEFORE = re.compile(r"\([A-Z]{1,4}\) ?")
_AND = re.compile(r"\s?[;,]?\sAND\s|\s?;\s", re.I)
_DERIVED = re.compile(r"[\s.,;(]{0,4}DERIVED FROM\s?:?\s?(?P<source>\S.*)", re.I)


def read(
    clean: Clean, start: int, end: int, problems: list[Problem]
) -> tuple[list[Classifier], list[Reason], int]:
    """Classifiers, reasons, and where the line ends; `start` is at its key."""
    text = clean.text
    key = _KEY.match(text, start, end)
    begin = key.end() if key else start
    reasons_follow = text.startswith(("REASON", "Reason"), end)
    end = min(end, begin + _LONGEST)
    blank = _BLANK_LINE.search(text, begin, end)
    stop = blank.start() if blank else end
    section = _SECTION.search(text, begin, stop) or (
        _SECTION.search(text, begin, end) if stop - begin < 6 else None
    )
    if section is None:
        if blank or not reasons_follow:
            stop = _end_without_reasons(text, begin, stop)
        return _classifier(clean, key, begin, stop, problems), [], stop
    reasons, at = _reasons(clean, section, end)
    while at < stop and (
        more := _SECTION.match(
            text, between.end() if (between := _BETWEEN.match(text, at, stop)) else at, stop
        )
    ):
        found, at = _reasons(clean, more, end)
        reasons += found
    after = _AFTER.match(text, at, max(stop, at))
    who_end = _without_reason_words(text, begin, section.start())
    classifiers = _classifier(clean, key, begin, who_end, problems)
    if not reasons:
        problems.append(
            Problem(
                "reasons-unread",
                "a section is named, and no letters of reasons",
                clean.span(section.start(), section.end()),
            )
        )
    return classifiers, reasons, after.end() if after else at


def _reasons(clean: Clean, section: re.Match[str], end: int) -> tuple[list[Reason], int]:
    letters = _LETTERS.match(clean.text, section.end(), end)
    if letters is None:
        return [], section.end()
    number, found, at = section["section"], [], section.end()
    for m in _LETTER.finditer(clean.text, letters.start("letters"), letters.end("letters")):
        if not m["letter"]:
            continue
        code = f"1.{number}({m['letter'].lower()})"
        entry = orders.reason(code)
        at = m.end()
        if entry is None:
            continue
        found.append(Reason(code, entry.today or code, entry.meaning, clean.span(m.start(), m.end())))
    closing = clean.text[at : at + 2]
    at += len(closing) - len(closing.lstrip(")] ")) if closing[:1] in ")] " and ")" in closing + "" else 0
    return found, at


def _without_reason_words(text: str, begin: int, end: int) -> int:
    m = _REASONS.search(text, max(begin, end - 80), end)
    return begin + len(text[begin : m.start() if m else end].rstrip(" ,;:.(-\n\t"))


def _end_without_reasons(text: str, begin: int, stop: int) -> int:
    """A line without reasons ends with its first line, or two where the first is full, or before a glued paragraph."""
    if glued := _GLUED_PARAGRAPH.search(text, begin, stop):
        stop = glued.start()
    line = text.find("\n", begin, stop)
    if line < 0:
        return stop
    if line - begin > 50 and not text[begin:line].rstrip().endswith("."):
        second = text.find("\n", line + 1, stop)
        return second if second > 0 else stop
    return line


def _classifier(
    clean: Clean, key: re.Match[str] | None, begin: int, end: int, problems: list[Problem]
) -> list[Classifier]:
    words = clean.text[begin:end]
    written = " ".join(words.split()).strip(" ,;:.-")
    if not written or (key and key["key"].upper().startswith("REASON")):
        return []
    span = clean.span(begin, end)
    if key and key["key"].upper().startswith("DERIVED"):
        return [Classifier(written, span, derived_from=written)]
    plain = written
    if "CORRECTED" in written.replace(" ", "").upper():
        plain = _CORRECTED_COPY.sub(" ", written)
    plain = plain[mark.end() :] if (mark := _MARK_BEFORE.match(plain)) else plain
    source = m["source"].strip(" .,;)") if (m := _DERIVED.search(plain)) else None
    plain = plain[: m.start()] if m else plain
    pieces = [name_and_title(piece) for piece in _AND.split(plain)]
    if len(pieces) < 2 or None in pieces:
        pieces = [name_and_title(plain)]
    found = []
    for piece in pieces:
        name, title = piece or (None, None)
        found.append(Classifier(written, span, name, title, source))
    return found
