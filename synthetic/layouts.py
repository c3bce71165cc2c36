"""From facts and form to text: the four layouts.

`write` makes the blocks of a draft (`transmission`, `marking`, `captions`, `authority` …, one
for each paragraph) and `join` puts them together; between the two an oddity may change a block.
"""

from __future__ import annotations

from synthetic.draft import Draft, Para
from synthetic.reference_styles import STYLES
from synthetic.wrap import wrapped

EXTRACT_NOTICE = "This record is a partial extract of the original cable. The full text of the original cable is not available."
_BLANK, _LINE = "\n\n", "\n"
_PAGE_LINES = 50
STAMP = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"


def write(draft: Draft) -> None:
    """Write the blocks."""
    {"extract": _extract, "full": _full, "telegram": _telegram, "print": _print}[draft.layout](draft)


def join(draft: Draft) -> str:
    """The whole text."""
    ends = draft.ends
    text = "".join([words + ends.get(name, _BLANK) for name, words in draft.blocks.items() if words])
    if draft.layout == "telegram":
        return _paged(draft, text)
    trailing = draft.form.trailing
    if trailing:
        head, _, rest = text.partition(draft.blocks["marking"])
        text = head + (draft.blocks["marking"] + rest).replace("\n", f"{trailing}\n")
    return draft.form.before + text.rstrip("\n") + "\n" + draft.form.after


def message_blocks(draft: Draft) -> None:
    """The message proper: from the marking line to the signer."""
    form, blocks = draft.form, draft.blocks
    blocks["marking"] = marking_line(draft)
    captions, passing = _LINE.join(form.caption_lines), _LINE.join(form.passing_lines)
    if form.captions_last:
        blocks["passing"], blocks["captions"] = passing, captions
    else:
        blocks["captions"], blocks["passing"] = captions, passing
    blocks["authority"] = form.authority
    codes = [tag["code"] if tag["kind"] != "person" else f"({tag['code']})" for tag in draft.truth.tags]
    blocks["tags"] = (
        wrapped(form.tags_key + form.tags_between.join(codes) + form.tags_last, form.width) if codes else ""
    )
    blocks["subject"] = wrapped(form.subject_key + (draft.truth.subject or ""), form.width or 72)
    blocks["references"] = (
        STYLES[form.refs_style](form.refs_key, draft.refs, form.width) if draft.refs else ""
    )
    blocks["classified_by"] = wrapped(form.classified, form.width)
    for i, para in enumerate(draft.paras):
        blocks[f"paragraph {i}"] = paragraph(draft, para)
    blocks["signer"] = form.signer


def marking_line(draft: Draft) -> str:
    """`C O N F I D E N T I A L SECTION 01 OF 02 ROME 004580`."""
    form = draft.form
    return f"{form.marking}{form.marking_tail} {form.section}{draft.station.name} {draft.serial:0{_digits(draft)}}"


def _digits(draft: Draft) -> int:
    return 4 if draft.layout in ("telegram", "print") else 6


def paragraph(draft: Draft, para: Para) -> str:
    """A paragraph with its heading, number and mark, wrapped."""
    form = draft.form
    lead = form.number.format(para.number) if para.number is not None else ""
    if para.portion:
        lead += (form.portion if para.portion_form is None else para.portion_form).format(para.portion)
    words = lead + para.words if para.shaped else wrapped(lead + para.words, form.width)
    if para.heading is None:
        return words
    rule = "-" * len(para.heading)
    return f"{rule}\n{para.heading}\n{rule}\n\n{words}"


def _extract(draft: Draft) -> None:
    draft.truth.partial = True
    draft.blocks["notice"] = "\n\n" + EXTRACT_NOTICE
    message_blocks(draft)


def _full(draft: Draft) -> None:
    draft.blocks["transmission"] = _LINE.join(transmission(draft))
    message_blocks(draft)
    draft.ends |= {"authority": _LINE, "tags": _LINE}
    if not draft.form.classified:
        return
    draft.ends["subject"] = _BLANK if draft.rng.random() < 0.8 else _LINE


