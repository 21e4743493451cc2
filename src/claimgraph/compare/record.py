"""Layer 4. Claims as flat rows, and a pair of claims as one record of columns.

Everything that needs the register is looked up here, so that the decision table reads only
columns: numbers, flags and short words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from claimgraph import hedges, speech, values
from claimgraph.compare.dimensions import (
    ADDS,
    CONTAINS,
    LACKS,
    SAME,
    WITHIN,
    Difference,
    categories,
)
from claimgraph.compare.expression import Columns, Scalar
from claimgraph.dates import Span, days_apart, surely_before
from claimgraph.kinds import NUMERIC
from claimgraph.model import CHANGING, LINKS, Claim, Corpus, Register

RETIRING = frozenset({"corrects", "replaces", "retracts"})
"""Links that say: what stood there stands no more."""

NONE = ""
EDTF = "edtf:"
"""Before the EDTF of a date, where a number has its hedge."""

INF = math.inf
NO_NUMBER = -math.inf
"""Stands for "no stated number"; no text states minus infinity."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim as comparison sees it. form: interval, category, boolean or text.

    low..inner_high: closed bounds (dates as day numbers). instant: minutes of a date with a time;
    dated: the interval is one of days. zone: offset from UTC of a date with a time.
    until: the last minute, where a stretch of the day is meant (else the same as instant).
    time: the moment that the value describes, or else when it was said or published. quotes:
    digests of the quotations that the claim stands in. own_unit: the bounds are in the measure's
    unit, so that they can be added to others. reading: it
    stands in a cell of a table. target: another claim names this one. principal:
    the innermost speaker, "" in the article's own voice. origin: the organisation that the
    principal speaks for.
    """

    claim: str
    article: str
    question: str
    measure: str
    unit: str
    form: str
    low: float
    high: float
    inner_low: float
    inner_high: float
    stated: float
    hedge: str
    direction: int
    concept: str
    truth: bool
    text: str
    negative: bool
    current: bool
    truth_apt: bool
    exhaustive: bool
    counts: bool
    principal: str
    named: bool
    origin: str
    cue: str
    stance: str
    modality: str
    uttered: Span | None
    context: tuple[str, ...]
    written_unit: str = NONE
    time: Span | None = None
    changing: bool = False
    cumulative: bool = False
    links: tuple[tuple[str, str], ...] = ()
    quotes: frozenset[str] = frozenset()
    instant: float = NO_NUMBER
    dated: bool = False
    zone: str = NONE
    own_unit: bool = True
    reading: bool = False
    until: float = NO_NUMBER
    target: bool = False

    @property
    def signature(self) -> tuple[Scalar, ...]:
        """What two claims on one question must share to count as one thing said."""
        return (*self.said, self.current, self.truth_apt)

    @property
    def said(self) -> tuple[Scalar, ...]:
        """What two claims on one question must share to say the same, whether they stand or not."""
        return (
            self.form,
            self.unit,
            self.low,
            self.high,
            self.inner_low,
            self.inner_high,
            self.stated,
            self.hedge,
            self.concept,
            self.truth,
            self.text if self.form == "text" else NONE,
            self.negative,
        )


def origin_of(agent: str, register: Register) -> str:
    """Organisation that *agent* speaks for: the top of its `part_of` chain."""
    seen = set()
    while agent not in seen and register.agents[agent].part_of:
        seen.add(agent)
        agent = register.agents[agent].part_of
    return agent


def _bounds(claim: Claim) -> tuple[float, float, float, float]:
    value = claim.value
    if value.kind in NUMERIC:
        outer, inner = values.effective(value), values.effective_inner(value)
        return outer.low, outer.high, inner.low, inner.high
    if value.dates is not None:
        return *value.dates.days(), *value.dates.days(inner=True)
    return 0.0, 0.0, 0.0, 0.0


def row(claim: Claim, corpus: Corpus) -> Row:
    """Flatten one claim."""
    question = corpus.question(claim)
    measure = corpus.measure(question)
    value = claim.value
    form = "interval" if value.kind in NUMERIC or value.kind == "date" else value.kind
    low, high, inner_low, inner_high = _bounds(claim)
    principal = claim.chain[-1] if len(claim.chain) > 1 else NONE
    hedge = value.hedge or (EDTF + value.dates.edtf if value.dates else NONE)
    direction = hedges.TABLE[value.hedge].direction if value.hedge else 0
    return Row(
        claim.id,
        claim.article,
        claim.question,
        question.measure,
        values.unit_of(value, measure),
        form,
        low,
        high,
        inner_low,
        inner_high,
        NO_NUMBER if value.stated is None else float(value.stated),
        hedge,
        direction,
        value.concept,
        bool(value.truth),
        value.text,
        claim.polarity == "negative" and value.kind != "boolean",
        claim.status == "current",
        claim.modality not in speech.NOT_TRUTH_APT,
        measure.exhaustive,
        value.kind == "count" and measure.temporality != "rule",
        principal,
        bool(principal) and corpus.register.agents[principal].named,
        origin_of(principal, corpus.register) if principal else NONE,
        claim.cue,
        speech.CUES[claim.cue],
        claim.modality,
        claim.said_on,
        claim.context,
        value.unit,
        claim.as_of or claim.said_on or corpus.articles[claim.article].published,
        measure.temporality in CHANGING,
        measure.temporality == "cumulative",
        claim.links,
        _quotes(claim, corpus),
        _minute(claim, 0),
        value.kind == "date",
        _zone(claim),
        not value.bounds_unit and not value.prices,
        bool(claim.anchors[0].column),
        _minute(claim, -1),
    )


def _quotes(claim: Claim, corpus: Corpus) -> frozenset[str]:
    """Digests of the quotations of the article that the claim's main anchor stands in."""
    at = claim.anchors[0]
    return frozenset(
        q.quote
        for q in corpus.articles[claim.article].quotations
        if q.anchor.start <= at.start and at.end <= q.anchor.end
    )


