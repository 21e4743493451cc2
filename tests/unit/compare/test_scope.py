"""What one side leaves open, events, and which differences of scope are worth a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.compare import compare
from claimgraph.compare.dimensions import difference, kin
from claimgraph.findings import Finding
from claimgraph.model import Corpus, Question, Register

MakeCorpus = Callable[..., Corpus]


def rules(corpus: Corpus) -> list[tuple[str, str]]:
    return [(f.rule, f.content) for f in compare(corpus).findings if f.content != "omission"]


def two(corpus_of: MakeCorpus, one: tuple[str, int], other: tuple[str, int]) -> Corpus:
    (q1, v1), (q2, v2) = one, other
    return corpus_of(
        {"courier": [{"question": q1, "value": v1}], "gazette": [{"question": q2, "value": v2}]}
    )


def test_a_larger_count_that_names_no_place_may_hold_the_smaller(corpus_of: MakeCorpus) -> None:
    found = rules(two(corpus_of, ("hurt", 90), ("hurt-north", 4)))
    assert found == [("C16", "scope-mismatch")]


def test_a_smaller_count_that_names_no_place_is_a_doubtful_conflict(corpus_of: MakeCorpus) -> None:
    corpus = two(corpus_of, ("hurt", 4), ("hurt-north", 90))
    (finding,) = [f for f in compare(corpus).findings if f.content == "conflict/value"]
    assert finding.severity == "notable"


def test_claims_on_two_events_are_not_compared(corpus_of: MakeCorpus) -> None:
    assert rules(two(corpus_of, ("dead-main", 9), ("dead-after", 4))) == []


def test_a_question_on_an_event_means_all_of_its_place(corpus_of: MakeCorpus) -> None:
    register = corpus_of({"courier": []}).register
    whole = register.questions["dead-main"]
    part = Question("p", "p", "?", "other", "dead", {"event": "main-shock", "place": "north"})
    assert difference(whole, part, register).dims == (("place", "contains"),)


def test_a_question_on_an_event_and_its_own_place_asks_the_same(corpus_of: MakeCorpus) -> None:
    register = corpus_of({"courier": []}).register
    whole = register.questions["dead-main"]
    same = Question("p", "p", "?", "other", "dead", {"event": "main-shock", "place": "land"})
    assert difference(whole, same, register).dims == ()


@pytest.mark.parametrize(("one", "other", "how"), [
    ("hurt-share", "some-share", "adds"), ("some-share", "hurt-share", "lacks"),
])  # fmt: skip
def test_a_base_that_is_a_denominator_can_be_left_open_by_the_other(
    one: str, other: str, how: str, corpus_of: MakeCorpus
) -> None:
    register = corpus_of({"courier": []}).register
    found = difference(register.questions[one], register.questions[other], register)
    assert ("of", how) in found.dims


@pytest.mark.parametrize("turned", [False, True])
def test_a_difference_reads_the_same_from_both_sides(turned: bool, corpus_of: MakeCorpus) -> None:
    register = corpus_of({"courier": []}).register
    one, other = register.questions["hurt"], register.questions["hurt-north"]
    pair = (other, one) if turned else (one, other)
    assert difference(*pair, register).mirrored() == difference(pair[1], pair[0], register)


def test_what_differs_in_two_respects_is_another_matter(corpus_of: MakeCorpus) -> None:
    assert rules(two(corpus_of, ("cases-lab-y1-h1", 9), ("cases-seen-y1", 9))) == []


def test_a_thousand_objects_are_not_paired_with_each_other() -> None:
    questions = {
        f"q{n}": Question(f"q{n}", f"q{n}", "?", "t", "m", {"target": f"o{n}"}) for n in range(1000)
    }
    assert list(kin(tuple(questions), Register(questions=questions))) == []


def test_questions_of_one_object_are_paired() -> None:
    dims = [{"target": "o1"}] * 2 + [{"target": f"o{n}"} for n in range(2, 20)] + [{}]
    questions = {f"q{n}": Question(f"q{n}", f"q{n}", "?", "t", "m", d) for n, d in enumerate(dims)}
    found = set(kin(tuple(questions), Register(questions=questions)))
    assert ("q0", "q1") in found
    assert ("q5", "q6") not in found
    assert ("q5", "q20") in found


def finding(corpus: Corpus, content: str) -> Finding:
    (found,) = [f for f in compare(corpus).findings if f.content == content]
    return found


def test_articles_that_rest_on_each_other_are_a_citation_cycle(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead", "value": 5}],
            "gazette": [{"question": "dead", "value": 5}],
        },
        extra={
            "courier": "  sources: [{document: gazette, basis: stated}]",
            "gazette": "  sources: [{document: courier, basis: stated}]",
        },
    )
    found = finding(corpus, "citation-cycle")
    assert (found.articles, found.severity) == (("courier", "gazette"), "notable")
    assert "The Courier, The Gazette" in found.reason


def test_a_hedge_lost_along_the_chain_is_an_altered_repetition(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "value": 23, "attribution": ["ministry"], "cue": "say"}
    corpus = corpus_of({"courier": [said], "gazette": [{**said, "hedge": "at-least"}]})
    found = finding(corpus, "agree-hedged")
    assert "chain:hedge" in found.facets
    assert found.verdict == "altered-repetition"


def test_a_possibility_passed_on_as_fact_is_an_altered_repetition(corpus_of: MakeCorpus) -> None:
    said = {"question": "open", "value": True, "attribution": ["ministry"], "cue": "say"}
    corpus = corpus_of({"courier": [{**said, "modality": "possible"}], "gazette": [said]})
    found = finding(corpus, "agree-exact")
    assert "chain:certainty" in found.facets
    assert found.verdict == "altered-repetition"


def test_one_figure_of_two_speakers_over_one_channel_is_re_attributed(
    corpus_of: MakeCorpus,
) -> None:
    said = {"question": "dead", "value": 5, "cue": "say"}
    corpus = corpus_of({
        "courier": [{**said, "attribution": ["wire", "mayor"]}],
        "gazette": [{**said, "attribution": ["wire", "ministry"]}],
    })  # fmt: skip
    assert "attribution:re-attributed" in finding(corpus, "agree-exact").facets


def test_separate_speakers_of_one_figure_are_not_re_attributed(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "value": 5, "cue": "say"}
    corpus = corpus_of({
        "courier": [{**said, "attribution": ["mayor"]}],
        "gazette": [{**said, "attribution": ["ministry"]}],
    })  # fmt: skip
    assert "attribution:re-attributed" not in finding(corpus, "agree-exact").facets


def test_an_article_taken_down_is_noted_and_its_claims_stand(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [{"question": "dead", "value": 5}],
            "gazette": [{"question": "dead", "value": 9}],
        },
        extra={"courier": "  withdrawn: 2022-04-01"},
    )
    found = finding(corpus, "conflict/value")
    assert found.care[-1].startswith("The Courier took this article down (2022-04-01)")


@pytest.mark.parametrize(
    ("values", "severity"), [((100, 104), "notable"), ((100, 400), "critical")]
)
def test_values_close_to_each_other_weigh_less(
    values: tuple[int, int], severity: str, corpus_of: MakeCorpus
) -> None:
    corpus = two(corpus_of, ("far", values[0]), ("far", values[1]))
    assert finding(corpus, "conflict/value").severity == severity
