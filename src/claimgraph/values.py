"""Layer 1. From what a claim file writes (a number, a word, a date) to a Value."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from claimgraph import dates, durations, hedges, units
from claimgraph.errors import InputError
from claimgraph.hedges import INF, Interval
from claimgraph.kinds import NUMERIC, WHOLE
from claimgraph.model import Measure, Value

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|-?\d+/\d+|-?\d+(?:\.\d+)?\s?%")
_POINTS = re.compile(r"(-?\d+(?:\.\d+)?)\s?(?:pp|(?:percentage |per cent |percent )?points?)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_YEAR = re.compile(r"\d{4}")

POINTS = "percentage points"
"""Unit of a change that is the difference of two percentages."""

_IN_WORDS = {
    "exact": "{n}", "round": "{n}", "about": "about {n}", "nearly": "nearly {n}",
    "more-than": "more than {n}", "at-least": "at least {n}", "less-than": "less than {n}",
    "at-most": "at most {n}", "up-to": "up to {n}", "threshold-exclusive": "over {n}",
    "threshold-inclusive": "{n} and over", "couple": "a couple", "few": "a few",
    "several": "several", "tens": "tens", "dozens": "dozens", "hundreds": "hundreds",
    "thousands": "thousands", "tens-of-thousands": "tens of thousands",
    "hundreds-of-thousands": "hundreds of thousands", "millions": "millions",
    "vague": "an unstated amount",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A value as a person wrote it. value: scalar or [low, high]; the rest refine a number.

    unit: the unit or currency of the text. rate, prices: of an amount of money, see `model.Value`.
    """

    value: object = None
    hedge: str = ""
    granularity: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""
    unit: str = ""
    rate: float | None = None
    prices: str = ""


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise InputError(f"{raw!r} is not a number", cure="write it in digits")
    if isinstance(raw, int | float):
        return raw
    text = raw.replace(",", "").replace("\N{NO-BREAK SPACE}", "").strip()
    if _NUMBER.fullmatch(text) is None:
        raise InputError(
            f"{raw!r} is not a number",
            cure="write digits, a fraction such as 1/3 or a percentage such as 40%, and the "
            "wording (about, more than, ...) as `hedge`",
        )
    exact = Fraction(text.rstrip("% ")) / (100 if text.endswith("%") else 1)
    return int(exact) if exact.denominator == 1 else float(exact)


def in_digits(n: float, kind: str) -> str:
    """Write *n* for people: thousands separated, fractions and changes as per cent.

    >>> in_digits(10000, "count"), in_digits(0.4, "fraction"), in_digits(2, "ratio")
    ('10,000', '40 %', '2 times')
    >>> in_digits(3, "rank")
    'no. 3'
    """
    if kind in ("fraction", "change"):
        return f"{n * 100:.3g} %"
    plain = f"{n:,.0f}" if float(n).is_integer() else f"{n:,.6g}"
    if kind == "rank":
        return f"no. {plain}"
    return f"{plain} times" if kind == "ratio" else plain


def unit_of(value: Value, measure: Measure) -> str:
    """Return the unit of a value's bounds: two values of one unit can be compared.

    An amount in the prices of a year can be compared with amounts in the prices of that year only.
    """
    unit = value.bounds_unit or measure.unit
    if value.kind == "change":
        return unit or "per cent"
    return f"{unit} in prices of {value.prices}" if value.prices else unit


def _spelt(raw: object, unit: str, measure: Measure) -> tuple[float, str]:
    """Read one number with the unit that it is in, "" for the measure's own."""
    if measure.value == "duration" and isinstance(raw, str) and not _NUMBER.fullmatch(raw.strip()):
        read = durations.parse(raw)
        if isinstance(read[1], str):
            number, named = float(read[0]), read[1]
            return number, "" if named == measure.unit else named
        raise InputError(
            f"{raw!r} mixes months, which differ in length, with days",
            cure="write it in days, hours or another unit of fixed length, or as [low, high]",
        )
    if measure.value == "change" and isinstance(raw, str):
        points = _POINTS.fullmatch(raw.strip())
        if points:
            return _number(points[1]), POINTS
    return _number(raw), _other_unit(unit, measure)


def _other_unit(unit: str, measure: Measure) -> str:
    """Return the unit that a text uses, "" where it is the measure's own."""
    known = (durations.unit_of(unit) or unit) if measure.value == "duration" else unit
    return known if known != measure.unit else ""


