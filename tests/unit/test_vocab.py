"""Names of things: every one that the software writes is declared in the ontology."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimgraph import graph as graphs
from claimgraph import rdfio, rdfterms, resources, vocab
from claimgraph.findings import Comparison
from claimgraph.model import Corpus

ONTOLOGY = ("core.ttl", "schemes.ttl")


@pytest.fixture(scope="module")
def declared() -> frozenset[str]:
    """Return the subjects of the ontology, each of which has a type."""
    subjects: set[str] = set()
    for file in ONTOLOGY:
        text = rdfio.loads(resources.text("ontology", file).encode(), "turtle", file)
        subjects.update(s for s, p, _, _ in rdfterms.rows(text) if p == vocab.term("rdf:type"))
    return frozenset(subjects)


def test_each_class_and_property_is_declared(declared: frozenset[str]) -> None:
    assert set(vocab.CG.values()) - declared == set()


def test_each_term_in_a_graph_is_declared(
    declared: frozenset[str], harbour: Corpus, harbour_comparison: Comparison
) -> None:
    text = graphs.ntriples(harbour, harbour_comparison)
    used = set(re.findall(rf"<{vocab.NS}[^>]*>", text))
    assert len(used) > 100
    assert used - declared == set()


def test_each_term_in_a_shipped_query_is_declared(declared: frozenset[str]) -> None:
    files = list(Path(resources.directory("queries")).glob("*.rq"))
    used = {
        f"<{vocab.NS}{name}>"
        for file in files
        for name in re.findall(r"\bcg:([A-Za-z][A-Za-z0-9-]*)", file.read_text(encoding="utf-8"))
    }
    assert len(files) > 14
    assert used - declared == set()


def test_a_name_that_is_no_slug_stays_inside_its_iri() -> None:
    assert vocab.data("https://example.org/", "topic", "a b/<c>") == (
        "https://example.org/topic/a%20b%2F%3Cc%3E"
    )


def test_a_notation_with_a_stroke_becomes_one_name() -> None:
    assert vocab.concept("content", "conflict/value") == f"<{vocab.NS}content-conflict-value>"


def test_a_span_is_an_rfc_5147_fragment_of_its_article() -> None:
    assert vocab.span("https://example.org/article/a", 3, 14) == (
        "https://example.org/article/a#char=3,14"
    )
