"""Layer 4. Which answers to one question have to be put before the decision table.

Claims that the table can't tell apart share a cell, and cells that say the same form a cluster.
Few cells are all put against each other. Of many, a sweep over their intervals picks candidates:
what overlaps, what lies furthest below and above (over all, and among what was said before,
at the same time and after), what names the same figure, what one source says. The table
still decides each candidate; the sweep only spares it pairs that would add no side to a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, pairwise

from claimgraph.compare.expression import Scalar
from claimgraph.compare.record import NO_NUMBER, Row

FEW = 40
"""Up to this many cells, every pair is put before the table."""

REACH = 8
"""Of many cells: how many overlapping neighbours of each are looked at."""

_ENDS: tuple[Callable[[Row], float], ...] = (
    lambda row: row.high, lambda row: -row.low,
    lambda row: row.inner_high, lambda row: -row.inner_low,
)  # fmt: skip
"""Distance of a claim's end from below or above; the least is the outermost."""

Key = tuple[object, ...]
Index = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """Claims that the decision table can't tell apart, in the order of the corpus."""

    rows: tuple[Row, ...]

    @property
    def head(self) -> Row:
        """The claim that stands for the cell."""
        return self.rows[0]

    @property
    def signature(self) -> tuple[Scalar, ...]:
        """What the claims say; the cells of one cluster share it."""
        return self.head.signature


def cells(rows: Iterable[Row]) -> list[Cell]:
    """Group *rows*, answers to one question, by what the table reads of them."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        named = row.origin if row.named else ""
        when = row.time if row.changing or named else None
        itself = row.claim if row.links or row.target else ""  # a link is to one claim, not a cell
        key = (row.signature, row.instant, row.until, when, named, itself)
        found.setdefault(key, []).append(row)
    return [Cell(tuple(members)) for members in found.values()]


def clusters(members: Iterable[Cell]) -> list[list[Cell]]:
    """Cells that say the same, in order of first appearance."""
    found: dict[Key, list[Cell]] = {}
    for cell in members:
        found.setdefault(cell.signature, []).append(cell)
    return list(found.values())


def candidates(left: Sequence[Cell], right: Sequence[Cell] | None = None) -> Iterator[Index]:
    """Positions of the cells to decide: pairs within *left*, or of *left* against *right*.

    Each pair once; within one sequence the first position is the lower. Cells of one cluster are
    left out: that they say the same needs no table.
    """
    every = list(left) + list(right or ())
    split = len(left)
    if len(every) <= FEW:
        picked: Iterable[Index] = combinations(range(len(every)), 2)
    else:
        picked = sorted(_swept(every))
    for i, j in picked:
        if right is None:
            if every[i].signature != every[j].signature:
                yield i, j
        elif i < split <= j:
            yield i, j - split


def _swept(every: Sequence[Cell]) -> set[Index]:
    """Candidate pairs of many cells."""
    found: set[Index] = set()
    for group in (*_equal(every, _stated), *_equal(every, _source)):
        found.update(_among(group))
    kinds: dict[Key, list[int]] = {}
    for at, cell in enumerate(every):
        kinds.setdefault(_kind(cell.head), []).append(at)
    for members in kinds.values():
        found.update(_overlapping(every, members))
        found.update(_extremes(every, members, members))
        found.update(_timed(every, members))
    for one, other in combinations(kinds.values(), 2):
        found.update(_extremes(every, one, other))
        found.update(_extremes(every, other, one))
    return found


def _kind(row: Row) -> Key:
    """Tell apart what the table reads beside numbers and times."""
    question = row.question
    number = row.form == "interval"
    return (question, row.form, row.negative, row.current, row.truth_apt, row.truth,
            "" if number else row.concept)  # fmt: skip


def _stated(cell: Cell) -> Key | None:
    return None if cell.head.stated == NO_NUMBER else (cell.head.stated, cell.head.question)


def _source(cell: Cell) -> Key | None:
    return (cell.head.origin,) if cell.head.named else None


def _equal(every: Sequence[Cell], key: Callable[[Cell], Key | None]) -> list[list[int]]:
    groups: dict[Key, list[int]] = {}
    for at, cell in enumerate(every):
        name = key(cell)
        if name is not None:
            groups.setdefault(name, []).append(at)
    return [group for group in groups.values() if len(group) > 1]


def _pair(i: int, j: int) -> Index:
    return (i, j) if i < j else (j, i)


def _among(group: Sequence[int]) -> Iterator[Index]:
    """All pairs of a small group; of a large one those next to each other."""
    yield from combinations(group, 2) if len(group) <= FEW else pairwise(group)


def _overlapping(every: Sequence[Cell], members: Sequence[int]) -> Iterator[Index]:
    """Pairs whose intervals meet: each with the next ones to begin inside it."""
    order = sorted(members, key=lambda i: (every[i].head.low, every[i].head.high, i))
    for at, i in enumerate(order):
        inside = (j for j in islice(order, at + 1, at + 1 + REACH)
                  if every[j].head.low <= every[i].head.high)  # fmt: skip
        yield from (_pair(i, j) for j in inside)


def _extremes(
    every: Sequence[Cell], members: Sequence[int], others: Sequence[int]
) -> Iterator[Index]:
    """Each of *members* with those of *others* that end lowest and begin highest."""
    far = _outermost(every, others)
    for i in members:
        yield from (_pair(i, j) for j in far if i != j)


def _outermost(every: Sequence[Cell], members: Iterable[int]) -> list[int]:
    """Of *members*, the one that ends lowest and the one that begins highest, of two sources each.

    By what the words rule out and by what they suggest: either can decide.
    """
    found: dict[int, None] = {}
    for end in _ENDS:
        order = sorted(members, key=lambda i: (end(every[i].head), i))
        found.update(dict.fromkeys(order[:1]))
        other = (i for i in order if _source(every[i]) != _source(every[order[0]]))
        found.update(dict.fromkeys(islice(other, 1)))
    return list(found)


def _timed(every: Sequence[Cell], members: Sequence[int]) -> Iterator[Index]:
    """Extremes among what was said before, at the same time and after, by the order of times."""
    changing = [i for i in members if every[i].head.changing]
    dated = [i for i in changing if _when(every[i]) is not None]
    undated = [i for i in changing if _when(every[i]) is None]
    if undated:
        yield from _extremes(every, changing, undated)
    groups: dict[date, list[int]] = {}
    for i in dated:
        groups.setdefault(_day(every[i]), []).append(i)
    days = sorted(groups)
    for group in groups.values():
        yield from _extremes(every, group, group)
    for one, other in pairwise(days):
        yield from _extremes(every, groups[one], groups[other])
        yield from _extremes(every, groups[other], groups[one])
    for run in (days, days[::-1]):
        yield from _earlier(every, groups, run)


def _earlier(
    every: Sequence[Cell], groups: Mapping[date, Sequence[int]], run: Sequence[date]
) -> Iterator[Index]:
    """Each cell with the extremes of the days that are surely earlier in *run*."""
    seen = 0
    far: list[int] = []
    for day in run:
        while abs((day - run[seen]).days) > 1:
            far = _outermost(every, [*far, *groups[run[seen]]])
            seen += 1
        for i in groups[day]:
            yield from (_pair(i, j) for j in far)


def _when(cell: Cell) -> date | None:
    return cell.head.time.first if cell.head.time else None


def _day(cell: Cell) -> date:
    found = _when(cell)
    assert found is not None  # noqa: S101 - only dated cells come here
    return found
