"""`python fuzz/parse.py [SECONDS] [FILE]`: the parser on bytes that atheris makes.

What must hold of any bytes: `reftel.parse` does not raise, says the same twice, and every span
lies inside the text. Starts from synthetic cables and damaged ones. A text that breaks a promise
is left in `fuzz/found/` by its digest; `python fuzz/parse.py 0 FILE` tries it again.

Works where atheris can be installed (Linux, some versions of Python). Elsewhere it says so and
uses damaged cables alone, which find less: nothing then leads towards code not yet reached.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))  # run as a file: `synthetic` lies beside this folder
_FOUND = _HERE / "found"
_SECONDS = 600
_SEEDS = 200
_LONGEST = 20_000


def check(data: bytes) -> None:
    """Raise `AssertionError` where a promise is broken; whatever the parser raises passes through."""
    import reftel

    cable = reftel.parse(data)
    if reftel.parse(data) != cable:
        raise AssertionError("two readings of the same bytes differ")
    length = len(cable.text)
    for span in _spans(cable):
        if not 0 <= span.start <= span.end <= length:
            raise AssertionError(f"{span} is not inside a text of {length} characters")


def _spans(value: object) -> list[Any]:
    """All spans of a record."""
    from reftel.model import Span

    if isinstance(value, Span):
        return [value]
    if isinstance(value, dict):
        return [span for one in value.values() for span in _spans(one)]
    if isinstance(value, (list, tuple)):
        return [span for one in value for span in _spans(one)]
    return [span for name in getattr(value, "__struct_fields__", ()) for span in _spans(getattr(value, name))]


def _kept(data: bytes) -> None:
    """Check, and keep the bytes if that fails."""
    try:
        check(data)
    except BaseException:
        _FOUND.mkdir(exist_ok=True)
        path = _FOUND / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        print(f"kept in {path.relative_to(_HERE.parent)}", file=sys.stderr)
        raise


def _seeds() -> list[bytes]:
    """Synthetic cables, one of each oddity, and damaged ones."""
    from synthetic import ODDITIES, damage, generate

    plain = [cable.text for cable in generate(1, _SEEDS)]
    odd = [next(generate(2, 1, [name])).text for name in ODDITIES]
    hurt = [damage(text, i, 0.02) for i, text in enumerate(plain)]
    return [text.encode("utf-8", "surrogatepass") for text in (*plain, *odd, *hurt)]


def _with_atheris(seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["reftel"]):  # pyright: ignore[reportAttributeAccessIssue]
        import reftel

        reftel.parse("")  # the parser is imported when it is first asked for
    _FOUND.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reftel-fuzz-") as folder:
        for i, seed in enumerate(_seeds()):
            (Path(folder) / str(i)).write_bytes(seed)
        options = [
            sys.argv[0],
            folder,
            f"-max_total_time={seconds}",
            f"-max_len={_LONGEST}",
            "-timeout=20",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={_FOUND}/",
        ]
        atheris.Setup(options, _kept)
        atheris.Fuzz()


def _with_damage(seconds: int) -> None:
    """Cables damaged more and more, until the time is over."""
    from random import Random

    from synthetic import damage

    rng, seeds, tried = Random(3), _seeds(), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = rng.choice(seeds).decode("utf-8", "surrogatepass")
        _kept(damage(text, tried, rng.choice((0.001, 0.01, 0.05, 0.3))).encode("utf-8", "surrogatepass"))
        tried += 1
    print(f"{tried:,} damaged cables: no promise broken")


def main(arguments: list[str]) -> int:
    """Run; returns the exit status."""
    seconds = int(arguments[0]) if arguments else _SECONDS
    if len(arguments) > 1:
        check(Path(arguments[1]).read_bytes())
        print("no promise broken")
        return 0
    if importlib.util.find_spec("atheris"):
        _with_atheris(seconds)
        return 0
    print(
        "atheris is not installed here (it has wheels for Linux and some versions of Python only):",
        file=sys.stderr,
    )
    print(f"damaged cables instead, {seconds} s, without its guidance", file=sys.stderr)
    _with_damage(seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
