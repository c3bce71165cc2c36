"""Generated cables in the container of each format that is read: a page, a row, a record, a volume.

`FORMATS` has, for each format, the layouts of cables that come in it and what writes a list of them
as one file. What a container says of a cable beside its text is what such sources say: a number, a
day, a level; it is drawn from the truth.
"""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from synthetic import cablegate
from synthetic.draft import Layout
from synthetic.generator import Synthetic

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_STAMP = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
_MARKING = re.compile(r"\n(?:C O N F|CONFIDENTIAL\b|UNCLAS|S E C R E T|SECRET\b|LIMITED OFF)")
_POINTS = 12, 10  # of a line, of a letter
_LINES_OF_A_PAGE, _LETTERS_OF_A_LINE = 52, 150


class Format(NamedTuple):
    """A format: the file's name, the layouts of the cables in it, what writes them, and what the container does not keep."""

    file: str
    layouts: tuple[Layout, ...]
    write: Callable[[Sequence[Synthetic]], bytes]
    not_kept: tuple[str, ...] = ()
    odd_to_it: tuple[str, ...] = ()  # oddities that it cannot hold


def _day(cable: Synthetic) -> datetime.date:
    return datetime.date.fromisoformat(str(cable.truth.sent)[:10])


def _short(cable: Synthetic) -> str:
    """`03ROME4580`."""
    return str(cable.truth.mrn)[2:]


def _parted(text: str) -> tuple[str, str]:
    """The transmission header, and the text from its marking line on."""
    m = _MARKING.search(text, max(text.find("\nFM "), 0))
    at = m.start() if m else 0
    return (text[:at].strip("\n"), text[at:].lstrip("\n")) if at and "\nFM " in text[:at] else ("", text)


def plain(cables: Sequence[Synthetic]) -> bytes:
    """Several texts one after the other, `NNNN` between them: without an end mark two cables are not told apart."""
    return "\n\nNNNN\n\n".join(cable.text.strip("\n") for cable in cables).encode()


def page(cables: Sequence[Synthetic]) -> bytes:
    """A web page of 2011: the table of what is known, then header and body (one cable only)."""
    (cable,) = cables
    head, body = _parted(cable.text)
    rows = (
        _short(cable),
        f"{_day(cable)} 14:02",
        "2011-08-30 01:44",
        str(cable.truth.classification),
        "Embassy Rome",
    )
    names = ("Reference ID", "Created", "Released", "Classification", "Origin")
    cells = "".join(f"<td>\n<a href='#'>{html.escape(value)}</a>\n</td>\n" for value in rows)
    texts = "".join(
        "<code><pre>" + html.escape(part).replace("\n", "&#x000A;") + "</pre></code>\n"
        for part in (head, body)
    )
    return (
        "<?xml version='1.0' encoding='utf-8' ?>\n<html>\n<head><title>Cable Viewer</title></head>\n<body>\n"
        f"<h3>Viewing cable {_short(cable)}</h3>\n<table class='cable'>\n<tr>\n"
        + "".join(f"<th>{name}</th>\n" for name in names)
        + f"</tr>\n<tr>\n{cells}</tr>\n</table>\n{texts}</body>\n</html>\n"
    ).encode()


def cablegate_csv(cables: Sequence[Synthetic]) -> bytes:
    """Rows of the file of all cables."""
    return b"".join(
        cablegate.row(number, _short(cable), _day(cable), cable.text, level=str(cable.truth.classification))
        for number, cable in enumerate(cables, 1)
    )


def json_lines(cables: Sequence[Synthetic]) -> bytes:
    """An object a line."""
    lines = [
        {"id": f"cable-{number}", "text": cable.text, "date": str(_day(cable))}
        for number, cable in enumerate(cables)
    ]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines).encode()


def _rows(cables: Sequence[Synthetic]) -> list[dict[str, str]]:
    return [
        {"id": f"cable-{number}", "date": str(_day(cable)), "text": cable.text}
        for number, cable in enumerate(cables)
    ]


def table(cables: Sequence[Synthetic]) -> bytes:
    """Rows of CSV under a row of names, as a person exports them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "date", "text"])
    writer.writeheader()
    writer.writerows(_rows(cables))
    return out.getvalue().encode()


def parquet(cables: Sequence[Synthetic]) -> bytes:
    """The same as Parquet."""
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(_rows(cables)), out)
    return out.getvalue()


def attributes(cable: Synthetic) -> dict[str, str]:
    """The archive's list for a telegram of the 1970s."""
    day = _day(cable)
    number = str(cable.truth.mrn)
    serial = number[4:].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    station = number[4 : -len(serial)]
    return {
        "Current Classification": "UNCLASSIFIED",
        "Document Number": f"{number[:4]}{station[:6]}{int(serial):05}",
        "Draft Date": f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}",
        "Locator": "TEXT ON-LINE",
        "Original Classification": str(cable.truth.classification),
        "Subject": str(cable.truth.subject or "n/a"),
        "TAGS": ", ".join(str(tag["code"]) for tag in cable.truth.tags) or "n/a",
    }


