"""The register as triples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph import vocab
from claimgraph.compare.dimensions import comparable
from claimgraph.errors import InputError
from claimgraph.graph.register import register_triples, source_iris
from claimgraph.model import Agent, Corpus, Question, SourceLine
from claimgraph.vocab import CG, term

TYPE = term("rdf:type")


@pytest.fixture(scope="module")
def lines(harbour: Corpus) -> frozenset[str]:
    """Return the register's triples with the derived links between questions."""
    return frozenset(register_triples(harbour, comparable(harbour.register)))


def iri(corpus: Corpus, kind: str, name: str) -> str:
    """Write the IRI of a thing of the register."""
    return f"<{vocab.data(corpus.register.base, kind, name)}>"


def question(corpus: Corpus, key: str) -> str:
    """Write the IRI of a question."""
    return iri(corpus, "question", corpus.register.questions[key].id)


def test_an_agent_has_its_kind_and_the_general_class(
    harbour: Corpus, lines: frozenset[str]
) -> None:
    s = iri(harbour, "agent", "meridian-wire")
    types = {line for line in lines if line.startswith(f"{s} {TYPE}")}
    assert types == {
        f"{s} {TYPE} {CG['Agent']}",
        f"{s} {TYPE} {CG['NewsAgency']}",
        f"{s} {TYPE} {term('prov:Agent')}",
    }


def test_an_anonymous_source_belongs_to_one_article(harbour: Corpus, lines: frozenset[str]) -> None:
    s = iri(harbour, "agent", "anon-port-engineer")
    home = iri(harbour, "article", harbour.articles["courier"].id)
    assert f"{s} {CG['scopedTo']} {home}" in lines


def test_an_anonymous_source_of_an_article_that_is_not_loaded_is_left_out(harbour: Corpus) -> None:
    alone = replace(harbour, articles={"courier": harbour.articles["courier"]}, claims=())
    found = "\n".join(register_triples(alone))
    assert "anon-port-engineer" in found
    assert "anon-police-officer" not in found


def test_a_question_stands_with_itself(harbour: Corpus, lines: frozenset[str]) -> None:
    s = question(harbour, "cause")
    assert f"{s} {CG['comparableTo']} {s}" in lines


def test_questions_that_can_be_compared_are_linked_both_ways(harbour: Corpus) -> None:
    pairs = {"injured": ("injured", "injured-2030"), "injured-2030": ("injured-2030", "injured")}
    found = set(register_triples(harbour, pairs))
    a, b = question(harbour, "injured"), question(harbour, "injured-2030")
    assert f"{a} {CG['comparableTo']} {b}" in found
    assert f"{b} {CG['comparableTo']} {a}" in found


def test_a_proposition_is_a_name_and_not_a_thing(harbour: Corpus, lines: frozenset[str]) -> None:
    assert f'{question(harbour, "ship-sank")} {CG["proposition"]} "ship-sank"' in lines


def test_an_actor_that_is_an_agent_points_at_the_agent(
    harbour: Corpus, lines: frozenset[str]
) -> None:
    actor = iri(harbour, "agent", "aldermoor-mutual")
    assert f"{question(harbour, 'payout')} {CG['actor']} {actor}" in lines


def test_a_target_that_is_a_concept_points_at_the_concept(
    harbour: Corpus, lines: frozenset[str]
) -> None:
    target = iri(harbour, "concept", "courier-article")
    assert f"{question(harbour, 'courier-byline')} {CG['target']} {target}" in lines


def test_a_target_that_is_a_place_points_at_the_place(harbour: Corpus) -> None:
    asked = Question("q", "q.1", "Where?", "other", "date", {"target": "orlow"})
    changed = replace(harbour, register=replace(harbour.register, questions={"q": asked}))
    changed = replace(changed, register=replace(changed.register, partitions={}))
    found = set(register_triples(changed))
    target = iri(harbour, "place", "orlow")
    assert f"{iri(harbour, 'question', 'q.1')} {CG['target']} {target}" in found


def test_a_ratio_names_its_parts_and_its_factor(harbour: Corpus, lines: frozenset[str]) -> None:
    s = question(harbour, "ships-ratio-2030")
    assert f"{s} {CG['numerator']} {question(harbour, 'ships-2030')}" in lines
    assert f"{s} {CG['denominator']} {question(harbour, 'ships-2029')}" in lines
    assert f'{s} {CG["annualise"]} "1.0"^^<{vocab.XSD}decimal>' in lines


def test_a_partition_names_the_whole_and_each_part(harbour: Corpus, lines: frozenset[str]) -> None:
    s = iri(harbour, "partition", "injured-by-group")
    parts = {line for line in lines if line.startswith(f"{s} {CG['part']}")}
    assert f"{s} {CG['whole']} {question(harbour, 'injured')}" in lines
    assert parts == {
        f"{s} {CG['part']} {question(harbour, 'injured-dock-workers')}",
        f"{s} {CG['part']} {question(harbour, 'injured-sailors')}",
    }


def test_a_period_without_end_has_no_last_day(harbour: Corpus, lines: frozenset[str]) -> None:
    s = iri(harbour, "period", "from-march-2031")
    assert f'{s} {CG["start"]} "2031-03-04"^^<{vocab.XSD}date>' in lines
    assert not [line for line in lines if line.startswith(f"{s} {CG['end']}")]


def test_a_topic_that_questions_use_without_naming_it_is_there(harbour: Corpus) -> None:
    asked = replace(harbour.register.questions["cause"], topic="other")
    changed = replace(harbour, register=replace(harbour.register, questions={"cause": asked},
                                                partitions={}))  # fmt: skip
    found = set(register_triples(changed))
    assert f'{iri(harbour, "topic", "other")} {term("skos:prefLabel")} "Other"@en' in found


def test_each_name_that_a_triple_points_at_is_described(
    harbour: Corpus, lines: frozenset[str]
) -> None:
    base = harbour.register.base
    subjects = {line.split(" ", 1)[0] for line in lines}
    articles = {iri(harbour, "article", a.id) for a in harbour.articles.values()}
    objects = {line.rpartition(" ")[2] for line in lines}
    mine = {o for o in objects if o.startswith(f"<{base}") and not o.startswith(f"<{vocab.NS}")}
    assert len(mine) > 50
    assert mine - subjects - articles == set()


def test_a_document_of_the_register_wins_over_an_article_of_that_name(harbour: Corpus) -> None:
    documents = {**harbour.register.documents}
    documents["courier"] = replace(documents["meridian-report"], id="courier")
    changed = replace(harbour, register=replace(harbour.register, documents=documents))
    assert source_iris(changed)["courier"] == f"{harbour.register.base}document/courier"
    assert source_iris(changed)["gazette"].startswith(f"{harbour.register.base}article/")


def test_an_identity_that_is_no_iri_is_refused_with_its_line(harbour: Corpus) -> None:
    bad = Agent("x", "X", "person", same_as=("Q 42",), where=SourceLine("register.yaml", 7))
    changed = replace(harbour, register=replace(harbour.register, agents={"x": bad}))
    with pytest.raises(InputError, match="not an absolute IRI") as caught:
        list(register_triples(changed))
    assert caught.value.where == "register.yaml:7"
