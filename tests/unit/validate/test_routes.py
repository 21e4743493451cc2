"""Each constraint has one route, and what is copied for a route is what it needs."""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef

from claimgraph import validate
from claimgraph.validate.routes import Plan

SH = Namespace("http://www.w3.org/ns/shacl#")
CG = "https://w3id.org/claimgraph/ns#"


def shapes(turtle: str) -> Graph:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .\n"
    return Graph().parse(data=head + turtle)


def test_no_shipped_constraint_needs_the_reference() -> None:
    assert validate.plan().of("reference") == ()


def test_what_goes_backward_is_not_cut() -> None:
    plan = validate.plan()
    across = {str(i.part).rpartition("/")[2] for i in (*plan.of("whole"), *plan.of("sets"))}
    assert across == {"QuestionRange-comparableFrom", "Superseded", "SaidTwice-constraint"}


def test_every_property_shape_of_the_shipped_shapes_is_in_the_plan_once() -> None:
    graph = validate.shapes()
    asked = sorted(
        (root, part)
        for root in set(graph.subjects(SH.targetClass)) | set(graph.subjects(SH.targetSubjectsOf))
        for link in (SH.property, SH.sparql)
        for part in graph.objects(root, link)
    )
    planned = sorted((i.root, i.part) for i in validate.plan().items if i.root != i.part)
    assert planned == asked


def test_a_shape_whose_targets_are_named_needs_the_whole_graph() -> None:
    plan = Plan(shapes(":s sh:targetNode :n ; sh:property [ sh:path :p ; sh:minCount 1 ] ."))
    assert [item.route for item in plan.items] == ["whole"]


def test_what_a_closed_shape_allows_stays_with_it() -> None:
    plan = Plan(shapes(":s sh:targetClass :C ; sh:closed true ; sh:property [ sh:path :p ] ."))
    assert [item.part for item in plan.items] == [URIRef("urn:s")]


def test_a_copy_for_one_constraint_has_no_other_targets() -> None:
    plan = Plan(
        shapes(
            ":s sh:targetClass :C ; sh:property :t . :t sh:path :p ; sh:node :u ."
            ":u sh:targetClass :D ; sh:property [ sh:path :q ; sh:minCount 1 ] ."
        )
    )
    first = next(item for item in plan.items if item.root == URIRef("urn:s"))
    assert set(plan.graph([first]).objects(None, SH.targetClass)) == {URIRef("urn:C")}


def test_a_shard_has_to_know_the_class_and_what_queries_ask_further_on() -> None:
    below = validate.plan().below
    assert {f"{CG}reportedBy", f"{CG}valueType", f"{CG}ofArticle"} <= below
    assert f"{CG}phrase" not in below
