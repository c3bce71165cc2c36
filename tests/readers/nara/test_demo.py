"""The archive's telegrams that the demonstration holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from reftel.model import RawMessage
from reftel.parser import parse
from reftel.readers import choose

TELEGRAMS = Path(__file__).resolve().parents[3] / "demo" / "telegrams.zip"


def test_each_is_read_and_the_text_bears_its_number():
    with zipfile.ZipFile(TELEGRAMS) as packed:
        names = packed.namelist()
        assert len(names) == 163 and TELEGRAMS.stat().st_size < 600_000
        for name in names:
            data = packed.read(name)
            reader = choose(data[:65_536], name)
            assert reader is not None and reader.name == "nara-text", name
            (message,) = reader.read(io.BytesIO(data), name)
            assert isinstance(message, RawMessage)
            assert message.given["document"] == name.removesuffix(".txt")
            assert "kind" not in message.given and message.text.strip(), name
            cable = parse(message.text, given=message.given)
            assert str(cable.mrn) == str(parse("", mrn=message.given["mrn"]).mrn), name
            assert str(cable.sent) == message.given["date"], name
