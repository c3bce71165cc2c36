"""What a library stumbles over is a damaged file, and what our own code stumbles over is not."""

from __future__ import annotations

import io
import random
import zlib

import py7zr

from reftel.readers import Reject
from reftel.readers.containers import Bounded, Budget, Damaged, Limits, Spent
from reftel.readers.containers.sevenzip import SevenZip
from reftel.readers.containers.streams import FAULTS, drain


def test_a_list_of_a_7z_that_lacks_what_it_must_have() -> None:
    # With right checksums, so that the list itself is read: py7zr then stumbles over fields that are not there.
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as archive:
        archive.set_encoded_header_mode(False)
        for number in range(4):
            archive.writestr(f"cable {number}\n" * 200, f"a/{number}.txt")
    good, rng, told = packed.getvalue(), random.Random(3), set[object]()
    begins = 32 + int.from_bytes(good[12:20], "little")
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.randint(1, 3)):
            data[rng.randrange(begins, len(data))] = rng.randrange(256)
        data[28:32] = zlib.crc32(data[begins:]).to_bytes(4, "little")
        data[8:12] = zlib.crc32(data[12:32]).to_bytes(4, "little")
        try:
            budget = Budget(Limits(window=2**24))
            for member in SevenZip().members(io.BufferedReader(io.BytesIO(bytes(data))), "x.7z", budget):
                if not isinstance(member, Reject):
                    drain(member.stream)
                    assert isinstance(member.stream, Bounded)
                    told.add(member.stream.fault is not None)
        except (Damaged, *FAULTS) as error:
            told.add(type(error))
    assert Damaged in told and told <= {True, False, Damaged, *FAULTS, Spent}


def test_a_fault_of_our_own_is_not_taken_for_a_damaged_file() -> None:
    assert not set(FAULTS) & {AttributeError, TypeError, AssertionError}
    assert not any(issubclass(AttributeError, one) or issubclass(TypeError, one) for one in FAULTS)
