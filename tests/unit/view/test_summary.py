"""The report in a few sentences: numbers that add up, and grammar that fits them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from claimgraph.view import View, summary
from claimgraph.view.page import Item, Side


def _items(*statuses: str) -> list[Item]:
    return [
        Item(
            id=str(n), topic="t", questions=(), status=status, flags=(),
            shared=not status.startswith("only"), sides=(Side("A", ()),), missing=(),
            findings=(), note="",
        )
        for n, status in enumerate(statuses)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["only-a"], "No question is answered by more than one of the articles."),
        (["one-origin"], "The one shared question gets no conflicting answers."),
        (["conflict"], "The one shared question gets conflicting answers."),
        (["open", "unproven"], "None of the 2 shared questions gets conflicting answers."),
        (["conflict", "open"], "1 of the 2 shared questions gets conflicting answers."),
        (["conflict"] * 3, "3 of the 3 shared questions get conflicting answers."),
    ],
)
def test_the_lead_says_how_many_answers_conflict(statuses: Sequence[str], said: str) -> None:
    assert summary.lead(_items(*statuses)) == said


def test_agreement_without_separate_origins_is_called_that() -> None:
    said = summary.short(_items("one-origin", "one-origin", "unproven"), (), ["A", "B"])
    assert " ".join(said) == (
        "Of the 3 they agree on, 2 go back to one and the same source, for 1 the texts don't "
        "show whether there is more than one origin and none is shown to rest on separate "
        "origins."
    )


def test_agreement_of_separate_origins_is_counted() -> None:
    said = summary.short(_items("independent"), (), ["A"])
    assert said == ("Of the 1 they agree on, 1 rests on separate origins.",)


def test_what_only_one_article_says_is_counted_for_each() -> None:
    said = summary.short(_items("only-a", "only-b", "only-b"), (), ["A", "B"])
    assert said == ("3 questions are answered in one article alone: 1 only in A and 2 only in B.",)


def test_every_item_is_counted_in_one_tile(view: View) -> None:
    assert sum(tile.count for tile in view.tiles) == len(view.items)


def test_the_topics_add_up_to_the_tiles(view: View) -> None:
    columns = zip(*(topic.counts for topic in view.topics), strict=True)
    assert [sum(column) for column in columns] == [tile.count for tile in view.tiles]


def test_sums_that_hold_are_told(view: View) -> None:
    assert view.short[-1] == "3 sums and ratios checked, all of them hold."
