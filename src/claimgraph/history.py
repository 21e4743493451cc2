"""Layer 2. As-of views: the corpus as it was known on a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from claimgraph.dates import Span
from claimgraph.model import Article, Claim, Corpus


@dataclass(frozen=True, slots=True)
class View:
    """A corpus as of a date. undated: articles left out because their date is not known."""

    corpus: Corpus
    undated: tuple[str, ...]


def as_of(corpus: Corpus, day: Span) -> View:
    """Keep what had been published by the end of *day*.

    A retraction that came later has not happened yet: the claim is current in this view.
    """
    known = {slug: a for slug, a in corpus.articles.items() if _out(a, day)}
    undated = tuple(slug for slug, a in corpus.articles.items() if a.published is None)
    kept = [claim for claim in corpus.claims if claim.article in known]
    ids = {claim.id for claim in kept}
    claims = tuple(_then(claim, ids) for claim in kept)
    exclusions = tuple(item for item in corpus.not_claims if item.article in known)
    return View(replace(corpus, articles=known, claims=claims, not_claims=exclusions), undated)


def _out(article: Article, day: Span) -> bool:
    if article.published is None or article.published.first is None:
        return False
    if article.published.instant and day.instant:
        return article.published.instant <= day.instant
    return day.last is None or article.published.first < day.last + timedelta(days=1)


def _then(claim: Claim, known: set[str]) -> Claim:
    links = tuple((kind, other) for kind, other in claim.links if other in known)
    later = bool(claim.retracted_by) and claim.retracted_by not in known
    return replace(
        claim,
        links=links,
        status="current" if later else claim.status,
        retracted_by="" if later else claim.retracted_by,
    )
