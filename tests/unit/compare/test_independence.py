"""Provenance relation of two claims and origins behind several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.compare import record
from claimgraph.compare.independence import derivation, voices
from claimgraph.model import Corpus

MakeCorpus = Callable[..., Corpus]
STATED = "  sources: [{document: release, basis: stated}]"
VIA_WIRE = "  sources: [{document: story, basis: stated}]"
GUESSED = "  sources: [{document: release, basis: inferred}]"
CREDITED = STATED + "\n  credit: with agencies"


def said(*chain: str) -> dict[str, Any]:
    item: dict[str, Any] = {"question": "dead", "value": 5}
    return {**item, "attribution": list(chain), "cue": "say"} if chain else item


def relation(corpus: Corpus) -> str:
    a, b = (record.row(claim, corpus) for claim in corpus.claims)
    found = voices(corpus)
    assert found.relation(a, b) == found.relation(b, a)
    return found.relation(a, b)


def origins(corpus: Corpus) -> tuple[int, int]:
    return voices(corpus).origins([record.row(claim, corpus) for claim in corpus.claims])


def two(left: dict[str, Any], right: dict[str, Any], corpus_of: MakeCorpus, **extra: str) -> Corpus:
    return corpus_of({"courier": [left], "gazette": [right]}, extra=extra)


def test_one_speaker_in_two_articles_is_a_common_principal(corpus_of: MakeCorpus) -> None:
    assert relation(two(said("ministry"), said("wire", "ministry"), corpus_of)) == (
        "common-principal"
    )


def test_a_spokeswoman_speaks_for_her_organisation(corpus_of: MakeCorpus) -> None:
    assert relation(two(said("ministry"), said("spokeswoman"), corpus_of)) == "common-principal"


def test_two_named_speakers_without_a_shared_source_are_independent(corpus_of: MakeCorpus) -> None:
    assert relation(two(said("ministry"), said("mayor"), corpus_of)) == "independent"


def test_two_speakers_over_one_agency_share_a_channel(corpus_of: MakeCorpus) -> None:
    assert relation(two(said("wire", "ministry"), said("wire", "mayor"), corpus_of)) == (
        "common-channel"
    )


def test_two_speakers_over_one_document_share_a_channel(corpus_of: MakeCorpus) -> None:
    corpus = two(said("ministry"), said("mayor"), corpus_of, courier=STATED, gazette=VIA_WIRE)
    assert relation(corpus) == "common-channel"


def test_two_speakers_in_one_article_share_a_channel(corpus_of: MakeCorpus) -> None:
    assert relation(corpus_of({"courier": [said("ministry"), said("mayor")]})) == "common-channel"


def test_a_relay_and_whom_it_relays_may_depend(corpus_of: MakeCorpus) -> None:
    assert relation(two(said("wire"), said("wire", "ministry"), corpus_of)) == (
        "possibly-dependent"
    )


def test_an_anonymous_source_may_be_anyone(corpus_of: MakeCorpus) -> None:
    assert relation(two(said("anon-courier"), said("ministry"), corpus_of)) == (
        "possibly-dependent"
    )


def test_a_voice_without_source_is_unknown_not_independent(corpus_of: MakeCorpus) -> None:
    assert relation(two(said(), said("mayor"), corpus_of)) == "unknown"


def test_own_voices_over_one_upstream_may_depend(corpus_of: MakeCorpus) -> None:
    corpus = two(said(), said(), corpus_of, courier=STATED, gazette=GUESSED)
    assert relation(corpus) == "possibly-dependent"


def test_own_voices_whose_known_sources_differ_are_independent(corpus_of: MakeCorpus) -> None:
    corpus = two(said(), said("mayor"), corpus_of, courier=STATED)
    assert relation(corpus) == "independent"


@pytest.mark.parametrize("extra", [GUESSED, CREDITED])
def test_guessed_or_unnamed_sources_never_prove_independence(
    extra: str, corpus_of: MakeCorpus
) -> None:
    assert relation(two(said(), said("mayor"), corpus_of, courier=extra)) == "unknown"


def test_an_article_that_names_another_s_publisher_echoes_it(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({"courier": [said()], "gazette": [said("courier")]})
    assert relation(corpus) == "echo"


def test_one_voice_of_one_article_is_the_same_voice(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of({"courier": [said(), {"question": "dead", "value": 6}]})
    assert relation(corpus) == "same-voice"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("ministry",), ("wire", "ministry"), (1, 1)),
        (("ministry",), ("mayor",), (2, 2)),
        (("anon-courier",), (), (2, 2)),
        (("wire",), ("wire", "ministry"), (2, 2)),
    ],
)
def test_origins_are_counted_by_named_speakers(
    left: tuple[str, ...], right: tuple[str, ...], expected: tuple[int, int], corpus_of: MakeCorpus
) -> None:
    assert origins(two(said(*left), said(*right), corpus_of)) == expected


def test_own_voices_of_one_component_are_at_least_one_and_at_most_two(
    corpus_of: MakeCorpus,
) -> None:
    corpus = two(said(), said(), corpus_of, courier=STATED, gazette=VIA_WIRE)
    assert origins(corpus) == (1, 2)


def test_a_named_speaker_may_explain_an_own_voice_beside_it(corpus_of: MakeCorpus) -> None:
    corpus = two(said("ministry"), said(), corpus_of, courier=STATED, gazette=STATED)
    assert origins(corpus) == (1, 2)


def test_documents_are_followed_through_their_own_sources(corpus_of: MakeCorpus) -> None:
    found = derivation(two(said(), said(), corpus_of, courier=VIA_WIRE))
    assert found.stated["courier"] == {"story", "release"}


def test_no_sources_means_not_known(corpus_of: MakeCorpus) -> None:
    assert derivation(two(said(), said(), corpus_of, courier=STATED)).known == {"courier"}


def test_what_is_had_from_another_article_s_publisher_is_an_echo_whoever_said_it(
    corpus_of: MakeCorpus,
) -> None:
    corpus = corpus_of({"courier": [said("ministry")], "gazette": [said("courier", "ministry")]})
    assert relation(corpus) == "echo"


def test_a_shared_quotation_makes_an_echo_of_an_unattributed_copy(corpus_of: MakeCorpus) -> None:
    quote = '  quotations: [{quote: "sha256:' + "5" * 64 + '", span: [0, 9], digest: "sha256:'
    quote += "6" * 64 + '"}]'
    corpus = two(said("ministry"), said(), corpus_of, courier=quote, gazette=quote)
    assert (relation(corpus), origins(corpus)) == ("echo", (1, 1))
