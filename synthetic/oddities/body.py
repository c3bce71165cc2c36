"""Paragraphs, summaries, comments and signers."""

from __future__ import annotations

from synthetic.draft import Draft, Para
from synthetic.oddities.registry import MODERN, blocks, facts


def _numbers(draft: Draft, number: str, portion: str = "({}) ") -> None:
    draft.form.number, draft.form.portion = number, portion


@facts(*MODERN)
def number_without_blank(draft: Draft) -> None:
    """`1.(C)`."""
    _numbers(draft, "{}.")


@facts(*MODERN)
def number_with_bracket(draft: Draft) -> None:
    """`1) (C)`."""
    _numbers(draft, "{}) ")


@facts(*MODERN)
def number_in_brackets(draft: Draft) -> None:
    """`(1) (C)`."""
    _numbers(draft, "({}) ")


@facts(*MODERN)
def number_without_stop(draft: Draft) -> None:
    """`1 (C)`."""
    if all(para.portion for para in draft.paras):
        _numbers(draft, "{} ")


@facts(*MODERN)
def number_with_two_blanks(draft: Draft) -> None:
    """`1.  (C)  Text`."""
    _numbers(draft, "{}.  ", "({})  ")


@facts(*MODERN)
def number_and_blank_before_stop(draft: Draft) -> None:
    """`1 . (C)`."""
    _numbers(draft, "{} . ")


@facts(*MODERN)
def pilcrow_without_stop(draft: Draft) -> None:
    """`¶1 (C)`."""
    if all(para.portion for para in draft.paras):
        _numbers(draft, "¶{} ")


@facts(*MODERN)
def portion_without_blank(draft: Draft) -> None:
    """`1. (C)Text`."""
    draft.form.portion = "({})"


@facts(*MODERN)
def portion_noforn(draft: Draft) -> None:
    """`(C/NF)`, `(S//NF)`."""
    for para in draft.paras:
        if para.portion in ("C", "S"):
            para.portion += "//NF" if draft.rng.random() < 0.3 else "/NF"


@facts(*MODERN)
def portions_mixed(draft: Draft) -> None:
    """Each paragraph with another mark."""
    for i, para in enumerate(draft.paras):
        para.portion = ("U", "SBU", "C", "S", "SBU/NF")[i % 5]


@facts(*MODERN)
def no_portions(draft: Draft) -> None:
    """No portion marks."""
    for para in draft.paras:
        para.portion = None


@facts(*MODERN)
def no_numbers(draft: Draft) -> None:
    """Paragraphs without numbers or marks, parted by blank lines."""
    for para in draft.paras:
        para.number, para.portion, para.heading = None, None, None


@facts("extract", "full")
def one_paragraph(draft: Draft) -> None:
    """A single paragraph, which has no number."""
    first = draft.paras[0]
    draft.paras = [Para(first.words, None, None, first.role)]
    if draft.truth.comment and first.role != "comment":
        draft.truth.comment = None


@facts("telegram")
def entire_text(draft: Draft) -> None:
    """`1. C - ENTIRE TEXT.`, which marks all paragraphs."""
    if draft.truth.classification == "CONFIDENTIAL":
        for para in draft.paras:
            para.number = (para.number or 0) + 1
            para.portion, para.portion_form = "C", ""
        draft.paras = [Para("C - ENTIRE TEXT.", 1, "C", portion_form=""), *draft.paras]


@facts("full")
def many_paragraphs(draft: Draft) -> None:
    """Twenty-five paragraphs: numbers of two digits."""
    draft.truth.comment = None
    draft.paras = draft.paras[:2]
    for n in range(3, 26):
        draft.paras.append(
            Para(draft.cased(draft.prose.sentences(150, draft.cast)), n, draft.paras[0].portion)
        )


@facts("full")
def number_left_out(draft: Draft) -> None:
    """Paragraph 3 is followed by 5."""
    for para in draft.paras[3:]:
        para.number = (para.number or 0) + 1


@facts(*MODERN)
def headings(draft: Draft) -> None:
    """A heading between rules before each paragraph but the first."""
    for para in draft.paras[1:]:
        if para.role == "body":
            para.heading = draft.cased(draft.prose.heading())


@blocks("full")
def headings_underlined(draft: Draft) -> None:
    """A heading with a rule below it only."""
    para = draft.paras[2]
    if para.role == "body" and para.heading is None:
        para.heading = draft.cased("A Change of Tone")
        name = "paragraph 2"
        draft.blocks[name] = f"{para.heading}\n{'-' * len(para.heading)}\n\n{draft.blocks[name]}"


