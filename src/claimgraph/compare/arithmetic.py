"""Layer 4. Sums over declared partitions, and stated ratios against the stated numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from claimgraph.compare.record import NO_NUMBER, Row
from claimgraph.model import Corpus, Partition, Question
from claimgraph.values import in_digits

MAX_COMBINATIONS = 64
"""Bound on how many ways of filling one partition are checked."""


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


def _exact(row: Row) -> bool:
    return row.stated != NO_NUMBER and row.low == row.high == row.stated


def _show(n: float, kind: str) -> str:
    return in_digits(float(n), kind) if math.isfinite(n) else "any number"


def _range(low: float, high: float, kind: str) -> str:
    if low == high:
        return _show(low, kind)
    if math.isinf(high):
        return f"{_show(low, kind)} or more"
    return f"{_show(low, kind)} to {_show(high, kind)}"


def _add(values: Sequence[float]) -> float:
    if any(math.isinf(v) for v in values):
        return math.inf
    return float(sum(Fraction(repr(v)) for v in values))


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that say the same, in a fixed order."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(row.signature, []).append(row)
    return [found[key] for key in sorted(found, key=repr)]


def _usable(rows: Sequence[Row]) -> list[Row]:
    return [
        r for r in rows if r.form == "interval" and r.current and r.truth_apt and not r.negative
    ]


def _sum_check(
    partition: Partition, whole: list[Row], parts: Sequence[list[Row]], kind: str
) -> Check:
    heads = [group[0] for group in parts]
    low, high = _add([r.low for r in heads]), _add([r.high for r in heads])
    target = whole[0]
    holds = low <= target.high and target.low <= high
    terms = " + ".join(_range(r.low, r.high, kind) for r in heads)
    sign = "=" if _exact(target) and low == high else "gives"
    total = _range(low, high, kind)
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
    for partition in corpus.register.partitions.values():
        keys = (partition.whole, *partition.parts)
        columns = [_usable(answers.get(key, ())) for key in keys]
        if not all(columns):
            continue
        complete = [
            a
            for a in corpus.articles
            if all(any(r.article == a for r in column) for column in columns)
        ]
        kind = corpus.measure(corpus.register.questions[partition.whole]).value
        for chosen in [{a} for a in complete] or [set(corpus.articles)]:
            groups = [_groups([r for r in column if r.article in chosen]) for column in columns]
            for whole, *parts in islice(product(*groups), MAX_COMBINATIONS):
                yield _sum_check(partition, whole, parts, kind)


def _divide(top: Row, bottom: Row, factor: float) -> tuple[float, float]:
    if bottom.high <= 0:
        return math.inf, math.inf
    low = top.low * factor / bottom.high if math.isfinite(bottom.high) else 0.0
    high = top.high * factor / bottom.low if bottom.low > 0 else math.inf
    return low, high


def _ratio_check(
    question: Question, ratio: list[Row], top: list[Row], bottom: list[Row], corpus: Corpus
) -> Check:
    plain = _divide(top[0], bottom[0], 1)
    readings = [(plain, f"{_pair(top[0], bottom[0], 1)} = {_times(plain)}")]
    if question.annualise != 1:
        scaled = _divide(top[0], bottom[0], question.annualise)
        terms = _pair(top[0], bottom[0], question.annualise)
        readings.append((scaled, f"over the whole period {terms} = {_times(scaled)}"))
    stated = ratio[0]
    holds = any(low <= stated.high and stated.low <= high for (low, high), _ in readings)
    computed = "; ".join(words for _, words in readings)
    outer = f"{stated.low:.2f} to {stated.high:.2f}"
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
    above = _range(top.low * factor, top.high * factor, "number")
    return f"{above} / {_range(bottom.low, bottom.high, 'number')}"


def _times(span: tuple[float, float]) -> str:
    low, high = span
    if math.isinf(low):
        return "not defined (division by 0)"
    if math.isinf(high):
        return f"{low:.2f} or more"
    return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"


def ratios(
    corpus: Corpus, answers: Answers, comparable: Mapping[str, Sequence[str]]
) -> Iterator[Check]:
    """Check every stated ratio against the figures of its own article."""
    for question in corpus.register.questions.values():
        if not (question.numerator and question.denominator):
            continue
        for article in corpus.articles:
            picked = [
                [r for key in keys for r in _usable(answers.get(key, ())) if r.article == article]
                for keys in (
                    (question.key,),
                    comparable[question.numerator],
                    comparable[question.denominator],
                )
            ]
            groups = [_groups(column) for column in picked]
            for ratio, top, bottom in islice(product(*groups), MAX_COMBINATIONS):
                yield _ratio_check(question, ratio, top, bottom, corpus)


def checks(
    corpus: Corpus, answers: Answers, comparable: Mapping[str, Sequence[str]]
) -> list[Check]:
    """All arithmetic over *corpus*. answers: rows by question key."""
    return [*sums(corpus, answers), *ratios(corpus, answers, comparable)]
