"""Layer 1. Dates as intervals: the part of EDTF that news need.

Source: Library of Congress, Extended Date/Time Format (EDTF), 4 February 2019: level 0; level 1
but for years beyond 9999 or before 1; of level 2 the sub-year groupings, qualified components and
digits left open. Sets of dates are no date. How far ``~``, ``?`` and ``%`` reach is policy. Beyond
EDTF, an interval of two times with zones (ISO 8601) says between which moments something was, and
"2024-03-05 morning +01:00" is one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import product

from claimgraph.errors import InputError

_PART = r"[~?%]?[0-9X]{{{}}}[~?%]?"
_DATE = re.compile(rf"({_PART.format(4)})(?:-({_PART.format(2)})(?:-({_PART.format(2)}))?)?")
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d(?::?\d\d)?)?")
_STAGE = re.compile(r"(early|mid|late)[ -](\d{3}X|\d{4}(?:-\d\d)?)")
_MARKS = "~?%"

DAYPARTS: dict[str, tuple[str, str]] = {
    "before dawn": ("00:00", "05:59"), "early morning": ("04:00", "08:59"),
    "morning": ("05:00", "11:59"), "midday": ("11:00", "13:59"), "noon": ("12:00", "12:59"),
    "afternoon": ("12:00", "17:59"), "nightfall": ("17:00", "21:59"),
    "evening": ("17:00", "23:59"), "day": ("00:00", "23:59"),
}  # fmt: skip
"""From when to when a part of the day lasts, both included. Policy: what the words leave open."""

_DAYPART = re.compile(rf"(\d{{4}}-\d\d-\d\d) ({'|'.join(DAYPARTS)}) ?(Z|[+-]\d\d:\d\d)")

_GROUPS: dict[int, tuple[int, int]] = {  # code -> (months after January, months)
    21: (2, 9), 22: (-1, 15), 23: (2, 9), 24: (-1, 15),  # spring to winter, hemisphere not said
    25: (2, 3), 26: (5, 3), 27: (8, 3), 28: (-1, 15),  # in the north
    29: (8, 3), 30: (-1, 15), 31: (2, 3), 32: (5, 3),  # in the south
    33: (0, 3), 34: (3, 3), 35: (6, 3), 36: (9, 3),
    37: (0, 4), 38: (4, 4), 39: (8, 4),
    40: (0, 6), 41: (6, 6),
}  # fmt: skip
"""EDTF level 2, sub-year groupings. What may lie in two places covers both: a summer whose
hemisphere is not said, or a season that two Januaries could belong to."""

_LOOSE = {"day": (2, 1), "month": (31, 15), "year": (365, 183), "years": (1826, 913)}
"""Days by which a qualified date may be off, by the precision that is qualified: what the mark
does not rule out, and what it suggests. A day as for the hedge `about`: two units, and one."""


@dataclass(frozen=True, slots=True)
class Span:
    """What an EDTF string covers: first and last day, None where that end is open or unknown.

    approximate: the string says ``~``, ``?`` or ``%``. instant: the exact time, for a date-time.
    loose, loose_last: days by which a qualified first or last day may be off, see `_LOOSE`.
    between: first and last moment, for an interval of two times.
    """

    edtf: str
    first: date | None
    last: date | None
    approximate: bool = False
    instant: datetime | None = None
    loose: tuple[int, int] = (0, 0)
    loose_last: tuple[int, int] = (0, 0)
    between: tuple[datetime, datetime] | None = None

    @property
    def moments(self) -> tuple[datetime, datetime] | None:
        """First and last moment, where both are known with their zones."""
        if self.instant is not None and self.instant.tzinfo is not None:
            return self.instant, self.instant
        return self.between

    def contains(self, other: Span) -> bool:
        """Tell whether every day of *other* lies in this span (an open end is infinite)."""
        return _low(self) <= _low(other) and _high(other) <= _high(self)

    def meets(self, other: Span) -> bool:
        """Tell whether the two spans share a day."""
        return _low(self) <= _high(other) and _low(other) <= _high(self)

    def days(self, *, inner: bool = False) -> tuple[float, float]:
        """Return first and last day as day numbers, with what a qualifier leaves open.

        inner: what the qualifier suggests, not what it leaves open. An open end is infinite.
        """
        low = self.first.toordinal() - self.loose[inner] if self.first else -float("inf")
        high = self.last.toordinal() + self.loose_last[inner] if self.last else float("inf")
        return low, high


def _low(span: Span) -> date:
    return span.first or date.min


def _high(span: Span) -> date:
    return span.last or date.max


def _fits(pattern: str, numbers: Iterable[int]) -> list[int]:
    """Numbers that *pattern*, digits and X, can stand for."""
    width = len(pattern)
    return [
        n
        for n in numbers
        if all(p in ("X", d) for p, d in zip(pattern, f"{n:0{width}d}", strict=True))
    ]


def _candidates(year: str, month: str, day: str) -> Iterator[date]:
    """Days that the three parts can stand for, the first one first."""
    years = _fits(year, range(int(year.replace("X", "0")), int(year.replace("X", "9")) + 1))
    for y, m in product(years, _fits(month, range(1, 13))):
        for d in _fits(day, range(1, calendar.monthrange(y, m)[1] + 1)) if y else ():
            yield date(y, m, d)


def _ends(year: str, month: str, day: str) -> tuple[date, date]:
    """Return the first and the last day of a date with digits left open."""
    if "X" not in year + month + day:
        only = date(int(year), int(month), int(day))
        return only, only
    if re.fullmatch(r"X.*|.*X\d.*", year):
        raise ValueError(year)  # only the last digits of a year can be left open
    first = next(_candidates(year, month, day), None)
    if first is None:
        raise ValueError(day)
    decade = year.replace("X", "9")
    last = max(_candidates(decade, month, day), default=None)
    if last is None:  # 29 February of a decade whose last year is no leap year
        last = max(_candidates(year, month, day))
    return first, last


def _plain(part: str) -> str:
    return part.strip(_MARKS)


def _loose(parts: list[str]) -> tuple[int, int]:
    """Return how far the marks of a date reach: by its finest part that is qualified.

    A mark behind a part qualifies it and all to its left, one before it this part alone.
    """
    names = ("year", "month", "day")
    marked = [n for n, part in enumerate(parts) if part[0] in _MARKS or part[-1] in _MARKS]
    if not marked:
        return 0, 0
    finest = names[marked[-1]]
    return _LOOSE["years" if finest == "year" and "X" in parts[0] else finest]


def _days(text: str) -> tuple[date, date, tuple[int, int]]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    parts = [part for part in match.groups() if part]
    year, month, day = ([_plain(part) for part in parts] + ["", ""])[:3]
    loose = _loose(parts)
    group = _GROUPS.get(int(month)) if month.isdecimal() and not day else None
    if group is not None and year.isdecimal():
        return *_grouped(int(year), group), loose
    return *_ends(year, month or "XX", day or "XX"), loose


def _grouped(year: int, group: tuple[int, int]) -> tuple[date, date]:
    start = year * 12 + group[0]
    first, last = divmod(start, 12), divmod(start + group[1] - 1, 12)
    end = calendar.monthrange(last[0], last[1] + 1)[1]
    return date(first[0], first[1] + 1, 1), date(last[0], last[1] + 1, end)


def _staged(text: str) -> str:
    """Write "early 2024-03" as EDTF: the first third, about.

    >>> _staged("late 2024-03"), _staged("mid 2024"), _staged("early 201X")
    ('2024-03-21~/2024-03-31~', '2024-38~', '2010~/2013~')
    """
    match = _STAGE.fullmatch(text)
    if match is None:
        return text
    stage, when = ("early", "mid", "late").index(match[1]), match[2]
    if when.endswith("X"):
        first, last = ((0, 3), (4, 6), (7, 9))[stage]
        return f"{when[:3]}{first}~/{when[:3]}{last}~"
    if "-" not in when:
        return f"{when}-{37 + stage}~"
    end = _days(when)[1].day
    first, last = ((1, 10), (11, 20), (21, end))[stage]
    return f"{when}-{first:02d}~/{when}-{last:02d}~"


@lru_cache(maxsize=65_536)
def parse(text: str) -> Span:
    """Read an EDTF string: date, date-time, or interval with open ends; or "early 2024-03".

    >>> parse("2024-01/2024-06").last.isoformat()
    '2024-06-30'
    >>> parse("2024-07-17/..").last is None
    True

    Raises InputError when *text* is outside the part of EDTF that is understood.
    """
    try:
        return _parsed(_parted(_staged(text)))
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"{text!r} is not a date in EDTF",
            cure="write 2024, 2024-07, 2024-07-17, 2024-07-17T21:09:00+05:30, 2024-01/2024-06, "
            "2024-07-17/.., 2024-07-17~, 201X, 2024-21 (spring), early 2024-07 or "
            "2024-07-17 morning +02:00",
        ) from error


def _parted(text: str) -> str:
    """Write "2024-03-05 morning +01:00" as the interval of its moments.

    >>> _parted("2024-03-05 noon Z")
    '2024-03-05T12:00Z/2024-03-05T12:59Z'
    """
    match = _DAYPART.fullmatch(text)
    if match is None:
        return text
    first, last = DAYPARTS[match[2]]
    return f"{match[1]}T{first}{match[3]}/{match[1]}T{last}{match[3]}"


def _parsed(text: str) -> Span:
    time = _TIME.fullmatch(text)
    if time:
        instant = datetime.fromisoformat(text)
        day = instant.date()
        return Span(f"{time[1]}{time[2] or ':00'}{time[3] or ''}", day, day, instant=instant)
    if "/" not in text:
        first, last, loose = _days(text)
        return Span(text, first, last, loose != (0, 0), None, loose, loose)
    left, right = text.split("/")
    if "T" in left and "T" in right:
        return _moments(left, right)
    low = None if left in ("..", "") else _days(left)
    high = None if right in ("..", "") else _days(right)
    if low is None and high is None:
        raise ValueError(text)
    loose, loose_last = low[2] if low else (0, 0), high[2] if high else (0, 0)
    span = Span(
        text, low[0] if low else None, high[1] if high else None,
        loose != (0, 0) or loose_last != (0, 0), None, loose, loose_last,
    )  # fmt: skip
    if _low(span) > _high(span):
        raise InputError(f"{text!r} ends before it begins", cure="swap the two dates")
    return span


def _moments(left: str, right: str) -> Span:
    """Read an interval of two times; both need a zone, so that their order is certain."""
    ends = [_parsed(text) for text in (left, right)]
    low, high = (end.instant for end in ends)
    if low is None or high is None or low.tzinfo is None or high.tzinfo is None:
        raise ValueError(f"{left}/{right}")
    if low > high:
        raise InputError(f"'{left}/{right}' ends before it begins", cure="swap the two times")
    text = "/".join(end.edtf for end in ends)
    return Span(text, low.date(), high.date(), between=(low, high))


def days_apart(left: Span, right: Span) -> int:
    """Days between two spans, 0 where they meet."""
    if left.meets(right):
        return 0
    gap = max(_low(left), _low(right)) - min(_high(left), _high(right))
    return gap.days


def order_key(span: Span | None) -> datetime | None:
    """Earliest moment of *span*, to order publications; None when nothing is known."""
    if span is None or span.first is None:
        return None
    if span.instant is not None:
        zoned = span.instant if span.instant.tzinfo else span.instant.replace(tzinfo=UTC)
        return zoned.astimezone(UTC)
    if span.between is not None:
        return span.between[0].astimezone(UTC)
    return datetime(span.first.year, span.first.month, span.first.day, tzinfo=UTC)


def surely_before(left: Span | None, right: Span | None) -> bool:
    """Tell whether *left* ended before *right* began, by exact times or else by whole days.

    A day is widened by 14 hours, the largest distance of a time zone from UTC.
    """
    if left is None or right is None or left.last is None or right.first is None:
        return False
    if left.moments is not None and right.moments is not None:
        return left.moments[1] < right.moments[0]
    return left.last + timedelta(days=1) < right.first


def day_name(ordinal: float) -> str:
    """ISO date of a day number; an infinite one is an open end.

    >>> day_name(738000)
    '2021-07-29'
    """
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        return "open"
    return date.fromordinal(int(ordinal)).isoformat()
