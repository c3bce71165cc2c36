"""`python -m quality.links [FOLDER]`: how many references are resolved, and how many of those rightly.

Made archives know what each reference means. FOLDER (or `REFTEL_SAMPLES`) has `acp126/`, whose narratives
say which message a date-time group is, and `frus-tei/`, whose footnotes say which document a short
form is: what they say is hidden from the rules, and then compared. The tables go into `docs/quality.md`.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import polars as pl

import reftel
from quality.page import replace_blocks, table
from quality.tally import percent
from reftel.archive import rows
from reftel.links.published.printed import Shelf, parties
from reftel.links.published.printed_documents import Document, document
from reftel.links.published.printed_forms import forms
from reftel.links.resolving.groups import GROUP, minute_of
from reftel.links.resolving.groups import read as read_group
from reftel.links.resolving.resolution import resolve
from reftel.model import Cable, RawMessage
from reftel.readers import Found, find, read

_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_START: Final = "# Quality\n"
_MADE: Final = 100_000
_SEEDS: Final = (1, 2)
_BINS: Final = (0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
"""From where to where confidences are counted together."""
_NOT_PRINTED: Final = re.compile(
    r"Not (?:printed|found|further)|Dated\b|In (?:it|this telegram)\b|Telegrams? \d+[^.]{0,50}(?:reported|informed|transmitted|stated)"
)


class Count(NamedTuple):
    """References of one kind: how many, how many of them resolved, and how many of these rightly."""

    asked: int
    resolved: int
    right: int

    def row(self, name: str) -> tuple[object, ...]:
        """A line of a table."""
        wrong = self.resolved - self.right
        precision = percent(self.right / self.resolved) if self.resolved else ""
        return (
            name,
            self.asked,
            self.resolved,
            self.right,
            wrong,
            precision,
            percent(self.right / max(self.asked, 1)),
        )


_HEADS: Final = ("", "references", "resolved", "rightly", "wrongly", "precision", "recall")


def main(arguments: list[str]) -> int:
    """Run; returns the exit status."""
    blocks = {"links made": made()}
    folder = arguments[0] if arguments else os.environ.get("REFTEL_SAMPLES", "")
    if folder and (Path(folder) / "acp126").is_dir():
        blocks["links by group"] = by_group(Path(folder) / "acp126")
    if folder and (Path(folder) / "frus-tei").is_dir():
        blocks["links of volumes"] = of_volumes(Path(folder) / "frus-tei")
    for words in blocks.values():
        print(words, end="\n\n")
    replace_blocks(_PAGE, blocks, _START)
    return 0


# Made archives


def made() -> str:
    """The table of made archives, by the form of the reference."""
    counts: Counter[tuple[str, str]] = Counter()
    previous: Counter[str] = Counter()
    stated: list[pl.DataFrame] = []
    for seed in _SEEDS:
        counts += count_made(_MADE, seed, previous, stated)
    forms = sorted(
        {form for form, _ in counts if form not in ("all", "of held cables", "no cable")},
        key=lambda form: -counts[form, "asked"],
    )
    lines = [
        Count(counts[form, "asked"], counts[form, "resolved"], counts[form, "right"]).row(form)
        for form in (*forms, "of held cables", "all")
    ]
    found = Count(previous["true"], previous["found"], previous["right"])
    return (
        "## Links\n\n"
        f"{len(_SEEDS)} made archives of {_MADE:,} cables, 30 % of them held back, in which the references have the forms and "
        "faults of real ones (`synthetic/world`). A reference is right if it is resolved to the number that is "
        "truly meant, whether that cable is held or not. A fault that leaves a plausible number can be seen only where the "
        "true cable is held and much more alike: most of those wrongly resolved are such numbers, taken as they were read.\n\n"
        f"{table(_HEADS, lines)}\n\n"
        f"`AND PREVIOUS`: {found.resolved} further cables found, {found.right} of them rightly, of {found.asked} that are meant; "
        "they can be found only through a cited cable that is held.\n\n"
        "### Whether links are as sure as they say\n\n"
        "The links by number of the same archives, by the confidence that each states: its mean, and the share that is right.\n\n"
        f"{_calibration(pl.concat(stated))}"
    )


def _calibration(stated: pl.DataFrame) -> str:
    """Confidences by spans: how many links, what they state in the mean, and the share of them that is right."""
    lines = []
    for least, most in zip(_BINS, (*_BINS[1:], 1.0), strict=True):
        part = stated.filter((pl.col("confidence") >= least) & (pl.col("confidence") < most))
        if part.height:
            said, right = float(part["confidence"].mean()), float(part["right"].mean())  # type: ignore[arg-type]
            lines.append((f"{least:.1%} to {most:.1%}", part.height, percent(said), percent(right)))
    return table(("confidence", "links", "stated", "right"), lines)


def count_made(
    number: int, seed: int, previous: Counter[str] | None = None, stated: list[pl.DataFrame] | None = None
) -> Counter[tuple[str, str]]:
    """Of a made archive: `asked`, `resolved` and `right` by form, of all, and of what cites held cables.

    `previous` counts what `AND PREVIOUS` means, `stated` takes the confidences of links by number (`confidence`, `right`).
    """
    from synthetic import world

    archive = world.make(number, seed=seed)
    links = resolve(archive.cables.lazy(), archive.references.lazy())
    ours = links.filter(pl.col("position").is_not_null()).select("cable", "position", "to_mrn", "confidence")
    truth = archive.truth.filter(pl.col("relation").is_in(("reference", "in text", "document")))
    joined = truth.join(ours, on=["cable", "position"], how="left")
    held = archive.cables["mrn"].implode()
    joined = joined.with_columns(
        resolved=pl.col("to_mrn").is_not_null(),
        right=(pl.col("to_mrn") == pl.col("true")).fill_null(False),
        asked=pl.col("true").is_not_null(),
        of_held=pl.col("true").is_in(held).fill_null(False),
    )
    counts: Counter[tuple[str, str]] = Counter()
    for name, part in (
        *((str(key[0]), part) for key, part in joined.group_by("form")),
        ("all", joined),
        ("of held cables", joined.filter("of_held")),
    ):
        for what in ("asked", "resolved", "right"):
            counts[name, what] += int(part[what].sum())
    if stated is not None:
        by_number = joined.filter("resolved", pl.col("form") != "date-time group")
        stated.append(by_number.select("confidence", "right"))
    if previous is not None:
        _count_previous(links, archive.truth, previous)
    return counts


def _count_previous(links: pl.DataFrame, truth: pl.DataFrame, counts: Counter[str]) -> None:
    ours = links.filter(pl.col("relation") == "previous").select("cable", "to_mrn")
    true = (
        truth.filter(pl.col("relation") == "previous")
        .select("cable", pl.col("true").alias("to_mrn"))
        .unique()
    )
    counts["true"] += true.height
    counts["found"] += ours.height
    counts["right"] += ours.join(true, on=["cable", "to_mrn"], how="semi").height


# Date-time groups


def by_group(folder: Path) -> str:
    """The table of references by originator and date-time group, with the narrative hidden."""
    cables = [reftel.parse(one.text) for one in _messages(folder)]
    frame, references = frames(cables)
    group = pl.col("written").str.contains(GROUP)
    hidden = references.with_columns(mrn=pl.when(group).then(None).otherwise("mrn"))
    years = frame.select(pl.col("id").alias("cable"), pl.col("sent").dt.year().alias("of"))
    told = references.filter(group & pl.col("mrn").is_not_null()).select(
        "cable", "position", pl.col("mrn").alias("true")
    )
    held = frame["mrn"].implode()
    lines, wrong = [], []
    for name, refs in (("by the group alone", hidden), ("with the narrative", references)):
        links = resolve(frame.lazy(), refs.lazy()).select("cable", "position", "to_mrn", "from_mrn")
        joined = told.join(links, on=["cable", "position"], how="left").join(years, on="cable", how="left")
        joined = joined.filter(pl.col("true").is_in(held))
        for which, part in (("all years", joined), ("2006", joined.filter(pl.col("of") == 2006))):
            right = int((part["to_mrn"] == part["true"]).sum())
            lines.append(Count(part.height, part["to_mrn"].count(), right).row(f"{name}, {which}"))
        if refs is hidden:
            wrong = joined.filter(
                pl.col("to_mrn").is_null() | (pl.col("to_mrn") != pl.col("true"))
            ).to_dicts()
    without = resolve(frame.lazy(), hidden.lazy()).filter(pl.col("how") == "date-time group").height
    lines += _by_header(frame, hidden, years)
    misses = "".join(
        f"\n- {one['from_mrn']}: the narrative says {one['true']}, the group gives {one['to_mrn'] or 'nothing'}"
        for one in wrong
    )
    return (
        "### By date-time group\n\n"
        f"{len(cables)} general messages of the Navy. Their references name originator and date-time group, and the narrative "
        "says which message that is: in the first lines it is hidden from the rules. Counted are the references whose message "
        f"is among those held; in the lines behind those whose group stands in the header of a held message. {without} references are resolved by the group in all: of the others no narrative names the "
        f"number.\n\n{table(_HEADS, lines)}\n{misses}"
    )


def _by_header(frame: pl.DataFrame, hidden: pl.DataFrame, years: pl.DataFrame) -> list[tuple[object, ...]]:
    """The lines of references whose minute is that in the header of one held message: it is the one meant."""
    links = resolve(frame.lazy(), hidden.lazy()).select("cable", "position", "to_mrn")
    minutes: dict[int, set[str]] = {}
    for mrn, at in frame.select("mrn", "sent_at").drop_nulls().iter_rows():
        minutes.setdefault(minute_of(at), set()).add(mrn)
    group = hidden.filter(pl.col("written").str.contains(GROUP), pl.col("kind") == "cable")
    joined = group.join(links, on=["cable", "position"]).join(years, on="cable", how="left")
    counts: Counter[tuple[str, str]] = Counter()
    for written, ours, year in joined.select("written", "to_mrn", "of").iter_rows():
        moment = read_group(written, year)
        meant = minutes.get(minute_of(moment[1]), set()) if moment else set()
        if len(meant) == 1:
            for which in ("all years", "2006") if year == 2006 else ("all years",):
                counts[which, "asked"] += 1
                counts[which, "resolved"] += ours is not None
                counts[which, "right"] += ours in meant
    return [
        Count(*(counts[which, what] for what in ("asked", "resolved", "right"))).row(
            f"by the header of the one meant, {which}"
        )
        for which in ("all years", "2006")
    ]


def frames(cables: Iterable[Cable]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `cables` and `references` of parsed cables."""
    unique = {cable.id: cable for cable in cables}.values()
    table_rows = [(*rows.cable_row(cable).values(), None, None, 0) for cable in unique]
    cited = [(*row, 0) for cable in unique for row in rows.reference_rows(cable)]
    made = (
        pl.from_arrow(rows.record_batch(rows.CABLES, table_rows)),
        pl.from_arrow(rows.record_batch(rows.REFERENCES, cited)),
    )
    assert isinstance(made[0], pl.DataFrame)
    assert isinstance(made[1], pl.DataFrame)
    return made[0], made[1]


