"""The demonstration: an archive made of real cables, searched and read, with each command shown.

Run by `make demo`; it needs nothing but the installed `reftel`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
ARCHIVE = "demo.archive"
REFTEL = Path(sys.executable).with_name("reftel")

STEPS = (
    ("Take the cables in.", f"reftel ingest --archive {ARCHIVE} demo/cables"),
    ("Take them in again: nothing is there twice.", f"reftel ingest --archive {ARCHIVE} demo/cables"),
    (
        "Two volumes of Foreign Relations of the United States, and telegrams of the National Archives.",
        f"reftel ingest --archive {ARCHIVE} demo/volumes demo/telegrams.zip",
    ),
    ("What is in the archive?", f"reftel info --archive {ARCHIVE}"),
    ("Who writes of illegal immigration?", f"reftel search --archive {ARCHIVE} 'illegal immigration'"),
    (
        "Words, a phrase, a tag and years together.",
        f"""reftel search --archive {ARCHIVE} '"world food" tag:FAO' --after 1973 --before 1976""",
    ),
    ("Read a cable, whichever way its number is written.", f"reftel show --archive {ARCHIVE} 03ROME4580"),
    ("What does it cite, and what cites it?", f"reftel refs --archive {ARCHIVE} 2003ROME4580"),
    ("The same of a cable whose thread is here.", f"reftel refs --archive {ARCHIVE} '74 LA PAZ 3504'"),
    (
        "A telegram as historians printed it, with their notes.",
        f"reftel show --archive {ARCHIVE} 1973TRIPOLI460",
    ),
    (
        "A thread of the volume on North Africa: who answers whom.",
        f"reftel thread --archive {ARCHIVE} 1976AMMAN687",
    ),
    (
        "What is cited and not here, and when was it sent?",
        f"reftel ghosts --archive {ARCHIVE} --limit 8",
    ),
    ("What speaks of one of these?", f"reftel ghosts --archive {ARCHIVE} 1972STATE210803"),
    ("A letter that asks for it.", f"reftel request --archive {ARCHIVE} 1972STATE210803"),
    ("How much of each post's year is here?", f"reftel gaps --archive {ARCHIVE} --year 1974 --limit 8"),
    (
        "The bytes as they came: which file, and where in it.",
        f"reftel source --archive {ARCHIVE} 1973TRIPOLI460 --list",
    ),
    ("Is everything as it was written?", f"reftel verify --archive {ARCHIVE}"),
)


def main() -> int:
    """Run the steps in order; the exit code is that of the first that fails."""
    os.chdir(HOUSE)
    shutil.rmtree(ARCHIVE, ignore_errors=True)
    os.environ["PATH"] = f"{REFTEL.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    bold, plain = ("\033[1m", "\033[0m") if colour else ("", "")
    begin = time.perf_counter()
    for what, command in STEPS:
        print(f"\n{bold}# {what}\n$ {command}{plain}", flush=True)
        code = subprocess.run(command, shell=True, check=False).returncode
        if code:
            print(f"\nThe command ended with exit code {code}.", file=sys.stderr)
            return code
    print(f"\n{bold}# Done in {time.perf_counter() - begin:.0f} s.{plain} The archive is in {ARCHIVE}/:")
    print("# try `.venv/bin/reftel --help`, or follow docs/tutorial.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
