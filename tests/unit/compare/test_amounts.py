"""Money, durations and shares in arithmetic: what can be added up and converted, and what not."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.compare import compare
from claimgraph.findings import Finding
from tests.unit.compare.conftest import MakeCorpus


def arithmetic(corpus_of: MakeCorpus, claims: list[dict[str, Any]]) -> list[Finding]:
    found = compare(corpus_of({"courier": claims})).findings
    return [f for f in found if f.content.startswith("arithmetic/")]


def costs(north: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"question": "cost", "value": 30, "hedge": "exact"},
        {"question": "cost-north", **north},
        {"question": "cost-south", "value": 20, "hedge": "exact"},
    ]


def test_amounts_of_one_currency_are_added_up(corpus_of: MakeCorpus) -> None:
    (found,) = arithmetic(corpus_of, costs({"value": 10, "hedge": "exact"}))
    assert (found.content, found.computed) == ("arithmetic/holds", "10 + 20 = 30")


@pytest.mark.parametrize("north", [{"unit": "USD"}, {"prices": 2015}])
def test_an_amount_in_another_unit_is_not_added_to_the_rest(
    corpus_of: MakeCorpus, north: dict[str, Any]
) -> None:
    assert arithmetic(corpus_of, costs({"value": 10, "hedge": "exact", **north})) == []


def test_an_amount_at_a_stated_rate_is_added_up(corpus_of: MakeCorpus) -> None:
    north = {"value": 20, "hedge": "exact", "unit": "USD", "rate": 0.5}
    (found,) = arithmetic(corpus_of, costs(north))
    assert found.content == "arithmetic/holds"


def test_two_currencies_in_one_article_are_no_conversion_of_units(corpus_of: MakeCorpus) -> None:
    claims = [
        {"question": "cost", "value": 30, "hedge": "exact"},
        {"question": "cost", "value": 60, "hedge": "exact", "unit": "USD", "rate": 0.5},
    ]
    assert arithmetic(corpus_of, claims) == []


def test_months_are_converted_to_a_range_of_days(corpus_of: MakeCorpus) -> None:
    claims: list[dict[str, Any]] = [
        {"question": "took", "value": "3 months"},
        {"question": "took", "value": 90},
    ]
    (found,) = arithmetic(corpus_of, claims)
    assert (found.rule, found.content) == ("A04", "arithmetic/holds")
    assert found.computed == "3 months = 89 to 92 days"


def test_a_duration_is_held_against_the_dates_it_lies_between(corpus_of: MakeCorpus) -> None:
    claims = [
        {"question": "when", "value": "2024-01-01"},
        {"question": "ended", "value": "2024-03-31"},
        {"question": "took", "value": "3 months"},
    ]
    assert [(f.rule, f.content) for f in arithmetic(corpus_of, claims)] == [
        ("A03", "arithmetic/holds")
    ]
