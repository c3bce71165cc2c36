"""What two editions of a cable are when they are laid side by side: segments, each of its kind."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from reftel.links.comparing.redactions import Withheld
from reftel.model import Span

Kind = Literal["same", "layout", "noise", "spelling", "redaction", "omission", "substance"]
Zone = Literal["message", "header", "end"]
Side = Literal["left", "right"]


class Segment(msgspec.Struct, frozen=True):
    """Some words of both editions that stand at one place.

    `kind`: `same`; `layout` (parted or joined otherwise, the number of a note); `noise` (a scan's damage, a
    speck); `spelling` (a word that differs by a letter or two, which may be either); `redaction` (withheld in one,
    printed in the other); `omission` (one has words and the other none, without a mark, or left out by an
    editor); `substance` (other words). `withheld` is the mark of a redaction or of an editor's omission,
    `withheld_in` the edition that has it, `how` says by what it is known: `mark` (it stands at the place), `near a
    mark`, `margin` (an exemption beside the lines), `blank` (a gap in the lines). `protected` are the
    drafter's words by which a source named there is to be protected.
    """

    kind: Kind
    left: Span
    right: Span
    left_words: str
    right_words: str
    zone: Zone = "message"
    withheld: Withheld | None = None
    withheld_in: Side | None = None
    how: str | None = None
    protected: str | None = None

    @property
    def revealed(self) -> str:
        """The words of the one edition that the other withholds or leaves out; empty for other kinds."""
        if self.kind not in ("redaction", "omission") or self.withheld_in is None:
            return ""
        return self.right_words if self.withheld_in == "left" else self.left_words


class Comparison(msgspec.Struct, frozen=True):
    """Two editions, by their ids, and the segments of which both consist.

    `alike` is the share of the shorter message's words that stand in the other in their order; below
    `reftel.links.comparing.segments.SAME_TEXT` they are hardly one text. `whole` is false where a text was too long to be
    compared to its end.
    """

    left: str
    right: str
    segments: tuple[Segment, ...]
    alike: float
    whole: bool = True

    @property
    def differences(self) -> tuple[Segment, ...]:
        """The segments that a reader wants to see: neither the same, nor noise or layout, nor a header's lines."""
        return tuple(
            one
            for one in self.segments
            if one.kind not in ("same", "noise", "layout")
            and (one.zone == "message" or one.kind == "redaction")
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many segments of each kind the message has (redactions: also those of header and end)."""
        counted: dict[str, int] = {}
        for one in self.segments:
            if one.kind != "same" and (one.zone == "message" or one.kind == "redaction"):
                counted[one.kind] = counted.get(one.kind, 0) + 1
        return counted


SAME_TEXT: Final = 0.5
"""The share of words in common from which on two texts under one number are taken for editions of one text."""
