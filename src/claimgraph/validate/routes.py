"""Layer 4. Which engine runs which constraint, and why.

- ``shards``: constraints that only go forward. The compiled engine runs them on small closed parts
  of the graph; what it says of a part's own nodes is what it would say in the whole graph.
- ``whole``: core constraints that go backward, or whose targets are named. The compiled engine runs
  them on the whole graph, less what they do not look at.
- ``sets``: SPARQL constraints that go backward. One query for all focus nodes, by pyoxigraph.
- ``reference``: everything else, by pyshacl.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rdflib import OWL, RDF, RDFS, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from claimgraph.validate.footprint import ANY, META, TARGETS, Reach, of_core, of_query

SH = Namespace("http://www.w3.org/ns/shacl#")
Route = Literal["shards", "whole", "sets", "reference"]

_CLASSES = (RDFS.Class, OWL.Class)
_STRUCTURE = frozenset(
    SH[name]
    for name in (
        "property", "node", "not", "and", "or", "xone", "qualifiedValueShape", "path", "sparql",
        "prefixes", "declare", "in", "languageIn", "ignoredProperties", "inversePath",
        "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath",
    )
) | {RDF.first, RDF.rest}  # fmt: skip
"""What leads from a shape to its parts; classes and values that it names are no parts."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which nodes a shape is about. kind: local name of the SHACL property; term: its value."""

    kind: str
    term: Node


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One constraint of one targeted shape. part: the property shape or SPARQL constraint.

    part is the shape itself for the constraints that stand at it. why: reason of the route.
    query: it is a SPARQL constraint.
    """

    root: Node
    part: Node
    route: Route
    why: str
    reach: Reach
    targets: tuple[Target, ...]
    query: bool = False


class Plan:
    """The constraints of a shapes graph, each with its route."""

    def __init__(self, shapes: Graph) -> None:
        """Read *shapes*; nothing is run."""
        self.shapes = shapes
        self.items = tuple(item for root in _roots(shapes) for item in _items(shapes, root))

    def of(self, route: Route) -> tuple[Item, ...]:
        """Constraints that go *route*."""
        return tuple(item for item in self.items if item.route == route)

    @cached_property
    def below(self) -> frozenset[str]:
        """Predicates that have to be known of nodes that a shard only refers to."""
        found = {str(RDF.type), str(RDFS.subClassOf)}
        for item in self.of("shards"):
            found |= item.reach.below
        return frozenset(found)

    @cached_property
    def classes(self) -> frozenset[str] | None:
        """Classes that have to be known of nodes that a shard only refers to; None for all."""
        found: set[str] = set()
        for item in self.of("shards"):
            found |= item.reach.classes
            if item.reach.starts == "value":
                found |= {str(target.term) for target in item.targets}
        return None if ANY in found else frozenset(found)

    @cached_property
    def from_values(self) -> frozenset[str]:
        """Shapes whose results in a shard belong to the node of ?value, not to the focus."""
        return frozenset(
            str(item.root) for item in self.of("shards") if item.reach.starts == "value"
        )

    def graph(self, items: Iterable[Item]) -> Graph:
        """Return *items* as a shapes graph of their own."""
        return _only(self.shapes, tuple(items))


def _roots(shapes: Graph) -> list[Node]:
    found = {node for target in TARGETS for node in shapes.subjects(target, None)}
    for kind in (SH.NodeShape, SH.PropertyShape):
        for cls in _CLASSES:
            found |= {n for n in shapes.subjects(RDF.type, kind) if (n, RDF.type, cls) in shapes}
    return sorted(found, key=str)


def _targets(shapes: Graph, root: Node) -> tuple[Target, ...]:
    found = {
        Target(str(kind).rpartition("#")[2], term)
        for kind in TARGETS
        for term in shapes.objects(root, kind)
    }
    if any((root, RDF.type, cls) in shapes for cls in _CLASSES):
        found.add(Target("targetClass", root))
    return tuple(sorted(found, key=lambda target: (target.kind, str(target.term))))


def _items(shapes: Graph, root: Node) -> Iterator[Item]:
    """Split a targeted shape into constraints that can be run apart."""
    targets = _targets(shapes, root)
    node_shape = shapes.value(root, SH.path) is None
    queries = sorted(shapes.objects(root, SH.sparql), key=str)
    odd = _odd(shapes, root, node_shape=node_shape)
    if odd:
        yield Item(root, root, "reference", odd, Reach(doubt=odd), targets)
        return
    skip = _apart(shapes, root)
    for part in sorted(shapes.objects(root, SH.property), key=str):
        if SH.property in skip:
            yield _core_item(root, part, of_core(shapes, part), targets)
    if set(shapes.predicates(root)) - META - skip - {RDFS.label, RDFS.comment, SH.deactivated}:
        yield _core_item(root, root, of_core(shapes, root, skip=skip), targets)
    yield from _query_items(shapes, root, queries, targets)


def _apart(shapes: Graph, root: Node) -> frozenset[Node]:
    """Predicates to the constraints that can be run without the others of their shape.

    What a closed shape allows is what its property shapes are about, so those stay with it.
    """
    if shapes.value(root, SH.path) is not None:
        return frozenset()
    closed = (root, SH.closed, None) in shapes
    return frozenset({SH.sparql} if closed else {SH.property, SH.sparql})


def _odd(shapes: Graph, root: Node, *, node_shape: bool) -> str:
    """Tell what about a targeted shape keeps it from being taken apart."""
    if (root, SH.sparql, None) in shapes and not node_shape:
        return "a query at a property shape"
    if (root, SH.target, None) in shapes:
        return "targets by a query"
    if list(shapes.objects(root, SH.deactivated)):
        return "it can be switched off"
    if isinstance(root, BNode) and (root, SH.sparql, None) in shapes:
        return "a query at a shape without a name"
    return ""


def _core_item(root: Node, part: Node, reach: Reach, targets: tuple[Target, ...]) -> Item:
    if reach.doubt:
        return Item(root, part, "reference", reach.doubt, reach, targets)
    backward = sorted(reach.inverse)
    if backward:
        why = "goes backward over " + ", ".join(map(_local, backward))
        return Item(root, part, "whole", why, reach, targets)
    if any(target.kind in {"targetNode", "targetObjectsOf"} for target in targets):
        why = "its targets are named, or found backward"
        return Item(root, part, "whole", why, reach, targets)
    return Item(root, part, "shards", "goes forward only", reach, targets)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _query_items(
    shapes: Graph, root: Node, queries: list[Node], targets: tuple[Target, ...]
) -> Iterator[Item]:
    """Route the SPARQL constraints of a shape; those of one shape start at the same place."""
    reaches = [(query, of_query(shapes, query)) for query in queries]
    starts = {reach.starts for _, reach in reaches if reach.forward}
    plain = all(target.kind in {"targetClass", "targetSubjectsOf"} for target in targets)
    for query, reach in reaches:
        if (query, SH.deactivated, None) in shapes:
            doubt = "it can be switched off"
        else:
            doubt = reach.doubt or ("" if plain else "its targets are named, or found backward")
        if doubt:
            yield Item(root, query, "reference", doubt, reach, targets, query=True)
        elif reach.forward and len(starts) == 1:
            start = "?value" if reach.starts == "value" else "$this"
            why = f"goes forward only, from {start}"
            yield Item(root, query, "shards", why, reach, targets, query=True)
        else:
            over = ", ".join(sorted(map(_local, reach.inverse)))
            why = f"goes backward over {over}" if over else "queries of one shape start apart"
            yield Item(root, query, "sets", why, reach, targets, query=True)


def _only(shapes: Graph, items: tuple[Item, ...]) -> Graph:
    """Copy *items* and what hangs on them; nothing else in the copy has a target."""
    kept = Graph()
    roots: dict[Node, set[Node]] = {}
    for item in items:
        roots.setdefault(item.root, set()).add(item.part)
    for root, parts in roots.items():
        stack: list[Node] = [part for part in parts if part != root]
        for p, o in shapes.predicate_objects(root):
            linked = p in _apart(shapes, root)
            own = root in parts and not linked
            if (linked and o in parts) or own or p in META:
                kept.add((root, p, o))
                if p in _STRUCTURE and not linked:
                    stack.append(o)
        _copy(shapes, stack, kept, set(roots))
        for target in _targets(shapes, root):
            kept.add((root, SH[target.kind], target.term))
    for cls in _CLASSES:
        for node in list(kept.subjects(RDF.type, cls)):
            kept.remove((node, RDF.type, cls))
    return kept


def _copy(shapes: Graph, stack: list[Node], kept: Graph, roots: set[Node]) -> None:
    """Copy the parts on *stack* and theirs, without targets of their own."""
    seen: set[Node] = set()
    while stack:
        node = stack.pop()
        if node in seen or not isinstance(node, URIRef | BNode):
            continue
        seen.add(node)
        for p, o in shapes.predicate_objects(node):
            if p in TARGETS and node not in roots:
                continue
            kept.add((node, p, o))
            if p in _STRUCTURE:
                stack.append(o)
