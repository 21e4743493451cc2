"""The lineage as a layered drawing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from claimgraph.report.flow import MOST, Box, Flow, flow
from claimgraph.view import View
from claimgraph.view.page import Edge, Lineage, Node


def _lineage(*pairs: str, how: str = "quotes") -> Lineage:
    names = dict.fromkeys(name for pair in pairs for name in pair.split(">"))
    nodes = tuple(Node(n, n, "article" if n.isupper() else "person") for n in names)
    edges = tuple(Edge(a, b, how, 1, "") for a, _, b in (pair.partition(">") for pair in pairs))
    return Lineage(nodes, edges, ())


def _drawn(lineage: Lineage) -> Flow:
    drawing = flow(lineage, {n.id: n.id for n in lineage.nodes if n.kind == "article"})
    assert drawing is not None
    return drawing


def _column(drawing: Flow) -> dict[str, float]:
    return {box.name: box.x for box in drawing.boxes}


def test_everyone_stands_right_of_those_who_rely_on_them() -> None:
    x = _column(_drawn(_lineage("A>p", "p>q", "A>q")))
    assert x["A"] < x["p"] < x["q"]


def test_boxes_do_not_overlap(view: View) -> None:
    drawing = flow(view.lineage, {})
    assert drawing is not None
    by_column: dict[float, list[Box]] = {}
    for box in drawing.boxes:
        by_column.setdefault(box.x, []).append(box)
    for column in by_column.values():
        column.sort(key=lambda box: box.y)
        for above, below in pairwise(column):
            assert above.y + above.height < below.y


def test_a_long_line_passes_between_boxes() -> None:
    drawing = _drawn(_lineage("A>p", "p>q", "A>q"))
    middle = next(box for box in drawing.boxes if box.name == "p")
    long_line = next(a for a in drawing.arrows if a.described.startswith("A → q"))
    heights = [float(part.split()[-1]) for part in long_line.path.split("C")[1:-1]]
    assert heights
    assert all(not middle.y <= y <= middle.y + middle.height for y in heights)


def test_a_circle_of_sources_is_drawn_and_ends() -> None:
    assert len(_drawn(_lineage("A>p", "p>q", "q>p")).arrows) == 3


def test_two_ways_of_relying_on_one_party_are_one_line() -> None:
    quoted, guessed = _lineage("A>p"), _lineage("A>p", how="inferred")
    both = Lineage(quoted.nodes, (*guessed.edges, *quoted.edges), ())
    assert [arrow.how for arrow in _drawn(both).arrows] == ["quotes"]


@pytest.mark.parametrize("count", [1, 2])
def test_the_number_of_statements_is_told(count: int) -> None:
    lineage = _lineage("A>p")
    edge = Edge("A", "p", "quotes", count, "")
    arrow = _drawn(Lineage(lineage.nodes, (edge,), ())).arrows[0]
    noun = "statement" if count == 1 else "statements"
    assert (arrow.label, arrow.described) == (str(count), f"A → p, {count} {noun}")


def test_too_many_parties_are_left_to_the_table() -> None:
    assert flow(_lineage(*(f"A>p{n}" for n in range(MOST + 1))), {}) is None


def test_nothing_to_draw_is_no_drawing() -> None:
    assert flow(Lineage((Node("A", "A", "article"),), (), ()), {}) is None