def transmission(draft: Draft) -> list[str]:
    """The relay's lines, the date-time group and the addresses of a full cable."""
    truth, form, moment = draft.truth, draft.form, draft.moment
    letter = form.dtg[:1]
    own = draft.station.routing
    level = truth.classification
    code = "ZNR UUUUU ZZH" if level == "UNCLASSIFIED" else f"ZNY {(level or 'U')[0] * 5} ZZH"
    lines = [
        truth.transmission_id or "VZCZCXYZ0000",
        f"{letter * 2} RUEHWEB",
        "",
        f"DE {own} #{draft.serial:04}{'/01' if form.section else ''} {moment:%j%H%M}",
        code,
        form.dtg,
        f"FM {truth.sender}",
    ]
    key = "TO"
    for key, addressees in (("TO", truth.action), ("INFO", truth.info)):
        for i, item in enumerate(addressees):
            words = f"{item['routing']}/{item['name']}" if item["routing"] else item["name"]
            words += f" {item['precedence']}" if item["precedence"] else ""
            words += f" {item['number']:04}" if item["number"] else ""
            lines.append(f"{key} {words}" if not i else words)
    return lines


def _print(draft: Draft) -> None:
    truth, form = draft.truth, draft.form
    station = f"{draft.station.name} {draft.serial:04}"
    blocks = draft.blocks
    blocks["form"] = f"TELEGRAM \nDepartment of State \n{station}"
    blocks["dtg"] = form.dtg
    lines = [f"FM {truth.sender}", f"TO {_plain(truth.action[0])}"]
    lines += [("INFO " if not i else "") + _plain(item) for i, item in enumerate(truth.info)]
    blocks["addresses"] = " \n".join(lines)
    draft.ends |= {"form": _BLANK, "addresses": " \n"}
    message_blocks(draft)
    draft.ends |= dict.fromkeys(("marking", "captions", "passing", "authority"), " \n")


def _plain(item: dict[str, object]) -> str:
    words = str(item["name"])
    words += f" {item['precedence']}" if item["precedence"] else ""
    return words + (f" {item['number']:04}" if item["number"] else "")


def _telegram(draft: Draft) -> None:
    truth, form, blocks = draft.truth, draft.form, draft.blocks
    rng = draft.rng
    listed = [f"{item['office']}-{item['copies']:02}" for item in truth.distribution or []]
    lines = [str(10 + int(rng.random() * 80)), f"ACTION {listed[0]}", ""]
    rest = listed[1:]
    for i in range(0, len(rest), 7):
        lines += [("INFO  " if not i else "      ") + "  ".join(rest[i : i + 7]), ""]
    total = sum(item["copies"] for item in truth.distribution or [])
    lines[-1] = f"      /{total:03} W"
    lines.append(f"                       ---------------------     {int(rng.random() * 99999):06}")
    addresses = [form.dtg, f"FM {truth.sender}", f"TO {_plain(truth.action[0])}"]
    addresses += [("INFO " if not i else "") + _plain(item) for i, item in enumerate(truth.info)]
    blocks["distribution"] = _LINE.join(lines)
    blocks["transmission"] = _LINE.join(addresses)
    draft.ends |= {"distribution": _LINE, "authority": _LINE, "tags": _LINE}
    message_blocks(draft)
    draft.ends |= {f"paragraph {len(draft.paras) - 1}": _LINE}


def _paged(draft: Draft, text: str) -> str:
    """Pages as the archive prints them: the marking above and below each, the page line, the stamps."""
    marking = draft.truth.classification or "UNCLASSIFIED"
    lines = text.replace("\n\n", "\n \n").rstrip().split("\n")
    filed = f"{draft.moment:%d%H%M}Z"
    section = f" {draft.form.section[8:].strip()}" if draft.form.section else ""
    pages = []
    for n, start in enumerate(range(0, len(lines), _PAGE_LINES), 1):
        head = f"{marking}\n \nPAGE {n:02}  {draft.station.name} {draft.serial:05}{section}  {filed}\n \n"
        body = lines[start : start + _PAGE_LINES]
        if n > 1:
            body[0] += f" {STAMP} \n {STAMP} "
        pages.append(head + "\n".join(body))
    after = f"\n \n \n{marking}\n \n \n \n \n{draft.form.after or 'NNN'}\n  {STAMP} \n {STAMP} \n"
    return f"{draft.form.before}\n \n" + f"\n{marking}\n \n".join(pages) + after