def _numeric(written: Written, measure: Measure) -> Value:
    _check_extras(written, measure)
    if isinstance(written.value, list):
        return _range(written, measure)
    kind = measure.value
    stated, unit = None, _other_unit(written.unit, measure)
    if written.value is not None:
        stated, unit = _spelt(written.value, written.unit, measure)
    hedge = _hedge_of(written, stated, measure)
    row = hedges.TABLE[hedge]
    if row.needs_number and stated is None:
        raise InputError(f"the hedge {hedge!r} needs a number", cure="give `value`")
    n = stated if stated is not None else 0.0
    _check_number(n, kind, hedge)
    outer, inner = _hedged(row, n, written.granularity, kind)
    outer = _override(outer, written)
    bounds_unit = _bounds_unit(unit, written, measure)
    if unit and bounds_unit != unit:
        outer, inner = (_brought(_grainy(i, n), unit, written, measure) for i in (outer, inner))
    if written.prices:
        unit = unit or measure.unit
    shown = "number" if unit == POINTS else kind
    text = _IN_WORDS[hedge].format(n=in_digits(abs(n) if kind == "change" else n, shown))
    text = _with_unit(text, unit, written.prices)
    if kind == "change" and n:
        text = f"a {'rise' if n > 0 else 'fall'} of {text}"
    value = Value(
        kind, written.words or text, stated, hedge, outer, inner,
        unit=unit, bounds_unit=bounds_unit, rate=written.rate, prices=written.prices,
    )  # fmt: skip
    if effective(value).empty:
        raise InputError(f"{text!r} leaves no value", cure="check `value` and `hedge`")
    return value


def suggested(kind: str, hedge: str, stated: float | None) -> Interval | None:
    """Return what a hedge suggests of a figure in its measure's unit, by the figure's zeros.

    None for a range, which suggests what it states.
    """
    row = hedges.TABLE.get(hedge)
    if row is None or hedge == "range":
        return None
    return _hedged(row, stated if stated is not None else 0.0, None, kind)[1]


def _with_unit(text: str, unit: str, prices: str) -> str:
    full = f"{text} {unit}" if unit else text
    return f"{full} in prices of {prices}" if prices else full


def _range(written: Written, measure: Measure) -> Value:
    pair = written.value
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - low and high
        raise InputError("a range has two ends", cure="write value: [low, high]")
    kind = measure.value
    (low, unit), (high, other) = (_spelt(end, written.unit, measure) for end in pair)
    if unit != other:
        raise InputError(
            "the ends of the range have two units",
            cure="write both in one unit, value: [low, high]",
        )
    for end in (low, high):
        _check_number(end, kind, "range")
    span = Interval(low, high)
    if span.empty:
        raise InputError("the range ends before it begins", cure="write value: [low, high]")
    shown = "number" if unit == POINTS else kind
    text = f"{in_digits(low, shown)} to {in_digits(high, shown)}"
    bounds_unit = _bounds_unit(unit, written, measure)
    if unit and bounds_unit != unit:
        span = _brought(span, unit, written, measure)
    if written.prices:
        unit = unit or measure.unit
    return Value(
        kind, written.words or _with_unit(text, unit, written.prices), None, "range", span, span,
        unit=unit, bounds_unit=bounds_unit, rate=written.rate, prices=written.prices,
    )  # fmt: skip


def _check_extras(written: Written, measure: Measure) -> None:
    if measure.value != "money":
        if written.rate is not None or written.prices:
            raise InputError(
                "`rate` and `prices` belong to an amount of money",
                cure="give the measure `value: money`, or drop them",
            )
        return
    if written.unit and not _CURRENCY.fullmatch(written.unit):
        raise InputError(
            f"{written.unit!r} is not a currency", cure="write its ISO 4217 code: EUR, USD"
        )
    if written.prices and not _YEAR.fullmatch(written.prices):
        raise InputError(f"{written.prices!r} is not a year", cure="write `prices:` as 2015")
    foreign = written.unit and written.unit != measure.unit
    if written.rate is not None and (written.rate <= 0 or not foreign):
        raise InputError(
            "`rate` is what one of the text's currency is worth in the measure's, above 0",
            cure="write the text's currency as `unit`, or drop `rate`",
        )


def _check_number(n: float, kind: str, hedge: str) -> None:
    if kind in WHOLE and not float(n).is_integer():
        raise InputError(f"{n} is not a {kind}", cure="give the measure `value: number`")
    if kind == "rank" and (n < 1 or hedge not in ("exact", "range")):
        raise InputError(
            "a rank is a whole number from 1, without a hedge",
            cure="write 3 for the third, [1, 3] for one of the first three",
        )
    if kind in ("duration", "money") and n < 0:
        raise InputError(f"{n} is below 0", cure=f"write a {kind} without a sign")


def _hedged(
    row: hedges.Hedge, n: float, granularity: float | None, kind: str
) -> tuple[Interval, Interval]:
    """Return what the words rule out and suggest; a fall is hedged by how far it goes."""
    fall = kind == "change" and n < 0
    size = -n if fall else n
    grain = granularity or hedges.granularity(n)
    step = 1.0 if kind in WHOLE else 0.0
    outer, inner = row.outer(size, grain, step), row.inner(size, grain, step)
    if kind == "fraction":
        return _cap(outer), _cap(inner)
    return (outer.mirrored(), inner.mirrored()) if fall else (outer, inner)


