"""Copying suspected from shared errors: planted copiers are found, honest sources are not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from claimgraph import values
from claimgraph.compare import compare
from claimgraph.compare.copying import LEAST_LIFT, LEAST_SHARED, groups, suspicions
from claimgraph.dates import parse
from claimgraph.findings import Finding
from claimgraph.model import (
    Agent,
    Anchor,
    Article,
    Claim,
    Corpus,
    Measure,
    Question,
    Register,
)
from tests.eval.copying import planted, truth

Said = dict[str, dict[str, list[str]]]


def pairs(said: Said) -> set[tuple[str, str]]:
    return {(s.left, s.right) for s in suspicions(said)}


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_copier_is_found(seed: int) -> None:
    assert ("s00", "s01") in pairs(planted(seed, [(0, 1)]))


@pytest.mark.parametrize("seed", range(10))
def test_sources_that_err_by_themselves_are_not_suspected(seed: int) -> None:
    assert pairs(planted(seed, [])) == set()


@pytest.mark.parametrize("seed", range(5))
def test_nobody_but_copiers_is_suspected(seed: int) -> None:
    assert pairs(planted(seed, [(0, 1), (2, 3)])) <= {("s00", "s01"), ("s02", "s03")}


def test_shared_values_that_most_give_too_show_nothing() -> None:
    said = {f"q{n}": {"right": ["a", "b", "c", "d", "e"], "wrong": ["f"]} for n in range(500)}
    assert suspicions(said) == []


def test_a_handful_of_shared_errors_is_never_a_suspicion() -> None:
    same: Said = {
        f"q{n}": {"wrong": ["a", "b"], "right": ["c", "d", "e", "f"]}
        for n in range(LEAST_SHARED - 1)
    }
    same |= {f"r{n}": {"right": ["a", "b", "c", "d", "e", "f"]} for n in range(100)}
    assert suspicions(same) == []


def test_with_too_few_sources_there_are_no_most_others() -> None:
    said = {f"q{n}": {"wrong": ["a", "b"], "right": ["c"]} for n in range(100)}
    assert suspicions(said) == []


def test_an_error_that_everybody_makes_shows_less() -> None:
    easy: Said = {
        f"q{n}": {"easy": ["a", "b", "c", "d"], "right": ["e", "f", "g", "h", "i"]}
        for n in range(100)
    }
    assert suspicions(easy) == []


@pytest.mark.parametrize("seed", range(5))
def test_questions_that_mislead_most_sources_raise_no_suspicion(seed: int) -> None:
    assert pairs(planted(seed, [], traps=True)) == set()


def test_rare_errors_in_common_are_enough() -> None:
    assert ("s00", "s01") in pairs(planted(0, [(0, 1)], errors=0.05))


def test_copies_of_one_original_do_not_hide_each_other() -> None:
    assert pairs(planted(2, [(0, 1), (0, 2), (0, 3)])) == truth([(0, 1), (0, 2), (0, 3)])


def test_a_habit_that_is_beyond_chance_but_small_is_no_suspicion() -> None:
    drawn = random.Random(1)  # noqa: S311 - the same data in every run
    said: Said = {}
    for n in range(2500):
        given = {s: f"wrong {drawn.randrange(4)}" for s in range(12) if drawn.random() < 0.5}
        if drawn.random() < 0.2 and 0 in given and 1 in given:
            given[1] = given[0]
        values_: dict[str, list[str]] = {"right": [f"s{s:02}" for s in range(12, 25)]}
        for source, value in given.items():
            values_.setdefault(value, []).append(f"s{source:02}")
        said[f"q{n}"] = values_
    assert pairs(said) == set()
    shared = sum(any({"s00", "s01"} <= set(s) for s in v.values()) for v in said.values())
    both = sum(all(any(n in s for v, s in q.items() if v != "right") for n in ("s00", "s01"))
               for q in said.values())  # fmt: skip
    assert 1.3 < shared / (both / 4) < LEAST_LIFT


def test_a_suspicion_explains_itself() -> None:
    found = suspicions(planted(1, [(0, 1)]))[0]
    assert len(found.shared) > found.expected
    assert len(found.shared) <= found.either <= found.questions
    assert 0 < found.share <= 1


def test_those_who_copy_one_original_are_a_group() -> None:
    found = suspicions(planted(3, [(0, 1), (0, 2), (0, 3)], errors=0.3))
    assert next(groups(found))[:4] == ("s00", "s01", "s02", "s03")


def as_corpus(said: Said) -> Corpus:
    measure = Measure("m", "m", "m", "category", "event", "")
    sources = sorted({s for v in said.values() for names in v.values() for s in names})
    articles = {s: Article(s, "", f"{n:064x}", 9, "en", s, "stated") for n, s in enumerate(sources)}
    claims: list[Claim] = []
    for question, given in said.items():
        for value, names in given.items():
            for name in names:
                claims.append(Claim(
                    f"{len(claims):020x}", name, question,
                    values.read(values.Written(value), Measure("t", "t", "t", "text", "event")),
                    (name,), "own-voice", "asserted", "affirmative", (Anchor(0, 1, ""),),
                ))  # fmt: skip
    register = Register(
        agents={s: Agent(s, s.upper(), "publisher") for s in sources},
        measures={"m": measure},
        questions={q: Question(q, q, q, "t", "m", {"target": q}) for q in said},
    )
    return Corpus(register, articles, tuple(claims))


def test_a_suspicion_is_a_finding_with_the_claims_that_are_shared() -> None:
    said = planted(1, [(0, 1)], questions=150)
    corpus = as_corpus(said)
    (finding,) = [f for f in compare(corpus).findings if f.content == "copying"]
    told = corpus.by_id()
    assert [{told[c].article for c in side} for side in finding.sides] == [{"s00"}, {"s01"}]
    assert finding.reason.startswith("S00 and S01 share ")
    assert "or both from a third" in finding.reason


def suspected(corpus: Corpus) -> Finding:
    (finding,) = [f for f in compare(corpus).findings if f.content == "copying"]
    return finding


def dated(corpus: Corpus, days: Sequence[str | None]) -> Corpus:
    """Give the first articles these days of publication, the others the last of them."""
    slugs = sorted(corpus.articles)
    found = dict(zip(slugs, [*days, *[days[-1]] * len(slugs)], strict=False))
    return replace(corpus, articles={
        slug: replace(article, published=parse(day) if (day := found[slug]) else None)
        for slug, article in corpus.articles.items()
    })  # fmt: skip


@pytest.fixture(scope="module")
def copied() -> Corpus:
    return as_corpus(planted(1, [(0, 1)], questions=150))


def test_who_published_first_is_said(copied: Corpus) -> None:
    reason = suspected(dated(copied, ["2024-05-01", "2024-05-03"])).reason
    assert reason.endswith(" of them before S01 did, and none after.")
    assert "S00 published " in reason


@pytest.mark.parametrize("days", [["2024-05-01", "2024-05-02"], [None, "2024-05-03"]])
def test_no_order_is_said_where_the_dates_show_none(
    copied: Corpus, days: Sequence[str | None]
) -> None:
    assert suspected(dated(copied, days)).reason.endswith("or both from a third.")


def test_a_suspicion_does_not_depend_on_the_order_of_what_is_read() -> None:
    said = planted(1, [(0, 1)], traps=True)
    turned = {q: {v: s[::-1] for v, s in reversed(vs.items())} for q, vs in reversed(said.items())}
    found, again = suspicions(said), suspicions(turned)
    assert [(s.left, s.right, s.expected, s.chance) for s in found] == [
        (s.left, s.right, s.expected, s.chance) for s in again
    ]
