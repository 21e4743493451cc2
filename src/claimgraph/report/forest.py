"""Layer 6. Forest plot: where the answers to one item lie on one axis, as plain geometry.

A bar covers what the words leave open, its thick part what they suggest; an arrow has no limit;
dashes say that the words are vague. A shaded field is a gap that no answer covers, or what all of
them allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.kinds import NUMERIC, WHOLE
from claimgraph.values import in_digits
from claimgraph.view.page import ClaimView

LEFT, RIGHT, ROW, TOP = 212.0, 500.0, 28.0, 10.0
WIDTH = 720
_FIRM = frozenset({
    "exact", "range", "at-least", "at-most", "more-than", "less-than", "threshold-inclusive",
    "threshold-exclusive",
})  # fmt: skip
"""Hedges that state their limits; all others are vague."""

MOST = 40
"""Rows drawn at most; the rest is in the list beside the chart."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer. x1..x2: the range; n1..n2: its suggested part; at: the stated figure."""

    article: str
    name: str
    text: str
    y: float
    x1: float
    x2: float
    n1: float
    n2: float
    at: float
    open_low: bool
    open_high: bool
    exact: bool
    vague: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Forest:
    """The chart of one item. gaps: x from and to of what no answer covers; meet: what all allow."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[tuple[float, float], ...]
    meet: tuple[float, float] | None
    height: float
    unit: str
    described: str


def forest(claims: Iterable[ClaimView]) -> Forest | None:
    """Lay out *claims*; None where fewer than two different ranges can be drawn."""
    drawn = [c for c in claims if c.answer.kind in NUMERIC and c.answer.hedge][:MOST]
    kinds = {(c.answer.kind, c.answer.unit) for c in drawn}
    if len({_ends(c) for c in drawn}) < 2 or len(kinds) != 1:  # noqa: PLR2004 - two to compare
        return None
    low, high = _domain(drawn)

    def x(n: float) -> float:
        share = (min(max(n, low), high) - low) / (high - low)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    kind, unit = next(iter(kinds))
    bars = tuple(_bar(claim, at, x) for at, claim in enumerate(drawn))
    shared = _meet(drawn)
    return Forest(
        bars=bars,
        ticks=tuple(Tick(x(n), in_digits(n, kind)) for n in ticks(low, high, whole=kind in WHOLE)),
        gaps=tuple((x(one), x(other)) for one, other in _gaps(drawn)),
        meet=(x(shared[0]), x(shared[1])) if shared else None,
        height=TOP + ROW * len(bars) + 26,
        unit=unit,
        described="; ".join(f"{c.article}: {c.answer.text}" for c in drawn),
    )


def _number(n: object, other: float) -> float:
    return float(n) if isinstance(n, int | float) else other


def _ends(claim: ClaimView) -> tuple[float, float]:
    return _number(claim.answer.low, -math.inf), _number(claim.answer.high, math.inf)


def _stated(claim: ClaimView) -> object:
    """Return the stated figure where it is in the unit of the axis."""
    return None if claim.answer.stated_unit else claim.answer.stated


def _domain(drawn: Sequence[ClaimView]) -> tuple[float, float]:
    known = [
        float(n)
        for c in drawn
        for n in (*_ends(c), c.answer.near_low, c.answer.near_high, _stated(c))
        if isinstance(n, int | float) and math.isfinite(n)
    ]
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    floor = 0.0 if low >= 0 else low - margin
    top = high + margin
    if drawn[0].answer.kind == "fraction":
        top = min(top, 1.0)
    return max(floor, low - margin), top


def _bar(claim: ClaimView, at: int, x: object) -> Bar:
    assert callable(x)  # noqa: S101 - the scale of the chart
    low, high = _ends(claim)
    near_low = _number(claim.answer.near_low, low)
    near_high = _number(claim.answer.near_high, high)
    middle = near_low if math.isinf(near_high) else (near_low + near_high) / 2
    stated = _number(_stated(claim), middle)
    if claim.answer.hedge.startswith("threshold-"):
        stated = low
    return Bar(
        article=claim.article,
        name=claim.chain[-1].name,
        text=claim.answer.text,
        y=TOP + ROW * at + ROW / 2,
        x1=x(low), x2=x(high), n1=x(near_low), n2=x(near_high), at=x(stated),
        open_low=math.isinf(low), open_high=math.isinf(high), exact=low == high,
        vague=claim.answer.hedge not in _FIRM,
    )  # fmt: skip


def _gaps(drawn: Sequence[ClaimView]) -> Iterator[tuple[float, float]]:
    """Stretches between the answers that none of them covers."""
    reached = -math.inf
    for low, high in sorted(_ends(claim) for claim in drawn):
        if -math.inf < reached < low:
            yield reached, low
        reached = max(reached, high)


def _meet(drawn: Sequence[ClaimView]) -> tuple[float, float] | None:
    """Return the stretch that the answers of all of several articles allow."""
    low = max(_ends(claim)[0] for claim in drawn)
    high = min(_ends(claim)[1] for claim in drawn)
    return (low, high) if low <= high and len({c.article for c in drawn}) > 1 else None


def ticks(low: float, high: float, *, whole: bool) -> list[float]:
    """Return about five round numbers from *low* to *high*; whole: no parts of one."""
    rough = (high - low) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    if whole:
        step = max(1.0, step)
    first = math.ceil(low / step)
    return [round(n * step, 10) for n in range(first, math.floor(high / step) + 1)]
