"""Layer 3. Dates and times as tables write them, many forms in one column, as EDTF.

dateutil finds out the form; nothing that a cell does not say is made up: it is read against two
different days, and what differs was not said.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import datetime

from claimgraph import dates
from claimgraph.errors import InputError

_BASES = datetime(2003, 1, 3, 1, 1), datetime(2006, 2, 6, 2, 2)  # noqa: DTZ001 - zones are told
_HALF = re.compile(r"(?<=\d)\s*([ap])\.?\s?(?:m\.?)?(?![a-z])", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*\)\s*$|^(?:estimated|est\.?|scheduled|actual|on)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+|\s*,\s*|\s{2,}")
_BARE = re.compile(r"\d{1,3}|\d{5,7}|\d+\.\d+")
_WORD = re.compile(r"[A-Za-z]")
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says of a time; None for what it leaves open. offset: minutes east of UTC."""

    year: int | None
    month: int | None
    day: int | None
    minute: int | None
    second: int = 0
    offset: int | None = None

    @property
    def date(self) -> str:
        """EDTF of the day, month or year; empty where no year is said."""
        parts = (("{:04d}", self.year), ("-{:02d}", self.month), ("-{:02d}", self.day))
        found = ""
        for form, number in parts:
            if number is None:
                break
            found += form.format(number)
        return found


def _tidy(text: str) -> str:
    """Write a cell so that dateutil takes it: "7:10p" as 7:10 pm, no remarks, no dashes."""
    plain = _NOTE.sub("", text.replace("\N{NO-BREAK SPACE}", " ").strip())
    plain = _DASH.sub(" ", plain)
    return _HALF.sub(lambda m: f" {m[1].lower()}m ", plain).strip()


@functools.lru_cache(maxsize=262_144)
def find(text: str, order: str) -> Moment:
    """Read a date, a time or both. order: of day and month where both are numbers.

    >>> find("Dec 1 2011 7:10p", "month-first").date
    '2011-12-01'
    >>> find("7:10 a.m.", "month-first").minute
    430

    Raises InputError where no date or time is understood.
    """
    plain = _tidy(text)
    if not plain or _BARE.fullmatch(plain):
        raise InputError(f"{text!r} is not a date")
    if plain.isdecimal() and len(plain) == 4:  # noqa: PLR2004 - a year
        return Moment(int(plain), None, None, None)
    from dateutil import parser  # noqa: PLC0415 - 30 ms that --help need not pay

    try:
        one, other = (
            parser.parse(plain, default=base, dayfirst=order == "day-first") for base in _BASES
        )
    except (parser.ParserError, OverflowError, ValueError) as error:
        raise InputError(f"{text!r} is not a date") from error
    return _said(one, other, timed=":" in plain or _HALF.search(plain) is not None
                 or "T" in plain)  # fmt: skip


def _said(one: datetime, other: datetime, *, timed: bool) -> Moment:
    def same(name: str) -> int | None:
        found: int = getattr(one, name)
        return found if found == getattr(other, name) else None

    year, month, day, hour = (same(name) for name in ("year", "month", "day", "hour"))
    minute = same("minute")
    time = hour * 60 + (minute or 0) if hour is not None and timed else None
    if time is None and year is None:
        raise InputError("it names neither a year nor a time of day")
    shift = one.utcoffset()
    offset = None if shift is None else int(shift.total_seconds() // 60)
    return Moment(year, month, day, time, one.second if time is not None else 0, offset)


def edtf(text: str, order: str, zone: str, day: str) -> str:
    """Write a cell as EDTF. zone: of a time without one; day: EDTF of the day of a bare time.

    >>> edtf("Dec 1 2011 7:10p", "month-first", "Z", "")
    '2011-12-01T19:10:00Z'
    >>> edtf("7:10p", "month-first", "", "2011-12-01")
    '2011-12-01T19:10:00'

    Raises InputError for what names no year and stands beside no day.
    """
    try:
        return dates.parse(text.strip()).edtf
    except InputError:
        found = find(text, order)
    when = found.date or day
    if not when:
        raise InputError(f"{text!r} does not say on which day")
    if found.minute is None or len(when) != len("2011-12-01"):
        return dates.parse(when).edtf
    offset = zone if found.offset is None else _zone(found.offset)
    hour, minute = divmod(found.minute, 60)
    return dates.parse(f"{when}T{hour:02d}:{minute:02d}:{found.second:02d}{offset}").edtf


def _zone(offset: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}"


def minutes(text: str, order: str) -> int:
    """Minutes since midnight of the time in a cell. Raises InputError where it names none.

    >>> minutes("7:10p", "month-first"), minutes("2011-12-01 07:10", "month-first")
    (1150, 430)
    """
    found = find(text, order)
    if found.minute is None or not 0 <= found.minute < _DAY:
        raise InputError(f"{text!r} names no time of day")
    return found.minute
