"""Links of an archive that grows: what is made anew is enough, and is what a making of all would give."""

from __future__ import annotations

import datetime
import random
import shutil
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reftel.archive
from benchmarks.made import add
from reftel.archive import linking, renewal
from reftel.archive.store import Store
from synthetic import world as worlds
from synthetic.world.forms import Rates
from tests.links.test_properties import cables, made, references

SAMPLES = Path(__file__).parents[1] / "samples"


def grown(folder: Path, cables: pl.DataFrame, references: pl.DataFrame, batches: list[list[str]]) -> Store:
    """An archive that took these cables in, batch by batch, and brought its links up after each."""
    shutil.rmtree(folder, ignore_errors=True)
    store = Store.create(folder)
    with store.lock():
        for ids in batches:
            of = pl.col("id").is_in(ids)
            add(store, cables.filter(of), references.filter(pl.col("cable").is_in(ids)))
            linking.bring_up(store)
    return store


def differences(store: Store) -> list[dict[str, object]]:
    """The rows in which the table that grew differs from one made at once."""
    kept, whole = pl.read_parquet(linking.file(store)), linking.made(store)
    if kept.equals(whole):
        return []
    lists = [pl.col(name).cast(pl.List(pl.String)).list.join(" ") for name in ("candidates", "scores")]
    kept, whole = kept.with_columns(lists), whole.with_columns(lists)
    one = kept.join(whole, on=kept.columns, how="anti", nulls_equal=True).with_columns(of=pl.lit("grown"))
    other = whole.join(kept, on=kept.columns, how="anti", nulls_equal=True).with_columns(of=pl.lit("whole"))
    return pl.concat([one, other]).to_dicts() or [{"of": "the order of rows"}]


@pytest.fixture(scope="module", autouse=True)
def small_parts():
    """Parts of a few rows, and no making of all where most is new."""
    patch = pytest.MonkeyPatch()
    patch.setattr(renewal, "PART", 20)
    patch.setattr(renewal, "ROWS", 30)
    patch.setattr(renewal, "MOST_NEW", 1.0)
    yield
    patch.undo()


def parted(ids: list[str], chance: random.Random, most: int) -> list[list[str]]:
    """The ids in a random order, in at most so many batches."""
    ids = chance.sample(ids, len(ids))
    borders = sorted(chance.sample(range(1, len(ids)), min(most, len(ids)) - 1)) if len(ids) > 1 else []
    return [ids[a:b] for a, b in zip([0, *borders], [*borders, len(ids)], strict=True)]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cables, references, st.randoms(use_true_random=False))
def test_batches_give_what_all_at_once_gives(tmp_path: Path, drawn: list, cited: list, chance) -> None:
    world = made(drawn, cited)
    frames = [frame.collect() for frame in world.frames()]
    ids = frames[0]["id"].unique(maintain_order=True).to_list()
    store = grown(tmp_path / "a", frames[0], frames[1], parted(ids, chance, 4))
    assert differences(store) == []


