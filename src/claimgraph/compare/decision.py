"""Layer 4. The decision table: how two claims relate. Ordered rows, first match wins.

This is the only place where a comparison is decided. Each row is a condition over the columns of
`record.COLUMNS`; it runs here as a predicate and can be compiled to a columnar expression. The
second table turns content and provenance into a verdict on the *reports*, never on the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimgraph.compare.expression import TRUE, Condition, Record, first_of
from claimgraph.compare.record import INF, NO_NUMBER, C

VERSION = "2"
"""Changes with every row; part of every finding."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: when it matches, the content relation, and the reason as a template.

    Template fields: {a} {b} the values of the two sides in words, {stated}, {scopes}.
    """

    id: str
    content: str
    when: Condition
    reason: str


_INTERVAL = C.form.equals("interval")
_OUTER_APART = _INTERVAL & ((C.a_low > C.b_high) | (C.b_low > C.a_high))
_INNER_APART = (C.a_inner_low > C.b_inner_high) | (C.b_inner_low > C.a_inner_high)
_SAME_STATED = C.a_stated.equals(C.b_stated) & C.a_stated.differs(NO_NUMBER)
_SAME_OUTER = C.a_low.equals(C.b_low) & C.a_high.equals(C.b_high)
_TRUTHS_DIFFER = C.form.equals("boolean") & C.a_truth.differs(C.b_truth)
_CATEGORIES_APART = C.form.equals("category") & C.category.equals("disjoint")
_VALUES_APART = _OUTER_APART | _TRUTHS_DIFFER | _CATEGORIES_APART
_POLARITY_DIFFERS = C.a_negative.differs(C.b_negative)
_TENSE = (_INTERVAL & _INNER_APART) | (
    C.form.equals("category")
    & (
        (C.exhaustive.true() & C.category.among("within", "contains"))
        | C.category.equals("sibling")
    )
)
_NESTED_CATEGORIES = C.category.among("within", "contains")
_INSIDE = ((C.a_low >= C.b_low) & (C.a_high <= C.b_high)) | (
    (C.b_low >= C.a_low) & (C.b_high <= C.a_high)
)
_SAME_WORDS = (
    (_INTERVAL & _SAME_OUTER & C.a_hedge.equals(C.b_hedge) & C.a_stated.equals(C.b_stated))
    | (C.form.equals("category") & C.category.equals("same"))
    | (C.form.equals("boolean") & C.a_truth.equals(C.b_truth))
    | (C.form.equals("text") & C.text_same.true())
)

_OTHER_SCOPE = (
    (C.scopes > 0.0)
    | C.measure.among("within", "contains", "sibling")
    | ~C.unit_same.true()
    | ~C.form_same.true()
)
_PLAIN = C.truth_apt.true() & ~_POLARITY_DIFFERS
_LOCATED = (C.a_within_b.true() & C.b_high.equals(INF) & (C.a_low >= C.b_low)) | (
    C.b_within_a.true() & C.a_high.equals(INF) & (C.b_low >= C.a_low)
)
_FALLS = (C.order.equals(-1.0) & (C.b_high < C.a_low)) | (
    C.order.equals(1.0) & (C.a_high < C.b_low)
)
_LATER = C.order.differs(0.0) & (
    C.changing.true() | (C.same_principal.true() & (C.days_apart > 1.0))
)

TABLE: tuple[Rule, ...] = (
    Rule("L01", "retracts", C.link.equals("retracts"), "One statement takes the other back."),
    Rule("L02", "corrects", C.link.among("corrects", "replaces"),
         "One statement says that the other was wrong: {a} / {b}."),
    Rule("L03", "denies", C.link.equals("denies"), "One statement denies the other."),
    Rule("C17", "agree-exact",
         ~C.current.true() & (C.gone.true() | C.one_article.true()) & _PLAIN
         & ~C.unrelated.true() & ~_OTHER_SCOPE & _SAME_WORDS,
         "Both said {a}; at least one of the two statements stands no more."),
    Rule("C00", "not-current", ~C.current.true(),
         "At least one of the two statements was superseded or retracted."),
    Rule("C01", "unrelated", C.unrelated.true(), "The statements are about different matters."),
    Rule("C02", "conflict/part-exceeds-whole",
         C.counts.true() & ((C.a_within_b.true() & (C.a_low > C.b_high))
                            | (C.b_within_a.true() & (C.b_low > C.a_high))),
         "The part is larger than the whole: {a} against {b} ({scopes})."),
    Rule("C18", "refines",
         C.counts.true() & C.unit_same.true() & _PLAIN & _SAME_STATED & _LOCATED,
         "One gives for a part what the other gives as the least of the whole: {a} / {b} "
         "({scopes})."),
    Rule("C03", "scope-mismatch", _OTHER_SCOPE,
         "Not comparable as they stand: {a}, against {b}. They differ in {scopes}."),
    Rule("C16", "scope-mismatch",
         C.counts.true() & ((C.a_open.true() & (C.a_low > C.b_high))
                            | (C.b_open.true() & (C.b_low > C.a_high))),
         "Not comparable as they stand: {a}, against {b}. The larger one leaves open {scopes}, "
         "so it may count more than the other."),
    Rule("C04", "not-truth-apt", ~C.truth_apt.true(),
         "At least one says what ought to be or what would be if, not what is."),
    Rule("C05", "conflict/polarity", _POLARITY_DIFFERS & ~_VALUES_APART,
         "One affirms and the other denies the same thing: {a} against {b}."),
    Rule("C06", "undetermined", _POLARITY_DIFFERS,
         "One denies a value and the other affirms another one; both can hold."),
    Rule("T01", "conflict/falls", C.cumulative.true() & _INTERVAL & _FALLS,
         "A count that can only grow is lower in the later statement: {a} / {b}."),
    Rule("C07", "updates", _LATER & (_VALUES_APART | _TENSE),
         "Both can have been right when they were said: {a}, and {b} at another time."),
    Rule("C19", "scope-mismatch", C.undated.true() & (_VALUES_APART | _TENSE),
         "One of the two does not say when, so it may be of another time: {a}, against {b}."),
    Rule("C08", "conflict/boundary",
         _OUTER_APART & _SAME_STATED & C.a_direction.equals(C.b_direction)
         & C.a_direction.differs(0.0),
         "Both name {stated}, but one includes the limit and the other does not: {a} / {b}."),
    Rule("C09", "conflict/value", _VALUES_APART, "The values exclude each other: {a} against {b}."),
    Rule("C10", "agree-exact", _SAME_WORDS, "Both say {a}."),
    Rule("C11", "agree-hedged", _INTERVAL & (_SAME_STATED | _SAME_OUTER),
         "The same figure in other words: {a} / {b}."),
    Rule("C12", "tension", _TENSE,
         "Not excluded, but what the words suggest differs: {a} against {b}."),
    Rule("C13", "refines", (_INTERVAL & _INSIDE) | _NESTED_CATEGORIES,
         "One is a narrower statement of the other: {a} / {b}."),
    Rule("C14", "agree-overlap", _INTERVAL, "The ranges overlap: {a} / {b}."),
    Rule("C15", "undetermined", TRUE, "These values can't be compared by rule: {a} / {b}."),
)  # fmt: skip
"""The content relation of two claims."""


_first = first_of([rule.when for rule in TABLE])


def decide(record: Record) -> Rule:
    """Return the first row of the table that matches; the last one always does."""
    return TABLE[_first(record)]


_AGREE = {
    "same-voice": "restatement",
    "echo": "repetition",
    "common-principal": "repetition",
    "possibly-dependent": "unproven-corroboration",
    "unknown": "unproven-corroboration",
    "common-channel": "corroboration-one-channel",
    "independent": "corroboration",
}
_DIFFER = {
    "same-voice": "self-contradiction",
    "echo": "distortion",
    "common-principal": "distortion",
    "possibly-dependent": "dispute-or-distortion",
    "unknown": "dispute-or-distortion",
    "common-channel": "dispute",
    "independent": "dispute",
}
ALTERED = "altered-repetition"
"""Verdict on one statement that reached the reader in other words than its source's."""

