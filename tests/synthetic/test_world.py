"""Made archives: the same for the same seed, true in what they say of themselves."""

from __future__ import annotations

import datetime
import functools

import polars as pl
import pytest

import reftel
from synthetic import world


@functools.cache
def made() -> world.World:
    return world.make(3_000, seed=11)


def test_the_same_for_the_same_seed() -> None:
    again = world.make(3_000, seed=11)
    assert made().messages.equals(again.messages)
    assert made().citations.equals(again.citations)
    assert not made().messages.equals(world.make(3_000, seed=12).messages)


def test_serials_grow_through_the_year_and_begin_anew() -> None:
    plain = made().messages.filter(pl.col("series") == "")
    for (_, year), one in plain.group_by("station", "year"):
        assert set(one["sent"].dt.year()) == {year}
        ordered = one.sort("serial")
        # A few were sent late; the rest keep the order of their numbers.
        behind = ordered["sent_at"] < ordered["sent_at"].cum_max()
        assert behind.sum() <= 0.2 * one.height + 1
    most = made().totals.join(
        plain.group_by("station", "year").agg(pl.col("serial").max()), on=["station", "year"]
    )
    assert most.filter((pl.col("series") == "") & (pl.col("serial") > pl.col("issued"))).is_empty()


def test_numbers_are_given_once() -> None:
    assert made().messages["mrn"].is_unique().all()
    assert made().messages["id"].is_unique().all()


def test_a_reference_means_an_earlier_cable_and_septel_a_later_one() -> None:
    sent = dict(made().messages.select("mrn", "sent_at").iter_rows())
    rows = made().citations.filter(pl.col("true").is_not_null())
    assert rows.height > 1_000
    for citing, true, relation in rows.select("from_mrn", "true", "relation").iter_rows():
        if relation == "septel":
            assert sent[true] >= sent[citing]
            assert sent[true] - sent[citing] <= datetime.timedelta(days=4)
        else:
            assert sent[true] <= sent[citing]


def test_held_back_cited_or_not() -> None:
    one = made()
    assert one.cables.height / one.messages.height == pytest.approx(0.7, abs=0.03)
    assert set(one.cables["mrn"]).isdisjoint(one.ghosts["mrn"])
    unnamed = pl.col("form").is_in(["date-time group", "previous", "septel"])
    true = set(one.citations.filter(~unnamed)["true"].drop_nulls())
    assert set(one.ghosts["mrn"]) == true - set(one.cables["mrn"])
    assert set(one.references["cable"]) <= set(one.cables["id"])


def test_every_form_is_there_and_faults_are_faults() -> None:
    rows = world.make(40_000, seed=5).citations
    assert set(rows["form"]) == set(world.FORMS)
    right = rows.filter(pl.col("form").is_in(["plain", "year written", "list", "in text"]))
    said = right.filter(pl.col("mrn").is_not_null())
    assert (said["mrn"] == said["true"]).sum() > 0.985 * said.height
    faulty = rows.filter(pl.col("form").is_in(["digit dropped", "digit doubled", "digits exchanged"]))
    assert faulty.filter(pl.col("mrn") == pl.col("true")).is_empty()
    omitted = rows.filter(pl.col("form") == "year before omitted")
    assert (omitted["true"].str.slice(0, 4) != omitted["from_mrn"].str.slice(0, 4)).all()
    assert rows.filter((pl.col("form") == "no cable") & pl.col("true").is_not_null()).is_empty()


def test_texts_say_what_the_frames_say() -> None:
    one = world.make(600, seed=4)
    rows = {row["mrn"]: row for row in one.cables.iter_rows(named=True)}
    count = 0
    for text in one.texts():
        cable, row = reftel.parse(text.text, date=text.date), rows[text.mrn]
        assert str(cable.mrn) == text.mrn
        assert (cable.sent, cable.subject) == (row["sent"], row["subject"])
        assert [tag.code for tag in cable.tags] == row["tags"]
        count += 1
    series_apart = sum(1 for row in rows.values() if row["series"] or row["station"] in ("SECTO", "TOSEC"))
    assert count == len(rows) - series_apart
