"""The query tests of the W3C's SPARQL 1.1 Protocol suite, against the running server."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

from tests.serve.live import Reply, Server, running

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "w3c-sparql11" / "protocol"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
QUERIES = 20
"""How many of the suite's tests are on queries; the others change data, which we never do."""

TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}  # fmt: skip


def _tests() -> list[str]:
    if not SUITE.is_dir():
        return []
    manifest = Graph().parse(SUITE / "manifest.ttl")
    names = [str(test).partition("#")[2] for test in manifest.subjects(RDF.type, MF.ProtocolTest)]
    return sorted(name for name in names if "query" in name or "queries" in name)


NAMES = _tests()


@pytest.fixture(scope="module")
def manifest(suites: Path) -> Graph:
    """Return the suite's manifest."""
    return Graph().parse(suites / "w3c-sparql11" / "protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def server(suites: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of the suite's three graphs."""
    lines: list[str] = []
    for number in (1, 2, 3):
        data = suites / "w3c-sparql11" / "protocol" / f"data{number}.nt"
        text = data.read_text(encoding="utf-8")
        lines.extend(
            line.rstrip(" .") + f" <{DATA.format(number)}> .\n" for line in text.splitlines()
        )
    path = tmp_path_factory.mktemp("suite") / "data.nq"
    path.write_text("".join(lines), encoding="utf-8")
    with running(path) as found:
        yield found


def _text(graph: Graph, node: Node, name: URIRef) -> str:
    value = graph.value(node, name)
    return "" if value is None else str(value)


def _send(server: Server, graph: Graph, request: Node) -> Reply:
    """Send one request of the manifest exactly as it stands: no header is added."""
    connection = http.client.HTTPConnection(server.authority, timeout=30)
    path = _text(graph, request, HT.absolutePath)
    connection.putrequest(_text(graph, request, HT.methodName), path, skip_accept_encoding=True)
    headers = graph.value(request, HT.headers)
    for header in Collection(graph, headers) if headers else ():
        name, value = (_text(graph, header, HT[n]) for n in ("fieldName", "fieldValue"))
        connection.putheader(name, value)
    body = graph.value(request, HT.body)
    data = b""
    if body is not None:
        encoding = _text(graph, body, CNT.characterEncoding)
        data = _text(graph, body, CNT.chars).encode(encoding)
        connection.putheader("Content-Length", str(len(data)))
    connection.endheaders(data or None)
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.getheaders()}
    reply = Reply(response.status, found, response.read())
    connection.close()
    return reply


def _truth(reply: Reply) -> bool:
    if reply.media.endswith("json"):
        return bool(json.loads(reply.body)["boolean"])
    found = ET.fromstring(reply.text).find("{http://www.w3.org/2005/sparql-results#}boolean")  # noqa: S314 - our own server's answer
    assert found is not None
    return found.text == "true"


def test_all_query_tests_of_the_suite_are_run(suites: Path) -> None:
    assert suites.is_dir()
    assert len(NAMES) == QUERIES


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_the_server_passes_the_protocol_test(name: str, server: Server, manifest: Graph) -> None:
    tests = manifest.subjects(RDF.type, MF.ProtocolTest)
    (test,) = (t for t in tests if str(t).endswith(f"#{name}"))
    action = manifest.value(test, MF.action)
    assert action is not None
    requests = manifest.value(action, HT.requests)
    assert requests is not None
    asked = list(Collection(manifest, requests))
    assert asked
    for request in asked:
        reply = _send(server, manifest, request)
        expected = manifest.value(request, HT.resp)
        assert expected is not None
        statuses = {str(s)[-3:] for s in manifest.objects(expected, MF.expectedStatus)}
        assert f"{reply.status // 100}xx".upper() in {s.upper() for s in statuses}, reply.text
        kind = manifest.value(expected, MF.expectedFormat)
        if isinstance(kind, Literal):
            assert reply.media in TYPES[str(kind)]
        truth = manifest.value(expected, MF.expectedBoolean)
        if isinstance(truth, Literal):
            assert _truth(reply) is bool(truth)