def _minute(claim: Claim, end: int) -> float:
    moments = claim.value.dates.moments if claim.value.dates else None
    return NO_NUMBER if moments is None else moments[end].timestamp() // 60


def _zone(claim: Claim) -> str:
    moment = claim.value.dates.instant if claim.value.dates else None
    return f"{moment:%z}" if moment is not None and moment.tzinfo is not None else NONE


COLUMNS = (
    "measure", "unit_same", "unrelated", "scopes", "a_within_b", "b_within_a",
    "a_open", "b_open", "counts",
    "current", "gone", "one_article", "truth_apt", "form_same", "form",
    "a_negative", "b_negative",
    "a_low", "a_high", "b_low", "b_high",
    "a_inner_low", "a_inner_high", "b_inner_low", "b_inner_high",
    "a_stated", "b_stated", "a_hedge", "b_hedge", "a_direction", "b_direction",
    "category", "a_truth", "b_truth", "text_same", "exhaustive", "same_principal", "days_apart",
    "link", "order", "undated", "changing", "cumulative",
)  # fmt: skip
"""Every column that a row of the decision table may read."""


C = Columns(COLUMNS)


def _all_nested(difference: Difference, how: str) -> bool:
    flags = [h for _, h in difference.scopes]
    if difference.measure not in (SAME, "underspecified"):
        flags.append(difference.measure)
    return bool(flags) and all(flag == how for flag in flags)


def pair(a: Row, b: Row, difference: Difference, register: Register) -> dict[str, Scalar]:
    """Columns of the pair (a, b). difference: how a's question stands to b's."""
    both_categories = a.form == b.form == "category"
    same = a.named and b.named and a.origin == b.origin
    apart = days_apart(a.time, b.time) if a.time and b.time else 0
    a_low, a_high, b_low, b_high = a.low, a.high, b.low, b.high
    a_near, b_near = (a.inner_low, a.inner_high), (b.inner_low, b.inner_high)
    if NO_NUMBER not in (a.instant, b.instant):  # two times of day: compare them over zones
        a_low, a_high, b_low, b_high = a.instant, a.until, b.instant, b.until
        a_near, b_near = (a_low, a_high), (b_low, b_high)
    return {
        "measure": difference.measure,
        "unit_same": a.unit == b.unit,
        "unrelated": difference.unrelated,
        "scopes": float(len(difference.scopes)),
        "a_within_b": _all_nested(difference, WITHIN),
        "b_within_a": _all_nested(difference, CONTAINS),
        "a_open": difference.leaves_open(LACKS), "b_open": difference.leaves_open(ADDS),
        "counts": a.counts and b.counts,
        "current": a.current and b.current,
        "gone": not (a.current or b.current), "one_article": a.article == b.article,
        "truth_apt": a.truth_apt and b.truth_apt,
        "form_same": a.form == b.form,
        "form": a.form,
        "a_negative": a.negative, "b_negative": b.negative,
        "a_low": a_low, "a_high": a_high, "b_low": b_low, "b_high": b_high,
        "a_inner_low": a_near[0], "a_inner_high": a_near[1],
        "b_inner_low": b_near[0], "b_inner_high": b_near[1],
        "a_stated": a.stated, "b_stated": b.stated,
        "a_hedge": a.hedge, "b_hedge": b.hedge,
        "a_direction": float(a.direction), "b_direction": float(b.direction),
        "category": categories(a.concept, b.concept, register) if both_categories else NONE,
        "a_truth": a.truth, "b_truth": b.truth,
        "text_same": a.text.casefold() == b.text.casefold(),
        "exhaustive": a.exhaustive and b.exhaustive,
        "same_principal": same,
        "days_apart": float(apart),
        "link": link(a, b),
        "order": -1.0 if surely_before(a.time, b.time) else 1.0 if surely_before(b.time, a.time)
        else 0.0,
        "undated": (a.reading or b.reading) and difference.leaves_undated,
        "changing": a.changing and b.changing,
        "cumulative": a.cumulative and b.cumulative,
    }  # fmt: skip


def link(a: Row, b: Row) -> str:
    """Return what one of the two claims says of the other: a kind of LINKS, empty for nothing."""
    found = [kind for kind, other in a.links if other == b.claim]
    found += [kind for kind, other in b.links if other == a.claim]
    return min(found, key=LINKS.index) if found else NONE


def rows(corpus: Corpus) -> dict[str, Row]:
    """Return every claim as a row, by claim id.

    What its own source corrected, replaced or took back is no longer current; what another
    source says of it changes nothing: nobody retires another one's claim.
    """
    found = {claim.id: row(claim, corpus) for claim in corpus.claims}
    for claim in found.values():
        for kind, target in claim.links if claim.current else ():
            if kind in RETIRING and target in found and _one_source(claim, found[target]):
                found[target] = replace(found[target], current=False)
    for target in {other for claim in corpus.claims for _, other in claim.links}:
        if target in found:
            found[target] = replace(found[target], target=True)
    return found


def _one_source(a: Row, b: Row) -> bool:
    """Tell whether one named speaker, or one article's own voice, said both."""
    if a.named and b.named:
        return a.origin == b.origin
    return not a.principal and not b.principal and a.article == b.article