@blocks("full")
def headings_without_rules(draft: Draft) -> None:
    """A heading on a line of its own."""
    para = draft.paras[2]
    if para.role == "body" and para.heading is None:
        para.heading = draft.cased("A Change of Tone")
        name = "paragraph 2"
        draft.blocks[name] = f"{para.heading}\n\n{draft.blocks[name]}"


@facts(*MODERN)
def list_in_paragraph(draft: Draft) -> None:
    """A list of lines with dashes in a paragraph: its lines stay."""
    para = draft.paras[2]
    if para.role == "body":
        para.words = draft.cased(
            "The MFA gave us this list:\n\n-- forty vehicles;\n-- six patrol boats;\n-- two hundred radios."
        )
        para.shaped = True


@facts(*MODERN)
def numbered_list_in_paragraph(draft: Draft) -> None:
    """`(1) …, (2) …` inside a paragraph: no paragraphs."""
    para = draft.paras[2]
    if para.role == "body":
        para.words += " " + draft.cased("He asked for (1) vehicles, (2) boats, and (3) radios.")


@facts("full", "extract")
def table_in_paragraph(draft: Draft) -> None:
    """A table in columns: its lines stay."""
    para = draft.paras[2]
    if para.role == "body":
        rows = "\n".join(
            [
                f"{name:<12}    {value:>6}    {value * 3:>6}"
                for name, value in (("WHEAT", 140), ("RICE", 88), ("MAIZE", 71))
            ]
        )
        para.words = f"{draft.cased('Imports were as follows:')}\n\n{rows}"
        para.shaped = True


@facts(*MODERN)
def letters_that_look_like_marks(draft: Draft) -> None:
    """`(A) …, (B) …, (C) …` in a sentence: no portion marks."""
    para = draft.paras[2]
    if para.role == "body":
        para.words += " " + draft.cased("Options are (A) delay, (B) refusal, and (C) consent.")


# Summaries


def _summary(draft: Draft, before: str, after: str) -> None:
    truth, first = draft.truth, draft.paras[0]
    if truth.summary is None:
        truth.summary = first.words
        first.role = "summary"
    first.words = f"{draft.cased(before)}{truth.summary}{draft.cased(after)}"


@facts(*MODERN)
def summary_with_colon(draft: Draft) -> None:
    """`SUMMARY: … END SUMMARY.`"""
    _summary(draft, "Summary: ", " End Summary.")


@facts()
def summary_with_begin(draft: Draft) -> None:
    """`BEGIN SUMMARY: … END SUMMARY.`"""
    _summary(draft, "Begin Summary: ", " End Summary.")


@facts(*MODERN)
def summary_with_dash(draft: Draft) -> None:
    """`SUMMARY -- … END SUMMARY`."""
    _summary(draft, "Summary -- ", " End Summary")


@facts(*MODERN)
def summary_without_end(draft: Draft) -> None:
    """`SUMMARY: …`, and no end: it ends with its paragraph."""
    _summary(draft, "Summary: ", "")


@facts(*MODERN)
def summary_with_end_in_brackets(draft: Draft) -> None:
    """`SUMMARY: … (END SUMMARY)`."""
    _summary(draft, "Summary: ", " (End summary)")


@blocks("full")
def summary_as_heading(draft: Draft) -> None:
    """`SUMMARY` between rules above the first paragraph, and no other words."""
    truth, first = draft.truth, draft.paras[0]
    if truth.summary is None:
        truth.summary = first.words
    mark = draft.form.portion.format(first.portion) if first.portion else ""
    first.words, first.role, first.heading = truth.summary, "summary", draft.cased("Summary")
    from synthetic.wrap import wrapped

    words = wrapped(draft.form.number.format(first.number) + mark + truth.summary, draft.form.width)
    draft.blocks["paragraph 0"] = f"-------\n{first.heading}\n-------\n\n{words}"


@facts("full")
def executive_summary(draft: Draft) -> None:
    """`EXECUTIVE SUMMARY: … END SUMMARY.`"""
    _summary(draft, "Executive Summary: ", " End Summary.")


@facts(*MODERN)
def no_summary(draft: Draft) -> None:
    """No summary."""
    truth, first = draft.truth, draft.paras[0]
    if truth.summary is not None:
        first.words, first.role, truth.summary = truth.summary, "body", None


@facts("full")
def summary_of_two_paragraphs(draft: Draft) -> None:
    """A summary that begins in the first paragraph and ends in the second."""
    truth, second = draft.truth, draft.paras[1]
    if second.role == "body" and not second.heading:
        _summary(draft, "Summary: ", "")
        truth.summary = f"{truth.summary}\n\n{second.words}"
        second.words += draft.cased(" End summary.")
        second.role = "summary"


