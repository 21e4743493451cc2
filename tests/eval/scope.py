"""What a claim of a hand-made set is about: subject, property and qualifiers as a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from claimgraph import ids
from claimgraph.dates import parse
from claimgraph.kinds import BASED
from claimgraph.model import (
    HOLDS,
    Agent,
    Concept,
    Event,
    Measure,
    Partition,
    Period,
    Place,
    Question,
)
from tests.eval.moments import date_value, period
from tests.eval.quantity import kind_of, taken_back, unit_of

_GENERIC = re.compile(r"\b(province|town|city|district|region|county|village|state|island|country|"
                      r"of|the|in|at|across|all|whole|entire|near|around|area|throughout|over|"
                      r"within|inside|nationwide|districts|towns|cities)\b")  # fmt: skip
_PERIODS = frozenset({"period", "year", "quarter", "month", "half", "season", "during", "between",
                      "timeframe", "time frame", "date range", "fiscal year"})  # fmt: skip
_RECORD = frozenset({"tz", "status", "section", "credit", "cause", "bearing", "as of", "as_of",
                     "date", "time", "when", "since", "subset of", "unit", "source", "measured by",
                     "by", "note", "manner", "reason", "location in article", "timezone",
                     "time zone", "until", "condition", "means", "purpose"})  # fmt: skip
"""Qualifiers that say when, why or by whom, not of what."""
_PLACES = ("place", "location", "where", "region", "district", "city", "venue", "site")
_BASES = ("of", "out of", "base", "share of", "relative to", "denominator", "among")
"""Qualifiers that say of what a share is a share, or in what list a rank stands."""
_KINDS = ("definition", "basis", "method", "measure", "counting", "criterion", "counted")
"""Qualifiers that say how a figure is defined."""
_SHORT = ("", "a", "is", "the", "in", "of", "rank")
_TENSES = ("will", "would", "has", "have", "had", "is", "are", "was", "were", "been", "be", "being",
           "to", "not", "did", "does", "do", "already", "yet")  # fmt: skip
_PLUS = re.compile(r"\s+(?:plus|and|\+|combined with)\s+")


def slug(text: str) -> str:
    """Make an id of words."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


@dataclass
class Parts:
    """A register while it grows. splits: a property's first words, and the rest that defines it.

    amounts: first words of properties that are counted or measured.
    """

    agents: dict[str, Agent] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=lambda: {HOLDS.id: HOLDS})
    questions: dict[str, Question] = field(default_factory=dict)
    partitions: dict[str, Partition] = field(default_factory=dict)
    splits: dict[str, tuple[str, str]] = field(default_factory=dict)
    amounts: set[str] = field(default_factory=set)


def prepare(claims: list[dict[str, Any]], parts: Parts) -> None:
    """Learn properties, places and subjects from all claims, before any is read."""
    names = sorted({c["proposition"]["property"] for c in claims})
    stated = {c["proposition"]["property"] for c in claims if kind_of(c) == "boolean"}
    bases = {name.partition(",")[0].strip() for name in names}
    for name in names:
        base, _, rest = name.partition(",")
        base = base.strip()
        longer = [b for b in bases if base.startswith(b + " ") and b != base
                  and not _PLUS.match(base.removeprefix(b))]  # fmt: skip
        if longer and not rest:
            short = max(longer, key=len)
            base, rest = short, base.removeprefix(short)
        parts.splits[name] = (tenseless(base) if name in stated else base, rest.strip())
    parts.amounts = {parts.splits[c["proposition"]["property"]][0] for c in claims
                     if kind_of(c) in ("count", "number")}  # fmt: skip
    _measures(claims, parts)
    _events(claims, parts)


def tenseless(text: str) -> str:
    """Return what is said to be done, whenever: "will ask for it" as "asked for it".

    >>> tenseless("will ask for it") == tenseless("asked for it")
    True
    """
    found = text.split()
    while len(found) > 1 and found[0] in _TENSES:
        found = found[1:]
    verb = re.sub(r"(?:ied|ies)$", "y", found[0])
    verb = re.sub(r"(?:ed|ing|es|e|s)$", "", verb) if len(verb) > 4 else verb
    return " ".join([verb, *found[1:]])


