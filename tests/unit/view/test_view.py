"""The whole view-model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.view import Cut, View, build


def test_the_order_in_which_files_were_read_does_not_matter(
    view: View, harbour: Corpus, harbour_comparison: Comparison
) -> None:
    turned = replace(harbour, files=dict(reversed(list(harbour.files.items()))))
    assert build(turned, harbour_comparison) == view


def test_the_method_counts_what_was_read(view: View, harbour: Corpus) -> None:
    assert view.method.claims == len(harbour.claims)
    assert view.method.not_claims == len(harbour.not_claims)
    assert dict(view.method.files) == harbour.files
    assert view.method.snapshots == 0


def test_texts_at_hand_are_counted(view_with_texts: View) -> None:
    assert view_with_texts.method.snapshots == 2


@pytest.mark.parametrize(
    ("slugs", "title"),
    [
        ((), "What no articles say"),
        (("courier",), "Fire at Port Lindmar, March 2031: what one article says"),
    ],
)
def test_the_title_fits_the_number_of_articles(
    harbour: Corpus, slugs: tuple[str, ...], title: str
) -> None:
    articles = {slug: harbour.articles[slug] for slug in slugs}
    claims = tuple(claim for claim in harbour.claims if claim.article in articles)
    alone = replace(harbour, articles=articles, claims=claims)
    assert build(alone, Comparison((), "1")).title == title


def test_a_view_as_of_a_date_names_what_it_can_not_place(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    view = build(harbour, harbour_comparison, cut=Cut("2031", ("The Gazette",)))
    assert (view.method.left_out, view.title.endswith(", as of 2031")) == (("The Gazette",), True)
