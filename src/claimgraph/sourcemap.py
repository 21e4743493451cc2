"""Layer 3. From an IRI of the graph back to the file, line and key that a person can mend."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.model import NOWHERE, Article, Claim, Corpus, SourceLine

_KEYS = {
    "answers": "question",
    "mainEvidence": "anchors",
    "evidence": "anchors",
    "spanDigest": "digest",
    "start": "span",
    "end": "span",
    "agent": "attribution",
    "reportedBy": "attribution",
    "low": "value",
    "high": "value",
    "stated": "value",
    "valueKind": "value",
    "valueText": "value",
    "valueConcept": "value",
    "valueBoolean": "value",
    "valueEDTF": "value",
    "dateFrom": "value",
    "dateTo": "value",
    "saidOn": "said_on",
    "contextDimension": "context",
    "retractedBy": "retracted_by",
    "sha256": "digest",
    "publisherBasis": "publisher_basis",
    "publishedBasis": "published_basis",
    "language": "lang",
    "inStory": "story",
    "creditLine": "credit",
    "statedSource": "sources",
    "inferredSource": "sources",
    "quotation": "quotations",
    "quoteDigest": "quote",
    "scopedTo": "scoped_to",
    "partOf": "part_of",
    "isPartOf": "within",
    "exactMatch": "same_as",
    "prefLabel": "name",
    "label": "name",
    "valueType": "value",
    "disjointWith": "disjoint",
    "part": "parts",
}
"""Local name of a property to the key of a claim file or register that it comes from."""


def field_of(path: str) -> str:
    """Return the key that the property *path* (an IRI) comes from; empty for no property."""
    local = path.rstrip(">").rpartition("#")[2].rpartition("/")[2]
    return _KEYS.get(local, local)


def sources(corpus: Corpus) -> dict[str, SourceLine]:
    """Return file and line of every IRI that a file of *corpus* gives rise to."""
    found: dict[str, SourceLine] = {}
    for iri, where in (*_register(corpus), *_articles(corpus), *_claims(corpus)):
        found.setdefault(iri, where)
    return found


def _register(corpus: Corpus) -> Iterator[tuple[str, SourceLine]]:
    register, base = corpus.register, corpus.register.base
    for question in register.questions.values():
        yield f"{base}question/{question.id}", question.where
    for kind, items in (
        ("agent", register.agents),
        ("place", register.places),
        ("period", register.periods),
        ("concept", register.concepts),
        ("event", register.events),
        ("measure", register.measures),
        ("document", register.documents),
        ("story", register.stories),
        ("partition", register.partitions),
    ):
        for key, item in items.items():
            yield f"{base}{kind}/{key}", getattr(item, "where", NOWHERE)


def _articles(corpus: Corpus) -> Iterator[tuple[str, SourceLine]]:
    for article in corpus.articles.values():
        iri = _article(corpus, article)
        yield iri, article.where
        for quotation in article.quotations:
            anchor = quotation.anchor
            yield f"{iri}#char={anchor.start},{anchor.end}", anchor.where


def _claims(corpus: Corpus) -> Iterator[tuple[str, SourceLine]]:
    for claim in corpus.claims:
        yield f"{corpus.register.base}claim/{claim.id}", claim.where
        yield from _speakers(corpus, claim)
        iri = _article(corpus, corpus.articles[claim.article])
        for anchor in claim.anchors:
            yield f"{iri}#char={anchor.start},{anchor.end}", anchor.where
    for exclusion in corpus.not_claims:
        iri = _article(corpus, corpus.articles[exclusion.article])
        anchor = exclusion.anchor
        yield f"{iri}#char={anchor.start},{anchor.end}", anchor.where


def _speakers(corpus: Corpus, claim: Claim) -> Iterator[tuple[str, SourceLine]]:
    for depth in range(1, len(claim.chain) + 1):
        joined = "--".join(claim.chain[:depth])
        yield f"{corpus.register.base}attribution/{joined}", claim.where


def _article(corpus: Corpus, article: Article) -> str:
    return f"{corpus.register.base}article/{article.id}"
