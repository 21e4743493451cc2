"""The ontology: one, versioned, every term defined, and the same lists as the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import OWL

from claimgraph import hedges, resources, reviews, speech, validate, vocab
from claimgraph.compare import decision
from claimgraph.findings import SEVERITIES
from claimgraph.model import DIMENSIONS, LINKS

CG = Namespace(vocab.NS)
FILES = ("core.ttl", "schemes.ttl", "alignments.ttl")
CHECKS = sorted((resources.directory("ontology") / "checks").glob("*-violation.rq"))
OWN = re.compile(r"\bcg:([A-Za-z][A-Za-z0-9-]*)")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return validate.load(FILES, "ontology")


def notations(ontology: Graph, scheme: str) -> set[str]:
    members = ontology.subjects(SKOS.inScheme, CG[f"{scheme}-scheme"])
    return {str(ontology.value(member, SKOS.notation)) for member in members}


def test_there_are_checks() -> None:
    assert CHECKS


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_no_term_offends_a_check(check: Path, ontology: Graph) -> None:
    assert [str(row) for row in ontology.query(check.read_text())] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_each_check_finds_a_term_that_offends_it(check: Path) -> None:
    bad = Graph()
    bad.add((CG.nameless, RDF.type, OWL.Class))
    bad.add((CG["cue-nowhere"], RDF.type, CG.Cue))
    bad.add((CG.half, RDFS.label, CG.half))
    bad.add((CG.half, RDFS.subClassOf, CG.missing))
    assert list(bad.query(check.read_text()))


def test_there_is_one_ontology_with_a_version(ontology: Graph) -> None:
    (one,) = ontology.subjects(RDF.type, OWL.Ontology)
    version = str(ontology.value(one, OWL.versionInfo))
    assert str(ontology.value(one, OWL.versionIRI)).endswith(f"/{version}")
    assert f"## {version}" in resources.text("ontology", "CHANGELOG.md")


@pytest.mark.parametrize(
    ("scheme", "listed"),
    [
        ("cue", set(speech.CUES)),
        ("stance", set(speech.STANCES)),
        ("modality", set(speech.MODALITIES)),
        ("reason", set(speech.REASONS)),
        ("hedge", set(hedges.TABLE)),
        ("dimension", set(DIMENSIONS)),
        ("severity", set(SEVERITIES)),
        ("provenance", set(decision.INDEPENDENCE)),
        ("content", set(decision.SEVERITY_RULE) | {"unrelated"}),
        ("verdict", {decision.verdict(c, p) for c in ("agree-exact", "tension")
                     for p in decision.INDEPENDENCE} | {decision.ALTERED}),
        ("polarity", {"affirmative", "negative"}),
        ("status", {"current", "superseded", "retracted"}),
        ("basis", {"stated", "inferred"}),
        ("review", set(reviews.STATES)),
        ("standing", set(reviews.STANDINGS)),
    ],
)  # fmt: skip
def test_a_scheme_holds_what_the_code_knows(scheme: str, listed: set[str], ontology: Graph) -> None:
    assert notations(ontology, scheme) == listed


@pytest.mark.parametrize("cue", sorted(speech.CUES))
def test_a_cue_has_the_stance_that_the_code_gives_it(cue: str, ontology: Graph) -> None:
    assert ontology.value(CG[f"cue-{cue}"], CG.stance) == CG[f"stance-{speech.CUES[cue]}"]


@pytest.mark.parametrize("modality", sorted(speech.MODALITIES))
def test_a_modality_has_the_certainty_that_the_code_gives_it(
    modality: str, ontology: Graph
) -> None:
    known = str(ontology.value(CG[f"modality-{modality}"], CG.certainty))
    assert known == speech.MODALITIES[modality]


def test_every_term_that_the_graph_writes_is_declared(ontology: Graph) -> None:
    declared = {str(s).removeprefix(vocab.NS) for s in ontology.subjects(RDF.type, None)}
    assert set(vocab.CLASSES) | set(vocab.PROPERTIES) | set(LINKS) <= declared


@pytest.mark.parametrize("folder", ["ontology", "shapes"])
def test_every_own_term_that_is_used_is_declared(folder: str, ontology: Graph) -> None:
    declared = {
        str(s).removeprefix(vocab.NS)
        for s in ontology.subjects(RDF.type, None)
        if isinstance(s, URIRef)
    }
    for file in resources.directory(folder).glob("*.ttl"):
        used = set(OWN.findall(file.read_text()))
        assert used - declared == set(), file.name


def test_the_context_names_every_class_and_property(ontology: Graph) -> None:
    context = json.loads(resources.text("ontology", "context.jsonld"))["@context"]
    properties = {
        str(s).removeprefix(vocab.NS)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Class)
        for s in ontology.subjects(RDF.type, kind)
    }
    assert properties - set(context) == {"certainty", "stance"} - set(context)
