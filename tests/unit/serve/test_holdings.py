"""The corpus as pages need it: filters with counts, marked text, neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import snapshot, view
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.serve.content import Claims
from claimgraph.serve.holdings import FACETS, Holdings, Piece, _pieces
from claimgraph.serve.neighbourhood import neighbourhood


@pytest.fixture(scope="module")
def holdings(harbour: Corpus, harbour_comparison: Comparison, harbour_path: Path) -> Holdings:
    """Return the invented corpus with its texts."""
    texts = snapshot.index(harbour_path / "texts")
    return Holdings(Claims(harbour, view.build(harbour, harbour_comparison, texts), texts))


@pytest.mark.parametrize("facet", FACETS)
def test_a_choice_leaves_as_many_claims_as_it_says(holdings: Holdings, facet: str) -> None:
    for other in ({}, {"article": "courier"}, {"q": "fire"}):
        for choice in holdings.choices(other)[facet]:
            if facet not in other:
                assert len(holdings.found({**other, facet: choice.value})) == choice.count


def test_words_are_found_in_any_case_and_order(holdings: Holdings) -> None:
    found = holdings.found({"q": "WAREHOUSES destroyed"})
    assert found
    assert found == holdings.found({"q": "destroyed warehouses"})


def test_nothing_fits_an_unknown_value(holdings: Holdings) -> None:
    assert holdings.found({"article": "nobody"}) == []
    chosen = [c for c in holdings.choices({"article": "nobody"})["article"] if c.chosen]
    assert [(c.value, c.count) for c in chosen] == [("nobody", 0)]


def test_every_span_of_an_article_has_its_place_in_the_text(holdings: Holdings) -> None:
    for article in holdings.view.articles:
        text = holdings.text(article)
        assert text is not None
        places = {place for line in text for piece in line for place in piece.starts}
        spans = {
            f"char={e.start},{e.end}"
            for claim in holdings.in_article(article.letter)
            for e in claim.evidence
        }
        assert places == spans


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
)
def test_pieces_are_the_text_and_know_what_covers_them(
    text: str, spans: list[tuple[int, int]]
) -> None:
    named = [
        (start, min(start + length, len(text)), str(number))
        for number, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    pieces: list[Piece] = list(_pieces(text, named))
    assert "".join(piece.text for piece in pieces) == text
    for start, end, key in named:
        assert "".join(piece.text for piece in pieces if key in piece.claims) == text[start:end]


def test_more_steps_show_more_until_nothing_lies_beyond(holdings: Holdings) -> None:
    centre = "agent:seafarers-union"
    sizes = [len(neighbourhood(holdings, centre, hops).spots) for hops in (1, 2, 3, 9)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    assert neighbourhood(holdings, centre, 9).beyond == 0
    assert neighbourhood(holdings, centre, 1).beyond > 0


def test_what_lies_beyond_is_counted_by_neighbour(holdings: Holdings) -> None:
    near = neighbourhood(holdings, "agent:seafarers-union", 1)
    shown = {spot.node.id for spot in near.spots}
    for spot in near.spots:
        around = {
            end
            for edge in holdings.view.lineage.edges
            if spot.node.id in (edge.source, edge.target)
            for end in (edge.source, edge.target)
        }
        assert spot.beyond == len(around - shown)


def test_the_csv_of_claims_has_a_row_for_each(holdings: Holdings) -> None:
    rows = holdings.csv(holdings.rows).strip().splitlines()
    assert len(rows) >= len(holdings.claims) + 1
