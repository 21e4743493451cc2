"""From what a person writes to a value."""

from __future__ import annotations

import pytest

from claimgraph import values
from claimgraph.errors import InputError
from claimgraph.hedges import INF, Interval
from claimgraph.model import Measure, Value
from claimgraph.values import Written


def measure(kind: str, temporality: str = "flow") -> Measure:
    return Measure("m", "m", "a measure", kind, temporality, "things")


def read(kind: str, value: object, temporality: str = "flow", hedge: str = "") -> Value:
    return values.read(Written(value, hedge), measure(kind, temporality))


@pytest.mark.parametrize(
    ("written", "stated"),
    [(153, 153), ("1,200", 1200), ("10 000".replace(" ", "\N{NO-BREAK SPACE}"), 10000)],
)
def test_a_count_is_read_with_its_separators(written: object, stated: float) -> None:
    assert read("count", written).stated == stated


@pytest.mark.parametrize(
    ("written", "stated"), [("40%", 0.4), ("1/3", 1 / 3), ("2/2", 1), (0.25, 0.25), ("100 %", 1)]
)
def test_a_fraction_is_read_from_percent_and_parts(written: object, stated: float) -> None:
    assert read("fraction", written).stated == pytest.approx(stated)


def test_a_bare_number_is_exact() -> None:
    assert read("count", 153).hedge == "exact"


def test_a_bare_round_count_is_read_as_round() -> None:
    assert read("count", 2000).hedge == "round"


def test_a_round_number_in_a_rule_is_a_limit_and_exact() -> None:
    assert read("count", 200, "rule").hedge == "exact"


def test_a_round_number_that_is_no_count_is_exact() -> None:
    assert read("number", 2000).hedge == "exact"


@pytest.mark.parametrize(
    ("hedge", "becomes", "bounds"),
    [
        ("more-than", "threshold-exclusive", Interval(76, 76)),
        ("at-least", "threshold-inclusive", Interval(75, 75)),
    ],
)
def test_a_limit_in_a_rule_is_a_parameter(hedge: str, becomes: str, bounds: Interval) -> None:
    value = read("count", 75, "rule", hedge)
    assert value.hedge == becomes
    assert values.effective(value) == bounds
    assert values.effective_inner(value) == bounds


def test_more_than_a_count_begins_one_above() -> None:
    assert values.effective(read("count", 10000, hedge="more-than")) == Interval(10001, INF)


def test_a_range_has_both_its_ends_stated() -> None:
    value = read("number", [80, 95])
    assert (value.hedge, value.stated, value.outer) == ("range", None, Interval(80, 95))
    assert value.text == "80 to 95"


def test_a_range_of_three_ends_is_refused() -> None:
    with pytest.raises(InputError, match="a range has two ends"):
        read("count", [1, 2, 3])


def test_a_fraction_stays_between_nought_and_one() -> None:
    outer = read("fraction", "95%", hedge="up-to").outer
    assert outer is not None
    assert outer.high == 1.0


def test_more_than_a_fraction_does_not_rule_the_whole_out() -> None:
    assert read("fraction", "40%", hedge="more-than").outer == Interval(0.4, 1.0, low_open=True)


def test_at_least_all_is_all() -> None:
    assert values.effective(read("fraction", "100%", hedge="at-least")) == Interval(1.0, 1.0)


def test_a_word_needs_no_number() -> None:
    value = read("count", None, hedge="hundreds")
    assert (value.stated, value.outer) == (None, Interval(100, 1999))


def test_a_hedge_that_needs_a_number_says_so() -> None:
    with pytest.raises(InputError, match="the hedge 'about' needs a number"):
        read("count", None, hedge="about")


def test_an_unknown_hedge_is_refused_with_the_list() -> None:
    with pytest.raises(InputError, match="'maybe' is not a hedge") as caught:
        read("count", 3, hedge="maybe")
    assert "about" in caught.value.cure


def test_half_a_thing_is_not_a_count() -> None:
    with pytest.raises(InputError, match=r"2\.5 is not a count"):
        read("count", 2.5)


@pytest.mark.parametrize("written", ["many", True, {}, "1e5", "0x10", "12a"])
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(InputError, match="is not a number"):
        read("count", written)


def test_bounds_written_by_hand_replace_those_of_the_hedge() -> None:
    value = values.read(Written(100, "about", low=90, high=105), measure("count"))
    assert value.outer == Interval(90, 105)


def test_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError, match="is above high"):
        values.read(Written(100, "about", low=200, high=100), measure("count"))


def test_granularity_by_hand_widens_dozens() -> None:
    value = values.read(Written(24, "about", granularity=12), measure("count"))
    assert value.outer == Interval(18, 30)


def test_a_proposition_is_true_or_false() -> None:
    assert (read("boolean", True).truth, read("boolean", False).truth) == (True, False)


@pytest.mark.parametrize("written", ["true", 1, None])
def test_a_proposition_that_is_neither_is_refused(written: object) -> None:
    with pytest.raises(InputError, match="neither true nor false"):
        read("boolean", written)


def test_a_date_is_edtf() -> None:
    dates = read("date", "2024-07").dates
    assert dates is not None
    assert dates.edtf == "2024-07"


def test_a_date_that_yaml_read_as_a_year_must_be_quoted() -> None:
    with pytest.raises(InputError, match="2024 is not a date") as caught:
        read("date", 2024)
    assert "quotes" in caught.value.cure


def test_a_category_is_a_concept() -> None:
    assert read("category", "arson").concept == "arson"


def test_free_text_is_its_own_value() -> None:
    assert read("text", "beyond repair") == Value("text", "beyond repair")


def test_a_proposition_takes_no_hedge() -> None:
    with pytest.raises(InputError, match="takes no hedge or bounds"):
        read("boolean", True, hedge="about")


@pytest.mark.parametrize(
    ("n", "kind", "words"),
    [(10000, "count", "10,000"), (0.4, "fraction", "40 %"), (1.5, "ratio", "1.5 times")],
)
def test_numbers_are_written_for_people(n: float, kind: str, words: str) -> None:
    assert values.in_digits(n, kind) == words
