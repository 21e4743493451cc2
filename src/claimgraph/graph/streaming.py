"""Layer 3. The graph as N-Quads in the order of the claims, never held whole.

The lines are those of `graph.nquads`, each once, in another order: the register, then article by
article, claim by claim, each claim's lines sorted; attributions and findings come last. What is
held is the register, the chains of attribution met so far, and the spans of one article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimgraph import vocab
from claimgraph.findings import Comparison
from claimgraph.graph.claims import attribution_triples, claim_triples, evidence_triples
from claimgraph.graph.conclusions import comparison_triples
from claimgraph.graph.record import record_statements
from claimgraph.graph.register import Comparable, register_triples, source_iris
from claimgraph.model import Article, Claim, Corpus
from claimgraph.reviews import Reviewed

Told = Iterable[tuple[Article, Iterable[Claim]]]
"""Articles with their claims, which may come from anywhere and are read once."""


def streamed(
    corpus: Corpus,
    comparison: Comparison | None = None,
    comparable: Comparable | None = None,
    reviewed: Sequence[Reviewed] = (),
    told: Told | None = None,
) -> Iterator[str]:
    """Yield the N-Quads of *corpus* in blocks of whole lines.

    told: its articles with their claims, where *corpus* has none of its own (a table that is read
    in parts). Raises InputError for text that no RDF can hold.
    """
    base = corpus.register.base
    shared = f"<{vocab.graph(base, 'register')}>"
    yield _block(register_triples(corpus, comparable), shared)
    chains: set[tuple[str, ...]] = set()
    iris = source_iris(corpus)
    for article, claims in told if told is not None else _by_article(corpus):
        yield from _article(corpus, article, claims, chains, iris)
    yield _block((t for chain in sorted(chains) for t in attribution_triples(chain, base)), shared)
    if comparison is not None:
        findings = f"<{vocab.graph(base, 'findings')}>"
        yield _block(comparison_triples(comparison, corpus, reviewed), findings)


def _block(triples: Iterable[str], graph: str) -> str:
    return "".join([f"{triple} {graph} .\n" for triple in sorted(set(triples))])


def _by_article(corpus: Corpus) -> Told:
    claims: dict[str, list[Claim]] = {slug: [] for slug in corpus.articles}
    for claim in corpus.claims:
        claims[claim.article].append(claim)
    return ((article, claims[slug]) for slug, article in corpus.articles.items())


def _article(
    corpus: Corpus,
    article: Article,
    claims: Iterable[Claim],
    chains: set[tuple[str, ...]],
    iris: dict[str, str],
) -> Iterator[str]:
    base = corpus.register.base
    about = vocab.data(base, "article", article.id)
    assertion = f"<{vocab.record(base, article.id)}/assertion>"
    exclusions = [e for e in corpus.not_claims if e.article == article.slug]
    own = set(record_statements(article, exclusions, base, iris))
    apart = {t for t, graph in own if graph == assertion}
    yield "".join(sorted(f"{triple} {graph} .\n" for triple, graph in own))
    spans: set[tuple[int, int]] = set()
    questions = corpus.register.questions
    for claim in claims:
        chains.add(claim.chain)
        lines = set(claim_triples(claim, questions[claim.question].id, about, base))
        for anchor in claim.anchors:
            if (anchor.start, anchor.end) in spans:
                lines.difference_update(evidence_triples(anchor, about))
            spans.add((anchor.start, anchor.end))
        if apart:
            lines -= apart
        yield _block(lines, assertion)