def _measures(claims: list[dict[str, Any]], parts: Parts) -> None:
    """One measure for a property of one kind; with variants it is underspecified without one."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in claims:
        groups.setdefault(measure_base(item, parts), []).append(item)
    for name, items in groups.items():
        kinds = [kind_of(item) for item in items]
        kind = "category" if "category" in kinds else max(sorted(set(kinds)), key=kinds.count)
        kind = "number" if kind == "count" and "number" in kinds else kind
        units = [unit_of(item) for item in items if unit_of(item)]
        unit = max(sorted(set(units)), key=units.count) if units else ""
        unit = unit or ("things" if kind in ("count", "number") else "")
        unit = unit if kind in ("count", "number", "duration", "money") else ""
        temporality = _temporality(items, kind)
        variants = {variant(i, parts) for i in items} - {""}
        parts.measures[name] = Measure(
            name, name, name, kind, temporality, unit, underspecified=bool(variants)
        )
        for rest in sorted(variants):
            key = slug(f"{name} {rest}")
            parts.measures[key] = Measure(key, key, rest, kind, temporality, unit, (name,))


_MOMENTS = frozenset({"as of", "as_of", "when", "since", "until"})


def _temporality(items: list[dict[str, Any]], kind: str) -> str:
    """Tell what can change from what is fixed: a state, a count so far; a deed, a closed period."""
    told = [{str(k).lower() for k in i["proposition"]["qualifiers"]} for i in items]
    if kind in ("category", "boolean"):
        state = any(i["proposition"]["value_kind"] in ("status", "state") for i in items)
        return "state" if state or any(keys & _MOMENTS for keys in told) else "event"
    if kind in ("count", "fraction"):
        return "flow" if all(keys & _PERIODS for keys in told) else "stock"
    return "event"


def measure_base(item: dict[str, Any], parts: Parts) -> str:
    """Return the measure of a claim's property; of a state, that of its subject alone."""
    base = parts.splits[item["proposition"]["property"]][0]
    if taken_back(item):
        base = f"withdrawal of {base}"
    kind = kind_of(item)
    if kind in ("change", "ratio") or (kind == "fraction" and base in parts.amounts):
        base = f"{base} {kind}"  # another quantity, whatever its name begins with
    return slug(f"{base} of {item['proposition']['subject']}") if base == "status" else slug(base)


def _events(claims: list[dict[str, Any]], parts: Parts) -> None:
    """Make subjects events; the place that a subject's name holds is where it was."""
    told: dict[str, set[str]] = {}
    for item in claims:
        subject = item["proposition"]["subject"]
        place = _place_of(item)
        told.setdefault(subject, set())
        if place:
            told[subject].add(place)
    named = {place for places in told.values() for place in places}
    for subject, places in told.items():
        own = sorted((p for p in named if p in place_name(subject).split(", ")
                      or p in place_name(subject).split()), key=len)  # fmt: skip
        home = slug(own[0]) if own else ""
        when = date_value(subject)
        parts.events[slug(subject)] = Event(slug(subject), subject, when, home)
        if home:
            parts.places.setdefault(home, Place(home, own[0]))
        for place in sorted(places - set(own[:1])):
            key = slug(place)
            within = (home,) if home and key != home else ()
            parts.places[key] = Place(key, place, within or getattr(
                parts.places.get(key), "within", ()))  # fmt: skip


def _place_of(item: dict[str, Any]) -> str:
    """Return the place that a qualifier fixes, in plain words."""
    told = {str(k).lower(): str(v) for k, v in item["proposition"]["qualifiers"].items()}
    return next((place_name(told[key]) for key in _PLACES if told.get(key)), "")


def place_name(text: str) -> str:
    """Return a place without the words that only say what kind of place it is."""
    return re.sub(r"\s+", " ", _GENERIC.sub(" ", text.lower())).strip(" ,")


def question(item: dict[str, Any], parts: Parts) -> Question:
    """Return the question that one claim answers, made when it is the first."""
    proposition = item["proposition"]
    measure = _measure_of(item, parts)
    dims = {"event": slug(proposition["subject"])}
    qualifiers = {str(k).lower(): str(v) for k, v in proposition["qualifiers"].items()}
    place = slug(_place_of(item))
    if place in parts.places and place != parts.events[dims["event"]].place:
        dims["place"] = place
    dims |= _period(qualifiers, parts)
    if parts.measures[measure].value in BASED:
        dims |= _base(qualifiers, parts)
    if parts.measures[measure].value == "rank":
        dims |= _since(qualifiers, parts)
    scope = "; ".join(f"{k}: {v}" for k, v in sorted(qualifiers.items())
                      if k not in (_RECORD | _PERIODS | {*_PLACES, *_BASES, *_KINDS}))  # fmt: skip
    if scope and item["proposition"].get("numeric"):
        parts.concepts.setdefault(slug(scope), Concept(slug(scope), scope))
        dims["population"] = slug(scope)
    key = ids.digest(measure, *(f"{k}={v}" for k, v in sorted(dims.items())))
    text = f"{proposition['subject']}: {proposition['property']}"
    if parts.measures[measure].value == "rank":
        text += f" {proposition['value']}"
    return parts.questions.setdefault(
        key, Question(key, f"{measure}.{key}", text, "other", measure, dims)
    )


def _measure_of(item: dict[str, Any], parts: Parts) -> str:
    base, rest = measure_base(item, parts), variant(item, parts)
    return slug(f"{base} {rest}") if rest else base


def variant(item: dict[str, Any], parts: Parts) -> str:
    """Return how a claim's figure is defined, where its property or a qualifier says so."""
    told = {str(k).lower(): str(v) for k, v in item["proposition"]["qualifiers"].items()}
    own = parts.splits[item["proposition"]["property"]][1]
    return " ".join(filter(None, [own, *(told[key] for key in _KINDS if key in told)]))


