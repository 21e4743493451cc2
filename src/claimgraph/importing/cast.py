"""Layer 3. What the rows of tables have in common: the register that grows while they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from claimgraph import dates, ids
from claimgraph.errors import InputError
from claimgraph.importing.mapping import TableMap, slug
from claimgraph.model import (
    DIMENSIONS,
    HOLDS,
    Agent,
    Concept,
    Event,
    Measure,
    Period,
    Place,
    Question,
    Register,
    Story,
    Table,
)

T = TypeVar("T")

TOPIC = "other"


@dataclass
class Cast:
    """Everything that claims of tables name, each thing once by the name it has in the tables."""

    base: str
    agents: dict[str, Agent] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=lambda: {HOLDS.id: HOLDS})
    questions: dict[str, Question] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def register(self) -> Register:
        """Return what was collected, every part in the order of its ids."""

        def ordered(part: dict[str, T]) -> dict[str, T]:
            return dict(sorted(part.items()))

        return Register(
            base=self.base,
            agents=ordered(self.agents),
            places=ordered(self.places),
            periods=ordered(self.periods),
            concepts=ordered(self.concepts),
            events=ordered(self.events),
            measures={HOLDS.id: HOLDS, **ordered(self.measures)},
            stories=ordered(self.stories),
            questions=ordered(self.questions),
            tables=ordered(self.tables),
        )

    def _named(self, kind: str, name: str, part: dict[str, T], make: Callable[[str], T]) -> str:
        """Id of the thing called *name*; two names of one id are told apart by their digest."""
        known = self._names.get((kind, name))
        if known is None:
            known = slug(name)
            if known in part:
                known = f"{known}-{ids.digest(name)}"
            part[known] = make(known)
            self._names[kind, name] = known
        return known

    def agent(self, name: str, kind: str) -> str:
        """Id of someone who speaks."""
        return self._named("agent", name, self.agents, lambda key: Agent(key, name, kind))

    def place(self, name: str) -> str:
        """Id of a place."""
        return self._named("place", name, self.places, lambda key: Place(key, name))

    def concept(self, name: str) -> str:
        """Id of a population, target or another concept."""
        return self._named("concept", name, self.concepts, lambda key: Concept(key, name))

    def event(self, name: str) -> str:
        """Id of an event."""
        return self._named("event", name, self.events, lambda key: Event(key, name))

    def category(self, key: str, name: str) -> None:
        """Keep the concept *key* that a cell names as its value."""
        self.concepts.setdefault(key, Concept(key, name))

    def period(self, edtf: str) -> str:
        """Id of a stretch of time. Raises InputError where *edtf* is none."""
        span = dates.parse(edtf)
        return self._named("period", edtf, self.periods, lambda key: Period(key, edtf, span))

    def subject(self, name: str, dimension: str) -> str:
        """Id of what a row is about, as its dimension wants it."""
        make = {"place": self.place, "event": self.event}.get(dimension, self.concept)
        return make(name)

    def question(self, measure: Measure, dims: dict[str, str], about: str) -> str:
        """Key of the question that *measure* asks with *dims*. about: the rest of its text."""
        ordered = {name: dims[name] for name in DIMENSIONS if name in dims}
        digest = ids.digest(measure.id, [[name, value] for name, value in ordered.items()])
        key = f"{measure.id}.{digest}"
        if key not in self.questions:
            text = f"{measure.name}: {about}"
            self.questions[key] = Question(key, key, text, TOPIC, measure.id, ordered)
        elif self.questions[key].dims != ordered:
            raise InputError(
                f"two questions have the id {key!r}", cure="rename one of their subjects"
            )
        return key

    def table(self, found: Table) -> None:
        """Keep a table, and its story: what its sources are set side by side on."""
        if found.id in self.tables:
            raise InputError(
                f"two tables have the id {found.id!r}",
                where=found.name,
                cure="name one of them in its mapping: `table: ID`",
            )
        self.tables[found.id] = found
        self.stories[found.id] = Story(found.id, found.name)

    def measured(self, mapped: TableMap) -> dict[str, Measure]:
        """Measures of a mapping by id. Raises InputError where another table has them otherwise."""
        found = {
            m.id: Measure(m.id, m.name, m.definition, m.value, m.temporality, m.unit)
            for m in mapped.measures
        }
        for key, measure in found.items():
            if self.measures.setdefault(key, measure) != measure:
                raise InputError(
                    f"the measure {key!r} is defined in two ways",
                    where=mapped.table,
                    cure="give it the same name, definition, value, unit and temporality",
                )
        return found
