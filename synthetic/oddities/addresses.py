"""The relay's lines, the date-time group and the address lists."""

from __future__ import annotations

from synthetic.draft import Draft
from synthetic.oddities.registry import blocks, facts


@facts("telegram", "print")
def dtg_with_blanks(draft: Draft) -> None:
    """`P 251346 Z JUN 7 3`: the archive's reproduction parts what belongs together."""
    letter, group, month, year = draft.form.dtg.split()
    draft.form.dtg = f"{letter} {group[:-1]} Z {month} {year[0]} {year[1]}"


@facts("full")
def dtg_with_four_digits(draft: Draft) -> None:
    """`R 071530Z OCT 2005`."""
    draft.form.dtg = f"{draft.form.dtg[:-2]}{draft.moment.year}"


@facts("full")
def dtg_in_lower_case(draft: Draft) -> None:
    """`R 071530z Oct 05`."""
    letter, group, month, year = draft.form.dtg.split()
    draft.form.dtg = f"{letter} {group[:-1]}z {month.title()} {year}"


@facts("telegram", "print")
def dtg_with_two_precedences(draft: Draft) -> None:
    """`O R 051020Z JUN 79`: one for action, one for info."""
    draft.form.dtg = f"O R{draft.form.dtg[1:]}"
    draft.truth.precedence = "IMMEDIATE"
    for item in draft.truth.action:
        item["precedence"] = "IMMEDIATE"
    for item in draft.truth.info:
        item["precedence"] = None


@facts("full")
def addressees_without_routing(draft: Draft) -> None:
    """`TO SECSTATE WASHDC 4562` without its routing indicator."""
    for item in (*draft.truth.action, *draft.truth.info):
        item["routing"] = None


@facts("full")
def two_action_addressees(draft: Draft) -> None:
    """A second line below `TO`."""
    draft.truth.action = [
        *draft.truth.action,
        {"name": "SECDEF WASHDC", "routing": "RUEKJCS", "precedence": None, "number": None},
    ]


@facts("full")
def collective_addressee(draft: Draft) -> None:
    """`INFO RUEHZN/ENVIRONMENT SCIENCE AND TECHNOLOGY COLLECTIVE`."""
    draft.truth.info = [
        {
            "name": "ENVIRONMENT SCIENCE AND TECHNOLOGY COLLECTIVE",
            "routing": "RUEHZN",
            "precedence": None,
            "number": None,
        }
    ]


@facts("full")
def night_action(draft: Draft) -> None:
    """`TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 4562`."""
    draft.form.dtg = "O" + draft.form.dtg[1:]
    draft.truth.precedence = "NIACT IMMEDIATE"
    draft.truth.action[0]["precedence"] = "NIACT IMMEDIATE"


@facts("full")
def misspelt_precedence(draft: Draft) -> None:
    """`PIORITY` for `PRIORITY`."""
    for item in (*draft.truth.action, *draft.truth.info):
        item["precedence"] = "PRIORITY"
    draft.form.dtg = "P" + draft.form.dtg[1:]
    draft.truth.precedence = "PRIORITY"


@blocks("full")
def many_addressees(draft: Draft) -> None:
    """Twenty posts in the INFO list, and a second line of routing indicators."""
    lines = draft.blocks["transmission"].split("\n")
    if any(line.startswith("INFO ") for line in lines):
        stations = draft.rng.sample(draft.tables.stations, 20)
        known = {item["name"] for item in draft.truth.info}
        added = [s for s in stations if f"{s.title} {s.name}" not in known]
        lines += [f"{s.routing}/{s.title} {s.name} 0001" for s in added]
        lines[1] += (
            " " + " ".join([s.routing for s in added[:8]]) + "\n" + " ".join([s.routing for s in added[8:]])
        )
        draft.truth.info = [
            *draft.truth.info,
            *(
                {"name": f"{s.title} {s.name}", "routing": s.routing, "precedence": None, "number": 1}
                for s in added
            ),
        ]
        draft.blocks["transmission"] = "\n".join(lines)


@blocks("full")
def page_line_in_addresses(draft: Draft) -> None:
    """A page line in the middle of the INFO list."""
    lines = draft.blocks["transmission"].split("\n")
    at = len(lines) - 1
    if lines[at].startswith("RU"):
        lines.insert(at, f"PAGE 02 {draft.station.name} {draft.serial:05} 01 OF 02 {draft.moment:%d%H%M}Z")
        draft.blocks["transmission"] = "\n".join(lines)


@blocks("full")
def header_ends_with_a_signal(draft: Draft) -> None:
    """`ZEN/` before an addressee that had the message otherwise, as a last line."""
    draft.blocks["transmission"] += "\nZEN/AMEMBASSY MINSK"
    name = "AMEMBASSY MINSK"
    item = {"name": name}
    last = draft.truth.info or draft.truth.action
    if all(one["name"] != name for one in last):
        last.append(item)


@blocks("full")
def header_only_from_date(draft: Draft) -> None:
    """The relay's lines before the date-time group are lost."""
    words = draft.blocks["transmission"]
    draft.blocks["transmission"] = words[words.index(draft.form.dtg) :]
    draft.truth.transmission_id = None
