"""Sums over partitions and stated ratios."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.compare import compare
from claimgraph.findings import Finding
from claimgraph.model import Corpus

MakeCorpus = Callable[..., Corpus]


def checks(corpus: Corpus) -> list[Finding]:
    return [f for f in compare(corpus).findings if f.content.startswith("arithmetic")]


def toll(whole: Any, north: Any, south: Any) -> list[dict[str, Any]]:
    items = (("dead-land", whole), ("dead-north", north), ("dead-south", south))
    return [{"question": q, **(v if isinstance(v, dict) else {"value": v})} for q, v in items]


def test_parts_that_add_up_hold_with_the_sum_shown(corpus_of: MakeCorpus) -> None:
    (finding,) = checks(corpus_of({"courier": toll(196, 137, 59)}))
    assert (finding.content, finding.computed) == ("arithmetic/holds", "137 + 59 = 196")


def test_parts_that_do_not_add_up_fail_with_both_totals(corpus_of: MakeCorpus) -> None:
    (finding,) = checks(corpus_of({"courier": toll(201, 137, 59)}))
    assert finding.content == "arithmetic/fails"
    assert finding.computed == "137 + 59 = 196; stated: 201"


def test_the_sides_of_a_sum_are_the_whole_and_each_part(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({"courier": toll(9, 4, 5)})
    (finding,) = checks(corpus)
    assert [corpus.by_id()[side[0]].question for side in finding.sides] == [
        "dead-land",
        "dead-north",
        "dead-south",
    ]


def test_hedged_parts_are_added_as_intervals(corpus_of: MakeCorpus) -> None:
    about = {"value": 100, "hedge": "about"}
    (finding,) = checks(corpus_of({"courier": toll(210, about, about)}))
    assert finding.content == "arithmetic/holds"


def test_an_open_part_makes_an_open_sum(corpus_of: MakeCorpus) -> None:
    over = {"value": 5, "hedge": "more-than"}
    (finding,) = checks(corpus_of({"courier": toll(10, over, 5)}))
    assert (finding.content, "11 or more" in finding.computed) == ("arithmetic/fails", True)


def test_a_partition_that_is_not_fully_answered_is_not_checked(corpus_of: MakeCorpus) -> None:
    assert checks(corpus_of({"courier": toll(9, 4, 5)[:2]})) == []


def test_a_sum_over_two_articles_says_so(corpus_of: MakeCorpus) -> None:
    whole, *parts = toll(9, 4, 5)
    (finding,) = checks(corpus_of({"courier": [whole], "gazette": parts}))
    assert finding.care == ("The figures stand in different articles.",)


def test_each_article_is_checked_by_its_own_figures(corpus_of: MakeCorpus) -> None:
    found = checks(corpus_of({"courier": toll(9, 4, 5), "gazette": toll(10, 4, 5)}))
    assert sorted((f.articles, f.content) for f in found) == [
        (("courier",), "arithmetic/holds"),
        (("gazette",), "arithmetic/fails"),
    ]


@pytest.mark.parametrize(
    ("hedge", "content"),
    [("exact", "arithmetic/fails"), ("about", "arithmetic/holds"), ("nearly", "arithmetic/holds")],
)
def test_a_stated_ratio_is_read_with_its_hedge(
    hedge: str, content: str, corpus_of: MakeCorpus
) -> None:
    corpus = corpus_of(
        {
            "courier": [
                {"question": "growth", "value": 2, "hedge": hedge},
                {"question": "cases-y2", "value": 193},
                {"question": "cases-y1", "value": 97},
            ]
        }
    )
    assert [f.content for f in checks(corpus)] == [content]


def test_a_ratio_of_two_definitions_says_so(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [
                {"question": "growth", "value": 2},
                {"question": "cases-y2", "value": 200},
                {"question": "cases-lab-y1", "value": 100},
            ]
        }
    )
    (finding,) = checks(corpus)
    assert finding.care == ("The two figures count different things: cases / confirmed cases.",)


def test_a_ratio_is_not_checked_with_another_article_s_figures(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "growth", "value": 2}],
            "gazette": [
                {"question": "cases-y2", "value": 200},
                {"question": "cases-y1", "value": 100},
            ],
        }
    )
    assert checks(corpus) == []


def test_a_ratio_to_zero_is_unbounded_and_no_crash(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [
                {"question": "growth", "value": 2},
                {"question": "cases-y2", "value": 200},
                {"question": "cases-y1", "value": 0},
            ]
        }
    )
    assert len(checks(corpus)) == 1


def test_one_quantity_in_two_units_holds_with_the_conversion_shown(corpus_of: MakeCorpus) -> None:
    far = [{"question": "far", "value": 30}, {"question": "far", "value": 19, "unit": "miles"}]
    (finding,) = checks(corpus_of({"courier": far[:1], "gazette": far[1:]}))
    assert (finding.content, finding.rule) == ("arithmetic/holds", "A04")
    assert finding.computed == "19 miles = 30.58 km"


def test_one_article_whose_two_units_differ_fails(corpus_of: MakeCorpus) -> None:
    far = [{"question": "far", "value": 30}, {"question": "far", "value": 30, "unit": "miles"}]
    (finding,) = checks(corpus_of({"courier": far}))
    assert finding.content == "arithmetic/fails"


def test_two_units_apart_in_two_articles_are_left_to_the_conflict(corpus_of: MakeCorpus) -> None:
    far = [{"question": "far", "value": 30}, {"question": "far", "value": 30, "unit": "miles"}]
    assert checks(corpus_of({"courier": far[:1], "gazette": far[1:]})) == []


def test_one_moment_in_two_time_zones_holds(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({
        "courier": [{"question": "when", "value": "2022-03-01T04:12:00+03:00"}],
        "gazette": [{"question": "when", "value": "2022-03-01T01:12:00+00:00"}],
    })  # fmt: skip
    (finding,) = checks(corpus)
    assert "= 2022-03-01T01:12 UTC" in finding.computed


def test_parts_that_nobody_declared_are_found_where_they_add_up(corpus_of: MakeCorpus) -> None:
    items = (("hurt", 9), ("hurt-north", 4), ("hurt-south", 5))
    corpus = corpus_of({"courier": [{"question": q, "value": v} for q, v in items]})
    (finding,) = checks(corpus)
    assert (finding.rule, finding.computed) == ("A05", "4 + 5 = 9")
    assert finding.care == ("The texts do not say that these figures belong together.",)


def test_undeclared_parts_that_do_not_add_up_show_nothing(corpus_of: MakeCorpus) -> None:
    items = (("hurt", 10), ("hurt-north", 4), ("hurt-south", 5))
    corpus = corpus_of({"courier": [{"question": q, "value": v} for q, v in items]})
    assert checks(corpus) == []


def test_the_step_between_two_counts_is_found_in_the_later_article(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "toll", "value": 19}],
            "gazette": [{"question": "toll", "value": 21}, {"question": "hurt", "value": 2}],
        },
        published={"courier": "2022-03-01", "gazette": "2022-03-05"},
    )
    (finding,) = checks(corpus)
    assert (finding.rule, finding.computed) == ("A06", "19 + 2 = 21")


def test_a_step_that_two_figures_could_be_is_not_named(corpus_of: MakeCorpus) -> None:
    two = [{"question": "hurt", "value": 2}, {"question": "dead", "value": 2}]
    corpus = corpus_of(
        {
            "courier": [{"question": "toll", "value": 19}],
            "gazette": [{"question": "toll", "value": 21}, *two],
        },
        published={"courier": "2022-03-01", "gazette": "2022-03-05"},
    )
    assert checks(corpus) == []


@pytest.mark.parametrize(("more", "content"), [(5, "holds"), (6, "fails")])
def test_a_stated_difference_is_checked_by_its_figures(
    more: int, content: str, corpus_of: MakeCorpus
) -> None:
    items = (("dead-north", 14), ("dead-south", 9), ("dead-more", more))
    corpus = corpus_of({"courier": [{"question": q, "value": v} for q, v in items]})
    (finding,) = checks(corpus)
    assert (finding.rule, finding.content) == ("A03", f"arithmetic/{content}")
    assert finding.computed.startswith("14 - 9 = 5")


def test_a_stated_length_of_time_is_checked_by_its_dates(corpus_of: MakeCorpus) -> None:
    items = (("ended", "2022-03-11"), ("when", "2022-03-01"), ("lasted", 10))
    corpus = corpus_of({"courier": [{"question": q, "value": v} for q, v in items]})
    (finding,) = checks(corpus)
    assert finding.computed == "2022-03-11 - 2022-03-01 = 10 days"


def test_a_percentage_of_a_base_is_checked_by_both_counts(corpus_of: MakeCorpus) -> None:
    items: list[tuple[str, Any]] = [("hurt-share", "40%"), ("hurt-north", 4), ("hurt", 10)]
    corpus = corpus_of({"courier": [{"question": q, "value": v} for q, v in items]})
    found = [f for f in checks(corpus) if f.rule == "A02"]
    assert [f.content for f in found] == ["arithmetic/holds"]


def test_a_step_between_two_amounts_of_money_is_found(corpus_of: MakeCorpus) -> None:
    items = {
        "courier": [{"question": "cost", "value": 42, "hedge": "exact", "key": "old"}],
        "gazette": [{"question": "cost", "value": 39, "corrects": ["courier#old"]},
                    {"question": "cost-north", "value": 3}],
    }  # fmt: skip
    assert [f.computed for f in checks(corpus_of(items)) if f.rule == "A06"] == ["42 - 3 = 39"]


@pytest.mark.parametrize("other", [600, 1000])
def test_parts_make_the_one_of_two_wholes_that_they_add_up_to(
    other: int, corpus_of: MakeCorpus
) -> None:
    items = [{"question": "hurt", "value": 701}, {"question": "hurt", "value": other},
             {"question": "hurt-north", "value": 450, "hedge": "exact"},
             {"question": "hurt-south", "value": 251}]  # fmt: skip
    found = checks(corpus_of({"courier": items}))
    assert [f.computed for f in found if f.rule == "A05"] == ["450 + 251 = 701"]


def test_rounded_parts_are_added_as_they_are_written(corpus_of: MakeCorpus) -> None:
    items = [{"question": "hurt", "value": 5500, "hedge": "about"},
             {"question": "hurt-north", "value": 4000},
             {"question": "hurt-south", "value": 1500}]  # fmt: skip
    found = checks(corpus_of({"courier": items}))
    assert [f.computed for f in found if f.rule == "A05"] == ["4,000 + 1,500 = 5,500"]


@pytest.mark.parametrize(("share", "content"), [
    ("33%", "holds"), ("33.3%", "holds"), ("33.33%", "holds"), ("34%", "fails"),
    ("33.4%", "fails"), ("32%", "fails"), ("30%", "fails"),
])  # fmt: skip
def test_a_share_is_as_exact_as_it_is_written(
    share: str, content: str, corpus_of: MakeCorpus
) -> None:
    items = [{"question": "hurt", "value": 3}, {"question": "hurt-north", "value": 1},
             {"question": "hurt-share", "value": share}]  # fmt: skip
    (finding,) = checks(corpus_of({"courier": items}))
    assert finding.content == f"arithmetic/{content}"
    assert "1 / 3 = 33.3 %" in finding.computed


@pytest.mark.parametrize(("change", "content"), [
    ("4%", "holds"), ("5%", "fails"), ("-4%", "fails"), ("104%", "fails"),
])  # fmt: skip
def test_a_declared_change_is_what_lies_above_one_time(
    change: str, content: str, corpus_of: MakeCorpus
) -> None:
    items = [{"question": "items-y2", "value": 521}, {"question": "items-y1", "value": 501},
             {"question": "told-rise", "value": change}]  # fmt: skip
    (finding,) = [f for f in checks(corpus_of({"courier": items})) if f.rule == "A02"]
    assert finding.content == f"arithmetic/{content}"
    assert "521 / 501 - 1 = 3.99 %" in finding.computed
