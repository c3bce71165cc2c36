"""A cable being made: its truth, and the form in which it will be written.

An oddity works on a draft at one of three moments: before it is written (facts and form are
changed), when its blocks are written (header lines and paragraphs stand apart, by name), or on
the whole text.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from synthetic.prose import Prose
from synthetic.tables import Station, Tables
from synthetic.truth import Item, Truth

Layout = Literal["extract", "full", "telegram", "print"]
LAYOUTS: tuple[Layout, ...] = ("extract", "full", "telegram", "print")


@dataclass(slots=True)
class Ref:
    """One reference: as it is written behind its letter, and what it truly is."""

    written: str
    truth: Item
    letter: str | None = None


@dataclass(slots=True)
class Para:
    """One paragraph: its words without wraps, and how they are introduced."""

    words: str
    number: int | None
    portion: str | None = None
    role: str = "body"
    heading: str | None = None
    portion_form: str | None = None  # where its mark is written otherwise than the others'
    shaped: bool = False  # a list or table: its lines stand as they are


@dataclass(slots=True)
class Form:
    """How things are written. An oddity changes one of these, or several."""

    width: int = 0
    trailing: str = ""
    marking: str = ""
    marking_tail: str = ""  # caveats behind the level
    section: str = ""
    caption_lines: list[str] = field(default_factory=list)
    captions_last: bool = False  # below the passing lines
    passing_lines: list[str] = field(default_factory=list)
    authority: str = ""
    tags_key: str = "TAGS: "
    tags_between: str = " "
    tags_last: str = ""
    subject_key: str = "SUBJECT: "
    refs_key: str = "REF: "
    refs_style: str = "letters"
    classified: str = ""
    number: str = "{}. "
    portion: str = "({}) "
    dtg: str = ""
    signer: str = ""
    before: str = ""
    after: str = ""


class Draft:
    """One cable in the making."""

    __slots__ = (
        "blocks",
        "cast",
        "ends",
        "form",
        "known",
        "layout",
        "moment",
        "paras",
        "prose",
        "refs",
        "rng",
        "serial",
        "station",
        "tables",
        "truth",
        "upper",
    )

    def __init__(self, rng: Random, layout: Layout, prose: Prose, tables: Tables) -> None:
        self.rng = rng
        self.layout: Layout = layout
        self.prose = prose
        self.tables = tables
        self.truth = Truth()
        self.form = Form()
        self.upper = True
        self.refs: list[Ref] = []
        self.paras: list[Para] = []
        self.cast: list[str] = []
        self.known: dict[str, datetime.date] = {}
        self.blocks: dict[str, str] = {}
        self.ends: dict[str, str] = {}
        self.station: Station
        self.serial: int
        self.moment: datetime.datetime

    def cased(self, words: str) -> str:
        """In capitals, where the cable is."""
        return words.upper() if self.upper else words

    def one(self, choices: tuple[str, ...] | list[str]) -> str:
        """One of several, drawn."""
        return choices[int(self.rng.random() * len(choices))]

    def set_subject(self, words: str) -> None:
        """Give it another subject."""
        self.truth.subject = words

    def each_paragraph(self, change: Callable[[str], str]) -> None:
        """Change the words of all paragraphs, and of what the truth says of them."""
        truth = self.truth
        for para in self.paras:
            para.words = change(para.words)
            para.heading = change(para.heading) if para.heading else None
        truth.summary = change(truth.summary) if truth.summary else None
        truth.comment = change(truth.comment) if truth.comment else None
