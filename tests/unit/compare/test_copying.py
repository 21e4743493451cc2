"""Copying suspected from shared errors: planted copiers are found, honest sources are not."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from claimgraph import values
from claimgraph.compare import compare
from claimgraph.compare.copying import LEAST_SHARED, groups, suspicions
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

Said = dict[str, dict[str, list[str]]]


def planted(
    seed: int, copiers: Sequence[tuple[int, int]], errors: float = 0.2, questions: int = 300
) -> Said:
    """Twenty sources that err by themselves; a copier takes 8 of 10 answers from its original."""
    draw = random.Random(seed)  # noqa: S311 - the same data in every run
    said: Said = {}
    for n in range(questions):
        given = {
            s: f"wrong {draw.randrange(5)}" if draw.random() < errors else "right"
            for s in range(20)
            if draw.random() < 0.7
        }
        for original, copier in copiers:
            if original in given and draw.random() < 0.8:
                given[copier] = given[original]
        values_: dict[str, list[str]] = {}
        for source, value in given.items():
            values_.setdefault(value, []).append(f"s{source:02}")
        said[f"q{n}"] = values_
    return said


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