def nara_text(cables: Sequence[Synthetic]) -> bytes:
    """A record as the archive prints it: message text, then the list (one telegram only)."""
    (cable,) = cables
    listed = "\n".join(f"{name}: {value}" for name, value in attributes(cable).items())
    return f" {_STAMP} \n {_STAMP} \nMessage Text\n{cable.text}\nMessage Attributes\n{listed}\n".encode()


def nara_table(cables: Sequence[Synthetic]) -> bytes:
    """Records as CSV."""
    records = [attributes(cable) | {"Message Text": cable.text} for cable in cables]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(records[0]))
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def nara_json(cables: Sequence[Synthetic]) -> bytes:
    """Records as JSON."""
    return json.dumps([attributes(cable) | {"Message Text": cable.text} for cable in cables]).encode()


def nara_xml(cables: Sequence[Synthetic]) -> bytes:
    """Records as XML."""
    records = []
    for cable in cables:
        fields = attributes(cable) | {"Message Text": cable.text}
        records.append(
            "".join(
                f"<{name.replace(' ', '_')}>{escape(value)}</{name.replace(' ', '_')}>"
                for name, value in fields.items()
            )
        )
    return (
        '<?xml version="1.0"?>\n<telegrams>'
        + "".join(f"<telegram>{one}</telegram>" for one in records)
        + "</telegrams>"
    ).encode()


def nara_page(cables: Sequence[Synthetic]) -> bytes:
    """A record as the archive's web page shows it (one telegram only)."""
    (cable,) = cables
    fields = attributes(cable) | {"Message Text": cable.text}
    rows = "".join(
        f"<tr><td>{name}</td><td>{'<pre>' * (name == 'Message Text')}{escape(value)}</td><td></td></tr>\n"
        for name, value in fields.items()
    )
    title = "<title>NARA - AAD - Display Full Records - Electronic Telegrams, 1975</title>"
    return f"<!DOCTYPE html><html><head>{title}</head><body>aad.archives.gov<table>{rows}</table></body></html>".encode()


def capture(cables: Sequence[Synthetic]) -> bytes:
    """Messages of a relay: the text between two `BT`, its number, and `NNNN`."""
    out = []
    for cable in cables:
        head, body = _parted(cable.text)
        serial = str(cable.truth.mrn)[4:].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        body = body.rstrip("\n")
        out.append(f"{head}\nBT\n{body}\nBT\n#{int(serial):04}\n\n\nNNNN\n\n\n")
    return "".join(out).encode()


def volume(cables: Sequence[Synthetic]) -> bytes:
    """A volume of edited documents (TEI): each telegram in its printed form, its parts as paragraphs."""
    documents = []
    for number, cable in enumerate(cables, 1):
        day = f"{_day(cable):%B} {_day(cable).day}, {_day(cable).year}"
        parts = [
            part.strip("\n") for part in cable.text.replace("\n \n", "\n\n").split("\n\n") if part.strip()
        ]
        words = "".join(
            f"<p>{'<lb/>'.join(escape(line.strip()) for line in part.splitlines() if line.strip())}</p>\n"
            for part in parts
        )
        level = str(cable.truth.classification).capitalize()
        note = f'<note n="1" xml:id="d{number}fn1" type="source">Source: National Archives, RG 59, Central Foreign Policy Files. {level}.</note>'
        documents.append(
            f'<div type="document" n="{number}" xml:id="d{number}"><head>{number}. Telegram From the Embassy to the Department '
            f'of State, <date when="{_day(cable)}">{day}</date>.{note}</head>\n{words}</div>\n'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/ns/1.0">'
        '<teiHeader><fileDesc><titleStmt><title type="complete">Foreign Relations of the United States, 1969–1976, Volume E–14'
        '</title></titleStmt><publicationStmt><publisher>Office of the Historian</publisher><idno type="frus">frus1969-76ve14p1</idno>'
        "</publicationStmt><sourceDesc><p>made</p></sourceDesc></fileDesc></teiHeader>\n"
        f'<text><body><div type="chapter"><head>Documents</head>{"".join(documents)}</div></body></text></TEI>\n'
    ).encode()


def printed(cables: Sequence[Synthetic]) -> bytes:
    """A PDF with a text layer (one cable only)."""
    (cable,) = cables
    return typed(cable.text)


