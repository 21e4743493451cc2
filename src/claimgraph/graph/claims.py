"""Layer 3. One article and its claims as triples: the three graphs of a nanopublication.

Every function is pure and turns plain values into triples (terms of N-Triples, no full stop, no
graph name), so that claims from any other kind of source can go the same way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from claimgraph import rdfterms, values, vocab
from claimgraph.dates import Span
from claimgraph.errors import InputError
from claimgraph.hedges import Interval
from claimgraph.kinds import NUMERIC, WHOLE
from claimgraph.model import (
    Anchor,
    Article,
    Claim,
    NotAClaim,
    Quotation,
    Source,
    SourceLine,
    Value,
)
from claimgraph.rdfterms import boolean, day, decimal, integer, literal, typed
from claimgraph.vocab import CG, EDTF, concept, member, term

A = term("rdf:type")
DERIVED = term("prov:wasDerivedFrom")
_SELECTOR = term("oa:TextPositionSelector")
_FRAGMENT = term("oa:FragmentSelector")
_CONFORMS, _VALUE = term("dct:conformsTo"), term("rdf:value")
_START, _END = term("oa:start"), term("oa:end")
_TRUE = boolean(flag=True)


def edtf(span: Span) -> str:
    """Write a date as a term: its EDTF string."""
    return typed(span.edtf, EDTF)


def address(text: str, where: SourceLine) -> str:
    """Write an address that a person gave as a term; InputError names the line it stands in."""
    try:
        return rdfterms.iri(text)
    except InputError as error:
        raise InputError(error.what, where=str(where), cure=error.cure) from error


def words(text: str, lang: str, where: SourceLine) -> str:
    """Write a text in a language as a term; InputError names the line it stands in."""
    try:
        return literal(text, lang)
    except InputError as error:
        raise InputError(error.what, where=str(where), cure=error.cure) from error


def source_triples(
    subject: str, sources: Sequence[Source], iris: Mapping[str, str]
) -> Iterator[str]:
    """Triples for what a document rests on; what we only infer never becomes `prov:`.

    iris: IRI of each document, and of each article that is held here, by name.
    """
    for source in sources:
        document = f"<{iris[source.document]}>"
        if source.basis == "stated":
            yield f"{subject} {CG['statedSource']} {document}"
            yield f"{subject} {DERIVED} {document}"
        else:
            yield f"{subject} {CG['inferredSource']} {document}"


def article_triples(article: Article, base: str, iris: Mapping[str, str]) -> Iterator[str]:
    """Triples about one article version: digest, publisher, times, sources, quotations.

    iris: see `source_triples`.
    """
    iri = vocab.data(base, "article", article.id)
    s = f"<{iri}>"
    yield f"{s} {A} {CG['Article']}"
    yield f"{s} {A} {term('schema:Dataset' if article.table else 'schema:NewsArticle')}"
    yield f"{s} {term('dct:identifier')} {literal(article.slug)}"
    yield f"{s} {term('rdfs:label')} {literal(article.label or article.slug, 'en')}"
    yield f"{s} {CG['sha256']} {literal(article.sha256)}"
    yield f"{s} {CG['characters']} {integer(article.characters)}"
    yield f"{s} {CG['language']} {literal(article.lang)}"
    yield f"{s} {CG['publisher']} <{vocab.data(base, 'agent', article.publisher)}>"
    yield f"{s} {CG['publisherBasis']} {concept('basis', article.publisher_basis)}"
    yield f"{s} {CG['inStory']} <{vocab.data(base, 'story', article.story)}>"
    if article.table:
        yield f"{s} {CG['inTable']} <{vocab.data(base, 'table', article.table)}>"
    if article.published:
        yield f"{s} {CG['published']} {edtf(article.published)}"
        yield f"{s} {CG['publishedBasis']} {concept('basis', article.published_basis)}"
    if article.modified:
        yield f"{s} {CG['modified']} {edtf(article.modified)}"
    if article.withdrawn:
        yield f"{s} {CG['withdrawn']} {edtf(article.withdrawn)}"
    if article.url:
        yield f"{s} {term('schema:url')} {address(article.url, article.where)}"
    for name, text in (("host", article.host), ("byline", article.byline)):
        if text:
            yield f"{s} {CG[name]} {literal(text)}"
    if article.credit:
        yield f"{s} {CG['creditLine']} {words(article.credit, article.lang, article.where)}"
    yield from source_triples(s, article.sources, iris)
    for quotation in article.quotations:
        yield f"{s} {CG['quotation']} <{_span(iri, quotation.anchor)}>"


def quotation_triples(quotation: Quotation, article: str) -> Iterator[str]:
    """Triples for the span of a quotation, which can be that of a claim too."""
    yield from evidence_triples(quotation.anchor, article)
    yield f"<{_span(article, quotation.anchor)}> {CG['quoteDigest']} {literal(quotation.quote)}"


def _span(article: str, anchor: Anchor) -> str:
    name = vocab.cell if anchor.column else vocab.span
    return name(article, anchor.start, anchor.end)


def evidence_triples(anchor: Anchor, article: str) -> Iterator[str]:
    """Triples for one stretch or cell of the article with the IRI *article*: never its text."""
    s = f"<{_span(article, anchor)}>"
    yield f"{s} {A} {CG['Evidence']}"
    yield f"{s} {CG['ofArticle']} <{article}>"
    if anchor.column:
        yield f"{s} {A} {_FRAGMENT}"
        yield f"{s} {_CONFORMS} <{vocab.CELLS}>"
        yield f"{s} {_VALUE} {literal(f'cell={anchor.start},{anchor.end}')}"
        yield f"{s} {CG['row']} {integer(anchor.start)}"
        yield f"{s} {CG['column']} {literal(anchor.column)}"
    else:
        yield f"{s} {A} {_SELECTOR}"
        yield f"{s} {_START} {integer(anchor.start)}"
        yield f"{s} {_END} {integer(anchor.end)}"
    if anchor.locator:
        yield f"{s} {CG['locator']} {literal(anchor.locator)}"
    yield f"{s} {CG['spanDigest']} {literal(anchor.digest)}"
    if anchor.phrase:
        yield f"{s} {CG['phrase']} {words(anchor.phrase, anchor.lang, anchor.where)}"


def exclusion_triples(exclusion: NotAClaim, article: str) -> Iterator[str]:
    """Triples for a stretch that states nothing, and why it was left out."""
    s = f"<{_span(article, exclusion.anchor)}>"
    yield from evidence_triples(exclusion.anchor, article)
    yield f"{s} {A} {CG['Exclusion']}"
    yield f"{s} {CG['reason']} {concept('reason', exclusion.reason)}"


def attribution_triples(chain: Sequence[str], base: str) -> Iterator[str]:
    """Triples for every level of a chain of agents, the publisher first."""
    outer = ""
    for depth, agent in enumerate(chain, start=1):
        s = f"<{vocab.attribution(base, chain[:depth])}>"
        yield f"{s} {A} {CG['Attribution']}"
        yield f"{s} {CG['agent']} <{vocab.data(base, 'agent', agent)}>"
        yield f"{s} {CG['depth']} {integer(depth)}"
        if outer:
            yield f"{s} {CG['reportedBy']} {outer}"
        outer = s


def claim_triples(claim: Claim, question: str, article: str, base: str) -> Iterator[str]:
    """Triples for one claim. question: the id of its question; article: IRI of its article."""
    s = f"<{base}claim/{claim.id}>"
    main = claim.anchors[0]
    yield f"{s} {A} {CG['Claim']}"
    yield f"{s} {CG['answers']} <{vocab.data(base, 'question', question)}>"
    yield f"{s} {CG['attribution']} <{vocab.attribution(base, claim.chain)}>"
    yield f"{s} {CG['inArticle']} <{article}>"
    yield f"{s} {CG['cue']} {concept('cue', claim.cue)}"
    yield f"{s} {CG['modality']} {concept('modality', claim.modality)}"
    yield f"{s} {CG['polarity']} {member(claim.polarity)}"
    yield f"{s} {CG['status']} {member(claim.status)}"
    for value in value_triples(claim.value, base):
        yield f"{s} {value}"
    yield f"{s} {CG['mainEvidence']} <{_span(article, main)}>"
    for anchor in claim.anchors:
        yield f"{s} {CG['evidence']} <{_span(article, anchor)}>"
        yield from evidence_triples(anchor, article)
    if main.phrase:
        yield f"{s} {CG['phrase']} {words(main.phrase, main.lang, main.where)}"
    for name, date in (("saidOn", claim.said_on), ("asOf", claim.as_of)):
        if date:
            yield f"{s} {CG[name]} {edtf(date)}"
    for dimension in claim.context:
        yield f"{s} {CG['contextDimension']} {concept('dimension', dimension)}"
    yield from _links(s, claim, base)
    if claim.key:
        yield f"{s} {term('dct:identifier')} {literal(claim.key)}"
    if claim.note:
        yield f"{s} {CG['note']} {literal(claim.note)}"


def _links(s: str, claim: Claim, base: str) -> Iterator[str]:
    for kind, other in claim.links:
        yield f"{s} {CG[kind]} <{base}claim/{other}>"
    if claim.retracted_by:
        yield f"{s} {CG['retractedBy']} <{base}claim/{claim.retracted_by}>"


def value_triples(value: Value, base: str) -> Iterator[str]:
    """Predicates and objects of a value.

    Ends of counts and of rules' limits belong to the value; other numbers keep the end that was
    stated and say when it is open. An infinite end is absent. A unit stands here only where the
    text has another one than the measure: `stated` is then in it, the bounds are converted, unless
    they have a unit of their own.
    """
    yield f"{CG['valueKind']} {literal(value.kind)}"
    yield f"{CG['valueText']} {literal(value.text)}"
    if value.kind in NUMERIC:
        yield from _number_triples(value)
    elif value.kind == "category":
        yield f"{CG['valueConcept']} <{vocab.data(base, 'concept', value.concept)}>"
    elif value.kind == "boolean":
        yield f"{CG['valueBoolean']} {boolean(flag=bool(value.truth))}"
    elif value.dates is not None:
        yield f"{CG['valueEDTF']} {edtf(value.dates)}"
        if value.dates.first:
            yield f"{CG['dateFrom']} {day(value.dates.first.isoformat())}"
        if value.dates.last:
            yield f"{CG['dateTo']} {day(value.dates.last.isoformat())}"


def _number_triples(value: Value) -> Iterator[str]:
    """Write figure, hedge and bounds; what the words suggest only where it is not the usual."""
    assert value.outer is not None  # noqa: S101 - every number has bounds
    whole = value.kind in WHOLE
    number = integer if whole else decimal
    closed = whole or value.hedge.startswith("threshold-")
    bounds = values.effective(value) if closed else value.outer
    yield f"{CG['hedge']} {concept('hedge', value.hedge)}"
    texts = (("unit", value.unit), ("boundsUnit", value.bounds_unit), ("prices", value.prices))
    yield from (f"{CG[name]} {literal(text)}" for name, text in texts if text)
    if value.rate is not None:
        yield f"{CG['rate']} {decimal(value.rate)}"
    if value.stated is not None:
        yield f"{CG['stated']} {number(value.stated)}"
    yield from _bounds(bounds, number)
    usual = values.suggested(value.kind, value.hedge, value.stated) or value.outer
    if value.inner != usual:
        inner = values.effective_inner(value)
        yield f"{CG['innerLow']} {number(inner.low)}"
        yield f"{CG['innerHigh']} {number(inner.high)}"


def _bounds(bounds: Interval, number: Callable[[float], str]) -> Iterator[str]:
    ends = (("low", bounds.low, bounds.low_open), ("high", bounds.high, bounds.high_open))
    for name, end, opened in ends:
        if math.isfinite(end):
            yield f"{CG[name]} {number(end)}"
            if opened:
                yield f"{CG[name + 'Open']} {_TRUE}"