SEEDS = 6


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The relations and ways of all made archives together."""
    return set()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_made_archive_with_all_forms_of_references(tmp_path: Path, seed: int, seen: set[str]) -> None:
    chance = random.Random(seed)
    years = (1974, 1975) if seed % 2 else (2005, 2006)
    world = worlds.make(700, seed=seed, years=years, rates=Rates(faults=0.08))
    announce = world.truth.filter(pl.col("relation") == "septel")["cable"].unique()
    text = (
        pl.when(pl.col("id").is_in(announce.implode())).then(pl.lit("SEPTEL FOLLOWS")).otherwise(pl.lit(""))
    )
    frame = world.cables.with_columns(text=text)
    store = grown(tmp_path / "a", frame, world.references, parted(frame["id"].to_list(), chance, 9))
    assert differences(store) == []
    links = pl.read_parquet(linking.file(store))
    seen.update(links["relation"], links["how"])
    if seed == SEEDS - 1:
        assert {"in text", "septel", "previous", "year inferred", "serial mended", "unresolved"} <= seen


def test_real_releases_taken_in_one_after_the_other(archive) -> None:
    """Documents of edited volumes, messages with date-time groups, cables of the 1970s and of the 2000s."""
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.suffix in (".txt", ".xml", ".html", ".json")]
    random.Random(4580).shuffle(files)
    for at in range(0, len(files), 60):
        archive.ingest(files[at : at + 60], workers=0)
    assert archive.links.collect().height > 100
    assert differences(archive._store) == []
    assert archive.verify().ok


def test_little_is_made_anew_for_little(tmp_path: Path, monkeypatch) -> None:
    world = worlds.make(6_000, seed=5, years=(1974, 1977))
    ids = world.cables.sort("sent")["id"].to_list()
    again: list[int] = []
    runs = renewal.Renewal._runs

    def counted(self: renewal.Renewal) -> list[pl.LazyFrame]:
        again.append(len(ids) if self.again is None else len(self.again))
        return runs(self)

    monkeypatch.setattr(renewal.Renewal, "_runs", counted)
    store = grown(tmp_path / "a", world.cables, world.references, [ids[:-5], ids[-5:]])
    assert differences(store) == []
    assert again[0] == len(ids)
    assert 5 <= again[1] < len(ids) / 4


def test_a_cable_that_was_only_cited_is_linked_when_it_comes(archive, ingest, tmp_path) -> None:
    (tmp_path / "2003ROME5.txt").write_text("CITES 2003PARIS7")
    ingest(tmp_path / "2003ROME5.txt")
    assert archive.links.collect()["evidence"].to_list() == ["the number as read; not held"]
    (tmp_path / "2003PARIS7.txt").write_text("IS CITED")
    ingest(tmp_path / "2003PARIS7.txt")
    assert archive.links.collect()["evidence"].to_list() == ["the number as read; held"]


def test_tables_that_were_put_back_are_linked_as_a_whole(archive, ingest, tmp_path) -> None:
    """A table of links that is of other cables than the tables, at the same batch, is no base."""
    for number in (1, 2):
        (tmp_path / f"2003ROME{number}.txt").write_text(f"{number} CITES 2003PARIS{number}")
        ingest(tmp_path / f"2003ROME{number}.txt")
    other = reftel.archive.create(tmp_path / "other")
    (tmp_path / "2003LIMA1.txt").write_text("CITES 2003PARIS1 2003PARIS2")
    other.ingest(tmp_path / "2003LIMA1.txt", parse="stand_in:parse", workers=0)
    shutil.copy(linking.file(other._store), linking.file(archive._store))
    assert linking._kept(archive._store) is None
    assert archive.links.collect().height == 2
    assert archive.verify().ok


@pytest.mark.parametrize("left", ["file", "folder"])
def test_what_a_killed_process_left_is_no_hindrance(archive, ingest, tmp_path, left) -> None:
    (tmp_path / "2003ROME1.txt").write_text("CITES 2003PARIS1")
    ingest(tmp_path / "2003ROME1.txt")
    folder = linking.file(archive._store).parent
    (folder / "links.parquet.new").write_bytes(b"PAR1")
    (folder / "parts").mkdir()
    if left == "folder":
        (folder / "parts" / "0.parquet").write_bytes(b"PAR1 half")
    archive.reindex()
    assert archive.verify().ok
    assert [path.name for path in folder.iterdir()] == ["links.parquet"]


def test_a_day_is_a_day(tmp_path: Path) -> None:
    """A rate of another year decides where nothing of the year is known: cables of that year are news, too."""
    from tests.links.world import World

    small = World()
    small.run("QUITO", 2004, 3, 4)
    small.cable("2003QUITO300", "")
    citing = small.cable("2003ROME9", datetime.date(2003, 5, 2).isoformat(), "WHEAT")
    small.cites(citing, "QUITO 302", "2003QUITO302", "2002QUITO302")
    frames = [frame.collect() for frame in small.frames()]
    ids = frames[0]["id"].to_list()
    first = [one for one in ids if not one.startswith("2004")]
    store = grown(tmp_path / "a", frames[0], frames[1], [first, [one for one in ids if one not in first]])
    assert differences(store) == []


@pytest.mark.parametrize("at", ["a part", "the first rows", "the last step"])
def test_a_making_that_ends_midway_leaves_the_old_table_whole(tmp_path: Path, monkeypatch, at: str) -> None:
    """As a killed process leaves it: nothing is put in order behind it."""
    world = worlds.make(700, seed=3, years=(2005, 2006))
    ids = world.cables["id"].to_list()
    store = grown(tmp_path / "a", world.cables, world.references, [ids[:-40]])
    before = linking.file(store).read_bytes()
    add(store, world.cables.tail(40), world.references.filter(pl.col("cable").is_in(ids[-40:])))
    with monkeypatch.context() as patch, store.lock():
        patch.setattr(shutil, "rmtree", lambda *_args, **_more: None)
        if at == "a part":
            patch.setattr(renewal.Resolver, "links", _ends)
        elif at == "the first rows":
            patch.setattr(renewal, "arranged", _ends)
        else:
            patch.setattr("os.replace", _ends)
        with pytest.raises(KeyboardInterrupt):
            linking.bring_up(store)
    assert linking.file(store).read_bytes() == before
    assert not linking.is_current(store)
    with store.lock():
        linking.bring_up(store)
    assert linking.is_current(store)
    assert differences(store) == []
    assert [path.name for path in linking.file(store).parent.iterdir()] == ["links.parquet"]


def _ends(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt
