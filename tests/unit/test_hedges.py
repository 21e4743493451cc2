"""The hedge table: what wording rules out and what it suggests."""

from __future__ import annotations

import math

import pytest

from claimgraph import hedges
from claimgraph.hedges import INF, Interval


@pytest.mark.parametrize(
    ("hedge", "n", "outer", "inner"),
    [
        ("exact", 153, Interval(153, 153), Interval(153, 153)),
        ("round", 2000, Interval(1800, 2200), Interval(1800, 2200)),
        ("about", 600, Interval(500, 700), Interval(550, 650)),
        ("nearly", 200, Interval(150, 200, high_open=True), Interval(180, 200, high_open=True)),
        (
            "more-than",
            10000,
            Interval(10000, INF, low_open=True, high_open=True),
            Interval(10000, 20000, low_open=True),
        ),
        ("at-least", 90, Interval(90, INF, high_open=True), Interval(90, 100)),
        ("less-than", 90, Interval(0, 90, high_open=True), Interval(80, 90, high_open=True)),
        ("at-most", 90, Interval(0, 90), Interval(80, 90)),
        ("up-to", 40, Interval(0, 50), Interval(30, 40)),
        ("threshold-exclusive", 75, Interval(75, 75), Interval(75, 75)),
        ("threshold-inclusive", 75, Interval(75, 75), Interval(75, 75)),
    ],
)
def test_a_row_gives_these_intervals(hedge: str, n: float, outer: Interval, inner: Interval
                                     ) -> None:  # fmt: skip
    row = hedges.TABLE[hedge]
    grain = hedges.granularity(n)
    assert row.outer(n, grain, 1) == outer
    assert row.inner(n, grain, 1) == inner


@pytest.mark.parametrize(
    ("hedge", "low", "high"),
    [("couple", 2, 3), ("few", 2, 9), ("several", 2, 19), ("tens", 10, 199), ("dozens", 12, 239),
     ("hundreds", 100, 1999), ("thousands", 1000, 19999), ("vague", 0, INF)],
)  # fmt: skip
def test_a_word_stands_for_these_numbers(hedge: str, low: float, high: float) -> None:
    row = hedges.TABLE[hedge]
    assert row.outer(0, 1, 1) == Interval(low, high)
    assert not row.needs_number


def test_about_a_small_count_reaches_two_units() -> None:
    assert hedges.TABLE["about"].outer(7, 1, 1) == Interval(5, 9)


def test_every_row_names_its_basis() -> None:
    assert [row.id for row in hedges.TABLE.values() if not row.basis] == []


@pytest.mark.parametrize(
    ("n", "grain"),
    [(0, 1), (1, 1), (10, 10), (600, 100), (153, 1), (12000, 1000), (0.4, 0.1), (0.25, 0.01),
     (2.5, 0.1), (1e16, 1e16)],
)  # fmt: skip
def test_granularity_is_that_of_the_last_digit_that_counts(n: float, grain: float) -> None:
    assert hedges.granularity(n) == pytest.approx(grain)


@pytest.mark.parametrize(("n", "is_round"), [(100, True), (2000, True), (230, False), (0.5, False)])
def test_two_trailing_zeros_read_as_round(n: float, is_round: bool) -> None:
    assert hedges.reads_as_round(n) is is_round


def test_an_open_count_closes_by_one() -> None:
    assert Interval(75, 80, low_open=True, high_open=True).closed(1) == Interval(76, 79)


def test_an_open_number_closes_by_the_next_float() -> None:
    closed = Interval(1.0, 2.0, high_open=True).closed(0)
    assert closed.low == 1.0
    assert closed.high == math.nextafter(2.0, -INF)


def test_an_infinite_end_stays_open_to_nothing() -> None:
    assert Interval(5, INF, high_open=True).closed(1).high == INF
