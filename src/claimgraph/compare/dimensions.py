"""Layer 4. How two questions differ: measure, place, period, population and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from claimgraph.dates import Span, days_apart
from claimgraph.kinds import BASED
from claimgraph.model import DIMENSIONS, Concept, Event, Measure, Place, Question, Register

SAME, LACKS, ADDS = "same", "lacks", "adds"
MISSING = frozenset({LACKS, ADDS})
"""lacks: the first question leaves open what the second fixes; adds: the other way round."""

WITHIN, CONTAINS, OVERLAP, DISJOINT = "within", "contains", "overlap", "disjoint"
SIBLING, UNDERSPECIFIED, UNRELATED = "sibling", "underspecified", "unrelated"
MIRROR = {WITHIN: CONTAINS, CONTAINS: WITHIN, LACKS: ADDS, ADDS: LACKS}
"""How a relation reads from the other side; all others read the same."""

IDENTITY = frozenset({"proposition", "event", "actor", "target", "place", "population"})
"""Dimensions in which "disjoint" means another matter altogether, not another scope."""

LISTED = frozenset({"population", "place", "period", "of"})
"""Dimensions that say which list a rank stands in: another one is another rank."""

FEW = 8
"""Up to this many questions, all pairs are looked at."""

SERIES = 24
"""More questions than this on one matter are a series: of these, other periods are another scope
only where they follow each other."""

_FAR = date(9999, 1, 1)

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
        return tuple((dim, how) for dim, how in self.dims if how not in MISSING)

    def leaves_open(self, how: str) -> bool:
        """Tell whether one side (*how*: lacks or adds) leaves something open, and only that one."""
        return {flag for _, flag in self.dims if flag in MISSING} == {how}

    @property
    def leaves_undated(self) -> bool:
        """Tell whether one question says when, and the other does not."""
        return any(dim == "period" and how in MISSING for dim, how in self.dims)

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
    """How question *a* stands to question *b*.

    What only one of them fixes is read off the event that the other is about, where the register
    says where and when that was.
    """
    measure = measures(a.measure, b.measure, register)
    if measure == UNRELATED:
        return Difference(measure, ())
    stock = register.measures[a.measure].temporality == "stock"
    ranked = register.measures[a.measure].value == "rank"
    dims = []
    for dim in DIMENSIONS:
        left, right = _fixed(a, dim, register), _fixed(b, dim, register)
        if left == right:
            continue
        if ranked and dim in LISTED and (left is None or right is None):
            how = CONTAINS if left is None else WITHIN  # a list without a limit holds more
        elif dim not in a.dims and dim not in b.dims:  # a base that stands below its line
            how = LACKS if left is None else ADDS
        elif left is None or right is None:
            how = _beside_event(dim, a, b, register)
        else:
            how = _how(dim, left, right, register, stock)
        if how != SAME:
            dims.append((dim, how))
    return Difference(measure, tuple(dims))


def _fixed(question: Question, dim: str, register: Register) -> str | None:
    """Return what *question* fixes in *dim*; the base of a share can stand below its line."""
    if dim == "of" and register.measures[question.measure].value == "fraction":
        return question.dims.get(dim) or question.denominator or None
    return question.dims.get(dim)


def _share(question: Question, register: Register) -> bool:
    return register.measures[question.measure].value in BASED


def _bases(a: str, b: str, register: Register) -> str:
    """Relation of two bases of shares, or of two lists that ranks stand in."""
    left, right = register.questions.get(a), register.questions.get(b)
    if left is None and right is None:
        return nesting(a, b, _broader_of(register.concepts))
    if left is None or right is None or _share(left, register) or _share(right, register):
        return DISJOINT
    apart = difference(left, right, register)
    if apart.comparable:
        return SAME
    ways = {how for _, how in apart.scopes}
    return ways.pop() if apart.measure == SAME and len(ways) == 1 else DISJOINT


def _beside_event(dim: str, a: Question, b: Question, register: Register) -> str:
    """Relation in a dimension that one question leaves open: through the place of its event.

    The time of an event says nothing against a period: what it caused is counted later.
    """
    given = a.dims.get(dim) or b.dims[dim]
    event = register.events.get((b if dim in a.dims else a).dims.get("event", ""))
    how = LACKS
    if dim == "place" and event is not None and event.place:
        known = nesting(event.place, given, _within_of(register.places))
        how = LACKS if known == DISJOINT else known
    return MIRROR.get(how, how) if dim in a.dims else how


def _how(dim: str, a: str, b: str, register: Register, stock: bool) -> str:
    if dim == "proposition":
        return DISJOINT
    if dim == "of":
        return _bases(a, b, register)
    if dim in ("period", "reference"):
        return periods(register.periods[a].span, register.periods[b].span, stock=stock)
    if dim == "event" and a in register.events and b in register.events:
        return nesting(a, b, _part_of(register.events))
    if a in register.places and b in register.places:
        return nesting(a, b, _within_of(register.places))
    return nesting(a, b, _broader_of(register.concepts))


def _part_of(items: Mapping[str, Event]) -> Callable[[str], tuple[str, ...]]:
    return lambda name: (items[name].part_of,) if name in items and items[name].part_of else ()


def kin(keys: Sequence[str], register: Register) -> Iterator[tuple[str, str]]:
    """Pairs of *keys* whose questions may be about one matter; each once, in the order of *keys*.

    Questions apart in a dimension of IDENTITY are never paired, so that a thousand objects in
    one table cost a thousand groups and not a million pairs.
    """
    at = {key: n for n, key in enumerate(keys)}
    groups = hierarchies(register)
    found = {
        (one, other) if at[one] < at[other] else (other, one)
        for one, other in _paired(keys, sorted(IDENTITY), groups, register)
    }
    return iter(sorted(found, key=lambda pair: (at[pair[0]], at[pair[1]])))


def _paired(
    keys: Sequence[str],
    dims: Sequence[str],
    groups: Mapping[str, str],
    register: Register,
) -> Iterator[tuple[str, str]]:
    """Split *keys* by their group in one dimension after the other; the open ones join each."""
    if len(keys) <= FEW:
        yield from combinations(keys, 2)
        return
    if not dims:
        yield from _near_in_time(keys, register)
        return
    split: dict[str, list[str]] = {}
    for key in keys:
        name = register.questions[key].dims.get(dims[0], "")
        split.setdefault(groups.get(name, name), []).append(key)
    unfixed = split.pop("", [])
    for members in split.values():
        yield from _paired([*members, *unfixed], dims[1:], groups, register)
    if unfixed:
        yield from _paired(unfixed, dims[1:], groups, register)


def _near_in_time(keys: Sequence[str], register: Register) -> Iterator[tuple[str, str]]:
    """All pairs of a few questions; of a long series those whose periods meet or follow."""
    if len(keys) <= SERIES:
        yield from combinations(keys, 2)
        return
    spans = {k: register.periods[register.questions[k].dims["period"]].span for k in keys
             if "period" in register.questions[k].dims}  # fmt: skip
    unfixed = [key for key in keys if key not in spans]
    yield from combinations(unfixed, 2)
    yield from product(spans, unfixed)
    order = sorted(spans, key=lambda k: (spans[k].first or date.min, k))
    for at, one in enumerate(order):
        end = spans[one].last or date.max
        reach = end + timedelta(days=STOCK_TOLERANCE) if end < _FAR else end
        for step, other in enumerate(order[at + 1 :]):
            if step and (spans[other].first or date.min) > reach:
                break
            yield one, other


def hierarchies(register: Register) -> dict[str, str]:
    """Name of the group each place, event and concept hangs together with in its hierarchy."""
    above: dict[str, tuple[str, ...]] = {
        **{key: item.broader for key, item in register.concepts.items()},
        **{key: item.within for key, item in register.places.items()},
        **{key: (item.part_of,) for key, item in register.events.items() if item.part_of},
    }
    return _united(above)


def comparable(register: Register) -> dict[str, tuple[str, ...]]:
    """Questions whose answers can be compared, by question key; each one stands with itself."""
    families: dict[str, list[Question]] = {}
    roots = _roots(register)
    for question in register.questions.values():
        family = question.dims.get("proposition") or roots[question.measure]
        families.setdefault(family, []).append(question)
    found: dict[str, list[str]] = {key: [key] for key in register.questions}
    for members in families.values():
        for one, other in kin([q.key for q in members], register):
            if difference(register.questions[one], register.questions[other], register).comparable:
                found[one].append(other)
                found[other].append(one)
    return {key: tuple(sorted(near)) for key, near in sorted(found.items())}


def _roots(register: Register) -> dict[str, str]:
    """One name per family of measures that share an ancestor (union of hierarchies)."""
    return _united({key: measure.broader for key, measure in register.measures.items()})


def _united(above: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Least name of each group of names that hang together over *above*."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for name in sorted(above):
        for outer in above[name]:
            left, right = sorted((find(name), find(outer)))
            root[right] = left
    return {name: find(name) for name in (*above, *root)}


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