NEAR = 0.1
"""Values that lie apart by less than this share of the larger one weigh one step less."""

INDEPENDENCE = tuple(_AGREE)
"""Provenance relations from the most to the least dependent."""

AGREEING = frozenset({"agree-exact", "agree-hedged", "agree-overlap", "refines"})


def verdict(content: str, provenance: str) -> str:
    """Return what content and provenance together say about the reports; empty for the rest."""
    if content in AGREEING:
        return _AGREE[provenance]
    if content.startswith("conflict") or content == "tension":
        return _DIFFER[provenance]
    return ""


SEVERITY_RULE: Mapping[str, str] = {
    "conflict/part-exceeds-whole": "critical",
    "conflict/polarity": "critical",
    "conflict/value": "critical",
    "conflict/boundary": "notable",
    "tension": "notable",
    "conflict/falls": "critical",
    "corrects": "notable",
    "retracts": "notable",
    "denies": "notable",
    "updates": "notable",
    "stale": "notable",
    "citation-cycle": "notable",
    "copying": "notable",
    "arithmetic/fails": "notable",
    "undetermined": "minor",
    "scope-mismatch": "minor",
    "not-truth-apt": "info",
    "not-current": "info",
    "agree-exact": "info",
    "agree-hedged": "info",
    "agree-overlap": "minor",
    "refines": "minor",
    "omission": "info",
    "arithmetic/holds": "info",
}
"""How much a finding asks for a reader's attention, by content relation."""
