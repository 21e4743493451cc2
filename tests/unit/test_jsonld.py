"""JSON-LD as text."""

from __future__ import annotations

import json
from typing import Any

from claimgraph import graph, rdfio
from claimgraph.jsonld import jsonld
from claimgraph.model import Corpus
from claimgraph.rdfterms import document
from claimgraph.vocab import CG, NS, XSD

BASE = "https://example.org/"
S = f"<{BASE}claim/c1>"
G = f"<{BASE}graph/register>"


def node(*lines: str) -> dict[str, Any]:
    """Return the only node of the only graph of a document."""
    data = json.loads(jsonld(document([f"{line} {G} ." for line in lines])))
    ((found,),) = (item["@graph"] for item in data["@graph"])
    assert isinstance(found, dict)
    return found


def test_our_properties_have_the_names_of_the_context() -> None:
    found = node(f"{S} {CG['answers']} <{BASE}question/q.1>")
    assert found == {"@id": "claim/c1", "answers": "question/q.1"}


def test_a_typed_value_is_bare_where_the_context_says_its_type() -> None:
    assert node(f'{S} {CG["depth"]} "2"^^<{XSD}integer>')["depth"] == "2"


def test_a_value_of_another_type_carries_it() -> None:
    found = node(f'{S} {CG["depth"]} "2"^^<{XSD}decimal>')
    assert found["depth"] == {"@type": "xsd:decimal", "@value": "2"}


def test_a_text_under_a_typed_term_stays_a_text() -> None:
    assert node(f'{S} {CG["depth"]} "2"')["depth"] == {"@value": "2"}


def test_a_text_keeps_its_language() -> None:
    found = node(f'{S} {CG["phrase"]} "a\\"b"@en')
    assert found["phrase"] == {"@language": "en", "@value": 'a"b'}


def test_the_context_is_in_the_document_and_has_the_base() -> None:
    data = json.loads(jsonld(f"{S} {CG['answers']} <a:b> {G} .\n"))
    assert data["@context"]["@base"] == BASE
    assert data["@context"]["cg"] == NS


def test_a_base_that_relative_names_cannot_resolve_against_is_left_out() -> None:
    lines = f"<urn:x:claim/c1> {CG['answers']} <a:b> <urn:x:graph/register> .\n"
    data = json.loads(jsonld(lines))
    assert "@base" not in data["@context"]
    assert data["@graph"][0]["@graph"][0]["@id"] == "urn:x:claim/c1"


def test_an_iri_that_looks_like_a_prefixed_name_is_not_misread() -> None:
    lines = document([f"<skos:broader> {CG['answers']} <cg:x> ."])
    text = jsonld(lines)
    assert rdfio.loads(text.encode(), "json-ld", "x") == lines


def test_the_context_understands_every_statement_of_a_corpus(harbour: Corpus) -> None:
    lines = graph.nquads(harbour)
    assert rdfio.loads(jsonld(lines).encode(), "json-ld", "x") == lines
