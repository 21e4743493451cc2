"""A claim file: what it gives, what identity depends on, how each fault is named."""

from __future__ import annotations

import pytest

from claimgraph import claimfile, register, yamlfile
from claimgraph.claimfile import ClaimFile
from claimgraph.errors import InputError

REGISTER = """
format: 1
stories: {storm: {title: The storm}}
agents:
  gazette: {name: The Gazette, kind: publisher}
  wire: {name: Wire, kind: news-agency}
  mayor: {name: The mayor, kind: person}
concepts: {gale: {name: gale}}
measures:
  boats: {name: boats, definition: Boats lost, value: count, unit: boats, temporality: flow}
  kind: {name: kind, definition: Kind of storm, value: category, temporality: event}
questions:
  boats-lost: {text: How many boats were lost?, measure: boats}
  harbour-shut: {text: The harbour was shut}
  storm-kind: {text: What storm was it?, measure: kind}
"""
DIGEST = "sha256:" + "0" * 64
FILE = f"""format: 1
story: storm
article:
  digest: "{DIGEST}"
  characters: 100
  lang: en
  publisher: gazette
  publisher_basis: stated
  published: unknown
  url: unknown
claims:
  - question: boats-lost
    value: 12
    attribution: [wire, mayor]
    cue: say
    anchors:
      - {{phrase: "12 boats", lang: en, span: [10, 18], digest: "{DIGEST}"}}
not_a_claim:
  - {{reason: furniture, span: [0, 5], digest: "{DIGEST}"}}
"""


def read(text: str) -> tuple[ClaimFile, list[str]]:
    problems: list[InputError] = []
    known = register.read(yamlfile.parse(REGISTER, "register.yaml"), problems)
    assert problems == []
    found = claimfile.read(yamlfile.parse(text, "a.yaml"), "a", known, problems)
    return found, [str(problem) for problem in problems]


def edited(old: str, new: str) -> str:
    assert old in FILE
    return FILE.replace(old, new)


def the_id(text: str) -> str:
    found, problems = read(text)
    assert problems == []
    return found.claims[0].id


def test_a_file_without_faults_has_none() -> None:
    found, problems = read(FILE)
    assert problems == []
    assert (len(found.claims), len(found.not_claims)) == (1, 1)


def test_the_chain_begins_with_the_publisher() -> None:
    assert read(FILE)[0].claims[0].chain == ("gazette", "wire", "mayor")


def test_a_claim_without_a_speaker_is_the_publishers_own_voice() -> None:
    found = read(edited("    attribution: [wire, mayor]\n    cue: say\n", ""))[0]
    assert (found.claims[0].chain, found.claims[0].cue) == (("gazette",), "own-voice")


def test_what_the_article_does_not_say_is_unknown() -> None:
    article = read(FILE)[0].article
    assert (article.published, article.url) == (None, "")


