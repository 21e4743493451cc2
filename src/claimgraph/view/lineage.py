"""Layer 5. Who relies on whom: attribution chains and credited documents as one small graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from claimgraph.model import Corpus, Source
from claimgraph.view.page import Edge, Lineage, Node
from claimgraph.view.text import clean


def lineage(corpus: Corpus, names: Mapping[str, str]) -> Lineage:
    """Follow every chain from its article outward, and every document to who published it.

    names: letters of the articles, in whose order they come.
    """
    slugs = sorted(corpus.articles, key=lambda slug: (len(names[slug]), names[slug]))
    edges = [*_quoting(corpus, slugs), *_documents(corpus, slugs)]
    edges += _speaking_for(corpus, edges)
    agents = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    nodes = [Node(f"article:{s}", clean(_publisher(corpus, s)), "article") for s in slugs]
    nodes += [_agent(corpus, key) for key in agents if key.startswith("agent:")]
    alone = Counter(claim.article for claim in corpus.claims if len(claim.chain) == 1)
    own = tuple((names[s], alone[s]) for s in slugs)
    order = {node.id: at for at, node in enumerate(nodes)}
    edges.sort(key=lambda edge: order[edge.source])
    return Lineage(tuple(nodes), tuple(edges), own)


def _publisher(corpus: Corpus, slug: str) -> str:
    return corpus.register.agents[corpus.articles[slug].publisher].name


def _agent(corpus: Corpus, key: str) -> Node:
    agent = corpus.register.agents[key.removeprefix("agent:")]
    return Node(key, clean(agent.name), agent.kind)


def _quoting(corpus: Corpus, slugs: Sequence[str]) -> Iterator[Edge]:
    """One edge for each step of the chains, with the number of claims that take it."""
    counts: dict[tuple[str, str], int] = {}
    place = {slug: at for at, slug in enumerate(slugs)}
    for claim in sorted(corpus.claims, key=lambda c: place[c.article]):
        steps = [f"article:{claim.article}", *(f"agent:{key}" for key in claim.chain[1:])]
        for step in pairwise(steps):
            counts[step] = counts.get(step, 0) + 1
    for (source, target), count in counts.items():
        yield Edge(source, target, "quotes", count, "")


def _speaking_for(corpus: Corpus, edges: Sequence[Edge]) -> Iterator[Edge]:
    """One edge from each speaker to the organisation spoken for, where both speak here."""
    here = {end for edge in edges for end in (edge.source, edge.target)}
    for key in sorted(here):
        agent = corpus.register.agents.get(key.removeprefix("agent:"))
        if agent and key.startswith("agent:") and f"agent:{agent.part_of}" in here:
            yield Edge(key, f"agent:{agent.part_of}", "speaks-for", 0, "")


def _documents(corpus: Corpus, slugs: Sequence[str]) -> Iterator[Edge]:
    """One edge for each document that an article, or a document it rests on, is taken from."""
    reached: dict[str, None] = {}
    for slug in slugs:
        yield from _rests_on(corpus, f"article:{slug}", corpus.articles[slug].sources, reached)
    waiting = list(reached)
    while waiting:  # documents rest on documents
        known = corpus.register.documents[waiting.pop(0)]
        before = len(reached)
        yield from _rests_on(corpus, f"agent:{known.publisher}", known.sources, reached)
        waiting += list(reached)[before:]


def _rests_on(
    corpus: Corpus, origin: str, sources: Sequence[Source], reached: dict[str, None]
) -> Iterator[Edge]:
    for source in sorted(sources, key=lambda s: s.document):  # a graph keeps no order
        document = corpus.register.documents.get(source.document)
        if document is None:
            name = clean(corpus.articles[source.document].label or source.document)
            yield Edge(origin, f"article:{source.document}", source.basis, 0, name)
            continue
        reached[source.document] = None
        yield Edge(origin, f"agent:{document.publisher}", source.basis, 0, clean(document.name))
