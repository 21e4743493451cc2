"""Plain English for notations: complete, and never a judgement."""

from __future__ import annotations

import re

import pytest

from claimgraph import reviews, speech, words
from claimgraph.compare import decision
from claimgraph.findings import SEVERITIES
from claimgraph.model import AGENT_KINDS, DIMENSIONS


def test_every_content_relation_of_the_rules_has_words() -> None:
    assert set(decision.SEVERITY_RULE) <= set(words.CONTENT)


def test_every_content_relation_in_words_is_one_of_the_rules() -> None:
    assert set(words.CONTENT) <= set(decision.SEVERITY_RULE)


def test_every_provenance_relation_has_words() -> None:
    assert set(words.PROVENANCE) == set(decision.INDEPENDENCE)


def test_every_verdict_of_the_rules_has_words() -> None:
    contents = ("agree-exact", "conflict/value")
    verdicts = {decision.verdict(c, p) for c in contents for p in decision.INDEPENDENCE}
    assert set(words.VERDICT) == verdicts | {decision.ALTERED}


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (words.MODALITY, speech.MODALITIES),
        (words.STANCE, speech.STANCES),
        (words.SPEAKER, AGENT_KINDS),
        (words.DIMENSION, DIMENSIONS),
        (words.SEVERITY, SEVERITIES),
        (words.STATUS_MEANING, words.STATUS),
        (words.REVIEW, reviews.STATES),
        (words.STANDING, reviews.STANDINGS),
    ],
    ids=["modality", "stance", "speaker", "dimension", "severity", "status", "review", "standing"],
)
def test_each_table_has_words_for_exactly_what_there_is(table: object, known: object) -> None:
    assert list(table) == list(known)  # type: ignore[call-overload]


@pytest.mark.parametrize("table", [words.VERDICT, words.STATUS, words.STATUS_MEANING, words.FLAG])
def test_no_verdict_or_status_says_who_is_right(table: dict[str, str]) -> None:
    judging = re.compile(r"\b(right|wrong|true|false|correct|lie|lies|error|mistaken)\b")
    assert [text for text in table.values() if judging.search(text)] == []


def test_a_facet_that_nobody_named_is_still_readable() -> None:
    assert words.facet("new-kind:some-thing") == "new kind: some thing"


@pytest.mark.parametrize(
    ("facet", "said"),
    [
        ("attribution:unattributed", "one names no source"),
        ("modality:asserted/possible", "stated as fact / given as possible"),
        ("stance:distancing/neutral", "reporting verb: keeps its distance / neutral"),
        ("underspecified:period", "one does not fix the period"),
        ("context:population", "the group of one is taken from the text around it"),
    ],
)
def test_a_facet_is_put_into_words(facet: str, said: str) -> None:
    assert words.facet(facet) == said
