"""Layer 2. ``register.yaml``: agents, places, periods, measures and questions of one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from claimgraph import dates, ids
from claimgraph.durations import FIXED
from claimgraph.errors import InputError, UnreadableError
from claimgraph.kinds import NUMERIC, VALUE_TYPES
from claimgraph.model import (
    AGENT_KINDS,
    DEFAULT_BASE,
    DIMENSIONS,
    FORMAT,
    HOLDS,
    TEMPORALITIES,
    Agent,
    Concept,
    Document,
    Event,
    Measure,
    Partition,
    Period,
    Place,
    Question,
    Register,
    Source,
    SourceLine,
    Story,
)
from claimgraph.yamlfile import Block

T = TypeVar("T")
_Problems = list[InputError]
_Link = tuple[SourceLine, str, str, tuple[Mapping[str, object], ...]]
"""Where a name is used, its role, the name, and the parts of the register that may hold it."""


def check_format(block: Block) -> None:
    """Raise UnreadableError unless the file says `format: 1`."""
    if block.raw("format") != FORMAT:
        raise UnreadableError(
            "`format: 1` is missing or another number",
            where=str(block.here("format")),
            cure=f"this version reads format {FORMAT}",
        )


def edtf(block: Block, key: str) -> dates.Span | None:
    """Date at *key*; None where it is absent or `unknown`."""
    text = block.text(key, "")
    if text in ("", "unknown"):
        return None
    try:
        return dates.parse(text)
    except InputError as error:
        raise block.error(error.what, key=key, cure=error.cure) from error


def sources(block: Block) -> tuple[Source, ...]:
    """Documents under `sources`, each stated in the text or inferred by us."""
    found = []
    for item in block.blocks("sources"):
        basis = item.choice("basis", ("stated", "inferred"))
        found.append(Source(item.slug("document"), "stated" if basis == "stated" else "inferred"))
        item.close()
    return tuple(found)


def _agent(key: str, block: Block) -> Agent:
    kind = block.choice("kind", AGENT_KINDS)
    agent = Agent(
        key,
        block.text("name"),
        kind,
        block.text("role", ""),
        block.slug("scoped_to", ""),
        block.addresses("same_as"),
        block.slug("part_of", ""),
        block.here(),
    )
    if kind == "anonymous" and not (agent.role and agent.scoped_to):
        raise block.error(
            f"the anonymous source {key!r} needs a role and one article",
            cure="add `role:` and `scoped_to:` with the article file's name",
        )
    return agent


def _place(key: str, block: Block) -> Place:
    return Place(
        key, block.text("name"), block.texts("within"), block.addresses("same_as"), block.here()
    )


def _period(key: str, block: Block) -> Period:
    span = edtf(block, "edtf")
    if span is None:
        raise block.error(f"the period {key!r} has no dates", cure="add `edtf:`")
    return Period(key, block.text("name"), span, block.here())


def _concept(key: str, block: Block) -> Concept:
    return Concept(
        key, block.text("name"), block.texts("broader"), block.texts("disjoint"), block.here()
    )


def _event(key: str, block: Block) -> Event:
    return Event(
        key,
        block.text("name"),
        edtf(block, "date"),
        block.slug("place", ""),
        block.slug("part_of", ""),
        block.addresses("same_as"),
        block.here(),
    )


def _measure(key: str, block: Block) -> Measure:
    value = block.choice("value", VALUE_TYPES)
    unit = block.text("unit", "")
    if value in ("count", "number", "money", "duration") and not unit:
        cure = {"money": "a currency: EUR", "duration": "a unit of time: days"}
        raise block.error(
            f"the measure {key!r} has no unit",
            cure=f"add `unit:`, {cure.get(value, 'what is counted')}",
        )
    if value == "duration" and unit not in FIXED:
        raise block.error(
            f"{unit!r} is no unit of time of fixed length",
            key="unit",
            cure="use one of " + ", ".join(FIXED),
        )
    return Measure(
        key,
        block.text("name"),
        block.text("definition"),
        value,
        block.choice("temporality", TEMPORALITIES),
        unit,
        block.texts("broader"),
        block.flag("underspecified"),
        block.flag("exhaustive"),
        block.here(),
    )


def _document(key: str, block: Block) -> Document:
    return Document(
        key,
        block.text("name"),
        block.slug("publisher"),
        edtf(block, "published"),
        next(iter(block.addresses("url")), ""),
        sources(block),
        block.here(),
    )


def _story(key: str, block: Block) -> Story:
    return Story(key, block.text("title"), block.here())


def _question(key: str, block: Block) -> Question:
    measure = block.slug("measure", HOLDS.id)
    dims = {name: block.slug(name) for name in DIMENSIONS if name in block}
    if measure == HOLDS.id:
        dims.setdefault("proposition", key)
    ordered = {name: dims[name] for name in DIMENSIONS if name in dims}
    head = measure if measure != HOLDS.id else ordered["proposition"]
    digest = ids.digest(measure, [[name, value] for name, value in ordered.items()])
    return Question(
        key,
        f"{head}.{digest}",
        block.text("text"),
        block.slug("topic", "other"),
        measure,
        ordered,
        block.slug("numerator", ""),
        block.slug("denominator", ""),
        block.number("annualise") or 1,
        block.here(),
        block.slug("minuend", ""),
        block.slug("subtrahend", ""),
    )


def _partition(key: str, block: Block) -> Partition:
    parts = block.texts("parts")
    if len(parts) < 2:  # noqa: PLR2004 - a whole has parts
        raise block.error(f"the partition {key!r} has fewer than two parts", key="parts")
    return Partition(key, block.slug("whole"), parts, block.here())


def _section(
    block: Block, key: str, build: Callable[[str, Block], T], problems: _Problems
) -> dict[str, T]:
    found: dict[str, T] = {}
    try:
        for name, entry in block.entries(key):
            try:
                found[name] = build(name, entry)
                entry.close()
            except InputError as error:
                problems.append(error)
    except InputError as error:
        problems.append(error)
    return found


def read(block: Block, problems: _Problems) -> Register:
    """Read a register; what is wrong is appended to *problems*, with its line."""
    check_format(block)
    base = block.text("base", DEFAULT_BASE)
    if not base.startswith(("http://", "https://", "urn:")) or base[-1] not in "/#:":
        problems.append(
            block.error(
                f"the base {base!r} is not an IRI that ends in /, # or :",
                key="base",
                cure=f"for example {DEFAULT_BASE}",
            )
        )
    topics = block.raw("topics") or {}
    names = {str(k): str(v) for k, v in topics.items()} if isinstance(topics, dict) else {}
    register = Register(
        base=base,
        agents=_section(block, "agents", _agent, problems),
        places=_section(block, "places", _place, problems),
        periods=_section(block, "periods", _period, problems),
        concepts=_section(block, "concepts", _concept, problems),
        events=_section(block, "events", _event, problems),
        measures={HOLDS.id: HOLDS, **_section(block, "measures", _measure, problems)},
        documents=_section(block, "documents", _document, problems),
        stories=_section(block, "stories", _story, problems),
        topics=names,
        questions=_section(block, "questions", _question, problems),
        partitions=_section(block, "partitions", _partition, problems),
    )
    block.close()
    problems.extend(_references(register))
    return register


def _references(register: Register) -> _Problems:
    links = (*_links(register), *_source_links(register), *_question_links(register))
    missing = [
        InputError(
            f"{role} {name!r} is not in the register",
            where=str(where),
            cure="add it to register.yaml or mend the spelling",
        )
        for where, role, name, kinds in links
        if name and not any(name in kind for kind in kinds)
    ]
    return [*missing, *_twins(register), *_namesakes(register), *_ratios(register)]


def _links(register: Register) -> Iterator[_Link]:
    for agent in register.agents.values():
        yield agent.where, "agent", agent.part_of, (register.agents,)
    for place in register.places.values():
        for outer in place.within:
            yield place.where, "place", outer, (register.places,)
    for concept in register.concepts.values():
        for other in (*concept.broader, *concept.disjoint):
            yield concept.where, "concept", other, (register.concepts,)
    for event in register.events.values():
        yield event.where, "place", event.place, (register.places,)
        yield event.where, "event", event.part_of, (register.events,)
    for measure in register.measures.values():
        for other in measure.broader:
            yield measure.where, "measure", other, (register.measures,)


def _source_links(register: Register) -> Iterator[_Link]:
    for document in register.documents.values():
        yield document.where, "agent", document.publisher, (register.agents,)
        for source in document.sources:
            yield document.where, "document", source.document, (register.documents,)
    for partition in register.partitions.values():
        for key in (partition.whole, *partition.parts):
            yield partition.where, "question", key, (register.questions,)


def _question_links(register: Register) -> Iterator[_Link]:
    things = (register.agents, register.places, register.concepts)
    kinds: dict[str, tuple[Mapping[str, object], ...]] = {
        "place": (register.places,),
        "period": (register.periods,),
        "reference": (register.periods,),
        "event": (register.events,),
        "population": (register.concepts,),
        "of": (register.concepts, register.questions),
        "actor": things,
        "target": things,
    }
    for question in register.questions.values():
        yield question.where, "measure", question.measure, (register.measures,)
        yield question.where, "topic", question.topic, (register.topics, {"other": ""})
        for key in _operands(question):
            yield question.where, "question", key, (register.questions,)
        for dim, name in question.dims.items():
            if dim in kinds:
                yield question.where, dim, name, kinds[dim]


def _operands(question: Question) -> tuple[str, ...]:
    """Questions that *question* is computed from."""
    return (question.numerator, question.denominator, question.minuend, question.subtrahend)


def _namesakes(register: Register) -> _Problems:
    """Events of one name: what is said of one would be read as said of the other."""
    seen: dict[str, Event] = {}
    problems: _Problems = []
    for event in register.events.values():
        twin = seen.setdefault(event.name.casefold(), event)
        if twin is not event:
            problems.append(
                InputError(
                    f"the events {twin.id!r} and {event.id!r} have one name, {event.name!r}",
                    where=str(event.where),
                    cure="name the date or place, or use one of them",
                )
            )
    return problems


def _twins(register: Register) -> _Problems:
    seen: dict[str, Question] = {}
    problems: _Problems = []
    for question in register.questions.values():
        twin = seen.setdefault(question.id, question)
        if twin is not question:
            problems.append(
                InputError(
                    f"the questions {twin.key!r} and {question.key!r} have the same measure and "
                    "dimensions",
                    where=str(question.where),
                    cure="use one of them, or say in a dimension how they differ",
                )
            )
    return problems


def _ratios(register: Register) -> _Problems:
    problems: _Problems = []
    for question in register.questions.values():
        for key in filter(None, (question.numerator, question.denominator)):
            part = register.questions.get(key)
            measure = register.measures.get(part.measure) if part else None
            if measure and measure.value not in NUMERIC:
                problems.append(
                    InputError(
                        f"the ratio {question.key!r} is built on {key!r}, which is not a number",
                        where=str(question.where),
                        cure="name a question with a numeric measure",
                    )
                )
    return problems
