"""From claims to findings: sides, pairs, origins, omissions, order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from claimgraph.compare import compare
from claimgraph.findings import Finding
from claimgraph.model import Corpus

MakeCorpus = Callable[..., Corpus]


def of_content(corpus: Corpus, content: str) -> list[Finding]:
    return [f for f in compare(corpus).findings if f.content == content]


def values(corpus: Corpus, finding: Finding) -> list[list[str]]:
    by_id = corpus.by_id()
    return [[f"{by_id[c].article}:{by_id[c].value.text}" for c in side] for side in finding.sides]


def test_a_conflict_has_one_side_per_value(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead", "value": 5}],
            "gazette": [{"question": "dead", "value": 9}],
            "herald": [{"question": "dead", "value": 9}],
        }
    )
    (finding,) = of_content(corpus, "conflict/value")
    assert values(corpus, finding) == [["courier:5"], ["gazette:9", "herald:9"]]


def test_the_pairs_of_a_conflict_are_all_pairs_over_its_sides(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead", "value": 5}],
            "gazette": [{"question": "dead", "value": 9}],
            "herald": [{"question": "dead", "value": 9}],
        }
    )
    (finding,) = of_content(corpus, "conflict/value")
    left, right = finding.sides
    assert [(p.left, p.right) for p in finding.pairs] == [(left[0], c) for c in right]


def test_an_agreement_has_one_side_per_article(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {name: [{"question": "dead", "value": 5}] for name in ("courier", "gazette", "herald")}
    )
    (finding,) = of_content(corpus, "agree-exact")
    assert values(corpus, finding) == [["courier:5"], ["gazette:5"], ["herald:5"]]


def test_one_article_that_says_a_thing_twice_restates_it(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [
                {"question": "dead", "value": 5, "attribution": ["mayor"], "cue": "say"},
                {"question": "dead", "value": 5, "attribution": ["wire", "mayor"], "cue": "say"},
            ]
        }
    )
    (finding,) = of_content(corpus, "agree-exact")
    assert finding.verdict == "restatement"


def test_two_articles_on_one_speaker_repeat_each_other(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "value": 5, "attribution": ["ministry"], "cue": "say"}
    (finding,) = of_content(corpus_of({"courier": [said], "gazette": [said]}), "agree-exact")
    assert (finding.verdict, finding.origins) == ("repetition", (1, 1))


def test_the_same_words_in_two_own_voices_prove_nothing(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "value": 5}
    (finding,) = of_content(corpus_of({"courier": [said], "gazette": [said]}), "agree-exact")
    assert (finding.verdict, finding.origins) == ("unproven-corroboration", (2, 2))


def test_a_part_beside_its_whole_is_left_to_the_sums(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [
                {"question": "dead-land", "value": 9},
                {"question": "dead-north", "value": 5},
            ],
            "gazette": [{"question": "dead-land", "value": 9}],
        }
    )
    assert of_content(corpus, "scope-mismatch") == []


def test_a_part_against_a_whole_told_elsewhere_is_another_scope(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead-land", "value": 9}],
            "gazette": [{"question": "dead-north", "value": 5}],
        }
    )
    (finding,) = of_content(corpus, "scope-mismatch")
    assert "place: Land / North (the second is part of the first)" in finding.reason


def test_another_region_is_not_compared_at_all(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead-south", "value": 9}],
            "gazette": [{"question": "dead-north", "value": 5}],
        }
    )
    assert [f.content for f in compare(corpus).findings] == ["omission", "omission"]


def test_what_one_article_alone_says_is_an_omission_of_the_story(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({"courier": [{"question": "hurt", "value": 9}], "gazette": []})
    (finding,) = of_content(corpus, "omission")
    assert (finding.articles, finding.reason) == (("courier",), "Not found in The Gazette.")


def test_an_omission_says_when_another_scope_is_told(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "cases-lab-y1", "value": 9}],
            "gazette": [{"question": "cases-seen-y1", "value": 9}],
        }
    )
    assert all(f.facets == ("only-other-scope",) for f in of_content(corpus, "omission"))


def test_an_underspecified_answer_counts_as_an_answer(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "cases-lab-y1", "value": 9}],
            "gazette": [{"question": "cases-y1", "value": 9}],
        }
    )
    assert of_content(corpus, "omission") == []


def test_an_unfixed_definition_is_a_facet_and_a_note_of_care(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "cases-lab-y1", "value": 9}],
            "gazette": [{"question": "cases-y1", "value": 9}],
        }
    )
    (finding,) = of_content(corpus, "agree-exact")
    assert "underspecified:definition" in finding.facets
    assert finding.care == ("One does not say how it counts.",)


def test_a_doubtful_definition_lowers_the_severity_of_a_conflict(corpus_of: MakeCorpus) -> None:
    plain = corpus_of(
        {
            "courier": [{"question": "cases-y1", "value": 5}],
            "gazette": [{"question": "cases-y1", "value": 9}],
        }
    )
    doubtful = corpus_of(
        {
            "courier": [{"question": "cases-lab-y1", "value": 5}],
            "gazette": [{"question": "cases-y1", "value": 9}],
        }
    )
    severities = [of_content(c, "conflict/value")[0].severity for c in (plain, doubtful)]
    assert severities == ["critical", "notable"]


def test_a_retracted_claim_is_no_origin_and_no_conflict(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead", "value": 5, "status": "retracted"}],
            "gazette": [{"question": "dead", "value": 9}],
        }
    )
    assert of_content(corpus, "conflict/value") == []
    assert [f.severity for f in of_content(corpus, "not-current")] == ["info"]


@pytest.mark.parametrize("order", [("courier", "gazette"), ("gazette", "courier")])
def test_findings_do_not_depend_on_the_order_of_the_claims(
    order: tuple[str, str], corpus_of: MakeCorpus
) -> None:
    items: dict[str, list[dict[str, Any]]] = {
        "courier": [{"question": "dead", "value": 5}, {"question": "open", "value": True}],
        "gazette": [{"question": "dead", "value": 9}, {"question": "open", "value": True}],
    }
    corpus = corpus_of({name: items[name] for name in order})
    turned = replace(corpus, claims=tuple(reversed(corpus.claims)))
    relations = [
        sorted((f.content, f.verdict, frozenset(frozenset(s) for s in f.sides))
               for f in compare(c).findings if f.content != "omission")
        for c in (corpus, turned)
    ]  # fmt: skip
    assert [(a, b, sorted(map(sorted, c))) for a, b, c in relations[0]] == [
        (a, b, sorted(map(sorted, c))) for a, b, c in relations[1]
    ]


def test_the_same_claims_give_the_same_ids(corpus_of: MakeCorpus) -> None:
    items = {
        "courier": [{"question": "dead", "value": 5}],
        "gazette": [{"question": "dead", "value": 9}],
    }
    first, second = (compare(corpus_of(items)).findings for _ in range(2))
    assert [f.id for f in first] == [f.id for f in second]


def test_ids_of_findings_are_distinct(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead", "value": 5}, {"question": "hurt", "value": 9}],
            "gazette": [{"question": "dead", "value": 9}],
        }
    )
    found = compare(corpus).findings
    assert len({f.id for f in found}) == len(found) == 2


def test_nothing_is_corroborated_while_one_origin_may_explain_all(corpus_of: MakeCorpus) -> None:
    mayor = {"question": "dead", "value": 5, "attribution": ["mayor"], "cue": "say"}
    release = "  sources: [{document: release, basis: stated}]"
    corpus = corpus_of(
        {"courier": [{"question": "dead", "value": 5}], "gazette": [mayor], "herald": [mayor]},
        extra={"courier": release, "herald": release},
    )
    (finding,) = of_content(corpus, "agree-exact")
    assert (finding.provenance, finding.origins) == ("independent", (1, 2))
    assert finding.verdict == "unproven-corroboration"


def test_a_reason_names_who_gives_no_source(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "value": 5, "attribution": ["mayor"], "cue": "say"}
    corpus = corpus_of({"courier": [said], "gazette": [{"question": "dead", "value": 9}]})
    (finding,) = of_content(corpus, "conflict/value")
    assert "The Gazette names no source for it." in finding.reason


def test_a_reason_says_certainty_in_plain_words(corpus_of: MakeCorpus) -> None:
    items = {
        "courier": [{"question": "dead", "value": 5}],
        "gazette": [{"question": "dead", "value": 5, "modality": "projected"}],
    }
    (finding,) = of_content(corpus_of(items), "agree-exact")
    assert "stated as fact / given as a forecast" in finding.reason


def test_a_part_is_not_set_against_another_article_s_whole_if_its_own_has_one(
    corpus_of: MakeCorpus,
) -> None:
    whole, part = {"question": "hurt", "value": 9}, {"question": "hurt-north", "value": 4}
    items = {"courier": [{**whole, "value": 8}], "gazette": [whole, part]}
    corpus = corpus_of(items)
    before, after, north = (claim.id for claim in corpus.claims)
    found = [set(f.claims) for f in compare(corpus).findings if f.rule != "O01"]
    assert found == [{before, after}]
    assert north not in found[0]


def test_a_part_that_exceeds_its_own_whole_is_a_conflict(corpus_of: MakeCorpus) -> None:
    items = [{"question": "hurt", "value": 4}, {"question": "hurt-north", "value": 9}]
    contents = [f.content for f in compare(corpus_of({"courier": items})).findings]
    assert contents == ["conflict/value"]


def test_one_figure_for_a_part_and_for_the_whole_of_one_article_agrees(
    corpus_of: MakeCorpus,
) -> None:
    items = [{"question": "hurt", "value": 9}, {"question": "hurt-north", "value": 9}]
    contents = [f.content for f in compare(corpus_of({"courier": items})).findings]
    assert contents == ["agree-exact"]


def test_a_headline_is_no_source_beside_what_its_article_attributes(
    corpus_of: MakeCorpus,
) -> None:
    said = {"question": "dead", "value": 3, "attribution": ["ministry"], "cue": "say"}
    items = {"courier": [{"question": "dead", "value": 3}, said], "gazette": [said]}
    (finding,) = [f for f in compare(corpus_of(items)).findings if len(f.articles) > 1]
    assert (finding.provenance, finding.verdict) == ("common-principal", "repetition")


def test_an_own_voice_without_a_speaker_beside_it_leaves_the_origin_open(
    corpus_of: MakeCorpus,
) -> None:
    said = {"question": "dead", "value": 3, "attribution": ["ministry"], "cue": "say"}
    items = {"courier": [{"question": "dead", "value": 3}], "gazette": [said]}
    (finding,) = [f for f in compare(corpus_of(items)).findings if len(f.articles) > 1]
    assert finding.verdict == "unproven-corroboration"