def _messages(folder: Path) -> Iterable[RawMessage]:
    for found in find([str(folder)], []):
        for item in read(found) if isinstance(found, Found) else ():
            if isinstance(item, RawMessage):
                yield item


# Volumes


def of_volumes(folder: Path) -> str:
    """The table of short forms in volumes, with the footnotes hidden."""
    documents = []
    for number, one in enumerate(_messages(folder)):
        record = msgspec.json.encode({"annotations": one.annotations})
        given = msgspec.json.encode(one.given).decode()
        made_of = document(str(number), one.given.get("mrn"), one.text, given, record)
        if made_of:
            documents.append(made_of)
    shelf = Shelf(documents)
    found: dict[tuple[str, int, int], Document] = {}
    for link in shelf.links(editors=False):
        if link.target:
            found[link.cable, link.start, link.serial] = link.target
    lines, wrong = [], []
    for volume in sorted({one.volume for one in documents}):
        told = [one for one in shelf.said_by_editors() if one[0].volume == volume]
        right = resolved = 0
        for citing, form, serial, true in told:
            ours = found.get((citing.cable, form.start, serial))
            resolved += ours is not None
            right += ours is not None and ours.name == true.name
            if ours is None or ours.name != true.name:
                said = " ".join(citing.text[form.start : form.end].split())
                wrong.append(
                    f"\n- {citing.name}, “{said}”: the footnote says {true.name}, the rules {ours.name if ours else 'nothing'}"
                )
        lines.append((*Count(len(told), resolved, right).row(volume), *_unprinted(documents, found, volume)))
    total = [sum(int(str(line[i])) for line in lines) for i in (1, 2, 3)]
    unprinted = [sum(int(str(line[i])) for line in lines) for i in (7, 8)]
    lines.append((*Count(*total).row("all"), *unprinted))
    heads = (*_HEADS, "said not to be printed", "resolved all the same")
    return (
        "### Short forms in edited volumes\n\n"
        "`Deptel 1477`, `Embtel 912`, `your 912`, `Cairo's 1136`: resolved by sender, addressee and time, with all footnotes "
        "hidden, and compared with the footnote at the short form, where that says which document of the volume it is. "
        "The last two columns are short forms whose footnote says something else of the telegram (that it is not printed, where "
        f"it lies, what it reported): any document for these would be wrong.\n\n{table(heads, lines)}\n{''.join(wrong)}\n\n{_parties(documents)}"
    )


