"""Writes the pages of the reference that follow from the program: `make docs` runs it.

The structure comes from the program (types, tables, commands), the words from `meanings.toml`.
With `--check` nothing is written: the exit code is 1 if a page is not what it would write.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import inspect as types

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "reference"
MEANINGS: dict[str, Any] = tomllib.loads((HERE / "meanings.toml").read_text("utf-8"))
WIDTH = 88
FIRST = ["Cable", "MRN", "Span"]

Page = tuple[str, str]


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them with what is there."""
    stale = [name for name, page in pages() if not _is(REFERENCE / name, page)]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is not what the program says: run `make docs`.", file=sys.stderr)
        return 1 if stale else 0
    for name, page in pages():
        if name in stale:
            (REFERENCE / name).write_text(page, "utf-8")
            print(f"docs/reference/{name} written anew")
    return 0


def pages() -> list[Page]:
    """Each generated page: its name and its text."""
    return [
        ("commands.md", commands()),
        ("record.md", record()),
        ("tables.md", tables()),
        ("problems.md", problems()),
    ]


def _is(path: Path, page: str) -> bool:
    return path.exists() and path.read_text("utf-8") == page


# The record


def structs() -> list[type[msgspec.Struct]]:
    """The types of the model that are records, the cable first."""
    from reftel import model

    found = [getattr(model, name) for name in model.__all__]
    records = [it for it in found if isinstance(it, type) and issubclass(it, msgspec.Struct)]
    return sorted(
        records, key=lambda it: (FIRST.index(it.__name__) if it.__name__ in FIRST else 9, it.__name__)
    )


def record() -> str:
    """The page of the record's fields."""
    parts = [
        "# The record\n\n"
        "What `reftel parse` prints as JSON, `reftel.parse` returns and an archive keeps. A field that is\n"
        "absent is empty (and left out of the JSON): never a guess without a mark. Dates are written as in\n"
        "`2003-10-07`, spans as `[start, end]`. `reftel schema` prints the same as JSON Schema.\n"
    ]
    parts += [_struct(it) for it in structs()]
    return "\n".join(parts)


