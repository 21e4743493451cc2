"""The graph in the order of its claims: the same lines, each once, nothing held whole."""

from __future__ import annotations

from dataclasses import replace

from claimgraph import graph
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from tests.bench.generated import Sizes, corpus_of


def test_the_lines_are_those_of_the_sorted_graph(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    lines = "".join(graph.streamed(harbour, harbour_comparison)).splitlines(keepends=True)
    assert "".join(sorted(lines)) == graph.nquads(harbour, harbour_comparison)


def test_evidence_that_two_claims_share_is_written_once() -> None:
    corpus = corpus_of(Sizes(40, per_article=20))
    first, second, *rest = corpus.claims
    shared = replace(second, anchors=first.anchors)
    changed = replace(corpus, claims=(first, shared, *rest))
    lines = "".join(graph.streamed(changed)).splitlines()
    assert len(lines) == len(set(lines))
    assert sorted(lines) == graph.nquads(changed).splitlines()


def test_claims_can_come_from_elsewhere(harbour: Corpus) -> None:
    bare = replace(harbour, claims=())
    told = ((article, (c for c in harbour.claims if c.article == slug))
            for slug, article in harbour.articles.items())  # fmt: skip
    assert "".join(graph.streamed(bare, told=told)) == "".join(graph.streamed(harbour))


def test_a_block_is_one_claim_and_ends_with_a_line(harbour: Corpus) -> None:
    blocks = list(graph.streamed(harbour))
    assert len(blocks) > len(harbour.claims)
    assert [block for block in blocks if block and not block.endswith(" .\n")] == []
