"""EDTF: what each form covers, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from claimgraph import dates
from claimgraph.errors import InputError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-07-17", "2024-07-17", "2024-07-17"),
        ("2024-07-17T21:09:00+05:30", "2024-07-17", "2024-07-17"),
        ("2024-01/2024-06", "2024-01-01", "2024-06-30"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
    ],
)
def test_a_form_covers_its_days(text: str, first: str, last: str) -> None:
    span = dates.parse(text)
    assert (span.first, span.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert span.edtf == text


@pytest.mark.parametrize("text", ["2024-07-17/..", "2024-07-17/"])
def test_an_open_end_is_unknown(text: str) -> None:
    span = dates.parse(text)
    assert (span.first, span.last) == (date(2024, 7, 17), None)


def test_an_open_beginning_is_unknown() -> None:
    assert dates.parse("../2024").first is None


@pytest.mark.parametrize("text", ["2024~", "2024-07?", "2024-07-17%", "2024~/2025"])
def test_a_qualifier_makes_it_approximate(text: str) -> None:
    assert dates.parse(text).approximate


def test_a_plain_date_is_not_approximate() -> None:
    assert not dates.parse("2024-07").approximate


@pytest.mark.parametrize(
    "text", ["", "soon", "24", "2024-13", "2024-02-30", "2024-7-1", "2024/2025/2026", "2024-42"]
)
def test_what_is_not_a_date_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InputError, match="is not a date in EDTF") as caught:
        dates.parse(text)
    assert "2024-07-17" in caught.value.cure


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match="ends before it begins"):
        dates.parse("2025/2024")


def test_a_year_contains_its_months_and_not_the_reverse() -> None:
    year, month = dates.parse("2024"), dates.parse("2024-07")
    assert year.contains(month)
    assert not month.contains(year)


def test_an_open_end_contains_all_that_follows() -> None:
    assert dates.parse("2024/..").contains(dates.parse("2999"))


def test_spans_that_share_one_day_meet() -> None:
    assert dates.parse("2024-01/2024-03").meets(dates.parse("2024-03-31/2024-05"))
    assert not dates.parse("2024-01").meets(dates.parse("2024-02"))


def test_days_apart_counts_the_gap() -> None:
    assert dates.days_apart(dates.parse("2024-01-01"), dates.parse("2024-01-08")) == 7
    assert dates.days_apart(dates.parse("2024"), dates.parse("2024-06")) == 0


def test_times_are_ordered_in_one_zone() -> None:
    assert dates.order_key(dates.parse("2024-07-17T01:00:00+05:30")) == datetime(
        2024, 7, 16, 19, 30, tzinfo=UTC
    )


def test_an_unknown_time_has_no_order() -> None:
    assert dates.order_key(None) is None
    assert dates.order_key(dates.parse("../2024")) is None


def test_two_exact_times_are_compared_exactly() -> None:
    early = dates.parse("2024-07-17T10:00:00+00:00")
    late = dates.parse("2024-07-17T12:30:00+02:00")
    assert dates.surely_before(early, late)
    assert not dates.surely_before(late, early)


def test_neighbouring_days_are_not_surely_ordered() -> None:
    assert not dates.surely_before(dates.parse("2024-07-16"), dates.parse("2024-07-17"))
    assert dates.surely_before(dates.parse("2024-07-15"), dates.parse("2024-07-17"))


def test_what_is_unknown_is_never_surely_before() -> None:
    assert not dates.surely_before(None, dates.parse("2024"))


def test_a_part_of_the_day_is_an_interval_of_two_times() -> None:
    span = dates.parse("2024-07-17 morning +02:00")
    assert span.edtf == "2024-07-17T05:00:00+02:00/2024-07-17T11:59:00+02:00"
    assert dates.parse(span.edtf) == span


@pytest.mark.parametrize("part", sorted(dates.DAYPARTS))
def test_every_part_of_the_day_lies_in_its_day(part: str) -> None:
    span = dates.parse(f"2024-07-17 {part} Z")
    assert (span.first, span.last) == (date(2024, 7, 17), date(2024, 7, 17))
    assert span.moments is not None
    assert span.moments[0] < span.moments[1]


@pytest.mark.parametrize("text", [
    "2024-07-17T05:00/2024-07-17T06:00",  # no zone
    "2024-07-17T06:00Z/2024-07-17T05:00Z", "2024-07-17T05:00Z/2024-07-18", "2024-07-17 morning",
    "2024-07-17 teatime Z",
])  # fmt: skip
def test_an_interval_of_times_needs_zones_and_an_order(text: str) -> None:
    with pytest.raises(InputError):
        dates.parse(text)


@pytest.mark.parametrize(("one", "other", "before"), [
    ("2024-07-17 morning Z", "2024-07-17 afternoon Z", True),
    ("2024-07-17 morning Z", "2024-07-17T11:30Z", False),
    ("2024-07-17 morning Z", "2024-07-17 morning -06:00", False),
    ("2024-07-17 morning Z", "2024-07-17 morning -08:00", True),
    ("2024-07-17 afternoon Z", "2024-07-17 morning Z", False),
])  # fmt: skip
def test_parts_of_the_day_follow_each_other_over_zones(one: str, other: str, before: bool) -> None:
    assert dates.surely_before(dates.parse(one), dates.parse(other)) is before
