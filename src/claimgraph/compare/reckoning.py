"""Layer 4. Arithmetic that nobody declared: one figure in two units, parts that make a whole.

What is not declared is only reported where it holds, with the computation and a note that the
texts don't set the figures side by side: that two numbers don't add up shows nothing about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations, islice

from claimgraph import durations, units
from claimgraph.compare.arithmetic import (
    MAX_COMBINATIONS,
    UNDECLARED,
    Check,
    exact,
    said_alike,
    span_text,
    total_of,
    usable,
)
from claimgraph.compare.bench import Bench
from claimgraph.compare.dimensions import DISJOINT, difference
from claimgraph.compare.figures import fitting
from claimgraph.compare.record import EDTF, NO_NUMBER, Row
from claimgraph.findings import Finding
from claimgraph.model import Question

MAX_PARTS = 12
"""More parts than this are not added up unless a partition declares them."""

_FIGURES = frozenset({"exact", "round", "about"})
"""Hedges of figures that can be added up as they are written: "some 5,500, 4,000 of them there"."""

MOVED = frozenset({"updates", "corrects", "conflict/falls"})
"""Relations of what was said at different times: other findings follow from their pairs."""


def conversions(bench: Bench) -> Iterator[Check]:
    """Check one quantity given in two units, or one moment in two time zones (A04)."""
    for answers in bench.answers.values():
        rows = [r for r in answers if r.form == "interval" and r.current and not r.negative]
        groups = said_alike([r for r in rows if _written(r)])
        if len({_written(group[0]) for group in groups}) < 2:  # noqa: PLR2004 - two units
            continue
        for one, other in islice(combinations(groups, 2), MAX_COMBINATIONS):
            if _written(one[0]) != _written(other[0]):
                yield from _conversion(one, other)


def _written(row: Row) -> str:
    """Return the unit or offset from UTC that the text uses; empty where it can't be told."""
    if row.dated:
        return row.zone
    if row.stated == NO_NUMBER or not row.own_unit:
        return ""
    if row.written_unit and not units.convertible(row.written_unit, row.unit):
        return ""  # another currency at a rate that one text states
    return row.written_unit or row.unit


def _conversion(one: list[Row], other: list[Row]) -> Iterator[Check]:
    a, b = one[0], other[0]
    low, high = (a.instant, b.instant) if a.dated else (max(a.low, b.low), min(a.high, b.high))
    holds = low <= high if not a.dated else low == high
    within = {r.article for r in one} & {r.article for r in other}
    if not holds and not within:
        return  # over articles this is a conflict, and found as one
    computed = _moment(a) if a.dated else _length(a, b)
    word = "are one" if holds else "are not one"
    reason = f"{a.text} and {b.text} {word}: {computed}."
    sides = tuple(tuple(r.claim for r in group) for group in (one, other))
    questions = tuple(dict.fromkeys((a.question, b.question)))
    yield Check("A04", questions, sides, holds, computed, reason)


def _length(a: Row, b: Row) -> str:
    """Write the first figure in the second one's unit."""
    unit, target = _written(a), _written(b)
    if unit in durations.MONTHS and target in durations.FIXED:
        low, high = durations.ends(a.stated, unit, target)
        return f"{a.stated:,.12g} {unit} = {low:,.4g} to {high:,.4g} {target}"
    return f"{a.stated:,.12g} {unit} = {units.convert(a.stated, unit, target):,.4g} {target}"


def _moment(a: Row) -> str:
    """Write the moment of *a* in UTC."""
    utc = datetime(1970, 1, 1) + timedelta(minutes=a.instant)  # noqa: DTZ001 - it is UTC
    return f"{a.hedge.removeprefix(EDTF)} = {utc.isoformat(timespec='minutes')} UTC"


def found_sums(bench: Bench) -> Iterator[Check]:
    """Find parts of one article that make a figure of it, apart in one dimension (A05)."""
    register = bench.corpus.register
    declared = {(p.whole, frozenset(p.parts)) for p in register.partitions.values()}
    kin: dict[tuple[str, str], list[Row]] = {}
    for row in usable(bench.rows.values()):
        if row.counts and row.stated > 0 and row.hedge in _FIGURES:
            kin.setdefault((row.article, row.measure), []).append(row)
    for rows in kin.values():
        asked = {row.question: register.questions[row.question] for row in rows}
        for dim in ("place", "population", "actor", "target"):
            for whole, parts in _split(asked, dim):
                if (whole, frozenset(parts)) not in declared:
                    yield from _found_sum(bench, rows, whole, parts)


