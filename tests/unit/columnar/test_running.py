"""Over columns and one by one: the same findings, to the last field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from claimgraph.columnar.duck import Duck
from claimgraph.columnar.running import findings
from claimgraph.compare import compare, flat
from claimgraph.findings import Finding
from claimgraph.model import Corpus
from tests.bench.generated import Sizes
from tests.bench.generated import corpus_of as generated


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
