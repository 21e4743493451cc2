"""Layer 4. SPARQL constraints that look across the graph: one query for all their focus nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import Graph, Namespace
from rdflib.term import Node

from claimgraph.validate.footprint import ANY, prologue
from claimgraph.validate.results import SEVERITIES, SH, Violation
from claimgraph.validate.routes import Item
from claimgraph.validate.shards import Triples, lines_with, type_line

_SHAPE = Namespace(SH)
QUERY = f"{SH}SPARQLConstraintComponent"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"


def seen_by(items: Iterable[Item], triples: Triples) -> str:
    """Return the triples of the whole graph that *items* look at."""
    wanted = {_SUBCLASS}
    needles: set[str] = set()
    for item in items:
        wanted |= item.reach.predicates
        wanted |= {str(t.term) for t in item.targets if t.kind.endswith("sOf")}
        needles |= {type_line(str(t.term)) for t in item.targets if t.kind == "targetClass"}
    if ANY in wanted:
        return triples.text
    if triples.subclasses or _TYPE in wanted:
        wanted.add(_TYPE)
        needles.clear()
    needles |= {f" <{name}> " for name in wanted}
    stars = _stars(items)
    found: list[str] = []
    for node in triples.nodes():
        text = triples.of(node)
        if stars and not any(all(part in text for part in star) for star in stars):
            continue
        found += lines_with(text, needles)
    return "".join(found)


def _stars(items: Iterable[Item]) -> list[list[str]]:
    """What a node has to have all together to matter to *items*; empty where that can't be said."""
    found: list[list[str]] = []
    for item in items:
        if not item.reach.stars or _TYPE in item.reach.predicates:
            return []
        found += [[f" <{name}> " for name in sorted(star)] for star in set(item.reach.stars)]
        found += [
            [type_line(str(t.term)) if t.kind == "targetClass" else f" <{t.term}> "]
            for t in item.targets
        ]
    found.append([f" <{_SUBCLASS}> "])
    return found


def solutions(store: ox.Store, item: Item, shapes: Graph) -> Iterator[Violation]:
    """Run the constraint of *item* for all its focus nodes at once."""
    query = question(item, shapes)
    severity, message = _says(item, shapes)
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - the plan took only SELECT
    has_value = any(v.value == "value" for v in solutions.variables)
    for solution in solutions:
        focus = solution["this"]
        value = (solution["value"] if has_value else None) or focus
        yield Violation(
            bare(focus), str(item.root), QUERY, "", bare(value), message,
            SEVERITIES.get(severity, "violation"),
        )  # fmt: skip


def bare(term: object) -> str:
    return str(getattr(term, "value", term))


def _says(item: Item, shapes: Graph) -> tuple[str, str]:
    """Severity of the shape, and the message of the constraint or else of the shape."""
    severity = shapes.value(item.root, _SHAPE.severity)
    holders: tuple[Node, ...] = (item.part, item.root)
    messages = next(
        (m for h in holders if (m := sorted(map(str, shapes.objects(h, _SHAPE.message))))), [""]
    )
    return str(severity).removeprefix(SH) if severity else "Violation", messages[0]


def question(item: Item, shapes: Graph) -> str:
    """Return the query of a SPARQL constraint for all its focus nodes: $this is joined, not bound.

    That is the same where a pattern of the query binds $this, which the plan has made sure of.
    """
    aims = []
    for target in item.targets:
        term = target.term.n3()
        aims.append(
            f"{{ $this <{_TYPE}>/<{_SUBCLASS}>* {term} }}"
            if target.kind == "targetClass"
            else f"{{ $this {term} ?claimgraphTarget }}"
        )
    text = str(shapes.value(item.part, _SHAPE.select))
    head, brace, rest = text.partition("{")
    return f"{prologue(shapes, item.part)}{head}{brace} {' UNION '.join(aims)} {rest}"
