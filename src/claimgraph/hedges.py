"""Layer 1. The hedge table: what a number's wording rules out (outer) and suggests (inner).

Widths are policy, not science; they are versioned and stand here only. The words of each language
stand in ``languages/``, one file for each. Sources of the widths: Williams & Power
2013 (bare round numbers are read as approximate), Ferson et al. 2015 (width grows with magnitude
and roundness), Cummins et al. 2012 and Nouwen 2010 ("more than" against "at least"), McNabb et
al. ("up to" is cancellable), ACLED coding (tens 10, dozens 12, hundreds 100).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

VERSION = "2"
INF = math.inf


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed, half-open or open interval of numbers; infinite ends are ``inf``."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def closed(self, step: float) -> Interval:
        """Return the same set with closed ends: whole numbers for counts, else one float in."""
        low, high = self.low, self.high
        if math.isfinite(low):
            beyond = math.floor(low) + 1 if step else math.nextafter(low, INF)
            low = beyond if self.low_open else math.ceil(low) if step else low
        if math.isfinite(high):
            below = math.ceil(high) - 1 if step else math.nextafter(high, -INF)
            high = below if self.high_open else math.floor(high) if step else high
        return Interval(low, high)

    def mirrored(self) -> Interval:
        """Return the interval of the same numbers with the other sign."""
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    @property
    def empty(self) -> bool:
        """Tell whether no number lies in the interval."""
        return self.low > self.high


Bounds = Callable[[float, float, float], Interval]


@dataclass(frozen=True, slots=True)
class Hedge:
    """One class of wording. outer, inner: functions of (stated n, granularity g, unit step u).

    tied: what the shapes hold the ends against the stated number for: `both` are it, the `low` or
    the `high` one lies on its side of it, or they lie `around` it; "" for no check.
    """

    id: str
    outer: Bounds
    inner: Bounds
    basis: str
    needs_number: bool = True
    direction: int = 0
    tied: str = ""


def _exact(n: float, _g: float, _u: float) -> Interval:
    return Interval(n, n)


def _half_grain(n: float, g: float, _u: float) -> Interval:
    width = min(g / 2, abs(n) / 10)
    return Interval(n - width, n + width)


def _about(n: float, g: float, u: float) -> Interval:
    width = max(2 * u, min(g, abs(n) / 4))
    return Interval(n - width, n + width)


def _near_about(n: float, g: float, u: float) -> Interval:
    width = max(u, min(g / 2, abs(n) / 10))
    return Interval(n - width, n + width)


def _nearly(share: float) -> Bounds:
    """From *share* of the number to the number, on the side of 0."""

    def bounds(n: float, _g: float, _u: float) -> Interval:
        ends = Interval(share * abs(n), abs(n), high_open=n != 0)
        return ends if n >= 0 else ends.mirrored()

    return bounds


def _floor(n: float) -> float:
    """Least value of what is less than *n*: amounts are not below 0 unless they say so."""
    return 0.0 if n >= 0 else -INF


def _base(low: float, high: float, inner: tuple[float, float]) -> tuple[Bounds, Bounds]:
    return (lambda _n, _g, _u: Interval(low, high), lambda _n, _g, _u: Interval(*inner))


def _word(name: str, low: float, high: float, inner: tuple[float, float]) -> Hedge:
    outer, near = _base(low, high, inner)
    return Hedge(name, outer, near, "ACLED codes; outer interval by design", False)


_ROWS = (
    Hedge("exact", _exact, _exact, "Williams & Power 2013", tied="both"),
    Hedge("round", _half_grain, _half_grain, "Williams & Power 2013"),
    Hedge("about", _about, _near_about, "Ferson et al. 2015", tied="around"),
    Hedge("nearly", _nearly(0.75), _nearly(0.9), "one-sided; by design", tied="high"),
    Hedge("more-than", lambda n, _g, _u: Interval(n, INF, True, True),
          lambda n, g, _u: Interval(n, n + g, low_open=True), "Cummins et al. 2012", direction=1,
          tied="low"),
    Hedge("at-least", lambda n, _g, _u: Interval(n, INF, high_open=True),
          lambda n, g, _u: Interval(n, n + g), "Nouwen 2010", direction=1, tied="low"),
    Hedge("less-than", lambda n, _g, _u: Interval(_floor(n), n, high_open=True),
          lambda n, g, _u: Interval(max(_floor(n), n - g), n, high_open=True), "Nouwen 2010",
          direction=-1, tied="high"),
    Hedge("at-most", lambda n, _g, _u: Interval(_floor(n), n),
          lambda n, g, _u: Interval(max(_floor(n), n - g), n), "Nouwen 2010", direction=-1,
          tied="high"),
    Hedge("up-to", lambda n, _g, _u: Interval(_floor(n), n + abs(n) / 4),
          lambda n, g, _u: Interval(max(_floor(n), n - g), n), "McNabb et al.", direction=-1),
    Hedge("threshold-exclusive", _exact, _exact, "a rule's limit is a parameter", direction=1),
    Hedge("threshold-inclusive", _exact, _exact, "a rule's limit is a parameter", direction=1),
    Hedge("range", _exact, _exact, "both ends are stated", False),
    _word("couple", 2, 3, (2, 2)),
    _word("few", 2, 9, (3, 5)),
    _word("several", 2, 19, (3, 9)),
    _word("tens", 10, 199, (20, 99)),
    _word("dozens", 12, 239, (24, 119)),
    _word("hundreds", 100, 1999, (200, 999)),
    _word("thousands", 1000, 19999, (2000, 9999)),
    _word("tens-of-thousands", 10_000, 199_999, (20_000, 99_999)),
    _word("hundreds-of-thousands", 100_000, 1_999_999, (200_000, 999_999)),
    _word("millions", 1_000_000, 19_999_999, (2_000_000, 9_999_999)),
    _word("vague", 0, INF, (0, INF)),
)  # fmt: skip

TABLE = {row.id: row for row in _ROWS}
"""All hedges by id, in the order in which the documentation lists them."""

PLURALS = frozenset({
    "tens", "dozens", "hundreds", "thousands", "tens-of-thousands", "hundreds-of-thousands",
    "millions",
})  # fmt: skip
"""Words that stand before "of": dozens of people."""


def granularity(n: float) -> float:
    """Power of ten of the trailing zeros of *n*; for a fraction, of its last decimal.

    >>> granularity(600), granularity(153), granularity(0.4)
    (100.0, 1.0, 0.1)
    """
    if n == 0:
        return 1.0
    shortest = str(abs(n)) if isinstance(n, int) else format(abs(n), ".15g")
    digits = format(Decimal(shortest), "f")
    if "." in digits:
        return float(10 ** -len(digits.split(".")[1]))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def reads_as_round(n: float) -> bool:
    """Tell whether a bare *n* is read as rounded: two trailing zeros or more.

    >>> reads_as_round(2000), reads_as_round(230), reads_as_round(153)
    (True, False, False)
    """
    return float(n).is_integer() and granularity(n) >= 100  # noqa: PLR2004 - the policy itself
