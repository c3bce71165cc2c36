"""How fast texts are parsed on one core, which are slowest, and where the time goes."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heappushpop
from pathlib import Path
from typing import Any, NamedTuple

import reftel
from benchmarks import corpus, floor
from benchmarks.corpus import Text
from reftel.parser.coverage import coverage

COMPILED = Path(".venv-compiled/bin/python")
"""The interpreter of the environment that `make compiled` makes."""

_KEPT = 60  # candidates for the slowest, each measured again
_SLOWEST = 10
_SECONDS_REAL = 4.0
_MILLION = 1_000_000


class Speed(NamedTuple):
    """Cables and characters, and the processor's seconds that they took."""

    cables: int
    characters: int
    seconds: float

    @property
    def rate(self) -> float:
        """Cables a second and core."""
        return self.cables / self.seconds

    @property
    def megabytes(self) -> float:
        """Millions of characters a second."""
        return self.characters / self.seconds / 1e6


class Slow(NamedTuple):
    """A slow text: its best time of five, in milliseconds."""

    milliseconds: float
    name: str
    length: int


def measure(texts: Iterable[Text]) -> tuple[Speed, Speed, list[Slow]]:
    """Parse each text: the parser's speed, the floor's, and the slowest texts."""
    cables = characters = 0
    spent = floored = 0.0
    candidates: list[tuple[float, int, Text]] = [(0.0, -i, Text("", "", {})) for i in range(1, _KEPT + 1)]
    clock = time.process_time_ns
    for i, text in enumerate(texts):
        a = clock()
        reftel.parse(text.text, **text.known)
        b = clock()
        floor.parse(text.text)
        c = clock()
        cables += 1
        characters += len(text.text)
        spent += b - a
        floored += c - b
        if b - a > candidates[0][0]:
            heappushpop(candidates, (b - a, i, text))
    slowest = sorted((_again(text) for _, _, text in candidates if text.text), reverse=True)
    return (
        Speed(cables, characters, spent / 1e9),
        Speed(cables, characters, floored / 1e9),
        slowest[:_SLOWEST],
    )


def _again(text: Text) -> Slow:
    best = min(_timed(lambda: reftel.parse(text.text, **text.known)) for _ in range(5))
    return Slow(best * 1000, text.name, len(text.text))


def _timed(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def measure_real() -> dict[str, tuple[Speed, Speed]]:
    """The samples by folder, each parsed again and again for some seconds."""
    found = {}
    folders = corpus.real()
    for name, texts in folders.items():
        rounds = max(1, int(_SECONDS_REAL / len(folders) / (len(texts) * 0.0005)))
        speed, low, _ = measure(text for _ in range(rounds) for text in texts)
        found[name] = (speed, low)
    return found


def measure_compiled(n: int) -> dict[str, float] | None:
    """Cables a second of the compiled parser, by kind of text; `None` where it was not compiled."""
    if not COMPILED.exists():
        return None
    command = [str(COMPILED), "-m", "benchmarks.parsing", str(n)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _rates(n: int) -> dict[str, float]:
    rates = {"synthetic": measure(corpus.synthetic(n))[0].rate}
    return rates | {name: speed.rate for name, (speed, _) in measure_real().items()}


def explained(texts: Iterable[Text]) -> tuple[float, list[tuple[float, str]]]:
    """The share of header characters that something explains, over all texts; the least explained texts."""
    shares = []
    for text in texts:
        cable = reftel.parse(text.text, **text.known)
        shares.append((coverage(cable).explained, text.name))
    shares.sort()
    mean = sum(share for share, _ in shares) / len(shares) if shares else 1.0
    return mean, [one for one in shares[:_SLOWEST] if one[0] < 1]


def noise() -> list[tuple[str, float, float | None]]:
    """Hostile texts: seconds for one and for ten million characters of each; `None` where two
    million took more than three times as long as one, and ten would take too long to wait for."""
    found = []
    for name, piece in _NOISE.items():
        one, two = _of_length(piece, _MILLION), _of_length(piece, 2 * _MILLION)
        found.append((name, one, _of_length(piece, 10 * _MILLION) if two < 3 * one else None))
    return found


def _of_length(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    return _timed(lambda: reftel.parse(text))


_NOISE = {
    "blanks": " ",
    "line breaks": "\n",
    "one letter": "A",
    "digits and blanks": "1 2 3 ",
    "`REF: A. ROME 1` again and again": "REF: A. ROME 1\n",
    "`TAGS: PARM` again and again": "TAGS: PARM, MNUC\n",
    "`SUBJECT:` without end": "SUBJECT: OIL ",
    "paragraph starts": "\n1. (C) ",
    "brackets": "(((((((((([[[[[[",
    "page lines": "PAGE 02 ROME 04580 01 OF 02 071530Z\n",
    "section lines": "ROME 00004580  002 OF 004\n\n",
    "spaced letters": "C O N F I D E N T I A L ",
    "`END SUMMARY` again and again": "END SUMMARY. COMMENT: ",
    "`END SUMMARY` at each paragraph's end": "A. END SUMMARY.\n\n",
    "a cable header again and again": "C O N F I D E N T I A L ROME 004580\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PARM\nSUBJECT: X\n",
}


def profile(texts: list[Text]) -> tuple[list[tuple[str, float]], list[tuple[str, int, float]]]:
    """Where the time goes: the share of each module (what it calls of C counted to it), and the
    functions with the longest time of their own: name, calls, share."""
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts:
        reftel.parse(text.text, **text.known)
    profiler.disable()
    stats: dict[Any, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    modules: dict[str, float] = defaultdict(float)
    functions = []
    total = sum(entry[2] for entry in stats.values())
    for function, (_, calls, own, _, callers) in stats.items():
        if function[0] == "~":
            for caller, entry in callers.items():
                modules[_module(caller[0])] += entry[2]
        else:
            modules[_module(function[0])] += own
        functions.append((_named(function), calls, own / total))
    shares = sorted(((name, spent / total) for name, spent in modules.items()), key=lambda one: -one[1])
    functions.sort(key=lambda one: -one[2])
    return shares[:20], functions[:20]


def _module(path: str) -> str:
    parts = Path(path).with_suffix("").parts
    return ".".join(parts[parts.index("reftel") :]) if "reftel" in parts else "elsewhere"


def _named(function: tuple[str, int, str]) -> str:
    path, _, name = function
    return name if path == "~" else f"{_module(path)}:{name}"


if __name__ == "__main__":  # in the environment of the compiled parser
    print(json.dumps(_rates(int(sys.argv[1]))))
