"""The TAGS line and the subject line."""

from __future__ import annotations

from synthetic.draft import Draft
from synthetic.oddities.registry import MODERN, blocks, facts


@facts(*MODERN)
def tags_with_commas(draft: Draft) -> None:
    """`TAGS: PARM, MNUC, IT`."""
    draft.form.tags_between = ", "


@facts("telegram", "print")
def tags_with_blanks(draft: Draft) -> None:
    """`TAGS: PARM MNUC IT`."""
    draft.form.tags_between = " "


@facts()
def tags_with_commas_alone(draft: Draft) -> None:
    """`TAGS: PARM,MNUC,IT`."""
    draft.form.tags_between = ","


@facts()
def tags_with_semicolons(draft: Draft) -> None:
    """`TAGS: PARM; MNUC; IT`."""
    draft.form.tags_between = "; "


@facts()
def tags_with_last_comma(draft: Draft) -> None:
    """`TAGS: PARM, MNUC, IT,`."""
    draft.form.tags_between, draft.form.tags_last = ", ", ","


@blocks(*MODERN)
def tags_wrapped(draft: Draft) -> None:
    """Codes on two lines, the second indented."""
    words = draft.blocks["tags"]
    at = words.rfind(draft.form.tags_between)
    draft.blocks["tags"] = (
        words[:at] + draft.form.tags_between.rstrip() + "\n      " + words[at:].lstrip(" ,;")
    )


@facts()
def tag_singular(draft: Draft) -> None:
    """`TAG: PARM`."""
    draft.form.tags_key = "TAG: "


@facts()
def tags_with_a_stop(draft: Draft) -> None:
    """`TAGS. PARM`."""
    draft.form.tags_key = "TAGS. "


@facts()
def tags_without_colon(draft: Draft) -> None:
    """`TAGS PARM`."""
    draft.form.tags_key = "TAGS "


@facts(*MODERN)
def tags_without_first_letter(draft: Draft) -> None:
    """`AGS: PARM`."""
    draft.form.tags_key = "AGS: "


@facts(*MODERN)
def tags_without_blank(draft: Draft) -> None:
    """`TAGS:PARM`."""
    draft.form.tags_key = "TAGS:"


@blocks(*MODERN)
def tags_on_the_orders_line(draft: Draft) -> None:
    """`E.O. 12958: N/A TAGS: PARM`."""
    draft.ends["authority"] = " "


@blocks(*MODERN)
def tags_fused(draft: Draft) -> None:
    """`KNNPMNUC`: two codes without a blank."""
    codes = (("PARM", "subject"), ("KNNP", "program"), ("MNUC", "subject"), ("IT", "country"))
    draft.truth.tags = [{"code": code, "kind": kind} for code, kind in codes]
    draft.blocks["tags"] = "TAGS: PARM KNNPMNUC IT"


@facts()
def person_among_tags(draft: Draft) -> None:
    """`OVIP (KISSINGER, HENRY A.)`."""
    person = draft.prose.surname().upper() + ", " + draft.one(("HENRY A.", "ANA", "SILVIO"))
    draft.truth.tags = [
        {"code": "OVIP", "kind": "subject"},
        {"code": person, "kind": "person"},
        *draft.truth.tags,
    ]
    draft.truth.tags = [tag for i, tag in enumerate(draft.truth.tags) if tag not in draft.truth.tags[:i]]


@facts(*MODERN)
def one_tag(draft: Draft) -> None:
    """A single code."""
    draft.truth.tags = draft.truth.tags[:1]


@facts(*MODERN)
def unknown_tag(draft: Draft) -> None:
    """A code of no list: kept as unknown."""
    draft.truth.tags = [*draft.truth.tags, {"code": "QZXW", "kind": "unknown"}]
    draft.truth.tags[-1], draft.truth.tags[0] = draft.truth.tags[0], draft.truth.tags[-1]


@facts("telegram")
def no_tags(draft: Draft) -> None:
    """No TAGS line."""
    draft.truth.tags = []


@facts()
def subj(draft: Draft) -> None:
    """`SUBJ:` for `SUBJECT:`."""
    draft.form.subject_key = "SUBJ: "


@facts(*MODERN)
def subject_without_first_letter(draft: Draft) -> None:
    """`UBJECT:`."""
    draft.form.subject_key = "UBJECT: "


@facts(*MODERN)
def subject_without_blank(draft: Draft) -> None:
    """`SUBJECT:ITALY`."""
    draft.form.subject_key = "SUBJECT:"


@facts(*MODERN)
def portion_mark_before_subject(draft: Draft) -> None:
    """`SUBJECT: (C) ITALY`."""
    mark = {"CONFIDENTIAL": "C", "SECRET": "S"}.get(draft.truth.classification or "", "U")
    draft.form.subject_key = f"SUBJECT: ({mark}) "


@facts()
def long_subject(draft: Draft) -> None:
    """A subject of three lines or more."""
    draft.truth.subject = f"{draft.truth.subject}, {draft.prose.title(draft.station.display)} AND {draft.prose.title(draft.station.display)}".upper()


@facts()
def quotation_in_subject(draft: Draft) -> None:
    """Quotation marks and a bracket in the subject."""
    draft.truth.subject = f'"{draft.truth.subject}" (PART 2)'


@facts(*MODERN)
def question_in_subject(draft: Draft) -> None:
    """A subject with a question mark and a dash."""
    draft.truth.subject = f"{draft.truth.subject} -- WHAT NEXT?"


@blocks(*MODERN)
def subject_below_its_key(draft: Draft) -> None:
    """`SUBJECT:` and the words on the next line."""
    draft.blocks["subject"] = draft.blocks["subject"].replace(": ", ":\n", 1)


@blocks(*MODERN)
def references_glued_to_subject(draft: Draft) -> None:
    """`… EXPORT CONTROLS REF: A. STATE 282619`: on the subject's line."""
    if draft.refs:
        draft.ends["subject"] = " "


@blocks("full")
def references_directly_below_subject(draft: Draft) -> None:
    """No blank line between subject and references."""
    draft.ends["subject"] = "\n"


@blocks("full")
def classifier_directly_below_subject(draft: Draft) -> None:
    """No blank line between subject or references and `Classified By`."""
    draft.ends["subject"] = draft.ends["references"] = "\n"


@blocks("full")
def header_without_blank_lines(draft: Draft) -> None:
    """All header lines stand directly below each other."""
    for name in (
        "marking",
        "captions",
        "passing",
        "authority",
        "tags",
        "subject",
        "references",
        "classified_by",
    ):
        draft.ends[name] = "\n"


@blocks("extract", "full")
def references_above_tags(draft: Draft) -> None:
    """The list of references stands above the subject."""
    order = list(draft.blocks)
    order.remove("references")
    order.insert(order.index("tags"), "references")
    draft.blocks = {name: draft.blocks[name] for name in order}
    draft.ends["authority"] = draft.ends["references"] = "\n"
