"""Documents cut out of volumes, read once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reftel.model import RawMessage
from reftel.readers.frus.etext import FrusText
from reftel.readers.frus.tei import FrusTei
from reftel.readers.protocol import Reject

SAMPLES = Path(__file__).parent / "samples"


def read_tei(data: bytes, path: str = "volume.xml") -> list[RawMessage | Reject]:
    """What the TEI reader makes of some bytes."""
    return list(FrusTei().read(io.BytesIO(data), path))


def read_text(data: bytes, path: str = "volume.txt") -> list[RawMessage | Reject]:
    """What the reader of plain text makes of some bytes."""
    return list(FrusText().read(io.BytesIO(data), path))


@pytest.fixture(scope="session")
def tei() -> dict[str, RawMessage]:
    """The documents of the TEI samples, by volume and number."""
    return _by_document(
        one for path in sorted(SAMPLES.glob("*.xml")) for one in read_tei(path.read_bytes(), path.name)
    )


@pytest.fixture(scope="session")
def etext() -> dict[str, RawMessage]:
    """The documents of the plain text, by volume and number."""
    path = SAMPLES / "frus1961-63v05.txt"
    return _by_document(read_text(path.read_bytes(), path.name))


def _by_document(found) -> dict[str, RawMessage]:
    messages = {}
    for one in found:
        assert isinstance(one, RawMessage), one
        messages[one.given["document"]] = one
    return messages
