"""The message reference number in all its spellings."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model.mrn import MRN
from reftel.vocabulary import posts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2003ROME4580", "2003ROME4580"),
        ("NAVADMIN 130/03", "2003NAVADMIN130"),
        ("NAVADMIN 060/2003", "2003NAVADMIN60"),
        ("NAVADMIN/250/03", "2003NAVADMIN250"),
        ("ALNDW 002-03", "2003ALNDW2"),
        ("2003NAVADMIN130", "2003NAVADMIN130"),
        ("2003ROME004580", "2003ROME4580"),
        ("03ROME4580", "2003ROME4580"),
        ("03 ROME 4580", "2003ROME4580"),
        ("ROME 004580", "2003ROME4580"),
        ("ROME 4580", "2003ROME4580"),
        ("rome 4580", "2003ROME4580"),
        ("ROME 00004580", "2003ROME4580"),
        ("  Rome \n 04580 ", "2003ROME4580"),
        ("ROME NO. 4580", "2003ROME4580"),
        ("ROME 4580 (03)", "2003ROME4580"),
        ("ROME 3207 OF 2002", "2002ROME3207"),
        ("ROME 3207-02", "2002ROME3207"),
        ("'02 ROME 3207", "2002ROME3207"),
        ("2002 ROME 3207", "2002ROME3207"),
        ("AMEMBASSY ROME 4580", "2003ROME4580"),
        ("SECSTATE 282619", "2003STATE282619"),
        ("DEPARTMENT 282619", "2003STATE282619"),
        ("1974STATE050728", "1974STATE50728"),
        ("1975NEWDE13223", "1975NEWDELHI13223"),
        ("1975ROME04580_b", "1975ROME4580"),
        ("NEW DELHI 12", "2003NEWDELHI12"),
        ("RIO DE JANEIRO 12", "2003RIODEJANEIRO12"),
        ("RIO DE JAN 12", "2003RIODEJANEIRO12"),
        ("USUN NEW YORK 12", "2003USUNNEWYORK12"),
        ("BANDAR SERI BEGAWAN 12", "2003BANDARSERIBEGAWAN12"),
        ("AMCONSUL HCMC 12", "2003HOCHIMINHCITY12"),
        ("USMISSION GENEVA 12", "2003GENEVA12"),
        ("N'DJAMENA 12", "2003NDJAMENA12"),
        ("PORT-AU-PRINCE 12", "2003PORTAUPRINCE12"),
        ("1975SECTO10373", "1975SECTO10373"),
        ("TOSEC 140323", "2003TOSEC140323"),
        ("PARTO 12", "2003PARTO12"),
        ("90STATE255577TOSEC140323", "1990STATE255577"),
        ("7575LIBREVILLE1895", "1975LIBREVILLE1895"),
        ("06EFTOBAKU1165", "2006BAKU1165"),
        ("2006EFTOROME12", "2006ROME12"),
        ("08SECTION01GF02BISHIEK21", "2008BISHKEK1021"),
        ("2003FOOBAR0012", "2003FOOBAR12"),
    ],
)
def test_every_spelling_is_read(text: str, number: str) -> None:
    assert str(MRN.parse(text, year=2010 if text[:2] in ("06", "08") else 2003)) == number


@pytest.mark.parametrize(
    "text",
    [
        "UNSCR 1506",
        "EXECUTIVE ORDER 12958",
        "RESOLUTION 242",
        "IIR 6 832",
        "FY 2003",
        "PARA 4",
        "MARCH 2003",
        "07OCT2003",
        "07 OCT 2003",
        "07OCTOBER2003",
        "NEW DELHI IN 2003",
        "UNCLAS ROME 4580",
        "B. MANAMA 4580",
        "USDAO ROME 4580",
        "FOOBAR 12",
        "GEORGE 12",
        "PORTO 123",
        "ROME",
        "ROME 0",
        "ROME 99999999",
        "4580",
        "ROME 3207/2917",
        "ROME 3207, 2917",
        "03 ROME 4580 (02)",
        "071530Z OCT 03",
        "R 162245Z OCT 08",
        "",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert MRN.parse(text, year=2003) is None


def test_a_number_without_a_year_needs_one() -> None:
    assert MRN.parse("ROME 4580") is None
    assert str(MRN.parse("ROME 4580", latest=datetime.date(2003, 10, 7))) == "2003ROME4580"


@pytest.mark.parametrize(
    ("text", "latest", "year"),
    [
        ("02 ROME 1", "2003-10-07", 2002),
        ("99 ROME 1", "2003-10-07", 1999),
        ("73 ROME 1", "1975-01-01", 1973),
        ("66 ROME 1", None, 1966),
        ("65 ROME 1", None, 2065),
        ("00 ROME 1", None, 2000),
    ],
)
def test_two_digits_of_a_year(text: str, latest: str | None, year: int) -> None:
    number = MRN.parse(text, latest=datetime.date.fromisoformat(latest) if latest else None)
    assert number is not None and number.year == year


def test_a_year_after_the_citing_cable_is_not_guessed_at() -> None:
    assert MRN.parse("04 ROME 1", latest=datetime.date(2003, 10, 7)) is None


@pytest.mark.parametrize("text", ["BANGKOK A-50", "73BANGKOK-A50", "1973BANGKOK-A50", "73 BANGKOK A-50"])
def test_airgrams_count_apart(text: str) -> None:
    number = MRN.parse(text, year=1973)
    assert number == MRN(1973, "BANGKOK", 50, "A")
    assert number != MRN(1973, "BANGKOK", 50)
    assert number is not None
    assert (str(number), number.short) == ("1973BANGKOK-A50", "73BANGKOK-A50")


def test_a_misspelt_post_is_marked() -> None:
    reading = MRN.read("NARIOBI 12", year=2003)
    assert reading is not None
    assert (reading.mrn.station, reading.corrected_from, reading.year_from) == (
        "NAIROBI",
        "NARIOBI",
        "context",
    )
    plain = MRN.read("03 RIO DE JAN 12")
    assert plain is not None
    assert (plain.corrected_from, plain.year_from) == (None, "two digits")


def test_the_three_forms_of_the_specimen() -> None:
    number = MRN(2003, "ROME", 4580)
    assert (str(number), number.short, number.padded) == ("2003ROME4580", "03ROME4580", "2003ROME004580")


numbers = st.builds(
    MRN,
    year=st.integers(1966, 2065),
    station=st.sampled_from(posts.codes()),
    serial=st.integers(1, 999_999),
    series=st.sampled_from(["", "", "", "A"]),
)


@given(numbers)
def test_canonical_short_and_padded_forms_come_back(number: MRN) -> None:
    assert MRN.parse(str(number)) == MRN.parse(number.short) == MRN.parse(number.padded) == number


@given(numbers, st.data())
def test_every_spelling_of_a_number_comes_back(number: MRN, data: st.DataObject) -> None:
    post = posts.by_code(number.station)
    assert post is not None
    number = MRN(number.year, number.station, number.serial)
    name = data.draw(st.sampled_from([post.name, post.code, post.name.title(), post.name.lower()]))
    width = data.draw(st.integers(1, 8))
    serial = f"{number.serial:0{width}}"
    year, two = number.year, f"{number.year % 100:02}"
    text = data.draw(
        st.sampled_from(
            [
                f"{year}{name}{serial}",
                f"{year} {name} {serial}",
                f"{two} {name} {serial}",
                f"'{two} {name} {serial}",
                f"{name} {serial}",
                f"{name} {serial} ({two})",
                f"{name} {serial} OF {year}",
            ]
        )
    )
    assert MRN.parse(text, year=number.year) == number


@given(st.text(max_size=120), st.none() | st.integers(1966, 2030))
def test_any_text_may_be_asked_for(text: str, year: int | None) -> None:
    number = MRN.parse(text, year=year)
    assert number is None or number.serial > 0


@given(st.text(alphabet="03ROME A-CT'.()OF/", max_size=40))
def test_what_is_read_is_written_and_read_again(text: str) -> None:
    number = MRN.parse(text, year=2003)
    assert number is None or MRN.parse(str(number)) == number


@pytest.mark.parametrize("text", ["A" * 1_000_000, "03 ROME " * 100_000, " " * 1_000_000, "9" * 1_000_000])
def test_a_very_long_text_is_no_number(text: str) -> None:
    assert MRN.parse(text, year=2003) is None
