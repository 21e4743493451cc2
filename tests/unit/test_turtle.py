"""Turtle and TriG as text."""

from __future__ import annotations

from claimgraph import vocab
from claimgraph.rdfterms import document
from claimgraph.turtle import trig, turtle
from claimgraph.vocab import CG, XSD, term

S = "<https://example.org/claim/c1>"
TYPE = term("rdf:type")


def test_a_subject_stands_once_with_its_type_first() -> None:
    lines = document([f'{S} {CG["low"]} "1"^^<{XSD}integer> .', f"{S} {TYPE} {CG['Claim']} ."])
    assert turtle(lines) == (
        f"@prefix cg: <{vocab.NS}> .\n\n"
        "<https://example.org/claim/c1>\n  a cg:Claim ;\n  cg:low 1 .\n"
    )


def test_objects_of_one_property_stand_in_a_row() -> None:
    lines = document([f"{S} {CG['about']} <a:b> .", f"{S} {CG['about']} <a:a> ."])
    assert "cg:about <a:a>, <a:b> .\n" in turtle(lines)


def test_a_number_is_bare_only_where_its_form_survives() -> None:
    forms = ("1", "+1", "1.5", "1.", "01")
    lines = document([f'{S} {CG["low"]} "{n}"^^<{XSD}decimal> .' for n in forms])
    text = turtle(lines)
    assert "1.5" in text
    assert '"1"^^xsd:decimal' in text
    assert '"01"^^xsd:decimal' in text


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    assert 'cg:note "1" .' in turtle(document([f'{S} {CG["note"]} "1" .']))


def test_a_graph_stands_around_its_subjects_and_the_default_graph_before_all() -> None:
    lines = document([
        f"{S} {CG['about']} <a:a> <https://example.org/graph/findings> .",
        f"{S} {CG['about']} <a:b> .",
    ])  # fmt: skip
    body = trig(lines).partition("\n\n")[2]
    assert body == (
        "claim:c1\n  cg:about <a:b> .\n\ngraph:findings {\n  claim:c1\n    cg:about <a:a> .\n}\n"
    )


def test_turtle_has_no_graph_and_no_triple_twice() -> None:
    lines = document([f"{S} {CG['about']} <a:a> <a:g> .", f"{S} {CG['about']} <a:a> <a:h> ."])
    assert turtle(lines).count("<a:a>") == 1


def test_nothing_is_an_empty_document() -> None:
    assert (turtle(""), trig("")) == ("", "")
