"""When a claim of a hand-made set holds: words of a qualifier as EDTF dates and periods."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from claimgraph import dates
from claimgraph.dates import Span
from claimgraph.errors import InputError

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = ("before dawn", "early morning", "morning", "midday", "noon", "afternoon", "nightfall",
          "evening")  # fmt: skip
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?")
_DAY = re.compile(rf"\b(?:(\d{{1,2}})\s+({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)})\s+(\d{{1,2}}))"
                  r"\b(?:,?\s+(\d{4}))?")  # fmt: skip
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?)|\b(\d{1,2}):(\d{2})\b")
_HALF = re.compile(r"\b(first|second) half of (\d{4})|\b(\d{4})-?\s?h([12])\b|\bh([12]) (\d{4})")
_QUARTER = re.compile(r"\b(\d{4})-?\s?q([1-4])\b|\bq([1-4])\s+(?:of\s+)?(\d{4})\b")
_YEARS = re.compile(r"\b(\d{4})\s*(?:-|/|to|–)\s*(\d{4})\b")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{4}})\b|\b(\d{{4}})-(\d{{2}})\b")
_YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")


def date_value(text: str) -> Span | None:
    """Read a date that a value gives: an ISO date or time, else a bare year."""
    found = _ISO.search(text) or _YEAR.search(text)
    return _parsed(found[0].replace("Z", "+00:00")) if found else None


def moment(text: str, published: Span) -> Span | None:
    """Read the moment of a qualifier such as "evening of 4 March", near the publication."""
    words = text.lower()
    iso = _ISO.search(text)
    if iso is not None and "T" in iso[0]:
        return _parsed(iso[0].replace("Z", "+00:00"))
    day = _day(words, published)
    if iso is not None:
        day = datetime.fromisoformat(iso[0])
    if day is None:
        return None
    offset = published.instant.strftime("%z") if published.instant else ""
    if not offset:
        return _parsed(day.date().isoformat())
    zone = f"{offset[:3]}:{offset[3:]}"
    clock = _clock(words)
    if clock is not None:
        return _parsed(f"{day.date().isoformat()}T{clock[0]:02}:{clock[1]:02}{zone}")
    return _stretch(words, day, zone)


def _stretch(words: str, day: datetime, zone: str) -> Span | None:
    """Read a part of the day, or the whole day where none is named."""
    after = (day + timedelta(days=1)).date().isoformat()
    before = (day - timedelta(days=1)).date().isoformat()
    today = day.date().isoformat()
    if "midnight" in words:  # which end of the day is left open
        return _parsed(f"{before}T23:30{zone}/{after}T00:30{zone}")
    part = next((name for name in _PARTS if name in words), "")
    if not part and "night" in words:
        return _parsed(f"{today}T18:00{zone}/{after}T05:59{zone}")
    return _parsed(f"{today} {part or 'day'} {zone}")


def _day(words: str, published: Span) -> datetime | None:
    anchor = published.first
    if anchor is None:
        return None
    found = _DAY.search(words)
    if found is not None:
        return _written_day(found, anchor.year)
    start = datetime(anchor.year, anchor.month, anchor.day)  # noqa: DTZ001 - a day
    for at, name in enumerate(_WEEKDAYS):
        if name in words:
            return start - timedelta(days=(start.weekday() - at) % 7)
    for name, days in (("yesterday", -1), ("tomorrow", 1)):
        if name in words:
            return start + timedelta(days=days)
    told = _clock(words) is not None or any(name in words for name in (*_PARTS, "night", "today"))
    return start if told else None


def _written_day(found: re.Match[str], year: int) -> datetime | None:
    number, name = found[1] or found[4], found[2] or found[3]
    try:
        return datetime(int(found[5] or year), _MONTHS.index(name) + 1, int(number))  # noqa: DTZ001
    except ValueError:
        return None


def _clock(words: str) -> tuple[int, int] | None:
    found = _CLOCK.search(words)
    if found is not None and found[3]:
        hour = int(found[1]) % 12 + (12 if found[3].startswith("p") else 0)
        return hour, int(found[2] or 0)
    if found is not None and int(found[4]) < 24:
        return int(found[4]), int(found[5])
    return None


def period(text: str) -> Span | None:
    """Read a stretch of time: a year, a half, a quarter, a month, a range of years."""
    words = text.lower()
    if found := _HALF.search(words):
        year = found[2] or found[3] or found[6]
        first = found[1] == "first" or "1" in (found[4], found[5])
        return _parsed(f"{year}-01/{year}-06" if first else f"{year}-07/{year}-12")
    if found := _QUARTER.search(words):
        year, number = found[1] or found[4], int(found[2] or found[3])
        return _parsed(f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}")
    if found := _YEARS.search(words):
        return _parsed(f"{found[1]}/{found[2]}")
    if found := _ISO.search(text):
        return _parsed(found[0][:10])
    if found := _MONTH_YEAR.search(words):
        month = _MONTHS.index(found[1]) + 1 if found[1] else int(found[4])
        return _parsed(f"{found[2] or found[3]}-{month:02}")
    years = _YEAR.findall(words)
    return _parsed(years[0]) if len(years) == 1 else None


def _parsed(text: str) -> Span | None:
    try:
        return dates.parse(text)
    except InputError:
        return None
