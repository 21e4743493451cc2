"""Layer 4. How two questions differ: measure, place, period, population and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from claimgraph.dates import Span, days_apart
from claimgraph.model import DIMENSIONS, Concept, Measure, Place, Question, Register

SAME, MISSING = "same", "missing"
WITHIN, CONTAINS, OVERLAP, DISJOINT = "within", "contains", "overlap", "disjoint"
SIBLING, UNDERSPECIFIED, UNRELATED = "sibling", "underspecified", "unrelated"
MIRROR = {WITHIN: CONTAINS, CONTAINS: WITHIN}
"""How a relation reads from the other side; all others read the same."""

IDENTITY = frozenset({"proposition", "event", "actor", "target", "place", "population"})
"""Dimensions in which "disjoint" means another matter altogether, not another scope."""

STOCK_TOLERANCE = 7
"""Days between two counts of one stock that still describe the same moment."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How question a stands to question b. dims: only those that are not `same`.

    measure: same, underspecified, within, contains, sibling or unrelated.
    """

    measure: str
    dims: tuple[tuple[str, str], ...]

    @property
    def scopes(self) -> tuple[tuple[str, str], ...]:
        """Dimensions that really differ: a missing one is only a facet."""
        return tuple((dim, how) for dim, how in self.dims if how != MISSING)

    @property
    def comparable(self) -> bool:
        """Tell whether answers to the two questions can be compared as they are."""
        return self.measure in (SAME, UNDERSPECIFIED) and not self.scopes

    @property
    def unrelated(self) -> bool:
        """Tell whether the questions are about different matters."""
        apart = any(how == DISJOINT and dim in IDENTITY for dim, how in self.dims)
        return self.measure == UNRELATED or apart

    def mirrored(self) -> Difference:
        """Return the difference read from b to a."""
        dims = tuple((dim, MIRROR.get(how, how)) for dim, how in self.dims)
        return Difference(MIRROR.get(self.measure, self.measure), dims)


def ancestors(name: str, broader: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
    """All that *name* falls under, itself included; a cycle does no harm."""
    seen: set[str] = set()
    stack = [name]
    while stack:
        item = stack.pop()
        if item not in seen:
            seen.add(item)
            stack.extend(broader(item))
    return frozenset(seen)


def nesting(a: str, b: str, broader: Callable[[str], tuple[str, ...]]) -> str:
    """Relation of two names in one hierarchy: same, within, contains or disjoint."""
    if a == b:
        return SAME
    if b in ancestors(a, broader):
        return WITHIN
    return CONTAINS if a in ancestors(b, broader) else DISJOINT


def _broader_of(
    items: Mapping[str, Concept] | Mapping[str, Measure],
) -> Callable[[str], tuple[str, ...]]:
    return lambda name: items[name].broader if name in items else ()


def _within_of(items: Mapping[str, Place]) -> Callable[[str], tuple[str, ...]]:
    return lambda name: items[name].within if name in items else ()


def periods(a: Span, b: Span, *, stock: bool) -> str:
    """Relation of two periods; counts of a stock within a week are the same moment."""
    if a.first == b.first and a.last == b.last:
        return SAME
    if stock and _near(a, b):
        return SAME
    if a.meets(b):
        return WITHIN if b.contains(a) else CONTAINS if a.contains(b) else OVERLAP
    return DISJOINT


def _near(a: Span, b: Span) -> bool:
    short = timedelta(days=STOCK_TOLERANCE)
    lengths = [s.last - s.first for s in (a, b) if s.last and s.first]
    return len(lengths) == 2 and max(lengths) <= short and days_apart(a, b) <= STOCK_TOLERANCE  # noqa: PLR2004


def measures(a: str, b: str, register: Register) -> str:
    """Relation of two measures; an ancestor marked underspecified stands for any of its kinds."""
    if a == b:
        return SAME
    broader = _broader_of(register.measures)
    up_a, up_b = ancestors(a, broader), ancestors(b, broader)
    how = WITHIN if b in up_a else CONTAINS if a in up_b else SIBLING if up_a & up_b else UNRELATED
    general = {WITHIN: b, CONTAINS: a}.get(how)
    if general is not None and register.measures[general].underspecified:
        return UNDERSPECIFIED
    return how


def difference(a: Question, b: Question, register: Register) -> Difference:
    """How question *a* stands to question *b*."""
    measure = measures(a.measure, b.measure, register)
    if measure == UNRELATED:
        return Difference(measure, ())
    stock = register.measures[a.measure].temporality == "stock"
    dims = []
    for dim in DIMENSIONS:
        left, right = a.dims.get(dim), b.dims.get(dim)
        if left == right:
            continue
        how = MISSING if left is None or right is None else _how(dim, left, right, register, stock)
        if how != SAME:
            dims.append((dim, how))
    return Difference(measure, tuple(dims))


def _how(dim: str, a: str, b: str, register: Register, stock: bool) -> str:
    if dim == "proposition":
        return DISJOINT
    if dim in ("period", "reference"):
        return periods(register.periods[a].span, register.periods[b].span, stock=stock)
    if a in register.places and b in register.places:
        return nesting(a, b, _within_of(register.places))
    return nesting(a, b, _broader_of(register.concepts))


def comparable(register: Register) -> dict[str, tuple[str, ...]]:
    """Questions whose answers can be compared, by question key; each one stands with itself."""
    families: dict[str, list[Question]] = {}
    roots = _roots(register)
    for question in register.questions.values():
        family = question.dims.get("proposition") or roots[question.measure]
        families.setdefault(family, []).append(question)
    found: dict[str, tuple[str, ...]] = {}
    for members in families.values():
        for a in members:
            found[a.key] = tuple(
                sorted(b.key for b in members if a is b or difference(a, b, register).comparable)
            )
    return dict(sorted(found.items()))


def _roots(register: Register) -> dict[str, str]:
    """One name per family of measures that share an ancestor (union of hierarchies)."""
    broader = _broader_of(register.measures)
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for name in sorted(register.measures):
        for outer in sorted(ancestors(name, broader)):
            left, right = sorted((find(name), find(outer)))
            root[right] = left
    return {name: find(name) for name in register.measures}


def families(register: Register) -> dict[str, tuple[str, ...]]:
    """Keys of the questions that may have to do with each other, by family name.

    Questions of different families are never compared: no common measure, another proposition.
    """
    roots = _roots(register)
    found: dict[str, list[str]] = {}
    for question in register.questions.values():
        proposition = question.dims.get("proposition", "")
        found.setdefault(f"{roots[question.measure]}|{proposition}", []).append(question.key)
    return {name: tuple(keys) for name, keys in sorted(found.items())}


def categories(a: str, b: str, register: Register) -> str:
    """Relation of two categories: same, within, contains, disjoint (declared) or sibling."""
    broader = _broader_of(register.concepts)
    how = nesting(a, b, broader)
    if how != DISJOINT:
        return how
    up_a, up_b = ancestors(a, broader), ancestors(b, broader)
    apart = any(
        y in register.concepts[x].disjoint or x in register.concepts[y].disjoint
        for x in up_a
        for y in up_b
    )
    return DISJOINT if apart else SIBLING
