"""Layer 3. The model as RDF: one nanopublication per article version, register, findings.

Meaning never depends on a graph's name, and nothing is a blank node: flattened, the data say the
same. No triple stands in two graphs, so that a store whose default graph is the union of all gives
each row once; what articles share (agents, questions, attributions) stands in the register.
Source: Nanopublication Guidelines (Head, assertion, provenance, pubinfo); PROV-O.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph import rdfterms, vocab
from claimgraph.findings import Comparison
from claimgraph.graph.claims import attribution_triples, claim_triples
from claimgraph.graph.conclusions import comparison_triples
from claimgraph.graph.record import Statement, record_statements
from claimgraph.graph.register import Comparable, register_triples, source_iris
from claimgraph.graph.streaming import streamed
from claimgraph.model import Claim, Corpus, NotAClaim
from claimgraph.reviews import Reviewed

__all__ = ["Comparable", "findings_ntriples", "nquads", "ntriples", "quads", "streamed"]


def _statements(
    corpus: Corpus,
    comparison: Comparison | None,
    comparable: Comparable | None,
    reviewed: Sequence[Reviewed] = (),
) -> Iterator[Statement]:
    base = corpus.register.base
    shared = f"<{vocab.graph(base, 'register')}>"
    yield from ((triple, shared) for triple in register_triples(corpus, comparable))
    for chain in sorted({claim.chain for claim in corpus.claims}):
        yield from ((triple, shared) for triple in attribution_triples(chain, base))
    claims: dict[str, list[Claim]] = {slug: [] for slug in corpus.articles}
    exclusions: dict[str, list[NotAClaim]] = {slug: [] for slug in corpus.articles}
    for claim in corpus.claims:
        claims[claim.article].append(claim)
    for exclusion in corpus.not_claims:
        exclusions[exclusion.article].append(exclusion)
    iris = source_iris(corpus)
    for slug, article in corpus.articles.items():
        about = vocab.data(base, "article", article.id)
        assertion = f"<{vocab.record(base, article.id)}/assertion>"
        for claim in claims[slug]:
            question = corpus.register.questions[claim.question].id
            yield from ((t, assertion) for t in claim_triples(claim, question, about, base))
        yield from record_statements(article, exclusions[slug], base, iris)
    if comparison is not None:
        findings = f"<{vocab.graph(base, 'findings')}>"
        concluded = comparison_triples(comparison, corpus, reviewed)
        yield from ((triple, findings) for triple in concluded)


def quads(
    corpus: Corpus,
    comparison: Comparison | None = None,
    comparable: Comparable | None = None,
    reviewed: Sequence[Reviewed] = (),
) -> Iterator[str]:
    """Yield the canonical N-Quads lines of *corpus*, article by article; some come twice.

    comparison: its findings become a graph of their own. comparable: for each question key the
    keys that its answers can be compared with; without it a question stands only with itself.
    reviewed: what people concluded, beside the findings. Raises InputError for text that no RDF
    can hold, with its line.
    """
    for triple, graph in _statements(corpus, comparison, comparable, reviewed):
        yield f"{triple} {graph} ."


def nquads(
    corpus: Corpus,
    comparison: Comparison | None = None,
    comparable: Comparable | None = None,
    reviewed: Sequence[Reviewed] = (),
) -> str:
    """Return the whole dataset as canonical N-Quads: sorted lines, each once."""
    return rdfterms.document(quads(corpus, comparison, comparable, reviewed))


def ntriples(
    corpus: Corpus, comparison: Comparison | None = None, comparable: Comparable | None = None
) -> str:
    """Return the dataset without graph names as canonical N-Triples, for SHACL and any store."""
    found = _statements(corpus, comparison, comparable)
    return rdfterms.document(f"{triple} ." for triple, _ in found)


def findings_ntriples(
    corpus: Corpus, comparison: Comparison, reviewed: Sequence[Reviewed] = ()
) -> str:
    """Return the findings graph alone as canonical N-Triples."""
    concluded = comparison_triples(comparison, corpus, reviewed)
    return rdfterms.document(f"{triple} ." for triple in concluded)
