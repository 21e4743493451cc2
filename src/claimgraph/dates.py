"""Layer 1. Dates as intervals: the part of EDTF that news needs.

Source: Library of Congress, Extended Date/Time Format (EDTF), 4 February 2019, levels 0 and 1
(dates, times, intervals, open ends, ``~`` ``?`` ``%``) and the quarters and halves of level 2.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from claimgraph.errors import InputError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_SEASONS = {  # EDTF level 2, "sub-year groupings": code -> (first month, months)
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """What an EDTF string covers: first and last day, None where that end is open or unknown.

    approximate: the string says ``~``, ``?`` or ``%``. instant: the exact time, for a date-time.
    """

    edtf: str
    first: date | None
    last: date | None
    approximate: bool = False
    instant: datetime | None = None

    def contains(self, other: Span) -> bool:
        """Tell whether every day of *other* lies in this span (an open end is infinite)."""
        return _low(self) <= _low(other) and _high(other) <= _high(self)

    def meets(self, other: Span) -> bool:
        """Tell whether the two spans share a day."""
        return _low(self) <= _high(other) and _low(other) <= _high(self)


def _low(span: Span) -> date:
    return span.first or date.min


def _high(span: Span) -> date:
    return span.last or date.max


def _days(text: str) -> tuple[date, date, bool]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None  # noqa: S101 - the pattern demands it
    fuzzy = bool(match.group(4))
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), fuzzy
    if month in _SEASONS and day is None:
        first, months = _SEASONS[month]
        end = first + months - 1
        return date(year, first, 1), date(year, end, calendar.monthrange(year, end)[1]), fuzzy
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), fuzzy
    exact = date(year, month, day)
    return exact, exact, fuzzy


def parse(text: str) -> Span:
    """Read an EDTF string: date, date-time with zone, or interval with open ends.

    >>> parse("2024-01/2024-06").last.isoformat()
    '2024-06-30'
    >>> parse("2024-07-17/..").last is None
    True

    Raises InputError when *text* is outside the part of EDTF that is understood.
    """
    try:
        if "T" in text:
            instant = datetime.fromisoformat(text)
            day = instant.date()
            return Span(text, day, day, instant=instant)
        if "/" not in text:
            first, last, fuzzy = _days(text)
            return Span(text, first, last, fuzzy)
        left, right = text.split("/")
        low = None if left in ("..", "") else _days(left)
        high = None if right in ("..", "") else _days(right)
    except ValueError as error:
        raise InputError(
            f"{text!r} is not a date in EDTF",
            cure="write 2024, 2024-07, 2024-07-17, 2024-07-17T21:09:00+05:30, 2024-01/2024-06, "
            "2024-07-17/.. or 2024-07-17~",
        ) from error
    fuzzy = bool((low and low[2]) or (high and high[2]))
    span = Span(text, low[0] if low else None, high[1] if high else None, fuzzy)
    if _low(span) > _high(span):
        raise InputError(f"{text!r} ends before it begins", cure="swap the two dates")
    return span


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
    return datetime(span.first.year, span.first.month, span.first.day, tzinfo=UTC)


def surely_before(left: Span | None, right: Span | None) -> bool:
    """Tell whether *left* ended before *right* began, by exact times or else by whole days.

    A day is widened by 14 hours, the largest distance of a time zone from UTC.
    """
    if left is None or right is None or left.last is None or right.first is None:
        return False
    if left.instant and right.instant and left.instant.tzinfo and right.instant.tzinfo:
        return left.instant < right.instant
    return left.last + timedelta(days=1) < right.first


def day_name(ordinal: float) -> str:
    """ISO date of a day number; an infinite one is an open end.

    >>> day_name(738000)
    '2021-07-27'
    """
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        return "open"
    return date.fromordinal(int(ordinal)).isoformat()
