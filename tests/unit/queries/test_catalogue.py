"""The shipped query files."""

from __future__ import annotations

import re

import pytest

from claimgraph.errors import MissingResource
from claimgraph.queries import catalogue

QUERY = "# title: T\n# about: A.\n# parameter: agent (agent, required): who\n\nSELECT * {}\n"


def test_there_is_a_query_for_each_kind_of_question() -> None:
    assert {
        "agreements", "discrepancies", "origins", "said-by", "claims", "unsourced",
        "anonymous-only", "only-in", "scope", "arithmetic", "chains", "attribution-differences",
        "dependents", "projections", "rules", "evidence", "guessed",
    } <= set(catalogue.shipped())  # fmt: skip


def test_the_header_of_a_query_is_read() -> None:
    query = catalogue.read("x", QUERY)
    assert (query.name, query.title, query.about, query.text) == ("x", "T", "A.", QUERY)
    assert query.parameters == (catalogue.Parameter("agent", "agent", True, "who"),)


def test_a_parameter_can_be_left_out_unless_it_is_required() -> None:
    query = catalogue.read("x", QUERY.replace(", required", ""))
    assert query.parameters[0].required is False


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {}",
        QUERY.replace("# title: T\n", ""),
        QUERY.replace("# about: A.\n", ""),
        QUERY.replace("(agent, required)", "(number)"),
        QUERY.replace("(agent, required)", ""),
    ],
)
def test_a_damaged_header_is_our_fault(text: str) -> None:
    with pytest.raises(MissingResource, match="header"):
        catalogue.read("x", text)


@pytest.mark.parametrize("query", catalogue.shipped().values(), ids=lambda query: query.name)
def test_a_shipped_query_needs_no_graph_and_fixes_its_order(query: catalogue.NamedQuery) -> None:
    assert re.search(r"\bGRAPH\b", query.text) is None
    assert re.search(r"^\} ORDER BY ", query.text, re.MULTILINE)


@pytest.mark.parametrize("query", catalogue.shipped().values(), ids=lambda query: query.name)
def test_a_parameter_of_a_shipped_query_is_selected(query: catalogue.NamedQuery) -> None:
    selected = query.text.partition("SELECT")[2].partition("WHERE")[0]
    for parameter in query.parameters:
        assert re.search(rf"\?{parameter.name}\b", selected)


@pytest.mark.parametrize("query", catalogue.shipped().values(), ids=lambda query: query.name)
def test_a_shipped_query_is_described_in_one_sentence(query: catalogue.NamedQuery) -> None:
    assert query.about.endswith(".")
    assert len(query.about) <= 110
