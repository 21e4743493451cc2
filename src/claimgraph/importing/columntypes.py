"""Layer 3. What kind of values a column holds, by trying to read them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claimgraph.errors import InputError
from claimgraph.importing import cellreading, moments
from claimgraph.importing.mapping import EMPTY, Manner, MeasureMap
from claimgraph.model import Measure

MOST = 0.8
"""Share of the cells of a column that have to be readable as a kind before it is that kind."""

SEEN = 5_000
"""Distinct texts of a column that are looked at."""

_DOTTED = re.compile(r"[+-]?\d+\.\d+|[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_COMMAED = re.compile(r"[+-]?\d+,\d{1,2}|[+-]?\d{1,3}(\.\d{3})+(,\d+)|[+-]?\d{1,3}(\.\d{3}){2,}")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{2}|\d{4})\b")
_BOOLEANS = frozenset({"true", "false", "yes", "no", "y", "n"})
_MONEY = re.compile(r"^[+-]?(US\$|[$\u20ac\u00a3\u00a5])|[$\u20ac\u00a3\u00a5]$")
_SIGNS = {"$": "USD", "US$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY"}
_LISTS = (";", "|")
_CATEGORY_LENGTH = 40


@dataclass
class Texts:
    """The distinct texts of a column with how often each stands there; the rarest may be cut."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Count one cell; words that say nothing are left out."""
        plain = text.strip()
        if plain.casefold() not in _EMPTY and (plain in self.counts or len(self.counts) < SEEN):
            self.counts[plain] += 1

    @property
    def total(self) -> int:
        """How many cells say something."""
        return self.counts.total()

    def share(self, texts: Iterable[str]) -> float:
        """Share of the cells that hold one of *texts*."""
        return sum(self.counts[text] for text in texts) / self.total if self.total else 0.0


_EMPTY = frozenset(EMPTY)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds. manner: keys of the mapping that say how it is read."""

    value: str
    unit: str = ""
    manner: Mapping[str, str] = field(default_factory=dict)


def kind_of(texts: Texts, unit: str, *, counted: bool = False) -> Kind:
    """Tell what the cells of a column are. unit: the one the table gives, where it gives one.

    counted: the table says that it counts whole things.
    """
    numeric = _numeric(texts, unit, counted=counted)
    if numeric is not None:
        return numeric
    timed = _timed(texts)
    if timed is not None:
        return timed
    if texts.total and texts.share(t for t in texts.counts if t.casefold() in _BOOLEANS) == 1:
        return Kind("boolean")
    for mark in _LISTS:
        if texts.share(t for t in texts.counts if mark in t) >= 0.2:  # noqa: PLR2004 - a fifth
            return Kind("category", manner={"split": mark})
    short = texts.share(t for t in texts.counts if len(t) <= _CATEGORY_LENGTH)
    return Kind("category" if texts.total and short >= MOST else "text")


def _numeric(texts: Texts, unit: str, *, counted: bool) -> Kind | None:
    decimal = _decimal(texts)
    manner = {} if decimal == "." else {"decimal": decimal}
    money = {t: m[1] or t[-1] for t in texts.counts if (m := _MONEY.search(t))}
    if texts.share(money) >= 0.5:  # noqa: PLR2004 - half
        sign = Counter(money.values()).most_common(1)[0][0]
        found = Kind("money", unit or _SIGNS[sign], manner)
    elif texts.share(t for t in texts.counts if t.endswith("%")) >= 0.01:  # noqa: PLR2004 - some
        found = Kind("number", "percent", manner)
    else:
        found = Kind("number", unit, manner)
    read = _readable(texts, found)
    if texts.share(read) < MOST:
        return None
    whole = all(float(n).is_integer() and n >= 0 for n in read.values())
    if counted and whole and found.value == "number" and not found.unit:
        return Kind("count", "", manner)
    return found


def _decimal(texts: Texts) -> str:
    dotted = texts.share(t for t in texts.counts if _DOTTED.fullmatch(t))
    commaed = texts.share(t for t in texts.counts if _COMMAED.fullmatch(t))
    return "," if commaed > dotted else "."


def _readable(texts: Texts, kind: Kind) -> dict[str, float]:
    """Numbers of the texts that can be read as *kind*."""
    manner = Manner(decimal=kind.manner.get("decimal", "."))
    measure = Measure("x", "x", "x", kind.value, "state", kind.unit)
    mapped = MeasureMap("x", "x", "x", kind.value, "state", kind.unit, "", (), manner)
    found = {}
    for text in texts.counts:
        try:
            value = cellreading.read(text, "", "", mapped, measure).value
        except InputError:
            continue
        if value.outer is not None:
            found[text] = value.stated if value.stated is not None else value.outer.low
    return found


def _timed(texts: Texts) -> Kind | None:
    order = _order(texts)
    said: dict[str, moments.Moment] = {}
    for text in texts.counts:
        try:
            said[text] = moments.find(text, order)
        except InputError:
            continue
    if not texts.total or texts.share(said) < MOST:
        return None
    manner = {} if order == "month-first" else {"order": order}
    bare = [text for text, moment in said.items() if not moment.date]
    timed = [text for text, moment in said.items() if moment.minute is not None]
    if bare and texts.share(timed) >= MOST * texts.share(said):
        return Kind("number", cellreading.MINUTES, {**manner, "times": "time-of-day"})
    return Kind("date", manner={**manner, "zone": "Z"} if timed else manner)


def _order(texts: Texts) -> str:
    found = [match for text in texts.counts if (match := _NUMERIC_DATE.search(text))]
    days = sum(int(m[1]) > 12 >= int(m[2]) for m in found)  # noqa: PLR2004 - months
    months = sum(int(m[2]) > 12 >= int(m[1]) for m in found)  # noqa: PLR2004 - months
    return "day-first" if days > months else "month-first"
