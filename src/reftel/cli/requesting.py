"""`reftel request`: letters that ask for cables that are missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reftel.archive import Archive
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.absent import cards_of, named, no_name
from reftel.cli.guard import Stop, complain
from reftel.cli.output import line
from reftel.links.missing.one_ghost import Ghost
from reftel.links.missing.unnumbered import Named
from reftel.model import MRN
from reftel.vocabulary import posts

_OPEN: Final = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "SENSITIVE BUT UNCLASSIFIED")
_MOST: Final = 5_000
_LONGEST_LINE: Final = 2_000
_LARGEST_TEMPLATE: Final = 1_000_000


def run_request(
    names: list[str],
    path: Path,
    kind: str,
    template: Path | None,
    to: str | None,
    out: Path | None,
    sheet: Path | None,
    requester: str | None,
    contact: str | None,
    per_letter: int,
    print_template: bool,
) -> int:
    """Write the letters; status 1 if some number could not be read or is held whole."""
    from reftel.export import request_letters as letters

    if kind not in letters.KINDS:
        raise Stop(f"--kind wants one of {', '.join(letters.KINDS)}, not “{kind}”", exits.USAGE)
    if print_template:
        sys.stdout.write(letters.template(kind))
        return exits.OK
    if not names:
        raise Stop("name at least one message number, or - to read them from standard input", exits.USAGE)
    archive = open_archive(path)
    wanted, unread = _wanted(names)
    asked = [ghost for one in wanted if (ghost := _asked(archive, one, sheet))]
    asker = letters.Asker(
        **{name: value for name, value in (("name", requester), ("contact", contact)) if value}
    )
    try:
        made = letters.letters(asked, kind, _words(template), to, asker, per_letter=per_letter)
    except letters.TemplateError as error:
        raise Stop(f"{template}: {error}", exits.USAGE) from None
    if out is None:
        sys.stdout.write(f"\n{'=' * letters.WIDTH}\n\n".join(letter.text for letter in made))
    else:
        out.mkdir(parents=True, exist_ok=True)
        for letter in made:
            (out / letter.name).write_text(letter.text, "utf-8")
            line(out / letter.name, letter.to, f"{len(letter.names)} cables")
    sys.stdout.flush()  # the remark stands below the letters, on a pipe as well
    if to is None and (others := _of_others(asked)):
        complain(
            f"{others[0]} is of no post of the Department of State{' (and others too)' if len(others) > 1 else ''}: name its "
            "agency with --to"
        )
    for remark in _advice(asked, kind):
        complain(remark)
    if made and to is None:
        complain("check the agency's present address before you send a letter: addresses change")
    return exits.OK if made and not unread and len(asked) == len(wanted) else exits.NOT_ALL


def _of_others(asked: list[Ghost]) -> list[str]:
    """Those whose sender is known as an agency or a headquarters, or as nothing, and not as a post."""
    others = []
    for ghost in asked:
        station = ghost.mrn.station if ghost.mrn else ghost.group and ghost.group.station
        post = posts.by_code(station) if station else None
        # A number under a name that nobody knows may be a post's all the same; an originator in words is not.
        if post.kind in ("agency", "military") if post else ghost.mrn is None:
            others.append(ghost.name)
    return others


def _advice(asked: list[Ghost], kind: str) -> Iterator[str]:
    """What to look at before the letters go out."""
    open_ones = [one.name for one in asked if one.classification and one.classification.highest in _OPEN]
    if kind == "mdr" and open_ones:
        yield (
            f"likely unclassified: {_some(open_ones)}; a declassification review is for classified information, so ask for "
            "such a one with --kind foia"
        )
    electronic = [one.name for one in asked if one.mrn and 1973 <= one.year <= 1979]
    if electronic:
        yield (
            f"of 1973–79: {_some(electronic)}; look in the Access to Archival Databases of the National Archives first, for a "
            "telegram of these years may be released already"
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _words(template: Path | None) -> str | None:
    if template is None:
        return None
    with template.open("rb") as stream:
        data = stream.read(_LARGEST_TEMPLATE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop(
            f"{template} is not UTF-8 (byte {error.start}): save it as plain text", exits.USAGE
        ) from None


def _wanted(names: list[str]) -> tuple[list[MRN | Named], int]:
    """The cables asked for, each once, and how many names could not be read."""
    found: dict[MRN | Named, None] = {}
    unread = 0
    for name in _names(names):
        wanted = named(name)
        if wanted is None:
            complain(no_name(name))
            unread += 1
        else:
            found[wanted] = None
    if len(found) > _MOST:
        raise Stop(f"{len(found):,} cables are asked for; at most {_MOST:,} at once", exits.USAGE)
    return list(found), unread


def _names(names: list[str]) -> Iterator[str]:
    for name in names:
        if name != "-":
            yield name
            continue
        while words := sys.stdin.readline(_LONGEST_LINE):
            # The first column of `reftel ghosts` on a pipe, or of its CSV.
            first = words.split("\t")[0].split(",")[0].strip().strip('"')
            if first and first.lower() not in ("mrn", "named"):
                yield first


def _asked(archive: Archive, wanted: MRN | Named, sheet: Path | None) -> Ghost | None:
    from reftel.archive.absent import asked_for

    if not isinstance(wanted, MRN):
        ghost = asked_for(archive, wanted)
        if not ghost.citing:
            complain(f"no cable that is held cites {wanted}: it is asked for by its date-time group alone")
        return ghost
    number = wanted
    whole = [cable for cable in archive.editions(number) if cable.text and not cable.partial]
    if whole:
        complain(f"{number} is held whole: it is not asked for")
        return None
    if any(cable.partial and cable.text for cable in archive.editions(number)):
        complain(f"an extract of {number} is held: the whole is asked for")
    ghost = asked_for(archive, number, cards_of(archive, number, sheet))
    if not ghost.citing and not ghost.cards:
        complain(f"no cable that is held cites {number}: it is asked for by its number alone")
    return ghost
