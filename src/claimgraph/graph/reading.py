"""Layer 3. The graph read back as a model, so that what is in any store can be compared.

What a file says and the graph does not: comments, the line of an entry, the order of entries. The
order is that of `corpus.load`: articles by name, claims by their place in the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar, get_args

from claimgraph import dates, values, vocab
from claimgraph.dates import Span
from claimgraph.errors import InputError
from claimgraph.graph.index import Indexed, Triple, indexed, notation, slug_of
from claimgraph.hedges import INF, Interval
from claimgraph.kinds import NUMERIC
from claimgraph.model import (
    DIMENSIONS,
    HOLDS,
    LINKS,
    Agent,
    Anchor,
    Article,
    Basis,
    Claim,
    Concept,
    Corpus,
    Document,
    Event,
    Measure,
    NotAClaim,
    Partition,
    Period,
    Place,
    Polarity,
    Question,
    Quotation,
    Register,
    Source,
    Status,
    Story,
    Table,
    Value,
)
from claimgraph.rdfterms import split_literal
from claimgraph.vocab import AGENT_CLASSES, CG, term

T = TypeVar("T")
_TYPE = term("rdf:type")
_NAME, _LABEL, _KEY = term("skos:prefLabel"), term("rdfs:label"), term("dct:identifier")


def read(triples: Iterable[Triple]) -> Corpus:
    """Read the register, the articles and the claims out of *triples*, terms of N-Triples.

    Findings and anything else are left alone. Raises InputError where a claim lacks a part that
    no corpus is without, with its IRI.
    """
    graph = indexed(triples)
    articles = {a.slug: a for a in sorted(_articles(graph), key=lambda a: a.slug)}
    by_iri = {vocab.data(graph.base, "article", a.id): a for a in articles.values()}
    register = _register(graph, {iri: a.slug for iri, a in by_iri.items()})
    keys = {q.id: q.key for q in register.questions.values()}
    claims = [_claim(s, graph, by_iri, keys) for s in graph.kinds.get("Claim", ())]
    exclusions = [_exclusion(s, graph, by_iri) for s in graph.kinds.get("Exclusion", ())]
    return Corpus(
        register,
        articles,
        tuple(
            sorted(claims, key=lambda c: (c.article, c.anchors[0].start, c.anchors[0].end, c.id))
        ),
        tuple(sorted(exclusions, key=lambda e: (e.article, e.anchor.start, e.anchor.end))),
    )


def _register(graph: Indexed, articles: Mapping[str, str]) -> Register:
    def section(kind: str, build: Callable[[str], T]) -> dict[str, T]:
        found = sorted(graph.kinds.get(kind, ()), key=lambda s: (_index(graph, s), slug_of(s)))
        return {slug_of(s): build(s) for s in found}

    def source(s: str) -> tuple[Source, ...]:
        return _sources(s, graph, articles)

    measures = section("Measure", lambda s: _measure(s, graph))
    measures.setdefault(HOLDS.id, HOLDS)
    questions = [_question(s, graph) for s in sorted(
        graph.kinds.get("Question", ()), key=lambda s: (_index(graph, s), s))]  # fmt: skip
    return Register(
        base=graph.base,
        agents=section("Agent", lambda s: _agent(s, graph, articles)),
        places=section("Place", lambda s: Place(
            slug_of(s), graph.text(s, _NAME), graph.names(s, term("dct:isPartOf")),
            graph.addresses(s, term("skos:exactMatch")))),
        periods=section("Period", lambda s: _period(s, graph)),
        concepts=section("Concept", lambda s: Concept(
            slug_of(s), graph.text(s, _NAME), graph.names(s, term("skos:broader")),
            graph.names(s, CG["disjointWith"]))),
        events=section("Event", lambda s: Event(
            slug_of(s), graph.text(s, _NAME), graph.date(s, CG["eventDate"]),
            graph.name(s, CG["eventPlace"]), graph.name(s, term("dct:isPartOf")),
            graph.addresses(s, term("skos:exactMatch")))),
        measures={HOLDS.id: measures.pop(HOLDS.id), **measures},
        documents=section("ReferencedDocument", lambda s: Document(
            slug_of(s), graph.text(s, _LABEL), graph.name(s, CG["publisher"]),
            graph.date(s, CG["published"]),
            next(iter(graph.addresses(s, term("schema:url"))), ""), source(s))),
        stories=section("Story", lambda s: Story(slug_of(s), graph.text(s, _LABEL))),
        topics=_topics(section("Topic", lambda s: graph.text(s, _NAME))),
        questions={q.key: q for q in questions},
        partitions=section("Partition", lambda s: _partition(s, graph)),
        tables=section("Table", lambda s: Table(
            slug_of(s), graph.text(s, _LABEL), graph.text(s, CG["sha256"]),
            int(graph.number(s, CG["rows"]) or 0),
            tuple(json.loads(graph.text(s, CG["columns"]) or "[]")))),
    )  # fmt: skip


def _topics(found: dict[str, str]) -> dict[str, str]:
    """Leave the topic out that the graph adds where questions name none."""
    return {key: name for key, name in found.items() if (key, name) != ("other", "Other")}


def _index(graph: Indexed, subject: str) -> float:
    found = graph.number(subject, CG["index"])
    return INF if found is None else found


def _sources(s: str, graph: Indexed, articles: Mapping[str, str]) -> tuple[Source, ...]:
    bases: tuple[tuple[str, Basis], ...] = (
        (CG["statedSource"], "stated"), (CG["inferredSource"], "inferred"),
    )  # fmt: skip
    return tuple(
        Source(articles.get(iri[1:-1], slug_of(iri)), basis)
        for predicate, basis in bases
        for iri in graph.terms(s, predicate)
    )


def _agent(s: str, graph: Indexed, articles: Mapping[str, str]) -> Agent:
    classes = graph.terms(s, _TYPE)
    kind = next((name for name, iri in AGENT_CLASSES.items() if iri in classes), "organization")
    home = graph.term(s, CG["scopedTo"])
    return Agent(
        slug_of(s), graph.text(s, _NAME), kind, graph.text(s, CG["role"]),
        articles.get(home[1:-1], ""), graph.addresses(s, term("skos:exactMatch")),
        graph.name(s, CG["partOf"]),
    )  # fmt: skip


def _period(s: str, graph: Indexed) -> Period:
    return Period(slug_of(s), graph.text(s, _NAME), dates.parse(graph.text(s, CG["edtf"])))


def _measure(s: str, graph: Indexed) -> Measure:
    return Measure(
        slug_of(s), graph.text(s, _NAME), graph.text(s, term("skos:definition")),
        graph.text(s, CG["valueType"]), graph.text(s, CG["temporality"]), graph.text(s, CG["unit"]),
        graph.names(s, term("skos:broader")), graph.flag(s, CG["underspecified"]),
        graph.flag(s, CG["exhaustive"]),
    )  # fmt: skip


def _question(s: str, graph: Indexed) -> Question:
    asked = graph.kinds.get("Question", ())
    dims = {}
    for dim in DIMENSIONS:
        found = graph.term(s, CG[dim])
        if found in asked:
            dims[dim] = graph.text(found, _KEY)
        elif found:
            dims[dim] = split_literal(found)[0] if found.startswith('"') else slug_of(found)

    def other(name: str) -> str:
        found = graph.term(s, CG[name])
        return graph.text(found, _KEY) if found else ""

    return Question(
        graph.text(s, _KEY), slug_of(s), graph.text(s, _LABEL), graph.name(s, CG["topic"]),
        graph.name(s, CG["measure"]), dims, other("numerator"), other("denominator"),
        graph.number(s, CG["annualise"]) or 1, minuend=other("minuend"),
        subtrahend=other("subtrahend"),
    )  # fmt: skip


def _partition(s: str, graph: Indexed) -> Partition:
    parts = tuple(graph.text(part, _KEY) for part in graph.terms(s, CG["part"]))
    return Partition(slug_of(s), graph.text(graph.term(s, CG["whole"]), _KEY), parts)


def _articles(graph: Indexed) -> Iterable[Article]:
    held = {s[1:-1]: graph.text(s, _KEY) for s in graph.kinds.get("Article", ())}
    for s in graph.kinds.get("Article", ()):
        label, slug = graph.text(s, _LABEL), graph.text(s, _KEY)
        yield Article(
            slug, graph.name(s, CG["inStory"]), graph.text(s, CG["sha256"]),
            int(graph.number(s, CG["characters"]) or 0), graph.text(s, CG["language"]),
            graph.name(s, CG["publisher"]), _basis(s, "publisherBasis", graph), label,
            graph.text(s, CG["host"]), graph.text(s, CG["byline"]),
            graph.date(s, CG["published"]), _basis(s, "publishedBasis", graph),
            graph.date(s, CG["modified"]), _recorded(s, graph),
            next(iter(graph.addresses(s, term("schema:url"))), ""), graph.text(s, CG["creditLine"]),
            _sources(s, graph, held), _quotations(s, graph),
            withdrawn=graph.date(s, CG["withdrawn"]), table=graph.name(s, CG["inTable"]),
        )  # fmt: skip


def _basis(s: str, name: str, graph: Indexed) -> Basis:
    return "inferred" if graph.term(s, CG[name]).endswith("basis-inferred>") else "stated"


def _recorded(s: str, graph: Indexed) -> Span | None:
    record = f"<{vocab.record(graph.base, slug_of(s))}>"
    return graph.date(record, term("dct:created"))


def _quotations(s: str, graph: Indexed) -> tuple[Quotation, ...]:
    found = [Quotation(_bare(q, graph), graph.text(q, CG["quoteDigest"]))
             for q in graph.terms(s, CG["quotation"])]  # fmt: skip
    return tuple(sorted(found, key=lambda q: (q.anchor.start, q.anchor.end)))


def _anchor(s: str, graph: Indexed) -> Anchor:
    column = graph.text(s, CG["column"])
    if column:
        return _cell(s, column, graph)
    start, end = (graph.number(s, term(f"oa:{name}")) for name in ("start", "end"))
    if start is None or end is None:
        raise InputError("the evidence has no start and end", where=s[1:-1])
    return Anchor(
        int(start), int(end), graph.text(s, CG["spanDigest"]), graph.text(s, CG["phrase"]),
        graph.lang(s, CG["phrase"]),
    )  # fmt: skip


def _cell(s: str, column: str, graph: Indexed) -> Anchor:
    """Read a cell of a table: its row and the number of its column."""
    row, _, at = graph.text(s, term("rdf:value")).removeprefix("cell=").partition(",")
    if not (row.isdecimal() and at.isdecimal()):
        raise InputError("the evidence names no cell", where=s[1:-1])
    return Anchor(
        int(row), int(at), graph.text(s, CG["spanDigest"]), graph.text(s, CG["phrase"]),
        graph.lang(s, CG["phrase"]), column=column, locator=graph.text(s, CG["locator"]),
    )  # fmt: skip


def _bare(s: str, graph: Indexed) -> Anchor:
    """Read the span of a quotation; a phrase there is that of a claim which stands in it."""
    return replace(_anchor(s, graph), phrase="", lang="")


def _exclusion(s: str, graph: Indexed, articles: Mapping[str, Article]) -> NotAClaim:
    article = _article(s, CG["ofArticle"], graph, articles)
    return NotAClaim(
        article.slug, _anchor(s, graph), notation(graph.term(s, CG["reason"]), "reason")
    )


def _article(s: str, predicate: str, graph: Indexed, articles: Mapping[str, Article]) -> Article:
    found = articles.get(graph.term(s, predicate)[1:-1])
    if found is None:
        raise InputError("its article is not in the graph", where=s[1:-1])
    return found


def _chain(s: str, graph: Indexed) -> tuple[str, ...]:
    """Agents of an attribution from the publisher inwards."""
    found: list[str] = []
    while s and len(found) < 99:  # noqa: PLR2004 - a circle is a fault that the shapes name
        found.append(graph.name(s, CG["agent"]))
        s = graph.term(s, CG["reportedBy"])
    return tuple(reversed(found))


def _claim(
    s: str, graph: Indexed, articles: Mapping[str, Article], keys: Mapping[str, str],
) -> Claim:  # fmt: skip
    question = keys.get(graph.name(s, CG["answers"]))
    if question is None:
        raise InputError("it answers no question of the graph", where=s[1:-1])
    main = _anchor(graph.term(s, CG["mainEvidence"]), graph)
    main = replace(main, phrase=graph.text(s, CG["phrase"]) or main.phrase)
    others = [_anchor(e, graph) for e in graph.terms(s, CG["evidence"])
              if e != graph.term(s, CG["mainEvidence"])]  # fmt: skip
    dims = [notation(d, "dimension") for d in graph.terms(s, CG["contextDimension"])]
    polarity: Polarity = (
        "negative" if graph.term(s, CG["polarity"]).endswith("negative>") else "affirmative"
    )
    links = [(kind, slug_of(o)) for kind in LINKS for o in graph.terms(s, CG[kind])]
    return Claim(
        slug_of(s), _article(s, CG["inArticle"], graph, articles).slug, question,
        _value(s, graph), _chain(graph.term(s, CG["attribution"]), graph),
        notation(graph.term(s, CG["cue"]), "cue"),
        notation(graph.term(s, CG["modality"]), "modality"), polarity,
        (main, *sorted(others, key=lambda a: (a.start, a.end))), graph.date(s, CG["saidOn"]),
        tuple(dim for dim in DIMENSIONS if dim in dims), _status(s, graph),
        graph.name(s, CG["retractedBy"]), graph.text(s, CG["note"]),
        as_of=graph.date(s, CG["asOf"]), key=graph.text(s, _KEY), links=tuple(links),
    )  # fmt: skip


def _status(s: str, graph: Indexed) -> Status:
    found = notation(graph.term(s, CG["status"]), "status")
    return next((status for status in get_args(Status) if status == found), "current")


def _value(s: str, graph: Indexed) -> Value:
    kind, text = graph.text(s, CG["valueKind"]), graph.text(s, CG["valueText"])
    if kind in NUMERIC:
        return _number(s, graph, text)
    return Value(
        kind, text,
        dates=graph.date(s, CG["valueEDTF"]),
        concept=graph.name(s, CG["valueConcept"]),
        truth=graph.flag(s, CG["valueBoolean"]) if kind == "boolean" else None,
    )  # fmt: skip


def _number(s: str, graph: Indexed, text: str) -> Value:
    """Read a number; what its words suggest follows from hedge and figure, where both are there."""
    hedge, unit = notation(graph.term(s, CG["hedge"]), "hedge"), graph.text(s, CG["unit"])
    low, high = graph.number(s, CG["low"]), graph.number(s, CG["high"])
    stated = graph.number(s, CG["stated"])
    outer = Interval(
        -INF if low is None else low, INF if high is None else high,
        graph.flag(s, CG["lowOpen"]), graph.flag(s, CG["highOpen"]),
    )  # fmt: skip
    if hedge.startswith("threshold-") and stated is not None:
        outer = Interval(stated, stated)  # the limit is in the graph as what it admits
    kind = graph.text(s, CG["valueKind"])
    inner = values.suggested(kind, hedge, stated) or outer
    ends = [graph.number(s, CG[name]) for name in ("innerLow", "innerHigh")]
    if ends[0] is not None and ends[1] is not None:
        inner = Interval(ends[0], ends[1])
    return Value(
        kind, text, stated, hedge, outer, inner, unit=unit,
        bounds_unit=graph.text(s, CG["boundsUnit"]), rate=graph.number(s, CG["rate"]),
        prices=graph.text(s, CG["prices"]),
    )  # fmt: skip
