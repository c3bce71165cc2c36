"""What plain references teach, and what holds where there are none."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from reftel.links.holdings import Holdings
from reftel.links.learning import LATER, Learned, learn
from reftel.links.likeness import MODEST
from tests.links.test_numbers import chains
from tests.links.world import World


def learned(world: World) -> Learned:
    cables, references = world.frames()
    held = Holdings(cables.collect())
    rows = held.frame.select(pl.col("id").alias("cable")).with_row_index("citing")
    asked = references.collect().join(rows, on="cable").with_columns(numbers=pl.concat_list("mrn"))
    return learn(held, asked.select(pl.col("citing").cast(pl.Int64), "numbers", "written", "date"))


def test_without_references_the_modest_figures_hold() -> None:
    world = World()
    world.cable("2003ROME1", "2003-01-02", "WHEAT")
    found = learned(world)
    assert found.held == pytest.approx(0.6)
    assert np.argmax(found.ratios[0]) == int(np.argmax(np.array(MODEST)))
    assert np.all(np.diff(found.by_age(np.array([0, 5, 30, 200, 5000]))) < 0)


def test_what_is_later_than_the_citing_cable_has_next_to_no_weight() -> None:
    found = learned(World())
    assert found.by_age(np.array([-2]))[0] == LATER
    assert found.by_age(np.array([-1]))[0] > 1000 * LATER


def test_an_archive_whose_affairs_bear_one_subject_teaches_it() -> None:
    found = learned(chains())
    most, least = found.ratios[1].max(), found.ratios[1].min()
    assert most > 8
    assert least < 0.2
    assert found.held > 0.9


def test_the_ages_of_an_archive_are_its_own() -> None:
    """In the chains each cable cites one of twelve or thirteen days before."""
    found = learned(chains())
    near, other = found.by_age(np.array([12])), found.by_age(np.array([3]))
    assert near[0] > 5 * other[0]


def test_numbers_that_are_none_teach_nothing() -> None:
    world = World()
    citing = world.cable("2003PARIS1", "2003-01-02", "WHEAT")
    for number in ("", "2003ROME", "9999ROME99999999", "2003PARIS1"):
        world.cites(citing, "?", number)
    assert learned(world).ratios.shape[1] == len(MODEST)
