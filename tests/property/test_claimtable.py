"""Anything that a part of the model can hold comes back from its encoding."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from claimgraph import dates
from claimgraph.anchors import Anchor, SourceLine
from claimgraph.claimtable.encoding import decoded, encoded
from claimgraph.hedges import Interval
from claimgraph.model import Value

_ends = st.floats(allow_nan=False) | st.integers(-(10**12), 10**12)
_intervals = st.none() | st.builds(Interval, _ends, _ends, st.booleans(), st.booleans())
_spans = st.none() | st.sampled_from(
    ["2024", "2024-03~", "../2024-01-02", "2024-07-17T21:09:00+05:30", "early 2024-07", "201X"]
).map(dates.parse)
_values = st.builds(
    Value, st.sampled_from(["count", "date", "text"]), st.text(), st.none() | _ends, st.text(),
    _intervals, _intervals, _spans, st.text(), st.none() | st.booleans(),
)  # fmt: skip
_anchors = st.builds(
    Anchor, st.integers(0), st.integers(0), st.text(), st.text(), st.text(),
    st.builds(SourceLine, st.text(), st.integers(0)), st.text(), st.text(),
)  # fmt: skip


@given(_values)
def test_a_value_comes_back_exactly(value: Value) -> None:
    back = decoded(json.loads(json.dumps(encoded(value), allow_nan=False)), Value)
    assert back == value
    assert repr(back) == repr(value)


@given(st.lists(_anchors).map(tuple))
def test_anchors_come_back_exactly(anchors: tuple[Anchor, ...]) -> None:
    back = decoded(json.loads(json.dumps(encoded(anchors))), tuple[Anchor, ...])
    assert back == anchors
