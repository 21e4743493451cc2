"""Cues, modalities and reasons hang together."""

from __future__ import annotations

from claimgraph import speech


def test_every_cue_has_a_known_stance() -> None:
    assert sorted(set(speech.CUES.values()) - set(speech.STANCES)) == []


def test_every_stance_is_that_of_some_cue() -> None:
    assert sorted(set(speech.STANCES) - set(speech.CUES.values())) == []


def test_every_modality_has_a_factbank_certainty() -> None:
    assert sorted(set(speech.MODALITIES.values()) - {"CT", "PR", "PS", "U"}) == []


def test_what_cannot_be_true_or_false_is_uncertain() -> None:
    assert {speech.MODALITIES[name] for name in speech.NOT_TRUTH_APT} == {"U"}


def test_reasons_stand_once() -> None:
    assert len(set(speech.REASONS)) == len(speech.REASONS)
