"""Spans and digests from words, without losing a comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import anchoring, ids
from claimgraph.errors import InputError, InputErrors
from claimgraph.snapshot import Snapshot, quotation_digest

TEXT = "The ferry sank at noon. Nobody drowned; the ferry was old. “All safe,” said Ada Lund."
SHA = ids.text_digest(TEXT).removeprefix("sha256:")
SNAPSHOTS = {SHA: Snapshot(Path("a.txt"), SHA, TEXT)}
HEAD = f"""# a comment at the top
format: 1
article:
  digest: "sha256:{SHA}"   # of the text
  characters: 1
  lang: en
"""


def locate(**anchor: object) -> str:
    start, end = anchoring.locate(TEXT, anchor)
    return TEXT[start:end]


def anchored(claims: str) -> anchoring.Outcome:
    return anchoring.anchor_text(HEAD + claims, "a.yaml", SNAPSHOTS)


def faults(claims: str) -> list[str]:
    with pytest.raises(InputErrors) as caught:
        anchored(claims)
    return [str(error) for error in caught.value.errors]


def one(anchor: str) -> str:
    return f"claims:\n  - question: q\n    anchors:\n      - {anchor}\n"


def test_a_phrase_is_its_own_span() -> None:
    assert locate(phrase="sank at noon") == "sank at noon"


def test_from_and_to_widen_the_phrase_to_the_clause() -> None:
    assert locate(phrase="drowned", **{"from": "Nobody", "to": "old"}) == (
        "Nobody drowned; the ferry was old"
    )


def test_from_is_the_nearest_before_the_phrase() -> None:
    assert locate(phrase="was old", **{"from": "ferry"}) == "ferry was old"


def test_from_and_to_alone_name_a_span() -> None:
    assert locate(**{"from": "Nobody", "to": "old"}) == "Nobody drowned; the ferry was old"


def test_words_that_stand_twice_need_an_occurrence() -> None:
    with pytest.raises(InputError, match="stands 2 times") as caught:
        locate(phrase="ferry")
    assert "occurrence" in caught.value.cure


def test_an_occurrence_counts_from_one() -> None:
    assert anchoring.locate(TEXT, {"phrase": "ferry", "occurrence": 2})[0] == TEXT.rindex("ferry")


@pytest.mark.parametrize("number", [0, 3, -1, "2"])
def test_an_occurrence_that_does_not_exist_is_refused(number: object) -> None:
    with pytest.raises(InputError, match="does not exist"):
        locate(phrase="ferry", occurrence=number)


@pytest.mark.parametrize(
    ("anchor", "what"),
    [
        ({"phrase": "boat"}, "'boat' is not in the article"),
        ({"phrase": "The ferry sank", "from": "Ada"}, "does not stand before"),
        ({"phrase": "Ada Lund", "to": "noon"}, "'noon' does not follow"),
        ({}, "names no words"),
    ],
)
def test_words_that_cannot_be_placed_are_named(anchor: dict[str, object], what: str) -> None:
    with pytest.raises(InputError, match=what):
        locate(**anchor)


def test_a_filled_anchor_has_the_digest_of_exactly_its_span() -> None:
    text = anchored(one("phrase: at noon")).text
    assert f"span: [{TEXT.index('at noon')}, {TEXT.index('at noon') + 7}]" in text
    assert ids.text_digest("at noon") in text
    assert "lang: en" in text


def test_comments_and_order_survive() -> None:
    text = anchored(one("phrase: at noon  # when\n        note: kept")).text
    kept = [line for line in text.splitlines() if "#" in line]
    assert kept[0] == "# a comment at the top"
    assert "# of the text" in kept[1]
    assert "# when" in kept[2]
    assert text.index("phrase") < text.index("note") < text.index("span")


def test_hints_go_when_the_span_stands() -> None:
    text = anchored(one("{phrase: drowned, from: Nobody, to: old}")).text
    assert "from" not in text
    assert "to:" not in text


def test_the_length_of_the_text_is_filled() -> None:
    assert f"characters: {len(TEXT)}" in anchored("claims: []\n").text


def test_anchoring_again_changes_nothing() -> None:
    once = anchored(one("phrase: at noon"))
    again = anchoring.anchor_text(once.text, "a.yaml", SNAPSHOTS)
    assert again.text == once.text
    assert (once.filled, again.kept, again.filled) == (1, 1, 0)


def test_a_span_whose_words_moved_follows_them() -> None:
    span = f'{{phrase: drowned, lang: en, span: [0, 7], digest: "{ids.text_digest("drowned")}"}}'
    outcome = anchored(one(span))
    assert outcome.moved == 1
    assert f"span: [{TEXT.index('drowned')}" in outcome.text


def test_a_span_whose_words_are_gone_is_a_fault_with_its_line() -> None:
    span = f'{{phrase: boats, lang: en, span: [0, 5], digest: "{ids.text_digest("boats")}"}}'
    assert faults(one(span)) == [
        (
            "a.yaml:10: its span's text is not in this version of the article (remove `span` and "
            "`digest`, mend `phrase`, and anchor again)"
        )
    ]


def test_all_faults_are_told_together() -> None:
    both = "    anchors:\n      - phrase: boat\n      - phrase: ferry\n"
    assert len(faults("claims:\n  - question: q\n" + both)) == 2


def test_a_quotation_gets_the_digest_of_its_words() -> None:
    quotation = "  quotations:\n    - {from: “All, to: safe}\n"
    head = HEAD.replace("  lang: en\n", "  lang: en\n" + quotation)
    text = anchoring.anchor_text(head, "a.yaml", SNAPSHOTS).text
    assert quotation_digest("All safe") in text


def test_a_text_that_is_not_held_is_named_with_a_cure() -> None:
    with pytest.raises(InputError, match="no text in the articles folder has the digest") as caught:
        anchoring.anchor_text(HEAD, "a.yaml", {})
    assert "put the snapshot there" in caught.value.cure


@pytest.mark.parametrize("source", ["a: [", "- a\n", "article: none\n"])
def test_what_is_no_claim_file_is_refused(source: str) -> None:
    with pytest.raises(InputError):
        anchoring.anchor_text(source, "a.yaml", SNAPSHOTS)


def test_a_file_with_a_fault_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + one("phrase: boat"), encoding="utf-8")
    with pytest.raises(InputErrors):
        anchoring.anchor_file(path, tmp_path / "texts")
    assert path.read_text(encoding="utf-8") == HEAD + one("phrase: boat")


def test_a_file_is_anchored_in_place(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + one("phrase: at noon"), encoding="utf-8")
    outcome = anchoring.anchor_file(path, tmp_path / "texts")
    assert path.read_text(encoding="utf-8") == outcome.text
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["a.yaml"]
