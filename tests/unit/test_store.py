"""Two engines, one answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from claimgraph import store, vocab
from claimgraph.errors import QueryError, UsageError
from claimgraph.store import Store

XSD = vocab.XSD
EX = "https://example.org/"
DATA = "".join(
    f"{line} .\n"
    for line in (
        f"<{EX}a> <{EX}p> <{EX}b> <{EX}g>",
        f"<{EX}a> <{EX}p> <{EX}b> <{EX}h>",
        f'<{EX}a> <{EX}n> "1.0"^^<{XSD}decimal> <{EX}g>',
        f'<{EX}b> <{EX}n> "2"^^<{XSD}integer> <{EX}g>',
        f'<{EX}c> <{EX}d> "2031-03-03"^^<{XSD}date> <{EX}g>',
        f'<{EX}c> <{EX}t> "say \\"é\\"\\n"@en <{EX}g>',
    )
)
P = "PREFIX ex: <https://example.org/> "


@pytest.fixture(scope="module", params=store.ENGINES)
def engine(request: pytest.FixtureRequest) -> Store:
    """Return the data loaded into one of the engines."""
    return store.load(DATA, request.param)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?o { ex:a ex:p ?o }", [("<https://example.org/b>",)]),
        ("SELECT ?n { ex:a ex:n ?n }", [(f'"1.0"^^<{XSD}decimal>',)]),
        ("SELECT ?t { ex:c ex:t ?t }", [('"say \\"é\\"\\n"@en',)]),
        ("SELECT ?d { ex:c ex:d ?d }", [(f'"2031-03-03"^^<{XSD}date>',)]),
        ("SELECT (SUM(?n) AS ?s) { ?x ex:n ?n }", [(f'"3.0"^^<{XSD}decimal>',)]),
        ("SELECT (COUNT(*) AS ?n) { ex:a ex:p ?o }", [(f'"1"^^<{XSD}integer>',)]),
        ("SELECT (STR(?d) AS ?s) { ex:c ex:d ?d }", [('"2031-03-03"',)]),
        ("SELECT (1 = 1 AS ?b) {}", [(f'"true"^^<{XSD}boolean>',)]),
        ("SELECT ?z { ex:a ex:p ?o OPTIONAL { ?o ex:nothing ?z } }", [(None,)]),
        ("SELECT ?x { ?x ex:n ?n }", [("<https://example.org/a>",), ("<https://example.org/b>",)]),
        (
            "SELECT ?g { GRAPH ?g { ex:a ex:p ex:b } }",
            [("<https://example.org/g>",), ("<https://example.org/h>",)],
        ),
    ],
)
def test_rows_are_equal_as_text(engine: Store, query: str, rows: list[tuple[str | None]]) -> None:
    found = engine.query(P + query)
    assert (found.form, list(found.rows)) == ("rows", rows)


def test_a_triple_of_two_graphs_is_one_triple(engine: Store) -> None:
    found = engine.query(P + "SELECT ?o ?p { ex:a ex:p ?o . ex:a ?p ?o }")
    assert len(found.rows) == 1


def test_rows_without_an_order_are_sorted(engine: Store) -> None:
    found = engine.query("SELECT ?o { ?s ?p ?o }")
    assert list(found.rows) == sorted(found.rows)


def test_an_order_is_kept(engine: Store) -> None:
    found = engine.query(P + "SELECT ?x { ?x ex:n ?n } ORDER BY DESC(?x)")
    assert [row[0] for row in found.rows] == ["<https://example.org/b>", "<https://example.org/a>"]


@pytest.mark.parametrize(
    ("query", "truth"), [("ASK { ?s ?p ?o }", True), ("ASK { <a:a> ?p ?o }", False)]
)
def test_a_question_for_truth_has_one(engine: Store, query: str, truth: bool) -> None:
    found = engine.query(query)
    assert (found.form, found.truth) == ("truth", truth)


def test_a_constructed_graph_is_canonical(engine: Store) -> None:
    found = engine.query(P + "CONSTRUCT { ?x ex:m ?n } WHERE { ?x ex:n ?n }")
    assert found.form == "graph"
    assert found.lines == (
        f'<https://example.org/a> <https://example.org/m> "1.0"^^<{XSD}decimal> .\n'
        f'<https://example.org/b> <https://example.org/m> "2"^^<{XSD}integer> .\n'
    )


def test_blank_nodes_that_a_query_makes_have_fixed_names(engine: Store) -> None:
    query = P + "CONSTRUCT { [] ex:m ?n ; ex:k ?x } WHERE { ?x ex:n ?n }"
    lines = engine.query(query).lines
    assert lines.count("_:c14n0 ") == lines.count("_:c14n1 ") == 2
    assert lines == engine.query(query).lines


def test_a_described_thing_is_a_graph(engine: Store) -> None:
    assert "https://example.org/n" in engine.query("DESCRIBE <https://example.org/b>").lines


def test_a_binding_is_a_term_and_not_text(engine: Store) -> None:
    hostile = '"x" } } SERVICE <http://x/> {"'
    literal = '"' + hostile.replace('"', '\\"') + '"'
    found = engine.query("SELECT ?s ?o { ?s ?p ?o }", {"o": literal})
    assert found.rows == ()


@pytest.mark.parametrize(
    "term",
    ["<https://example.org/b>", f'"2"^^<{XSD}integer>', '"say \\"é\\"\\n"@en',
     f'"2031-03-03"^^<{XSD}date>'],
)  # fmt: skip
def test_a_binding_fixes_its_variable(engine: Store, term: str) -> None:
    found = engine.query("SELECT ?s ?o { ?s ?p ?o }", {"o": term})
    assert {row[1] for row in found.rows} == {term}


@pytest.mark.parametrize(
    ("query", "where"),
    [("SELECT ?x WHERE {\n  ?x ?p }", "line 2, column"), ("SELEC", "line 1, column")],
)
def test_a_mistake_is_shown_where_it_is(engine: Store, query: str, where: str) -> None:
    with pytest.raises(QueryError, match="can't be read") as caught:
        engine.query(query)
    assert caught.value.where.startswith(where)
    assert caught.value.what.splitlines()[-1].strip() == "^"


def test_a_prefix_that_is_not_declared_is_a_mistake(engine: Store) -> None:
    with pytest.raises(QueryError):
        engine.query("SELECT * { ?s nope:x ?o }")


def test_the_prefixes_of_the_vocabularies_need_no_declaration(engine: Store) -> None:
    assert engine.query("ASK { ?s a cg:Claim }").truth is False


def test_a_parameter_that_is_not_selected_is_a_mistake_of_the_query() -> None:
    with pytest.raises(QueryError, match="can't be answered"):
        store.load(DATA).query("SELECT ?s { ?s ?p ?o }", {"o": "<a:a>"})


def test_an_engine_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="not an engine"):
        store.load("", "sql")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Listen on this machine and keep what anybody sends."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def serve() -> None:
            try:
                while True:
                    connection, _ = server.accept()
                    received.append(connection.recv(64))
                    connection.close()
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", received


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX x: <URL> SELECT * { SERVICEx:x { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<URL>{ ?s ?p ?o } }",
        "SELECT * { #\r SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX : <URL> SELECT * FROM:x { ?s ?p ?o }",
        "LOAD <URL>",
    ],
)
def test_no_query_makes_a_request(
    engine: Store, listener: tuple[str, list[bytes]], query: str
) -> None:
    url, received = listener
    with pytest.raises(QueryError, match="refused"):
        engine.query(query.replace("URL", url))
    assert received == []


def test_the_listener_hears_what_oxigraph_would_send(listener: tuple[str, list[bytes]]) -> None:
    import pyoxigraph as ox  # noqa: PLC0415 - the engine without our guard

    url, received = listener
    found = ox.Store().query(f"PREFIX : <{url}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}")
    assert isinstance(found, ox.QuerySolutions)
    with pytest.raises(OSError, match=r"."):
        list(found)
    assert received != []


def test_rdflib_refuses_on_its_parse_tree_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.sparql._refuse", lambda *_: None)
    loaded = store.load(DATA, "rdflib")
    for query in ("SELECT * { SERVICE <a:b> { ?s ?p ?o } }", "SELECT * FROM <a:b> { ?s ?p ?o }"):
        with pytest.raises(QueryError, match="are refused"):
            loaded.query(query)
