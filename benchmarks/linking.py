"""Links, threads, ghosts and gaps on made archives whose truth is known, and a graph of millions of citations.

Run as a command it takes in a file of texts: `python -m benchmarks.linking LINES OUT`.
"""

from __future__ import annotations

import datetime
import statistics
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import msgspec
import numpy as np
import polars as pl

from benchmarks import link_stage, made
from benchmarks.bounds import Bound, Row, timed
from benchmarks.resources import run
from quality.page import table
from reftel.archive import Archive
from reftel.links.network.graph import Graph, build
from reftel.links.network.measures import Measures
from reftel.links.network.threads import thread
from reftel.links.resolving.resolution import resolve
from synthetic import world as worlds
from synthetic.world import World

DEFAULT: Final = 250_000
TEXTS: Final = 20_000  # of the whole ingest: the link stage's share is the same for more
CITATIONS: Final = 3_000_000
CABLES: Final = 1_200_000
CONFIDENCES: Final = (0.5, 0.8, 0.9, 0.95)
_SEED: Final = 1
_STARTS: Final = 300
_CORES: Final = 2


def report(n: int, folder: Path) -> str:
    """The whole chapter, for a made archive of `n` cables."""
    folder.mkdir(parents=True, exist_ok=True)
    seconds, world = timed(lambda: worlds.make(n, seed=_SEED), 1)
    archive = made.archive(world, folder / "made.archive")
    rows, remarks = [], []
    for part in (_links, _ghosts, _gaps, _threads):
        found, said = part(world, archive)
        rows += [one.row() for one in found]
        remarks += said
    for found, said in (
        link_stage.commands(archive),
        _ingest(min(n, TEXTS), folder),
        link_stage.grown(world, archive),
        link_stage.copies(folder / "texts.jsonl"),
    ):
        rows += [one.row() for one in found]
        remarks += said
    heads = ("what", "measured", "to be", "met")
    return (
        "## Links\n\n"
        f"A made archive (`synthetic/world`): {world.messages.height:,} cables of {len(world.stations)} stations, of which "
        f"{world.cables.height:,} are held and {world.ghosts.height:,} are not held and cited; {world.references.height:,} "
        f"references in the forms and with the faults of real ones. Made in {seconds:.0f} s. Times are the processor's, of all "
        "threads together, the best of three, with the archive open; those of commands are of the whole command in a process of "
        "its own, from the interpreter's start to its end.\n\n"
        f"{table(heads, rows)}\n\n" + "\n".join(f"- {one}" for one in remarks)
    )


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


# Links


def _links(world: World, archive: Archive) -> tuple[list[Bound], list[str]]:
    """Precision and recall of what references are resolved to."""
    seconds, links = timed(lambda: resolve(archive.cables, archive.references))
    said = links.filter(pl.col("position").is_not_null(), ~pl.col("relation").is_in(("previous", "septel")))
    truth = world.truth.filter(pl.col("relation").is_in(("reference", "in text", "document")))
    both = truth.join(said.select("cable", "position", "to_mrn"), on=["cable", "position"], how="left")
    right = both.filter(pl.col("to_mrn") == pl.col("true")).height
    resolved, meant = both["to_mrn"].count(), both["true"].count()
    wrong = both.filter(pl.col("to_mrn").is_not_null() & pl.col("to_mrn").ne_missing(pl.col("true")))
    kinds = wrong.group_by("form").len().sort("len", descending=True).iter_rows()
    kept = archive.links.select(pl.len()).collect().item()  # written once, read from now on
    return [
        Bound("references resolved rightly, of those resolved", _share(right, resolved), 99.5, True),
        Bound("references resolved rightly, of those that mean a cable", _share(right, meant), 98.0, True),
    ], [
        f"Links: {kept:,} in {seconds:.1f} s. Of {resolved:,} references resolved {wrong.height:,} wrongly: "
        + ", ".join(f"{form} {count}" for form, count in kinds)
        + "."
    ]


# Ghosts


