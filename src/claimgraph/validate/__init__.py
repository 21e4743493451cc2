"""Layer 4. The graph against the shapes: SHACL, by a reference engine and by a fast one.

Source: SHACL (W3C Recommendation, 20 July 2017). The data are flattened first, because a shapes
engine reads one graph. The results do not depend on the engine; tests hold the fast one to it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph import __version__, ids, resources
from claimgraph.errors import UsageError
from claimgraph.validate.results import Violation

if TYPE_CHECKING:
    from rdflib import Graph

    from claimgraph.validate.changes import Session
    from claimgraph.validate.compiled import Engine
    from claimgraph.validate.known import Known
    from claimgraph.validate.routes import Plan

__all__ = [
    "ENGINES", "Violation", "known_good", "load", "ontology", "ontology_lines", "plan", "session",
    "shapes", "validate",
]  # fmt: skip

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
def ontology_lines() -> str:
    """Return the ontology as sorted N-Triples."""
    return "".join(sorted(ontology().serialize(format="nt").splitlines(keepends=True)))


def known_good(path: Path) -> Known:
    """Return the parts of graphs that the file *path* says are good by the shipped shapes.

    They were found so by the fast engine in the version in use; write it back with `Known.write`.
    Raises InputError for a file of another kind.
    """
    import shacl  # noqa: PLC0415 - as much as `load` costs

    from claimgraph.validate import known  # noqa: PLC0415 - goes with the engine

    texts = (*(resources.text("shapes", file) for file in SHAPE_FILES), ontology_lines())
    return known.read(path, ids.digest(shacl.__version__, __version__, *texts))


@cache
def plan() -> Plan:
    """Return which engine runs which of the shipped constraints, and why."""
    from claimgraph.validate.routes import Plan  # noqa: PLC0415 - see load

    return Plan(shapes())


@cache
def _engine() -> Engine:
    from claimgraph.validate.compiled import Engine  # noqa: PLC0415 - see load

    return Engine(plan())


def session(ntriples: str) -> Session:
    """Validate flattened N-Triples by the shipped shapes and keep them for changes.

    Raises UnreadableTextError, a ValueError, for what the fast engine can't take.
    """
    from claimgraph.validate.changes import Session  # noqa: PLC0415 - see load

    return Session(_engine(), ntriples + ontology_lines())


def validate(
    ntriples: str, against: Graph | None = None, *, engine: str = "fast",
    known: Known | None = None,
) -> tuple[Violation, ...]:  # fmt: skip
    """Validate flattened N-Triples. against: other shapes than the shipped ones.

    known: what the fast engine need not run again, of `known_good`.
    Returns every result, sorted, the same for each of ENGINES. Raises UsageError for another one.
    """
    if engine not in ENGINES:
        raise UsageError(f"{engine!r} is not an engine", cure="use " + " or ".join(ENGINES))
    if engine == "pyshacl":
        from claimgraph.validate import reference  # noqa: PLC0415 - half a second to import

        found = reference.run(ntriples, ontology_lines(), shapes() if against is None else against)
    else:
        found = _fast(ntriples, against, known)
    return tuple(sorted(found))


def _fast(ntriples: str, against: Graph | None, known: Known | None) -> frozenset[Violation]:
    """Run the fast engine, and the reference for what it leaves."""
    from claimgraph.validate import compiled, routes  # noqa: PLC0415 - see load

    engine = _engine() if against is None else compiled.Engine(routes.Plan(against))
    left = engine.plan.of("reference")
    try:
        found = engine.run(ntriples + ontology_lines(), known)
    except compiled.UnreadableTextError:
        found, left = frozenset(), engine.plan.items
    if left:
        from claimgraph.validate import reference  # noqa: PLC0415 - half a second to import

        whole = len(left) == len(engine.plan.items)
        shapes_left = engine.plan.shapes if whole else engine.plan.graph(left)
        found |= reference.run(ntriples, ontology_lines(), shapes_left)
    return found
