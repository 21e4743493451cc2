"""A made-up corpus of any size, the same for the same seed, and known faults planted in its graph.

The claims are made through the model and written by the package's own writer, so that what is
measured is the graph that `claimgraph build` writes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from claimgraph import dates, graph, ids, rdfterms, values, vocab
from claimgraph.model import (
    Agent,
    Anchor,
    Article,
    Claim,
    Concept,
    Corpus,
    Measure,
    Period,
    Place,
    Question,
    Register,
    Story,
    Value,
)
from claimgraph.values import Written
from claimgraph.vocab import CG

BASE = "https://example.org/"
SPEAKERS = 60
_HEDGES = ("", "", "about", "more-than", "at-least", "less-than", "at-most", "nearly", "up-to")
_CUES = ("say", "claim", "according-to", "report", "note")
_MODALITIES = ("asserted", "asserted", "asserted", "estimated", "projected")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a made-up corpus is. per_article: claims in one article."""

    claims: int
    per_article: int = 50
    publishers: int = 40
    places: int = 30


def _measures() -> dict[str, Measure]:
    rows = (
        ("dead", "count", "flow", "people"), ("beds", "count", "stock", "beds"),
        ("depth", "number", "stock", "m"), ("share", "fraction", "stock", ""),
        ("road", "category", "state", ""), ("when", "date", "event", ""),
        ("holds", "boolean", "event", ""), ("remark", "text", "event", ""),
    )  # fmt: skip
    return {
        name: Measure(name, name, f"What {name} means", kind, temporality, unit)
        for name, kind, temporality, unit in rows
    }


def _agents(sizes: Sizes) -> dict[str, Agent]:
    kinds = {f"paper-{n}": "publisher" for n in range(sizes.publishers)}
    kinds |= {
        f"speaker-{n}": ("person", "organization", "collective")[n % 3] for n in range(SPEAKERS)
    }
    return {name: Agent(name, name, kind) for name, kind in kinds.items()}


def _questions(measures: dict[str, Measure], sizes: Sizes) -> dict[str, Question]:
    found = {}
    for measure, counted in measures.items():
        for n in range(sizes.places):
            key = f"{measure}-{n}"
            dims = {"place": f"place-{n}", "period": f"year-{n % 5}"}
            if counted.value == "fraction":
                dims["of"] = "beds"
            id_ = ids.digest("question", key)
            found[key] = Question(key, id_, f"What about {key}?", "flood", measure, dims)
    return found


def register_of(sizes: Sizes) -> Register:
    """Return the register that all claims of a made-up corpus share."""
    measures = _measures()
    years = {f"year-{n}": dates.parse(str(2015 + n)) for n in range(5)}
    return Register(
        base=BASE,
        agents=_agents(sizes),
        places={f"place-{n}": Place(f"place-{n}", f"Place {n}") for n in range(sizes.places)},
        periods={name: Period(name, name, span) for name, span in years.items()},
        concepts={
            "beds": Concept("beds", "Beds"),
            **{f"state-{n}": Concept(f"state-{n}", f"State {n}") for n in range(9)},
        },
        measures=measures,
        stories={"flood": Story("flood", "The flood")},
        topics={"flood": "The flood"},
        questions=_questions(measures, sizes),
    )


def _value(chance: random.Random, measure: Measure) -> Value:
    number = chance.randrange(20, 5000)
    hedge = chance.choice(_HEDGES)
    made: dict[str, Callable[[], Written]] = {
        "count": lambda: Written(number, hedge),
        "number": lambda: Written(number / 10, hedge),
        "fraction": lambda: Written((number % 99 + 1) / 100, hedge),
        "category": lambda: Written(f"state-{number % 9}", words=f"state {number % 9}"),
        "date": lambda: Written(f"{2015 + number % 5}-{number % 12 + 1:02d}"),
        "boolean": lambda: Written(number % 2 == 0),
        "text": lambda: Written(f"remark {number}"),
    }
    return values.read(made[measure.value](), measure)


def _article(n: int, sizes: Sizes) -> Article:
    slug = f"article-{n}"
    return Article(
        slug, "flood", ids.text_digest(slug).removeprefix("sha256:"),
        sizes.per_article * 100, "en", f"paper-{n % sizes.publishers}", "stated",
        published=dates.parse(f"2021-{n % 12 + 1:02d}-{n % 28 + 1:02d}"),
    )  # fmt: skip


