"""Result formats."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.query
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import rdfterms, results, vocab
from claimgraph.errors import UsageError
from claimgraph.results import Result
from claimgraph.tables import Table

XSD = vocab.XSD
ROWS = Result(
    "rows",
    ("a", "b"),
    (
        ("<https://w3id.org/claimgraph/ns#Claim>", '"x, \\"y\\"\\n"@en'),
        (None, f'"153"^^<{XSD}integer>'),
        ("_:b0", f'"2031-03-03"^^<{XSD}date>'),
    ),
    names=vocab.PREFIXES,
)
TRUTH = Result("truth", truth=True)
GRAPH = Result("graph", lines="<a:s> <a:p> <a:o> .\n")


def text(result: Result, fmt: str) -> str:
    """Write *result* in a text format."""
    written = results.write(result, fmt)
    assert isinstance(written, str)
    return written


def test_a_table_has_short_names_and_bare_values() -> None:
    assert results.write(ROWS, "table") == Table(
        ("a", "b"), (("cg:Claim", 'x, "y"\n'), ("", "153"), ("_:b0", "2031-03-03"))
    )


def test_a_truth_in_a_table_is_a_word() -> None:
    assert results.write(TRUTH, "table") == Table(("answer",), (("yes",),))


def test_a_graph_in_a_table_has_three_columns() -> None:
    assert results.write(GRAPH, "table") == Table(
        ("subject", "predicate", "object"), (("a:s", "a:p", "a:o"),)
    )


def test_csv_is_read_back_as_bare_values() -> None:
    rows = list(csv.reader(io.StringIO(text(ROWS, "csv"), newline="")))
    assert rows == [
        ["a", "b"],
        ["https://w3id.org/claimgraph/ns#Claim", 'x, "y"\n'],
        ["", "153"],
        ["_:b0", "2031-03-03"],
    ]


def test_csv_lines_end_as_the_standard_says() -> None:
    assert text(TRUTH, "csv") == "answer\r\ntrue\r\n"


def test_no_cell_of_a_csv_is_a_formula() -> None:
    danger = Result("rows", ("a",), (('"=1+1"',), ('"-5"',)))
    assert text(danger, "csv") == "a\r\n'=1+1\r\n-5\r\n"


def test_tsv_keeps_terms_whole_and_numbers_bare() -> None:
    assert text(ROWS, "tsv") == (
        "?a\t?b\n"
        '<https://w3id.org/claimgraph/ns#Claim>\t"x, \\"y\\"\\n"@en\n'
        "\t153\n"
        f'_:b0\t"2031-03-03"^^<{XSD}date>\n'
    )


def test_json_names_kind_type_and_language_of_each_term() -> None:
    data = json.loads(text(ROWS, "json"))
    assert data["head"] == {"vars": ["a", "b"]}
    assert data["results"]["bindings"] == [
        {
            "a": {"type": "uri", "value": "https://w3id.org/claimgraph/ns#Claim"},
            "b": {"type": "literal", "value": 'x, "y"\n', "xml:lang": "en"},
        },
        {"b": {"type": "literal", "value": "153", "datatype": f"{XSD}integer"}},
        {
            "a": {"type": "bnode", "value": "b0"},
            "b": {"type": "literal", "value": "2031-03-03", "datatype": f"{XSD}date"},
        },
    ]


def test_a_truth_in_json_is_a_boolean() -> None:
    assert json.loads(text(TRUTH, "json")) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("fmt", "theirs"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_oxigraph_reads_the_same_rows(fmt: str, theirs: ox.QueryResultsFormat) -> None:
    found = ox.parse_query_results(text(ROWS, fmt), format=theirs)
    assert isinstance(found, ox.QuerySolutions)
    terms = [[None if s[i] is None else str(s[i]) for i in range(2)] for s in found]
    expected = [list(row) for row in ROWS.rows]
    assert [row[1] for row in terms] == [row[1] for row in expected]
    assert [row[0] for row in terms[:2]] == [row[0] for row in expected[:2]]
    assert str(terms[2][0]).startswith("_:")


def from_xml(result: Result) -> list[list[object]]:
    """Let rdflib read *result* back from XML (Oxigraph's reader trims white space)."""
    source = io.BytesIO(text(result, "xml").encode())
    found = rdflib.query.Result.parse(source, format="xml")
    return [[row.get(v) for v in found.vars or ()] for row in found.bindings]


def test_rdflib_reads_the_same_rows_from_xml() -> None:
    assert from_xml(ROWS)[:2] == [
        [
            rdflib.URIRef("https://w3id.org/claimgraph/ns#Claim"),
            rdflib.Literal('x, "y"\n', lang="en"),
        ],
        [None, rdflib.Literal("153", datatype=rdflib.XSD.integer)],
    ]


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs"],
            exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff",
        ),
        max_size=50,
    )
)
def test_xml_brings_any_text_back(value: str) -> None:
    result = Result("rows", ("a",), ((rdfterms.literal(value),),))
    assert from_xml(result) == [[rdflib.Literal(value)]]


def test_xml_keeps_a_carriage_return() -> None:
    result = Result("rows", ("a",), (('"a\\r\\n\\tb"',),))
    assert from_xml(result) == [[rdflib.Literal("a\r\n\tb")]]


def test_a_character_that_xml_cannot_hold_is_said() -> None:
    with pytest.raises(UsageError, match="XML"):
        results.write(Result("rows", ("a",), (('"\\u0007"',),)), "xml")


def test_a_truth_in_xml_is_a_boolean() -> None:
    found = ox.parse_query_results(text(TRUTH, "xml"), format=ox.QueryResultsFormat.XML)
    assert bool(found) is True


def test_a_graph_is_turtle() -> None:
    assert text(GRAPH, "turtle") == "<a:s>\n  <a:p> <a:o> .\n"


@pytest.mark.parametrize(("result", "fmt"), [(ROWS, "turtle"), (TRUTH, "turtle"), (GRAPH, "csv")])
def test_a_format_that_cannot_hold_the_result_is_refused(result: Result, fmt: str) -> None:
    with pytest.raises(UsageError, match="can't hold"):
        results.write(result, fmt)


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="not a known format"):
        results.write(ROWS, "yaml")
