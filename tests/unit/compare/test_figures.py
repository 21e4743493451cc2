"""Figures of one article that fit each other without being declared, and where chance would do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.compare import compare
from claimgraph.findings import Finding
from claimgraph.model import Corpus

MakeCorpus = Callable[..., Corpus]
Told = dict[str, Any]


def told(**values: Any) -> list[Told]:
    """Return claims: question (with _ for -) to a value, or to a claim without its question."""
    return [
        {"question": name.replace("_", "-"), **(v if isinstance(v, dict) else {"value": v})}
        for name, v in values.items()
    ]


def checks(corpus: Corpus, rule: str) -> list[Finding]:
    return [f for f in compare(corpus).findings if f.rule == rule]


def computed(claims: list[Told], rule: str, corpus_of: MakeCorpus) -> list[str]:
    return [f.computed for f in checks(corpus_of({"courier": claims}), rule)]


def test_two_counts_that_make_a_third_are_found(corpus_of: MakeCorpus) -> None:
    claims = told(ann=20311, bob=19899, valid=40210)
    assert computed(claims, "A07", corpus_of) == ["20,311 + 19,899 = 40,210"]


def test_small_counts_that_happen_to_add_up_are_not(corpus_of: MakeCorpus) -> None:
    assert computed(told(ann=3, bob=4, valid=7), "A07", corpus_of) == []


def test_round_counts_that_happen_to_add_up_are_not(corpus_of: MakeCorpus) -> None:
    exact = {"hedge": "exact"}
    claims = told(ann={"value": 30000, **exact}, bob={"value": 40000, **exact},
                  valid={"value": 70000, **exact})  # fmt: skip
    assert computed(claims, "A07", corpus_of) == []


def test_counts_of_two_articles_are_not_added_up(corpus_of: MakeCorpus) -> None:
    one, *others = told(ann=20311, bob=19899, valid=40210)
    assert checks(corpus_of({"courier": [one], "gazette": others}), "A07") == []


def test_a_fit_says_that_nobody_set_its_figures_side_by_side(corpus_of: MakeCorpus) -> None:
    (finding,) = checks(corpus_of({"courier": told(ann=20311, bob=19899, valid=40210)}), "A07")
    assert finding.care == ("The texts do not say that these figures belong together.",)


def test_a_share_finds_the_count_that_its_base_makes_it_a_share_of(corpus_of: MakeCorpus) -> None:
    claims = told(ann_share="50.5%", ann=20311, bob=19899, valid=40210)
    assert computed(claims, "A08", corpus_of) == ["20,311 / 40,210 = 50.5 %"]


@pytest.mark.parametrize("share", ["50.4%", "50.6%", "49.9%"])
def test_a_share_that_no_count_makes_is_not_reported(share: str, corpus_of: MakeCorpus) -> None:
    claims = told(ann_share=share, ann=20311, bob=19899, valid=40210)
    assert computed(claims, "A08", corpus_of) == []


def test_a_share_without_a_base_needs_a_pair_in_one_unit(corpus_of: MakeCorpus) -> None:
    claims = told(some_share="50.5%", ann=20311, valid=40210)
    assert computed(claims, "A08", corpus_of) == ["20,311 / 40,210 = 50.5 %"]
    assert computed(told(some_share="50.5%", ann=20311, items_y1=40210), "A08", corpus_of) == []


def test_a_coarse_share_among_many_figures_shows_nothing(corpus_of: MakeCorpus) -> None:
    many = told(some_share="about 50%", ann=101, bob=203, valid=407, items_y1=811)
    many[0] = {"question": "some-share", "value": "50%", "hedge": "about"}
    assert computed(many, "A08", corpus_of) == []


def test_nothing_is_looked_for_in_a_table(
    corpus_of: MakeCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimgraph.compare.figures.MAX_CLAIMS", 2)
    assert computed(told(ann=20311, bob=19899, valid=40210), "A07", corpus_of) == []


@pytest.mark.parametrize(("change", "new", "old"), [
    ("4%", 521, 501), ("-16%", 421, 501), ("16%", 421, 501), ("100%", 1002, 501),
])  # fmt: skip
def test_a_change_finds_the_figures_it_lies_between(
    change: str, new: int, old: int, corpus_of: MakeCorpus
) -> None:
    found = computed(told(rise_y2=change, items_y2=new, items_y1=old), "A09", corpus_of)
    assert [text.split(" = ")[0] for text in found] == [f"{new:,} / {old} - 1"]


def test_a_change_that_the_figures_do_not_make_is_not_reported(corpus_of: MakeCorpus) -> None:
    assert computed(told(rise_y2="7%", items_y2=521, items_y1=501), "A09", corpus_of) == []


def test_a_change_is_looked_for_in_one_measure_only(corpus_of: MakeCorpus) -> None:
    assert computed(told(rise_y2="4%", ann=521, bob=501), "A09", corpus_of) == []


def test_a_duration_finds_the_two_times_of_its_event(corpus_of: MakeCorpus) -> None:
    claims = told(main_began="2022-03-01T07:00+01:00", main_ended="2022-03-01T08:30Z",
                  main_hours="2.5 hours")  # fmt: skip
    assert len(computed(claims, "A10", corpus_of)) == 1


def test_a_duration_of_another_length_is_not_reported(corpus_of: MakeCorpus) -> None:
    claims = told(main_began="2022-03-01T07:00Z", main_ended="2022-03-01T08:30Z",
                  main_hours="2.5 hours")  # fmt: skip
    assert computed(claims, "A10", corpus_of) == []


def test_a_part_of_the_day_is_no_exact_time(corpus_of: MakeCorpus) -> None:
    claims = told(main_began="2022-03-01 morning Z", main_ended="2022-03-01T08:30Z",
                  main_hours="3.5 hours")  # fmt: skip
    assert computed(claims, "A10", corpus_of) == []


@pytest.mark.parametrize(("own", "rival", "content"), [
    (87, 23, "arithmetic/holds"), (87, 230, "arithmetic/fails"),
])  # fmt: skip
def test_a_first_place_is_held_against_the_rivals(
    own: int, rival: int, content: str, corpus_of: MakeCorpus
) -> None:
    claims = told(main_place=1, dead_main=own, dead_after=rival)
    (finding,) = checks(corpus_of({"courier": claims}), "A11")
    assert finding.content == content


def test_a_denied_first_place_holds_where_a_rival_is_above(corpus_of: MakeCorpus) -> None:
    first = {"value": 1, "polarity": "negative"}
    claims = told(main_place=first, dead_main=87, dead_after=230)
    (finding,) = checks(corpus_of({"courier": claims}), "A11")
    assert (finding.content, finding.computed) == ("arithmetic/holds", "87 < 230")


def test_a_second_place_leaves_room_for_one_above(corpus_of: MakeCorpus) -> None:
    claims = told(main_place=2, dead_main=87, dead_after=230)
    (finding,) = checks(corpus_of({"courier": claims}), "A11")
    assert finding.content == "arithmetic/holds"


def test_a_rival_that_may_be_more_or_less_decides_no_place(corpus_of: MakeCorpus) -> None:
    claims = told(main_place=1, dead_main=87, dead_after={"value": 80, "hedge": "at-least"})
    assert checks(corpus_of({"courier": claims}), "A11") == []
