"""Clocks that check each other: the date-time group, the relay's day of the year, the page line's time."""

from __future__ import annotations

import datetime

from reftel.model import DTG, Problem

_LATEST_BEFORE = datetime.timedelta(days=1)


def check(dtg: DTG | None, filed: str | None, page_time: str | None, problems: list[Problem]) -> None:
    """Report where the date-time group and another clock of the same header cannot both be right."""
    if dtg is None:
        return
    if filed:
        _check_filed(dtg, filed, problems)
    if page_time:
        _check_received(dtg, page_time, problems)


def _check_filed(dtg: DTG, filed: str, problems: list[Problem]) -> None:
    """The relay's `DDDHHMM` is within a day of the group; a message goes out soon after it is dated."""
    day, last = int(filed[:3]), 366 if dtg.at.year % 4 == 0 else 365
    if not 0 < day <= 366:
        problems.append(Problem("clock-disagrees", f"the relay's day of the year is {filed[:3]}", dtg.span))
        return
    apart = abs(day - dtg.at.timetuple().tm_yday)
    if min(apart, last - apart) > 1:
        problems.append(
            Problem(
                "clock-disagrees",
                f"the date-time group says {dtg.at:%d %B}, the relay day {day} of the year",
                dtg.span,
            )
        )


def _check_received(dtg: DTG, time: str, problems: list[Problem]) -> None:
    """The print's time (`DDHHMM`, no month) is of reception: not days before the group."""
    day = int(time[:2])
    # The nearest such day, in the group's month or the one before or after.
    nearest = min((abs(day - dtg.at.day + shift), day - dtg.at.day + shift) for shift in (-30, 0, 30))[1]
    if not 0 < day <= 31 or nearest < -_LATEST_BEFORE.days - 1:
        problems.append(
            Problem(
                "clock-disagrees", f"the date-time group says day {dtg.at.day}, the page line {day}", dtg.span
            )
        )
