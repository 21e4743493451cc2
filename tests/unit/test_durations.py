"""Durations: what is read, and how long months are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from claimgraph import durations
from claimgraph.errors import InputError


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("PT45M", 45, "minutes"),
        ("PT1H30M", 90, "minutes"),
        ("P1DT12H", 36, "hours"),
        ("P2W", 2, "weeks"),
        ("P3M", 3, "months"),
        ("P1Y6M", 18, "months"),
        ("P0.5Y", Fraction(1, 2), "years"),
        ("PT1,5H", Fraction(3, 2), "hours"),
        ("45 minutes", 45, "minutes"),
        ("2 hrs", 2, "hours"),
        ("1/2 hour", Fraction(1, 2), "hours"),
        ("3 Decades", 3, "decades"),
    ],
)
def test_a_duration_is_a_number_in_its_smallest_unit(
    text: str, number: int | Fraction, unit: str
) -> None:
    assert durations.parse(text) == (Fraction(number), unit)


def test_months_mixed_with_days_give_the_fewest_and_most_seconds() -> None:
    assert durations.parse("P1M10D") == (Fraction(38 * 86_400), Fraction(41 * 86_400))


@pytest.mark.parametrize("text", ["", "P", "PT", "P1H", "45", "45 miles", "soon", "P1DT", "-P1D"])
def test_what_is_no_duration_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InputError, match="is not a duration") as caught:
        durations.parse(text)
    assert "PT45M" in caught.value.cure


@pytest.mark.parametrize(
    ("months", "low", "high"),
    [(1, 28, 31), (2, 59, 62), (3, 89, 92), (12, 365, 366), (48, 1460, 1461),
     (4800, 146_097, 146_097)],
)  # fmt: skip
def test_so_many_months_have_these_days(months: int, low: int, high: int) -> None:
    assert durations.ends(months, "months", "days") == (low, high)


def test_a_year_is_twelve_months_and_a_decade_ten_years() -> None:
    assert durations.ends(1, "years", "days") == durations.ends(12, "months", "days")
    assert durations.ends(1, "decades", "days") == durations.ends(10, "years", "days")


def test_half_a_month_lies_between_nothing_and_a_month() -> None:
    assert durations.ends(0.5, "months", "days") == (14, 15.5)


def test_hours_are_as_long_as_they_are() -> None:
    assert durations.ends(2, "hours", "minutes") == (120, 120)


def test_a_duration_is_not_measured_in_miles() -> None:
    with pytest.raises(InputError, match="can't be converted"):
        durations.ends(2, "hours", "miles")
