"""What SPARQL text may run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import sparql
from claimgraph.errors import QueryError

ASK = "SELECT * { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { SERVICE:y { ?s ?p ?o } }",
        "PREFIX x: <http://x/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { ?s ?p trueSERVICE:y { ?a ?b ?c } }",
        "PREFIX : <http://x/> SELECT * { ?s <a:b>?trueSERVICE:y { ?a ?b ?c } }",
        "SELECT * { SERVICESILENT<http://x/>{?s ?p ?o} }",
        "SELECT * { SERV\\u0049CE <http://x/> { ?s ?p ?o } }",
        "SELECT * { #\r SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { # '''\n SERVICE <http://x/> { ?s ?p ?o } # '''\n }",
        "SELECT * { ?s ?p x:it\\'s . SERVICE <http://x/> { ?a ?b ?c } # '\n }",
        "SELECT * { FILTER(1<2) SERVICE <http://x/> { ?s ?p ?o } FILTER(2>1) }",
        "SELECT * { ?s ?p '' SERVICE <http://x/> { ?a ?b ?c } }",
        "SELECT * { ?s ?p ''''''SERVICE <http://x/> { ?a ?b ?c } }",
    ],
)
def test_asking_another_server_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        sparql.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <http://x/> { ?s ?p ?o }",
        "SELECT * from named <http://x/> { ?s ?p ?o }",
        "PREFIX : <http://x/> SELECT * FROM:y { ?s ?p ?o }",
        "ASK FROM<http://x/>{ ?s ?p ?o }",
    ],
)
def test_naming_data_to_fetch_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="FROM is refused"):
        sparql.read(text)


@pytest.mark.parametrize(
    "text",
    ["LOAD <http://x/>", "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }",
     "clear all", "DROP GRAPH <a:g>", "CREATE GRAPH <a:g>", "COPY <a:g> TO <a:h>",
     "MOVE <a:g> TO <a:h>", "ADD <a:g> TO <a:h>"],
)  # fmt: skip
def test_changing_data_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="a query only reads"):
        sparql.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?p 'SERVICE <http://x/>' }",
        'SELECT * { ?s ?p "LOAD FROM SERVICE" }',
        "SELECT * { ?s ?p '''a\nSERVICE ' '' x''' }",
        'SELECT * { ?s ?p """a\nSERVICE " "" x""" }',
        "SELECT * { ?s <http://service.example/from> ?o } # SERVICE FROM",
        "SELECT ?from ?load { ?from ?load ?o }",
        "PREFIX x: <a:> SELECT * { x:service x:from x:load }",
        "SELECT * { ?s ?p 'a'@from }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        'SELECT * { ?s ?p "it\\"s SERVICE" }',
    ],
)
def test_a_word_that_only_looks_like_it_is_let_through(text: str) -> None:
    assert sparql.read(text).text == text


def test_the_place_is_shown_with_a_caret() -> None:
    with pytest.raises(QueryError) as caught:
        sparql.read("SELECT * {\n  SERVICE <http://x/> {} }")
    assert caught.value.where == "line 2, column 3"
    assert caught.value.what.splitlines()[1:] == ["    SERVICE <http://x/> {} }", "    ^"]


def test_a_long_line_is_cut_around_the_place() -> None:
    error = sparql.located("x" * 5000, 1, 2500, "here")
    shown, caret = error.what.splitlines()[1:]
    assert len(shown) < 110
    assert caret.index("^") < len(shown)


def test_a_place_beyond_the_text_is_no_trouble() -> None:
    assert sparql.located("", 7, 3, "here").where == "line 7, column 3"


def test_control_characters_of_a_query_are_not_shown() -> None:
    assert "\x1b" not in str(sparql.located("a\x1b[2Jb", 1, 2, "here"))


@pytest.mark.parametrize("bracket", ["()", "{}", "[]"])
def test_brackets_nest_only_so_deep(bracket: str) -> None:
    deep = bracket[0] * (sparql.MAX_DEPTH + 1) + bracket[1] * (sparql.MAX_DEPTH + 1)
    with pytest.raises(QueryError, match="too deeply nested"):
        sparql.read(deep)


@pytest.mark.parametrize("piece", ["!", "1-", "OPTIONAL {}", "?a ?b ?c .", "BIND(1 AS ?x)", "^"])
def test_a_query_has_only_so_many_operators(piece: str) -> None:
    with pytest.raises(QueryError, match="too large"):
        sparql.read("SELECT * {" + piece * (sparql.MAX_MARKS + 1) + "}")


def test_a_list_of_values_may_be_long() -> None:
    text = "SELECT * { VALUES ?x { " + "<a:b> 'x' 1 " * 5000 + "} }"
    assert sparql.read(text).text == text


def test_a_query_has_only_so_many_characters() -> None:
    with pytest.raises(QueryError, match="longer than"):
        sparql.read("#" * (sparql.MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        (ASK, False),
        (ASK + " ORDER BY ?s", True),
        (ASK + "\norder\nby ?s", True),
        ("SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }", False),
        (ASK + " # ORDER BY ?s", False),
        ("SELECT ?order { ?order ?p ?o }", False),
    ],
)
def test_only_an_outer_order_fixes_the_rows(text: str, ordered: bool) -> None:
    assert sparql.read(text).ordered is ordered


def test_ends_of_lines_are_one_kind() -> None:
    assert sparql.read("SELECT *\r\n{\r}").text == "SELECT *\n{\n}"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = sparql.read(text)
    except QueryError:
        return
    assert "\r" not in read.text
