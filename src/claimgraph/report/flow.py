"""Layer 6. Lineage as a layered drawing: articles on the left, origins on the right.

Long edges get a slot of their own in every column they pass, so none runs behind a box.
Source of the method: Sugiyama, Tagawa, Toda 1981 (layers, dummy nodes, barycentres).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimgraph.view.page import Edge, Lineage

MOST = 40
"""Nodes drawn at most: beyond that only the table is shown."""

BOX, GAP, PORT, SPACE = 226.0, 78.0, 13.0, 12.0
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """One party, drawn at (x, y). kind: `article` or the kind of agent; letter: of an article."""

    name: str
    kind: str
    letter: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """One line. path: SVG path data; how: as in Edge; label stands at (x, y) before the target."""

    path: str
    how: str
    label: str
    described: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole drawing. box: width of every box."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float
    box: float = BOX


@dataclass(slots=True)
class _Plan:
    """Work in progress: columns of names, edges cut at every column, sizes and places."""

    depth: dict[str, int]
    chains: list[tuple[Edge, list[str]]] = field(default_factory=list)
    columns: list[list[str]] = field(default_factory=list)
    height: dict[str, float] = field(default_factory=dict)
    y: dict[str, float] = field(default_factory=dict)


def flow(lineage: Lineage, letters: Mapping[str, str]) -> Flow | None:
    """Lay the lineage out; None where it is too large or empty. letters: by node id."""
    if not lineage.edges or len(lineage.nodes) > MOST:
        return None
    edges = _merged(lineage.edges)
    plan = _Plan(_depths([node.id for node in lineage.nodes], edges))
    _cut(plan, edges)
    _order(plan)
    _place(plan, edges)
    boxes = tuple(
        Box(
            node.name,
            node.kind,
            letters.get(node.id, ""),
            _x(plan.depth[node.id]),
            plan.y[node.id],
            plan.height[node.id],
        )
        for node in lineage.nodes
    )
    names = {node.id: node.name for node in lineage.nodes}
    arrows = tuple(_arrows(plan, names))
    bottom = max(box.y + box.height for box in boxes)
    below = max((plan.y[n] + plan.height[n] for c in plan.columns for n in c), default=bottom)
    return Flow(boxes, arrows, _x(len(plan.columns) - 1) + BOX + 2, max(bottom, below) + 6)


def _x(column: int) -> float:
    return 2 + column * (BOX + GAP)


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """One line for each pair: quoting says more than a stated document, that more than a guess."""
    rank = ("quotes", "stated", "inferred", "speaks-for")
    found: dict[tuple[str, str], Edge] = {}
    for edge in sorted(edges, key=lambda e: rank.index(e.how)):
        if edge.source != edge.target:
            found.setdefault((edge.source, edge.target), edge)
    return list(found.values())


def _depths(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Column of each node: its longest way from an article; lines that close a circle are kept out.

    Depth-first order finds those lines, so a circle of sources can't run on for ever.
    """
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for edge in edges:
        following[edge.source].append(edge.target)
    done: list[str] = []
    open_: set[str] = set()
    forward: dict[str, list[str]] = {node: [] for node in nodes}

    def visit(node: str) -> None:
        open_.add(node)
        for target in following[node]:
            if target in open_:
                continue
            forward[node].append(target)
            if target not in done:
                visit(target)
        open_.discard(node)
        done.append(node)

    for node in nodes:
        if node not in done:
            visit(node)
    depth = dict.fromkeys(nodes, 0)
    for node in reversed(done):
        for target in forward[node]:
            depth[target] = max(depth[target], depth[node] + 1)
    return depth


def _cut(plan: _Plan, edges: Sequence[Edge]) -> None:
    plan.columns = [[] for _ in range(max(plan.depth.values()) + 1)]
    for node, column in plan.depth.items():
        plan.columns[column].append(node)
    for number, edge in enumerate(edges):
        way = [edge.source]
        for column in range(plan.depth[edge.source] + 1, plan.depth[edge.target]):
            way.append(f"\0{number}.{column}")
            plan.columns[column].append(way[-1])
        plan.chains.append((edge, [*way, edge.target]))


def _order(plan: _Plan) -> None:
    beside: dict[str, list[str]] = {}
    for _, way in plan.chains:
        for one, other in pairwise(way):
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
    for sweep in range(_SWEEPS):
        place = {n: at / max(1, len(c) - 1) for c in plan.columns for at, n in enumerate(c)}
        for number, column in enumerate(plan.columns):
            if number == 0 and sweep % 2 == 0:
                continue
            middle = {
                n: sum(place[m] for m in beside.get(n, [n])) / len(beside.get(n, [n]))
                for n in column
            }
            if number:  # articles keep their order
                column.sort(key=lambda n: (middle[n], n))
            place |= {n: at / max(1, len(column) - 1) for at, n in enumerate(column)}


def _place(plan: _Plan, edges: Sequence[Edge]) -> None:
    for column in plan.columns:
        for node in column:
            ports = max(
                sum(e.target == node for e in edges), sum(e.source == node for e in edges), 1
            )
            plan.height[node] = 10.0 if node.startswith("\0") else max(34.0, PORT * ports + 10)
    tallest = max(sum(plan.height[n] + SPACE for n in column) for column in plan.columns)
    for column in plan.columns:
        total = sum(plan.height[n] + SPACE for n in column)
        y = 4 + (tallest - total) / 2
        for node in column:
            plan.y[node] = round(y, 1)
            y += plan.height[node] + SPACE


def _arrows(plan: _Plan, names: Mapping[str, str]) -> list[Arrow]:
    """Draw every chain; lines at one box are spread in the order of where they come from."""
    centre = {n: plan.y[n] + plan.height[n] / 2 for n in plan.y}
    leaving: dict[str, list[int]] = {}
    arriving: dict[str, list[int]] = {}
    for number, (_, way) in enumerate(plan.chains):
        leaving.setdefault(way[0], []).append(number)
        arriving.setdefault(way[-1], []).append(number)
    for numbers in leaving.values():
        numbers.sort(key=lambda n: centre[plan.chains[n][1][1]])
    for numbers in arriving.values():
        numbers.sort(key=lambda n: centre[plan.chains[n][1][-2]])

    def port(node: str, numbers: Sequence[int], number: int) -> float:
        offset = (numbers.index(number) - (len(numbers) - 1) / 2) * PORT
        return round(centre[node] + offset, 1)

    arrows = []
    for number, (edge, way) in enumerate(plan.chains):
        start = port(way[0], leaving[way[0]], number)
        end = port(way[-1], arriving[way[-1]], number)
        points = [(_x(plan.depth[way[0]]) + BOX, start)]
        for at, node in enumerate(way[1:-1], plan.depth[way[0]] + 1):
            points += [(_x(at), round(centre[node], 1)), (_x(at) + BOX, round(centre[node], 1))]
        points.append((_x(plan.depth[way[-1]]), end))
        arrows.append(_arrow(edge, points, names))
    return arrows


def _arrow(edge: Edge, points: Sequence[tuple[float, float]], names: Mapping[str, str]) -> Arrow:
    path = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (x2 - x1) / 2
        path.append(f"C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}")
    claims = f", {edge.claims} statements" if edge.claims > 1 else ""
    claims = ", 1 statement" if edge.claims == 1 else claims
    described = f"{names[edge.source]} → {names[edge.target]}{claims}"
    label = str(edge.claims) if edge.claims else ""
    return Arrow(" ".join(path), edge.how, label, described, points[-1][0] - 12, points[-1][1] - 3)
