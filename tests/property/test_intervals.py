"""Algebra of hedges and dates, over whatever hypothesis thinks of."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claimgraph import dates, hedges, values
from claimgraph.errors import InputError
from claimgraph.hedges import Interval
from claimgraph.model import Measure
from claimgraph.values import Written

NUMBERED = [row for row in hedges.TABLE.values() if row.needs_number]
COUNTS = st.integers(min_value=1, max_value=10**9)
COUNT = Measure("m", "m", "d", "count", "flow", "things")
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def inside(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low <= inner.high <= outer.high


@given(st.sampled_from(NUMBERED), COUNTS)
def test_what_words_suggest_lies_in_what_they_allow(row: hedges.Hedge, n: int) -> None:
    grain = hedges.granularity(n)
    assert inside(row.inner(n, grain, 1), row.outer(n, grain, 1))


@given(st.sampled_from([row for row in hedges.TABLE.values() if not row.needs_number]))
def test_words_without_a_number_do_too(row: hedges.Hedge) -> None:
    assert inside(row.inner(0, 1, 1), row.outer(0, 1, 1))


@given(st.sampled_from(NUMBERED), COUNTS)
def test_the_stated_number_touches_what_the_words_allow(row: hedges.Hedge, n: int) -> None:
    outer = row.outer(n, hedges.granularity(n), 1)
    assert outer.low <= n <= outer.high


@given(st.sampled_from(NUMBERED), COUNTS, COUNTS, st.sampled_from([1.0, 10.0, 100.0]))
def test_a_larger_number_with_the_same_words_is_nowhere_smaller(
    row: hedges.Hedge, a: int, b: int, grain: float
) -> None:
    low, high = (row.outer(n, grain, 1) for n in sorted((a, b)))
    assert low.low <= high.low
    assert low.high <= high.high


@given(st.sampled_from(NUMBERED), COUNTS)
def test_what_is_recorded_of_a_count_is_whole_and_not_empty(row: hedges.Hedge, n: int) -> None:
    try:
        value = values.read(Written(n, row.id), COUNT)
    except InputError as error:
        assert "leave" in error.what or "empty" in error.what  # noqa: PT017 - "nearly 1" names none
        return
    bounds = values.effective(value)
    assert bounds.low <= bounds.high
    assert (bounds.low_open, bounds.high_open) == (False, False)


@given(COUNTS)
def test_more_than_and_at_most_share_nothing(n: int) -> None:
    over = values.effective(values.read(Written(n, "more-than"), COUNT))
    upto = values.effective(values.read(Written(n, "at-most"), COUNT))
    assert upto.high < over.low


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_granularity_divides_the_number(n: int) -> None:
    grain = int(hedges.granularity(n))
    assert n % grain == 0 or float(n) % grain == 0


@given(DAYS)
def test_a_day_is_itself(day: date) -> None:
    span = dates.parse(day.isoformat())
    assert (span.first, span.last) == (day, day)


@given(DAYS, DAYS)
def test_an_interval_covers_both_its_ends(a: date, b: date) -> None:
    first, last = sorted((a, b))
    span = dates.parse(f"{first.isoformat()}/{last.isoformat()}")
    assert span.contains(dates.parse(first.isoformat()))
    assert span.contains(dates.parse(last.isoformat()))
    assert (
        dates.days_apart(dates.parse(first.isoformat()), dates.parse(last.isoformat()))
        == (last - first).days
    )


SPANS = st.tuples(DAYS, st.integers(min_value=0, max_value=4000)).map(
    lambda pair: dates.Span("", pair[0], min(date.max, _later(*pair)))
)


def _later(day: date, days: int) -> date:
    room = (date.max - day).days
    return day + timedelta(days=min(days, room))


@given(SPANS, SPANS)
def test_meeting_is_mutual_and_follows_from_containing(a: dates.Span, b: dates.Span) -> None:
    assert a.meets(b) == b.meets(a)
    if a.contains(b):
        assert a.meets(b)
    assert (dates.days_apart(a, b) == 0) == a.meets(b)


@given(SPANS, SPANS)
def test_nothing_is_surely_before_what_is_surely_before_it(a: dates.Span, b: dates.Span) -> None:
    assert not (dates.surely_before(a, b) and dates.surely_before(b, a))


@given(st.text(max_size=20))
def test_a_string_is_a_date_or_an_input_error(text: str) -> None:
    try:
        assert dates.parse(text).edtf == text
    except InputError as error:
        assert error.cure  # noqa: PT017 - either outcome is right, a crash is not
