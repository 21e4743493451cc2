"""Layer 3. The record of one article version: a nanopublication around its claims.

Source: Nanopublication Guidelines (Head, assertion, provenance, pubinfo).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimgraph import rdfterms, vocab
from claimgraph.graph.claims import (
    DERIVED,
    A,
    article_triples,
    edtf,
    exclusion_triples,
    quotation_triples,
)
from claimgraph.model import Article, NotAClaim
from claimgraph.vocab import term

Statement = tuple[str, str]
"""A triple without its full stop, and the name of its graph."""


def record_statements(
    article: Article,
    exclusions: Iterable[NotAClaim],
    base: str,
    iris: Mapping[str, str],
) -> Iterator[Statement]:
    """Statements of the record of *article*, all but those of its claims.

    exclusions: its stretches that state nothing. iris: as in `source_triples`.
    """
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
