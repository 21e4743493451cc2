"""Layer 3. From the text of a cell to what a person would have written, and to a value.

What a number means is decided by `values` alone; here its spelling is undone: separators, signs,
hedges, units, currency signs, "1.2M". What is left over makes the cell unreadable, never a guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimgraph import durations, phrasing, units, values
from claimgraph.errors import InputError
from claimgraph.importing import moments
from claimgraph.importing.mapping import Manner, MeasureMap, slug
from claimgraph.kinds import NUMERIC
from claimgraph.model import Measure, Value
from claimgraph.values import Written

MINUTES = "minutes after midnight"
"""Unit of a time of day."""

_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_NUMBER = re.compile(r"[+-]?(?:\d[\d.,' ]*|[.,]\d+)")
_WORDED = re.compile(r"([^\d+\-.$\u20ac\u00a3\u00a5]*[^\W\d_])\s+([+-]?[\d.$\u20ac\u00a3\u00a5].*)")
_GROUPED = {
    ".": re.compile(r"[+-]?(?:\d{1,3}([,' ])\d{3}(?:\1\d{3})*(?:\.\d*)?|\d*\.?\d+|\d+\.)"),
    ",": re.compile(r"[+-]?(?:\d{1,3}([.' ])\d{3}(?:\1\d{3})*(?:,\d*)?|\d*,?\d+|\d+,)"),
}
_FRACTION = re.compile(r"[+-]?\d+\s?/\s?\d+")
_MIXED = re.compile(r"(\d+)\s(\d+)/(\d+)")
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_PREFIX = (
    (re.compile(r"(?:>=|\u2265)\s*"), "at-least"), (re.compile(r"(?:<=|\u2264)\s*"), "at-most"),
    (re.compile(r">\s*"), "more-than"), (re.compile(r"<\s*"), "less-than"),
    (re.compile(r"(?:~|\u2248|\u223c|ca?\.\s?|approx\.?\s|circa\s)\s*", re.IGNORECASE), "about"),
)  # fmt: skip
_RANGE = re.compile(r"(.*\d[^\d]*?)\s*(?:\s-\s|\u2013|\u2014|\bto\b|(?<=\d)-(?=\d))\s*(.*\d.*)")
_SCALES = {
    "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "mil": 10**6,
    "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9, "t": 10**12, "tn": 10**12,
    "trillion": 10**12,
}  # fmt: skip
_SIGNS = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "US$": "USD"}
_CURRENCY = re.compile(r"(US\$|[$\u20ac\u00a3\u00a5])\s?")
_TRUE = frozenset({"true", "yes", "y", "t", "1", "x"})
_FALSE = frozenset({"false", "no", "n", "f", "0"})


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a number is read as."""

    manner: Manner
    measure: Measure


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that a cell states. concept: name of a category that it names, else empty."""

    value: Value
    concept: str = ""


def items(text: str, manner: Manner) -> Iterator[str]:
    """Yield what a cell lists: itself, where the mapping says nothing of lists.

    Words that say nothing are left out.
    """
    parts = text.split(manner.split) if manner.split else (text,)
    for part in parts:
        item = part.strip()
        if item.casefold() not in manner.empty:
            yield item


def read(text: str, unit: str, day: str, mapped: MeasureMap, measure: Measure) -> Reading:
    """Read one item. unit: what the table says of it; day: EDTF of the day of a bare time.

    Raises InputError that says why it can't be read.
    """
    manner = mapped.manner
    if measure.value in NUMERIC:
        if manner.times == "time-of-day":
            return Reading(_plain(moments.minutes(text, manner.order), measure))
        return Reading(_number(text, manner.units.get(unit, unit), manner, measure))
    if measure.value == "date":
        when = moments.edtf(text, manner.order, manner.zone, day)
        return Reading(replace(values.read(Written(when), measure), text=when))
    if measure.value == "boolean":
        word = text.casefold()
        if word not in _TRUE | _FALSE:
            raise InputError(f"{text!r} is neither yes nor no")
        return Reading(values.read(Written(word in _TRUE), measure))
    if measure.value == "category":
        name = " ".join(text.split())
        concept = f"{measure.id}.{slug(name.casefold())}"
        return Reading(values.read(Written(concept, words=name), measure), name)
    return Reading(values.read(Written(" ".join(text.split())), measure))


def _plain(number: float, measure: Measure) -> Value:
    return values.read(Written(number, hedge="exact"), measure)


def _number(text: str, unit: str, manner: Manner, measure: Measure) -> Value:
    whole = _SPACES.sub(" ", text).replace("\u2212", "-").strip()
    if measure.value == "duration" and not _NUMBER.fullmatch(whole):
        return values.read(Written(whole, unit=unit), measure)
    if measure.value == "change" and whole.casefold().endswith(("pp", "points", "point")):
        return values.read(Written(whole.lstrip("+")), measure)
    hedge, rest = _hedged(whole, manner)
    ends = _RANGE.fullmatch(rest) if not hedge else None
    if ends:
        low, high = (_spelt(end, unit, manner, measure) for end in ends.groups())
        said = {low[1], high[1]} - {""}
        if len(said) > 1:
            raise InputError(f"{text!r} has two units")
        pair = [low[0], high[0]]
        return values.read(Written(pair, unit=said.pop() if said else unit), measure)
    number, own = _spelt(rest, unit, manner, measure)
    return values.read(Written(number, hedge=hedge, unit=own), measure)


def _hedged(text: str, manner: Manner) -> tuple[str, str]:
    """Take the hedge off: a sign, a trailing plus, or words that the language knows."""
    for pattern, hedge in _PREFIX:
        found = pattern.match(text)
        if found:
            return hedge, text[found.end() :]
    if text.endswith("+"):
        return "at-least", text[:-1].rstrip()
    words = _WORDED.fullmatch(text)
    if words:
        named = phrasing.mentions(f"{words[1]} 1", manner.lang)
        if len(named) == 1 and named[0].hedge:
            return named[0].hedge, words[2]
    return "", text


def _spelt(text: str, unit: str, manner: Manner, measure: Measure) -> tuple[float | str, str]:
    """Read one number in any spelling, and the unit it is in."""
    rest, sign = text.strip(), 1
    if rest.startswith("(") and rest.endswith(")"):
        rest, sign = rest[1:-1].strip(), -1
    money = _CURRENCY.search(rest)
    if money:
        if measure.value != "money":
            raise InputError(f"{text!r} is an amount of money, which this measure is not")
        rest = (rest[: money.start()] + rest[money.end() :]).strip()
        unit = unit or _SIGNS[money[1]]
    mixed = _MIXED.match(rest)
    if mixed and int(mixed[3]):
        over = int(mixed[1]) * int(mixed[3]) + int(mixed[2])
        rest = f"{over}/{mixed[3]}{rest[mixed.end() :]}"
    found = _FRACTION.match(rest) or _EXPONENT.match(rest) or _NUMBER.match(rest)
    if found is None:
        raise InputError(f"{text!r} is not a number")
    digits, tail = found[0].strip(), rest[found.end() :].strip()
    if found[0].endswith(",") or found[0].endswith("'"):
        raise InputError(f"{text!r} is not a number")
    number = _figure(digits, manner.decimal, text) * sign
    if not math.isfinite(number):
        raise InputError(f"{text!r} is too large")
    return _scaled(number, tail, unit, _Reader(manner, measure))


def _figure(digits: str, decimal: str, text: str) -> float:
    if "/" in digits:
        over, under = (int(part) for part in digits.split("/"))
        if not under:
            raise InputError(f"{text!r} divides by nothing")
        return over / under
    if "e" in digits.casefold():
        return float(digits)
    if not _GROUPED[decimal].fullmatch(digits):
        raise InputError(f"the separators of {text!r} are not clear")
    plain = digits.replace(" ", "").replace("'", "")
    plain = plain.replace("," if decimal == "." else ".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _scaled(number: float, tail: str, unit: str, as_: _Reader) -> tuple[float | str, str]:
    """Take "M", "%" or a unit behind a number into account; anything else is unreadable."""
    word, _, more = tail.partition(" ")
    scale = _SCALES.get(word.casefold())
    if scale and word not in as_.manner.units and word != as_.measure.unit:
        scaled = number * scale
        number, tail = int(scaled) if float(scaled).is_integer() else scaled, more.strip()
    if not tail:
        return number, unit
    if tail == "%" and as_.measure.value in ("fraction", "change"):
        return f"{number}%", unit
    if tail == "%" and as_.measure.unit in ("percent", "%"):
        return number, ""
    return number, _unit_behind(tail, as_)


def _unit_behind(tail: str, as_: _Reader) -> str:
    """Return the unit that stands behind a number, empty where it is the measure's own."""
    measure, named = as_.measure, as_.manner.units.get(tail, tail)
    if named == measure.unit:
        return ""
    if (
        (measure.value == "duration" and durations.unit_of(named))
        or (measure.value == "money" and re.fullmatch(r"[A-Z]{3}", named))
        or (measure.value == "number" and measure.unit and units.convertible(named, measure.unit))
    ):
        return named
    raise InputError(f"{tail!r} stands behind the number and is not its unit")
