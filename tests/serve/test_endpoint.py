"""The endpoint as clients meet it: negotiation, formats, errors, datasets, reading only."""

from __future__ import annotations

import csv
import io
import json
import socket
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from claimgraph import queries, workflow
from claimgraph.model import Corpus
from tests.serve.live import Server, running

COUNT = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a cg:Claim }"
ROWS = "SELECT ?c WHERE { ?c a cg:Claim } ORDER BY ?c LIMIT 3"
GRAPH = "CONSTRUCT { ?c a cg:Claim } WHERE { ?c a cg:Claim }"
SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"


def test_the_endpoint_counts_the_claims_that_the_files_hold(
    harbour_server: Server, harbour: Corpus
) -> None:
    assert harbour_server.query(COUNT).column("n") == [str(len(harbour.claims))]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        ("application/*;q=0.1, text/csv;q=0.2", "text/csv"),
        ("text/turtle, application/json;q=0.1", "application/json"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("TEXT/CSV", "text/csv"),
    ],
)
def test_rows_come_in_the_type_that_the_client_likes_most(
    harbour_server: Server, accept: str, media: str
) -> None:
    reply = harbour_server.query(ROWS, accept)
    assert (reply.status, reply.media) == (200, media)
    assert reply.headers["vary"].startswith("Accept")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/csv, application/n-triples;q=0.5", "application/n-triples"),
    ],
)
def test_a_graph_comes_in_the_type_that_the_client_likes_most(
    harbour_server: Server, harbour: Corpus, accept: str, media: str
) -> None:
    reply = harbour_server.query(GRAPH, accept)
    assert (reply.status, reply.media) == (200, media)
    fmt = {"application/ld+json": "json-ld", "application/rdf+xml": "xml"}.get(media, "turtle")
    assert len(Graph().parse(data=reply.text, format=fmt)) == len(harbour.claims)


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        (ROWS, "text/turtle", "text/csv"),
        (ROWS, "image/png", "text/csv"),
        (GRAPH, "text/csv", "text/turtle"),
        ("ASK {}", "text/turtle", "application/sparql-results+json"),
        (ROWS, "text/csv;q=0", "application/sparql-results+json"),
    ],
)
def test_a_type_that_can_t_hold_the_answer_is_not_acceptable_and_the_others_are_named(
    harbour_server: Server, query: str, accept: str, offered: str
) -> None:
    reply = harbour_server.query(query, accept)
    assert reply.status == 406
    assert offered in reply.text


def test_all_formats_hold_the_same_rows(harbour_server: Server) -> None:
    wanted = harbour_server.query(ROWS, "application/json").column("c")
    as_csv = list(csv.reader(io.StringIO(harbour_server.query(ROWS, "text/csv").text)))
    assert as_csv == [["c"], *([c] for c in wanted)]
    as_tsv = harbour_server.query(ROWS, "text/tab-separated-values").text.splitlines()
    assert as_tsv == ["?c", *(f"<{c}>" for c in wanted)]
    tree = ET.fromstring(harbour_server.query(ROWS, "application/sparql-results+xml").text)  # noqa: S314 - our own server's answer
    assert [
        node.text for node in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")
    ] == wanted


def test_a_link_can_name_the_format(harbour_server: Server) -> None:
    assert harbour_server.query(ROWS, more="&format=csv").media == "text/csv"


def test_a_browser_that_follows_a_link_to_a_file_gets_the_file(harbour_server: Server) -> None:
    reply = harbour_server.query(ROWS, "text/html,*/*;q=0.8", more="&format=csv")
    assert (reply.status, reply.media) == (200, "text/csv")


def test_an_unknown_format_is_refused_with_the_known_ones(harbour_server: Server) -> None:
    reply = harbour_server.query(ROWS, more="&format=xlsx")
    assert (reply.status, "turtle" in reply.text) == (400, True)


def test_a_browser_that_follows_a_link_to_a_query_gets_its_page(harbour_server: Server) -> None:
    reply = harbour_server.query(ROWS, "text/html,application/xml;q=0.9,*/*;q=0.8")
    assert reply.status == 303
    assert reply.headers["location"] == f"/query?query={quote(ROWS, safe='')}"


def test_head_tells_what_get_would_without_a_body(harbour_server: Server) -> None:
    path = "/sparql?query=" + quote(ROWS)
    head, get = harbour_server.ask(path, "HEAD"), harbour_server.ask(path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))


