"""Layer 4. The graph against the shapes: SHACL by pyshacl, the reference.

Source: SHACL (W3C Recommendation, 20 July 2017). The data are flattened first, because a shapes
engine reads one graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from claimgraph import resources

if TYPE_CHECKING:
    from rdflib import Graph, Namespace
    from rdflib.term import Node

SHAPE_FILES = ("required.ttl", "ranges.ttl", "codelists.ttl", "recommended.ttl", "integrity.ttl")
ONTOLOGY_FILES = ("core.ttl", "schemes.ttl")

_SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES: dict[str, Literal["violation", "warning", "info"]] = {
    "Violation": "violation",
    "Warning": "warning",
    "Info": "info",
}


_PREPARED: dict[object, object] = {}
"""Constraint queries as rdflib prepares them; as many as the shapes in use have."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result of validation. shape, focus, component: IRIs; path, value: empty for none.

    severity: violation, warning or info. message: for people, what is wrong and what to do.
    """

    focus: str
    shape: str
    component: str
    path: str
    value: str
    message: str
    severity: Literal["violation", "warning", "info"]

    @property
    def subject(self) -> str:
        """What has to be mended: the claim or evidence where the focus is its article."""
        cited = "/claim/" in self.value or "#char=" in self.value
        return (
            self.value
            if self.component == f"{_SH}SPARQLConstraintComponent" and cited
            else (self.focus)
        )


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


def validate(ntriples: str, against: Graph | None = None) -> tuple[Violation, ...]:
    """Validate flattened N-Triples. against: other shapes than the shipped ones.

    Returns every result, sorted. Literals keep their lexical form while they are read.
    """
    import pyshacl  # noqa: PLC0415 - half a second that --help need not pay
    from rdflib import Graph  # noqa: PLC0415 - see load

    with _lexical_forms(), _parsed_once():
        data = Graph()
        data.parse(data=ntriples, format="nt")
        for triple in ontology():
            data.add(triple)
        _, report, _ = pyshacl.validate(
            data, shacl_graph=against if against is not None else shapes(),
            advanced=False, inference="none", meta_shacl=False,
        )  # fmt: skip
    assert isinstance(report, Graph)  # noqa: S101 - pyshacl gives text only for failures
    return tuple(sorted(set(_results(report))))


def _results(report: Graph) -> Iterator[Violation]:
    from rdflib import RDF, Namespace  # noqa: PLC0415 - see load

    sh = Namespace(_SH)
    for node in report.subjects(RDF.type, sh.ValidationResult):
        severity = str(report.value(node, sh.resultSeverity)).removeprefix(_SH)
        messages = sorted(str(m) for m in report.objects(node, sh.resultMessage))
        yield Violation(
            focus=str(report.value(node, sh.focusNode) or ""),
            shape=str(report.value(node, sh.sourceShape) or ""),
            component=str(report.value(node, sh.sourceConstraintComponent) or ""),
            path=_path(report, node, sh),
            value=str(report.value(node, sh.value) or ""),
            message=messages[0] if messages else "",
            severity=_SEVERITIES.get(severity, "violation"),
        )


def _path(report: Graph, node: Node, sh: Namespace) -> str:
    """Predicate of a result; a path of several steps is left to its shape."""
    from rdflib import URIRef  # noqa: PLC0415 - see load

    path = report.value(node, sh.resultPath)
    return str(path) if isinstance(path, URIRef) else ""


@contextmanager
def _lexical_forms() -> Iterator[None]:
    """Keep rdflib from rewriting literals: a report must show what stands in the data."""
    import rdflib  # noqa: PLC0415 - see load

    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


@contextmanager
def _parsed_once() -> Iterator[None]:
    """Parse each constraint's SPARQL once, not once a focus node, while a validation runs.

    pyshacl hands every query to rdflib as text, and parsing is nine tenths of the time. The cache
    stands in for rdflib's query preparation only inside this block.
    """
    from rdflib.plugins.sparql import processor  # noqa: PLC0415 - see load

    module: Any = processor
    parse, translate = module.parseQuery, module.translateQuery

    def parse_later(text: str) -> str:
        return text

    def translate_once(
        text: str, base: str | None = None, names: dict[str, str] | None = None
    ) -> object:
        key = (text, base, tuple(sorted((names or {}).items())))
        if key not in _PREPARED:
            _PREPARED[key] = translate(parse(text), base, names)
        return _PREPARED[key]

    module.parseQuery, module.translateQuery = parse_later, translate_once
    try:
        yield
    finally:
        module.parseQuery, module.translateQuery = parse, translate
