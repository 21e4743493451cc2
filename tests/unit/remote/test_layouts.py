from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import rdfterms, vocab, workflow
from claimgraph.errors import UsageError
from claimgraph.remote import spool
from claimgraph.remote.layouts import Layout, laid_out


@pytest.fixture(scope="module")
def lines(harbour_path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the invented corpus, graph by graph."""
    path = tmp_path_factory.mktemp("layouts") / "data.nq"
    built = workflow.built(harbour_path).encode().splitlines(keepends=True)
    spool.write(built, path, by_graph=True)
    return path.read_bytes().splitlines(keepends=True)


def triples(lines: list[bytes]) -> set[bytes]:
    return {triple for _, triple in spool.triples(lines)}


def graphs(lines: list[bytes]) -> set[bytes]:
    return {graph for graph, _ in spool.triples(lines)}


def out(lines: list[bytes], layout: Layout, graph: str = "") -> list[bytes]:
    return list(laid_out(lines, layout, graph))


@pytest.mark.parametrize(("layout", "names"), [("one", {b"a:g"}), ("default", {b""})])
def test_one_graph_holds_the_same_triples(
    layout: Layout, names: set[bytes], lines: list[bytes]
) -> None:
    found = out(lines, layout, "a:g")
    assert triples(found) == triples(lines)
    assert graphs(found) == names


def test_one_graph_needs_its_name(lines: list[bytes]) -> None:
    with pytest.raises(UsageError, match="needs the name of its graph"):
        out(lines, "one")


def test_claims_keep_every_triple(lines: list[bytes]) -> None:
    assert triples(lines) <= triples(out(lines, "claims"))


def test_each_claim_has_a_nanopublication_of_its_own(lines: list[bytes]) -> None:
    claims = {t.split(b" ")[0] for t in triples(lines)
              if t.endswith(vocab.CG["Claim"].encode())}  # fmt: skip
    found = out(lines, "claims")
    holds = {s: g for g, t in spool.triples(found) for s in [t.split(b" ")[0]]
             if s in claims and t.endswith(vocab.CG["Claim"].encode())}  # fmt: skip
    assert set(holds) == claims
    assert len(set(holds.values())) == len(claims)


def test_a_nanopublication_of_a_claim_has_its_four_graphs(lines: list[bytes]) -> None:
    found = out(lines, "claims")
    added = {graph.rpartition(b"/")[0] for graph in graphs(found) - graphs(lines)}
    for name in added:
        parts = {graph for graph in graphs(found) if graph.rpartition(b"/")[0] == name}
        assert {part.rpartition(b"/")[2] for part in parts} == {
            b"Head", b"assertion", b"provenance", b"pubinfo"}  # fmt: skip


def test_what_a_nanopublication_adds_is_only_its_own_frame(lines: list[bytes]) -> None:
    added = triples(out(lines, "claims")) - triples(lines)
    predicates = {rdfterms.split(f"{triple.decode()} .")[1] for triple in added}
    assert predicates == {vocab.term(name) for name in (
        "rdf:type", "np:hasAssertion", "np:hasProvenance", "np:hasPublicationInfo",
        "prov:wasDerivedFrom", "dct:license", "dct:creator", "dct:created")}  # fmt: skip
