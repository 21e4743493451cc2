"""Claims against the texts they were taken from: every kind of damage, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import corpus as corpora
from claimgraph import evidence, ids, snapshot
from claimgraph.evidence import Stretch, uncovered
from claimgraph.model import Anchor, Corpus
from claimgraph.problems import Problem


def check(folder: Path, *, partial: tuple[str, ...] = ()) -> list[Problem]:
    texts = snapshot.index(folder / "texts")
    return list(evidence.check(corpora.load(folder), texts, partial=partial))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_invented_corpus_has_no_fault(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ("span: [180, 204]", "span: [179, 204]", "digest", "digest"),
        ("span: [180, 204]", "span: [180, 20400]", "span", "span"),
        ("sha256:a3481152", "sha256:b3481152", "digest", "digest"),
        ('"Some 50 people were hurt"', '"Some 60 people were hurt"', "phrase", "phrase"),
        ("sha256:246ddd10", "sha256:346ddd10", "quotation", "quote"),
        ("characters: 1081", "characters: 1082", "length", "characters"),
        ("sha256:d0334f17", "sha256:d0334f18", "snapshot", "digest"),
        ("sha256:ebce27c0", "sha256:fbce27c0", "digest", "digest"),
    ],
)
def test_one_damaged_field_is_one_violation(
    folder: Path, old: str, new: str, rule: str, field: str
) -> None:
    edit(folder / "gazette.yaml", old, new)
    found = [p for p in check(folder) if p.rule != "evidence/coverage"]
    assert [(p.rule, p.field, p.severity) for p in found] == [
        (f"evidence/{rule}", field, "violation")
    ]
    assert found[0].where.file.endswith("gazette.yaml")
    assert found[0].where.line > 0
    assert found[0].cure


def test_a_changed_letter_in_the_text_means_that_the_text_is_not_there(folder: Path) -> None:
    edit(folder / "texts" / "gazette.txt", "Twenty-four", "Twenty-five")
    assert [p.rule for p in check(folder)] == ["evidence/snapshot"]


def test_what_nothing_covers_is_a_violation_with_a_short_hint(folder: Path) -> None:
    path = folder / "gazette.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - {reason: question")
    path.write_text(text[:start] + text[text.index("\n", start) + 1 :], encoding="utf-8")
    found = check(folder)
    assert [p.rule for p in found] == ["evidence/coverage"]
    assert found[0].what == "nothing covers the characters [1020, 1037]: 'What happens next'"


def test_coverage_is_not_judged_where_claims_could_not_be_read(folder: Path) -> None:
    path = folder / "gazette.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("not_a_claim:")], encoding="utf-8")
    assert {p.rule for p in check(folder)} == {"evidence/coverage"}
    assert check(folder, partial=("gazette",)) == []


def spans(text: str, *covered: tuple[int, int]) -> list[Stretch]:
    return list(uncovered(text, [Anchor(a, b, ids.text_digest(text[a:b])) for a, b in covered]))


def test_a_text_without_anchors_is_one_stretch() -> None:
    assert spans("  One two.\n") == [Stretch(2, 9, "One two")]


def test_spaces_and_punctuation_need_no_cover() -> None:
    assert spans("One. — Two!", (0, 3), (7, 10)) == []


def test_a_stretch_is_cut_to_its_words() -> None:
    assert spans("One, two, three.", (0, 3), (10, 15)) == [Stretch(5, 8, "two")]


def test_overlapping_anchors_cover_together() -> None:
    assert spans("abcdef", (0, 4), (2, 6)) == []


def test_an_anchor_inside_another_uncovers_nothing() -> None:
    assert spans("abcdef", (0, 6), (1, 2)) == []


def test_an_anchor_beyond_the_end_covers_to_the_end() -> None:
    assert spans("abc def", (4, 400)) == [Stretch(0, 3, "abc")]


def test_a_hint_is_five_words_at_most() -> None:
    assert spans("one two three four five six")[0].hint == "one two three four five …"


def test_a_hint_of_one_endless_word_is_cut() -> None:
    hint = spans("x" * 5000)[0].hint
    assert len(hint) == evidence.HINT_CHARACTERS + 2


def test_words_are_those_of_any_script() -> None:
    assert spans("漢字。") == [Stretch(0, 2, "漢字")]


def test_a_long_run_of_spaces_takes_no_long_time() -> None:
    assert spans(" " * 2_000_000 + "x") == [Stretch(2_000_000, 2_000_001, "x")]


def test_the_shipped_claims_stand_in_the_texts(seeds: Path, root: Path) -> None:
    corpus: Corpus = corpora.load(root / "claims")
    assert list(evidence.check(corpus, snapshot.index(seeds))) == []