def _struct(it: type[msgspec.Struct]) -> str:
    meanings = MEANINGS["record"].get(it.__name__, {})
    about = cast(types.StructType, types.type_info(it))
    rows = [
        f"| `{field.encode_name}` | {type_words(field.type)} | {meanings.get(field.name, '')} |"
        for field in about.fields
    ]
    return (
        f"## {it.__name__}\n\n{prose(it)}\n\n"
        f"| field | type | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def prose(it: object) -> str:
    """The docstring, less its examples."""
    text = inspect.getdoc(it) or ""
    return re.split(r"\n\n?>>> ", text)[0].strip()


def type_words(it: types.Type) -> str:
    """A type in words."""
    plain = {
        types.StrType: "text",
        types.IntType: "number",
        types.FloatType: "number",
        types.BoolType: "yes or no",
        types.DateType: "date",
        types.DateTimeType: "date and time",
        types.BytesType: "bytes",
    }
    if type(it) in plain:
        return plain[type(it)]
    if isinstance(it, types.StructType):
        return f"[{it.cls.__name__}](#{it.cls.__name__.lower()})"
    if isinstance(it, types.VarTupleType | types.ListType):
        return f"list of {type_words(it.item_type)}"
    if isinstance(it, types.DictType):
        return f"{type_words(it.value_type)}, by name"
    if isinstance(it, types.LiteralType):
        return "one of " + ", ".join(f"`{value}`" for value in it.values)
    if isinstance(it, types.UnionType):
        some = [type_words(one) for one in it.types if not isinstance(one, types.NoneType)]
        return " or ".join(some) + (" or nothing" if it.includes_none else "")
    raise TypeError(f"no words for {it}")


# The tables


def tables() -> str:
    """The page of the archive's tables."""
    from reftel.archive import rows
    from reftel.links.schema import LINKS

    schemas = rows.TABLES | {"links": LINKS}
    parts = [
        "# The tables of an archive\n\n"
        "Each is a Delta table (Parquet files and a log) in the folder of its name, and opens in Polars,\n"
        "DuckDB, Spark or pandas; `links` is one Parquet file in the folder of its name. See [what an archive is](../explanation/archive.md).\n"
    ]
    for name in sorted(schemas):
        meanings = MEANINGS["tables"].get(name, {})
        lines = [
            f"| `{field.name}` | {_arrow(str(field.type))} | {meanings.get(field.name, '')} |"
            for field in schemas[name]
        ]
        parts.append(
            f"## {name}\n\n{meanings.get('_about', '')}\n\n"
            "| column | type | meaning |\n|---|---|---|\n" + "\n".join(lines) + "\n"
        )
    codes = [f"| `{code}` | {meaning} |" for code, meaning in sorted(MEANINGS["links"].items())]
    parts.append(
        "## How a link was made\n\nThe values of `how` in `links`.\n\n"
        "| code | meaning |\n|---|---|\n" + "\n".join(codes) + "\n"
    )
    return "\n".join(parts)


def _arrow(name: str) -> str:
    words = {
        "string": "text",
        "int32": "number",
        "int64": "number",
        "bool": "yes or no",
        "date32[day]": "date",
        "timestamp[us, tz=UTC]": "date and time, UTC",
        "binary": "bytes",
        "double": "number",
        "list<item: string>": "list of text",
        "list<item: double>": "list of numbers",
        "list<element: string>": "list of text",
    }
    return words[name]


# The codes


def problems() -> str:
    """The page of all codes: problems, rejects, findings."""
    about = {
        "problems": (
            "Problems",
            "What the parser could not read in a cable, or what disagrees in it. A problem is part of the\n"
            "record, has a place in the text where it can, and can be searched for: `problem:CODE`.",
        ),
        "rejects": (
            "Rejects",
            "What an ingest could not take in. Each is kept in the table `rejects`, with its bytes\n"
            "where they are not too many.",
        ),
        "findings": (
            "Findings",
            "What `reftel verify` says of an archive that is not as it was written.",
        ),
    }
    parts = [
        "# Codes of problems, rejects and findings\n\n"
        "Codes are stable: they are not renamed between versions.\n"
    ]
    for key, (title, text) in about.items():
        lines = [f"| `{code}` | {meaning} |" for code, meaning in sorted(MEANINGS[key].items())]
        parts.append(f"## {title}\n\n{text}\n\n| code | meaning |\n|---|---|\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


# The commands


def commands() -> str:
    """The page of the commands: what `--help` says of each."""
    parts = [
        "# The commands\n\n"
        "What `--help` says. On a terminal the commands print in colours and tables, on a pipe plain text;\n"
        "see also [exit codes](exit-codes.md) and [the query language](query.md).\n"
        f"\n## reftel\n\n```text\n{help_of([])}\n```\n"
    ]
    for name in command_names():
        parts.append(f"## reftel {name}\n\n```text\n{help_of([name])}\n```\n")
    return "\n".join(parts)


def command_names() -> list[str]:
    """The names of the commands, in the order of `reftel --help`."""
    return [name for name, command in command_tree().items() if not command.hidden]


def command_tree() -> dict[str, Any]:
    """The commands by name, as click has them."""
    import typer

    from reftel.cli.app import app

    group = typer.main.get_command(app)
    return dict(cast(Any, group).commands)


def help_of(command: list[str]) -> str:
    """What `reftel COMMAND --help` prints on a pipe."""
    environment = {
        **os.environ,
        "COLUMNS": str(WIDTH),
        "TERMINAL_WIDTH": str(WIDTH),
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8",
    }
    program = Path(sys.executable).with_name("reftel")
    ran = subprocess.run(
        [str(program), *command, "--help"], capture_output=True, text=True, env=environment, check=True
    )
    return "\n".join(line.rstrip() for line in ran.stdout.strip("\n").splitlines())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
