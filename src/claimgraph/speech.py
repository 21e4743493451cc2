"""Layer 1. How something is said: cues with their stance, modalities with their certainty.

The same lists stand in ``ontology/schemes.ttl``; a test holds the two together. Sources: FactBank
(certainty CT/PR/PS/U, nested sources), PARC (cue, source, content).
"""

from __future__ import annotations

CUES: dict[str, str] = {
    "own-voice": "own",
    "passive-report": "unattributed",
    "say": "neutral",
    "state": "neutral",
    "tell": "neutral",
    "announce": "neutral",
    "according-to": "neutral",
    "report": "neutral",
    "cite": "neutral",
    "explain": "neutral",
    "continue": "neutral",
    "estimate": "neutral",
    "designate": "neutral",
    "claim": "distancing",
    "allege": "distancing",
    "blame": "distancing",
    "note": "factive",
    "confirm": "factive",
    "reveal": "factive",
    "deny": "denying",
    "warn": "predictive",
    "expect": "predictive",
    "predict": "predictive",
    "urge": "directive",
    "advocate": "directive",
}
"""Cue to stance."""

STANCES = ("own", "unattributed", "neutral", "distancing", "factive", "denying", "predictive",
           "directive")  # fmt: skip

MODALITIES: dict[str, str] = {
    "asserted": "CT",
    "estimated": "PR",
    "inferred": "PR",
    "projected": "PR",
    "possible": "PS",
    "announced": "CT",
    "normative": "U",
    "hypothetical": "U",
}
"""Modality to FactBank certainty."""


def certainty(modality: str) -> str:
    """FactBank's certainty of *modality*: CT, PR, PS or U.

    >>> certainty("projected")
    'PR'
    """
    return MODALITIES[modality]


NOT_TRUTH_APT = frozenset({"normative", "hypothetical"})
"""What can't be true or false yet: what ought to be, what would be if."""

REASONS = ("attribution", "connective", "furniture", "disclaimer", "repetition", "question",
           "rhetoric")  # fmt: skip
"""Why a stretch of an article is not a claim."""
