"""Layer 4. The graph against the shapes: SHACL, by a reference engine and by a fast one.

Source: SHACL (W3C Recommendation, 20 July 2017). The data are flattened first, because a shapes
engine reads one graph. The results do not depend on the engine; tests hold the fast one to it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimgraph import resources
from claimgraph.errors import UsageError
from claimgraph.validate.results import Violation

if TYPE_CHECKING:
    from rdflib import Graph

    from claimgraph.validate.compiled import Engine
    from claimgraph.validate.routes import Plan

__all__ = ["ENGINES", "Violation", "load", "ontology", "plan", "shapes", "validate"]

ENGINES = ("fast", "pyshacl")
"""fast: compiled shapes on parts of the graph, pyshacl for what they can't do. pyshacl: all of it
by the reference."""

SHAPE_FILES = ("required.ttl", "ranges.ttl", "codelists.ttl", "recommended.ttl", "integrity.ttl")
ONTOLOGY_FILES = ("core.ttl", "schemes.ttl")


def load(files: tuple[str, ...], folder: str) -> Graph:
    """Read shipped Turtle files into one graph."""
    from rdflib import Graph  # noqa: PLC0415 - 200 ms that --help need not pay

    graph = Graph()
    for file in files:
        graph.parse(data=resources.text(folder, file), format="turtle")
    return graph


@cache
def shapes() -> Graph:
    """All shipped shapes as one graph."""
    return load(SHAPE_FILES, "shapes")


@cache
def ontology() -> Graph:
    """Return the classes and schemes that shapes refer to."""
    return load(ONTOLOGY_FILES, "ontology")


@cache
def _ontology_lines() -> str:
    return "".join(sorted(ontology().serialize(format="nt").splitlines(keepends=True)))


@cache
def plan() -> Plan:
    """Return which engine runs which of the shipped constraints, and why."""
    from claimgraph.validate.routes import Plan  # noqa: PLC0415 - see load

    return Plan(shapes())


@cache
def _engine() -> Engine:
    from claimgraph.validate.compiled import Engine  # noqa: PLC0415 - see load

    return Engine(plan())


def validate(
    ntriples: str, against: Graph | None = None, *, engine: str = "fast"
) -> tuple[Violation, ...]:
    """Validate flattened N-Triples. against: other shapes than the shipped ones.

    Returns every result, sorted, the same for each of ENGINES. Raises UsageError for another one.
    """
    if engine not in ENGINES:
        raise UsageError(f"{engine!r} is not an engine", cure="use " + " or ".join(ENGINES))
    ontology_lines = _ontology_lines()
    if engine == "pyshacl":
        from claimgraph.validate import reference  # noqa: PLC0415 - half a second to import

        found = reference.run(ntriples, ontology_lines, shapes() if against is None else against)
    else:
        found = _fast(ntriples, ontology_lines, against)
    return tuple(sorted(found))


def _fast(ntriples: str, ontology_lines: str, against: Graph | None) -> frozenset[Violation]:
    """Run the fast engine, and the reference for what it leaves."""
    from claimgraph.validate import compiled, reference, routes  # noqa: PLC0415 - see load

    engine = _engine() if against is None else compiled.Engine(routes.Plan(against))
    try:
        found = engine.run(ntriples + ontology_lines)
    except compiled.UnreadableTextError:
        return reference.run(ntriples, ontology_lines, engine.plan.shapes)
    left = engine.plan.of("reference")
    if left:
        found |= reference.run(ntriples, ontology_lines, engine.plan.graph(left))
    return found
