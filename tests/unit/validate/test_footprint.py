"""What a constraint looks at is read off its shape; what can't be read is doubted."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from claimgraph.validate.footprint import ANY, of_core, of_query

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .
:x sh:declare [ sh:prefix "" ; sh:namespace "urn:" ] .
"""


def core(turtle: str) -> Graph:
    return Graph().parse(data=HEAD + turtle)


def names(found: set[str]) -> set[str]:
    return {name.removeprefix("urn:") for name in found if name.startswith("urn:")}


@pytest.mark.parametrize(
    ("shape", "own", "below", "inverse"),
    [
        (":s sh:path :p ; sh:minCount 1 .", {"p"}, set(), set()),
        (":s sh:path ( :p :q ) ; sh:minCount 1 .", {"p"}, {"q"}, set()),
        (":s sh:path [ sh:inversePath :p ] ; sh:minCount 1 .", set(), set(), {"p"}),
        (":s sh:path [ sh:oneOrMorePath :p ] ; sh:minCount 1 .", {"p"}, {"p"}, set()),
        (":s sh:path [ sh:alternativePath ( :p :q ) ] ; sh:minCount 1 .", {"p", "q"}, set(), set()),
        (":s sh:path :p ; sh:lessThan :q .", {"p", "q"}, set(), set()),
        (":s sh:path :p ; sh:node :t . :t sh:property [ sh:path :q ] .", {"p"}, {"q"}, set()),
        (":s sh:not [ sh:property [ sh:path :q ] ] .", {"q"}, set(), set()),
        (":s sh:or ( [ sh:property [ sh:path :q ] ] ) .", {"q"}, set(), set()),
    ],
)
def test_the_steps_of_a_core_constraint_are_told_apart(
    shape: str, own: set[str], below: set[str], inverse: set[str]
) -> None:
    reach = of_core(core(shape), URIRef("urn:s"))
    assert (names(reach.own), names(reach.below), names(reach.inverse)) == (own, below, inverse)
    assert not reach.doubt


def test_a_class_is_asked_of_the_value() -> None:
    reach = of_core(core(":s sh:path :p ; sh:class :C ."), URIRef("urn:s"))
    assert reach.classes == {"urn:C"}
    assert "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" in reach.below


@pytest.mark.parametrize(
    "shape",
    [
        ":s sh:path :p ; sh:js :f .",
        ":s sh:path :p ; sh:node :s .",
        r':s sh:path :p ; sh:pattern "^\\w+$" .',
        ':s sh:path :p ; sh:pattern "a" ; sh:flags "i" .',
        ":s sh:path :p ; :q 1 . :c sh:parameter [ sh:path :q ] .",
        ":s sh:path [ sh:inversePath ( :p :q ) ] .",
    ],
)
def test_what_is_not_understood_is_doubted(shape: str) -> None:
    assert of_core(core(shape), URIRef("urn:s")).doubt


def query(text: str) -> Graph:
    return core(f':s sh:select """{text}""" ; sh:prefixes :x .')


@pytest.mark.parametrize(
    ("text", "starts", "own", "below", "inverse"),
    [
        ("SELECT $this WHERE { $this :p+ $this }", "focus", {"p"}, {"p"}, set()),
        ("SELECT $this ?value WHERE { ?value :p $this ; :q ?o . ?o :r ?n }", "value",
         {"p", "q"}, {"r"}, set()),
        ("SELECT $this ?value WHERE { ?a :p $this . ?value :p $this }", "value",
         {"p"}, set(), {"p"}),
        ("SELECT $this WHERE { $this :p ?o FILTER NOT EXISTS { ?o :q ?z } }", "focus",
         {"p"}, {"q"}, set()),
        ("SELECT $this WHERE { $this :p/:q ?o }", "focus", {"p"}, {"q"}, set()),
    ],
)  # fmt: skip
def test_the_steps_of_a_query_are_told_apart(
    text: str, starts: str, own: set[str], below: set[str], inverse: set[str]
) -> None:
    reach = of_query(query(text), URIRef("urn:s"))
    assert not reach.doubt
    found = (reach.starts, names(reach.own), names(reach.below), names(reach.inverse))
    assert found == (starts, own, below, inverse)


def test_a_property_by_a_variable_is_every_property() -> None:
    reach = of_query(query("SELECT $this WHERE { $this ?p ?o }"), URIRef("urn:s"))
    assert ANY in reach.own


@pytest.mark.parametrize(
    "text",
    [
        "ASK { $this :p ?o }",
        "SELECT $this ?path WHERE { $this ?path ?o }",
        "SELECT $this WHERE { { $this :p ?o } UNION { $this :q ?o } }",
        "SELECT $this WHERE { $this :p ?o MINUS { $this :q ?o } }",
        "SELECT $this WHERE { $this :p ?o OPTIONAL { ?o :q ?z } }",
        "SELECT $this WHERE { $this :p ?o . { SELECT ?o WHERE { ?o :q ?z } LIMIT 1 } }",
        "SELECT $this WHERE { $this :p ?o } GROUP BY $this",
        "SELECT $this WHERE { GRAPH ?g { $this :p ?o } }",
        "SELECT $this WHERE { FILTER (STR($this) = 'x') }",
        "SELECT $this WHERE { $this :p ?o . ?a :q ?b }",
        "SELECT $this WHERE { $this :p ?o",
    ],
)
def test_a_query_that_is_not_a_plain_join_is_doubted(text: str) -> None:
    assert of_query(query(text), URIRef("urn:s")).doubt
