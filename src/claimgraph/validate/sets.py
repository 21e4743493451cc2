"""Layer 4. SPARQL constraints that look across the graph: one query for all their focus nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Graph, Namespace
from rdflib.term import Node

from claimgraph.validate.footprint import ANY, prologue
from claimgraph.validate.results import SEVERITIES, SH, Violation
from claimgraph.validate.routes import Item, Target
from claimgraph.validate.shards import Triples, lines_with, type_line

_SHAPE = Namespace(SH)
QUERY = f"{SH}SPARQLConstraintComponent"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TYPE = f" <{RDF_TYPE}> "
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"


class Seen:
    """What *items* look at of a graph: everything else can be left out for them."""

    def __init__(self, items: Iterable[Item], subclasses: Collection[str]) -> None:
        """Read *items*. subclasses: the classes that have any in the graph."""
        wanted, needles = {_SUBCLASS}, set[str]()
        self._stars: list[list[str]] = [[f" <{_SUBCLASS}> "]]
        prunes = True
        for item in items:
            reach = item.reach
            wanted |= reach.predicates | {str(t.term) for t in item.targets if _is_edge(t)}
            aims = [_aim(target) for target in item.targets]
            needles |= {aim for aim in aims if aim.startswith(TYPE)}
            prunes = prunes and bool(reach.stars) and RDF_TYPE not in reach.predicates
            self._stars += [[f" <{n}> " for n in sorted(star)] for star in reach.stars.values()]
            self._stars += [[aim] for aim in aims]
        if subclasses or RDF_TYPE in wanted:
            prunes, needles, wanted = False, set(), wanted | {RDF_TYPE}
        self._everything = ANY in wanted
        self._needles = sorted(needles | {f" <{name}> " for name in wanted})
        if not prunes:
            self._stars = []

    def of(self, text: str) -> str:
        """Return the lines that matter of the triples of one node."""
        if self._everything:
            return text
        stars = self._stars
        if stars and not any(all(part in text for part in star) for star in stars):
            return ""
        return "".join(lines_with(text, self._needles))

    def all(self, triples: Triples) -> str:
        """Return the lines that matter of a whole graph."""
        return "".join(self.of(triples.of(node)) for node in triples.nodes())


def _is_edge(target: Target) -> bool:
    return target.kind.endswith("sOf")


def _aim(target: Target) -> str:
    """Part of a line that makes a node a focus of *target*."""
    return f" <{target.term}> " if _is_edge(target) else type_line(str(target.term))


def solutions(
    store: ox.Store, item: Item, shapes: Graph, bound: Mapping[str, str] | None = None
) -> Iterator[Violation]:
    """Run the constraint of *item* for all its focus nodes at once.

    bound: IRIs for some of its variables, to ask about those nodes alone.
    """
    severity, message = _says(item, shapes)
    found = store.query(question(item, shapes, bound))
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - the plan took only SELECT
    has_value = any(v.value == "value" for v in found.variables)
    for solution in found:
        focus = solution["this"]
        value = (solution["value"] if has_value else None) or focus
        yield Violation(
            bare(focus), str(item.root), QUERY, "", bare(value), message,
            SEVERITIES.get(severity, "violation"),
        )  # fmt: skip


def bare(term: object) -> str:
    """Return a term of pyoxigraph without the marks of N-Triples."""
    return str(getattr(term, "value", term))


def _says(item: Item, shapes: Graph) -> tuple[str, str]:
    """Severity of the shape, and the message of the constraint or else of the shape."""
    severity = shapes.value(item.root, _SHAPE.severity)
    holders: tuple[Node, ...] = (item.part, item.root)
    messages = next(
        (m for h in holders if (m := sorted(map(str, shapes.objects(h, _SHAPE.message))))), [""]
    )
    return str(severity).removeprefix(SH) if severity else "Violation", messages[0]


def question(item: Item, shapes: Graph, bound: Mapping[str, str] | None = None) -> str:
    """Return the query of a SPARQL constraint for all its focus nodes: $this is joined, not bound.

    That is the same where a pattern of the query binds $this, which the plan has made sure of.
    bound: IRIs that some of its variables stand for.
    """
    aims = []
    for target in item.targets:
        term = target.term.n3()
        aims.append(
            f"{{ $this {term} ?claimgraphTarget }}"
            if _is_edge(target)
            else f"{{ $this <{RDF_TYPE}>/<{_SUBCLASS}>* {term} }}"
        )
    text = str(shapes.value(item.part, _SHAPE.select))
    head, brace, rest = text.partition("{")
    fixed = "".join(f"VALUES ?{name} {{ <{iri}> }} " for name, iri in (bound or {}).items())
    return f"{prologue(shapes, item.part)}{head}{brace} {fixed}{' UNION '.join(aims)} {rest}"
