"""The picture of a question: regions, supporters, dissenters, trend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.compare import compare
from claimgraph.compare.picture import Picture, pictures
from claimgraph.model import Corpus

MakeCorpus = Callable[..., Corpus]


def picture(corpus: Corpus, question: str) -> Picture:
    return next(p for p in pictures(corpus, compare(corpus)) if p.question == question)


def said(corpus: Corpus, claims: tuple[str, ...]) -> list[str]:
    by_id = corpus.by_id()
    return [by_id[claim].article for claim in claims]


def three(corpus_of: MakeCorpus, question: str, *values: Any, **extra: Any) -> Corpus:
    names = ("courier", "gazette", "herald")
    items = [v if isinstance(v, dict) else {"value": v} for v in values]
    return corpus_of(
        {n: [{"question": question, **i}] for n, i in zip(names, items, strict=True)}, **extra
    )


def test_a_region_is_what_a_largest_group_of_claims_allows(corpus_of: MakeCorpus) -> None:
    corpus = three(corpus_of, "dead", 9, {"value": 8, "hedge": "more-than"}, 5)
    found = picture(corpus, "dead")
    assert [(r.text, said(corpus, r.claims)) for r in found.regions] == [
        ("5 people", ["herald"]),
        ("9 people", ["courier", "gazette"]),
    ]


def test_dissenters_are_those_whose_words_rule_a_region_out(corpus_of: MakeCorpus) -> None:
    corpus = three(corpus_of, "dead", 9, {"value": 8, "hedge": "more-than"}, 5)
    regions = picture(corpus, "dead").regions
    assert [said(corpus, r.dissenters) for r in regions] == [["courier", "gazette"], ["herald"]]


def test_regions_count_independent_origins(corpus_of: MakeCorpus) -> None:
    mayor = {"value": 9, "attribution": ["mayor"], "cue": "say"}
    corpus = three(corpus_of, "dead", mayor, mayor, 5)
    assert [r.origins for r in picture(corpus, "dead").regions] == [(1, 1), (1, 1)]


@pytest.mark.parametrize(("last", "contested"), [(9, False), (5, True)])
def test_a_question_is_contested_where_two_claims_conflict(
    last: int, contested: bool, corpus_of: MakeCorpus
) -> None:
    assert picture(three(corpus_of, "dead", 9, 9, last), "dead").contested is contested


@pytest.mark.parametrize(
    ("figures", "trend"),
    [((1, 5, 9), "rises"), ((9, 5, 1), "falls"), ((5, 5, 5), "steady"), ((1, 9, 5), "changes")],
)
def test_a_trend_follows_the_dated_figures(
    figures: tuple[int, ...], trend: str, corpus_of: MakeCorpus
) -> None:
    dates = {"courier": "2022-03-01", "gazette": "2022-03-04", "herald": "2022-03-08"}
    found = picture(three(corpus_of, "beds-day1", *figures, published=dates), "beds-day1")
    assert found.trend == trend
    assert [when for when, _, _ in found.series] == sorted(dates.values())


def test_figures_without_dates_have_no_trend(corpus_of: MakeCorpus) -> None:
    assert picture(three(corpus_of, "beds-day1", 1, 5, 9), "beds-day1").trend == ""


def test_categories_are_regions_of_their_own(corpus_of: MakeCorpus) -> None:
    corpus = three(corpus_of, "struck", "ill", "healthy", "ill")
    regions = picture(corpus, "struck").regions
    assert [(r.text, len(r.claims)) for r in regions] == [("the ill", 2), ("the healthy", 1)]


def test_a_denial_is_in_no_region(corpus_of: MakeCorpus) -> None:
    corpus = three(corpus_of, "dead", 9, 9, {"value": 5, "polarity": "negative"})
    found = picture(corpus, "dead")
    assert said(corpus, found.unplaced) == ["herald"]
    assert len(found.regions) == 1


def test_a_region_of_overlapping_ranges_is_what_they_share(corpus_of: MakeCorpus) -> None:
    corpus = three(corpus_of, "dead", [5, 9], [8, 12], [8, 20])
    (region,) = picture(corpus, "dead").regions
    assert region.text == "8 to 9"


def test_retracted_claims_support_nothing(corpus_of: MakeCorpus) -> None:
    corpus = three(corpus_of, "dead", 9, 9, {"value": 5, "status": "retracted"})
    assert [r.text for r in picture(corpus, "dead").regions] == ["9 people"]