def typed(text: str) -> bytes:
    """A text as PDF, typed in a font of even width."""
    lines = [piece for line in text.strip("\n").splitlines() for piece in _wrapped(line.rstrip())]
    pages = [lines[at : at + _LINES_OF_A_PAGE] for at in range(0, len(lines), _LINES_OF_A_PAGE)]
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for one in pages:
        content = [b"BT /F %d Tf %d TL 36 750 Td" % (_POINTS[1], _POINTS[0])]
        for line in one:
            words = (
                line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1", "replace")
            )
            content.append(b"(" + words + b") Tj T*" if line.strip() else b"T*")
        stream = b"\n".join([*content, b"ET"])
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 792] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _wrapped(line: str) -> list[str]:
    return (
        textwrap.wrap(line, _LETTERS_OF_A_LINE, break_on_hyphens=False)
        if len(line) > _LETTERS_OF_A_LINE
        else [line]
    )


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + words + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def smart(cables: Sequence[Synthetic]) -> bytes:
    """A SMART message (2009 on): values beside their names, the paragraphs, the end block (one cable only)."""
    (cable,) = cables
    truth = cable.truth
    number = str(truth.mrn)
    serial = number[4:].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sent = datetime.datetime.fromisoformat(str(truth.dtg))
    references = [_cited(one) for one in truth.references]
    values = {
        "MRN": [f"{number[2:4]} {number[4 : -len(serial)]} {serial}"],
        "Date/DTG": [f"{sent:%b %d, %Y} / {sent:%d%H%M}Z {_MONTHS[sent.month - 1]} {sent:%y}"],
        "From": [str(truth.sender)],
        "Action": ["WASHDC, SECSTATE ROUTINE"],
        "E.O.": [str(truth.authority)],
        "TAGS": [", ".join(str(tag["code"]) for tag in truth.tags)],
        "Captions": [", ".join(truth.captions)],
        "Reference": references,
        "Subject": [str(truth.subject)],
    }
    lines = [str(truth.classification), ""]
    for name, words in values.items():
        if any(words):
            lines.append(f"{name + ':':<25}{words[0]}")
            lines += [" " * 25 + one for one in words[1:]]
    lines.append("")
    for one in truth.paragraphs:
        mark = f"({one['portion']}) " if one["portion"] else ""
        heading = [str(one["heading"]), ""] if one["heading"] else []
        lines += [*heading, f"{one['number']}. {mark}{one['text']}", ""]
    lines += [f"{'Signature:':<25}{one}" for one in truth.signer] + ["", f"{'Drafted By:':<25}POL:Doe, Jane"]
    lines += [f"{'Dissemination Rule:':<25}DIS_POL", "", str(truth.classification), ""]
    return "\n".join(lines).encode()


def _cited(one: dict[str, object]) -> str:
    """`A) 09 TRIPOLI 946`."""
    number = str(one["mrn"])
    serial = number[4:].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letter = f"{one['letter']}) " if one["letter"] else ""
    return (
        f"{letter}{number[2:4]} {number[4 : -len(serial)]} {serial}{' (NOTAL)' if one.get('notal') else ''}"
    )


FORMATS: dict[str, Format] = {
    "plain": Format("cables.txt", ("extract", "telegram"), plain),
    "cablegate-page": Format("page.html", ("full", "extract"), page),
    "cablegate-csv": Format("cables.csv", ("full", "extract"), cablegate_csv),
    "jsonl": Format("cables.jsonl", ("full", "extract", "telegram"), json_lines),
    "table": Format("cables.csv", ("full", "extract", "telegram"), table),
    "parquet": Format("cables.parquet", ("full", "extract", "telegram"), parquet),
    "nara-text": Format("record.txt", ("telegram",), nara_text),
    "nara-table": Format("records.csv", ("telegram",), nara_table),
    "nara-table, JSON": Format("records.json", ("telegram",), nara_json),
    "nara-xml": Format("records.xml", ("telegram",), nara_xml),
    "nara-page": Format("record.html", ("telegram",), nara_page),
    "military": Format("capture.txt", ("full",), capture),
    "frus-tei": Format("frus1969-76ve14p1.xml", ("print",), volume),
    "plain, SMART": Format(
        "message.txt",
        ("full",),
        smart,
        (
            "action",
            "info",
            "precedence",
            "transmission_id",
            "passing",
            "declassify",
            "classified_by",
            "reasons",
            "caveats",
        ),
    ),
    "pdf": Format("cable.pdf", ("full", "extract", "telegram"), printed, odd_to_it=("non_ascii",)),
}
ONE_A_FILE = frozenset(("plain, SMART", "cablegate-page", "nara-text", "nara-page", "pdf"))
