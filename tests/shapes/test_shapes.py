"""Every shape fires on exactly its own fault, and no constraint can be taken away unnoticed."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from claimgraph import corpus, graph, validate
from claimgraph.compare import compare
from claimgraph.compare.dimensions import comparable
from claimgraph.validate.compiled import Engine
from claimgraph.validate.routes import Plan
from claimgraph.vocab import EDTF
from claimgraph.vocab import NS as CG

HERE = Path(__file__).parent
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPE = "https://w3id.org/claimgraph/shape/"
CASES = sorted(path.stem for path in (HERE / "invalid").glob("*.ru"))
EXPECTED = tomllib.loads((HERE / "expected.toml").read_text())
Result = tuple[str, str, str]

TARGETS = (SH.targetClass, SH.targetSubjectsOf)
CONSTRAINTS = frozenset(
    SH[name]
    for name in (
        "minCount", "maxCount", "class", "datatype", "nodeKind", "pattern", "maxLength", "in",
        "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "lessThan",
        "lessThanOrEquals", "equals", "disjoint", "hasValue", "xone", "or", "not", "sparql",
    )
)  # fmt: skip


@cache
def base() -> Graph:
    return Graph().parse(HERE / "base.ttl")


@cache
def changed(case: str) -> str:
    """Return the base after the update of *case*, as N-Triples."""
    data = Graph()
    for triple in base():
        data.add(triple)
    data.update((HERE / "invalid" / f"{case}.ru").read_text())
    return data.serialize(format="nt")


def short(found: Iterable[validate.Violation]) -> frozenset[Result]:
    return frozenset(
        (
            r.shape.removeprefix(SHAPE),
            r.component.removeprefix(str(SH)).removesuffix("ConstraintComponent"),
            r.focus.removeprefix("https://example.org/")
            if r.focus.startswith("https://")
            else "(blank)",
        )
        for r in found
    )


def results(ntriples: str) -> frozenset[Result]:
    return short(validate.validate(ntriples))


Both = tuple[frozenset[validate.Violation], frozenset[validate.Violation]]


def by_both(case: str) -> Both:
    """Return the results of the reference, and of the fast engine."""
    text = changed(case)
    reference = validate.validate(text, engine="pyshacl")
    return frozenset(reference), frozenset(validate.validate(text))


def without_labels(found: frozenset[validate.Violation]) -> frozenset[validate.Violation]:
    """Leave out names of blank nodes, which every reading of a file makes anew."""
    blank = re.compile("[Nb][0-9a-f]{20,}")
    return frozenset(
        replace(v, focus=blank.sub("_", v.focus), value=blank.sub("_", v.value)) for v in found
    )


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Return the processors there are: pyshacl takes a third of a second for a case."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as made:
        yield made


@pytest.fixture(scope="module")
def found(pool: ProcessPoolExecutor) -> dict[str, Both]:
    return dict(zip(CASES, pool.map(by_both, CASES, chunksize=16), strict=True))


def expected(case: str) -> frozenset[Result]:
    return frozenset((shape, part, focus) for shape, part, focus in EXPECTED[case]["violates"])


def test_there_is_one_expectation_for_each_case() -> None:
    assert CASES
    assert sorted(EXPECTED) == CASES


@pytest.mark.parametrize("engine", validate.ENGINES)
def test_the_base_of_all_cases_is_valid(engine: str) -> None:
    assert validate.validate(base().serialize(format="nt"), engine=engine) == ()


@pytest.mark.parametrize("case", CASES)
def test_a_fault_gives_exactly_its_results(case: str, found: dict[str, Both]) -> None:
    assert short(found[case][0]) == expected(case)


@pytest.mark.parametrize("case", CASES)
def test_the_fast_engine_says_what_the_reference_says(case: str, found: dict[str, Both]) -> None:
    reference, fast = found[case]
    assert without_labels(fast) == without_labels(reference)


@pytest.mark.parametrize("case", CASES)
def test_no_case_expects_nothing(case: str) -> None:
    assert expected(case)


def _tree(shapes: Graph, root: Node) -> Graph:
    """Return what hangs on one targeted shape, so that it can be run by itself."""
    kept, stack, seen = Graph(), [root], set[Node]()
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        for triple in shapes.triples((node, None, None)):
            kept.add(triple)
            stack.append(triple[2])
    return kept


def _roots(shapes: Graph) -> list[Node]:
    found = {node for target in TARGETS for node in shapes.subjects(target, None)}
    return sorted(found, key=str)


def _knockouts() -> list[tuple[str, str, str]]:
    """Every constraint triple as (targeted shape, shape, predicate)."""
    shapes = validate.shapes()
    found = []
    for root in _roots(shapes):
        for s, p, _ in _tree(shapes, root):
            if p in CONSTRAINTS and str(s).startswith(SHAPE):
                found.append(
                    tuple(str(x).removeprefix(SHAPE).removeprefix(SH) for x in (root, s, p))
                )
    return sorted({(a, b, c) for a, b, c in found})


KNOCKOUTS = _knockouts()


def test_constraints_are_found_to_be_knocked_out() -> None:
    assert len(KNOCKOUTS) > len(CASES) / 2


def run_alone(engine: Engine, ntriples: str) -> frozenset[validate.Violation]:
    """Run the fast engine; the reference only where a blank node keeps the fast one from it."""
    if "_:" in ntriples:
        return frozenset(validate.validate(ntriples, engine.plan.shapes, engine="pyshacl"))
    return engine.run(ntriples + validate.ontology_lines())


def is_missed(knockout: tuple[str, str, str]) -> bool:
    """Tell whether some case, or the valid base, tells that this constraint is gone.

    The fast engine runs it, which the cases hold to the reference, and on its own: no fallback.
    """
    root, shape, predicate = knockout
    tree = _tree(validate.shapes(), URIRef(SHAPE + root))
    own = {str(s).removeprefix(SHAPE) for s in tree.subjects()}
    tree.remove((URIRef(SHAPE + shape), SH[predicate], None))
    engine = Engine(Plan(tree))
    assert engine.plan.of("reference") == ()
    cases = [c for c in CASES if any(r[0] in own for r in expected(c))]
    cases.sort(key=lambda case: not case.startswith(f"{shape}-{predicate}"))
    for case in cases:
        kept = {r for r in expected(case) if r[0] in own}
        if short(run_alone(engine, changed(case))) != kept:
            return True
    # A condition of "if this hedge, then these ends" that is gone makes valid data fail instead.
    return bool(run_alone(engine, base().serialize(format="nt")))


@pytest.fixture(scope="module")
def missed(pool: ProcessPoolExecutor) -> dict[tuple[str, str, str], bool]:
    """Tell for each knocked-out constraint whether it was missed."""
    return dict(zip(KNOCKOUTS, pool.map(is_missed, KNOCKOUTS, chunksize=16), strict=True))


@pytest.mark.parametrize("knockout", KNOCKOUTS, ids="-".join)
def test_taking_a_constraint_away_changes_some_case(
    knockout: tuple[str, str, str], missed: dict[tuple[str, str, str], bool]
) -> None:
    assert missed[knockout]


def test_every_shape_has_a_severity() -> None:
    shapes = validate.shapes()
    roots = set(_roots(shapes))
    cited = roots | {p for root in roots for p in shapes.objects(root, SH.property)}
    assert [s for s in sorted(cited, key=str) if (s, SH.severity, None) not in shapes] == []


def test_whatever_can_fire_has_a_message() -> None:
    shapes = validate.shapes()
    fires = {p for root in _roots(shapes) for p in shapes.objects(root, SH.property)}
    fires |= {c for root in _roots(shapes) for c in shapes.objects(root, SH.sparql)}
    assert [s for s in sorted(fires, key=str) if (s, SH.message, None) not in shapes] == []


def test_every_shape_is_named_by_an_iri() -> None:
    shapes = validate.shapes()
    named = {SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint}
    nameless = [
        s for kind in named for s in shapes.subjects(RDF.type, kind) if not isinstance(s, URIRef)
    ]
    assert nameless == []


def test_no_query_of_a_shape_needs_named_graphs_or_what_engines_refuse() -> None:
    texts = [str(t).upper() for t in validate.shapes().objects(None, SH.select)]
    assert texts
    refused = ("GRAPH ", "VALUES ", "MINUS ", "GROUP BY", "SERVICE ")
    assert [t for t in texts for word in refused if word in t] == []


def test_the_shapes_are_shapes_themselves() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=validate.shapes(), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("folder", ["claims", "tests/data/harbour"])
def test_a_built_graph_violates_nothing(folder: str) -> None:
    corpora = corpus.load(HERE.parents[1] / folder)
    built = graph.ntriples(corpora, compare(corpora), comparable(corpora.register))
    assert [v for v in validate.validate(built) if v.severity == "violation"] == []


@pytest.mark.parametrize(
    ("predicate", "node", "value"),
    [("published", "a1", "2022"), ("saidOn", "c-exact", "2022"), ("saidOn", "c-exact", "2022-03")],
)
def test_a_year_is_neither_before_nor_after_a_day_in_it(
    predicate: str, node: str, value: str
) -> None:
    data = Graph() + base()
    subject, said = URIRef(f"https://example.org/{node}"), URIRef(f"{CG}{predicate}")
    data.set((subject, said, Literal(value, datatype=URIRef(EDTF))))
    assert validate.validate(data.serialize(format="nt")) == ()


def test_a_period_that_ends_with_the_year_of_publication_is_not_known_to_be_open() -> None:
    data = Graph() + base()
    end, published = URIRef(f"{CG}end"), URIRef(f"{CG}published")
    data.set((URIRef("https://example.org/year"), end, Literal("2022-12-31", datatype=XSD.date)))
    for article in ("a1", "a2"):
        subject = URIRef(f"https://example.org/{article}")
        data.set((subject, published, Literal("2022", datatype=URIRef(EDTF))))
    assert validate.validate(data.serialize(format="nt")) == ()
