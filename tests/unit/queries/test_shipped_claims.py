"""The shipped queries on the shipped claims: more of everything than the invented corpus has."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import corpus as corpora
from claimgraph import graph, queries, rdfio, rdfterms, store
from claimgraph.compare import compare
from claimgraph.compare.dimensions import comparable
from claimgraph.store import Store

PARAMS = {
    "said-by": {"agent": "centcom"},
    "dependents": {"document": "centcom-statement-july-2024"},
    "known-by": {"day": "2026-12-31"},
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def nquads(root: Path) -> str:
    """Return the graph of the shipped claims."""
    corpus = corpora.load(root / "claims")
    return graph.nquads(corpus, compare(corpus), comparable(corpus.register))


@pytest.fixture(scope="module")
def engines(nquads: str) -> tuple[Store, Store]:
    """Return the graph in both engines."""
    return store.load(nquads), store.load(nquads, "rdflib")


@pytest.mark.parametrize("name", queries.shipped())
def test_both_engines_give_the_same_rows(engines: tuple[Store, Store], name: str) -> None:
    oxigraph, rdflib = (queries.run(engine, name, PARAMS.get(name)) for engine in engines)
    assert len(oxigraph.rows) > 0 or name == "withdrawn"
    assert rdflib == oxigraph


@pytest.mark.parametrize("fmt", rdfio.ENDINGS.values())
def test_each_format_comes_back_as_the_same_statements(nquads: str, fmt: str) -> None:
    expected = rdfterms.flatten(nquads) if fmt in ("ntriples", "turtle") else nquads
    assert rdfio.loads(rdfio.serialise(nquads, fmt).encode(), fmt, "x") == expected
