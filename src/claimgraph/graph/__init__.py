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
from claimgraph.graph.claims import (
    DERIVED,
    A,
    article_triples,
    attribution_triples,
    claim_triples,
    edtf,
    exclusion_triples,
    quotation_triples,
)
from claimgraph.graph.conclusions import comparison_triples
from claimgraph.graph.register import Comparable, register_triples, source_iris
from claimgraph.model import Article, Claim, Corpus, NotAClaim
from claimgraph.reviews import Reviewed
from claimgraph.vocab import term

__all__ = ["Comparable", "findings_ntriples", "nquads", "ntriples", "quads"]

_Statement = tuple[str, str]
"""A triple without its full stop, and the name of its graph."""


def _statements(
    corpus: Corpus,
    comparison: Comparison | None,
    comparable: Comparable | None,
    reviewed: Sequence[Reviewed] = (),
) -> Iterator[_Statement]:
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
        yield from _nanopublication(corpus, article, claims[slug], exclusions[slug], iris)
    if comparison is not None:
        findings = f"<{vocab.graph(base, 'findings')}>"
        concluded = comparison_triples(comparison, corpus, reviewed)
        yield from ((triple, findings) for triple in concluded)


def _nanopublication(
    corpus: Corpus,
    article: Article,
    claims: list[Claim],
    exclusions: list[NotAClaim],
    iris: dict[str, str],
) -> Iterator[_Statement]:
    base = corpus.register.base
    record = vocab.record(base, article.id)
    about = vocab.data(base, "article", article.id)
    np, head = f"<{record}>", f"<{record}/Head>"
    assertion, provenance, pubinfo = (
        f"<{record}/{part}>" for part in ("assertion", "provenance", "pubinfo")
    )
    yield f"{np} {A} {term('np:Nanopublication')}", head
    yield f"{np} {term('np:hasAssertion')} {assertion}", head
    yield f"{np} {term('np:hasProvenance')} {provenance}", head
    yield f"{np} {term('np:hasPublicationInfo')} {pubinfo}", head
    for claim in claims:
        question = corpus.register.questions[claim.question].id
        yield from ((t, assertion) for t in claim_triples(claim, question, about, base))
    for quotation in article.quotations:
        yield from ((t, assertion) for t in quotation_triples(quotation, about))
    for exclusion in exclusions:
        yield from ((t, assertion) for t in exclusion_triples(exclusion, about))
    yield f"{assertion} {DERIVED} <{about}>", provenance
    yield from ((t, provenance) for t in article_triples(article, base, iris))
    yield f"{np} {term('dct:license')} <{vocab.CC0}>", pubinfo
    yield f"{np} {term('dct:creator')} {vocab.SOFTWARE}", pubinfo
    if article.recorded is not None:
        yield f"{np} {term('dct:created')} {_moment(article)}", pubinfo


def _moment(article: Article) -> str:
    """When the record was made, as exactly as the claim file says: never the clock."""
    span = article.recorded
    assert span is not None  # noqa: S101 - the caller asked
    if span.instant is not None:
        return rdfterms.typed(span.edtf, vocab.XSD + "dateTime")
    exact = span.first == span.last and span.first is not None and not span.approximate
    return rdfterms.day(span.edtf) if exact else edtf(span)


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
