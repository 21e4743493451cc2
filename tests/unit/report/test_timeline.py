"""The timeline as geometry."""

from __future__ import annotations

import pytest

from claimgraph.compare import compare
from claimgraph.report.timeline import LEFT, RIGHT, TALL, TOP, timeline
from claimgraph.view import View, build
from claimgraph.view.grid import Course, Moment, Step
from tests.bench.generated import Sizes, corpus_of


@pytest.fixture(scope="module")
def wide() -> View:
    """Return the view of ten made-up articles."""
    corpus = corpus_of(Sizes(400, 40, 10, 8))
    return build(corpus, compare(corpus))


def _course(view: View, measure: str, least: int = 2) -> Course:
    asked = {q.id: q.measure for item in view.items for q in item.questions}
    fitting = (c for c in view.across.courses if asked[c.question] == measure)
    return next(c for c in fitting if len(c.moments) >= least)


def test_every_dated_answer_is_a_point_inside_the_plot(wide: View) -> None:
    course = _course(wide, "beds")
    chart = timeline(course, {c.id: c for c in wide.claims})
    assert chart is not None
    assert [p.claim for p in chart.points] == [m.claim for m in course.moments]
    for point in chart.points:
        assert LEFT <= point.x1 <= point.x <= point.x2 <= RIGHT
        assert TOP <= point.y2 <= point.y <= point.y1 <= TOP + TALL


def test_later_answers_stand_further_to_the_right(wide: View) -> None:
    chart = timeline(_course(wide, "beds"), {c.id: c for c in wide.claims})
    assert chart is not None
    assert [p.x for p in chart.points] == sorted(p.x for p in chart.points)


def test_answers_in_words_get_a_row_each(wide: View) -> None:
    course = _course(wide, "road")
    claims = {c.id: c for c in wide.claims}
    chart = timeline(course, claims)
    assert chart is not None
    told = {claims[m.claim].answer.text for m in course.moments}
    assert {tick.label for tick in chart.up} == told


def test_of_updates_only_the_nearest_is_drawn_and_every_correction(wide: View) -> None:
    claims = {c.id: c for c in wide.claims}
    course = _course(wide, "beds", 3)
    one, two, three = (m.claim for m in course.moments[:3])
    steps = (Step(one, three, "updates"), Step(two, three, "updates"), Step(one, two, "corrects"))
    chart = timeline(Course(course.item, course.question, "", course.moments[:3], steps), claims)
    assert chart is not None
    assert [c.how for c in chart.changes] == ["updates", "corrects"]
    place = {p.claim: p for p in chart.points}
    assert (chart.changes[0].x1, chart.changes[0].y1) == (place[two].x, place[two].y)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (738000.25, 738000.75, ["29 Jul, 06:00", "08:00", "10:00", "12:00", "14:00", "16:00"]),
        (
            738000,
            738004,
            ["29 Jul 2021", "30 Jul 2021", "31 Jul 2021", "1 Aug 2021", "2 Aug 2021"],
        ),
        (730000, 738000, ["2000", "2005", "2010", "2015", "2020"]),
    ],
)
def test_ticks_of_time_are_round_and_named(
    wide: View, first: float, last: float, labels: list[str]
) -> None:
    course = _course(wide, "beds")
    moments = tuple(
        Moment(m.claim, "", "", when, when)
        for m, when in zip(course.moments, (first, last), strict=False)
    )
    chart = timeline(
        Course(course.item, course.question, "", moments, ()), {c.id: c for c in wide.claims}
    )
    assert chart is not None
    assert [tick.label for tick in chart.across][: len(labels)] == labels