# Comments and requests


def _comment(draft: Draft, before: str, after: str) -> None:
    truth, last = draft.truth, draft.paras[-1]
    if truth.comment is None:
        truth.comment = last.words
        last.role = "comment"
    last.words = f"{draft.cased(before)}{truth.comment}{draft.cased(after)}"


@facts(*MODERN)
def comment_with_stop(draft: Draft) -> None:
    """`COMMENT. … END COMMENT.`"""
    _comment(draft, "Comment. ", " End Comment.")


@facts()
def embassy_comment(draft: Draft) -> None:
    """`EMBASSY COMMENT: … END COMMENT.`"""
    _comment(draft, "Embassy Comment: ", " End Comment.")


@facts(*MODERN)
def comment_without_end(draft: Draft) -> None:
    """`COMMENT: …`, and no end."""
    _comment(draft, "Comment: ", "")


@facts("full")
def begin_comment(draft: Draft) -> None:
    """`BEGIN COMMENT: … END COMMENT.`"""
    _comment(draft, "Begin Comment: ", " End Comment.")


@facts(*MODERN)
def comment_inside_paragraph(draft: Draft) -> None:
    """`(COMMENT: … END COMMENT.)` at the end of a paragraph that goes before."""
    truth, para = draft.truth, draft.paras[2]
    if truth.comment is None and para.role == "body":
        truth.comment = draft.cased("We doubt it.")
        para.words += " " + draft.cased("(Comment: We doubt it. End comment.)")


@facts(*MODERN)
def no_comment(draft: Draft) -> None:
    """No comment."""
    truth, last = draft.truth, draft.paras[-1]
    if truth.comment is not None:
        last.words, last.role, truth.comment = truth.comment, "body", None


@facts(*MODERN)
def bio_note(draft: Draft) -> None:
    """`BIO NOTE: … END BIO NOTE.`"""
    para = draft.paras[2]
    if para.role == "body":
        para.words, para.role = (
            f"{draft.cased('Bio note: ')}{para.words}{draft.cased(' End bio note.')}",
            "note",
        )


@facts(*MODERN, "telegram")
def action_request(draft: Draft) -> None:
    """`ACTION REQUEST: …`."""
    para = draft.paras[2]
    if para.role == "body":
        para.words, para.role = f"{draft.cased('Action request: ')}{para.words}", "action request"


# Signers


@facts(*MODERN)
def two_signers(draft: Draft) -> None:
    """Two surnames, one above the other."""
    second = draft.prose.surname().upper()
    if draft.truth.signer:
        draft.truth.signer = [*draft.truth.signer, second]
        draft.form.signer += f"\n{second}"


@facts(*MODERN)
def no_signer(draft: Draft) -> None:
    """No signer."""
    draft.truth.signer, draft.form.signer = [], ""


@facts(*MODERN)
def signer_in_mixed_case(draft: Draft) -> None:
    """`Sembler`."""
    draft.truth.signer = [name.title() for name in draft.truth.signer]
    draft.form.signer = draft.form.signer.title()


@facts()
def signer_of_two_words(draft: Draft) -> None:
    """`VAN VOORST`."""
    draft.truth.signer, draft.form.signer = ["VAN VOORST"], "VAN VOORST"


@facts(*MODERN)
def signer_with_apostrophe(draft: Draft) -> None:
    """`O'NEILL`."""
    draft.truth.signer, draft.form.signer = ["O'NEILL"], "O'NEILL"


@facts(*MODERN)
def signer_with_hyphen(draft: Draft) -> None:
    """`LAROSE-HALL`."""
    draft.truth.signer, draft.form.signer = ["LAROSE-HALL"], "LAROSE-HALL"


@facts(*MODERN)
def signer_with_capital_inside(draft: Draft) -> None:
    """`McELDOWNEY`."""
    draft.truth.signer, draft.form.signer = ["McELDOWNEY"], "McELDOWNEY"


@blocks("full")
def signer_directly_below(draft: Draft) -> None:
    """The surname directly below the last paragraph."""
    draft.ends[f"paragraph {len(draft.paras) - 1}"] = "\n"


@blocks("full")
def signer_on_the_last_line(draft: Draft) -> None:
    """The surname behind the last sentence, on its line."""
    draft.ends[f"paragraph {len(draft.paras) - 1}"] = " "


@blocks(*MODERN)
def marking_after_signer(draft: Draft) -> None:
    """The classification repeated below the signer."""
    draft.blocks["last marking"] = draft.truth.classification or ""
