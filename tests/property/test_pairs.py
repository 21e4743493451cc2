"""A hundred thousand pairs: the decision table is total, exclusive and reads the same both ways."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from claimgraph.compare import decision, record
from claimgraph.compare.dimensions import ADDS, CONTAINS, LACKS, SAME, WITHIN, Difference
from claimgraph.compare.expression import Scalar
from claimgraph.dates import Span, parse
from claimgraph.hedges import TABLE
from claimgraph.model import LINKS, Concept, Register

PAIRS = int(os.environ.get("CLAIMGRAPH_PAIRS", "100000"))
"""`make soak` asks for more."""

DAYS: tuple[Span | None, ...] = (None, parse("2024-01-01"), parse("2024-01-05"), parse("2024-02"))
DIFFERENCES = (
    *[Difference(SAME, ())] * 18,
    Difference(SAME, (("place", WITHIN),)),
    Difference(SAME, (("place", CONTAINS),)),
    Difference(SAME, (("place", LACKS),)),
    Difference(SAME, (("place", ADDS),)),
    Difference(SAME, (("place", LACKS), ("period", ADDS))),
    Difference(SAME, (("period", LACKS),)),
    Difference(SAME, (("event", "disjoint"),)),
    Difference(SAME, (("period", "overlap"),)),
    Difference("underspecified", ()),
    Difference(WITHIN, ()),
    Difference("sibling", (("place", WITHIN),)),
    Difference("unrelated", ()),
)
CONCEPTS = Register(concepts={
    "ill": Concept("ill", "ill"),
    "dying": Concept("dying", "dying", broader=("ill",)),
    "healthy": Concept("healthy", "healthy", disjoint=("ill",)),
    "tall": Concept("tall", "tall"),
})  # fmt: skip


FORMS = ("interval", "interval", "interval", "category", "boolean", "text")


def row(draw: random.Random, name: str, other: str, form: str) -> record.Row:
    """Return a row with anything in it that a claim could have."""
    ends = sorted(draw.choice((0.0, 1.0, 5.0, 9.0, 10.0, 12.0, 100.0)) for _ in range(4))
    outer, inner = (ends[0], ends[3]), (ends[1], ends[2])
    if draw.random() < 0.5:
        outer = inner = (ends[1], ends[1])
    hedge = draw.choice(tuple(TABLE))
    fields: dict[str, Any] = {
        "claim": name, "article": draw.choice((name, name, "one")), "question": "q", "measure": "m",
        "unit": draw.choice(("people",) * 9 + ("km",)),
        "form": form if draw.random() < 0.9 else draw.choice(FORMS),
        "low": outer[0], "high": draw.choice((outer[1], record.INF)),
        "inner_low": inner[0], "inner_high": inner[1],
        "stated": draw.choice((record.NO_NUMBER, ends[1], 9.0, 9.0)),
        "hedge": hedge, "direction": TABLE[hedge].direction,
        "concept": draw.choice(tuple(CONCEPTS.concepts)), "truth": draw.random() < 0.5,
        "text": draw.choice(("yes", "no")), "negative": draw.random() < 0.15,
        "current": draw.random() < 0.9, "truth_apt": draw.random() < 0.9,
        "exhaustive": draw.random() < 0.5, "counts": draw.random() < 0.7,
        "principal": draw.choice(("", "x", "y")), "named": draw.random() < 0.7,
        "origin": draw.choice(("x", "y")), "cue": "say", "stance": "neutral",
        "modality": "asserted", "uttered": None, "context": (),
        "time": draw.choice(DAYS), "changing": draw.random() < 0.4,
        "cumulative": draw.random() < 0.3,
        "reading": draw.random() < 0.3,
        "links": ((draw.choice(LINKS), other),) if draw.random() < 0.03 else (),
    }  # fmt: skip
    return record.Row(**fields)


def drawn() -> Iterator[tuple[record.Row, record.Row, Difference]]:
    draw = random.Random(20240717)  # noqa: S311 - the same pairs in every run
    for _ in range(PAIRS):
        form = draw.choice(FORMS)
        yield row(draw, "a", "b", form), row(draw, "b", "a", form), draw.choice(DIFFERENCES)


Seen = list[tuple[dict[str, Scalar], dict[str, Scalar]]]


@cache
def columns() -> Seen:
    return [
        (record.pair(a, b, how, CONCEPTS), record.pair(b, a, how.mirrored(), CONCEPTS))
        for a, b, how in drawn()
    ]


def test_the_table_is_total() -> None:
    assert len([decision.decide(one) for one, _ in columns()]) == PAIRS


def test_the_table_reads_the_same_from_both_sides() -> None:
    turned = [(decision.decide(a).id, decision.decide(b).id) for a, b in columns()]
    assert [pair for pair in turned if pair[0] != pair[1]] == []


def test_the_compiled_table_is_the_table() -> None:
    walked = (next(r.id for r in decision.TABLE if r.when.holds(a)) for a, _ in columns()[:20_000])
    assert all(
        decision.decide(a).id == rule for (a, _), rule in zip(columns(), walked, strict=False)
    )


def test_every_row_decides_some_pair() -> None:
    counted = Counter(decision.decide(one).id for one, _ in columns())
    assert set(counted) == {rule.id for rule in decision.TABLE}


def test_every_column_matters_to_some_row() -> None:
    read = {name for rule in decision.TABLE for name in rule.when.columns()}
    assert read == set(record.COLUMNS)


@pytest.mark.parametrize("content", ["conflict/value", "conflict/boundary"])
def test_values_that_meet_are_in_no_conflict_of_values(content: str) -> None:
    for one, _ in columns():
        if decision.decide(one).content == content and one["form"] == "interval":
            ends = {name: float(one[name]) for name in ("a_low", "a_high", "b_low", "b_high")}
            assert ends["a_low"] > ends["b_high"] or ends["b_low"] > ends["a_high"]


def test_what_does_not_stand_is_in_no_conflict() -> None:
    found = {decision.decide(one).content for one, _ in columns() if not one["current"]}
    assert found <= {"not-current", "agree-exact", *LINKED}


def test_what_does_not_stand_agrees_only_with_its_like_or_in_one_article() -> None:
    agreed = [one for one, _ in columns() if decision.decide(one).id == "C17"]
    assert agreed
    assert all(one["gone"] or one["one_article"] for one in agreed)


LINKED = {"retracts", "corrects", "denies"}


def test_other_matters_are_in_no_relation() -> None:
    found = {decision.decide(one).content for one, _ in columns() if one["unrelated"]}
    assert found <= {"unrelated", "not-current", *LINKED}
