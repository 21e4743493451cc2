"""The fast engine on the W3C's own SHACL tests: it says what the reference says of their data."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from claimgraph import validate
from claimgraph.validate.results import SH as SH_IRI
from claimgraph.validate.routes import Plan

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "w3c-shacl" / "tests"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SH = Namespace(SH_IRI)
FILES = sorted(
    str(path.relative_to(SUITE))
    for path in SUITE.rglob("*.ttl")
    if "sht:Validate" in path.read_text(encoding="utf-8")
)
BLANK = re.compile("N[0-9a-f]{32}")
Outcome = frozenset[tuple[str, ...]] | str


def parsed(iri: Node | None) -> Graph:
    return Graph().parse(str(iri).removeprefix("file://"), publicID=str(iri))


def data_of(graph: Graph) -> Graph:
    """Leave out shapes and expectations: in most tests they stand in the file of the data."""
    own = (str(SH), str(MF), str(SHT))
    kept = Graph()
    for s, p, o in graph:
        part = isinstance(s, BNode) and (p in {RDF.first, RDF.rest} or str(o).startswith(own))
        if not part and not str(p).startswith(own):
            kept.add((s, p, o))
    return kept


def case(file: str) -> tuple[str, Graph]:
    """Return the data of a test as N-Triples, and its shapes."""
    path = SUITE / file
    manifest = parsed(URIRef(path.as_uri()))
    test = next(iter(manifest.subjects(RDF.type, SHT.Validate)))
    action = manifest.value(test, MF.action)
    data = data_of(parsed(manifest.value(action, SHT.dataGraph)))
    return data.serialize(format="nt"), parsed(manifest.value(action, SHT.shapesGraph))


def outcome(ntriples: str, shapes: Graph, engine: str) -> Outcome:
    """Return what an engine says, or how it refuses."""
    try:
        found = validate.validate(ntriples, shapes, engine=engine)
    except Exception as error:  # noqa: BLE001 - whatever pyshacl makes of shapes it can't read
        return type(error).__name__
    return frozenset(
        (BLANK.sub("_", v.focus), v.component, v.path, BLANK.sub("_", v.value), v.severity)
        for v in found
    )


def is_fast(ntriples: str, shapes: Graph) -> bool:
    return "_:" not in ntriples and any(i.route != "reference" for i in Plan(shapes).items)


@pytest.fixture(autouse=True)
def _as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    if not FILES:
        if os.environ.get("CI") == "true":
            pytest.fail("the W3C's tests are not beside this checkout")
        pytest.skip("the W3C's tests are not beside this checkout")
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("file", FILES)
def test_the_fast_engine_says_what_the_reference_says(file: str) -> None:
    ntriples, shapes = case(file)
    assert outcome(ntriples, shapes, "fast") == outcome(ntriples, shapes, "pyshacl")


@pytest.mark.filterwarnings("ignore")
def test_most_of_the_suite_does_not_need_the_reference() -> None:
    fast = [file for file in FILES if is_fast(*case(file))]
    assert len(fast) > len(FILES) * 0.6
