"""Page markers, sections and corrected copies."""

from __future__ import annotations

from synthetic.draft import Draft
from synthetic.oddities.registry import MODERN, blocks, facts


def _section_line(draft: Draft, n: int, of: int, page: int = 0) -> str:
    section = f"{n:03}.{page}" if page else f"{n:03}"
    return f"{draft.station.name} {draft.serial:08}  {section} OF {of:03}"


def _page_line(draft: Draft, page: int, n: int, of: int) -> str:
    return f"PAGE {page:02} {draft.station.name} {draft.serial:05} {n:02} OF {of:02} {draft.moment:%d%H%M}Z"


def _cut_in(words: str, marker: str, after: float = 0.5) -> str | None:
    """A marker between two lines of a block, blank lines around it; `None` if it has but one line."""
    at = words.find("\n", int(len(words) * after))
    if at < 0:
        at = words.rfind("\n")
    return f"{words[:at]}\n\n{marker}\n\n\n{words[at + 1 :]}" if at > 0 else None


@facts("full")
def section_of_several(draft: Draft) -> None:
    """`SECTION 01 OF 03` on the marking line, and no other section in the text."""
    draft.form.section = "SECTION 01 OF 03 "
    draft.truth.sections = {"seen": [1], "of": 3}


@facts("full", "extract")
def section_in_damaged_words(draft: Draft) -> None:
    """`SCTION 02 OF 03`, `SECTIOQ1 OF 06`, `SECTION 01 GF 02`: some releases took these for the cable's number."""
    words, n, of = draft.rng.choice(
        (
            ("SCTION 02 OF 03", 2, 3),
            ("SECTIOQ1 OF 06", 1, 6),
            ("SECTION 01 GF 02", 1, 2),
            ("ECTION 02 OF 02", 2, 2),
        )
    )
    draft.form.section = f"{words} "
    draft.truth.sections = {"seen": [n], "of": of}


@facts("telegram")
def section_of_telegram(draft: Draft) -> None:
    """`SECTION 01 OF 02` on the marking line of a telegram."""
    draft.form.section = "SECTION 01 OF 02 "
    draft.truth.sections = {"seen": [1], "of": 2}


@facts("full")
def section_with_one_digit(draft: Draft) -> None:
    """`SECTION 1 OF 2`."""
    draft.form.section = "SECTION 1 OF 2 "
    draft.truth.sections = {"seen": [1], "of": 2}


def _sectioned(draft: Draft) -> None:
    if not draft.form.section:
        draft.form.section = "SECTION 01 OF 02 "
        draft.blocks["marking"] = draft.blocks["marking"].replace(
            draft.form.marking, f"{draft.form.marking} SECTION 01 OF 02", 1
        )
    draft.truth.sections = {"seen": [1, 2], "of": 2}


@blocks("full")
def section_line_in_paragraph(draft: Draft) -> None:
    """`ROME 00004580  002 OF 002` in the middle of a paragraph."""
    _sectioned(draft)
    name = f"paragraph {len(draft.paras) // 2}"
    words = _cut_in(draft.blocks[name], _section_line(draft, 2, 2))
    if words is None:
        draft.truth.sections = {"seen": [1], "of": 2}
    else:
        draft.blocks[name] = words


@blocks("full")
def section_line_between_paragraphs(draft: Draft) -> None:
    """`ROME 00004580  002.2 OF 002` between two paragraphs."""
    _sectioned(draft)
    draft.blocks[f"paragraph {len(draft.paras) // 2}"] += f"\n\n{_section_line(draft, 2, 2, 2)}\n"


@blocks("full")
def section_line_in_references(draft: Draft) -> None:
    """`ROME 00004580  001.2 OF 002` in the list of references."""
    words = draft.blocks["references"]
    if words:
        _sectioned(draft)
        draft.truth.sections = {"seen": [1], "of": 2}
        first, _, rest = words.partition("\n")
        draft.blocks["references"] = f"{first}\n\n{_section_line(draft, 1, 2, 2)}\n\n\n{rest}"


@blocks("full")
def section_line_in_header(draft: Draft) -> None:
    """`ROME 00004580  001.2 OF 002` between passing lines and the order."""
    _sectioned(draft)
    draft.truth.sections = {"seen": [1], "of": 2}
    draft.blocks["authority"] = f"{_section_line(draft, 1, 2, 2)}\n\n\n{draft.blocks['authority']}"


@blocks("full")
def section_line_after_subject(draft: Draft) -> None:
    """`ROME 00004580  001.2 OF 002` between subject and references."""
    _sectioned(draft)
    draft.truth.sections = {"seen": [1], "of": 2}
    draft.blocks["subject"] += f"\n\n{_section_line(draft, 1, 2, 2)}\n"


@blocks(*MODERN)
def page_line_in_paragraph(draft: Draft) -> None:
    """`PAGE 02 ROME 04580 01 OF 02 071530Z` in the middle of a paragraph."""
    name = f"paragraph {len(draft.paras) // 2}"
    draft.blocks[name] = _cut_in(draft.blocks[name], _page_line(draft, 2, 1, 2)) or draft.blocks[name]


@blocks(*MODERN)
def page_line_in_references(draft: Draft) -> None:
    """`PAGE 02 ROME 04580 01 OF 02 071530Z` in the list of references."""
    words = draft.blocks["references"]
    if "\n" in words:
        first, _, rest = words.partition("\n")
        draft.blocks["references"] = f"{first}\n\n{_page_line(draft, 2, 1, 2)}\n\n{rest}"


@blocks(*MODERN)
def page_line_in_subject(draft: Draft) -> None:
    """A page line between the two lines of a subject."""
    words = draft.blocks["subject"]
    if "\n" in words:
        first, _, rest = words.partition("\n")
        draft.blocks["subject"] = f"{first}\n{_page_line(draft, 2, 1, 2)}\n{rest}"


@blocks("full")
def second_section_with_header(draft: Draft) -> None:
    """The second section begins with the whole header again."""
    _sectioned(draft)
    b = draft.blocks
    again = b["marking"].replace("SECTION 01", "SECTION 02")
    header = f"{b['transmission'].replace('/01 ', '/02 ')}\n\n{again}\n\nSIPDIS\n\n{b['authority']}\n{b['tags']}\n{b['subject']}"
    draft.blocks[f"paragraph {len(draft.paras) // 2}"] += f"\n\n{header}"


@blocks("full", "extract")
def corrected_copy(draft: Draft) -> None:
    """`C O R R E C T E D   C O P Y` below the captions, with what was corrected."""
    draft.truth.corrected = True
    draft.blocks["captions"] += "\n\nC O R R E C T E D   C O P Y (ADDED TAGS)"


@blocks("full", "extract")
def corrected_copy_above(draft: Draft) -> None:
    """`CORRECTED COPY` above the order."""
    draft.truth.corrected = True
    draft.blocks["authority"] = "CORRECTED COPY\n\n" + draft.blocks["authority"]


@blocks("full")
def corrected_copy_in_classifier(draft: Draft) -> None:
    """The words `CORRECTED COPY` between the lines of the classified-by line, after a section line."""
    words = draft.blocks["classified_by"]
    if "\n" in words:
        draft.truth.corrected = True
        first, _, rest = words.partition("\n")
        draft.blocks["classified_by"] = (
            f"{first}\n\n{_section_line(draft, 1, 2, 2)}\n\n\nC O R R E C T E D  C O P Y\n\n{rest}"
        )
        _sectioned(draft)
        draft.truth.sections = {"seen": [1], "of": 2}