def test_a_false_proposition_is_negative_by_itself() -> None:
    text = edited("question: boats-lost\n    value: 12", "question: harbour-shut\n    value: false")
    assert read(text)[0].claims[0].polarity == "negative"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[10, 18]", "[11, 19]"),
        ("12 boats", "a dozen boats"),
        ("    cue: say", "    cue: tell"),
        ("    cue: say", "    cue: say\n    note: look again"),
    ],
)
def test_where_and_how_it_stands_is_not_part_of_a_claims_identity(old: str, new: str) -> None:
    assert the_id(edited(old, new)) == the_id(FILE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 12", "value: 13"),
        ("value: 12", "value: 12\n    hedge: about"),
        ("[wire, mayor]", "[mayor]"),
        ("    cue: say", "    cue: say\n    modality: possible"),
        ("    cue: say", "    cue: say\n    polarity: negative"),
        ('digest: "sha256:0', 'digest: "sha256:1'),
        ("url: unknown", "url: https://example.org/a"),
    ],
)  # fmt: skip
def test_who_says_what_how_surely_in_which_article_is_a_claims_identity(old: str, new: str
                                                                        ) -> None:  # fmt: skip
    assert the_id(edited(old, new)) != the_id(FILE)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("question: boats-lost", "question: boats", "a.yaml:12: question 'boats' is not in the"),
        ("value: 12", "value: twelve", "a.yaml:13: 'twelve' is not a number"),
        ("value: 12", "value: 12\n    hedge: abuot", "a.yaml:14: 'abuot' is not a hedge"),
        ("[wire, mayor]", "[wire, major]", "a.yaml:14: agent 'major' is not in the register"),
        ("[wire, mayor]", "[wire, wire]", "an agent stands twice"),
        ("[wire, mayor]", "[gazette]", "an agent stands twice"),
        ("cue: say", "cue: shout", "a.yaml:15: 'shout' is not a known cue"),
        ("    cue: say\n", "", "'cue' is missing"),
        ("cue: say", "cue: say\n    modality: sure", "'sure' is not a known modality"),
        ("cue: say", "cue: say\n    context: [mood]", "'mood' is not a dimension"),
        ("cue: say", "cue: say\n    said_on: Monday", "'Monday' is not a date in EDTF"),
        ("cue: say", "cue: say\n    status: gone", "'gone' is not a known status"),
        ("cue: say", "cue: say\n    hegde: about", "the key 'hegde' is not known here"),
        ("span: [10, 18]", "span: [18, 10]", "a span is [start, end]"),
        ("span: [10, 18]", "span: [10, 18.5]", "a span is [start, end]"),
        ("span: [10, 18]", "span: [true, 18]", "a span is [start, end]"),
        ("span: [10, 18], ", "", "this anchor has no span yet"),
        ('"12 boats"', '"a b c d e f g h i"', "more than 8 words or 60 characters"),
        ('"12 boats"', f'"{"x" * 61}"', "more than 8 words or 60 characters"),
        ('phrase: "12 boats", lang: en', 'phrase: "12 boats"', "'lang' is missing"),
        ("span: [10, 18]", "from: x, span: [10, 18]", "`from` is a hint"),
        ("reason: furniture", "reason: boring", "'boring' is not a known reason"),
    ],
)
def test_one_fault_is_named_and_the_rest_survives(old: str, new: str, fault: str) -> None:
    found, problems = read(edited(old, new))
    assert [fault in problem for problem in problems] == [True]
    assert len(found.claims) + len(found.not_claims) == 1


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("story: storm", "story: calm", "story 'calm' is not in the register"),
        ("characters: 100", "characters: 0", "`characters` is missing"),
        ("  published: unknown\n", "", "`published` is missing"),
        ("  url: unknown\n", "", "`url` is missing"),
        ("url: unknown", "url: javascript:alert(1)", "is not an http or https address"),
        ("publisher: gazette", "publisher: gazete", "agent 'gazete' is not in the register"),
        ("publisher_basis: stated", "publisher_basis: known", "is not a known publisher_basis"),
        ('digest: "sha256:0', 'digest: "sha256:x0', "'digest' is not a digest"),
        ("published: unknown", "published: lately", "is not a date in EDTF"),
        ("format: 1", "format: 3", "`format: 1` is missing or another number"),
    ],
)
def test_a_fault_of_the_article_is_raised(old: str, new: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        read(edited(old, new) if old != "format: 1" else FILE.replace(old, new, 1))
    assert fault in str(caught.value)
    assert caught.value.where.startswith("a.yaml:")


def test_a_polarity_that_contradicts_the_value_is_refused() -> None:
    text = edited("question: boats-lost\n    value: 12",
                  "question: harbour-shut\n    value: true\n    polarity: negative")  # fmt: skip
    assert ["the polarity contradicts the value" in p for p in read(text)[1]] == [True]


def test_a_category_must_be_a_concept_of_the_register() -> None:
    text = edited("boats-lost\n    value: 12", "storm-kind\n    value: breeze")
    assert ["concept 'breeze' is not in the register" in p for p in read(text)[1]] == [True]


def test_a_category_without_words_takes_its_concepts_name() -> None:
    text = edited("boats-lost\n    value: 12", "storm-kind\n    value: gale")
    assert read(text)[0].claims[0].value.text == "gale"
