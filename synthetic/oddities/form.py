"""The form of the text: line ends, wraps, case, what a web page left behind."""

from __future__ import annotations

from synthetic.draft import Draft
from synthetic.oddities.registry import MODERN, facts, whole_text


@whole_text()
def crlf(text: str, draft: Draft) -> str:
    """Lines end in carriage return and line feed."""
    return text.replace("\n", "\r\n")


@whole_text()
def carriage_returns(text: str, draft: Draft) -> str:
    """Lines end in a carriage return alone."""
    return text.replace("\n", "\r")


@facts(*MODERN)
def trailing_blanks(draft: Draft) -> None:
    """Each line of the message ends in a blank."""
    draft.form.trailing = " "


@facts(*MODERN)
def trailing_backslashes(draft: Draft) -> None:
    """Each line of the message ends in a backslash, as in a database dump."""
    draft.form.trailing = " \\"


@facts()
def wrapped_at_55(draft: Draft) -> None:
    """Lines of 55 characters, as the handbook wants them."""
    draft.form.width = 55


@facts()
def wrapped_at_69(draft: Draft) -> None:
    """Lines of 69 characters."""
    draft.form.width = 69


@facts(*MODERN)
def unwrapped(draft: Draft) -> None:
    """Each paragraph on one line."""
    draft.form.width = 0


@facts("full")
def all_capitals(draft: Draft) -> None:
    """The whole message in capitals."""
    draft.each_paragraph(str.upper)


@facts(*MODERN)
def all_lower_case(draft: Draft) -> None:
    """The whole message in lower case, keys as well; the marking line and the relay's lines stay."""
    draft.each_paragraph(str.lower)
    truth, form = draft.truth, draft.form
    form.authority, form.classified = form.authority.lower(), form.classified.lower()
    form.tags_key, form.subject_key, form.refs_key = "tags: ", "subject: ", "ref: "
    truth.subject = truth.subject.lower() if truth.subject else None
    if truth.classified_by:
        truth.classified_by = [{"name": item["name"].lower()} for item in truth.classified_by]
    for ref in draft.refs:
        ref.written = ref.written.lower()


@facts("extract")
def mixed_case(draft: Draft) -> None:
    """The text in mixed case, and the keys of the header too."""
    draft.each_paragraph(str.title)
    draft.form.tags_key, draft.form.subject_key, draft.form.refs_key = "Tags: ", "Subject: ", "Ref: "


@facts(*MODERN)
def subject_in_mixed_case(draft: Draft) -> None:
    """The subject in title case behind `Subject:`."""
    draft.truth.subject = (draft.truth.subject or "").title().replace("'S", "'s")
    draft.form.subject_key = "Subject: "


@facts(*MODERN)
def link_numbers(draft: Draft) -> None:
    """`[1](#)1. (C)`: a web page's links before paragraphs and references."""
    draft.form.number = "[1](#){}. "
    draft.form.refs_style = "linked"


@facts(*MODERN)
def linked_tags(draft: Draft) -> None:
    """`[PARM](#) [MNUC](#)`: tags that were links."""
    draft.form.tags_key += "["
    draft.form.tags_between = "](#) ["
    draft.form.tags_last = "](#)"


@facts(*MODERN)
def pilcrows(draft: Draft) -> None:
    """`¶1. (C)`: a web page's anchors before paragraphs."""
    draft.form.number = "¶{}. "


@whole_text(*MODERN)
def entities(text: str, draft: Draft) -> str:
    """`&amp;`, `&quot;`, `&#39;`: characters left escaped."""
    return text.replace('"', "&quot;").replace("'", "&#39;")


def _ampersands(draft: Draft) -> None:
    draft.truth.subject = (draft.truth.subject or "").replace(" ON ", " & ")
    draft.each_paragraph(lambda words: words.replace(" and ", " & ").replace(" AND ", " & "))


@whole_text(*MODERN, first=_ampersands)
def escaped_ampersands(text: str, draft: Draft) -> str:
    """`&amp;` in subject and text."""
    return text.replace("&", "&amp;")


@facts(*MODERN)
def non_ascii(draft: Draft) -> None:
    """Accents, dashes and curly quotation marks in the text."""
    table = str.maketrans({"'": "’"})
    draft.each_paragraph(
        lambda w: (
            w.translate(table).replace("Minister", "Ministér").replace(", but", " – but").replace("USD", "€")
        )
    )


@whole_text(*MODERN)
def hard_blanks(text: str, draft: Draft) -> str:
    """No-break spaces after stops."""
    head, mark, rest = text.partition(draft.blocks["paragraph 0"][:8])
    return head + mark + rest.replace(". ", ".\xa0")


@whole_text(*MODERN)
def double_blanks(text: str, draft: Draft) -> str:
    """Two blanks after each stop."""
    head, mark, rest = text.partition(draft.blocks["paragraph 0"][:8])
    return head + mark + rest.replace(". ", ".  ")


@whole_text(*MODERN)
def tabs_after_keys(text: str, draft: Draft) -> str:
    """A tab after `TAGS:` and `SUBJECT:`."""
    return text.replace("TAGS: ", "TAGS:\t", 1).replace("SUBJECT: ", "SUBJECT:\t", 1)


@whole_text(*MODERN)
def indented(text: str, draft: Draft) -> str:
    """Each line begins with a blank."""
    return text.replace("\n", "\n ")


@whole_text(*MODERN)
def doubled_line_breaks(text: str, draft: Draft) -> str:
    """Three blank lines for one."""
    return text.replace("\n\n", "\n\n\n\n")
