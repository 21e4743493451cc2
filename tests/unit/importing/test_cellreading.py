"""How the text of a cell becomes a number, and when it does not."""

from __future__ import annotations

import pytest

from claimgraph.errors import InputError
from claimgraph.importing import cellreading, moments
from claimgraph.importing.mapping import Manner, MeasureMap
from claimgraph.model import Measure, Value


def read(text: str, value: str = "number", unit: str = "", decimal: str = ".") -> Value:
    measure = Measure("x", "x", "x", value, "state", unit)
    mapped = MeasureMap("x", "x", "x", value, "state", unit, "", (), Manner(decimal=decimal))
    return cellreading.read(text, "", "", mapped, measure).value


@pytest.mark.parametrize(
    ("text", "stated", "hedge"),
    [
        ("1,234.5", 1234.5, "exact"),
        ("(12)", -12, "exact"),
        ("\u22123", -3, "exact"),
        ("1.2B", 1_200_000_000, "exact"),
        ("2 1/2", 2.5, "exact"),
        ("~100", 100, "about"),
        ("at least 7", 7, "at-least"),
        ("5+", 5, "at-least"),
        ("<5", 5, "less-than"),
    ],
)
def test_a_number_is_read_in_any_spelling(text: str, stated: float, hedge: str) -> None:
    found = read(text)
    assert (found.stated, found.hedge) == (stated, hedge)


def test_a_decimal_comma_is_read_where_the_mapping_says_so() -> None:
    assert read("1.234,5", decimal=",").stated == 1234.5


def test_a_percent_sign_is_the_unit_of_a_percentage() -> None:
    assert read("+1.5%", unit="percent").stated == 1.5


def test_another_currency_sign_is_another_unit() -> None:
    assert read("\u20ac3", "money", "USD").unit == "EUR"


@pytest.mark.parametrize("text", ["12,34", "1.234,5", "11-Dec", "*", "1e999", "12 apples", "1/0"])
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    with pytest.raises(InputError):
        read(text)


@pytest.mark.parametrize(
    "text", ["7:10p", "7:10 pm", "Dec 1 2011 19:10", "12/1/2011 7:10 PM", "2011-12-01T19:10"]
)
def test_a_time_of_day_is_read_in_any_form(text: str) -> None:
    assert moments.minutes(text, "month-first") == 19 * 60 + 10


def test_day_and_month_are_told_apart_by_the_mapping() -> None:
    assert moments.edtf("3/4/2011", "day-first", "", "") == "2011-04-03"
    assert moments.edtf("3/4/2011", "month-first", "", "") == "2011-03-04"


@pytest.mark.parametrize("text", ["", "7:10p", "Dec 1", "48", "soon"])
def test_no_year_is_made_up(text: str) -> None:
    with pytest.raises(InputError):
        moments.edtf(text, "month-first", "", "")
