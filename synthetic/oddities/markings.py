"""The marking line, captions and passing lines."""

from __future__ import annotations

from synthetic.draft import Draft
from synthetic.oddities.registry import MODERN, facts

_LETTERS = {"CONFIDENTIAL": "C", "SECRET": "S"}


@facts(*MODERN, "print")
def marking_without_blanks(draft: Draft) -> None:
    """`CONFIDENTIAL ROME 004580`, not in spaced letters."""
    draft.form.marking = (
        "UNCLAS" if draft.truth.classification == "UNCLASSIFIED" else draft.truth.classification or ""
    )


@facts(*MODERN)
def marking_in_full(draft: Draft) -> None:
    """`UNCLASSIFIED ROME 004580`."""
    if draft.truth.classification == "UNCLASSIFIED":
        draft.form.marking = "UNCLASSIFIED"


@facts(*MODERN)
def noforn_on_the_marking_line(draft: Draft) -> None:
    """`S E C R E T//NOFORN ROME 004580` or `… NOFORN ROME …`, and portion marks `S/NF`."""
    if mark := _LETTERS.get(draft.truth.classification or ""):
        draft.form.marking_tail = "//NOFORN" if draft.rng.random() < 0.5 else " NOFORN"
        draft.truth.caveats = ["NOFORN"]
        for para in draft.paras:
            if para.portion == mark:
                para.portion = f"{mark}/NF"


@facts("full")
def sensitive_line(draft: Draft) -> None:
    """`SENSITIVE` as a line of its own below `SIPDIS`."""
    if draft.truth.classification == "UNCLASSIFIED" and "SENSITIVE" not in draft.truth.captions:
        draft.truth.captions = ["SENSITIVE", "SIPDIS"]
        draft.form.caption_lines = ["SENSITIVE", "", "SIPDIS"]


@facts("full")
def sipdis_twice(draft: Draft) -> None:
    """`SIPDIS` twice, as the relay doubled it in 2006 and 2007."""
    draft.form.caption_lines = [*draft.form.caption_lines, "", "SIPDIS"]


@facts(*MODERN)
def captions_on_one_line(draft: Draft) -> None:
    """`NODIS SIPDIS` on one line."""
    draft.truth.captions = ["NODIS", "SIPDIS"]
    draft.form.caption_lines = ["NODIS SIPDIS"]


@facts(*MODERN)
def captions_parted_by_slashes(draft: Draft) -> None:
    """`EXDIS//NOFORN`."""
    draft.truth.captions = ["EXDIS", "NOFORN"]
    draft.form.caption_lines = ["EXDIS//NOFORN"]


@facts(*MODERN)
def captions_on_three_lines(draft: Draft) -> None:
    """`NOFORN`, `SIPDIS`, `LIMDIS`, each on its line with blank lines between."""
    draft.truth.captions = ["NOFORN", "SIPDIS", "LIMDIS"]
    draft.form.caption_lines = ["NOFORN", "", "SIPDIS", "", "LIMDIS"]


@facts(*MODERN)
def channel_caption(draft: Draft) -> None:
    """A channel caption: `ROGER CHANNEL`."""
    draft.truth.captions = ["ROGER CHANNEL"]
    draft.form.caption_lines = ["ROGER CHANNEL"]


@facts(*MODERN)
def captions_below_passing_lines(draft: Draft) -> None:
    """Passing lines first, then `SIPDIS`."""
    draft.form.captions_last = True


@facts(*MODERN)
def caption_on_the_marking_line(draft: Draft) -> None:
    """`S E C R E T NODIS ROME 004580`: the caption before the post."""
    if "NODIS" not in draft.truth.captions:
        draft.form.section = f"NODIS {draft.form.section}"
        draft.truth.captions = ["NODIS", *draft.truth.captions]


@facts(*MODERN)
def no_caption(draft: Draft) -> None:
    """No caption at all."""
    draft.truth.captions, draft.form.caption_lines = [], []


@facts(*MODERN)
def several_passing_lines(draft: Draft) -> None:
    """Four passing lines, one below the other."""
    _passing(draft, "DEPT FOR INL AND EUR/ERA", "TREASURY FOR OASIA", "DOJ FOR OIA", "PASS USAID")


@facts(*MODERN)
def passing_line_over_two_lines(draft: Draft) -> None:
    """A passing line that goes on below."""
    draft.truth.passing = [{"written": "DEPARTMENT FOR EUR/WE, NEA/MAG, AND PM/RSAT"}]
    draft.form.passing_lines = ["DEPARTMENT FOR EUR/WE, NEA/MAG,", "AND PM/RSAT"]


@facts(*MODERN)
def passing_line_with_names(draft: Draft) -> None:
    """A passing line with officers' names in brackets."""
    _passing(draft, "STATE FOR OES/ENV (HFINMAN) AND OES/PCI (LSPERLING)")


@facts(*MODERN)
def passing_line_to_posts(draft: Draft) -> None:
    """Attention lines for other posts."""
    _passing(draft, "COPENHAGEN FOR ESTH HUB", "LONDON FOR J.SILVA")


@facts(*MODERN)
def passing_line_after_attention(draft: Draft) -> None:
    """`FOR IPS/IBS` without an addressee."""
    _passing(draft, "FOR EUR/NB AND OES/IHB")


def _passing(draft: Draft, *lines: str) -> None:
    draft.truth.passing = [{"written": line} for line in lines]
    draft.form.passing_lines = list(lines)
