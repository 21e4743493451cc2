"""register.yaml: what it gives, and how each fault is named."""

from __future__ import annotations

import textwrap

import pytest

from claimgraph import register, yamlfile
from claimgraph.errors import InputError, UnreadableError
from claimgraph.model import DEFAULT_BASE, HOLDS, Register

BASE = """
format: 1
agents:
  gazette: {name: The Gazette, kind: publisher}
places:
  isle: {name: The Isle, within: [sea]}
  sea: {name: The Sea}
measures:
  ferries: {name: ferries, definition: Ferries that sailed, value: count, unit: ferries,
            temporality: flow}
questions:
  ferries-isle: {text: How many ferries?, measure: ferries, place: isle}
  isle-open: {text: The isle is open}
"""


def read(text: str) -> tuple[Register, list[InputError]]:
    problems: list[InputError] = []
    return register.read(yamlfile.parse(textwrap.dedent(text), "r.yaml"), problems), problems


def faults(text: str) -> list[str]:
    return [str(problem) for problem in read(text)[1]]


def test_a_register_without_faults_has_none() -> None:
    assert faults(BASE) == []


def test_the_base_is_ours_unless_given() -> None:
    assert read("format: 1\n")[0].base == DEFAULT_BASE
    assert read("format: 1\nbase: https://example.org/g/\n")[0].base == "https://example.org/g/"


@pytest.mark.parametrize("base", ["nowhere", "https://example.org/g", "ftp://example.org/"])
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    assert len(faults(f"format: 1\nbase: {base}\n")) == 1


@pytest.mark.parametrize("text", ["agents: {}\n", "format: 2\n", "format: '1'\n"])
def test_another_format_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError, match="`format: 1` is missing"):
        read(text)


def test_a_question_without_a_measure_is_a_proposition() -> None:
    question = read(BASE)[0].questions["isle-open"]
    assert question.measure == HOLDS.id
    assert question.dims == {"proposition": "isle-open"}


def test_the_identity_of_a_question_is_measure_and_dimensions() -> None:
    renamed = BASE.replace("ferries-isle:", "other-key:").replace("How many ferries?", "Ferries?")
    before, after = (read(text)[0].questions for text in (BASE, renamed))
    assert before["ferries-isle"].id == after["other-key"].id


def test_another_dimension_is_another_question() -> None:
    elsewhere = read(BASE.replace("place: isle}", "place: sea}"))[0].questions
    assert elsewhere["ferries-isle"].id != read(BASE)[0].questions["ferries-isle"].id


def test_the_order_of_dimensions_in_the_file_does_not_matter() -> None:
    one = "format: 1\nquestions: {q: {text: x, place: p, actor: a}}\n"
    other = "format: 1\nquestions: {q: {text: x, actor: a, place: p}}\n"
    assert read(one)[0].questions["q"].id == read(other)[0].questions["q"].id


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("within: [sea]", "within: [see]"), "r.yaml:6: place 'see' is not in the register"),
        (("measure: ferries,", "measure: boats,"), "measure 'boats' is not in the register"),
        (("place: isle}", "place: moon}"), "place 'moon' is not in the register"),
        (("place: isle}", "period: may}"), "period 'may' is not in the register"),
        (("kind: publisher", "kind: paper"), "'paper' is not a known kind"),
        (("kind: publisher", "kind: anonymous"), "needs a role and one article"),
        (("value: count, unit: ferries", "value: count"), "the measure 'ferries' has no unit"),
        (("value: count", "value: integer"), "'integer' is not a known value"),
        (("name: The Sea", "nam: The Sea"), "'name' is missing"),
        (("{name: The Sea}", "{name: The Sea, size: 1}"), "the key 'size' is not known here"),
        (("place: isle}", "place: isle, topic: x}"), "topic 'x' is not in the register"),
    ],
)
def test_one_fault_is_named_once(change: tuple[str, str], fault: str) -> None:
    found = faults(BASE.replace(*change))
    assert [fault in line for line in found[:1]] == [True]
    assert [line for line in found if "(" not in line] == []


def test_all_faults_are_told_together() -> None:
    found = faults(BASE.replace("kind: publisher", "kind: paper").replace("[sea]", "[see]"))
    assert len(found) == 2


def test_two_questions_with_one_identity_are_told() -> None:
    twin = BASE + "  again: {text: How many?, measure: ferries, place: isle}\n"
    assert ["have the same measure and dimensions" in line for line in faults(twin)] == [True]


def test_a_partition_has_two_parts_at_least() -> None:
    text = BASE + "partitions: {p: {whole: ferries-isle, parts: [isle-open]}}\n"
    assert ["fewer than two parts" in line for line in faults(text)] == [True]


def test_a_ratio_is_built_on_numbers() -> None:
    text = BASE + "  r: {text: x, place: sea, numerator: isle-open, denominator: ferries-isle}\n"
    assert ["which is not a number" in line for line in faults(text)] == [True]


def test_a_period_needs_dates() -> None:
    assert ["the period 'may' has no dates" in line
            for line in faults("format: 1\nperiods: {may: {name: May}}\n")] == [True]  # fmt: skip


def test_an_address_that_is_none_is_refused_where_it_stands() -> None:
    bad = BASE.replace("kind: publisher}", 'kind: publisher, same_as: ["not an address"]}')
    assert faults(bad) == [
        "r.yaml:4: 'not an address' is not an address (write the whole IRI, with https://)"
    ]
