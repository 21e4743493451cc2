"""Layer 1. Durations: ISO 8601 or a number and a unit of time; months and years are ranges of days.

Source: ISO 8601-1:2019, 5.5.2 (durations); the Gregorian calendar repeats after 400 years, so the
shortest and longest run of n months can be counted.
"""

from __future__ import annotations

import calendar
import math
import re
from fractions import Fraction
from functools import cache
from itertools import accumulate, chain, repeat

from claimgraph import units
from claimgraph.errors import InputError

_ISO = re.compile(
    r"P(?:{0}Y)?(?:{0}M)?(?:{0}W)?(?:{0}D)?(?:T(?:{0}H)?(?:{0}M)?(?:{0}S)?)?".format(
        r"(\d+(?:[.,]\d+)?)"
    )
)
_WORDS = re.compile(r"(\d+(?:[.,]\d+)?|\d+/\d+)\s*([a-z]+)")

MONTHS = {"months": 1, "years": 12, "decades": 120}
"""Units without a fixed number of days, in months."""

_SECONDS = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
_LETTERS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
_SHORT = {"h": "hours", "hr": "hours", "hrs": "hours", "min": "minutes", "mins": "minutes",
          "s": "seconds", "sec": "seconds", "secs": "seconds", "d": "days"}  # fmt: skip
_CYCLE = 4800

FIXED = tuple(_SECONDS)
"""Units that a measure of durations may have."""

Ends = tuple[Fraction, Fraction]


def unit_of(word: str) -> str:
    """Return the unit of time that *word* names, as this module writes it; empty for none.

    >>> unit_of("Hour"), unit_of("months"), unit_of("miles")
    ('hours', 'months', '')
    """
    low = word.casefold()
    named = _SHORT.get(low, low if low.endswith("s") else f"{low}s")
    return named if named in _SECONDS or named in MONTHS else ""


def parse(text: str) -> tuple[Fraction, str] | Ends:
    """Read a duration as a number and its unit, in the smallest unit that the text names.

    A text that mixes months with days gives the fewest and most seconds instead. Raises InputError.

    >>> parse("PT1H30M")
    (Fraction(90, 1), 'minutes')
    >>> parse("2 years")
    (Fraction(2, 1), 'years')
    """
    words = _WORDS.fullmatch(text.strip().casefold())
    if words and unit_of(words[2]):
        return Fraction(words[1].replace(",", ".")), unit_of(words[2])
    match = _ISO.fullmatch(text.strip())
    given = {
        unit: Fraction(part.replace(",", "."))
        for unit, part in zip(_LETTERS, match.groups() if match else (), strict=False)
        if part
    }
    if not given or text.strip().endswith("T"):
        raise InputError(
            f"{text!r} is not a duration",
            cure="write it in ISO 8601 (PT45M, P3M, P1Y6M) or as a number and a unit (45 minutes)",
        )
    return _joined(given)


def _joined(given: dict[str, Fraction]) -> tuple[Fraction, str] | Ends:
    loose = {unit: n for unit, n in given.items() if unit in MONTHS}
    fixed = {unit: n for unit, n in given.items() if unit in _SECONDS}
    months = sum((n * MONTHS[unit] for unit, n in loose.items()), Fraction(0))
    seconds = sum((n * _SECONDS[unit] for unit, n in fixed.items()), Fraction(0))
    if loose and fixed:
        low, high = (end * _SECONDS["days"] + seconds for end in _days(months))
        return low, high
    smallest = list(given)[-1]
    if loose:
        return months / MONTHS[smallest], smallest
    return seconds / _SECONDS[smallest], smallest


@cache
def _runs() -> tuple[int, ...]:
    """Days before each month of two turns of the calendar's cycle."""
    lengths = (calendar.monthrange(2000 + n // 12 % 400, n % 12 + 1)[1] for n in range(_CYCLE))
    once = tuple(lengths)
    return tuple(accumulate(chain.from_iterable(repeat(once, 2)), initial=0))


@cache
def _whole(months: int) -> tuple[int, int]:
    turns, rest = divmod(months, _CYCLE)
    runs = _runs()
    found = [runs[start + rest] - runs[start] for start in range(_CYCLE)]
    cycle = turns * runs[_CYCLE]
    return min(found) + cycle, max(found) + cycle


def _days(months: Fraction) -> Ends:
    """Fewest and most days of so many months in a row."""
    whole = math.floor(months)
    rest = months - whole
    low, high = _whole(whole)
    if not rest:
        return Fraction(low), Fraction(high)
    above = _whole(whole + 1)
    return low + rest * (above[0] - low), high + rest * (above[1] - high)


def ends(number: float, unit: str, target: str) -> tuple[float, float]:
    """Return the least and the greatest that *number* of *unit* can be, in *target* units.

    They differ for months, years and decades only. Raises InputError when *target* is no unit of
    time.

    >>> ends(3, "months", "days"), ends(2, "hours", "minutes")
    ((89.0, 92.0), (120.0, 120.0))
    """
    if unit not in MONTHS:
        same = units.convert(number, unit, target)
        return same, same
    low, high = _days(Fraction(repr(float(number))) * MONTHS[unit])
    return units.convert(float(low), "days", target), units.convert(float(high), "days", target)
