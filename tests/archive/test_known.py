from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.known import Known

# Few bytes, so that keys share their beginnings, and are found across the border of two.
keys = st.lists(st.sampled_from([0, 1]), min_size=4, max_size=4).map(bytes)


@given(st.lists(keys), st.lists(keys))
def test_known_is_a_set(first, then):
    ours, truth = Known(4, first), set(first)
    for key in then:
        ours.add(key)
        truth.add(key)
        assert ours.begins(key[:2])
    assert len(ours) == len(truth)
    for number in range(16):
        key = bytes(int(digit) for digit in f"{number:04b}")
        assert (key in ours) == (key in truth)
        for length in (2, 3):
            beginning = key[:length]
            assert ours.begins(beginning) == any(other.startswith(beginning) for other in truth)
