"""What plain references teach, and what holds where there are none."""

from __future__ import annotations

import numpy as np
import polars as pl

from reftel.links.resolving.learning import FEWEST, LATER, Learned, learn
from reftel.links.resolving.likeness import MODEST
from tests.links.test_numbers import chains
from tests.links.world import World


def learned(world: World) -> Learned:
    return learn(*world.frames())


def test_without_references_the_modest_figures_hold() -> None:
    world = World()
    world.cable("2003ROME1", "2003-01-02", "WHEAT")
    found = learned(world)
    assert found.batches == 0
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
    assert found.batches


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
    for _ in range(FEWEST):
        world.cites(citing, "?", "2003PARIS")
    found = learned(world)
    assert found.batches
    assert np.isfinite(found.ratios).all()
    assert np.allclose(found.ages, learned(World()).ages)


def batched(world: World, size: int) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Cables and what they cite, in batches of so many cables."""
    cables, references = (one.collect() for one in world.frames())
    cables = cables.with_row_index("n").with_columns(batch=1 + pl.col("n").cast(pl.Int64) // size).drop("n")
    references = references.join(cables.select(pl.col("id").alias("cable"), "batch"), on="cable")
    return cables.lazy(), references.lazy()


def test_what_is_taken_in_later_changes_nothing_until_there_is_twice_as_much() -> None:
    cables, references = batched(chains(), 20)
    whole = learn(cables, references)
    assert whole.batches == 27  # the first 540 cables: 40 of them cite nothing
    for last in (30, 44):
        part = learn(cables.filter(pl.col("batch") <= last), references.filter(pl.col("batch") <= last))
        assert part.batches == whole.batches
        assert (part.ratios == whole.ratios).all()
        assert (part.ages == whole.ages).all()
    few = learn(cables.filter(pl.col("batch") <= 20), references.filter(pl.col("batch") <= 20))
    assert few.batches == 0


def test_cables_without_a_day_teach_nothing_of_ages() -> None:
    world = chains()
    for one in world.cables:
        one["sent"] = None
    assert np.allclose(learned(world).ages, learned(World()).ages)
