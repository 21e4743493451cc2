"""Layer 4. Figures of one article that fit each other, though no question says that they belong.

A fit is only reported where chance hardly explains it: the fewer digits the figures have and the
more of them an article holds, the more would fit by accident. Only what holds is reported; a rank
is also reported where the figures that it ranks speak against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from claimgraph import units
from claimgraph.compare.arithmetic import (
    UNDECLARED,
    Check,
    as_written,
    exact,
    said_alike,
    span_text,
    usable,
)
from claimgraph.compare.bench import Bench
from claimgraph.compare.record import NO_NUMBER, Row
from claimgraph.model import Question

CHANCE = 0.05
"""A fit is left out where this many of its kind were to be expected by accident."""

MAX_FIGURES = 40
MAX_CLAIMS = 400
"""More figures or claims than this are a table, not an article: what fits is not looked for."""

_MINUTES, _DAYS = "minutes", "days"

Group = list[Row]


def fitting(bench: Bench) -> Iterator[Check]:
    """All fits inside each article: sums, shares, changes, spans of time, and ranks."""
    rows: dict[str, list[Row]] = {}
    for row in bench.rows.values():
        if row.current and row.truth_apt:
            rows.setdefault(row.article, []).append(row)
    for article in bench.corpus.articles:
        here = rows.get(article, [])
        if len(here) > MAX_CLAIMS:
            continue
        groups = _figures(here)
        if len(groups) <= MAX_FIGURES:
            yield from _sums(bench, groups)
            yield from _shares(bench, here, groups)
            yield from _changes(bench, here, groups)
        yield from _spans(bench, here)
        yield from _ranks(bench, here)


def _figures(rows: Sequence[Row]) -> list[Group]:
    """Exact amounts, those that say the same on one question as one."""
    found: dict[str, list[Row]] = {}
    for row in usable(rows):
        if exact(row) and row.stated > 0:
            found.setdefault(row.question, []).append(row)
    return [group for key in found for group in said_alike(found[key])]


def _kind(bench: Bench, row: Row) -> str:
    return bench.corpus.register.measures[row.measure].value


def _sums(bench: Bench, groups: Sequence[Group]) -> Iterator[Check]:
    """Find two counts of different things that make a third (A07): votes of two, all votes."""
    counts = [g for g in groups if g[0].counts]
    declared = [{p.whole, *p.parts} for p in bench.corpus.register.partitions.values()]
    at: dict[tuple[str, float], list[Group]] = {}
    for group in counts:
        at.setdefault((group[0].unit, group[0].stated), []).append(group)
    for one, other in combinations(counts, 2):
        a, b = one[0], other[0]
        for whole in at.get((a.unit, a.stated + b.stated), ()) if a.unit == b.unit else ():
            asked = {a.question, b.question, whole[0].question}
            alike = len({a.measure, b.measure, whole[0].measure}) == 1  # that is A05's business
            if len(asked) == 3 and not alike and asked not in declared:  # noqa: PLR2004 - a, b, sum
                same_unit = sum(g[0].unit == a.unit for g in counts)
                if _chance_of_sum(same_unit, whole[0].stated, (a.stated, b.stated)) < CHANCE:
                    text = " + ".join(f"{r.stated:,.12g}" for r in (a, b))
                    yield _check("A07", (whole, one, other), f"{text} = {whole[0].stated:,.12g}")


def _chance_of_sum(figures: int, total: float, parts: Sequence[float]) -> float:
    """Expect this many sums by accident among *figures* numbers as large and round as these."""
    grain = math.gcd(int(total), *(int(part) for part in parts))
    return math.comb(figures, 3) * 3 * grain / total


def _check(rule: str, groups: Sequence[Group], computed: str) -> Check:
    sides = tuple(tuple(r.claim for r in group) for group in groups)
    questions = tuple(dict.fromkeys(group[0].question for group in groups))
    reason = f"These figures fit: {computed}."
    return Check(rule, questions, sides, True, computed, reason, (UNDECLARED,))


def _shares(bench: Bench, rows: Sequence[Row], groups: Sequence[Group]) -> Iterator[Check]:
    """Find the two counts that a percentage stands between (A08), over its base if declared."""
    known = bench.corpus.register.questions
    for group in said_alike([r for r in usable(rows) if _kind(bench, r) == "fraction"]):
        share = group[0]
        asked = known[share.question]
        if (asked.numerator and asked.denominator) or share.stated == NO_NUMBER:
            continue
        base = asked.denominator or (asked.dims.get("of", "") if asked.dims.get("of") in known
                                     else "")  # fmt: skip
        near = set(bench.near[base]) if base else set()
        pairs = [
            (top, bottom) for top, bottom in permutations(groups, 2)
            if top[0].counts and bottom[0].counts and top[0].stated <= bottom[0].stated
            and (bottom[0].question in near if near else top[0].unit == bottom[0].unit)
        ]  # fmt: skip
        yield from _fit(bench, "A08", group, pairs)


def _changes(bench: Bench, rows: Sequence[Row], groups: Sequence[Group]) -> Iterator[Check]:
    """Find two figures of one measure that a change by per cent lies between (A09)."""
    known = bench.corpus.register.questions
    for group in said_alike([r for r in usable(rows) if _kind(bench, r) in ("change", "ratio")]):
        asked = known[group[0].question]
        if (asked.numerator and asked.denominator) or group[0].stated == NO_NUMBER:
            continue
        pairs = [
            (new, old) for new, old in permutations(groups, 2)
            if new[0].measure == old[0].measure
            and _only_time(known[new[0].question], known[old[0].question])
        ]  # fmt: skip
        yield from _fit(bench, "A09", group, pairs)


def _only_time(one: Question, other: Question) -> bool:
    """Tell whether two questions ask the same of two periods."""
    rest = [{d: v for d, v in q.dims.items() if d not in ("period", "reference")}
            for q in (one, other)]  # fmt: skip
    return one.key != other.key and rest[0] == rest[1]


def _fit(
    bench: Bench, rule: str, stated: Group, pairs: Sequence[tuple[Group, Group]]
) -> Iterator[Check]:
    """Report the only pair of figures whose ratio is the stated one, unless chance explains it."""
    row = stated[0]
    low, high = as_written(row, _kind(bench, row))
    if len(pairs) * (high - low) >= CHANCE * 2:
        return
    less = 1 if _kind(bench, row) == "change" else 0
    ratios = [(top, bottom, top[0].stated / bottom[0].stated - less) for top, bottom in pairs]
    found = [(top, bottom, ratio) for top, bottom, ratio in ratios if low <= ratio <= high]
    if less and not found:  # "fell by 16 per cent", written without its sign
        found = [(top, bottom, ratio) for top, bottom, ratio in ratios if low <= -ratio <= high]
    if len(found) == 1:
        top, bottom, ratio = found[0]
        kind = _kind(bench, row)
        terms = f"{top[0].stated:,.12g} / {bottom[0].stated:,.12g}"
        result = span_text(round(ratio, 4), round(ratio, 4), kind)
        yield _check(rule, (stated, top, bottom), f"{terms}{' - 1' if less else ''} = {result}")


def _spans(bench: Bench, rows: Sequence[Row]) -> Iterator[Check]:
    """Find two dates or times of one event that a duration lies between (A10)."""
    known = bench.corpus.register.questions
    for group in said_alike([r for r in usable(rows) if _kind(bench, r) == "duration"]):
        span = group[0]
        asked = known[span.question]
        if span.stated == NO_NUMBER or (asked.minuend and asked.subtrahend):
            continue
        event = asked.dims.get("event", "")
        ends = [r for r in rows if r.dated and not r.negative
                and known[r.question].dims.get("event", "") == event]  # fmt: skip
        for late, early in permutations(said_alike(ends), 2):
            if late[0].question != early[0].question and _between(late[0], early[0], span):
                computed = f"{late[0].text} - {early[0].text} = {span.text}"
                yield _check("A10", (group, late, early), computed)


def _between(late: Row, early: Row, span: Row) -> bool:
    """Tell whether exactly the duration *span* lies between two dates or two times."""
    if NO_NUMBER not in (late.instant, early.instant):
        exactly = late.instant == late.until and early.instant == early.until
        length, unit = late.instant - early.instant, _MINUTES
    else:
        exactly = late.low == late.high and early.low == early.high
        length, unit = late.low - early.low, _DAYS
    if not exactly or length <= 0 or not math.isfinite(length):
        return False
    return math.isclose(units.convert(length, unit, span.unit), span.stated, rel_tol=1e-9)


def _ranks(bench: Bench, rows: Sequence[Row]) -> Iterator[Check]:
    """Hold a place in a list against the figures of its article that it ranks (A11)."""
    known = bench.corpus.register.questions
    ranks = [r for r in rows if _kind(bench, r) == "rank" and r.form == "interval"
             and known[r.question].numerator and r.low == r.high]  # fmt: skip
    for row in ranks:
        near = set(bench.near[known[row.question].numerator])
        figures = [r for r in usable(rows) if _kind(bench, r) != "rank"]
        for own in said_alike([r for r in figures if r.question in near]):
            rivals = [
                g for g in said_alike([r for r in figures if r.measure == own[0].measure])
                if _rival(known[own[0].question], known[g[0].question])
            ]  # fmt: skip
            if rivals:
                yield from _rank_check(bench, row, own, rivals)


def _rival(own: Question, other: Question) -> bool:
    """Tell whether two questions ask the same of two events."""
    rest = [{d: v for d, v in q.dims.items() if d != "event"} for q in (own, other)]
    return rest[0] == rest[1] and own.dims.get("event") != other.dims.get("event")


def _rank_check(bench: Bench, row: Row, own: Group, rivals: Sequence[Group]) -> Iterator[Check]:
    listed = [g for g in rivals if not _before_the_list(bench, row, g[0])]
    above = [g for g in listed if g[0].low > own[0].high]
    open_ones = [g for g in listed if g[0].low <= own[0].high and g[0].high >= own[0].low]
    right = len(above) < row.low and not (open_ones and row.negative)
    holds = right != row.negative
    if open_ones and holds:
        return  # which of the two is more is left open
    computed = "; ".join(f"{own[0].text} {_sign(own[0], g[0])} {g[0].text}" for g in rivals)
    stated = f"not {row.text}" if row.negative else row.text
    reason = f"The text says {stated!r}; its figures {'fit' if holds else 'speak against it'}: "
    sides = tuple(tuple(r.claim for r in group) for group in ([row], own, *rivals))
    questions = tuple(dict.fromkeys((row.question, own[0].question,
                                     *(g[0].question for g in rivals))))  # fmt: skip
    yield Check("A11", questions, sides, holds, computed, f"{reason}{computed}.", (UNDECLARED,))


def _sign(own: Row, rival: Row) -> str:
    return "<" if own.high < rival.low else ">" if own.low > rival.high else "and"


def _before_the_list(bench: Bench, row: Row, rival: Row) -> bool:
    """Tell whether a rival lies before what the list covers: "since 1998" begins after 1998."""
    register = bench.corpus.register
    period = register.periods.get(register.questions[row.question].dims.get("period", ""))
    event = register.events.get(register.questions[rival.question].dims.get("event", ""))
    if period is None or period.span.first is None or event is None or event.date is None:
        return False
    return event.date.last is not None and event.date.last.year <= period.span.first.year