def _bounds_unit(unit: str, written: Written, measure: Measure) -> str:
    """Return the unit that the bounds stay in, "" where they are brought to the measure's."""
    if measure.value == "money" and unit and written.rate is None:
        return unit
    return POINTS if unit == POINTS and measure.unit != POINTS else ""


def _brought(span: Interval, unit: str, written: Written, measure: Measure) -> Interval:
    """Bring *span* to the measure's unit: by a stated rate, the calendar's months, or pint."""
    if written.rate is not None:
        half = hedges.granularity(written.rate) / 2
        low, high = written.rate - half, written.rate + half
        return Interval(span.low * low, span.high * high, span.low_open, span.high_open)
    if measure.value != "duration":
        return _converted(span, unit, measure.unit)
    low, high = (
        durations.ends(end, unit, measure.unit)[at] if math.isfinite(end) else end
        for at, end in enumerate((max(span.low, 0.0), span.high))
    )
    return Interval(low, high, span.low_open, span.high_open)


def _grainy(span: Interval, stated: float) -> Interval:
    """Widen a bare figure to the half unit of its last digit, which a conversion makes visible.

    "19 miles" is 18.5 to 19.5 miles, so that it meets "30 km" and "30 miles" does not.
    """
    if span.low != span.high:
        return span
    half = min(hedges.granularity(stated), 1.0) / 2
    return Interval(span.low - half, span.high + half, high_open=True)


def _converted(span: Interval, unit: str, target: str) -> Interval:
    low, high = (
        units.convert(end, unit, target) if math.isfinite(end) else end
        for end in (span.low, span.high)
    )
    return Interval(low, high, span.low_open, span.high_open)


def _hedge_of(written: Written, stated: float | None, measure: Measure) -> str:
    hedge = written.hedge
    if not hedge:
        rounded = measure.value in ("count", "money") and measure.temporality != "rule"
        round_number = stated is not None and rounded and hedges.reads_as_round(stated)
        hedge = "round" if round_number else "exact"
    if hedge not in hedges.TABLE:
        raise InputError(f"{hedge!r} is not a hedge", cure="use one of " + ", ".join(hedges.TABLE))
    if measure.temporality == "rule":
        hedge = {
            "more-than": "threshold-exclusive",
            "at-least": "threshold-inclusive",
        }.get(hedge, hedge)
    return hedge


def _cap(span: Interval) -> Interval:
    low_open = span.low_open and span.low >= 0
    high_open = span.high_open and span.high <= 1  # "more than 40 %" does not rule 100 % out
    return Interval(max(0.0, span.low), min(1.0, span.high), low_open, high_open)


def _override(span: Interval, written: Written) -> Interval:
    if written.low is None and written.high is None:
        return span
    low = span.low if written.low is None else written.low
    high = span.high if written.high is None else written.high
    if low > high:
        raise InputError(f"low {low} is above high {high}", cure="swap them")
    return Interval(
        low, high, span.low_open and written.low is None, span.high_open and written.high is None
    )


def effective(value: Value) -> Interval:
    """Outer interval of *value* with closed ends, as comparison and RDF use it.

    A rule's limit "over 75" (in years) admits from 76, "75 and older" from 75.
    """
    assert value.outer is not None  # noqa: S101 - callers hold a number
    if value.hedge == "threshold-exclusive":
        low = value.outer.low + 1 if float(value.outer.low).is_integer() else value.outer.low
        return Interval(low, low)
    return value.outer.closed(1.0 if value.kind in WHOLE else 0.0)


def effective_inner(value: Value) -> Interval:
    """Inner interval of *value* with closed ends."""
    assert value.inner is not None  # noqa: S101 - callers hold a number
    if value.hedge.startswith("threshold-"):
        return effective(value)
    outer = effective(value)
    near = value.inner.closed(1.0 if value.kind in WHOLE else 0.0)
    inner = Interval(max(near.low, outer.low), min(near.high, outer.high))
    # "nearly 5": no whole number lies within 10 %, so the outer interval has to do
    return outer if inner.empty else inner


def read(written: Written, measure: Measure) -> Value:
    """Read a written value as *measure* demands.

    Raises InputError naming what does not fit and what to write.
    """
    kind = measure.value
    raw = written.value
    if kind in NUMERIC:
        return _numeric(written, measure)
    if written.hedge or written.low is not None or written.high is not None:
        raise InputError(
            f"a {kind} takes no hedge or bounds", cure="drop `hedge`, `low` and `high`"
        )
    if kind == "boolean":
        if not isinstance(raw, bool):
            raise InputError(f"{raw!r} is neither true nor false", cure="write true or false")
        return Value(kind, written.words or ("yes" if raw else "no"), truth=raw)
    if not isinstance(raw, str):
        raise InputError(f"{raw!r} is not a {kind}", cure="write it as text in quotes")
    if kind == "date":
        return Value(kind, written.words or raw, dates=dates.parse(raw))
    if kind == "category":
        return Value(kind, written.words, concept=raw)
    return Value("text", raw)


__all__ = ["INF", "Written", "effective", "effective_inner", "in_digits", "read", "unit_of"]