def _ghosts(world: World, archive: Archive) -> tuple[list[Bound], list[str]]:
    """Which ghosts are found, and whether they were sent when it is said."""
    from reftel.links.dating.serials import Serials
    from reftel.links.missing import ghosts

    seconds, _ = timed(archive.ghosts)
    found = ghosts.table(archive.cables, archive.links)
    truth = world.ghosts.select("mrn", pl.col("sent").alias("true_sent"), "series")
    there = found.join(truth, on="mrn", how="semi").height
    bounds = [Bound("ghosts found", _share(there, truth.height), 99.0, True)]
    cells = []
    # The posts of a made archive do not keep to the numbers of the real ones.
    serials = Serials.of(ghosts.anchors(archive.cables), known=False)
    for confidence in CONFIDENCES:
        dated = ghosts.dated(found, serials, confidence)
        both = dated.join(truth.drop("series"), on="mrn").filter(pl.col("first").is_not_null())
        inside = both.filter(pl.col("true_sent").is_between("first", "last")).height
        said, measured = both["confidence"].mean(), _share(inside, both.height)
        days = (both["last"] - both["first"]).dt.total_days().median()
        assert isinstance(said, float)
        assert isinstance(days, float)
        cells.append(
            f"{confidence:.0%}: {measured:.1f} % inside, stated {said:.1%}, median of {days + 1:.0f} days"
        )
        if confidence == 0.9:
            name = "intervals of 90 %: what they hold less what they state, in points"
            bounds.append(Bound(name, abs(measured - 100 * said), 2.0, False, "{:.2f}"))
    bounds.append(Bound("`ghosts` of the whole archive", seconds, 3.0, False, "{:.2f} s"))
    return bounds, [
        f"Ghosts: {found.height:,} found, {found.height - there:,} of them cited by a number that was never given.",
        f"Intervals by the confidence asked for: {'; '.join(cells)}.",
    ]


# Gaps


def _gaps(world: World, archive: Archive) -> tuple[list[Bound], list[str]]:
    """Whether the true number of serials lies in the interval of the estimate."""
    seconds, rows = timed(archive.gaps)
    truth = world.totals.filter(pl.col("series") == "").select("station", "year", "issued", "released_until")
    rows = rows.filter(pl.col("series").fill_null("") == "") if "series" in rows.columns else rows
    both = rows.join(truth.cast({"year": rows.schema["year"]}), on=["station", "year"]).filter(
        pl.col("total_low").is_not_null()
    )
    inside = both.filter(pl.col("issued").is_between("total_low", "total_high")).height
    cut = both.filter(pl.col("released_until") < pl.date(pl.col("year"), 12, 1))
    of_cut = cut.filter(pl.col("issued").is_between("total_low", "total_high")).height
    return [
        Bound(
            "totals of posts and years within the interval stated", _share(inside, both.height), 90.0, True
        ),
        Bound("`gaps` of the whole archive", seconds, 3.0, False, "{:.2f} s"),
    ], [
        f"Gaps: {both.height:,} posts and years have an estimate; of the {cut.height} of them whose last months were never "
        f"released {_share(of_cut, cut.height):.1f} % are within it."
    ]


# Threads


def _threads(world: World, archive: Archive) -> tuple[list[Bound], list[str]]:
    """Single threads, of cables drawn at random and of the largest group."""
    first, graph = timed(lambda: archive.graph, 1)
    again, _ = timed(lambda: Archive(archive._store).graph)
    keys = Random(_SEED).sample(graph.all_keys().to_pylist(), min(_STARTS, len(graph)))
    keys.append(graph.key(int(graph.array("joined").argmax())))
    times, sizes = [], []
    for key in keys:
        seconds, one = timed(lambda key=key: archive.thread(key))
        assert one is not None
        times.append(1000 * seconds)
        sizes.append(len(one.nodes))
    return [
        Bound("`thread`, median of single cables", statistics.median(times), 100, False, "{:.1f} ms"),
        Bound("`thread`, the slowest", max(times), 100, False, "{:.1f} ms"),
    ], [
        f"Graph: {len(graph):,} cables, {graph.links:,} citations; made in {first:.1f} s, once; mapped in {1000 * again:.1f} ms. "
        f"{len(keys)} threads of {min(sizes)} to {max(sizes)} cables."
    ]


# The whole ingest


def _ingest(n: int, folder: Path) -> tuple[list[Bound], list[str]]:
    """How much of an ingest of texts the links take, and how well they do on what the parser read."""
    # Few years and many serials of which little is kept, so that numbers are as long as real ones.
    world = worlds.make(round(n / 0.7), seed=_SEED + 1, years=(1975, 2005), density=0.1)
    lines = folder / "texts.jsonl"
    world.write(lines)
    used = run(
        [sys.executable, "-m", "benchmarks.linking", str(lines), str(folder / "texts.archive")], _CORES
    )
    whole, linking, count = msgspec.json.decode(used.output.splitlines()[-1], type=tuple[float, float, int])
    import reftel

    precision, recall = _of_texts(world, reftel.open(folder / "texts.archive").links.collect())
    return [
        Bound("links, of the time of an ingest", _share(linking, whole), 20.0, False, "{:.1f} %"),
        Bound("of texts parsed: references resolved rightly, of those resolved", precision, 99.5, True),
        Bound("of texts parsed: references resolved rightly, of those meant", recall, 98.0, True),
    ], [f"Ingest: {count:,} texts in {whole:.0f} s on two cores, {linking:.1f} s of them for the links."]


