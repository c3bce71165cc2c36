"""How a list of references is written: letters, years, serials, keys."""

from __future__ import annotations

from synthetic.draft import Draft, Ref
from synthetic.facts import cable_reference
from synthetic.oddities.registry import MODERN, blocks, facts


def _three(draft: Draft) -> None:
    """Make it three references to cables, A to C."""
    draft.refs = [cable_reference(draft) for _ in range(3)]
    for ref, letter in zip(draft.refs, "ABC", strict=True):
        ref.letter = letter


def _styled(draft: Draft, style: str) -> None:
    _three(draft)
    draft.form.refs_style = style


@facts()
def letters_on_one_line(draft: Draft) -> None:
    """`REF: A. STATE 282619 B. ROME 3207`."""
    _styled(draft, "one line")


@facts()
def letters_in_brackets(draft: Draft) -> None:
    """`REF: (A) STATE 282619; (B) ROME 3207`."""
    _styled(draft, "brackets")


@facts()
def letters_in_brackets_below(draft: Draft) -> None:
    """`(A) STATE 282619`, each on its line."""
    _styled(draft, "bracketed lines")


@facts()
def letters_with_a_bracket(draft: Draft) -> None:
    """`REF: A) STATE 282619`, each on its line."""
    _styled(draft, "closing")


@facts()
def letters_in_brackets_with_commas(draft: Draft) -> None:
    """`REF: (A) STATE 282619, (B) ROME 3207`."""
    _styled(draft, "commas")


@facts(*MODERN)
def letters_doubled(draft: Draft) -> None:
    """`REF: A. A) STATE 282619`."""
    _styled(draft, "doubled")


@facts(*MODERN)
def letters_doubled_in_brackets(draft: Draft) -> None:
    """`REF: A. (A) STATE 282619`."""
    _styled(draft, "doubled brackets")


@facts(*MODERN)
def letters_glued(draft: Draft) -> None:
    """`REF: A.STATE 282619B. ROME 3207`."""
    _styled(draft, "glued")
    for ref in draft.refs:
        ref.written, ref.truth["notal"] = ref.written.replace(" (NOTAL)", ""), False


@facts(*MODERN)
def letters_with_dashes(draft: Draft) -> None:
    """`REF: A - STATE 282619`."""
    _styled(draft, "dashes")


@facts("full")
def letters_in_lower_case(draft: Draft) -> None:
    """`REF: a) STATE 282619`."""
    _styled(draft, "closing")
    for ref in draft.refs:
        ref.letter = (ref.letter or "").lower()


@facts()
def references_without_letters(draft: Draft) -> None:
    """`REF: STATE 282619; ROME 3207`."""
    _styled(draft, "bare")
    for ref in draft.refs:
        ref.letter = None


@facts()
def references_with_commas(draft: Draft) -> None:
    """`REF: STATE 282619, ROME 3207`."""
    _styled(draft, "bare commas")
    for ref in draft.refs:
        ref.letter = None


@facts(*MODERN)
def letter_missing(draft: Draft) -> None:
    """A list whose second letter is left out."""
    _three(draft)
    draft.refs[1].letter = None


@facts(*MODERN)
def letters_out_of_order(draft: Draft) -> None:
    """`A.`, `C.`, `B.`."""
    _three(draft)
    draft.refs[1].letter, draft.refs[2].letter = "C", "B"


@facts(*MODERN)
def letter_twice(draft: Draft) -> None:
    """`A.`, `B.`, `B.`: a letter counted twice."""
    _three(draft)
    draft.refs[2].letter = "B"


@facts()
def eight_references(draft: Draft) -> None:
    """Eight references, A to H."""
    draft.refs = [cable_reference(draft) for _ in range(8)]
    for ref, letter in zip(draft.refs, "ABCDEFGH", strict=True):
        ref.letter = letter


@facts(*MODERN)
def refs_key(draft: Draft) -> None:
    """`REFS:`."""
    draft.form.refs_key = "REFS: "