def _parties(documents: list[Document]) -> str:
    """Whose telegram a short form means, against a footnote at it that says so (`Telegram 7415 from Bangkok, May 28, …`)."""
    counts: Counter[tuple[str, str]] = Counter()
    for citing in documents:
        notes = {note.at: note.text for note in citing.notes}
        for form in forms(citing.text):
            note = next((notes[at] for at in range(form.end, form.end + 5) if at in notes), "")
            said = next((one for one in forms(note) if set(one.serials) & set(form.serials)), None)
            if said is None or said.way != "plain" or not (said.sender or said.addressee):
                continue
            ours = parties(citing, form)
            sender = said.sender or "STATE"
            right = (
                ours is not None and ours[0] == sender and said.addressee in (None, ours[1] or said.addressee)
            )
            counts[form.way, "asked"] += 1
            counts[form.way, "resolved"] += ours is not None
            counts[form.way, "right"] += right
    ways = sorted({way for way, _ in counts})
    lines = [Count(*(counts[way, what] for what in ("asked", "resolved", "right"))).row(way) for way in ways]
    return (
        "Of more short forms the footnote says whose telegram it is, and that it is not printed. By the way of naming it, whether "
        f"the rules tell the same sender and addressee:\n\n{table(_HEADS, lines)}"
    )


def _unprinted(
    documents: list[Document], found: dict[tuple[str, int, int], Document], volume: str
) -> tuple[int, int]:
    asked = resolved = 0
    for citing in documents:
        if citing.volume != volume:
            continue
        notes = {note.at: note.text for note in citing.notes}
        for form in forms(citing.text):
            if any(_NOT_PRINTED.match(notes.get(at, "")) for at in range(form.end, form.end + 5)):
                asked += len(form.serials)
                resolved += sum((citing.cable, form.start, serial) in found for serial in form.serials)
    return asked, resolved


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
