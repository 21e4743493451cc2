"""Layer 6. Timeline of a changing figure as plain geometry: when across, how much upwards.

A mark has the shape of its article; its bars cover the days and the values that the words leave
open. A line leads from an answer to the one that updates, corrects or withdraws it. Answers that
are no numbers get a row for each different one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claimgraph.kinds import NUMERIC, WHOLE
from claimgraph.report.forest import Tick, ticks
from claimgraph.values import in_digits
from claimgraph.view.grid import Course, Moment, Step
from claimgraph.view.page import Answer, ClaimView

LEFT, RIGHT, TOP, TALL, ROW, WIDTH = 84.0, 690.0, 14.0, 190.0, 30.0, 720
WORDS_LEFT = 220.0
"""Where the plot begins when the answers are words, which stand on its left."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOUR = 1 / 24
_FIXED = (_HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, 1.0, 2.0, 5.0, 10.0)
_BY_MONTH = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)
_MOST_TICKS = 6

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Point:
    """One answer at (x, y). x1..x2: its days; y1..y2: its values; arrows where one has no end."""

    article: str
    claim: str
    text: str
    words: str
    x: float
    y: float
    x1: float
    x2: float
    y1: float
    y2: float
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A line from one answer to the later one. how: what the later one does."""

    x1: float
    y1: float
    x2: float
    y2: float
    how: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart of one course. across: ticks of time; up: of values, or the answers in words."""

    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    left: float
    right: float
    bottom: float
    height: float
    unit: str


def timeline(course: Course, claims: Mapping[str, ClaimView]) -> Timeline | None:
    """Lay *course* out; None where its answers share no axis or its times are open."""
    told = [claims[moment.claim].answer for moment in course.moments]
    first, last = _days(course.moments)
    if not math.isfinite(first) or first >= last:
        return None
    numeric = all(a.kind in NUMERIC and a.hedge for a in told)
    if numeric and len({(a.kind, a.unit) for a in told}) != 1:
        return None
    left = LEFT if numeric else WORDS_LEFT
    margin = (last - first) * 0.04
    x = _scale(first - margin, last + margin, left, RIGHT)
    y, up, bottom = _upwards(told) if numeric else _rows(told)
    points = tuple(_point(m, claims[m.claim], x, y) for m in course.moments)
    at = {point.claim: point for point in points}
    changes = tuple(
        Change(at[s.earlier].x, at[s.earlier].y, at[s.later].x, at[s.later].y, s.how)
        for s in _nearest(course)
    )
    across = tuple(Tick(x(day), label) for day, label in _calendar(first, last))
    unit = told[0].unit if numeric else ""
    return Timeline(points, changes, across, up, left, RIGHT, bottom, bottom + 28, unit)


def _days(moments: Sequence[Moment]) -> tuple[float, float]:
    ends = [d for m in moments for d in (m.first, m.last) if math.isfinite(d)]
    return min(ends, default=math.inf), max(ends, default=-math.inf)


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    def place(n: float) -> float:
        share = (min(max(n, low), high) - low) / (high - low)
        return round(start + share * (end - start), 1)

    return place


def _number(n: object, other: float) -> float:
    return float(n) if isinstance(n, int | float) else other


def _upwards(told: Sequence[Answer]) -> tuple[Callable[[Answer], tuple[float, ...]],
                                              tuple[Tick, ...], float]:  # fmt: skip
    """Scale of figures: value of an answer to the y of its figure, lower and upper end."""
    known = [
        float(n) for a in told for n in (a.low, a.high, a.near_low, a.near_high)
        if isinstance(n, int | float)
    ]  # fmt: skip
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    low, high = max(0.0 if low >= 0 else low - margin, low - margin), high + margin
    y = _scale(low, high, TOP + TALL, TOP)
    kind = told[0].kind

    def of(answer: Answer) -> tuple[float, ...]:
        below, above = _number(answer.low, low), _number(answer.high, high)
        near = _number(answer.near_low, below), _number(answer.near_high, above)
        middle = near[0] if answer.high is None else (near[0] + near[1]) / 2
        return y(middle), y(below), y(above)

    up = tuple(Tick(y(n), in_digits(n, kind)) for n in ticks(low, high, whole=kind in WHOLE))
    return of, up, TOP + TALL


def _rows(told: Sequence[Answer]) -> tuple[Callable[[Answer], tuple[float, ...]],
                                           tuple[Tick, ...], float]:  # fmt: skip
    """Rows of words, one for each different answer in the order of their first telling."""
    place = {
        text: TOP + ROW * at + ROW / 2
        for at, text in enumerate(dict.fromkeys(a.text for a in told))
    }
    up = tuple(Tick(y, text) for text, y in place.items())
    return lambda a: (place[a.text],) * 3, up, TOP + ROW * len(place)


def _point(
    moment: Moment, claim: ClaimView, x: Scale, y: Callable[[Answer], tuple[float, ...]]
) -> Point:
    answer = claim.answer
    at, low, high = y(answer)
    x1, x2 = x(moment.first), x(moment.last)
    numeric = answer.kind in NUMERIC and bool(answer.hedge)
    return Point(
        article=claim.article, claim=claim.id, text=answer.text, words=moment.words,
        x=round((x1 + x2) / 2, 1), y=at, x1=x1, x2=x2, y1=low, y2=high,
        open_low=numeric and answer.low is None, open_high=numeric and answer.high is None,
    )  # fmt: skip


def _nearest(course: Course) -> Iterator[Step]:
    """Yield the changes drawn: of what updates an answer the last before it, and all else."""
    place = {moment.claim: at for at, moment in enumerate(course.moments)}
    nearest: dict[str, int] = {}
    for step in course.steps:
        if step.how == "updates":
            nearest[step.later] = max(nearest.get(step.later, -1), place[step.earlier])
    for step in course.steps:
        if step.how != "updates" or nearest[step.later] == place[step.earlier]:
            yield step


def _calendar(first: float, last: float) -> list[tuple[float, str]]:
    """Round moments between two days, at most a handful, each with its name."""
    span = last - first
    for step in _FIXED:
        if span / step <= _MOST_TICKS:
            start = math.ceil(first / step)
            days = [n * step for n in range(start, math.floor(last / step) + 1)]
            return [(day, _named(day, timed=step < 1, dated=not at)) for at, day in enumerate(days)]
    one, other = date.fromordinal(int(first)), date.fromordinal(int(last))
    months = range(one.year * 12 + one.month - 1, other.year * 12 + other.month)
    step = next((s for s in _BY_MONTH if len(months) / s <= _MOST_TICKS), _BY_MONTH[-1])
    found = []
    for month in months:
        if month % step == 0 or step == 1:
            year, number = divmod(month, 12)
            name = str(year) if step >= 12 else f"{_MONTHS[number]} {year}"  # noqa: PLR2004
            found.append((float(date(year, number + 1, 1).toordinal()), name))
    return [(day, name) for day, name in found if first - span * 0.04 <= day]


def _named(day: float, *, timed: bool, dated: bool) -> str:
    """Name one tick; the first of several hours has its day too."""
    start = math.floor(day + _HOUR / 4)
    when = date.fromordinal(start)
    name = f"{when.day} {_MONTHS[when.month - 1]}"
    if not timed:
        return f"{name} {when.year}"
    hours = round((day - start) * 24)
    if not hours:
        return name
    return f"{name}, {hours:02d}:00" if dated else f"{hours:02d}:00"