def _split(asked: Mapping[str, Question], dim: str) -> Iterator[tuple[str, list[str]]]:
    """Questions with all that fix *dim* beside them, where nothing else differs."""
    rest: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for key, question in asked.items():
        others = tuple(sorted((d, v) for d, v in question.dims.items() if d != dim))
        rest.setdefault(others, []).append(key)
    for keys in rest.values():
        fixed = [key for key in keys if dim in asked[key].dims]
        if len(fixed) > MAX_PARTS + 1:
            continue
        for whole in keys:
            parts = [key for key in fixed if key != whole]
            if 1 < len(parts) <= MAX_PARTS:
                yield whole, parts


def _found_sum(
    bench: Bench, rows: Sequence[Row], whole: str, parts: Sequence[str]
) -> Iterator[Check]:
    register = bench.corpus.register
    asked = [register.questions[key] for key in parts]
    flags = (difference(a, b, register).dims for a, b in combinations(asked, 2))
    if not all(how == DISJOINT for dims in flags for _, how in dims):
        return
    wholes, *groups = (said_alike([r for r in rows if r.question == key])
                       for key in (whole, *parts))  # fmt: skip
    if any(len(group) != 1 for group in groups):
        return
    terms = [group[0] for group in groups]
    total = total_of([r[0].stated for r in terms])
    for head in wholes:
        if head[0].stated == total:
            yield _sum(head, terms, "A05")


def _sum(head: list[Row], terms: Sequence[list[Row]], rule: str) -> Check:
    text = " + ".join(span_text(r[0].stated, r[0].stated, "count") for r in terms)
    computed = f"{text} = {span_text(head[0].stated, head[0].stated, 'count')}"
    sides = tuple(tuple(r.claim for r in group) for group in (head, *terms))
    questions = tuple(dict.fromkeys(group[0].question for group in (head, *terms)))
    reason = f"These figures add up: {computed}."
    return Check(rule, questions, sides, True, computed, reason, (UNDECLARED,))


def told_changes(bench: Bench, related: Sequence[Finding]) -> Iterator[Check]:
    """Find a figure of the later article that is the step from an old count to a new one (A06)."""
    moved = [pair for finding in related if finding.content in MOVED for pair in finding.pairs]
    counts: dict[tuple[str, float, str], list[Row]] = {}
    for row in bench.rows.values() if moved else ():
        if _amount(row):
            counts.setdefault((row.article, row.stated, row.unit), []).append(row)
    seen: set[tuple[str, ...]] = set()
    for pair in moved:
        a, b = bench.rows[pair.left], bench.rows[pair.right]
        if not (_amount(a) and _amount(b)) or a.article == b.article:
            continue
        old, new = (a, b) if _is_newer(b, a) else (b, a)
        step = _step(counts, old, new)
        if step is not None and (old.text, new.claim, step.claim) not in seen:
            seen.add((old.text, new.claim, step.claim))
            yield _change(old, new, step)


def _amount(row: Row) -> bool:
    """Tell whether *row* gives one exact amount in its measure's unit, standing or replaced."""
    return exact(row) and bool(row.unit) and row.own_unit and not (row.dated or row.negative)


def _is_newer(row: Row, other: Row) -> bool:
    linked = other.claim in {target for _, target in row.links}
    return linked or bool(row.time and other.time and row.time.first and other.time.first
                          and row.time.first > other.time.first)  # fmt: skip


def _step(counts: Mapping[tuple[str, float, str], Sequence[Row]], old: Row, new: Row) -> Row | None:
    """Return the only other count of the new article that equals the change, if there is one."""
    size = abs(new.stated - old.stated)
    here = counts.get((new.article, size, new.unit), ()) if size > 0 else ()
    fitting = [row for row in here if row.claim not in (old.claim, new.claim)]
    return fitting[0] if len(fitting) == 1 else None


def _change(old: Row, new: Row, step: Row) -> Check:
    sign = "+" if new.stated > old.stated else "-"
    computed = f"{old.stated:,.0f} {sign} {step.stated:,.0f} = {new.stated:,.0f}"
    sides = ((new.claim,), (old.claim,), (step.claim,))
    questions = tuple(dict.fromkeys((new.question, old.question, step.question)))
    reason = f"The change is a figure of the later article: {computed}."
    return Check("A06", questions, sides, True, computed, reason, (UNDECLARED,))


def undeclared(bench: Bench, related: Sequence[Finding]) -> list[Check]:
    """All of these checks over one comparison. related: its findings on pairs of claims."""
    return [*conversions(bench), *found_sums(bench), *told_changes(bench, related),
            *fitting(bench)]  # fmt: skip
