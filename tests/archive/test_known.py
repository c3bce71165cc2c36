from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import known
from reftel.archive.known import Known

keys = st.integers(0, 40).map(lambda n: hashlib.md5(bytes([n])).digest())


@given(st.lists(keys), st.lists(keys), st.integers(1, 6))
def test_known_is_a_set(first, then, recent):
    known._RECENT = recent
    try:
        ours, truth = Known(16, first), set(first)
        for key in then:
            ours.add(key)
            truth.add(key)
            assert ours.begins(key[:8])
    finally:
        known._RECENT = 200_000
    for number in range(41):
        key = hashlib.md5(bytes([number])).digest()
        assert (key in ours) == (key in truth)
        assert ours.begins(key[:8]) == any(other.startswith(key[:8]) for other in truth)
