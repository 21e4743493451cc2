"""Layer 5. What a finding rests on: claims, articles, and the entries of the register behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from claimgraph.findings import Finding
from claimgraph.model import Claim, Corpus, Register, Source

Ground = tuple[str, str]
"""What kind of thing (article, claim, register) and its key, as `difference.Change` has them."""

_NAMED = ("places", "periods", "concepts", "events", "agents")
"""Sections that the dimension of a question may name an entry of."""


def grounds(finding: Finding, corpus: Corpus, claims: Mapping[str, Claim]) -> set[Ground]:
    """Return everything in *corpus* that *finding* rests on.

    claims: all of the corpus by id. What is no longer there is left out, except claims and
    articles, which the finding names itself.
    """
    told = [claims[key] for key in finding.claims if key in claims]
    found: set[Ground] = {("claim", key) for key in finding.claims}
    found |= {("article", slug) for slug in finding.articles}
    waiting = set(chain.from_iterable(_of_claim(claim) for claim in told))
    waiting |= {("questions", key) for key in finding.questions}
    waiting |= {("partitions", key) for key, partition in corpus.register.partitions.items()
                if {partition.whole, *partition.parts} & set(finding.questions)}  # fmt: skip
    waiting |= set(chain.from_iterable(_of_article(slug, corpus) for slug in finding.articles))
    seen: set[Ground] = set()
    while waiting:
        entry = waiting.pop()
        if entry not in seen:
            seen.add(entry)
            waiting.update(_behind(*entry, corpus))
    for section, key in seen:
        if section == "articles":
            found.add(("article", key))
        else:
            found.add(("register", f"{section}/{key}"))
    return found


def _of_claim(claim: Claim) -> Iterator[Ground]:
    yield ("questions", claim.question)
    yield from (("agents", key) for key in claim.chain)
    if claim.value.concept:
        yield ("concepts", claim.value.concept)


def _of_article(slug: str, corpus: Corpus) -> Iterator[Ground]:
    article = corpus.articles.get(slug)
    if article is not None:
        yield ("agents", article.publisher)
        yield ("stories", article.story)
        yield from _sources(article.sources, corpus)


def _sources(sources: Iterable[Source], corpus: Corpus) -> Iterator[Ground]:
    for source in sources:
        section = "articles" if source.document in corpus.articles else "documents"
        yield (section, source.document)


def _behind(section: str, key: str, corpus: Corpus) -> Iterator[Ground]:
    """Entries that one entry names; none for what is not there."""
    register = corpus.register
    if section == "articles":
        yield from _of_article(key, corpus)
    elif section == "questions" and key in register.questions:
        yield from _of_question(key, register)
    elif section == "documents" and key in register.documents:
        document = register.documents[key]
        yield ("agents", document.publisher)
        yield from _sources(document.sources, corpus)
    elif section == "agents" and key in register.agents:
        yield from _entries("agents", register.agents[key].part_of)
    elif section == "places" and key in register.places:
        yield from _entries("places", *register.places[key].within)
    elif section == "concepts" and key in register.concepts:
        yield from _entries("concepts", *register.concepts[key].broader)
    elif section == "measures" and key in register.measures:
        yield from _entries("measures", *register.measures[key].broader)
    elif section == "events" and key in register.events:
        yield from _entries("events", register.events[key].part_of)
        yield from _entries("places", register.events[key].place)


def _of_question(key: str, register: Register) -> Iterator[Ground]:
    question = register.questions[key]
    yield ("measures", question.measure)
    parts = (question.numerator, question.denominator, question.minuend, question.subtrahend)
    yield from _entries("questions", *parts)
    for name in question.dims.values():
        yield from ((section, name) for section in _NAMED if name in getattr(register, section))


def _entries(section: str, *keys: str) -> Iterator[Ground]:
    return ((section, key) for key in keys if key)
