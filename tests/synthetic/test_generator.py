"""The generator: the same for the same seed, and its truth is in its text."""

from __future__ import annotations

import html
import re

import pytest

from synthetic import LAYOUTS, ODDITIES, Layout, Synthetic, generate
from synthetic.layouts import STAMP

_CUT_IN = re.compile(
    rf"{STAMP}|PAGE \d\d +[^\n]*|[A-Z ]+ \d{{8}}  [^\n]*|C O R R E C T E D[^\n]*"
    r"|(?m:^(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)[ ]*$)|\]\(#\)|\[1\]|\\$",
    re.M,
)


def letters(words: str) -> str:
    """Letters and digits alone, page markers and stamps cut out: wraps and escapes do not count."""
    return re.sub(r"[^A-Za-z0-9À-ÿ]", "", _CUT_IN.sub("", html.unescape(words.replace("\r", "\n"))))


def assert_truth_is_in_text(cable: Synthetic) -> None:
    text, truth = letters(cable.text), cable.truth
    for field in ("subject", "summary", "comment"):
        for part in (getattr(truth, field) or "").split("\n\n"):
            assert letters(part) in text, field
    for surname in truth.signer:
        assert surname in cable.text
    for tag in truth.tags:
        assert tag["code"] in cable.text or "fused" in str(cable.oddities)
    for paragraph in truth.paragraphs:
        assert letters(paragraph["text"]) in text
    for reference in truth.references:
        if reference["mrn"]:
            serial = re.search(r"\d+$", reference["mrn"])
            assert serial and serial.group() in cable.text
    number = re.search(r"[0-9]+$", truth.mrn or "")
    assert number and number.group() in cable.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_truth_of_plain_cables_is_in_their_text(layout: Layout) -> None:
    for cable in generate(11, 40, layouts=[layout]):
        assert_truth_is_in_text(cable)


# What stands between a paragraph's words is more than a marker there.
_REWRITTEN = {"second_section_with_header"}


@pytest.mark.parametrize("name", sorted(ODDITIES.keys() - _REWRITTEN))
def test_truth_of_odd_cables_is_in_their_text(name: str) -> None:
    for layout in ODDITIES[name].layouts:
        for cable in generate(12, 3, [name], [layout]):
            assert_truth_is_in_text(cable)


@pytest.mark.parametrize("name", sorted(ODDITIES))
def test_each_oddity_makes_a_difference(name: str) -> None:
    def made(odd: list[str], layout: Layout) -> list[Synthetic]:
        # One cable a seed: an oddity that draws would shift all that come after it.
        return [next(generate(seed, 1, odd, [layout])) for seed in range(40)]

    for layout in ODDITIES[name].layouts:
        plain, odd = made([], layout), made([name], layout)
        assert any(a.text != b.text for a, b in zip(plain, odd, strict=True))


def test_the_same_for_the_same_arguments() -> None:
    assert list(generate(3, 30)) == list(generate(3, 30))
    assert [cable.text for cable in generate(3, 30)] != [cable.text for cable in generate(4, 30)]


def test_about_five_thousand_characters() -> None:
    lengths = [len(cable.text) for cable in generate(5, 400)]
    assert 4_000 < sum(lengths) / len(lengths) < 7_000


def test_an_unknown_oddity_is_an_error() -> None:
    with pytest.raises(KeyError):
        next(generate(1, 1, ["no_such_oddity"]))


def test_oddities_say_what_they_are() -> None:
    assert len(ODDITIES) >= 60
    assert all(oddity.about.endswith((".", "`")) for oddity in ODDITIES.values())
