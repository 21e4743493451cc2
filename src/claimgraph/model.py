"""Layer 1. The model: who says what, where it stands, and what the words of the question mean.

Plain frozen values. Reading them from files, writing them as RDF and comparing them happens
elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from claimgraph.anchors import NOWHERE, Anchor, Quotation, SourceLine, Table
from claimgraph.dates import Span
from claimgraph.hedges import Interval

__all__ = [
    "AGENT_KINDS", "CHANGING", "DEFAULT_BASE", "DIMENSIONS", "FORMAT", "HOLDS", "LINKS",
    "NOWHERE", "TEMPORALITIES", "Agent", "Anchor", "Article", "Basis", "Claim", "Concept",
    "Corpus", "Document", "Event", "Measure", "NotAClaim", "Partition", "Period", "Place",
    "Polarity", "Question", "Quotation", "Register", "Source", "SourceLine", "Status", "Story",
    "Table", "Value",
]  # fmt: skip

FORMAT = 1
"""Version of the claim file format."""

DEFAULT_BASE = "https://w3id.org/claimgraph/"

TEMPORALITIES = ("flow", "stock", "cumulative", "state", "rule", "event")
"""flow: over a period. stock: at a moment. cumulative: so far, never falls. state: one of several,
can change. rule: what is laid down. event: what happened, fixed once and for all."""

CHANGING = frozenset({"stock", "cumulative", "state"})
"""Temporalities whose later value replaces an earlier one without contradicting it."""

AGENT_KINDS = ("publisher", "news-agency", "organization", "person", "collective", "anonymous")
DIMENSIONS = (
    "proposition", "event", "actor", "target", "population", "place", "period", "reference", "of",
)  # fmt: skip
"""What a question can fix beside its measure; the order is part of the question's identity.

