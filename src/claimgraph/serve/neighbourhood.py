"""Layer 6. A part of the lineage as a drawing whose boxes are links, with what lies beyond it."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.report.flow import Box, Flow, flow
from claimgraph.serve.holdings import Holdings
from claimgraph.view.page import Edge, Lineage, Node

HOPS = 2
MOST_HOPS = 9


@dataclass(frozen=True, slots=True)
class Spot:
    """One party in the drawing. beyond: how many parties it is linked with that are not drawn."""

    node: Node
    box: Box | None
    beyond: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What the lineage page shows. drawing: None where it is too large or empty."""

    centre: str
    hops: int
    spots: tuple[Spot, ...]
    edges: tuple[Edge, ...]
    drawing: Flow | None
    whole: bool

    @property
    def beyond(self) -> int:
        """How many links lead out of what is drawn."""
        return sum(spot.beyond for spot in self.spots)


def neighbourhood(holdings: Holdings, centre: str, hops: int) -> Neighbourhood:
    """Return what lies at most *hops* from the node *centre*; without one, the whole lineage."""
    part: Lineage = holdings.around(centre, hops) if centre else holdings.view.lineage
    letters = {f"article:{a.slug}": a.letter for a in holdings.view.articles}
    drawing = flow(part, letters)
    beyond = holdings.hidden(part)
    boxes: list[Box | None] = list(drawing.boxes) if drawing else [None] * len(part.nodes)
    spots = tuple(
        Spot(node, box, beyond.get(node.id, 0)) for node, box in zip(part.nodes, boxes, strict=True)
    )
    return Neighbourhood(centre, hops, spots, part.edges, drawing, not beyond)
