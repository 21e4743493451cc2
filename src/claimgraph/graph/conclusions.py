"""Layer 3. Findings as triples: each an IRI that cites its claims, its rule and its version.

What a person concluded about one stands beside it as a resource of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimgraph import vocab
from claimgraph.findings import Comparison, Finding
from claimgraph.graph.claims import A
from claimgraph.model import Corpus
from claimgraph.rdfterms import integer, literal, typed
from claimgraph.reviews import Reviewed
from claimgraph.vocab import CG, concept, term


def finding_triples(finding: Finding, corpus: Corpus, rules: str) -> Iterator[str]:
    """Triples of one finding. rules: version of the decision table that it comes from."""
    register, base = corpus.register, corpus.register.base
    iri = vocab.data(base, "finding", finding.id)
    s = f"<{iri}>"
    yield f"{s} {A} {CG['Finding']}"
    for key in finding.questions:
        yield f"{s} {CG['about']} <{vocab.data(base, 'question', register.questions[key].id)}>"
    for slug in finding.articles:
        yield f"{s} {CG['inArticle']} <{vocab.data(base, 'article', corpus.articles[slug].id)}>"
    yield f"{s} {CG['content']} {concept('content', finding.content)}"
    yield f"{s} {CG['contentNotation']} {literal(finding.content)}"
    if finding.provenance:
        yield f"{s} {CG['provenance']} {concept('provenance', finding.provenance)}"
    if finding.verdict:
        yield f"{s} {CG['verdict']} {concept('verdict', finding.verdict)}"
    yield from (f"{s} {CG['facet']} {literal(facet)}" for facet in finding.facets)
    yield f"{s} {CG['severity']} {concept('severity', finding.severity)}"
    yield f"{s} {CG['rule']} {literal(finding.rule)}"
    yield f"{s} {CG['rulesVersion']} {literal(rules)}"
    yield f"{s} {CG['reason']} {literal(finding.reason, 'en')}"
    if finding.origins:
        yield f"{s} {CG['originsMin']} {integer(finding.origins[0])}"
        yield f"{s} {CG['originsMax']} {integer(finding.origins[1])}"
    if finding.computed:
        yield f"{s} {CG['computed']} {literal(finding.computed)}"
    yield from (f"{s} {term('skos:note')} {literal(note, 'en')}" for note in finding.care)
    for index, side in enumerate(finding.sides, start=1):
        n = f"<{iri}/side/{index}>"
        yield f"{s} {CG['side']} {n}"
        yield f"{n} {A} {CG['Side']}"
        yield f"{n} {CG['index']} {integer(index)}"
        for claim in side:
            yield f"{n} {CG['member']} <{base}claim/{claim}>"
            yield f"{s} {CG['claim']} <{base}claim/{claim}>"


def review_triples(reviewed: Reviewed, base: str) -> Iterator[str]:
    """Triples of one review; one whose finding is gone keeps the id of what it was about."""
    review = reviewed.review
    s = f"<{vocab.data(base, 'review', review.finding)}>"
    yield f"{s} {A} {CG['Review']}"
    yield f"{s} {term('dct:identifier')} {literal(review.finding)}"
    if reviewed.finding is not None:
        yield f"{s} {CG['reviewOf']} <{vocab.data(base, 'finding', reviewed.finding.id)}>"
    yield f"{s} {CG['reviewState']} {concept('review', review.state)}"
    yield f"{s} {CG['standing']} {concept('standing', reviewed.standing)}"
    if review.note:
        yield f"{s} {term('skos:note')} {literal(review.note)}"
    if review.by:
        yield f"{s} {CG['reviewer']} {literal(review.by)}"
    if review.on is not None:
        yield f"{s} {CG['reviewedOn']} {typed(review.on.edtf, vocab.EDTF)}"


def comparison_triples(
    comparison: Comparison, corpus: Corpus, reviewed: Iterable[Reviewed] = ()
) -> Iterator[str]:
    """Triples of all findings of *comparison*, and of what people concluded about them."""
    for finding in comparison.findings:
        yield from finding_triples(finding, corpus, comparison.rules)
    for each in reviewed:
        yield from review_triples(each, corpus.register.base)