def _of_texts(world: World, links: pl.DataFrame) -> tuple[float, float]:
    """Each cable's cited numbers as a set, for positions in a text are the parser's own."""
    truth = world.truth.filter(
        pl.col("relation").is_in(("reference", "in text")),
        pl.col("from_mrn").is_in(links["from_mrn"].implode()),
    )
    true = truth.select("from_mrn", pl.col("true").alias("to_mrn")).drop_nulls().unique()
    said = links.filter(~pl.col("relation").is_in(("previous", "septel"))).select("from_mrn", "to_mrn")
    said = said.drop_nulls().unique()
    right = said.join(true, on=["from_mrn", "to_mrn"], how="semi").height
    return _share(right, said.height), _share(right, true.height)


# A large graph


def large(folder: Path, cables: int = CABLES, citations: int = CITATIONS) -> str:
    """A graph of so many citations: made, written, mapped, measured."""
    frames = _large_frames(cables, citations)
    building, graph = timed(lambda: build(*frames), 1)
    saving, _ = timed(lambda: graph.save(folder, "large"), 1)
    loading, mapped = timed(lambda: Graph.load(folder, "large"))
    if mapped is None:
        raise FileNotFoundError(folder)
    picks = Random(_SEED).sample(range(len(mapped)), _STARTS)
    walking = [timed(partial(thread, mapped, pick), 1)[0] for pick in picks]
    measures = Measures(mapped)
    handing = timed(measures.rustworkx, 1)[0]
    rows: list[Row] = [
        Bound("loaded, and handed to `rustworkx`", loading + handing, 5.0, False, "{:.1f} s").row(),
        ("made from the tables", f"{building:.1f} s"),
        ("written", f"{saving:.1f} s"),
        ("mapped into memory", f"{1000 * loading:.1f} ms"),
        ("a thread, median", f"{1000 * statistics.median(walking):.1f} ms"),
        ("a thread, the slowest", f"{1000 * max(walking):.1f} ms"),
    ]
    for name in ("cited", "hubs", "bridges", "posts", "pairs", "threads", "chains"):
        rows.append((f"`graph {name}`", f"{timed(getattr(measures, name), 1)[0]:.1f} s"))
    return (
        f"### A graph of {mapped.links:,} citations\n\n{len(mapped):,} cables of 400 posts in ten years, each citing "
        "earlier ones, most of them recent. One run, the processor's time of all threads.\n\n"
        + table(("step", "time", "to be", "met"), [(*row, "", "")[:4] for row in rows])
    )


def _large_frames(cables: int, citations: int) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    rng = np.random.default_rng(_SEED)
    serial = np.arange(cables)
    post = rng.integers(0, 400, cables)
    mrn = (
        (pl.Series(1970 + serial * 10 // cables).cast(pl.String))
        + pl.Series([f"POST{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(400)]).gather(post)
        + pl.Series(serial).cast(pl.String)
    )
    begin = datetime.date(1970, 1, 1)
    sent = pl.Series(serial * 3650 // cables).cast(pl.Int32) + (begin - datetime.date(1970, 1, 1)).days
    frame = pl.DataFrame(
        {"id": pl.Series(serial).cast(pl.String), "mrn": mrn, "sent": sent.cast(pl.Date)}
    ).with_columns(
        pl.lit(None, pl.Datetime("us", "UTC")).alias("sent_at"),
        pl.lit("CONFIDENTIAL").alias("level"),
        pl.format("SUBJECT {}", "id").alias("subject"),
        pl.col("mrn").str.extract(r"^\d{4}([A-Z]+)").alias("station"),
        pl.lit(False).alias("partial"),
        pl.lit(["PREL"]).alias("tags"),
    )
    citing = rng.integers(1, cables, round(citations * 1.02))
    back = 1 + rng.exponential(3000, len(citing)).astype(np.int64)
    cited = np.maximum(citing - back, 0)
    links = pl.DataFrame(
        {
            "cable": frame["id"].gather(citing),
            "position": pl.Series(np.arange(len(citing)), dtype=pl.Int32),
            "to_mrn": frame["mrn"].gather(cited),
        }
    ).with_columns(
        pl.lit(None, pl.String).alias("to_cable"),
        pl.lit("reference").alias("relation"),
        pl.lit(0.99).alias("confidence"),
        pl.lit("as read").alias("how"),
    )
    return frame.lazy(), links.head(citations).lazy()


def main(arguments: Iterable[str]) -> None:
    """Take texts in, make the links once more, and print how long each took, and how many texts there were."""
    import reftel
    from reftel.archive import linking

    lines, out = arguments
    archive = reftel.create(out)
    taken = archive.ingest(lines)
    with archive._store.lock():
        archive._store.refresh()
        begun = time.perf_counter()
        linking.rebuild(archive._store)
        seconds = time.perf_counter() - begun
    print(msgspec.json.encode((taken.seconds, seconds, taken.new)).decode())


if __name__ == "__main__":  # the guard is needed: workers import this module
    main(sys.argv[1:])
