"""Names of posts: every kind of spelling, and what must not be taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocabulary import posts


@pytest.mark.parametrize(
    ("written", "code", "how"),
    [
        ("ROME", "ROME", "exact"),
        ("New Delhi", "NEWDELHI", "exact"),
        ("AMEMBASSY ROME", "ROME", "exact"),
        ("AMEMB ROME", "ROME", "exact"),
        ("AMCONSUL RIO DE JANEIRO", "RIODEJANEIRO", "exact"),
        ("USMISSION GENEVA", "GENEVA", "alias"),
        ("US MISSION EC BRUSSELS", "ECBRUSSELS", "alias"),
        ("USUN NEW YORK", "USUNNEWYORK", "exact"),
        ("SECSTATE WASHDC", "STATE", "alias"),
        ("WASHDC, SECSTATE", "STATE", "alias"),
        ("DEPTOFSTATE", "STATE", "alias"),
        ("USINT BAGHDAD", "USINTBAGHDAD", "exact"),
        ("USLO PEKING", "PEKING", "alias"),
        ("USLO RIYADH", "RIYADH", "exact"),
        ("AIT TAIPEI", "AITTAIPEI", "exact"),
        ("REO BASRAH", "BASRAH", "alias"),
        ("N'Djamena", "NDJAMENA", "exact"),
        ("São Paulo", "SAOPAULO", "exact"),
        ("PORT-AU-PRINCE", "PORTAUPRINCE", "exact"),
        ("HCMC", "HOCHIMINHCITY", "alias"),
        ("VLADIVOSTO", "VLADIVOSTOK", "cut"),
        ("PHNOM PEN", "PHNOMPENH", "cut"),
        ("KUALA LUMP", "KUALALUMPUR", "cut"),
        ("NEWDE", "NEWDELHI", "archive code"),
        ("BUENOS", "BUENOSAIRES", "archive code"),
        ("NARIOBI", "NAIROBI", "corrected"),
        ("AMEMASSY ROME", "ROME", "corrected"),
        ("AMEMBASSY ZAGRB", "ZAGREB", "corrected"),
        ("QUOTO", "QUITO", "corrected"),
    ],
)
def test_a_post_is_found_by_its_spellings(written: str, code: str, how: str) -> None:
    match = posts.find(written)
    assert match is not None
    assert (match.code, match.how, match.written) == (code, how, written)


@pytest.mark.parametrize(
    "written",
    [
        "PORTO",  # Porto Alegre or Port of Spain
        "USMISSION VIENNA",  # a mission, of three that are there
        "EUBRUSSELS",  # as near to the embassy as to the mission
        "UBERLIN",
        "URBAN",  # one letter from Durban, and a word
        "MONGOLIA",  # two letters from Monrovia, and a country
        "PRISTINE",
        "STATES",
        "NEW DELHI IN",
        "B. SAN JOSE",
        "ROME IN",
        "UNSCR",
        "EXECUTIVE ORDER",
        "",
        " ",
        "4580",
    ],
)
def test_what_is_no_post_or_could_be_two_is_not_found(written: str) -> None:
    assert posts.find(written) is None


def test_posts_that_are_easily_merged_stay_apart() -> None:
    apart = ("BRUSSELS", "USEU BRUSSELS", "TAIPEI", "AIT TAIPEI", "BERLIN", "USBERLIN", "KIEV", "KYIV")
    codes = [match.code for name in apart if (match := posts.find(name))]
    assert len(set(codes)) == len(apart)


def test_an_ambiguous_name_has_candidates() -> None:
    assert posts.candidates("PORTO") == ("PORTOALEGRE", "PORTOFSPAIN")
    assert posts.candidates("AMEMBASSY ROME") == ("ROME",)
    assert posts.candidates("NOWHERE") == ()


def test_a_post_knows_its_place() -> None:
    rome = posts.by_code("ROME")
    assert rome is not None
    assert (rome.kind, rome.iso2, rome.geo_tag, rome.routing) == ("embassy", "IT", "IT", "RUEHRO")
    assert rome.lat == pytest.approx(41.9, abs=0.2)
    assert rome.lon == pytest.approx(12.5, abs=0.2)
    assert posts.siblings("KIEV") == ("KYIV",)


def test_every_code_is_its_name_without_blanks_and_finds_itself() -> None:
    for code in posts.codes():
        post = posts.by_code(code)
        assert post is not None
        assert posts.letters(post.name) == code
        for written in (code, post.name, post.name.title()):
            match = posts.find(written)
            assert match is not None
            assert (match.code, match.how) == (code, "exact")


def test_every_name_for_running_text_finds_its_post() -> None:
    names = posts.names()
    assert names["RIO DE JANEIRO"] == names["RIO"] == "RIODEJANEIRO"
    assert "DAM" not in names
    for name, code in names.items():
        match = posts.find(name)
        assert match is not None and match.code == code
        assert name.split()[0] in posts.STATION_WORDS


def test_coordinates_are_on_the_globe_and_every_city_has_them() -> None:
    for code in posts.codes():
        post = posts.by_code(code)
        assert post is not None
        if post.kind in ("embassy", "consulate"):
            assert post.lat is not None and -60 < post.lat < 75
            assert post.lon is not None and -180 < post.lon < 180
            assert post.iso2 and post.country


@given(
    st.sampled_from([code for code in posts.codes() if len(code) >= 6]),
    st.integers(0, 5),
    st.sampled_from("QXZ"),
)
def test_a_letter_struck_wrongly_never_gives_another_post(code: str, at: int, letter: str) -> None:
    match = posts.find(code[:at] + letter + code[at + 1 :])
    assert match is None or match.code == code


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(name: str) -> None:
    match = posts.find(name)
    assert match is None or posts.by_code(match.code) is match.post
