"""The decision table as an algebra: total, symmetric, and true to the intervals."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from claimgraph import values
from claimgraph.compare import decision, record
from claimgraph.compare.dimensions import SAME, Difference
from claimgraph.errors import InputError
from claimgraph.hedges import TABLE
from claimgraph.model import Measure, Register, Value

COUNT = Measure("m", "m", "m", "count", "flow", "things")
NUMBERED = [
    name for name, hedge in TABLE.items() if hedge.needs_number and not name.startswith("threshold")
]
WORDED = [name for name, hedge in TABLE.items() if not hedge.needs_number and name != "range"]


@st.composite
def counts(draw: st.DrawFn) -> Value:
    if draw(st.booleans()):
        hedge = draw(st.sampled_from(WORDED))
        return values.read(values.Written(None, hedge), COUNT)
    number = draw(st.sampled_from([0, 1, 2, 5, 9, 10, 12, 15, 20, 95, 100, 105, 600, 2000]))
    try:
        return values.read(values.Written(number, draw(st.sampled_from(NUMBERED))), COUNT)
    except InputError:  # "nearly 0" leaves no value
        reject()


def row(value: Value, **changes: Any) -> record.Row:
    outer, inner = values.effective(value), values.effective_inner(value)
    fields: dict[str, Any] = {
        "claim": "c", "article": "a", "question": "q", "measure": "m", "unit": "things",
        "form": "interval", "low": outer.low, "high": outer.high, "inner_low": inner.low,
        "inner_high": inner.high,
        "stated": record.NO_NUMBER if value.stated is None else value.stated,
        "hedge": value.hedge, "direction": TABLE[value.hedge].direction, "concept": "",
        "truth": False, "text": value.text, "negative": False, "current": True,
        "truth_apt": True, "exhaustive": False, "counts": True, "principal": "", "named": False,
        "origin": "", "cue": "own-voice", "stance": "own", "modality": "asserted", "uttered": None,
        "context": (),
    }  # fmt: skip
    return record.Row(**{**fields, **changes})


def decide(a: Value, b: Value) -> str:
    columns = record.pair(row(a), row(b), Difference(SAME, ()), Register())
    return decision.decide(columns).content


MANY = settings(max_examples=2000, deadline=None)


@MANY
@given(counts(), counts())
def test_a_relation_reads_the_same_from_both_sides(a: Value, b: Value) -> None:
    assert decide(a, b) == decide(b, a)


@MANY
@given(counts(), counts())
def test_values_conflict_exactly_when_their_outer_intervals_are_apart(a: Value, b: Value) -> None:
    left, right = values.effective(a), values.effective(b)
    apart = left.low > right.high or right.low > left.high
    assert decide(a, b).startswith("conflict") == apart


@MANY
@given(counts(), counts(), counts())
def test_exact_agreement_is_transitive(a: Value, b: Value, c: Value) -> None:
    if decide(a, b) == decide(b, c) == "agree-exact":
        assert decide(a, c) == "agree-exact"


@MANY
@given(counts())
def test_a_value_agrees_exactly_with_itself(a: Value) -> None:
    assert decide(a, a) == "agree-exact"


@MANY
@given(counts(), counts())
def test_a_refinement_lies_inside(a: Value, b: Value) -> None:
    if decide(a, b) == "refines":
        left, right = values.effective(a), values.effective(b)
        inside = right.low <= left.low and left.high <= right.high
        around = left.low <= right.low and right.high <= left.high
        assert inside or around


@MANY
@given(counts())
def test_what_words_suggest_lies_within_what_they_allow(a: Value) -> None:
    outer, inner = values.effective(a), values.effective_inner(a)
    assert outer.low <= inner.low <= inner.high <= outer.high
    assert not math.isnan(inner.low)
