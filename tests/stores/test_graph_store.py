"""What our client assumes of a Graph Store, by the W3C's tests of the protocol, on real servers."""

from __future__ import annotations

import http.client
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from claimgraph.remote.connection import Connection
from claimgraph.remote.protocol import update

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "w3c-sparql11"
MANIFEST = SUITE / "graph-store-protocol" / "manifest-indirect.ttl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
CODES = {"Created": 201, "OK": 200, "NoContent": 204, "NotFound": 404, "Accepted": 202,
         "BadRequest": 400}  # fmt: skip

DIFFERENCES = {
    ("oxigraph", "post_get_post_get_indirect"): 415,  # takes no multipart/form-data
    ("rdf4j", "post_get_post_get_indirect"): 415,  # nor does this one
    ("rdf4j", "put_delete_get_delete_indirect"): 200,  # an absent graph is an empty one
    ("rdf4j", "head_non_existing_indirect"): 200,
}
"""The status with which a server does otherwise than the W3C asks. Our client sends no forms, and
asks with SPARQL which graphs there are."""

UNASKED = MF.POSTGraphCreation
"""Our client names every graph itself."""


def entries() -> list[str]:
    if not MANIFEST.is_file():
        return []
    graph = Graph().parse(MANIFEST)
    head = next(graph.objects(None, MF.entries))
    asked = (e for e in Collection(graph, head) if (e, MF.requires, UNASKED) not in graph)
    return [str(entry).rpartition("#")[2] for entry in asked]


@pytest.fixture(scope="module", params=["oxigraph", "fuseki", "rdf4j"])
def running(
    request: pytest.FixtureRequest, emptied: Callable[[str, int], Connection]
) -> Connection:
    return emptied(request.param, 1)


def requests_of(name: str) -> Iterator[tuple[Graph, Node]]:
    graph = Graph().parse(MANIFEST)
    test = next(s for s in graph.subjects(MF.name, None) if str(s).endswith("#" + name))
    action = graph.value(test, MF.action)
    head = graph.value(action, HT.requests)
    assert head is not None
    yield from ((graph, node) for node in Collection(graph, head))


def body_of(graph: Graph, node: Node | None) -> str:
    return str(graph.value(graph.value(node, HT.body), CNT.chars) or "")


def headers_of(graph: Graph, node: Node) -> dict[str, str]:
    head = graph.value(node, HT.headers)
    found: list[Node] = list(Collection(graph, head)) if head is not None else []
    return {str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in found}


def sent(target: str, graph: Graph, node: Node) -> tuple[int, str]:
    """Send one request of the suite to the Graph Store at *target*."""
    where = urlsplit(target)
    query = urlsplit(str(graph.value(node, HT.absolutePath))).query
    method = str(graph.value(node, HT.methodName))
    headers, body = headers_of(graph, node), body_of(graph, node)
    headers.setdefault("content-type", "text/turtle; charset=utf-8")
    with closing(http.client.HTTPConnection(where.netloc, timeout=30)) as there:
        there.request(method, f"{where.path}?{query}", body.encode() or None, headers)
        answer = there.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.parametrize("name", entries())
def test_a_graph_store_does_what_the_protocol_says(name: str, running: Connection) -> None:
    target = running.target
    update(running.http, target, "DROP ALL")
    for graph, node in requests_of(name):
        status, text = sent(target.graphs, graph, node)
        response = graph.value(node, HT.resp)
        expected = {
            CODES[str(code).rpartition("#")[2]]
            for code in graph.objects(response, MF.expectedStatus)
        }
        if status == DIFFERENCES.get((target.kind, name)) and status not in expected:
            return
        assert status in expected | lenient(expected), f"{target.kind}: {status}, not {expected}"
        wanted = body_of(graph, response)
        if wanted and status == CODES["OK"]:
            assert isomorphic(Graph().parse(data=text, format="turtle"),
                              Graph().parse(data=wanted, format="turtle"))  # fmt: skip


def lenient(expected: set[int]) -> set[int]:
    """Success codes that our client takes for each other: made, done, done without a word."""
    done = {200, 201, 204}
    return done if expected & done else set()


def test_the_suite_is_there() -> None:
    if not entries():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{MANIFEST} is not there")
    assert len(entries()) == 8
