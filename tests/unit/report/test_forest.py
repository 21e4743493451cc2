"""The forest plot as geometry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph.report.forest import LEFT, RIGHT, Forest, forest
from claimgraph.view import View
from claimgraph.view.page import ClaimView


def _told(view: View, start: str) -> list[ClaimView]:
    keys = {q.id for i in view.items for q in i.questions if q.text.startswith(start)}
    told = [claim for claim in view.claims if claim.question in keys]
    assert told
    return told


@pytest.fixture
def moved(view: View) -> Forest:
    """Return the chart of two answers that exclude each other."""
    chart = forest(_told(view, "How many residents of Orlow"))
    assert chart is not None
    return chart


def test_each_answer_has_a_bar_inside_the_plot(moved: Forest) -> None:
    assert [bar.article for bar in moved.bars] == ["A", "B"]
    for bar in moved.bars:
        assert LEFT <= bar.x1 <= bar.n1 <= bar.at <= bar.n2 <= bar.x2 <= RIGHT


def test_the_gap_lies_between_the_answers(moved: Forest) -> None:
    assert moved.gaps == ((moved.bars[0].x2, moved.bars[1].x1),)
    assert moved.meet is None


def test_the_order_of_the_articles_does_not_matter_to_the_gap(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    swapped = forest([replace(c, article="B" if c.article == "A" else "A") for c in told])
    assert swapped is not None
    assert [one < other for one, other in swapped.gaps] == [True]


def test_ticks_are_round_and_in_order(moved: Forest) -> None:
    assert [tick.label for tick in moved.ticks] == ["200", "300", "400", "500", "600"]
    assert [t.x for t in moved.ticks] == sorted(t.x for t in moved.ticks)


def test_everything_drawn_is_told_in_words(moved: Forest) -> None:
    assert moved.described == "A: about 300 people; B: about 500 people"


def test_a_value_without_limit_ends_in_an_arrow(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    endless = replace(told[1], answer=replace(told[1].answer, high=None, near_high=600))
    chart = forest([told[0], endless])
    assert chart is not None
    assert [bar.open_high for bar in chart.bars] == [False, True]
    assert chart.bars[1].x2 == RIGHT


def test_a_figure_in_another_unit_is_drawn_where_its_range_lies(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    other = replace(told[1], answer=replace(told[1].answer, stated=0.5, stated_unit="thousand"))
    chart = forest([told[0], other])
    assert chart is not None
    assert chart.bars[1].n1 <= chart.bars[1].at <= chart.bars[1].n2
    assert chart.ticks[0].label == "200"


def test_ranges_that_meet_leave_no_gap(view: View) -> None:
    chart = forest(_told(view, "How many people did the fire injure"))
    assert chart is not None
    assert chart.gaps == ()


def test_what_all_answers_allow_is_shaded(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    ends = ((100, 300), (200, 400))
    near = [
        replace(c, answer=replace(c.answer, low=low, high=high, near_low=low, near_high=high))
        for c, (low, high) in zip(told, ends, strict=True)
    ]
    chart = forest(near)
    assert chart is not None
    assert (chart.meet, chart.gaps) == ((chart.bars[1].x1, chart.bars[0].x2), ())


def test_vague_words_are_told_from_stated_limits(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    firm = replace(told[1], answer=replace(told[1].answer, hedge="at-least", high=None))
    chart = forest([told[0], firm])
    assert chart is not None
    assert [bar.vague for bar in chart.bars] == [True, False]


def test_three_answers_that_lie_apart_leave_two_gaps(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    near = [
        replace(told[0], article=letter, answer=replace(told[0].answer, low=n, high=n))
        for letter, n in (("A", 10), ("B", 20), ("C", 40))
    ]
    chart = forest(near)
    assert chart is not None
    assert len(chart.gaps) == 2


def test_the_same_answer_twice_is_not_drawn(view: View) -> None:
    assert forest(_told(view, "How many warehouses")) is None


def test_answers_without_numbers_are_not_drawn(view: View) -> None:
    assert forest(_told(view, "What started the fire")) is None


def test_figures_of_different_kinds_are_not_put_on_one_axis(view: View) -> None:
    told = _told(view, "How many residents of Orlow") + _told(view, "What share of the port")
    assert forest(told) is None


def test_whole_numbers_have_whole_ticks(view: View) -> None:
    told = _told(view, "How many residents of Orlow")
    near = [
        replace(c, answer=replace(c.answer, low=n, high=n, near_low=n, near_high=n, stated=n))
        for c, n in zip(told, (75, 76), strict=True)
    ]
    chart = forest(near)
    assert chart is not None
    assert {float(tick.label).is_integer() for tick in chart.ticks} == {True}
