"""Findings as triples."""

from __future__ import annotations

from dataclasses import replace

from claimgraph import vocab
from claimgraph.findings import Comparison, Finding
from claimgraph.graph.conclusions import comparison_triples, finding_triples
from claimgraph.model import Corpus
from claimgraph.vocab import CG, concept, term

FINDING = Finding(
    id="f1", questions=("residents-moved",), sides=(("c1", "c2"), ("c3",)),
    articles=("courier", "gazette"), content="conflict/value", provenance="common-channel",
    facets=("attribution:different",), verdict="dispute", severity="critical", rule="R07",
    reason="The values exclude each other.", care=("mind the period",),
)  # fmt: skip


def lines(corpus: Corpus, finding: Finding = FINDING) -> set[str]:
    """Return the triples of one finding."""
    return set(finding_triples(finding, corpus, "3"))


def subject(corpus: Corpus) -> str:
    """Return the IRI of the finding without its closing bracket."""
    return f"<{corpus.register.base}finding/f1"


def test_a_finding_cites_its_rule_and_the_rules_version(harbour: Corpus) -> None:
    s = subject(harbour) + ">"
    assert f'{s} {CG["rule"]} "R07"' in lines(harbour)
    assert f'{s} {CG["rulesVersion"]} "3"' in lines(harbour)


def test_a_finding_names_question_and_articles(harbour: Corpus) -> None:
    s, base = subject(harbour) + ">", harbour.register.base
    asked = harbour.register.questions["residents-moved"].id
    assert f"{s} {CG['about']} <{base}question/{asked}>" in lines(harbour)
    articles = {f"<{base}article/{a.id}>" for a in harbour.articles.values()}
    assert {f"{s} {CG['inArticle']} {article}" for article in articles} <= lines(harbour)


def test_the_relations_are_concepts_of_their_schemes(harbour: Corpus) -> None:
    s = subject(harbour) + ">"
    assert {
        f"{s} {CG['content']} {concept('content', 'conflict/value')}",
        f'{s} {CG["contentNotation"]} "conflict/value"',
        f"{s} {CG['provenance']} {concept('provenance', 'common-channel')}",
        f"{s} {CG['verdict']} {concept('verdict', 'dispute')}",
        f"{s} {CG['severity']} {concept('severity', 'critical')}",
        f'{s} {CG["facet"]} "attribution:different"',
    } <= lines(harbour)


def test_the_sides_are_numbered_and_hold_their_claims(harbour: Corpus) -> None:
    s, base = subject(harbour), harbour.register.base
    found = lines(harbour)
    assert f"{s}> {CG['side']} {s}/side/2>" in found
    assert f'{s}/side/2> {CG["index"]} "2"^^<{vocab.XSD}integer>' in found
    members = {line for line in found if CG["member"] in line}
    assert members == {
        f"{s}/side/1> {CG['member']} <{base}claim/c1>",
        f"{s}/side/1> {CG['member']} <{base}claim/c2>",
        f"{s}/side/2> {CG['member']} <{base}claim/c3>",
    }


def test_a_finding_names_all_claims_of_all_sides(harbour: Corpus) -> None:
    claims = {line.rpartition("/")[2] for line in lines(harbour) if CG["claim"] in line}
    assert claims == {"c1>", "c2>", "c3>"}


def test_a_finding_without_verdict_and_provenance_has_none(harbour: Corpus) -> None:
    found = "\n".join(lines(harbour, replace(FINDING, verdict="", provenance="")))
    assert CG["verdict"] not in found
    assert CG["provenance"] not in found


def test_an_agreement_has_its_fewest_and_most_origins(harbour: Corpus) -> None:
    s = subject(harbour) + ">"
    found = lines(harbour, replace(FINDING, origins=(1, 2)))
    assert f'{s} {CG["originsMin"]} "1"^^<{vocab.XSD}integer>' in found
    assert f'{s} {CG["originsMax"]} "2"^^<{vocab.XSD}integer>' in found


def test_what_to_mind_when_reading_a_finding_is_a_note(harbour: Corpus) -> None:
    note = f'{subject(harbour)}> {term("skos:note")} "mind the period"@en'
    assert note in lines(harbour)


def test_the_computation_of_a_sum_is_kept(harbour: Corpus) -> None:
    found = lines(harbour, replace(FINDING, computed="28 + 18 = 46"))
    assert f'{subject(harbour)}> {CG["computed"]} "28 + 18 = 46"' in found


def test_every_finding_of_a_comparison_is_written(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    found = {
        line
        for line in comparison_triples(harbour_comparison, harbour)
        if line.endswith(f"{term('rdf:type')} {CG['Finding']}")
    }
    assert len(found) == len(harbour_comparison.findings) > 20
