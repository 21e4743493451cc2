"""Links between claims, updates over articles, staleness, omissions by publication order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimgraph import dates, history
from claimgraph.compare import compare
from claimgraph.findings import Finding
from claimgraph.model import Corpus

MakeCorpus = Callable[..., Corpus]
DAYS = {"courier": "2022-03-01", "gazette": "2022-03-04", "herald": "2022-03-07"}


def of_content(corpus: Corpus, content: str) -> list[Finding]:
    return [f for f in compare(corpus).findings if f.content == content]


def toll(value: int, **more: Any) -> dict[str, Any]:
    return {"question": "toll", "value": value, **more}


def test_a_later_toll_of_another_article_is_an_update(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({"courier": [toll(12)], "gazette": [toll(87)]}, published=DAYS)
    assert [f.sides for f in of_content(corpus, "updates")] == [
        tuple((claim.id,) for claim in corpus.claims)
    ]


def test_without_dates_two_tolls_conflict(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({"courier": [toll(12)], "gazette": [toll(87)]})
    assert (of_content(corpus, "updates"), len(of_content(corpus, "conflict/value"))) == ([], 1)


def test_a_correction_named_by_its_key_is_no_fall(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(87, key="first")], "gazette": [toll(79, corrects=["courier#first"])]}
    corpus = corpus_of(items, published=DAYS)
    assert (len(of_content(corpus, "corrects")), of_content(corpus, "conflict/falls")) == (1, [])


def test_a_denial_of_another_question_is_found(corpus_of: MakeCorpus) -> None:
    items = {
        "courier": [{"question": "open", "value": True, "key": "charge"}],
        "gazette": [{"question": "shut", "value": True, "denies": ["courier#charge"]}],
    }
    (finding,) = of_content(corpus_of(items), "denies")
    assert finding.questions == ("open", "shut")


def test_an_old_toll_said_again_is_stale(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(12)], "gazette": [toll(87)], "herald": [toll(12)]}
    corpus = corpus_of(items, published=DAYS)
    ids = {claim.article: claim.id for claim in corpus.claims}
    (finding,) = of_content(corpus, "stale")
    assert finding.sides == ((ids["herald"],), (ids["courier"],), (ids["gazette"],))


def test_a_toll_of_unknown_date_is_never_called_stale(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(12)], "gazette": [toll(87)], "herald": [toll(12)]}
    published = {k: v for k, v in DAYS.items() if k != "herald"}
    assert of_content(corpus_of(items, published=published), "stale") == []


@pytest.mark.parametrize(
    ("home", "facets", "reason"),
    [
        ("courier", (), "Not found in The Gazette."),
        ("gazette", ("published-before",), "Not found in The Courier, published before."),
    ],
)
def test_an_omission_says_who_came_out_before(
    home: str, facets: tuple[str, ...], reason: str, corpus_of: MakeCorpus
) -> None:
    items: dict[str, list[dict[str, Any]]] = {"courier": [], "gazette": []}
    items[home] = [{"question": "hurt", "value": 5}]
    (finding,) = of_content(corpus_of(items, published=DAYS), "omission")
    assert (finding.facets, finding.reason) == (facets, reason)


def test_as_of_a_day_later_articles_are_not_known(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(12)], "gazette": [toll(87)], "herald": [toll(90)]}
    view = history.as_of(corpus_of(items, published=DAYS), dates.parse("2022-03-05"))
    assert [claim.value.stated for claim in view.corpus.claims] == [12, 87]


def test_as_of_names_the_articles_it_can_not_place(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(12)], "gazette": [toll(87)]}
    corpus = corpus_of(items, published={"gazette": "2022-03-04"})
    view = history.as_of(corpus, dates.parse("2022-03-05"))
    assert (list(view.corpus.articles), view.undated) == (["gazette"], ("courier",))


def test_as_of_a_day_before_its_retraction_a_claim_is_current(corpus_of: MakeCorpus) -> None:
    items = {
        "courier": [toll(12, key="old", status="retracted", retracted_by="gazette#notice")],
        "gazette": [toll(13, key="notice")],
    }
    corpus = corpus_of(items, published=DAYS)
    before, after = (
        history.as_of(corpus, dates.parse(day)).corpus.claims[0].status
        for day in ("2022-03-02", "2022-03-05")
    )
    assert (before, after) == ("current", "retracted")


def _counts(corpus_of: MakeCorpus, *figures: int) -> Corpus:
    names = ("courier", "gazette", "herald")[: len(figures)]
    return corpus_of(
        {n: [{"question": "beds-day1", "value": v}] for n, v in zip(names, figures, strict=True)},
        published={n: f"2022-03-{3 * at + 1:02}" for at, n in enumerate(names)},
    )


def test_an_update_that_follows_from_two_others_is_left_out(corpus_of: MakeCorpus) -> None:
    corpus = _counts(corpus_of, 12, 87, 79)
    found = [f for f in compare(corpus).findings if f.content == "updates"]
    told = corpus.by_id()
    assert [[told[s[0]].value.text for s in f.sides] for f in found] == [["12", "87"], ["87", "79"]]


def test_what_its_own_source_corrected_stands_no_more(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "attribution": ["ministry"], "cue": "say"}
    corpus = corpus_of({
        "courier": [{**said, "value": 6, "key": "old"}],
        "gazette": [{**said, "value": 5, "corrects": ["courier#old"]}],
        "herald": [{"question": "dead", "value": 9, "attribution": ["mayor"], "cue": "say"}],
    })  # fmt: skip
    found = {(f.content, f.articles) for f in compare(corpus).findings}
    assert ("not-current", ("courier", "herald")) in found
    assert ("conflict/value", ("gazette", "herald")) in found


def test_what_another_source_corrects_stands(corpus_of: MakeCorpus) -> None:
    said = {"question": "dead", "attribution": ["ministry"], "cue": "say"}
    mayor = {"question": "dead", "attribution": ["mayor"], "cue": "say"}
    corpus = corpus_of({
        "courier": [{**said, "value": 6, "key": "old"}],
        "gazette": [{**mayor, "value": 5, "corrects": ["courier#old"]}],
        "herald": [{**mayor, "value": 9}],
    })  # fmt: skip
    found = {(f.content, f.articles) for f in compare(corpus).findings}
    assert ("conflict/value", ("courier", "herald")) in found


def test_a_correction_retires_one_claim_and_not_who_says_the_same_later(
    corpus_of: MakeCorpus,
) -> None:
    items = {
        "courier": [toll(87, key="first")],
        "gazette": [toll(79, corrects=["courier#first"]), toll(87)],
    }
    corpus = corpus_of(items)
    first, new, caption = (claim.id for claim in corpus.claims)
    assert [f.claims for f in of_content(corpus, "corrects")] == [(first, new)]
    assert [set(f.claims) for f in of_content(corpus, "conflict/value")] == [{new, caption}]


def test_two_articles_that_said_what_its_source_took_back_still_said_the_same(
    corpus_of: MakeCorpus,
) -> None:
    said = {"attribution": ["ministry"], "cue": "say"}
    items = {
        "courier": [toll(87, key="one", **said)],
        "gazette": [toll(87, key="two", **said)],
        "herald": [toll(79, corrects=["courier#one", "gazette#two"], **said)],
    }
    (finding,) = of_content(corpus_of(items, published=DAYS), "agree-exact")
    assert (finding.rule, finding.verdict) == ("C17", "repetition")


def test_what_stands_and_what_was_taken_back_are_in_no_agreement(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(87, status="retracted")], "gazette": [toll(87)]}
    assert of_content(corpus_of(items), "agree-exact") == []


def test_an_estimate_between_two_counts_makes_no_step_superfluous(corpus_of: MakeCorpus) -> None:
    items = {"courier": [toll(12)], "gazette": [toll(87, modality="estimated")],
             "herald": [toll(99)]}  # fmt: skip
    corpus = corpus_of(items, published=DAYS)
    ids = {claim.article: claim.id for claim in corpus.claims}
    assert (ids["courier"], ids["herald"]) in [f.claims for f in of_content(corpus, "updates")]


@pytest.mark.parametrize(("later", "content"), [
    ("2022-03-01T18:00+01:00", "updates"), ("2022-03-01 evening +01:00", "updates"),
    ("2022-03-01T06:55+01:00", "conflict/value"), ("2022-03-01", "conflict/value"),
])  # fmt: skip
def test_a_part_of_the_day_is_before_what_begins_after_it(
    later: str, content: str, corpus_of: MakeCorpus
) -> None:
    items = {"courier": [toll(12, as_of="2022-03-01 morning +01:00")],
             "gazette": [toll(87, as_of=later)]}  # fmt: skip
    found = [f.content for f in compare(corpus_of(items)).findings if f.rule != "O01"]
    assert found == [content]
