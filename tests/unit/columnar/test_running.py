"""Over columns and one by one: the same findings, to the last field."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from claimgraph.columnar.duck import Duck
from claimgraph.columnar.running import findings
from claimgraph.compare import compare, decision, flat
from claimgraph.findings import Finding
from claimgraph.model import Corpus
from tests.bench.generated import Sizes
from tests.bench.generated import corpus_of as generated
from tests.examples import EXAMPLES, Item
from tests.unit.compare.conftest import make


def by_column(corpus: Corpus) -> list[dict[str, Any]]:
    with Duck(flat.table(corpus)) as engine:
        shared = replace(corpus, claims=())
        found: list[dict[str, Any]] = engine.read(findings(engine, lambda: shared)).to_pylist()
    return found


def record(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "content": finding.content,
        "rule": finding.rule,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "provenance": finding.provenance,
        "facets": list(finding.facets),
        "questions": list(finding.questions),
        "sides": [list(side) for side in finding.sides],
        "articles": list(finding.articles),
        "fewest": finding.origins[0] if finding.origins else None,
        "most": finding.origins[1] if finding.origins else None,
    }


def one_by_one(corpus: Corpus) -> list[dict[str, Any]]:
    return [record(finding) for finding in compare(corpus).findings]


def without_place(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in item.items() if name != "first"} for item in found]


@pytest.mark.parametrize(
    "sizes",
    [
        Sizes(300, per_article=10, places=4),
        Sizes(1500, per_article=10, places=60),
        Sizes(600, per_article=1, places=20),
    ],
)
def test_a_made_up_corpus_gives_the_same_findings(sizes: Sizes) -> None:
    corpus = generated(sizes)
    expected = one_by_one(corpus)
    assert len(expected) > 100
    assert without_place(by_column(corpus)) == expected


def test_the_harbour_gives_the_same_findings(harbour: Corpus) -> None:
    expected = one_by_one(harbour)
    assert len(expected) > 10
    assert without_place(by_column(harbour)) == expected


@pytest.mark.parametrize("rule", [rule.id for rule in decision.TABLE])
def test_each_row_of_the_table_decides_its_example(rule: str) -> None:
    left, right = EXAMPLES[rule]
    corpus = make({"courier": [left], "gazette": [right]})
    assert without_place(by_column(corpus)) == one_by_one(corpus)


LINKING = {"corrects", "denies", "retracts", "replaces", "key", "cell"}
ITEMS = [item for pair in EXAMPLES.values() for item in pair if not LINKING & set(item)]
SPEAKERS: list[Item] = [
    {},
    {"attribution": ["ministry"], "cue": "say"},
    {"attribution": ["spokeswoman"], "cue": "claim"},
    {"attribution": ["wire", "mayor"], "cue": "report"},
    {"attribution": ["wire"], "cue": "report", "modality": "estimated"},
    {"attribution": ["wire"], "cue": "report"},
]
SOURCES = ["", "  sources: [{document: release, basis: stated}]",
           "  sources: [{document: story, basis: inferred}]"]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_random_mix_of_claims_gives_the_same_findings(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - the same mixes in every run
    articles = {
        name: [{**draw.choice(SPEAKERS), **draw.choice(ITEMS)} for _ in range(draw.randrange(9))]
        for name in ("courier", "gazette", "herald")
    }
    sources = {name: draw.choice(SOURCES) for name in ("courier", "gazette")}
    corpus = make(articles, extra=sources)
    assert without_place(by_column(corpus)) == one_by_one(corpus)
