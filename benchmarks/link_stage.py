"""The link stage as an archive's keeper sees it: whole commands, a small ingest into a large archive, copies among texts."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

import polars as pl

import reftel
from benchmarks import made
from benchmarks.bounds import Bound, timed
from reftel.archive import Archive, linking
from reftel.links.comparing import alignment
from reftel.links.comparing.grouping import Text, group
from reftel.model import Cable
from synthetic.release import scan, withhold
from synthetic.world import World

NEW: Final = 50
"""Cables of a small ingest."""
COPIES: Final = 0.015
"""The share of texts of which a damaged copy without a number is planted; a tenth of all has no number."""
_ROUNDS: Final = 5
_SEED: Final = 1

Report = tuple[list[Bound], list[str]]


# Whole commands


def commands(archive: Archive) -> Report:
    """`thread`, `ghosts` and `gaps` as a user types them."""
    graph = archive.graph
    key = graph.key(int(graph.array("joined").argmax()))
    program = str(Path(sys.executable).with_name("reftel"))
    nothing, start = _command(sys.executable, "-c", "pass"), _command(program, "formats")
    found = {
        name: _command(program, *words, "--archive", str(archive.path))
        for name, words in {"thread": ("thread", key), "ghosts": ("ghosts",), "gaps": ("gaps",)}.items()
    }
    return [
        Bound("the command `reftel thread`, beyond the interpreter's start", 1000 * (found["thread"] - nothing), 100, False, "{:.0f} ms"),
        Bound("the command `reftel ghosts`", found["ghosts"], 3.0, False, "{:.2f} s"),
        Bound("the command `reftel gaps`", found["gaps"], 3.0, False, "{:.2f} s"),
    ], [
        f"Commands: the interpreter alone takes {1000 * nothing:.0f} ms, `reftel formats`, which opens no archive, "
        f"{1000 * start:.0f} ms, and `reftel thread` {1000 * found['thread']:.0f} ms."
    ]  # fmt: skip


def _command(*words: str) -> float:
    """The processor's seconds of a process, the least of some."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    best = float("inf")
    for _ in range(_ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


# A small ingest into a large archive


def grown(world: World, archive: Archive) -> Report:
    """The links after so many further cables: what may have changed, against all."""
    store = archive._store
    more = world.messages.filter(~pl.col("held")).tail(NEW).drop("held", "affair")
    with store.lock():
        store.refresh()
        whole, _ = timed(lambda: linking.rebuild(store), 1)
        made.add(store, more, world.references.head(0))
        some, _ = timed(lambda: linking.bring_up(store), 1)
        number, same = linking.check(store)
    assert same
    return [], [
        f"Links after {more.height} further cables in {some:.1f} s, after all {world.cables.height:,} in {whole:.1f} s; the "
        f"{number:,} links are the same as if all had been made anew."
    ]


# Copies among texts


def copies(lines: Path) -> Report:
    """Which planted copies are found by their text: scanned, and some with words withheld."""
    chance = Random(_SEED)
    raw: dict[str, str] = {}
    texts: list[Text] = []
    origin: dict[str, str] = {}
    with lines.open(encoding="utf-8") as file:
        for n, line in enumerate(file):
            one = json.loads(line)
            raw[f"c{n}"] = words = one["text"]
            number = None if chance.random() < 0.1 else one.get("mrn", one["id"])
            texts.append(Text(f"c{n}", number, None, _message(words)))
            if chance.random() < COPIES:
                copy = withhold(words, [(0, len(words))], n, passages=chance.choice((0, 3, 8)))[0]
                raw[f"p{n}"] = copy = scan(copy, n, share=chance.choice((0.02, 0.05, 0.1)))[0]
                texts.append(Text(f"p{n}", None, None, _message(copy)))
                origin[f"p{n}"] = f"c{n}"
    chance.shuffle(texts)

    @lru_cache(maxsize=256)
    def cable(id: str) -> Cable:
        return reftel.parse(raw[id])

    seconds, groups = timed(lambda: group(texts, lambda a, b: alignment.alike(cable(a), cable(b))), 1)
    place = {id: n for n, one in enumerate(groups) for id in one.editions}
    found = sum(copy in place and place[copy] == place.get(whole) for copy, whole in origin.items())
    false = sum(len({origin.get(id, id) for id in one.editions}) > 1 for one in groups)
    return [
        Bound("copies without a number found by their text", 100 * found / max(len(origin), 1), 98.0, True),
        Bound("groups of texts that are no editions of one cable", false, 0, False, "{:.0f}"),
    ], [
        f"Copies: {len(origin)} among {len(texts):,} texts made of the same phrases, in {seconds:.1f} s, the parsing of those "
        "laid side by side within it."
    ]


def _message(words: str) -> str:
    """A text without its header."""
    begin = words.find("\n1. ")
    return words[max(begin, 0) :]
