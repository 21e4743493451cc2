"""After every change a session has the results that a full run would have."""

from __future__ import annotations

import random

import pytest
from rdflib import Graph

from claimgraph import validate
from claimgraph.validate.changes import Session
from claimgraph.validate.compiled import Engine
from claimgraph.validate.routes import Plan
from tests.bench.generated import Sizes, ntriples_of

SIZES = Sizes(60, per_article=20, publishers=4)
CG = "https://w3id.org/claimgraph/ns#"


@pytest.fixture(scope="module")
def text() -> str:
    return ntriples_of(SIZES)


def by_node(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        node = line.split(" ", 1)[0]
        found[node] = found.get(node, "") + line
    return found


def full(nodes: dict[str, str]) -> tuple[validate.Violation, ...]:
    return validate.validate("".join(sorted("".join(nodes.values()).splitlines(keepends=True))))


def test_chance_changes_leave_the_results_of_a_full_run(text: str) -> None:
    chance = random.Random(3)  # noqa: S311 - made-up data
    session, nodes = validate.session(text), by_node(text)
    told = 0
    for _ in range(60):
        node = chance.choice(sorted(nodes))
        lines = nodes[node].splitlines(keepends=True)
        lines.pop(chance.randrange(len(lines)))
        if chance.random() < 0.3:
            other = chance.choice(sorted(nodes))
            lines.append(f"{node} {nodes[other].split(' ', 2)[1]} {other} .\n")
        nodes[node] = "".join(sorted(set(lines)))
        session.change({node: nodes[node]})
        if not nodes[node]:
            del nodes[node]
        assert session.results == full(nodes)
        told += len(session.results)
    assert told


def test_a_statement_that_is_said_twice_is_told_and_taken_back(text: str) -> None:
    session, nodes = validate.session(text), by_node(text)
    claim = next(n for n, t in nodes.items() if "#low>" in t and "#high>" in t)
    twin = claim.replace("/claim/", "/claim/zz")
    copy = nodes[claim].replace(claim, twin)
    session.change({twin: copy})
    assert {v.shape.rpartition("/")[2] for v in session.results} == {"SaidTwice"}
    session.change({twin: ""})
    assert session.results == ()


def test_what_relies_on_a_changed_node_is_run_again(text: str) -> None:
    session, nodes = validate.session(text), by_node(text)
    question = next(n for n in nodes if "/question/" in n and f"<{CG}answers> {n} ." in text)
    session.change({question: ""})
    told = {v.shape.rpartition("/")[2] for v in session.results}
    assert "ClaimRange-question" in told


def test_shapes_that_need_the_reference_have_no_session(text: str) -> None:
    shapes = Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetClass <urn:C> ;"
        "sh:property [ sh:path <urn:p> ; sh:js <urn:f> ] ."
    )
    with pytest.raises(ValueError, match="reference"):
        Session(Engine(Plan(shapes)), text)
