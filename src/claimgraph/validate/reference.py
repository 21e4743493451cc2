"""Layer 4. The reference engine: pyshacl on rdflib, on the whole graph.

Source: SHACL (W3C Recommendation, 20 July 2017).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyshacl
import rdflib
from rdflib import Graph, Namespace, URIRef
from rdflib.plugins.sparql import processor
from rdflib.term import Node

from claimgraph.validate.results import SEVERITIES, SH, Violation

_PREPARED: dict[object, object] = {}
"""Constraint queries as rdflib prepares them; as many as the shapes in use have."""


def run(ntriples: str, ontology: str, shapes: Graph) -> frozenset[Violation]:
    """Validate N-Triples together with the N-Triples *ontology*.

    Literals keep their lexical form while they are read.
    """
    with _lexical_forms(), _parsed_once():
        data = Graph()
        data.parse(data=ntriples, format="nt")
        data += _parsed(ontology)
        _, report, _ = pyshacl.validate(
            data, shacl_graph=shapes, advanced=False, inference="none", meta_shacl=False
        )
    assert isinstance(report, Graph)  # noqa: S101 - pyshacl gives text only for failures
    return frozenset(results_of(report))


@cache
def _parsed(ontology: str) -> Graph:
    return Graph().parse(data=ontology, format="nt")


def results_of(report: Graph) -> Iterator[Violation]:
    """Read a SHACL validation report."""
    sh = Namespace(SH)
    for node in report.objects(None, sh.result):  # not those inside another one, its details
        severity = _text(report, node, sh.resultSeverity).removeprefix(SH)
        messages = sorted(str(m) for m in report.objects(node, sh.resultMessage))
        yield Violation(
            focus=_text(report, node, sh.focusNode),
            shape=_text(report, node, sh.sourceShape),
            component=_text(report, node, sh.sourceConstraintComponent),
            path=_path(report, node, sh),
            value=_text(report, node, sh.value),
            message=messages[0] if messages else "",
            severity=SEVERITIES.get(severity, "violation"),
        )


def _text(report: Graph, node: Node, predicate: URIRef) -> str:
    """Return a term as text; rdflib's own truth of 0 or false is no reason to drop it."""
    term = report.value(node, predicate)
    return "" if term is None else str(term)


def _path(report: Graph, node: Node, sh: Namespace) -> str:
    """Predicate of a result; a path of several steps is left to its shape."""
    path = report.value(node, sh.resultPath)
    return str(path) if isinstance(path, URIRef) else ""


@contextmanager
def _lexical_forms() -> Iterator[None]:
    """Keep rdflib from rewriting literals: a report must show what stands in the data."""
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
