"""What releasers and their web pages put around a text, and how they damage it."""

from __future__ import annotations

from msgspec import UNSET

from synthetic.draft import Draft
from synthetic.layouts import EXTRACT_NOTICE, STAMP
from synthetic.oddities.registry import MODERN, blocks, facts, whole_text


@whole_text(*MODERN)
def end_mark(text: str, draft: Draft) -> str:
    """`NNNN` after the signer."""
    return text + "\nNNNN\n"


@whole_text(*MODERN)
def id_line(text: str, draft: Draft) -> str:
    """`2003ROME004580 - Classification: CONFIDENTIAL` after the text, which tells the year."""
    number = f"{draft.moment.year}{draft.station.code}{draft.serial:06}"
    return f"{text}\nNNNN\n\n{number} - Classification: {draft.truth.classification}"


@whole_text("full")
def cable_ends(text: str, draft: Draft) -> str:
    """`=======================CABLE ENDS============================`."""
    return f"{text}\n{'=' * 23}CABLE ENDS{'=' * 28}\n"


@facts("full")
def extract_notice(draft: Draft) -> None:
    """The notice of a partial extract above a text."""
    draft.form.before = EXTRACT_NOTICE + "\n\n"
    draft.truth.partial = True


@whole_text("full")
def without_transmission(text: str, draft: Draft) -> str:
    """The relay's lines are cut off, the date is told from outside."""
    return _without_relay(draft, text[text.find(draft.blocks["marking"]) :])


def _without_relay(draft: Draft, text: str) -> str:
    truth = draft.truth
    draft.known["date"] = draft.moment.date()
    truth.sent_from = UNSET
    truth.dtg, truth.precedence, truth.transmission_id, truth.sender = None, None, None, None
    truth.action, truth.info = [], []
    return text


@facts(*MODERN)
def redactions(draft: Draft) -> None:
    """Names taken out by a publisher: `XXXXXXXXXXXX`."""
    for name in draft.cast:
        draft.each_paragraph(lambda words, name=name: words.replace(name, "XXXXXXXXXXXX"))


@whole_text(*MODERN)
def case_stamps(text: str, draft: Draft) -> str:
    """`RELEASED IN PART` and a case number above and below."""
    stamp = "UNCLASSIFIED U.S. Department of State Case No. F-2011-00013 Doc No. C17601234 Date: 03/12/2014"
    return f"{stamp}\n\nRELEASED IN PART\nB1, 1.4(D)\n\n{text}\n{stamp}\n"


@blocks("telegram", "full")
def review_stamp_in_paragraph(draft: Draft) -> None:
    """A review stamp between the words of a paragraph."""
    name = f"paragraph {len(draft.paras) // 2}"
    words = draft.blocks[name]
    at = words.find("\n", len(words) // 2)
    if at > 0:
        draft.blocks[name] = f"{words[:at]} {STAMP} \n {STAMP} \n{words[at + 1 :]}"


@whole_text("full")
def stamped_by(text: str, draft: Draft) -> str:
    """The stamp of 2014 with its officer, in tabs."""
    stamp = "\tSheryl P. Walter  \tDeclassified/Released  \tUS Department of State \tEO Systematic Review \t20 Mar 2014"
    return f" {stamp}\n{text}\n {stamp}\n"


def _unwrapped(draft: Draft) -> None:
    draft.form.width = 0


@whole_text(*MODERN, first=_unwrapped)
def glued_header(text: str, draft: Draft) -> str:
    """`ROME 004580SIPDISDEPT FOR …E.O. 12958: …TAGS: EMIN`: line breaks are lost, behind `[Cable dated:…]`."""
    written = draft.blocks
    names = ("marking", "captions", "passing", "authority", "tags", "subject")
    glued = "".join([written[name].replace("\n", " ") for name in names])
    after = text.find(written["subject"][-20:]) + 20
    draft.truth.partial = False
    return _without_relay(
        draft, f"[Cable dated:{draft.moment:%Y-%m-%dT%H:%M}:00]\n{glued}\n{text[after:].lstrip()}"
    )


@blocks(*MODERN)
def marking_fused_with_post(draft: Draft) -> None:
    """`C O N F I D E N T I A LCAIRO 000079`."""
    marking = draft.form.marking
    draft.blocks["marking"] = draft.blocks["marking"].replace(
        f"{marking}{draft.form.marking_tail} ", marking, 1
    )


@blocks(*MODERN)
def marking_without_first_letter(draft: Draft) -> None:
    """`E C R E T ROME 004580`."""
    draft.blocks["marking"] = draft.blocks["marking"][1:].lstrip()


@blocks(*MODERN)
def marking_letter_doubled(draft: Draft) -> None:
    """`UUNCLAS ROME 004580`."""
    draft.blocks["marking"] = draft.blocks["marking"][0] + draft.blocks["marking"]


@whole_text("full")
def header_twice(text: str, draft: Draft) -> str:
    """A teaser of the text, cut short by `...`, and then the text: the header stands twice."""
    start = text.find(draft.blocks["marking"])
    end = max(text.find(draft.blocks["paragraph 0"]), text.find(draft.blocks["subject"]))
    return f"{text[: end + 150]}...\n\n{text[start:]}"


@whole_text("extract")
def header_twice_in_extract(text: str, draft: Draft) -> str:
    """An extract's header lines stand twice, with no text between."""
    start = text.find(draft.blocks["marking"])
    end = text.find(draft.blocks["authority"])
    return f"{text[:end]}{text[start:]}"


@whole_text("full")
def database_row(text: str, draft: Draft) -> str:
    """A row of the release's table before the text: number, date, id, origin, class, ids cited."""
    truth = draft.truth
    short = f"{draft.moment.year % 100:02}{draft.station.code}{draft.serial}"
    cited = "|".join([str(ref.truth["mrn"])[2:] for ref in draft.refs if ref.truth.get("mrn")])
    row = f"48204\t{draft.moment:%-m/%-d/%Y %-H:%M}\t{short}\t{draft.station.title} {draft.station.display}\t{truth.classification}\t{cited}\t"
    return row + text


@whole_text("telegram")
def end_of_document(text: str, draft: Draft) -> str:
    """`<< END OF DOCUMENT >>` and the current markings after a telegram."""
    return f"{text}\n<< END OF DOCUMENT >>\n\n*** Current Handling Restrictions *** n/a\n*** Current Classification *** UNCLASSIFIED\n"


@facts("telegram")
def end_mark_with_letters(draft: Draft) -> None:
    """`NNNNMAFVVZCZ` for `NNN`."""
    draft.form.after = "NNNNMAFVVZCZ"


@blocks(*MODERN)
def garbled(draft: Draft) -> None:
    """A stretch of noise within a paragraph that is marked as garbled."""
    i = len(draft.paras) // 2
    draft.blocks[f"paragraph {i}"] += "\n#$%&QZ)(!!KJ  (GARBLED TEXT)"
    draft.paras[i].words += " #$%&QZ)(!!KJ (GARBLED TEXT)"