@facts(*MODERN)
def refs_key_in_brackets(draft: Draft) -> None:
    """`REF(S):`."""
    draft.form.refs_key = "REF(S): "


@facts(*MODERN)
def reftel_key(draft: Draft) -> None:
    """`REFTELS:`."""
    draft.form.refs_key = "REFTELS: "


@facts(*MODERN)
def refs_key_without_first_letter(draft: Draft) -> None:
    """`EF:`."""
    draft.form.refs_key = "EF: "


@facts(*MODERN)
def refs_key_without_blank(draft: Draft) -> None:
    """`REF:A. STATE 282619`."""
    draft.form.refs_key = "REF:"


@blocks("full")
def blank_lines_between_references(draft: Draft) -> None:
    """A blank line between one reference and the next."""
    draft.blocks["references"] = draft.blocks["references"].replace("\n", "\n\n")


# Years


def _serials(draft: Draft, n: int) -> list[int]:
    """Serials of the cable's own post that it can have reached before this cable."""
    top = max(draft.serial, n + 2)
    return sorted({1 + int(draft.rng.random() * (top - 1)) for _ in range(n)}, reverse=True)


def _own(draft: Draft, serial: int, year: int | None = None) -> str:
    return f"{year or draft.moment.year}{draft.station.code}{serial}"


def _one(draft: Draft, written: str, mrns: list[str], **more: object) -> None:
    """One item that names one cable or several."""
    draft.refs = [
        Ref(written if not i else "", {"kind": "cable", "mrn": mrn, "notal": False, **more})
        for i, mrn in enumerate(mrns)
    ]
    draft.form.refs_style = "written once"


@facts()
def two_digit_year_before(draft: Draft) -> None:
    """`REF: 02 ROME 4559`."""
    year = draft.moment.year - 1
    _one(draft, f"{year % 100:02} {draft.station.name} 459", [_own(draft, 459, year)])


@facts(*MODERN)
def whole_year_before(draft: Draft) -> None:
    """`REF: 2002 ROME 4559`."""
    year = draft.moment.year - 1
    _one(draft, f"{year} {draft.station.name} 459", [_own(draft, 459, year)])


@facts(*MODERN)
def year_with_apostrophe(draft: Draft) -> None:
    """`REF: '02 ROME 4559`."""
    year = draft.moment.year - 1
    _one(draft, f"'{year % 100:02} {draft.station.name} 459", [_own(draft, 459, year)])


@facts(*MODERN)
def year_glued(draft: Draft) -> None:
    """`REF: 02ROME459`."""
    year = draft.moment.year - 1
    _one(draft, f"{year % 100:02}{draft.station.name}459", [_own(draft, 459, year)])


@facts(*MODERN)
def year_behind_in_brackets(draft: Draft) -> None:
    """`REF: ROME 459 (02)`."""
    year = draft.moment.year - 1
    _one(draft, f"{draft.station.name} 459 ({year % 100:02})", [_own(draft, 459, year)])


@facts(*MODERN)
def year_behind_with_of(draft: Draft) -> None:
    """`REF: ROME 459 OF 2002`."""
    year = draft.moment.year - 1
    _one(draft, f"{draft.station.name} 459 OF {year}", [_own(draft, 459, year)])


@facts(*MODERN)
def zeros_before_serial(draft: Draft) -> None:
    """`REF: ROME 000459`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.name} {serial:06}", [_own(draft, serial)])


@facts(*MODERN)
def canonical_number(draft: Draft) -> None:
    """`REF: 2003ROME000459`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.moment.year}{draft.station.code}{serial:06}", [_own(draft, serial)])


# Several serials after one post


@facts()
def serials_with_commas(draft: Draft) -> None:
    """`REF: ROME 3207, 2917`."""
    serials = _serials(draft, 3)
    _one(draft, f"{draft.station.name} {', '.join(map(str, serials))}", [_own(draft, s) for s in serials])


