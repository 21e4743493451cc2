"""What a claim of a hand-made set says: its words and numbers as a Value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from claimgraph import durations, hedges, phrasing, units, values
from claimgraph.errors import InputError
from claimgraph.kinds import NUMERIC
from claimgraph.model import Concept, Measure, Value
from tests.eval.moments import date_value

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
           "m": 1e6, "bn": 1e9, "k": 1e3}  # fmt: skip
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(hundred|thousand|million|billion|trillion|bn)?"
                     r"\s*(%|percent|per cent)?\s*([A-Za-z]+)?")  # fmt: skip
_NEAR = 0.02
_GROWTH = re.compile(r"\b(growth|grew|grow|rise|rose|increase\w*|decrease\w*|decline\w*|fall|fell|"
                     r"drop\w*|change|up|down|higher|lower|gain\w*)\b")  # fmt: skip
_NAMES = frozenset({"cause", "entity", "person", "name", "organisation", "organization", "place",
                    "location", "winner", "reason", "method", "type", "result", "decision",
                    "verdict", "colour", "role"})  # fmt: skip
"""Kinds of values that are a name: two names for one thing are not the same thing."""
_SHORT = 5
_LAST = ("last", "lowest", "fewest", "smallest", "least")
_TAKEN_BACK = re.compile(r"\b(retract\w*|withdr\w+|took down|taken down|recant\w*)\b")
RANKING = re.compile(r"\b(superlative|ordinal|rank|(?:is|was) (?:a|the) (?:\w+ )?record)\b")
"""Words of a property that say that something has a place in a list."""


def taken_back(item: dict[str, Any]) -> bool:
    """Tell whether a claim only says that another one is withdrawn."""
    told = item["proposition"]
    words = f"{item['claim_type']} {told['property']} {told['value']}"
    return _TAKEN_BACK.search(words.lower()) is not None and not told.get("numeric")


def kind_of(item: dict[str, Any]) -> str:
    """Value type of one claim."""
    proposition = item["proposition"]
    value, kind = proposition["value"], str(proposition["value_kind"])
    if taken_back(item):
        return "text"
    if ranked(item):
        return "rank"
    if isinstance(value, bool):
        return "boolean"
    if proposition.get("numeric"):
        return _numeric_kind(proposition, kind)
    if ("date" in kind or "time" in kind) and date_value(str(value)):
        return "date"
    named = kind in _NAMES and len(str(value).split()) <= _SHORT
    return "category" if named or kind in ("status", "state", "category", "outcome") else "text"


def ranked(item: dict[str, Any]) -> bool:
    """Tell whether a claim gives a place in a list: "deadliest", "second", "a record"."""
    proposition = item["proposition"]
    kind = f"{proposition['value_kind']} {proposition['property']}".lower()
    number = (proposition.get("numeric") or {}).get("unit")
    return not number and RANKING.search(kind) is not None


def _numeric_kind(proposition: dict[str, Any], kind: str) -> str:
    unit = _scaled(proposition)[1]
    words = f"{kind} {proposition['property']}".lower().replace("_", " ")
    if unit.startswith(("%", "percent")):
        return "change" if _GROWTH.search(words) else "fraction"
    if durations.unit_of(unit) in durations.FIXED:
        return "duration"
    if unit in ("times", "x", "ratio") or kind.startswith(("ratio", "multiple")):
        return "ratio"
    return "count" if kind.startswith("count") and _whole(proposition["numeric"]) else "number"


def _scaled(proposition: dict[str, Any]) -> tuple[float, str]:
    """Return the factor and the unit that a written unit such as "million euros" holds."""
    unit = str((proposition.get("numeric") or {}).get("unit") or "")
    first, _, rest = unit.partition(" ")
    return (_SCALES[first], rest) if rest and first in _SCALES else (1, unit)


def _whole(numeric: dict[str, Any]) -> bool:
    ends = (numeric.get("min"), numeric.get("max"))
    return all(end is None or float(end).is_integer() for end in ends)


def unit_of(item: dict[str, Any]) -> str:
    """Unit of the numbers of one claim, empty for what has none."""
    unit = _scaled(item["proposition"])[1]
    if unit.startswith(("%", "percent")):
        return ""
    return durations.unit_of(unit) or unit


def read(item: dict[str, Any], measure: Measure, concepts: dict[str, Concept]) -> Value:
    """Read the value of one claim; what does not fit its measure is kept as text."""
    value = item["proposition"]["value"]
    try:
        if measure.value == "rank":
            return values.read(values.Written(_place(item), words=str(value)), measure)
        if measure.value in NUMERIC:
            return _number(item, measure)
        if measure.value == "boolean":
            return Value("boolean", "yes" if value else "no", truth=bool(value))
        if measure.value == "date" and (found := date_value(str(value))) is not None:
            return Value("date", str(value), dates=found)
        if measure.value == "category":
            key = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-") or "x"
            concepts.setdefault(key, Concept(key, str(value)))
            return Value("category", str(value), concept=key)
    except (InputError, KeyError, TypeError):
        pass  # kept as text: compared for identity only
    return Value("text", str(value))


def _place(item: dict[str, Any]) -> int:
    """Return the place in a list: of a superlative the first."""
    numeric = item["proposition"].get("numeric") or {}
    if str(item["proposition"]["value"]).lower() in _LAST:
        raise InputError("the last of a list", cure="say of how many")
    return int(numeric["min"]) if numeric.get("min") is not None else 1


def _number(item: dict[str, Any], measure: Measure) -> Value:
    proposition = item["proposition"]
    numeric, words = proposition["numeric"], str(proposition["value"])
    factor, unit = _scaled(proposition)
    low, high = (None if end is None else end * factor
                 for end in (numeric.get("min"), numeric.get("max")))  # fmt: skip
    percent = measure.value in ("fraction", "change")
    named = phrasing.mentions(words.lower(), "en")
    hedge = _hedge(named, low, high, approximate=bool(numeric.get("approx")))
    if hedge == "range":
        ends = [end / 100 if percent and end else _plain(end or 0) for end in (low, high)]
        return values.read(values.Written(ends, words=words), measure)
    if hedge in hedges.PLURALS:
        return values.read(values.Written(None, hedge, words=words), measure)
    stated, written = _stated(words.lower(), low if low is not None else high or 0, measure.unit,
                              named)  # fmt: skip
    if percent:
        stated = round(stated / 100, 8)
    own = "" if percent else durations.unit_of(unit) or unit
    if not written and own and own != measure.unit and units.convertible(own, measure.unit):
        written = own
    found = values.read(values.Written(_plain(stated), hedge, words=words, unit=written), measure)
    strange = measure.value == "number" and own != measure.unit and not written
    return replace(found, bounds_unit=own) if strange and own else found


def _hedge(
    named: Sequence[phrasing.Mention], low: float | None, high: float | None, *, approximate: bool
) -> str:
    told = next((m.hedge for m in named if m.hedge), "")
    if told and told not in ("exact", "round"):
        return told
    if low is not None and high is not None and low != high and not approximate:
        return "range"
    if high is None:
        return "at-least"
    if low is None:
        return "at-most"
    return "about" if approximate else "exact"


def _stated(
    words: str, number: float, target: str, named: Sequence[phrasing.Mention]
) -> tuple[float, str]:
    """Return the figure that the words name with its unit, where it is the number of the set."""
    for found in _NUMBER.finditer(words):
        figure = round(float(found[1].replace(",", "")) * _SCALES.get(found[2] or "", 1), 6)
        unit = found[4] or ""
        if _is(figure, number):
            return figure, ""
        try:
            converted = units.convert(figure, unit, target) if unit and target else figure
        except InputError:
            continue
        if _is(converted, number):
            return figure, unit
    in_words = (m.number for m in named if m.number is not None)
    return next((n for n in in_words if _is(n, number)), number), ""


def _is(figure: float, number: float) -> bool:
    """Tell whether a figure of the words is the set's number, which can be the next whole one."""
    near = abs(figure - number) <= _NEAR * abs(number)
    return near or (float(figure).is_integer() and abs(figure - number) == 1)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number
