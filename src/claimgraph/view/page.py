"""Layer 5. The view-models: everything a report says, as plain frozen values.

Every format renders these and nothing else, so that no number stands in only one of them. All
text is free of control and direction characters; it is not escaped for any format.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.anchors import place_of
from claimgraph.view.grid import Across

Scalar = float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """What an article rests on. basis: `stated` in its text, or `inferred` by the recorder."""

    id: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article. letter: A, B, ... in order of publication, those without a sure date last.

    published, modified: in words, empty when not known; published_note says when it is a guess.
    snapshot: whether its text was at hand, so that the words around each span are shown.
    """

    letter: str
    slug: str
    story: str
    label: str
    publisher: str
    publisher_basis: str
    byline: str
    published: str
    published_note: str
    modified: str
    url: str
    host: str
    credit: str
    language: str
    claims: int
    characters: int
    sha256: str
    sources: tuple[SourceView, ...]
    snapshot: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """One member of an attribution chain. kind: as in the register; role: what makes them speak."""

    id: str
    name: str
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands: code points [start, end) of the article, digest of exactly that span.

    link: opens the article at the phrase, empty without an address. before, words, after: the
    sentence around the span, only when the text is at hand and still has the digest; problem says
    when it has not. column: of a cell of a table; start is then its row and end the column number.
    """

    start: int
    end: int
    digest: str
    phrase: str
    lang: str
    link: str
    before: str
    words: str
    after: str
    problem: str
    column: str = ""

    @property
    def place(self) -> str:
        """Say for people where this is."""
        return place_of(self.start, self.end, self.column)


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of a claim. text: in words; low, high: what the words leave open, None: no limit.

    near_low, near_high: what the words suggest (numbers only). unit: that of the bounds;
    stated_unit: the one that the text uses, where it is another.
    """

    kind: str
    text: str
    low: Scalar
    high: Scalar
    stated: Scalar
    near_low: Scalar
    near_high: Scalar
    hedge: str
    unit: str
    stated_unit: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with everything a reader needs to check it. article: its letter.

    file, line: where it is recorded, below the folder; empty and 0 where it was read from a graph.
    """

    id: str
    article: str
    question: str
    answer: Answer
    chain: tuple[Speaker, ...]
    chain_words: str
    cue: str
    stance: str
    modality: str
    polarity: str
    status: str
    said_on: str
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a person concluded about a finding. words: the state in plain English.

    standing: whether the finding is as it was reviewed; changes: what is not.
    """

    state: str
    words: str
    note: str
    by: str
    on: str
    standing: str
    standing_words: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. label, *_words: its notations in plain English. inside: within one article."""

    id: str
    content: str
    label: str
    family: str
    severity: str
    verdict: str
    verdict_words: str
    provenance: str
    provenance_words: str
    rule: str
    reason: str
    care: tuple[str, ...]
    facets: tuple[str, ...]
    facet_words: tuple[str, ...]
    origins: tuple[int, int] | None
    computed: str
    questions: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    articles: tuple[str, ...]
    inside: bool
    review: ReviewView | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question and what is measured. definition: empty for a plain statement."""

    id: str
    text: str
    measure: str
    definition: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one article says to an item: its claims, in the order of the text."""

    article: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One matter: a question, or several that the articles put differently but mean alike.

    status: one of `words.STATUS`, with `only-a`, `only-b`, ... for one article. flags: of
    `words.FLAG`. missing: letters of the articles without an answer, where there are only a few
    articles. note: what is known of that.
    """

    id: str
    topic: str
    questions: tuple[QuestionView, ...]
    status: str
    flags: tuple[str, ...]
    shared: bool
    sides: tuple[Side, ...]
    missing: tuple[str, ...]
    findings: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Tile:
    """How many items have one status; tiles are filters.

    Of many articles, `only` stands for `only-a`, `only-b` and so on together.
    """

    status: str
    label: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Items of one topic by status, in the order of the tiles."""

    id: str
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One party of the lineage. kind: article, or kind of agent or document."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One party relies on another.

    how: `quotes`, `speaks-for`, or through a document that
    is `stated` or `inferred`. claims: how many of the source's are quoted from the target.
    """

    source: str
    target: str
    how: str
    claims: int
    document: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who relies on whom. own_voice: claims of each article (by letter) that name no source."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    own_voice: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """Which items and findings a reader meets under which heading, in order."""

    first: tuple[str, ...]
    one_origin: tuple[str, ...]
    unproven: tuple[str, ...]
    independent: tuple[str, ...]
    differs: tuple[str, ...]
    scope: tuple[str, ...]
    arithmetic: tuple[str, ...]
    only: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How the report was made. files: digest of each file read, by its name below the folder.

    left_out: articles that a view as of a date can't place, because their date is not known.
    reviews_gone: how many reviews are of a finding that is not there any more.
    """

    software: str
    command: str
    rules: str
    hedges: str
    files: tuple[tuple[str, str], ...]
    claims: int
    not_claims: int
    findings: int
    snapshots: int
    left_out: tuple[str, ...]
    reviews_gone: int


@dataclass(frozen=True, slots=True)
class View:
    """The whole report. lead: what matters most, in one sentence; short: the rest of it."""

    title: str
    stories: tuple[str, ...]
    articles: tuple[ArticleView, ...]
    lead: str
    short: tuple[str, ...]
    tiles: tuple[Tile, ...]
    flags: tuple[Tile, ...]
    topics: tuple[Topic, ...]
    sections: Sections
    items: tuple[Item, ...]
    findings: tuple[FindingView, ...]
    claims: tuple[ClaimView, ...]
    lineage: Lineage
    across: Across
    method: Method
