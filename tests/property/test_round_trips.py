"""Anchoring and coverage over arbitrary texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from claimgraph import anchoring, ids
from claimgraph.evidence import uncovered
from claimgraph.model import Anchor
from claimgraph.snapshot import Snapshot
from claimgraph.tables import Table, as_csv, plain, printable

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])
WORDS = st.text(LETTERS, min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=20).map(" ".join)


def claim_file(sha: str, phrase: str, comment: str) -> str:
    quoted = phrase.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'# {comment}\nformat: 1\narticle:\n  digest: "sha256:{sha}"  # {comment}\n'
        f"  characters: 1\n  lang: en\nclaims:\n  - question: q  # {comment}\n"
        f'    anchors:\n      - phrase: "{quoted}"  # {comment}\n'
    )


@given(TEXTS, st.data(), st.from_regex(r"[a-z]{1,9}", fullmatch=True))
def test_anchoring_places_a_phrase_once_and_for_all(text: str, data: st.DataObject, comment: str
                                                    ) -> None:  # fmt: skip
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 50)))
    phrase = text[start:end]
    assume(phrase.strip() and phrase.isprintable() and text.find(phrase) == text.rfind(phrase))
    sha = ids.text_digest(text).removeprefix("sha256:")
    held = {sha: Snapshot(Path("t"), sha, text)}
    once = anchoring.anchor_text(claim_file(sha, phrase, comment), "f", held)
    again = anchoring.anchor_text(once.text, "f", held)
    assert again.text == once.text
    assert f"span: [{start}, {end}]" in once.text
    assert ids.text_digest(phrase) in once.text
    assert once.text.count(f"# {comment}") == 4


@given(TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=8))
def test_every_word_character_is_covered_or_told(text: str, spans: list[tuple[int, int]]) -> None:
    anchors = [Anchor(start, start + length, "") for start, length in spans]
    told = list(uncovered(text, anchors))
    for at, letter in enumerate(text):
        covered = any(anchor.start <= at < anchor.end for anchor in anchors)
        named = any(stretch.start <= at < stretch.end for stretch in told)
        if letter.isalnum():
            assert covered != named
        assert not (covered and named)


@given(st.lists(st.lists(st.text(max_size=15), min_size=2, max_size=2), max_size=5))
def test_a_table_is_one_line_per_row_whatever_the_cells(cells: list[list[str]]) -> None:
    table = Table(("a", "b"), tuple((row[0], row[1]) for row in cells))
    assert len(plain(table).split("\n")) == len(cells) + 2
    assert as_csv(table).startswith("a,b\n")


@given(st.text())
def test_a_cleaned_cell_stays_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)
