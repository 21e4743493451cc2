"""The sweep over many answers finds the same sides as putting every pair before the table."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest

from claimgraph import dates, values
from claimgraph.compare import bench, cells, compare
from claimgraph.compare.cells import Cell, Index
from claimgraph.compare.record import rows
from claimgraph.findings import MAX_PAIRS
from claimgraph.model import (
    Agent,
    Anchor,
    Article,
    Claim,
    Corpus,
    Measure,
    Polarity,
    Question,
    Register,
    Story,
)

HEDGES = ("exact", "exact", "about", "more-than", "at-least", "less-than", "nearly")


def corpus(sources: int, distinct: int, temporality: str, seed: int) -> Corpus:
    """Build a corpus of many sources that answer one question, some by one speaker."""
    draw = random.Random(seed)  # noqa: S311 - the same corpus in every run
    measure = Measure("m", "m", "m", "count", temporality, "people")
    agents = {f"p{n}": Agent(f"p{n}", f"P{n}", "publisher") for n in range(sources)}
    agents |= {f"o{n}": Agent(f"o{n}", f"O{n}", "organization") for n in range(3)}
    articles, claims = {}, []
    for n in range(sources):
        day = f"2024-{draw.randint(1, 3):02}-{draw.randint(1, 28):02}"
        published = dates.parse(day) if draw.random() < 0.9 else None
        articles[f"a{n}"] = Article(
            f"a{n}", "s", f"{n:064x}", 9, "en", f"p{n}", "stated", published=published
        )
        written = values.Written(1000 + 7 * draw.randrange(distinct), draw.choice(HEDGES))
        chain = (f"p{n}", f"o{draw.randrange(3)}") if draw.random() < 0.2 else (f"p{n}",)
        polarity: Polarity = "negative" if draw.random() < 0.1 else "affirmative"
        claims.append(Claim(
            f"{n:020x}", f"a{n}", "q", values.read(written, measure), chain,
            "say" if len(chain) > 1 else "own-voice", "asserted", polarity,
            (Anchor(0, 1, "sha256:0"),),
        ))  # fmt: skip
    question = Question("q", "q", "How many?", "t", "m", {})
    register = Register(
        agents=agents, measures={"m": measure}, questions={"q": question},
        stories={"s": Story("s", "s")}, topics={"t": "t"},
    )  # fmt: skip
    return Corpus(register, articles, tuple(claims))


def every_pair(left: Sequence[Cell], right: Sequence[Cell] | None = None) -> list[Index]:
    assert right is None
    return [
        (i, j)
        for i, j in combinations(range(len(left)), 2)
        if left[i].signature != left[j].signature
    ]


def sides(found: Corpus, content: str) -> list[set[str]]:
    return [set(f.claims) for f in compare(found).findings if f.content == content]


CASES = [
    (sources, distinct, temporality, seed)
    for sources, distinct in ((60, 12), (60, 500), (120, 40))
    for temporality in ("event", "stock", "cumulative")
    for seed in (1, 2)
]


@pytest.mark.parametrize(("sources", "distinct", "temporality", "seed"), CASES)
@pytest.mark.parametrize("content", ["conflict/value", "conflict/falls"])
def test_the_sweep_misses_no_claim_that_differs(
    sources: int, distinct: int, temporality: str, seed: int, content: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = corpus(sources, distinct, temporality, seed)
    monkeypatch.setattr(bench, "FEW_SIDES", 0)
    swept = sides(made, content)
    monkeypatch.setattr("claimgraph.compare.engine.candidates", every_pair)
    assert swept == sides(made, content)


def test_ten_thousand_sources_make_one_finding_of_a_conflict() -> None:
    found = compare(corpus(10_000, 100_000, "event", 1)).findings
    (conflict,) = [f for f in found if f.content == "conflict/value"]
    assert len(conflict.sides) > 9000
    assert len(conflict.pairs) == MAX_PAIRS


def test_the_sweep_looks_at_few_pairs_for_each_answer() -> None:
    made = corpus(4_000, 100_000, "stock", 1)
    answers = cells.cells(rows(made).values())
    assert sum(1 for _ in cells.candidates(answers)) < 40 * len(answers)


def test_a_finding_of_many_says_how_much_of_it_is_spelt_out() -> None:
    found: Any = compare(corpus(300, 100_000, "event", 1)).findings
    (conflict,) = [f for f in found if f.content == "conflict/value"]
    assert any("200 of the pairs" in note for note in conflict.care)
