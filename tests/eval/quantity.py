"""What a claim of a hand-made set says: its words and numbers as a Value."""

from __future__ import annotations

import re
from typing import Any

from claimgraph import phrasing, units, values
from claimgraph.errors import InputError
from claimgraph.model import Concept, Measure, Value
from tests.eval.moments import date_value


def _before() -> list[tuple[str, str]]:
    """English words before a number with their hedges, the longest first."""
    words = phrasing.language("en")
    assert words is not None
    found = [(text, hedge) for hedge, texts in words.words["before"].items() for text in texts]
    return sorted(found, key=lambda pair: -len(pair[0]))


_HEDGES = _before()
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
           "m": 1e6, "bn": 1e9, "k": 1e3}  # fmt: skip
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(hundred|thousand|million|billion|trillion|bn)?"
                     r"\s*(%|percent|per cent)?\s*([A-Za-z]+)?")  # fmt: skip
_NEAR = 0.02


def kind_of(item: dict[str, Any]) -> str:
    """Value type of one claim."""
    proposition = item["proposition"]
    value, kind = proposition["value"], str(proposition["value_kind"])
    if isinstance(value, bool):
        return "boolean"
    if proposition.get("numeric"):
        unit = str(proposition["numeric"].get("unit") or "")
        if unit == "%" or unit.startswith("percent"):
            return "fraction"
        return "count" if kind.startswith("count") and _whole(proposition["numeric"]) else "number"
    if ("date" in kind or "time" in kind) and date_value(str(value)):
        return "date"
    return "category" if kind in ("status", "state", "category", "outcome") else "text"


def _whole(numeric: dict[str, Any]) -> bool:
    ends = (numeric.get("min"), numeric.get("max"))
    return all(end is None or float(end).is_integer() for end in ends)


def unit_of(item: dict[str, Any]) -> str:
    """Unit of the numbers of one claim, empty for what has none."""
    numeric = item["proposition"].get("numeric") or {}
    unit = str(numeric.get("unit") or "")
    return "" if unit == "%" or unit.startswith("percent") else unit


def read(item: dict[str, Any], measure: Measure, concepts: dict[str, Concept]) -> Value:
    """Read the value of one claim; what does not fit its measure is kept as text."""
    value = item["proposition"]["value"]
    try:
        if measure.value in ("count", "number", "fraction"):
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


def _number(item: dict[str, Any], measure: Measure) -> Value:
    proposition = item["proposition"]
    numeric, words = proposition["numeric"], str(proposition["value"])
    low, high = numeric.get("min"), numeric.get("max")
    percent = measure.value == "fraction"
    hedge = _hedge(words.lower(), low, high, approximate=bool(numeric.get("approx")))
    if hedge == "range":
        ends = [end / 100 if percent else _plain(end) for end in (low, high)]
        return values.read(values.Written(ends, words=words), measure)
    stated, unit = _stated(words.lower(), low if low is not None else high, measure.unit)
    if percent:
        stated = stated / 100
    written = values.Written(_plain(stated), hedge, words=words, unit=unit)
    return values.read(written, measure)


def _hedge(words: str, low: float | None, high: float | None, *, approximate: bool) -> str:
    told = next((hedge for word, hedge in _HEDGES if re.match(rf"{re.escape(word)}\b", words)), "")
    if told and told not in ("exact", "round"):
        return told
    if low is not None and high is not None and low != high and not approximate:
        return "range"
    if high is None:
        return "at-least"
    if low is None:
        return "at-most"
    return "about" if approximate else "exact"


def _stated(words: str, number: float, target: str) -> tuple[float, str]:
    """Return the figure that the words name with its unit, where it is the number of the set."""
    for found in _NUMBER.finditer(words):
        figure = float(found[1].replace(",", "")) * _SCALES.get(found[2] or "", 1)
        unit = found[4] or ""
        if abs(figure - number) <= _NEAR * abs(number):
            return figure, ""
        try:
            converted = units.convert(figure, unit, target) if unit and target else figure
        except InputError:
            continue
        if abs(converted - number) <= _NEAR * abs(number):
            return figure, unit
    return number, ""


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number
