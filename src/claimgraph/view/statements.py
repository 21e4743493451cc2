"""Layer 5. Claims and articles as view-models: value, chain, evidence, all in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from claimgraph import listing, speech, values, words
from claimgraph.compare import wording
from claimgraph.compare.record import rows
from claimgraph.dates import order_key
from claimgraph.kinds import NUMERIC, WHOLE
from claimgraph.model import Anchor, Article, Claim, Corpus, Source
from claimgraph.snapshot import Snapshot
from claimgraph.view.page import (
    Answer,
    ArticleView,
    ClaimView,
    Evidence,
    Scalar,
    SourceView,
    Speaker,
)
from claimgraph.view.text import around, clean, day, fragment, letter, web

Texts = Mapping[str, Snapshot]
"""Article texts that the user holds, by sha256."""


def letters(corpus: Corpus) -> dict[str, str]:
    """Letter of each article by slug: by publication where that is sure, then by slug."""

    def key(slug: str) -> tuple[bool, str, str]:
        article = corpus.articles[slug]
        when = order_key(article.published)
        sure = (
            when is not None
            and article.published_basis == "stated"
            and not (article.published and article.published.approximate)
        )
        return not sure, when.isoformat() if sure and when else "", slug

    return {slug: letter(at) for at, slug in enumerate(sorted(corpus.articles, key=key))}


def articles(corpus: Corpus, names: Mapping[str, str], texts: Texts) -> tuple[ArticleView, ...]:
    """All articles with what is known of them; *names* are their letters."""
    told = Counter(claim.article for claim in corpus.claims)
    return tuple(_article(s, name, corpus, (texts, told[s])) for s, name in names.items())


def _article(slug: str, name: str, corpus: Corpus, held: tuple[Texts, int]) -> ArticleView:
    known = corpus.articles[slug]
    texts, told = held
    return ArticleView(
        letter=name,
        slug=slug,
        story=clean(corpus.register.stories[known.story].title),
        label=clean(known.label or slug),
        publisher=clean(corpus.register.agents[known.publisher].name),
        publisher_basis=known.publisher_basis,
        byline=clean(known.byline),
        published=day(known.published),
        published_note=_published_note(known),
        modified=day(known.modified),
        url=web(known.url),
        host=clean(known.host),
        credit=clean(known.credit),
        language=clean(known.lang),
        claims=told,
        characters=known.characters,
        sha256=known.sha256,
        sources=tuple(_source(s.document, s.basis, corpus) for s in _sorted(known.sources)),
        snapshot=known.sha256 in texts,
    )


def _sorted(sources: Iterable[Source]) -> list[Source]:
    """Put sources in an order that a graph keeps too."""
    return sorted(sources, key=lambda source: source.document)


def _published_note(known: Article) -> str:
    if known.published is None:
        return "the text gives no date"
    return "inferred, not stated in the text" if known.published_basis == "inferred" else ""


def _source(document: str, basis: str, corpus: Corpus) -> SourceView:
    known = corpus.register.documents.get(document)
    name = known.name if known else corpus.articles[document].label or document
    return SourceView(document, clean(name), basis)


def claims(corpus: Corpus, names: Mapping[str, str], texts: Texts) -> tuple[ClaimView, ...]:
    """All claims; *names* are the letters of the articles."""
    flat = rows(corpus)
    return tuple(
        ClaimView(
            id=claim.id,
            article=names[claim.article],
            question=corpus.question(claim).id,
            answer=_answer(claim, clean(wording.value(flat[claim.id], corpus)), corpus),
            chain=_chain(claim, corpus),
            chain_words=_chain_words(claim, corpus),
            cue=claim.cue,
            stance=speech.CUES[claim.cue],
            modality=claim.modality,
            polarity=claim.polarity,
            status=claim.status,
            said_on=day(claim.said_on),
            notes=_notes(claim),
            evidence=tuple(
                _evidence(anchor, corpus.articles[claim.article], texts) for anchor in claim.anchors
            ),
            file=clean(PurePath(claim.where.file).name),
            line=claim.where.line,
        )
        for claim in corpus.claims
    )


def _finite(n: float) -> float | int | None:
    if math.isinf(n):
        return None
    return int(n) if float(n).is_integer() else n


def _answer(claim: Claim, text: str, corpus: Corpus) -> Answer:
    value = claim.value
    record = listing.claim_record(claim, corpus)["value"]
    near: tuple[Scalar, Scalar] = (None, None)
    if value.kind in NUMERIC:
        inner = values.effective_inner(value) if value.kind in WHOLE else value.inner
        near = (_finite(inner.low), _finite(inner.high)) if inner else near
    unit = values.unit_of(value, corpus.measure(corpus.question(claim)))
    if value.dates is not None and value.text == value.dates.edtf:
        text = day(value.dates)
    return Answer(
        kind=value.kind, text=text, low=record["low"], high=record["high"],
        stated=record["stated"], near_low=near[0], near_high=near[1], hedge=value.hedge,
        unit=clean(unit), stated_unit=clean(value.unit),
    )  # fmt: skip


def _chain(claim: Claim, corpus: Corpus) -> tuple[Speaker, ...]:
    agents = (corpus.register.agents[key] for key in claim.chain)
    return tuple(Speaker(a.id, clean(a.name), a.kind, clean(a.role)) for a in agents)


def _chain_words(claim: Claim, corpus: Corpus) -> str:
    names = [
        clean(agent.name) + ("" if agent.named else " (unnamed)")
        for agent in (corpus.register.agents[key] for key in claim.chain)
    ]
    if len(names) == 1:
        passive = speech.CUES[claim.cue] == "unattributed"
        names[0] += " (reported, no source named)" if passive else " (own voice)"
    return " ← ".join(names)


def _notes(claim: Claim) -> tuple[str, ...]:
    notes = [
        f"The {words.DIMENSION[dim]} is taken from the text around this place."
        for dim in claim.context
    ]
    if claim.status != "current":
        notes.append(f"This statement was {claim.status} later.")
    if claim.note:
        notes.append(f"Note of the recorder: {clean(claim.note)}")
    return tuple(notes)


def _evidence(anchor: Anchor, article: Article, texts: Texts) -> Evidence:
    snapshot = texts.get(article.sha256)
    before = quoted = after = problem = ""
    if snapshot is not None and not anchor.column:
        if snapshot.digest(anchor.start, anchor.end) == anchor.digest:
            quoted = clean(snapshot.text[anchor.start : anchor.end])
            before, after = around(snapshot.text, anchor.start, anchor.end)
        else:
            problem = "the text at hand has other words here: run `claimgraph check --articles`"
    return Evidence(
        start=anchor.start, end=anchor.end, digest=anchor.digest, phrase=clean(anchor.phrase),
        lang=clean(anchor.lang),
        link=fragment(article.url, anchor.phrase, snapshot.text if snapshot else "", anchor.start),
        before=before, words=quoted, after=after, problem=problem,
        column=clean(anchor.column),
    )  # fmt: skip
