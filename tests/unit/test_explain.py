"""One claim or finding in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import snapshot
from claimgraph.errors import UsageError
from claimgraph.explain import explain
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Claim, Corpus


def claim(corpus: Corpus, question: str, publisher: str) -> Claim:
    return next(c for c in corpus.claims if c.question == question and c.chain[0] == publisher)


def conflict(comparison: Comparison) -> Finding:
    return next(f for f in comparison.findings if f.family == "conflict")


def rows(text: str, name: str) -> list[str]:
    return [line[14:] for line in text.splitlines() if line[2:14].rstrip() == name]


def test_a_claim_names_question_answer_chain_and_place(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    chosen = claim(harbour, "residents-moved", "tidewater-courier")
    text = explain(chosen.id, harbour, harbour_comparison)
    assert rows(text, "question") == ["How many residents of Orlow were moved?"]
    assert rows(text, "answer") == ["about 300 (from 225 to 375)"]
    assert rows(text, "said by")[0].startswith("Tidewater Courier ← Meridian Wire ← ")
    assert rows(text, "written in") == [str(chosen.where)]
    assert f"characters {chosen.anchors[0].start} to {chosen.anchors[0].end}" in text


def test_an_anonymous_source_is_named_by_its_role(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    chosen = claim(harbour, "cause", "norrin-gazette")
    role = harbour.register.agents["anon-police-officer"].role
    text = explain(chosen.id, harbour, harbour_comparison)
    assert rows(text, "said by")[0] == f"Norrin Gazette ← {role}"


def test_a_claim_tells_its_findings_and_the_other_claims_in_them(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    found = conflict(harbour_comparison)
    text = explain(found.sides[0][0], harbour, harbour_comparison)
    assert f"Finding {found.id}" in text
    assert found.reason in text
    assert any(row.startswith(found.sides[1][0]) for row in rows(text, "with"))


def test_a_claim_in_no_finding_says_so(harbour: Corpus) -> None:
    empty = Comparison((), "1")
    assert "Stands in no finding" in explain(harbour.claims[0].id, harbour, empty)


def test_a_finding_shows_the_evidence_of_both_sides(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    found = conflict(harbour_comparison)
    text = explain(found.id, harbour, harbour_comparison)
    for number, side in enumerate(found.sides, 1):
        for key in side:
            assert f"Side {number}: claim {key}" in text
    assert len(rows(text, "evidence")) >= 2
    assert rows(text, "why") == [found.reason]


def test_the_beginning_of_an_id_is_enough(harbour: Corpus, harbour_comparison: Comparison) -> None:
    found = conflict(harbour_comparison)
    assert explain(found.id[:8], harbour, harbour_comparison) == explain(
        found.id, harbour, harbour_comparison
    )


@pytest.mark.parametrize("key", ["", "0", "zzzzzzzz", "\x1b[2J"])
def test_an_id_that_nothing_has_is_refused(
    harbour: Corpus, harbour_comparison: Comparison, key: str
) -> None:
    with pytest.raises(UsageError, match="no claim or finding has the id") as caught:
        explain(key, harbour, harbour_comparison)
    assert "\x1b" not in str(caught.value)


def test_a_beginning_of_several_ids_is_refused_with_them(harbour: Corpus) -> None:
    twins = tuple(
        Finding(f"abcd{n}", (), (), (), "tension", "", (), "", "minor", "C12", "r") for n in (1, 2)
    )
    with pytest.raises(UsageError, match="beginning of 2 ids") as caught:
        explain("abcd", harbour, Comparison(twins, "1"))
    assert "abcd1, abcd2" in caught.value.cure


def test_words_of_the_span_are_shown_only_from_the_users_own_text(
    harbour: Corpus, harbour_comparison: Comparison, harbour_path: Path
) -> None:
    chosen = claim(harbour, "cranes-out", "tidewater-courier")
    texts = snapshot.index(harbour_path / "texts")
    without = explain(chosen.id, harbour, harbour_comparison)
    with_texts = explain(chosen.id, harbour, harbour_comparison, texts)
    words = "More than 40 percent of the cranes no longer work"
    assert words not in without
    assert f"“{words}”" in with_texts


def test_a_text_with_other_words_at_the_span_is_told(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    article = harbour.articles["courier"]
    chosen = claim(harbour, "cranes-out", "tidewater-courier")
    for text, told in (("x" * 2000, "the text has other words here"), ("x", "ends before")):
        other = {article.sha256: snapshot.Snapshot(Path("x"), article.sha256, text)}
        assert told in explain(chosen.id, harbour, harbour_comparison, other)
