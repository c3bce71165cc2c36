"""Web pages of single cables."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.model import RawMessage
from reftel.readers import Reject, choose
from reftel.readers.cablegate_page import CablegatePage

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples" / "cablegate"
PAGES = sorted(HERE.glob("*.html"))


def read(data: bytes, path: str = "a.html") -> RawMessage | Reject:
    (one,) = CablegatePage().read(io.BytesIO(data), path)
    return one


def message(data: bytes) -> RawMessage:
    one = read(data)
    assert isinstance(one, RawMessage), one
    return one


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_text_is_that_of_the_sample(page: Path) -> None:
    data = page.read_bytes()
    one = message(data)
    assert one.text == (SAMPLES / f"{page.stem}.txt").read_bytes().decode().replace("\r\n", "\n")
    assert one.data == data
    assert one.source.sha256 == hashlib.sha256(data).hexdigest()


def test_what_its_table_and_heading_say() -> None:
    assert message((HERE / "09LONDON2357.html").read_bytes()).given == EXPECTED


EXPECTED = {
    "mrn": "09LONDON2357",
    "subject": 'CONSERVATIVES ANNOUNCE PLANS TO CONFRONT "CLEAR AND PRESENT',
    "title": 'Viewing cable 09LONDON2357, CONSERVATIVES ANNOUNCE PLANS TO CONFRONT "CLEAR AND PRESENT',
    "date": "2009-10-16 14:02",
    "published": "2011-02-04 21:09",
    "classification": "UNCLASSIFIED",
    "origin": "Embassy London",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_text_and_table_agree(page: Path, tmp_path: Path) -> None:
    archive = reftel.create(tmp_path / "x.archive")
    assert archive.ingest(page, workers=0).formats["cablegate-page"].new == 1
    cable = archive.get(page.stem)
    assert cable is not None
    assert not [problem for problem in cable.problems if problem.code.endswith(("disagrees", "disagree"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_it_is_known_by_its_head(page: Path) -> None:
    reader = choose(page.read_bytes()[:65_536], "x.html")
    assert reader is not None
    assert reader.name == "cablegate-page"


SMALL = (
    "<html><body><h3>Viewing cable 03ROME4580, OIL &amp; GAS</h3><table class='cable'><tr><th>Reference ID</th>"
    "<th>Created</th></tr><tr><td><a href='#'>03ROME4580</a></td><td>2003-10-07 12:00</td></tr></table>"
    "<code><pre>HEAD</pre></code><code><pre>SECRET ROME 4580 <a href='/cable/2003/09/03ROME3207.html'>03ROME3207</a>"
    "&#x000A;1. (S) A &lt;B&gt;</pre></code></body></html>"
)


def test_entities_and_links() -> None:
    one = message(SMALL.encode())
    assert one.text == "HEAD\n\nSECRET ROME 4580 03ROME3207\n1. (S) A <B>"
    assert one.given["subject"] == "OIL & GAS"
    assert one.given["references_linked"] == "03ROME3207"


def test_a_page_without_its_texts_is_a_record_without_a_text() -> None:
    page = SMALL[: SMALL.index("<code>")] + "</body></html>"
    one = message(page.encode())
    assert (one.text, one.given["mrn"]) == ("", "03ROME4580")


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html></html>",
        b"<h3>Viewing cable</h3>",
        b"<table class='cable'></table>",
        b"<code><pre> </pre></code>",
        b"\x00" * 4000,
        b"<" * 50_000,
        b"<h3>Browse latest releases</h3><a href='/cable/2003/10/03ROME4580.html'>03ROME4580</a>",
        b"Viewing cable 03ROME4580, as text",
        "<table class='cable'><tr><td>lone".encode("utf-16"),
    ],
)
def test_what_is_no_cable_says_so(page: bytes) -> None:
    one = read(page)
    assert isinstance(one, Reject)
    assert one.code == "no-cable"
    assert one.advice


def test_a_page_of_many_depths_is_refused_at_once() -> None:
    one = read(b"<div>" * 200_000)
    assert isinstance(one, Reject)
    assert one.code == "too-deep"


def test_no_script_comes_through() -> None:
    page = SMALL.replace("HEAD", "<script>alert(1)</script>HEAD")
    assert "<script" not in message(page.encode()).text


@given(st.integers(0, len(SMALL)), st.text(alphabet="<>/='\"&;# prehtdcoable\x00", max_size=30))
def test_damage_never_raises(at: int, noise: str) -> None:
    assert isinstance(read((SMALL[:at] + noise + SMALL[at:]).encode()), RawMessage | Reject)
