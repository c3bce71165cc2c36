"""The graph of who cites whom: its nodes are cables, held or only cited, its edges are links.

A node is a number (MRN), whatever the editions of it that are held; a cable without a number is a
node by its edition's id. Both directions of the edges lie in arrays, so that the neighbours of one
cable are found without a look at the others; written as Arrow files, the arrays are mapped into
memory and not read.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reftel.links.missing.ghosts import NO_TEXT

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    import pyarrow as pa

VERSION: Final = 2
"""Of what the arrays hold and how they are made."""

RELATIONS: Final = ("reference", "in text", "previous", "septel", "document")
NEVER: Final = -(2**63)
"""The `minute` of a node of which it is not known when it was sent."""
_RELATION_PLACES: Final = {name: place for place, name in enumerate(RELATIONS)}


class Link(NamedTuple):
    """An edge: node `citing` cites node `cited`."""

    citing: int
    cited: int
    relation: str
    confidence: float
    how: str


class Facts(NamedTuple):
    """What is known of a node. Of a ghost (no text of it is held): its number, what that says, and when it was sent:
    between `first` and `last`, most likely on `best`, how `surely` and by what (`dated_by`)."""

    key: str
    held: bool
    mrn: str | None
    id: str | None
    editions: int
    sent: datetime.date | None
    level: str | None
    subject: str | None
    station: str | None
    tags: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None
    best: datetime.date | None
    surely: float | None
    dated_by: str | None


class Graph:
    """The graph. Make one with `build`, write it with `save`, and open that with `load`."""

    def __init__(self, nodes: pa.Table, edges: pa.Table) -> None:
        self._nodes = nodes
        self._edges = edges
        self._arrays: dict[str, np.ndarray] = {}

    def __len__(self) -> int:
        return self._nodes.num_rows

    @property
    def links(self) -> int:
        """How many edges there are: one for each pair of a citing and a cited cable."""
        return self._edges.num_rows

    # Arrays

    def array(self, name: str) -> np.ndarray:
        """A column of numbers: of the nodes (`minute`, `component`, `joined`, `out`, `into`) or of the
        edges (`citing`, `cited`, `confidence`, `relation`, `by_cited`). Not to be changed.

        `out[i]` is where the edges of node i begin, `into[i]` where its places in `by_cited` begin;
        each ends where that of the next node begins. `minute` is when a cable was sent, since 1970; `earliest`,
        `likeliest` and `latest` bound that of a ghost (`NEVER` where nothing tells, and of held cables).
        """
        found = self._arrays.get(name)
        if found is None:
            table = self._nodes if name in self._nodes.column_names else self._edges
            found = self._arrays[name] = table.column(name).to_numpy()
        return found

    @property
    def citing(self) -> np.ndarray:
        """The citing node of each edge."""
        return self.array("citing")

    @property
    def cited(self) -> np.ndarray:
        """The cited node of each edge."""
        return self.array("cited")

    # Single nodes

    def node(self, key: str) -> int | None:
        """The place of a node by its number (canonical) or its edition's id."""
        place = bisect.bisect_left(range(len(self)), key, key=self.key)
        return place if place < len(self) and self.key(place) == key else None

    def key(self, node: int) -> str:
        """The number of a node, or its edition's id."""
        return self._nodes.column("key")[node].as_py()

    def keys(self, nodes: Sequence[int] | np.ndarray) -> list[str]:
        """The keys of several nodes."""
        return [key for (key,) in _taken(self._nodes.select(["key"]), nodes)]

    def all_keys(self) -> pa.ChunkedArray:
        """The keys of all nodes, in the order of their places."""
        return self._nodes.column("key")

    def held(self) -> np.ndarray:
        """Of each node whether an edition of it is held."""
        return self._nodes.column("held").to_numpy()

    def stations(self) -> tuple[np.ndarray, list[str]]:
        """Of each node the place of its station in the list of all (-1: not known), and that list."""
        coded = self._nodes.column("station").combine_chunks().dictionary_encode()
        return coded.indices.fill_null(-1).to_numpy(), coded.dictionary.to_pylist()

    def facts(self, nodes: Sequence[int] | np.ndarray) -> list[Facts]:
        """What is known of these nodes."""
        taken = map(Facts._make, _taken(self._nodes.select(Facts._fields), nodes))
        return [one._replace(tags=tuple(one.tags or ())) for one in taken]

    def cites(self, node: int) -> np.ndarray:
        """The edges that begin at a node."""
        import numpy as np

        start, end = self._bounds("out", node)
        return np.arange(start, end)

    def cited_by(self, node: int) -> np.ndarray:
        """The edges that end at a node."""
        start, end = self._bounds("into", node)
        return self.array("by_cited")[start:end]

    def _bounds(self, name: str, node: int) -> tuple[int, int]:
        starts = self.array(name)
        end = int(starts[node + 1]) if node + 1 < len(starts) else self.links
        return int(starts[node]), end

    def link(self, edge: int) -> Link:
        """What is known of an edge."""
        row = {name: self._edges.column(name)[edge].as_py() for name in Link._fields if name != "relation"}
        return Link(relation=RELATIONS[int(self.array("relation")[edge])], **row)

    def joined(self, node: int) -> int:
        """How many cables citations join to this one, directly or by others, itself among them."""
        return int(self.array("joined")[node])

    def equals(self, other: Graph) -> bool:
        """Whether two graphs are the same. Raises `pyarrow.ArrowInvalid` if this one is of damaged files."""
        pairs = ((self._nodes, other._nodes), (self._edges, other._edges))
        for mine, _ in pairs:
            mine.validate(full=True)  # places beyond a damaged file's end are not to be read
        return all(mine.equals(theirs) for mine, theirs in pairs)

    # Files

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays into a folder. Who finds the file of the nodes finds that of the edges."""
        import os

        import pyarrow as pa

        folder.mkdir(parents=True, exist_ok=True)
        for part, table in (("edges", self._edges), ("nodes", self._nodes)):
            path = folder / f"{name}.{part}.arrow"
            new = folder / f".{name}.{part}.{os.getpid()}"
            with pa.OSFile(str(new), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
                writer.write_table(table)
            os.replace(new, path)

    @classmethod
    def load(cls, folder: Path, name: str) -> Graph | None:
        """Map what `save` wrote into memory; `None` if it is not there, or cannot be read."""
        import pyarrow as pa

        tables = []
        for part in ("nodes", "edges"):
            try:
                mapped = pa.memory_map(str(folder / f"{name}.{part}.arrow"))
                tables.append(pa.ipc.open_file(mapped).read_all())
            except (OSError, pa.ArrowInvalid):
                return None
        return cls(*tables)


def files(folder: Path) -> Iterator[Path]:
    """The files in a folder that `save` wrote, or was about to write when it was killed."""
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if ".nodes" in path.name or ".edges" in path.name)


_FEW: Final = 200


def _taken(table: pa.Table, nodes: Sequence[int] | np.ndarray) -> Iterator[tuple[Any, ...]]:
    """Some rows of a table. Few are picked one by one: what takes many at once would first have to be loaded."""
    if len(nodes) <= _FEW:
        columns = [table.column(name) for name in table.column_names]
        for node in map(int, nodes):
            yield tuple([column[node].as_py() for column in columns])
        return
    import pyarrow as pa

    taken = table.take(pa.array(nodes, pa.int64()))
    yield from zip(*(column.to_pylist() for column in taken.columns), strict=True)


# Making it


def build(cables: pl.LazyFrame, links: pl.LazyFrame, dated: pl.DataFrame | None = None) -> Graph:
    """The graph of these tables: `cables` and `links` have the columns of the archive's tables.

    `dated` says of ghosts (`mrn`) when they were sent, as `reftel.links.missing.ghosts.dated` does. Links that lead nowhere
    (what they mean is no cable, or was not found out) make no edge. Of several links between two cables the surest
    counts, then the first.
    """
    held, rows = _held(cables), _rows(links)
    nodes = _with_days(_nodes(held, rows), dated)
    return Graph(*_with_arrays(nodes, _edges(rows, nodes, cables)))


def _key() -> pl.Expr:
    import polars as pl

    return pl.coalesce("mrn", "id").alias("key")


def _held(cables: pl.LazyFrame) -> pl.DataFrame:
    """One row a number: of several editions a whole one before a partial one, and what it lacks from the others.

    A number of which there are only records without a text is not held.
    """
    import polars as pl

    minute = pl.coalesce(
        pl.col("sent_at").dt.timestamp("ms") // 60_000, pl.col("sent").cast(pl.Int32).cast(pl.Int64) * 1440
    )
    there = "problems" in cables.collect_schema().names()
    text = ~pl.col("problems").list.contains(NO_TEXT) if there else pl.lit(True)
    names = ("id", "mrn", "partial", "sent", "level", "subject", "station", "tags")
    rows = cables.select(_key(), *names, minute.alias("minute"), text.fill_null(True).alias("held")).collect()
    several = rows["key"].is_duplicated()
    alone = rows.filter(~several).drop("partial").with_columns(pl.lit(1, pl.Int32).alias("editions"))
    rows = rows.filter(several).unique("id").sort("held", "partial", "id", descending=[True, False, False])
    known = [pl.col(name).drop_nulls().first() for name in ("sent", "level", "subject", "minute")]
    tags = pl.col("tags").filter(pl.col("tags").list.len() > 0).first()
    together = rows.group_by("key", maintain_order=True).agg(
        pl.col("id", "mrn", "station", "held").first(),
        pl.len().cast(pl.Int32).alias("editions"),
        *known,
        tags,
    )
    return pl.concat([alone, together.select(alone.columns)])


def _rows(links: pl.LazyFrame) -> pl.DataFrame:
    """The links that lead to a cable."""
    import polars as pl

    leads = pl.col("to_mrn").is_not_null() | pl.col("to_cable").is_not_null()
    return (
        links.filter(leads)
        .select(
            "cable",
            "position",
            "to_mrn",
            pl.when(pl.col("to_mrn").is_null()).then("to_cable").alias("to_cable"),
            pl.col("relation").replace_strict(_RELATION_PLACES, default=0, return_dtype=pl.Int8),
            pl.col("confidence").fill_null(0.0).cast(pl.Float64),
            "how",
        )
        .collect()
    )


def _nodes(held: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """All nodes in the order of their keys: those held, and those only cited."""
    import polars as pl

    ghosts = (
        rows.select(pl.col("to_mrn").alias("key"))
        .drop_nulls()
        .unique()
        .join(held.select("key"), on="key", how="anti")
        .with_columns(
            pl.col("key").alias("mrn"), pl.col("key").str.extract(r"^\d{4}([^\d-]{1,40})").alias("station")
        )
    )
    return (
        pl.concat([held, ghosts.with_columns(held=False)], how="diagonal")
        .with_columns(pl.col("minute").fill_null(NEVER), pl.col("editions").fill_null(0))
        .sort("key")
    )


def _with_days(nodes: pl.DataFrame, dated: pl.DataFrame | None) -> pl.DataFrame:
    """The nodes with when the ghosts among them were sent."""
    import polars as pl

    dates, words = ("first", "last", "best"), ("surely", "dated_by")
    if dated is None:
        schema = {
            "key": pl.String,
            **dict.fromkeys(dates, pl.Date),
            "surely": pl.Float64,
            "dated_by": pl.String,
        }
        dated = pl.DataFrame(schema=schema)
    else:
        dated = dated.filter(pl.col("first").is_not_null()).select(
            pl.col("mrn").alias("key"),
            *dates,
            pl.col("confidence").alias("surely"),
            pl.col("how").alias("dated_by"),
        )
    joined = nodes.join(dated, on="key", how="left", maintain_order="left")
    ghost = pl.when(~pl.col("held"))
    joined = joined.with_columns(ghost.then(name).alias(name) for name in (*dates, *words))
    named = (("earliest", "first", 0), ("likeliest", "best", 720), ("latest", "last", 1439))
    return joined.with_columns(
        (pl.col(day).cast(pl.Int32).cast(pl.Int64) * 1440 + minute).fill_null(NEVER).alias(name)
        for name, day, minute in named
    )


def _edges(rows: pl.DataFrame, nodes: pl.DataFrame, cables: pl.LazyFrame) -> pl.DataFrame:
    """A row for each pair of a citing and a cited cable, by their places among the nodes."""
    import polars as pl

    of_key = nodes.select("key", pl.int_range(pl.len(), dtype=pl.Int32).alias("place"))
    of_id = cables.select("id", _key()).collect().join(of_key, on="key").select("id", "place").unique("id")
    citing = of_id.rename({"id": "cable", "place": "citing"})
    by_number = of_key.rename({"key": "to_mrn", "place": "cited"})
    by_id = of_id.rename({"id": "to_cable", "place": "cited"})
    whole = rows.join(citing, on="cable").drop("cable")
    numbered = whole.filter(pl.col("to_mrn").is_not_null()).join(by_number, on="to_mrn")
    others = whole.filter(pl.col("to_mrn").is_null()).join(by_id, on="to_cable")
    names = ["citing", "cited", "relation", "confidence", "how"]
    both = pl.concat([one.select(*names, "position") for one in (numbered, others)]).with_columns(
        pair=pl.col("citing").cast(pl.Int64) * (2**32) + pl.col("cited")
    )
    several = both["pair"].is_duplicated()
    # Of rows alike in all that they are ordered by, either will do.
    order = ["pair", "confidence", "position", "relation", "how"]
    best = both.filter(several).sort(
        order, descending=[name == "confidence" for name in order], nulls_last=True
    )
    best = best.unique("pair", keep="first", maintain_order=True)
    return pl.concat([both.filter(~several), best]).sort("pair").select(names)


def _with_arrays(nodes: pl.DataFrame, edges: pl.DataFrame) -> tuple[pa.Table, pa.Table]:
    """Both tables with what makes neighbours and components quick to find."""
    import numpy as np
    import polars as pl

    citing, cited = edges["citing"].to_numpy(), edges["cited"].to_numpy()
    label = components(nodes.height, citing, cited)
    every = np.arange(nodes.height)
    by_cited = np.lexsort((citing, cited))
    nodes = nodes.with_columns(
        pl.Series("out", np.searchsorted(citing, every), dtype=pl.Int64),
        pl.Series("into", np.searchsorted(cited[by_cited], every), dtype=pl.Int64),
        pl.Series("component", label, dtype=pl.Int32),
        pl.Series("joined", np.bincount(label, minlength=nodes.height)[label], dtype=pl.Int32),
    )
    edges = edges.with_columns(pl.Series("by_cited", by_cited, dtype=pl.Int64))
    return nodes.rechunk().to_arrow().combine_chunks(), edges.rechunk().to_arrow().combine_chunks()


def components(size: int, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each of `size` nodes the lowest node that edges join it to, whatever their direction.

    Each pass hangs every tree of nodes on a lower one that an edge joins it to, and then flattens
    all: the passes grow with the logarithm of the longest way.

    >>> import numpy as np
    >>> components(5, np.array([1, 4]), np.array([2, 3])).tolist()
    [0, 1, 1, 3, 3]
    """
    import numpy as np

    label = np.arange(size)
    while True:
        a, b = label[one], label[other]
        apart = a != b
        if not apart.any():
            return label
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(flat := label[label], label):
            label = flat