def _since(qualifiers: dict[str, str], parts: Parts) -> dict[str, str]:
    """Return from when on a list is kept: "the deadliest since 1998"."""
    span = period(qualifiers.get("since", ""))
    if span is None or span.first is None:
        return {}
    key = slug(f"since {span.edtf}")
    parts.periods.setdefault(key, Period(key, f"since {span.edtf}", parse(f"{span.first}/..")))
    return {"period": key}


def _base(qualifiers: dict[str, str], parts: Parts) -> dict[str, str]:
    """Return what a share is a share of."""
    for name in _BASES:
        if name in qualifiers:
            key = slug(qualifiers[name])
            parts.concepts.setdefault(key, Concept(key, qualifiers[name]))
            return {"of": key}
    return {}


def _period(qualifiers: dict[str, str], parts: Parts) -> dict[str, str]:
    for name in sorted(set(qualifiers) & _PERIODS):
        span = period(qualifiers[name])
        if span is not None:
            key = slug(span.edtf)
            parts.periods.setdefault(key, Period(key, qualifiers[name], span))
            return {"period": key}
    return {}


def bases(parts: Parts) -> None:
    """Declare what a share is a share of, and what a rank ranks, where another question asks it."""
    asked = list(parts.questions.values())
    for question in asked:
        kind = parts.measures[question.measure].value
        if kind == "fraction" and "of" in question.dims:
            name = parts.concepts[question.dims["of"]].name
            found = [q for q in asked if _counted(q, parts) and _alike(name, q.measure)]
            if len(found) == 1:
                parts.questions[question.key] = replace(question, denominator=found[0].key)
        elif kind == "rank" and (ranked := _ranked(question, asked, parts)) is not None:
            parts.questions[question.key] = replace(question, numerator=ranked.key)


def _counted(question: Question, parts: Parts) -> bool:
    return parts.measures[question.measure].value in ("count", "number")


def _ranked(rank: Question, asked: list[Question], parts: Parts) -> Question | None:
    """Find the figure of the rank's event that other events have as well, by its name or alone."""
    own = [
        q for q in asked
        if q.dims["event"] == rank.dims["event"] and _counted(q, parts) and "place" not in q.dims
        and any(o.measure == q.measure and o.dims["event"] != q.dims["event"] for o in asked)
    ]  # fmt: skip
    words = slug(rank.text.partition(": ")[2]).split("-")
    words = [re.sub(r"(?:l?i)?est$", "", word) for word in words]
    named = [q for q in own if any(_alike(word, q.measure) for word in words if word not in _SHORT)
             or q.measure in rank.measure]  # fmt: skip
    return named[0] if named else own[0] if len({q.measure for q in own}) == 1 else None


def composites(parts: Parts) -> None:
    """Declare a partition for each property that names its parts: "dead plus missing"."""
    for whole in list(parts.questions.values()):
        measure = parts.measures[whole.measure]
        name = measure.definition if measure.broader else measure.id.replace("-", " ")
        pieces = _PLUS.split(name)
        if len(pieces) < 2 or measure.value not in ("count", "number"):
            continue
        found = [_piece(piece, whole, parts) for piece in pieces]
        if all(found) and len(set(found)) == len(found):
            keys = tuple(key for key in found if key)
            parts.partitions[whole.key] = Partition(whole.key, whole.key, keys)
            _narrow(whole, keys, parts)


def _piece(piece: str, whole: Question, parts: Parts) -> str | None:
    """Find the one question that a part of a composite property names."""
    base = parts.measures[whole.measure].broader
    fitting = []
    for other in parts.questions.values():
        measure = parts.measures[other.measure]
        if other.measure == whole.measure or measure.value not in ("count", "number"):
            continue
        if base:
            kin = other.measure in base or set(measure.broader) & set(base)
            words = f"{measure.definition if measure.broader else ''} {other.dims['event']}"
            fits = bool(kin) and slug(piece) in slug(words)
        else:
            fits = other.dims["event"] == whole.dims["event"] and _alike(piece, other.measure)
        if fits:
            fitting.append(other)
    plain = [q for q in fitting if "place" not in q.dims] or fitting
    return plain[0].key if len(plain) == 1 else None


def _alike(piece: str, measure: str) -> bool:
    """Tell whether two nouns are forms of one word: dead, deaths."""
    left, right = slug(piece), measure
    same = left == right or right.startswith(left) or left.startswith(right)
    return same or (left[:3] == right[:3] and SequenceMatcher(None, left, right).ratio() >= 0.6)


def _narrow(whole: Question, keys: tuple[str, ...], parts: Parts) -> None:
    """Put the parts' measures below a whole that counts all of them."""
    for key in keys:
        measure = parts.measures[parts.questions[key].measure]
        if not measure.broader and measure.id != whole.measure:
            parts.measures[measure.id] = Measure(
                measure.id, measure.name, measure.definition, measure.value, measure.temporality,
                measure.unit, (whole.measure,), underspecified=measure.underspecified,
            )  # fmt: skip