def _claim(n: int, article: Article, register: Register, sizes: Sizes, seed: int) -> Claim:
    chance = random.Random(f"{seed}:{n}")  # noqa: S311 - made-up data, nothing secret
    measure = chance.choice(tuple(register.measures.values()))
    speakers = chance.sample(range(SPEAKERS), chance.choice((0, 0, 1, 1, 2)))
    phrase = f"words of claim {n}"
    start = n % sizes.per_article * 100
    return Claim(
        ids.digest("claim", n), article.slug, f"{measure.id}-{chance.randrange(sizes.places)}",
        _value(chance, measure), (article.publisher, *(f"speaker-{s}" for s in speakers)),
        chance.choice(_CUES) if speakers else "own-voice", chance.choice(_MODALITIES),
        "affirmative", (Anchor(start, start + len(phrase), ids.text_digest(phrase), phrase, "en"),),
    )  # fmt: skip


def claims_of(
    sizes: Sizes, register: Register, seed: int = 1
) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Yield article after article with its claims, none of which replaces another."""
    for n in range(-(-sizes.claims // sizes.per_article)):
        article, first = _article(n, sizes), n * sizes.per_article
        last = min(first + sizes.per_article, sizes.claims)
        yield article, tuple(_claim(at, article, register, sizes, seed)
                             for at in range(first, last))  # fmt: skip


def _linked(claims: list[Claim], sizes: Sizes) -> Iterator[Claim]:
    """Let one claim in fifty replace a claim of the article before its own."""
    replaced = {n - sizes.per_article for n in range(sizes.per_article, len(claims), 50)}
    for n, claim in enumerate(claims):
        older = n - sizes.per_article
        made = replace(claim, status="superseded") if n in replaced else claim
        yield replace(made, links=(("replaces", claims[older].id),)) if older in replaced else made


def corpus_of(sizes: Sizes, seed: int = 1) -> Corpus:
    """Make a corpus of *sizes*: the same one for the same *seed*, without any fault."""
    register = register_of(sizes)
    articles = [_article(n, sizes) for n in range(-(-sizes.claims // sizes.per_article))]
    claims = [
        _claim(n, articles[n // sizes.per_article], register, sizes, seed)
        for n in range(sizes.claims)
    ]
    return Corpus(register, {a.slug: a for a in articles}, tuple(_linked(claims, sizes)))


def ntriples_of(sizes: Sizes, seed: int = 1) -> str:
    """Return the graph of a made-up corpus as canonical N-Triples."""
    return graph.ntriples(corpus_of(sizes, seed))


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that was planted. shape: the shape that must tell; about: IRI of what is broken."""

    shape: str
    about: str


def _drop(predicate: str) -> Callable[[str, list[str]], list[str]]:
    return lambda _, lines: [line for line in lines if f" {CG[predicate]} " not in line]


def _add(predicate: str, term: str) -> Callable[[str, list[str]], list[str]]:
    return lambda s, lines: [*lines, f"<{s}> {CG[predicate]} {term} ."]


def _instead(predicate: str, term: str) -> Callable[[str, list[str]], list[str]]:
    return lambda s, lines: _add(predicate, term)(s, _drop(predicate)(s, lines))


_NOWHERE = f"<{BASE}nowhere>"
FAULTS: dict[str, Callable[[str, list[str]], list[str]]] = {
    "ClaimRequired-cue": _drop("cue"),
    "ClaimRequired-phrase": _drop("phrase"),
    "ClaimRequired-modality": _add("modality", vocab.concept("modality", "possible")),
    "ClaimRange-question": _instead("answers", _NOWHERE),
    "ClaimRange-evidence": _add("evidence", _NOWHERE),
    "ClaimCodes-polarity": _instead("polarity", _NOWHERE),
    "NoTextCarried-constraint": _add("note", rdfterms.literal("x" * 121)),
    "MainEvidenceIsEvidence-constraint": _drop("evidence"),
    "ValueFitsMeasure-constraint": _instead("valueKind", rdfterms.literal("ratio")),
    "Superseded": _instead("status", vocab.member("superseded")),
    "Retracted": _instead("status", vocab.member("retracted")),
}
"""What can be done to a claim's lines, by the shape that must tell."""


def with_faults(ntriples: str, every: int, seed: int = 1) -> tuple[str, tuple[Fault, ...]]:
    """Break one claim in *every* of *ntriples*; return the text and what was broken how."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, nothing secret
    claims = sorted({line.split(" ", 1)[0][1:-1] for line in ntriples.splitlines()
                     if line.endswith(f" {CG['Claim']} .")})  # fmt: skip
    chosen = {claim: chance.choice(sorted(FAULTS)) for claim in claims[::every]}
    lines: list[str] = []
    own: dict[str, list[str]] = {claim: [] for claim in chosen}
    for line in ntriples.splitlines():
        own.get(line.split(" ", 1)[0][1:-1], lines).append(line)
    for claim, shape in chosen.items():
        lines += FAULTS[shape](claim, own[claim])
    return rdfterms.document(lines), tuple(Fault(s, c) for c, s in sorted(chosen.items()))
