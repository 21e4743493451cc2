"""Layer 1. From what a claim file writes (a number, a word, a date) to a Value."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from claimgraph import dates, hedges, units
from claimgraph.errors import InputError
from claimgraph.hedges import INF, Interval
from claimgraph.model import NUMERIC, Measure, Value

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|-?\d+/\d+|-?\d+(?:\.\d+)?\s?%")

_IN_WORDS = {
    "exact": "{n}", "round": "{n}", "about": "about {n}", "nearly": "nearly {n}",
    "more-than": "more than {n}", "at-least": "at least {n}", "less-than": "less than {n}",
    "at-most": "at most {n}", "up-to": "up to {n}", "threshold-exclusive": "over {n}",
    "threshold-inclusive": "{n} and over", "couple": "a couple", "few": "a few",
    "several": "several", "tens": "tens", "dozens": "dozens", "hundreds": "hundreds",
    "thousands": "thousands", "vague": "an unstated amount",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A value as a person wrote it. value: scalar or [low, high]; the rest refine a number."""

    value: object = None
    hedge: str = ""
    granularity: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""
    unit: str = ""


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
    """Write *n* for people: thousands separated, fractions as per cent.

    >>> in_digits(10000, "count"), in_digits(0.4, "fraction"), in_digits(2, "ratio")
    ('10,000', '40 %', '2 times')
    """
    if kind == "fraction":
        return f"{n * 100:.3g} %"
    plain = f"{n:,.0f}" if float(n).is_integer() else f"{n:,.6g}"
    return f"{plain} times" if kind == "ratio" else plain


def _numeric(written: Written, measure: Measure) -> Value:
    kind = measure.value
    pair = written.value if isinstance(written.value, list) else None
    stated = None if pair or written.value is None else _number(written.value)
    step = 1.0 if kind == "count" else 0.0
    if pair is not None:
        if len(pair) != 2:  # noqa: PLR2004 - low and high
            raise InputError("a range has two ends", cure="write value: [low, high]")
        low, high = (_number(end) for end in pair)
        span = Interval(low, high)
        if span.empty:
            raise InputError("the range ends before it begins", cure="write value: [low, high]")
        ends = f"{in_digits(low, kind)} to {in_digits(high, kind)}"
        return Value(kind, written.words or ends, None, "range", span, span)
    hedge = _hedge_of(written, stated, measure)
    row = hedges.TABLE[hedge]
    if row.needs_number and stated is None:
        raise InputError(f"the hedge {hedge!r} needs a number", cure="give `value`")
    n = stated if stated is not None else 0.0
    if kind == "count" and stated is not None and not float(stated).is_integer():
        raise InputError(f"{stated} is not a count", cure="give the measure `value: number`")
    grain = written.granularity or hedges.granularity(n)
    outer, inner = row.outer(n, grain, step), row.inner(n, grain, step)
    if kind == "fraction":
        outer, inner = _cap(outer), _cap(inner)
    outer = _override(outer, written)
    unit = written.unit if written.unit != measure.unit else ""
    if unit:
        outer, inner = (_converted(_grainy(i, n), unit, measure.unit) for i in (outer, inner))
    text = _IN_WORDS[hedge].format(n=in_digits(n, kind))
    text = f"{text} {unit}" if unit else text
    value = Value(kind, written.words or text, stated, hedge, outer, inner, unit=unit)
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
    n = stated if stated is not None else 0.0
    inner = row.inner(n, hedges.granularity(n), 1.0 if kind == "count" else 0.0)
    return _cap(inner) if kind == "fraction" else inner


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
        rounded = measure.value == "count" and measure.temporality != "rule"
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
    return value.outer.closed(1.0 if value.kind == "count" else 0.0)


def effective_inner(value: Value) -> Interval:
    """Inner interval of *value* with closed ends."""
    assert value.inner is not None  # noqa: S101 - callers hold a number
    if value.hedge.startswith("threshold-"):
        return effective(value)
    outer = effective(value)
    near = value.inner.closed(1.0 if value.kind == "count" else 0.0)
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


__all__ = ["INF", "Written", "effective", "effective_inner", "in_digits", "read"]
