"""Layer 5. View-models across many articles: who says what to which question, and since when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One source of the tables: an article, or of many articles all those of one publisher.

    letters: of its articles, in their order; claims: how many statements they make.
    """

    id: str
    name: str
    letters: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says to one item. column: its id; standing: one of `words.CELL`.

    text: the answer, or the range and number of several; claim: the first one's id.
    """

    column: str
    text: str
    standing: str
    claims: int
    claim: str


@dataclass(frozen=True, slots=True)
class Line:
    """One shared item against all sources that answer it. conflicts: columns in conflict."""

    item: str
    cells: tuple[Cell, ...]
    conflicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """How two sources stand to each other, in numbers of items. Each is counted once.

    agree: all agreements, one_origin: those of them that go back to one source; other: in
    tension, changed over time, or not to be compared.
    """

    left: str
    right: str
    shared: int
    agree: int
    one_origin: int
    conflict: int
    other: int


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that allow one value together. dissent: claims whose words rule it out.

    origins: fewest and most independent origins behind it.
    """

    text: str
    claims: tuple[str, ...]
    letters: tuple[str, ...]
    dissent: int
    origins: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Groups:
    """All answers to one question, of which there are many. unplaced: denials and free text."""

    item: str
    question: str
    groups: tuple[Group, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated answer. when: EDTF; words: the same for people; first, last: day numbers."""

    claim: str
    when: str
    words: str
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Step:
    """One answer changes what another said. how: `updates`, `corrects`, `retracts`, ..."""

    earlier: str
    later: str
    how: str


@dataclass(frozen=True, slots=True)
class Course:
    """How the answer to one question changes over time. trend: as in `compare.picture`."""

    item: str
    question: str
    trend: str
    moments: tuple[Moment, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Items of one measure by status, in the order of the tiles."""

    id: str
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """Everything that needs more than one article to be told.

    columns: the sources of the tables; left_out: how many more there are, with fewer statements.
    """

    columns: tuple[Column, ...]
    left_out: int
    lines: tuple[Line, ...]
    pairings: tuple[Pairing, ...]
    groups: tuple[Groups, ...]
    courses: tuple[Course, ...]
    measures: tuple[Tally, ...]
    copying: tuple[str, ...]