@facts(*MODERN)
def serials_with_and(draft: Draft) -> None:
    """`REF: ROME 3207 AND 2917`."""
    serials = _serials(draft, 2)
    _one(draft, f"{draft.station.name} {' AND '.join(map(str, serials))}", [_own(draft, s) for s in serials])


@facts(*MODERN)
def serials_with_slash(draft: Draft) -> None:
    """`REF: ROME 3207/2917`."""
    serials = _serials(draft, 2)
    _one(
        draft,
        f"{draft.station.name} {'/'.join([f'{s:05}' for s in serials])}",
        [_own(draft, s) for s in serials],
    )


@facts(*MODERN)
def and_previous(draft: Draft) -> None:
    """`REF: ROME 3207 AND PREVIOUS`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.name} {serial} AND PREVIOUS", [_own(draft, serial)], and_previous=True)


@facts()
def notal(draft: Draft) -> None:
    """`REF: ROME 3207 (NOTAL)`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.name} {serial} (NOTAL)", [_own(draft, serial)])
    draft.refs[0].truth["notal"] = True


@facts()
def notal_without_brackets(draft: Draft) -> None:
    """`REF: ROME 3207, NOTAL`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.name} {serial}, NOTAL", [_own(draft, serial)])
    draft.refs[0].truth["notal"] = True


# How a post is named


@facts()
def secstate(draft: Draft) -> None:
    """`REF: SECSTATE 14559`."""
    _one(draft, "SECSTATE 1459", [f"{draft.moment.year}STATE1459"])


@facts()
def title_before_post(draft: Draft) -> None:
    """`REF: AMEMBASSY ROME 459`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.title} {draft.station.name} {serial}", [_own(draft, serial)])


@facts(*MODERN)
def post_in_mixed_case(draft: Draft) -> None:
    """`Ref: New Delhi 459`."""
    serial = _serials(draft, 1)[0]
    draft.form.refs_key = "Ref: "
    _one(draft, f"{draft.station.name.title()} {serial}", [_own(draft, serial)])


@facts(*MODERN)
def posts_of_several_words(draft: Draft) -> None:
    """`REF: A. NEW DELHI 459 B. RIO DE JANEIRO 17 C. USUN NEW YORK 21`."""
    year = draft.moment.year
    names = (
        ("NEW DELHI 9", "NEWDELHI9"),
        ("RIO DE JANEIRO 7", "RIODEJANEIRO7"),
        ("USUN NEW YORK 5", "USUNNEWYORK5"),
    )
    draft.refs = [
        Ref(written, {"kind": "cable", "mrn": f"{year}{code}", "notal": False}, letter)
        for (written, code), letter in zip(names, "ABC", strict=True)
    ]


@facts(*MODERN)
def misspelt_post(draft: Draft) -> None:
    """`REF: ISLAMBAD 9`: one letter is wrong, and one post only is meant."""
    _one(draft, "ISLAMBAD 9", [f"{draft.moment.year}ISLAMABAD9"])


@facts(*MODERN)
def without_blank_before_serial(draft: Draft) -> None:
    """`REF: ROME459`."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.name}{serial:04}", [_own(draft, serial)])


@facts(*MODERN)
def with_remarks(draft: Draft) -> None:
    """`REF: ROME 459 (REPORT ON EXPORT CONTROLS)`: what it is about stands behind it."""
    serial = _serials(draft, 1)[0]
    _one(draft, f"{draft.station.name} {serial} (REPORT ON EXPORT CONTROLS)", [_own(draft, serial)])


@facts("telegram")
def retel(draft: Draft) -> None:
    """`REFTEL: STATE 1459`."""
    draft.form.refs_key = "REFTEL: "
    _one(draft, "STATE 1459", [f"{draft.moment.year}STATE1459"])


@facts(*MODERN)
def no_references(draft: Draft) -> None:
    """No reference line."""
    draft.refs = []


@blocks(*MODERN)
def reference_line_saying_none(draft: Draft) -> None:
    """`REF: NONE`: a line, and no reference."""
    draft.refs = []
    draft.blocks["references"] = "REF: NONE"
