"""Each row of the decision table on a live example, and the table as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from claimgraph.compare import decision, record
from claimgraph.compare.dimensions import difference
from claimgraph.compare.expression import TRUE
from claimgraph.model import Corpus
from tests.examples import EXAMPLES, Item

MakeCorpus = Callable[..., Corpus]


def columns(
    left: Item, right: Item, corpus_of: MakeCorpus, *, turned: bool = False
) -> dict[str, Any]:
    corpus = corpus_of({"courier": [left], "gazette": [right]})
    a, b = (record.row(claim, corpus) for claim in corpus.claims)
    a, b = (b, a) if turned else (a, b)
    questions = corpus.register.questions
    how = difference(questions[a.question], questions[b.question], corpus.register)
    return record.pair(a, b, how, corpus.register)


def rule_for(
    left: Item, right: Item, corpus_of: MakeCorpus, *, turned: bool = False
) -> decision.Rule:
    return decision.decide(columns(left, right, corpus_of, turned=turned))


@pytest.mark.parametrize("rule", [rule.id for rule in decision.TABLE])
def test_each_row_decides_its_example(rule: str, corpus_of: MakeCorpus) -> None:
    assert rule_for(*EXAMPLES[rule], corpus_of).id == rule


@pytest.mark.parametrize("rule", [rule.id for rule in decision.TABLE])
def test_each_example_reads_the_same_from_the_other_side(rule: str, corpus_of: MakeCorpus) -> None:
    assert rule_for(*EXAMPLES[rule], corpus_of, turned=True).id == rule


def test_the_last_row_takes_whatever_is_left() -> None:
    assert decision.TABLE[-1].when == TRUE


def test_rows_read_only_declared_columns() -> None:
    read = {name for rule in decision.TABLE for name in rule.when.columns()}
    assert read <= set(record.COLUMNS)


def test_a_pair_carries_every_declared_column(corpus_of: MakeCorpus) -> None:
    assert set(columns(*EXAMPLES["C10"], corpus_of)) == set(record.COLUMNS)


def test_a_misspelt_column_is_an_error_when_the_table_is_built() -> None:
    with pytest.raises(AttributeError):
        _ = record.C.a_lwo


def test_every_content_relation_has_a_severity() -> None:
    contents = {rule.content for rule in decision.TABLE} - {"unrelated"}
    assert contents <= set(decision.SEVERITY_RULE)


@pytest.mark.parametrize(
    ("left", "right", "content"),
    [
        ({"question": "open", "value": True}, {"question": "open", "value": False},
         "conflict/value"),
        ({"question": "open", "value": True}, {"question": "shut", "value": False}, "unrelated"),
        ({"question": "covers", "value": "dying"}, {"question": "covers", "value": "ill"},
         "tension"),
        ({"question": "struck", "value": "dying"}, {"question": "struck", "value": "ill"},
         "refines"),
        ({"question": "struck", "value": "healthy"}, {"question": "struck", "value": "dying"},
         "conflict/value"),
        ({"question": "struck", "value": "tall"}, {"question": "struck", "value": "ill"},
         "tension"),
        ({"question": "cases-y1", "value": 121}, {"question": "cases-seen-y1", "value": 121},
         "agree-exact"),
        ({"question": "cases-y1", "value": 121}, {"question": "cases-y2", "value": 121},
         "scope-mismatch"),
        ({"question": "beds-day1", "value": 30}, {"question": "beds-day2", "value": 31},
         "conflict/value"),
        ({"question": "share", "value": "40%"}, {"question": "share", "hedge": "vague"},
         "refines"),
        ({"question": "when", "value": "2021"}, {"question": "when", "value": "2021-05"},
         "refines"),
        ({"question": "when", "value": "2021-05-03"}, {"question": "when", "value": "2021-05-04"},
         "conflict/value"),
        ({"question": "dead-main", "value": 5}, {"question": "dead-after", "value": 9},
         "unrelated"),
        ({"question": "dead", "value": 75, "hedge": "more-than"},
         {"question": "dead", "value": 75, "hedge": "at-least"}, "agree-hedged"),
        ({"question": "note", "value": "Vell"}, {"question": "note", "value": "vell"},
         "agree-exact"),
        ({"question": "dead", "value": 2000}, {"question": "dead", "value": 1950}, "refines"),
        ({"question": "far", "value": 30}, {"question": "far", "value": 19, "unit": "miles"},
         "refines"),
        ({"question": "far", "value": 30}, {"question": "far", "value": 30, "unit": "miles"},
         "conflict/value"),
        ({"question": "far", "value": 30}, {"question": "far", "value": 19, "unit": "miles",
                                           "hedge": "about"}, "refines"),
        ({"question": "when", "value": "2025-03-04T04:12+03:00"},
         {"question": "when", "value": "2025-03-04T01:12Z"}, "agree-hedged"),
        ({"question": "when", "value": "2025-03-04T04:12+03:00"},
         {"question": "when", "value": "2025-03-04T04:12Z"}, "conflict/value"),
        ({"question": "when", "value": "2025-03-04T04:12+03:00"},
         {"question": "when", "value": "2025-03-03"}, "conflict/value"),
        ({"question": "toll", "value": 12, "hedge": "at-least", "as_of": "2022-03-01"},
         {"question": "toll", "value": 87, "as_of": "2022-03-04"}, "updates"),
        ({"question": "toll", "value": 12, "as_of": "2022-03-01"},
         {"question": "toll", "value": 87, "as_of": "2022-03-04"}, "updates"),
        ({"question": "toll", "value": 12, "as_of": "2022-03-01"},
         {"question": "toll", "value": 87, "as_of": "2022-03-01"}, "conflict/value"),
        ({"question": "dead", "value": 12, "as_of": "2022-03-01"},
         {"question": "dead", "value": 87, "as_of": "2022-03-04"}, "conflict/value"),
        ({"question": "road", "value": "ill", "as_of": "2022-03-01"},
         {"question": "road", "value": "healthy", "as_of": "2022-03-04"}, "updates"),
    ],
)  # fmt: skip
def test_a_pair_of_values_has_its_relation(
    left: Item, right: Item, content: str, corpus_of: MakeCorpus
) -> None:
    assert rule_for(left, right, corpus_of).content == content


def test_two_days_are_one_moment_of_a_stock_but_not_of_a_flow(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({})
    questions = corpus.register.questions
    how = difference(questions["beds-day1"], questions["beds-day2"], corpus.register)
    assert how.dims == ()


@pytest.mark.parametrize("provenance", decision.INDEPENDENCE)
def test_agreement_never_gets_the_verdict_of_a_disagreement(provenance: str) -> None:
    assert decision.verdict("agree-exact", provenance) != decision.verdict("tension", provenance)


def test_only_independent_sources_corroborate() -> None:
    corroborating = [
        p for p in decision.INDEPENDENCE if decision.verdict("agree-exact", p) == "corroboration"
    ]
    assert corroborating == ["independent"]


DISPUTES = {
    "same-voice": "self-contradiction", "echo": "distortion", "common-principal": "distortion",
    "possibly-dependent": "dispute-or-distortion", "unknown": "dispute-or-distortion",
    "common-channel": "dispute", "independent": "dispute",
}  # fmt: skip


@pytest.mark.parametrize("provenance", decision.INDEPENDENCE)
@pytest.mark.parametrize("content", ["conflict/value", "conflict/boundary", "tension"])
def test_a_disagreement_has_the_verdict_of_its_provenance(content: str, provenance: str) -> None:
    assert decision.verdict(content, provenance) == DISPUTES[provenance]


def test_a_relation_is_known_by_its_name_wherever_that_was_made() -> None:
    assert decision.verdict(str(b"tension", "ascii"), "independent") == "dispute"


@pytest.mark.parametrize("content", ["updates", "undetermined", "unrelated", "corrects"])
def test_what_neither_agrees_nor_conflicts_has_no_verdict(content: str) -> None:
    assert decision.verdict(content, "independent") == ""


def test_a_row_of_the_table_can_not_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        decision.TABLE[0].reason = "other"  # type: ignore[misc]
    assert not hasattr(decision.TABLE[0], "__dict__")


SAID = {"question": "dead", "value": 5, "attribution": ["ministry"], "cue": "say"}


@pytest.mark.parametrize(("day", "content"), [
    ("2022-03-01", "conflict/value"), ("2022-03-02", "conflict/value"),
    ("2022-03-03", "updates"), ("2022-03-04", "updates"),
])  # fmt: skip
def test_one_speaker_updates_a_figure_from_the_second_day_on(
    day: str, content: str, corpus_of: MakeCorpus
) -> None:
    later = {**SAID, "value": 9, "said_on": day}
    assert rule_for({**SAID, "said_on": "2022-03-01"}, later, corpus_of).content == content


def test_two_days_apart_are_enough_and_one_is_not(corpus_of: MakeCorpus) -> None:
    both = {**SAID, "said_on": "2022-03-01"}, {**SAID, "value": 9, "said_on": "2022-03-04"}
    one = columns(*both, corpus_of)
    assert decision.decide({**one, "days_apart": 1.0}).content == "conflict/value"
    assert decision.decide({**one, "days_apart": 2.0}).content == "updates"


@pytest.mark.parametrize("turned", [False, True])
def test_a_count_that_may_have_stayed_has_not_fallen(turned: bool, corpus_of: MakeCorpus) -> None:
    one = {"question": "toll", "value": 87, "as_of": "2022-03-01"}
    other = {"question": "toll", "value": 87, "hedge": "at-most", "as_of": "2022-03-04"}
    found = decision.decide(columns(one, other, corpus_of, turned=turned))
    assert found.content == "agree-hedged"


NEEDED: dict[str, list[tuple[str, Any]]] = {
    "C17": [("current", True), ("gone", False), ("truth_apt", False), ("a_negative", True),
            ("unrelated", True), ("scopes", 1.0), ("measure", "sibling"), ("measure", "within"),
            ("measure", "contains"), ("unit_same", False), ("form_same", False), ("a_low", 4.0),
            ("a_stated", 4.0), ("a_hedge", "about")],
    "C18": [("counts", False), ("unit_same", False), ("truth_apt", False), ("a_negative", True),
            ("a_stated", 11.0), ("b_high", 99.0), ("a_low", 11.0), ("a_within_b", False)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "column", "value"), [(r, *change) for r, made in NEEDED.items() for change in made]
)
def test_a_row_needs_each_of_its_conditions(
    rule: str, column: str, value: Any, corpus_of: MakeCorpus
) -> None:
    found = columns(*EXAMPLES[rule], corpus_of)
    assert decision.decide({**found, column: value}).id != rule


def test_one_article_that_says_a_thing_twice_still_agrees_with_itself(
    corpus_of: MakeCorpus,
) -> None:
    found = columns(*EXAMPLES["C17"], corpus_of)
    assert decision.decide({**found, "gone": False, "one_article": True}).id == "C17"


def test_a_part_may_say_more_than_the_whole_has_at_least(corpus_of: MakeCorpus) -> None:
    found = columns(*EXAMPLES["C18"], corpus_of)
    assert decision.decide({**found, "a_low": 13.0}).id == "C18"


def test_a_scope_mismatch_has_no_verdict() -> None:
    assert decision.verdict("scope-mismatch", "independent") == ""
