"""Who relies on whom."""

from __future__ import annotations

from claimgraph.model import Corpus
from claimgraph.view import View


def _edges(view: View, how: str) -> set[tuple[str, str]]:
    return {
        (e.source.split(":")[1], e.target.split(":")[1]) for e in view.lineage.edges if e.how == how
    }


def test_a_chain_of_three_gives_two_edges(view: View) -> None:
    quoting = _edges(view, "quotes")
    assert {("courier", "meridian-wire"), ("meridian-wire", "fire-brigade-officials")} <= quoting


def test_claims_are_counted_on_each_step(view: View) -> None:
    steps = {(e.source, e.target): e.claims for e in view.lineage.edges if e.how == "quotes"}
    assert steps["article:courier", "agent:meridian-wire"] == 2
    assert steps["agent:meridian-wire", "agent:fire-brigade-officials"] == 2


def test_stated_and_inferred_documents_are_told_apart(view: View) -> None:
    assert ("courier", "meridian-wire") in _edges(view, "stated")
    assert _edges(view, "inferred") == {("gazette", "meridian-wire")}


def test_the_sources_of_a_document_are_followed(view: View) -> None:
    assert ("meridian-wire", "lindmar-harbour-office") in _edges(view, "stated")


def test_a_speaker_is_tied_to_the_organisation_spoken_for(view: View) -> None:
    assert _edges(view, "speaks-for") == {("ilse-vantree", "lindmar-harbour-office")}


def test_claims_in_an_article_s_own_voice_are_counted(view: View, harbour: Corpus) -> None:
    told = sum(count for _, count in view.lineage.own_voice)
    assert told == sum(len(claim.chain) == 1 for claim in harbour.claims)


def test_every_end_of_an_edge_is_a_node(view: View) -> None:
    known = {node.id for node in view.lineage.nodes}
    assert {end for e in view.lineage.edges for end in (e.source, e.target)} <= known
