"""An ingest that is killed at any moment loses nothing that it reported, and doubles nothing."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import reftel.archive

HERE = Path(__file__).parent
KILLS = 50
CABLES = 700
BROKEN = 7


@pytest.fixture
def victims():
    source = Path(reftel.archive.__file__).parents[2]
    path = os.pathsep.join([str(HERE), str(source)])
    process = subprocess.Popen(
        [sys.executable, str(HERE / "victim.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env=os.environ | {"PYTHONPATH": path},
    )
    yield process
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def write_input(path: Path, seed: int) -> None:
    with path.open("w") as out:
        for number in range(CABLES):
            text = f"CONFIDENTIAL {seed} {number}\n\n1. (C) 2003ROME{number + 7}\n\n2. (C) More."
            out.write(json.dumps({"id": f"2003ROME{number + 1}", "text": text}) + "\n")
            if number % (CABLES // BROKEN) == 0:
                out.write(f"{{broken {number}\n")


def run(victims: subprocess.Popen[str], folder: Path, source: Path, workers: int, seconds: float | None):
    """Ingest in a child, killed after `seconds`; what it had reported, and whether it was done."""
    report = folder.with_suffix(".report")
    report.unlink(missing_ok=True)
    assert victims.stdin is not None
    assert victims.stdout is not None
    victims.stdin.write(f"{folder} {source} {workers} {report}\n")
    pid = int(victims.stdout.readline())
    if seconds is not None:
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):  # it was done before
            os.kill(pid, signal.SIGKILL)
    status = int(victims.stdout.readline())
    assert status in (0, -signal.SIGKILL)
    lines = report.read_bytes().decode().splitlines() if report.exists() else []
    kept = max((int(line) for line in lines if line.isdigit()), default=0)
    return kept, status == 0


def test_fifty_kills(tmp_path, victims):
    chance = random.Random(4580)
    kills = finished = archives = 0
    while kills < KILLS:
        archives += 1
        folder, source = tmp_path / f"a{archives}", tmp_path / f"in{archives}.jsonl"
        write_input(source, archives)
        archive = reftel.archive.create(folder)
        before, done = 0, False
        while not done and kills < KILLS:
            workers = 1 if chance.random() < 0.1 else 0
            kept, done = run(victims, folder, source, workers, chance.uniform(0.01, 0.4))
            kills += not done
            now = archive.cables.select("id").collect()["id"]
            assert len(now) >= before + kept, "reported cables are lost"
            assert now.n_unique() == len(now), "cables are doubled"
            before = len(now)
            if kills % 10 == 0:
                # The index, the links and the latest table versions may be behind or ahead; the rows may not.
                derived = {"index-differs", "index-missing", "links-missing", "links-behind"}
                assert not set(archive.verify().found) - {"version-unknown", *derived}
        finished += done
        assert run(victims, folder, source, 0, None)[1]
        verification = archive.verify()
        assert verification.ok, verification.findings
        assert verification.checked["cables"] == CABLES == verification.checked["sources"]
        assert verification.checked["rejects"] == BROKEN
        kept = archive.get("2003ROME7")
        assert kept is not None
        assert kept.text.startswith(f"CONFIDENTIAL {archives} 6")
    assert kills == KILLS
