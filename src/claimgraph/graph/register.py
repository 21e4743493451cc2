"""Layer 3. The register as triples: agents, places, periods, measures, questions and the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from claimgraph import vocab
from claimgraph.graph.claims import A, address, edtf, source_triples
from claimgraph.model import Agent, Corpus, Event, Measure, Question, Register
from claimgraph.rdfterms import boolean, day, decimal, integer, literal
from claimgraph.vocab import AGENT_CLASSES, CG, term

_LABEL, _NAME, _KEY = term("rdfs:label"), term("skos:prefLabel"), term("dct:identifier")
_BROADER, _SAME, _CONCEPT = term("skos:broader"), term("skos:exactMatch"), term("skos:Concept")
_TRUE = boolean(flag=True)

Comparable = Mapping[str, Sequence[str]]
"""Question key to the keys of the questions whose answers can be compared with its answers."""


def register_triples(corpus: Corpus, comparable: Comparable | None = None) -> Iterator[str]:
    """Triples of the whole register; without *comparable* a question stands only with itself."""
    register, base = corpus.register, corpus.register.base

    def iri(kind: str) -> Callable[[str], str]:
        return lambda name: f"<{vocab.data(base, kind, name)}>"

    for agent in register.agents.values():
        yield from _agent(agent, corpus)
    for place in register.places.values():
        s = iri("place")(place.id)
        yield f"{s} {A} {CG['Place']}"
        yield f"{s} {_NAME} {literal(place.name, 'en')}"
        yield from (f"{s} {term('dct:isPartOf')} {iri('place')(p)}" for p in place.within)
        yield from (f"{s} {_SAME} {address(same, place.where)}" for same in place.same_as)
    for item in register.concepts.values():
        s = iri("concept")(item.id)
        yield f"{s} {A} {CG['Concept']}"
        yield f"{s} {A} {_CONCEPT}"
        yield f"{s} {_NAME} {literal(item.name, 'en')}"
        yield from (f"{s} {_BROADER} {iri('concept')(b)}" for b in item.broader)
        yield from (f"{s} {CG['disjointWith']} {iri('concept')(d)}" for d in item.disjoint)
    for event in register.events.values():
        yield from _event(event, base)
    for measure in register.measures.values():
        yield from _measure(measure, base)
    for at, question in enumerate(register.questions.values()):
        yield f"{_question_iri(register, question.key)} {CG['index']} {integer(at)}"
        near = (comparable or {}).get(question.key, (question.key,))
        yield from _question(question, register, near)
    for partition in register.partitions.values():
        s = iri("partition")(partition.id)
        yield f"{s} {A} {CG['Partition']}"
        yield f"{s} {CG['whole']} {_question_iri(register, partition.whole)}"
        yield from (f"{s} {CG['part']} {_question_iri(register, p)}" for p in partition.parts)
    yield from _times_and_topics(register)
    for table in register.tables.values():
        s = iri("table")(table.id)
        yield f"{s} {A} {CG['Table']}"
        yield f"{s} {A} {term('schema:Dataset')}"
        yield f"{s} {_LABEL} {literal(table.name)}"
        yield f"{s} {CG['sha256']} {literal(table.sha256)}"
        yield f"{s} {CG['rows']} {integer(table.rows)}"
        yield f"{s} {CG['columns']} {literal(json.dumps(table.columns, ensure_ascii=False))}"
    yield from _documents(corpus)


def _question_iri(register: Register, key: str) -> str:
    return f"<{vocab.data(register.base, 'question', register.questions[key].id)}>"


def _agent(agent: Agent, corpus: Corpus) -> Iterator[str]:
    base = corpus.register.base
    home = corpus.articles.get(agent.scoped_to)
    if agent.scoped_to and home is None:
        return  # its article is not loaded, so nothing here can speak of it
    s = f"<{vocab.data(base, 'agent', agent.id)}>"
    yield f"{s} {A} {CG['Agent']}"
    yield f"{s} {A} {term('prov:Agent')}"
    yield f"{s} {A} {AGENT_CLASSES[agent.kind]}"
    yield f"{s} {_NAME} {literal(agent.name, 'en')}"
    if agent.role:
        yield f"{s} {CG['role']} {literal(agent.role, 'en')}"
    if home is not None:
        yield f"{s} {CG['scopedTo']} <{vocab.data(base, 'article', home.id)}>"
    if agent.part_of:
        yield f"{s} {CG['partOf']} <{vocab.data(base, 'agent', agent.part_of)}>"
    yield from (f"{s} {_SAME} {address(same, agent.where)}" for same in agent.same_as)


def _event(event: Event, base: str) -> Iterator[str]:
    s = f"<{vocab.data(base, 'event', event.id)}>"
    yield f"{s} {A} {CG['Event']}"
    yield f"{s} {_NAME} {literal(event.name, 'en')}"
    if event.date:
        yield f"{s} {CG['eventDate']} {edtf(event.date)}"
    if event.place:
        yield f"{s} {CG['eventPlace']} <{vocab.data(base, 'place', event.place)}>"
    if event.part_of:
        yield f"{s} {term('dct:isPartOf')} <{vocab.data(base, 'event', event.part_of)}>"
    yield from (f"{s} {_SAME} {address(same, event.where)}" for same in event.same_as)


def _measure(measure: Measure, base: str) -> Iterator[str]:
    s = f"<{vocab.data(base, 'measure', measure.id)}>"
    yield f"{s} {A} {CG['Measure']}"
    yield f"{s} {A} {_CONCEPT}"
    yield f"{s} {_NAME} {literal(measure.name, 'en')}"
    yield f"{s} {term('skos:definition')} {literal(measure.definition, 'en')}"
    yield f"{s} {CG['valueType']} {literal(measure.value)}"
    yield f"{s} {CG['temporality']} {literal(measure.temporality)}"
    if measure.unit:
        yield f"{s} {CG['unit']} {literal(measure.unit)}"
    for broader in measure.broader:
        yield f"{s} {_BROADER} <{vocab.data(base, 'measure', broader)}>"
    if measure.underspecified:
        yield f"{s} {CG['underspecified']} {_TRUE}"
    if measure.exhaustive:
        yield f"{s} {CG['exhaustive']} {_TRUE}"


_KINDS = {
    "place": "place", "period": "period", "reference": "period", "event": "event",
    "population": "concept", "of": "concept",
}  # fmt: skip


def _dimension(register: Register, dim: str, name: str) -> str:
    """Write what a question fixes in one dimension as a term."""
    if dim == "proposition":
        return literal(name)
    if dim == "of" and name in register.questions:
        return _question_iri(register, name)
    kind = _KINDS.get(dim)
    if kind is None:  # an actor or target can be an agent, a place or a concept
        kind = "agent" if name in register.agents else "place"
        kind = kind if name in register.agents or name in register.places else "concept"
    return f"<{vocab.data(register.base, kind, name)}>"


def _question(question: Question, register: Register, near: Sequence[str]) -> Iterator[str]:
    base = register.base
    s = _question_iri(register, question.key)
    yield f"{s} {A} {CG['Question']}"
    yield f"{s} {_KEY} {literal(question.key)}"
    yield f"{s} {_LABEL} {literal(question.text, 'en')}"
    yield f"{s} {CG['measure']} <{vocab.data(base, 'measure', question.measure)}>"
    if question.topic:
        yield f"{s} {CG['topic']} <{vocab.data(base, 'topic', question.topic)}>"
    for dim, name in question.dims.items():
        yield f"{s} {CG[dim]} {_dimension(register, dim, name)}"
    for key in dict.fromkeys((question.key, *near)):
        yield f"{s} {CG['comparableTo']} {_question_iri(register, key)}"
    for role in ("numerator", "denominator", "minuend", "subtrahend"):
        key = getattr(question, role)
        if key:
            yield f"{s} {CG[role]} {_question_iri(register, key)}"
    if question.numerator or question.annualise != 1:
        yield f"{s} {CG['annualise']} {decimal(question.annualise)}"


def _times_and_topics(register: Register) -> Iterator[str]:
    base = register.base
    for period in register.periods.values():
        s = f"<{vocab.data(base, 'period', period.id)}>"
        yield f"{s} {A} {CG['Period']}"
        yield f"{s} {A} {term('time:ProperInterval')}"
        yield f"{s} {_NAME} {literal(period.name, 'en')}"
        yield f"{s} {CG['edtf']} {edtf(period.span)}"
        for name, end in (("start", period.span.first), ("end", period.span.last)):
            if end:
                yield f"{s} {CG[name]} {day(end.isoformat())}"
    used = {question.topic for question in register.questions.values() if question.topic}
    names = dict.fromkeys(sorted(used - register.topics.keys()), "Other") | dict(register.topics)
    for at, (topic, name) in enumerate(names.items()):
        s = f"<{vocab.data(base, 'topic', topic)}>"
        yield f"{s} {CG['index']} {integer(at)}"
        yield f"{s} {A} {CG['Topic']}"
        yield f"{s} {A} {_CONCEPT}"
        yield f"{s} {_NAME} {literal(name, 'en')}"


def source_iris(corpus: Corpus) -> dict[str, str]:
    """IRI of everything that an article can rest on, by its name: documents, and articles held."""
    base = corpus.register.base
    held = {slug: vocab.data(base, "article", a.id) for slug, a in corpus.articles.items()}
    return held | {name: vocab.data(base, "document", name) for name in corpus.register.documents}


def _documents(corpus: Corpus) -> Iterator[str]:
    register, base, iris = corpus.register, corpus.register.base, source_iris(corpus)
    for story in register.stories.values():
        s = f"<{vocab.data(base, 'story', story.id)}>"
        yield f"{s} {A} {CG['Story']}"
        yield f"{s} {_LABEL} {literal(story.title, 'en')}"
    for document in register.documents.values():
        s = f"<{vocab.data(base, 'document', document.id)}>"
        yield f"{s} {A} {CG['ReferencedDocument']}"
        yield f"{s} {A} {term('prov:Entity')}"
        yield f"{s} {_LABEL} {literal(document.name, 'en')}"
        yield f"{s} {CG['publisher']} <{vocab.data(base, 'agent', document.publisher)}>"
        if document.published:
            yield f"{s} {CG['published']} {edtf(document.published)}"
        if document.url:
            yield f"{s} {term('schema:url')} {address(document.url, document.where)}"
        yield from source_triples(s, document.sources, iris)
