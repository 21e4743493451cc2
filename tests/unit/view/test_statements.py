"""Claims and articles as view-models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimgraph import dates
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.snapshot import Snapshot
from claimgraph.view import View, build
from claimgraph.view.page import ClaimView
from claimgraph.view.statements import letters


def _claim(view: View, phrase: str) -> ClaimView:
    return next(c for c in view.claims if c.evidence[0].phrase == phrase)


def test_an_article_without_a_date_comes_after_those_that_have_one(harbour: Corpus) -> None:
    assert letters(harbour) == {"courier": "A", "gazette": "B"}


def test_an_inferred_date_does_not_order_articles(harbour: Corpus) -> None:
    early = dates.parse("2031-03-01")
    guessed = replace(harbour.articles["gazette"], published=early, published_basis="inferred")
    articles = {"gazette": guessed, "courier": harbour.articles["courier"]}
    assert letters(replace(harbour, articles=articles)) == {"courier": "A", "gazette": "B"}


def test_an_article_that_came_out_earlier_comes_first(harbour: Corpus) -> None:
    early = harbour.articles["courier"].published
    assert early is not None
    assert early.first is not None
    before = replace(early, first=early.first.replace(day=1), instant=None)
    articles = {
        "courier": harbour.articles["courier"],
        "gazette": replace(harbour.articles["gazette"], published=before),
    }
    assert letters(replace(harbour, articles=articles))["gazette"] == "A"


def test_a_chain_is_told_from_the_publisher_to_the_speaker(view: View) -> None:
    claim = _claim(view, "About 300 residents of Orlow were moved")
    assert claim.chain_words == "Tidewater Courier ← Meridian Wire ← fire brigade officials"


def test_an_anonymous_speaker_is_marked(view: View) -> None:
    claim = _claim(view, "The fire was lit on purpose")
    assert claim.chain_words == "Norrin Gazette ← a police officer (unnamed)"


def test_an_article_s_own_voice_is_marked(view: View) -> None:
    claim = _claim(view, "Some 50 people were hurt")
    assert claim.chain_words == "Norrin Gazette (own voice)"


def test_a_passive_report_is_marked(view: View) -> None:
    claim = _claim(view, "seen as far away as Veldrup")
    assert claim.chain_words == "Norrin Gazette (reported, no source named)"


def test_a_value_has_its_unit_and_its_bounds(view: View) -> None:
    answer = _claim(view, "About 300 residents of Orlow were moved").answer
    assert (answer.text, answer.stated) == ("about 300 people", 300)
    assert (answer.low, answer.high) == (225, 375)
    assert (answer.near_low, answer.near_high) == (270, 330)


def test_a_date_that_nobody_put_into_words_is_put_into_words(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    claims = tuple(
        replace(c, value=replace(c.value, text=c.value.dates.edtf)) if c.value.dates else c
        for c in harbour.claims
    )
    view = build(replace(harbour, claims=claims), harbour_comparison)
    assert _claim(view, "The quay stays closed until 1 June 2031").answer.text == "1 June 2031"


def test_a_bound_that_is_not_there_is_none(view: View) -> None:
    answer = _claim(view, "longer than 200 metres").answer
    assert answer.low is not None
    share = _claim(view, "More than 40 percent of the cranes").answer
    assert (share.low, share.high) == (0.4, 1)


def test_dimensions_from_the_context_are_told(view: View) -> None:
    claim = _claim(view, "It injured 46 people")
    assert claim.notes == ("The place is taken from the text around this place.",)


def test_without_its_text_a_claim_shows_no_more_than_its_phrase(view: View) -> None:
    assert {e.words + e.before + e.after for c in view.claims for e in c.evidence} == {""}


def test_with_its_text_a_claim_shows_its_sentence(view_with_texts: View) -> None:
    evidence = _claim(view_with_texts, "A fire destroyed 24 warehouses").evidence[0]
    assert evidence.before == "LINDMAR —"
    assert evidence.words == "A fire destroyed 24 warehouses at Port Lindmar"
    assert evidence.after == "on Monday, the Lindmar Harbour Office said on Tuesday."


def test_a_text_with_other_words_is_not_quoted(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    sha = harbour.articles["courier"].sha256
    other = {sha: Snapshot(Path("x.txt"), sha, "other words " * 200)}
    evidence = _claim(build(harbour, harbour_comparison, other), "By Osk Tarrow").evidence[0]
    assert evidence.words == ""
    assert evidence.problem.startswith("the text at hand has other words here")


@pytest.mark.parametrize(("slug", "linked"), [("courier", True), ("gazette", False)])
def test_evidence_links_into_articles_that_have_an_address(
    view: View, harbour: Corpus, slug: str, linked: bool
) -> None:
    mine = {c.id for c in harbour.claims if c.article == slug}
    links = [bool(e.link) for c in view.claims if c.id in mine for e in c.evidence]
    assert set(links) == {linked}


def test_what_is_not_known_of_an_article_is_said(view: View) -> None:
    gazette = view.articles[1]
    assert (gazette.published, gazette.published_note) == ("", "the text gives no date")
    assert gazette.publisher_basis == "inferred"
    assert gazette.url == ""