of: what a share is a share of, or the list that a rank stands in: a concept or a question.
"""

LINKS = ("corrects", "denies", "retracts", "replaces")
"""What a claim can say of another claim."""

Polarity = Literal["affirmative", "negative"]
Status = Literal["current", "superseded", "retracted"]
Basis = Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class Agent:
    """Someone who speaks. An anonymous source belongs to one article and is never merged."""

    id: str
    name: str
    kind: str
    role: str = ""
    scoped_to: str = ""
    same_as: tuple[str, ...] = ()
    part_of: str = ""
    where: SourceLine = NOWHERE

    @property
    def named(self) -> bool:
        """Tell whether the agent can be recognised in another article."""
        return self.kind != "anonymous"


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the places it lies within (all of them, not only the next)."""

    id: str
    name: str
    within: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with a name."""

    id: str
    name: str
    span: Span
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Concept:
    """A population, event, actor-like target, category or proposition: a name with broader ones.

    disjoint: ids of concepts that nothing can fall under at the same time.
    """

    id: str
    name: str
    broader: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once: two quakes of one strength in one country are two events.

    place, part_of: ids, of the place it struck and of the event it belongs to. date: when.
    """

    id: str
    name: str
    date: Span | None = None
    place: str = ""
    part_of: str = ""
    same_as: tuple[str, ...] = ()
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, measured or decided, and how its values are to be read."""

    id: str
    name: str
    definition: str
    value: str
    temporality: str
    unit: str = ""
    broader: tuple[str, ...] = ()
    underspecified: bool = False
    exhaustive: bool = False
    where: SourceLine = NOWHERE


HOLDS = Measure(
    "holds",
    "holds",
    "Whether the proposition that the question names is the case",
    "boolean",
    "event",
)
"""The measure of every proposition: a statement without a number."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a claim answers; two claims can be compared through their questions.

    key: the name used in claim files; id: derived from measure and dimensions alone.
    numerator, denominator: keys of the questions a ratio is made of; annualise: factor that
    turns the numerator's period into the denominator's. minuend, subtrahend: keys of the
    questions that a difference lies between: more of one thing, or time from one to the other.
    """

    key: str
    id: str
    text: str
    topic: str
    measure: str
    dims: Mapping[str, str]
    numerator: str = ""
    denominator: str = ""
    annualise: float = 1
    where: SourceLine = NOWHERE
    minuend: str = ""
    subtrahend: str = ""


@dataclass(frozen=True, slots=True)
class Partition:
    """A whole question and the questions whose answers add up to it."""

    id: str
    whole: str
    parts: tuple[str, ...]
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Source:
    """A document that an article or document rests on, and whether the text says so."""

    document: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is referred to but not held: a press release, an agency story."""

    id: str
    name: str
    publisher: str
    published: Span | None = None
    url: str = ""
    sources: tuple[Source, ...] = ()
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Story:
    """What several articles report on together; omissions are looked for inside one story."""

    id: str
    title: str
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that claim files of one folder share."""

    base: str = DEFAULT_BASE
    agents: Mapping[str, Agent] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    partitions: Mapping[str, Partition] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """What a claim answers: one of the forms in VALUE_TYPES.

    outer: what the words rule out; inner: what they suggest (numbers only). dates: for a date.
    concept: id of a category. truth: for a proposition. text: the value in words. unit: set where
    the text uses another unit than the measure; stated is then in it, the intervals are not.
    bounds_unit: unit of the intervals, where they could not be brought to the measure's: a
    currency without a rate, percentage points. rate: what one of the text's currency is worth in
    the measure's, as stated. prices: the year whose prices an amount is in, as stated.
    """

    kind: str
    text: str
    stated: float | None = None
    hedge: str = ""
    outer: Interval | None = None
    inner: Interval | None = None
    dates: Span | None = None
    concept: str = ""
    truth: bool | None = None
    unit: str = ""
    bounds_unit: str = ""
    rate: float | None = None
    prices: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article. published, modified, url: None when the text does not say.

    withdrawn: when it was taken down, which by itself withdraws no statement in it. table: id of
    the table whose rows of one source stand here for an article; sha256 and characters are then
    of these rows, as `importing` writes them.
    """

    slug: str
    story: str
    sha256: str
    characters: int
    lang: str
    publisher: str
    publisher_basis: Basis
    label: str = ""
    host: str = ""
    byline: str = ""
    published: Span | None = None
    published_basis: Basis = "stated"
    modified: Span | None = None
    recorded: Span | None = None
    url: str = ""
    credit: str = ""
    sources: tuple[Source, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    where: SourceLine = NOWHERE
    withdrawn: Span | None = None
    table: str = ""

    @property
    def id(self) -> str:
        """Identity of this version: the first digits of the digest of its text."""
        return self.sha256[:20]

    @property
    def work(self) -> str:
        """Identity of the work over its versions: URL, table and source, or else the text."""
        if self.table:
            return f"table:{self.table}#{self.publisher}"
        return self.url or self.sha256


@dataclass(frozen=True, slots=True)
class Claim:
    """One factual statement in one article.

    chain: agents from the publisher to the innermost speaker. context: dimensions of the question
    that come from the text around the span. said_on: when it was uttered; as_of: the moment that
    its value describes. key: its name in the claim file, for links. links: (kind, claim id) pairs,
    kinds of LINKS.
    """

    id: str
    article: str
    question: str
    value: Value
    chain: tuple[str, ...]
    cue: str
    modality: str
    polarity: Polarity
    anchors: tuple[Anchor, ...]
    said_on: Span | None = None
    context: tuple[str, ...] = ()
    status: Status = "current"
    retracted_by: str = ""
    note: str = ""
    where: SourceLine = NOWHERE
    as_of: Span | None = None
    key: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def replaces(self) -> tuple[str, ...]:
        """Claims that this one takes the place of in a newer version of its article."""
        return tuple(other for kind, other in self.links if kind == "replaces")

    @property
    def phrase(self) -> str:
        """The shortest words that carry the fact, at its main anchor."""
        return self.anchors[0].phrase


@dataclass(frozen=True, slots=True)
class NotAClaim:
    """A stretch of an article that states nothing, and why it was left out."""

    article: str
    anchor: Anchor
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """A register and the articles recorded with it, in a fixed order.

    files: digest of each file read, by its path below the folder.
    """

    register: Register
    articles: Mapping[str, Article]
    claims: tuple[Claim, ...]
    not_claims: tuple[NotAClaim, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def by_id(self) -> dict[str, Claim]:
        """Return all claims by their id."""
        return {claim.id: claim for claim in self.claims}

    def question(self, claim: Claim) -> Question:
        """Return the question that *claim* answers."""
        return self.register.questions[claim.question]

    def measure(self, question: Question) -> Measure:
        """Return the measure of *question*."""
        return self.register.measures[question.measure]