def test_options_names_the_methods(harbour_server: Server) -> None:
    reply = harbour_server.ask("/sparql", "OPTIONS")
    assert (reply.status, reply.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method_is_not_allowed(harbour_server: Server, method: str) -> None:
    reply = harbour_server.ask("/sparql?query=ASK%7B%7D", method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_a_syntax_error_names_line_and_column_and_shows_the_place(harbour_server: Server) -> None:
    reply = harbour_server.query("SELECT ?c\nWHERE { ?c a cg:Claim } LIMIT many")
    assert (reply.status, reply.media) == (400, "text/plain")
    line, shown, caret = reply.text.splitlines()
    assert line.startswith("line 2, column 31: this can't be read")
    assert (shown[2:], caret.index("^")) == (
        "WHERE { ?c a cg:Claim } LIMIT many",
        shown.index("many"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://{there}/> { ?s ?p ?o } }",
        "SELECT * { SeRvIcE SILENT <http://{there}/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?where { ?s ?p ?o } VALUES ?where { <http://{there}/> } }",
        "SELECT * { \\u0053ERVICE <http://{there}/> { ?s ?p ?o } }",
        "PREFIX : <http://{there}/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { # harmless\n SERVICE <http://{there}/> { ?s ?p ?o } }",
        "LOAD <http://{there}/>",
        "SELECT * FROM <http://{there}/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://{there}/> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <http://{there}/>",
    ],
)
def test_no_query_makes_the_server_ask_elsewhere(harbour_server: Server, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        there = f"127.0.0.1:{elsewhere.getsockname()[1]}"
        reply = harbour_server.query(text.replace("{there}", there))
        elsewhere.settimeout(0.05)
        with pytest.raises(TimeoutError):
            elsewhere.accept()
    refused = any(word in text.upper() for word in ("SERVICE", "ERVICE", "LOAD"))
    assert reply.status == (400 if refused else 200)
    if refused:
        assert "refused" in reply.text


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_an_unknown_graph_is_empty_and_never_fetched(
    harbour_server: Server, parameter: str
) -> None:
    text = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    reply = harbour_server.query(text, more=f"&{parameter}=http%3A%2F%2F127.0.0.1%3A1%2Fx")
    assert (reply.status, reply.json()["results"]["bindings"]) == (200, [])


def test_from_and_the_protocol_choose_the_same_graph(
    harbour_server: Server, harbour: Corpus
) -> None:
    findings = f"{harbour.register.base}graph/findings"
    chosen = harbour_server.query(
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", more="&default-graph-uri=" + quote(findings)
    )
    text = f"SELECT (COUNT(*) AS ?n) FROM <{findings}> {{ ?s ?p ?o }}"  # noqa: S608 - SPARQL
    whole = harbour_server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert chosen.column("n") == harbour_server.query(text).column("n") != whole.column("n")


def test_the_default_graph_holds_each_triple_once(harbour_server: Server) -> None:
    reply = harbour_server.query(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s a cg:Article }"
    )
    assert reply.column("n") == reply.column("m")


def test_relative_names_are_relative_to_the_data(harbour_server: Server, harbour: Corpus) -> None:
    claim = harbour.claims[0].id
    assert harbour_server.query(f"ASK {{ <claim/{claim}> a cg:Claim }}").json()["boolean"] is True


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (urlencode({"update": "CLEAR ALL"}), "application/x-www-form-urlencoded", 403),
        ("CLEAR ALL", "application/sparql-update", 403),
        ("CLEAR ALL", "application/sparql-query", 400),
        ("DELETE WHERE { ?s ?p ?o }", "application/sparql-query", 400),
        ("ASK {}", "text/plain", 415),
        ("ASK {}", "", 415),
        ("ASK {}", "application/sparql-query; charset=latin-1", 415),
        ("query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400),
        ("query=%FF", "application/x-www-form-urlencoded", 400),
        ("nothing=1", "application/x-www-form-urlencoded", 400),
        ("query=ASK%7B%7D&default-graph-uri=no%20iri", "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_post_that_is_no_query_is_refused(
    harbour_server: Server, harbour: Corpus, body: str, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert harbour_server.ask("/sparql", "POST", headers, body).status == status
    assert harbour_server.query(COUNT).column("n") == [str(len(harbour.claims))]


def test_a_form_is_unquoted_once(harbour_server: Server) -> None:
    body = urlencode({"query": 'SELECT ("a%20b+c" AS ?x) {}'})
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    assert harbour_server.ask("/sparql", "POST", kind, body).column("x") == ["a%20b+c"]


def test_the_service_describes_itself(harbour_server: Server, harbour: Corpus) -> None:
    reply = harbour_server.ask("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=reply.text, format="turtle")
    endpoint = URIRef(harbour_server.address + "sparql")
    (service,) = graph.subjects(RDF.type, URIRef(SD + "Service"))
    assert graph.value(service, URIRef(SD + "endpoint")) == endpoint
    named = {str(name) for name in graph.objects(None, URIRef(SD + "name"))}
    assert f"{harbour.register.base}graph/findings" in named
    assert not [node for triple in graph for node in triple if node.__class__.__name__ == "BNode"]


def test_the_numbers_of_the_description_are_those_of_the_graph(harbour_server: Server) -> None:
    reply = harbour_server.ask("/.well-known/void", headers={"Accept": "application/n-triples"})
    graph = Graph().parse(data=reply.text, format="nt")
    (dataset,) = graph.subjects(RDF.type, URIRef(VOID + "Dataset"))
    counted = harbour_server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").column("n")
    assert [str(n) for n in graph.objects(dataset, URIRef(VOID + "triples"))] == counted


def test_the_examples_of_the_description_run(harbour_server: Server) -> None:
    reply = harbour_server.ask("/void", headers={"Accept": "application/ld+json"})
    graph = Graph().parse(data=reply.text, format="json-ld")
    examples = list(graph.objects(None, URIRef("http://www.w3.org/ns/shacl#select")))
    assert len(examples) == len(queries.shipped())
    for example in examples:
        assert harbour_server.query(str(example)).status == 200


def test_two_servers_of_one_corpus_give_the_same_bytes(
    harbour_server: Server, harbour_path: Path
) -> None:
    text = "SELECT ?s ?p ?o { ?s ?p ?o . ?s a cg:Claim }"
    with running(harbour_path) as other:
        assert other.query(text, "text/csv").body == harbour_server.query(text, "text/csv").body


def test_a_built_file_is_served_like_its_claims(
    harbour_server: Server, harbour_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "claims.trig"
    workflow.build(harbour_path, path)
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with running(path) as other:
        assert other.query(text).json() == harbour_server.query(text).json()


def test_json_results_are_those_of_the_command_line(
    harbour_server: Server, harbour_path: Path
) -> None:
    shown = workflow.query(harbour_path, ROWS, {}, "json", "oxigraph")
    assert isinstance(shown, str)
    assert json.loads(shown)["results"] == harbour_server.query(ROWS).json()["results"]
