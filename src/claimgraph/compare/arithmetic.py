"""Layer 4. Sums over declared partitions, stated ratios and differences against their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product

from claimgraph import units
from claimgraph.compare.record import NO_NUMBER, Row
from claimgraph.model import Corpus, Partition, Question
from claimgraph.values import in_digits

PER_CENT = frozenset({"fraction", "change"})
"""Kinds of values that are written in per cent."""

MAX_COMBINATIONS = 64
"""Bound on how many ways of filling one partition are checked."""


UNDECLARED = "The texts do not say that these figures belong together."
"""What a reader has to know of a computation that no question and no partition asks for."""


@dataclass(frozen=True, slots=True)
class Check:
    """One computation over claims. sides: the whole or ratio first, then each part.

    mixed: the figures stand in more than one article or count by different definitions.
    """

    rule: str
    questions: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    holds: bool
    computed: str
    reason: str
    mixed: tuple[str, ...] = ()


Answers = Mapping[str, Sequence[Row]]


def exact(row: Row) -> bool:
    """Tell whether *row* names one number and nothing else."""
    return row.stated != NO_NUMBER and row.low == row.high == row.stated


def _show(n: float, kind: str) -> str:
    return in_digits(float(n), kind) if math.isfinite(n) else "any number"


def span_text(low: float, high: float, kind: str) -> str:
    """Write an interval for people."""
    if low == high:
        return _show(low, kind)
    if math.isinf(high):
        return f"{_show(low, kind)} or more"
    return f"{_show(low, kind)} to {_show(high, kind)}"


def total_of(values: Sequence[float]) -> float:
    """Add without the rounding of binary fractions."""
    if any(math.isinf(v) for v in values):
        return math.inf
    return float(sum(Fraction(repr(v)) for v in values))


def said_alike(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that say the same, in a fixed order."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(row.signature, []).append(row)
    return [found[key] for key in sorted(found, key=repr)]


def usable(rows: Iterable[Row]) -> list[Row]:
    """Rows that arithmetic can be done with: affirmed numbers that stand."""
    return [
        r
        for r in rows
        if r.form == "interval" and r.own_unit and not r.dated
        and r.current and r.truth_apt and not r.negative
    ]  # fmt: skip


def _sum_check(
    partition: Partition, whole: list[Row], parts: Sequence[list[Row]], kind: str
) -> Check:
    heads = [group[0] for group in parts]
    low, high = total_of([r.low for r in heads]), total_of([r.high for r in heads])
    target = whole[0]
    holds = low <= target.high and target.low <= high
    terms = " + ".join(span_text(r.low, r.high, kind) for r in heads)
    sign = "=" if exact(target) and low == high else "gives"
    total = span_text(low, high, kind)
    computed = f"{terms} = {total}"
    if sign == "gives" or not holds:
        computed += f"; stated: {target.text}"
    reason = (
        f"The parts add up to the whole: {computed}."
        if holds
        else f"The parts don't add up to the whole: {computed}."
    )
    articles = sorted({group[0].article for group in (whole, *parts)})
    mixed = ("The figures stand in different articles.",) if len(articles) > 1 else ()
    sides = tuple(tuple(r.claim for r in group) for group in (whole, *parts))
    return Check("A01", (partition.whole, *partition.parts), sides, holds, computed, reason, mixed)


def sums(corpus: Corpus, answers: Answers) -> Iterator[Check]:
    """Check every partition: within each article that answers all of it, else over all articles."""
    order = {key: at for at, key in enumerate(corpus.register.questions)}
    for declared in corpus.register.partitions.values():
        partition = replace(declared, parts=tuple(sorted(declared.parts, key=lambda k: order[k])))
        keys = (partition.whole, *partition.parts)
        columns = [usable(answers.get(key, ())) for key in keys]
        if not all(columns):
            continue
        complete = [
            a
            for a in corpus.articles
            if all(any(r.article == a for r in column) for column in columns)
        ]
        kind = corpus.measure(corpus.register.questions[partition.whole]).value
        for chosen in [{a} for a in complete] or [set(corpus.articles)]:
            groups = [said_alike([r for r in column if r.article in chosen]) for column in columns]
            for whole, *parts in islice(product(*groups), MAX_COMBINATIONS):
                yield _sum_check(partition, whole, parts, kind)


def _divide(top: Row, bottom: Row, factor: float, kind: str) -> tuple[float, float]:
    """Return how many times *bottom* is *top*; by how much it is more, for a change."""
    if bottom.high <= 0:
        return math.inf, math.inf
    less = 1 if kind == "change" else 0
    low = top.low * factor / bottom.high if math.isfinite(bottom.high) else 0.0
    high = top.high * factor / bottom.low if bottom.low > 0 else math.inf
    return low - less, high - less


def as_written(row: Row, kind: str) -> tuple[float, float]:
    """Return what a bare share or change leaves open by its last digit.

    "33 %" is 32.5 to 33.5 per cent, so that 1 of 3 fits it. What has a hedge keeps its bounds.
    """
    if not exact(row) or kind not in PER_CENT:
        return row.low, row.high
    exponent = Decimal(str(round(row.stated * 100, 6))).normalize().as_tuple().exponent
    half = 10.0 ** min(int(exponent), 0) / 200
    return row.stated - half, row.stated + half


def _ratio_check(
    question: Question, ratio: list[Row], top: list[Row], bottom: list[Row], corpus: Corpus
) -> Check:
    kind = corpus.measure(question).value
    plain = _divide(top[0], bottom[0], 1, kind)
    less = " - 1" if kind == "change" else ""
    readings = [(plain, f"{_pair(top[0], bottom[0], 1)}{less} = {_times(plain, kind)}")]
    if question.annualise != 1:
        scaled = _divide(top[0], bottom[0], question.annualise, kind)
        terms = f"{_pair(top[0], bottom[0], question.annualise)}{less}"
        readings.append((scaled, f"over the whole period {terms} = {_times(scaled, kind)}"))
    stated = ratio[0]
    least, most = as_written(stated, kind)
    holds = any(low <= most and least <= high for (low, high), _ in readings)
    computed = "; ".join(words for _, words in readings)
    outer = (
        span_text(least, most, kind)
        if kind in PER_CENT
        else f"{stated.low:.2f} to {stated.high:.2f}"
    )
    reason = (
        f"The text says {stated.text!r} (read as {outer}); computed from its figures: {computed}."
    )
    mixed = []
    names = [
        corpus.measure(corpus.register.questions[r.question]).name for r in (top[0], bottom[0])
    ]
    if names[0] != names[1]:
        mixed.append(f"The two figures count different things: {names[0]} / {names[1]}.")
    if question.annualise != 1:
        mixed.append("The first figure covers only a part of the period of the second.")
    questions = tuple(dict.fromkeys((question.key, top[0].question, bottom[0].question)))
    sides = tuple(tuple(r.claim for r in group) for group in (ratio, top, bottom))
    return Check("A02", questions, sides, holds, computed, reason, tuple(mixed))


def _pair(top: Row, bottom: Row, factor: float) -> str:
    above = span_text(top.low * factor, top.high * factor, "number")
    return f"{above} / {span_text(bottom.low, bottom.high, 'number')}"


def _times(span: tuple[float, float], kind: str) -> str:
    low, high = span
    if math.isinf(low):
        return "not defined (division by 0)"
    if kind in PER_CENT:
        return span_text(low, high, kind)
    if math.isinf(high):
        return f"{low:.2f} or more"
    return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"


def _told(answers: Answers, article: str, key: str, near: Sequence[str]) -> list[Row]:
    """Return what *article* answers to the question itself, else to those comparable with it."""
    own = [r for r in usable(answers.get(key, ())) if r.article == article]
    return own or [r for k in near for r in usable(answers.get(k, ())) if r.article == article]


def ratios(
    corpus: Corpus, answers: Answers, comparable: Mapping[str, Sequence[str]]
) -> Iterator[Check]:
    """Check every stated ratio against the figures of its own article."""
    for question in corpus.register.questions.values():
        if not (question.numerator and question.denominator):
            continue
        for article in corpus.articles:
            picked = [
                _told(answers, article, question.key, ()),
                _told(answers, article, question.numerator, comparable[question.numerator]),
                _told(answers, article, question.denominator, comparable[question.denominator]),
            ]
            groups = [said_alike(column) for column in picked]
            for ratio, top, bottom in islice(product(*groups), MAX_COMBINATIONS):
                yield _ratio_check(question, ratio, top, bottom, corpus)


def differences(
    corpus: Corpus, answers: Answers, comparable: Mapping[str, Sequence[str]]
) -> Iterator[Check]:
    """Check every stated difference (A03) against the two figures or dates it lies between.

    Of one article where it has both, else over all articles.
    """
    for question in corpus.register.questions.values():
        if not (question.minuend and question.subtrahend):
            continue
        stated = usable(answers.get(question.key, ()))
        ends = [
            [r for key in comparable[end] for r in answers.get(key, ()) if _countable(r)]
            for end in (question.minuend, question.subtrahend)
        ]
        for article in corpus.articles:
            own = [r for r in stated if r.article == article]
            here = [[r for r in end if r.article == article] for end in ends]
            columns = [own, *(near or every for near, every in zip(here, ends, strict=True))]
            groups = [said_alike(column) for column in columns]
            for result, late, early in islice(product(*groups), MAX_COMBINATIONS):
                yield _difference_check(question, (result, late, early), corpus)


def _countable(row: Row) -> bool:
    return row.form == "interval" and row.current and row.truth_apt and not row.negative


def _difference_check(
    question: Question, groups: tuple[list[Row], list[Row], list[Row]], corpus: Corpus
) -> Check:
    stated, late, early = (group[0] for group in groups)
    unit = corpus.measure(question).unit
    low, high = late.low - early.high, late.high - early.low
    if late.dated:
        low, high = _in_units(low, unit), _in_units(high, unit)
    holds = low <= stated.high and stated.low <= high
    kind = corpus.measure(question).value
    terms = (
        f"{late.text} - {early.text}"
        if late.dated
        else (f"{span_text(late.low, late.high, kind)} - {span_text(early.low, early.high, kind)}")
    )
    computed = f"{terms} = {span_text(low, high, 'number')}{' ' + unit if late.dated else ''}"
    if not holds:
        computed += f"; stated: {stated.text}"
    reason = f"The text says {stated.text!r}; computed from the two: {computed}."
    articles = {group[0].article for group in groups}
    mixed = ("The figures stand in different articles.",) if len(articles) > 1 else ()
    questions = tuple(dict.fromkeys((question.key, late.question, early.question)))
    sides = tuple(tuple(r.claim for r in group) for group in groups)
    return Check("A03", questions, sides, holds, computed, reason, mixed)


def _in_units(days: float, unit: str) -> float:
    """Return *days* in the unit of a duration."""
    if not math.isfinite(days) or not unit:
        return days
    return round(units.convert(days, "days", unit), 2)
