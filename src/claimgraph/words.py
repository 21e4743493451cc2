"""Layer 1. Plain English for every notation, in one table each: what a report says to its reader.

No word here judges who is right; a test holds the tables complete.
"""

from __future__ import annotations

from collections.abc import Mapping

CONTENT: Mapping[str, str] = {
    "conflict/value": "values that exclude each other",
    "conflict/boundary": "same figure, but the limit is in or out",
    "conflict/polarity": "one affirms what the other denies",
    "conflict/part-exceeds-whole": "a part that is larger than its whole",
    "conflict/falls": "a running total that goes down",
    "tension": "words that point to different things",
    "agree-exact": "the same statement",
    "agree-hedged": "the same figure in other words",
    "agree-overlap": "ranges that overlap",
    "refines": "one is more precise than the other",
    "scope-mismatch": "not comparable as they stand",
    "undetermined": "can't be compared by rule",
    "not-truth-apt": "a demand or a condition, not a statement of fact",
    "not-current": "withdrawn or replaced",
    "updates": "both can have been right when they were said",
    "corrects": "one corrects the other",
    "retracts": "one withdraws the other",
    "denies": "one denies the other",
    "stale": "said again after it was replaced",
    "citation-cycle": "articles that rest on each other",
    "copying": "values in common that most others contradict",
    "omission": "not found in the other",
    "arithmetic/holds": "the computation agrees",
    "arithmetic/fails": "the computation does not agree",
}
"""Content relations."""

PROVENANCE: Mapping[str, str] = {
    "same-voice": "one article, one voice",
    "common-principal": "both quote the same source",
    "echo": "one article rests on the other, or both on one quotation",
    "possibly-dependent": "whether they have one origin can't be told from the texts",
    "common-channel": "two speakers, carried by one channel",
    "independent": "the texts show separate origins",
    "unknown": "the texts don't say where the statements come from",
}
"""Provenance relations."""

VERDICT: Mapping[str, str] = {
    "restatement": "said more than once by one voice",
    "repetition": "one source, repeated",
    "unproven-corroboration": "agreement whose origins the texts don't show",
    "corroboration-one-channel": "two speakers, but one channel carried both",
    "corroboration": "agreement of separate origins",
    "self-contradiction": "one voice gives two answers",
    "altered-repetition": "one source, repeated in other words",
    "distortion": "one source, reported in two ways",
    "dispute-or-distortion": "either two views, or one source reported in two ways",
    "dispute": "the sources differ",
}
"""Verdicts: what content and provenance say of the reports, never of the facts."""

SEVERITY: Mapping[str, str] = {
    "critical": "look at this first",
    "notable": "worth a look",
    "minor": "small",
    "info": "for the record",
}
"""Severities."""

REVIEW: Mapping[str, str] = {
    "pending": "not decided yet",
    "a-wrong": "the first side is wrong",
    "b-wrong": "the other side is wrong",
    "both-right": "both are right",
    "not-a-conflict": "no conflict",
}
"""What a person concluded. A is the first side of the finding, whatever letter its article has."""

STANDING: Mapping[str, str] = {
    "stands": "stands",
    "changed": "reviewed before it changed",
    "gone": "its finding is gone",
}
"""What became of the finding that a person reviewed."""

MODALITY: Mapping[str, str] = {
    "asserted": "stated as fact",
    "estimated": "given as an estimate",
    "inferred": "given as a conclusion",
    "projected": "given as a forecast",
    "possible": "given as possible",
    "announced": "announced",
    "normative": "given as what ought to be",
    "hypothetical": "given as what would be if",
}
"""Modalities."""

STANCE: Mapping[str, str] = {
    "own": "own voice, no source named",
    "unattributed": "reported, no source named",
    "neutral": "neutral",
    "distancing": "keeps its distance",
    "factive": "takes it as given",
    "denying": "denies it",
    "predictive": "looks ahead",
    "directive": "calls for it",
}
"""Stances: what a reporting verb tells about the reporter's view."""

SPEAKER: Mapping[str, str] = {
    "publisher": "publisher",
    "news-agency": "news agency",
    "organization": "organisation",
    "person": "person",
    "collective": "several people, not named",
    "anonymous": "anonymous source",
}
"""Kinds of agents."""

DIMENSION: Mapping[str, str] = {
    "proposition": "statement",
    "event": "event",
    "actor": "actor",
    "target": "target",
    "population": "group",
    "place": "place",
    "period": "period",
    "reference": "period compared with",
    "of": "base",
}
"""Dimensions of a question."""

STATUS: Mapping[str, str] = {
    "conflict": "Conflict",
    "tension": "In tension",
    "history": "Changed over time",
    "independent": "Agree, separate origins",
    "one-origin": "Agree, one origin",
    "unproven": "Agree, origins unclear",
    "open": "Can't be compared",
    "only": "Only in {letter}",
}
"""Where a question stands among the articles."""

ONLY_ONE = "Only in one article"
"""As `only` in STATUS, for whichever of many articles it is."""

STATUS_MEANING: Mapping[str, str] = {
    "conflict": "the answers exclude each other",
    "tension": "the answers don't exclude each other, but the words point to different things",
    "history": "one answer updates, corrects or withdraws the other",
    "independent": "the texts show at least two separate origins",
    "one-origin": "all of them go back to one source: repeated, not confirmed",
    "unproven": "the texts don't show whether there is more than one origin",
    "open": "both speak of it, but no rule can compare what they say",
    "only": "no answer to it was found in the others, which is not a denial",
}
"""One line on each status."""

CELL: Mapping[str, str] = {
    "agrees": "agrees with another source, conflicts with none",
    "split": "agrees with one source, conflicts with another",
    "against": "conflicts, and agrees with none",
    "apart": "in tension, or changed over time",
    "open": "not compared by rule",
}
"""How the answer of one source stands to those of the others."""

TREND: Mapping[str, str] = {
    "rises": "rises",
    "falls": "falls",
    "changes": "goes up and down",
    "steady": "may have stayed the same",
    "": "no direction that the dates show",
}
"""How a changing figure moves."""

FLAG: Mapping[str, str] = {
    "attribution": "Attribution differs",
    "certainty": "Certainty differs",
    "scope": "Scope differs",
    "inside": "Differs within one article",
}
"""What else can be said of a question, beside its status."""

_FACET: Mapping[str, str] = {
    "attribution:different": "different sources named",
    "attribution:unattributed": "one names no source",
    "attribution:anonymous": "a source is anonymous",
    "attribution:re-attributed": "one figure, given to two speakers",
    "chain:hedge": "the figure was passed on with another hedge",
    "chain:certainty": "the statement was passed on as more or less certain",
    "underspecified:definition": "one does not say how it counts",
    "only-other-scope": "the other has a statement of another scope",
    "published-before": "the other was published before",
}


def facet(notation: str) -> str:
    """Words for one facet of a finding.

    >>> facet("modality:asserted/projected")
    'stated as fact / given as a forecast'
    """
    if notation in _FACET:
        return _FACET[notation]
    kind, _, detail = notation.partition(":")
    if kind in ("modality", "stance"):
        table = MODALITY if kind == "modality" else STANCE
        words = " / ".join(table.get(part, part) for part in detail.split("/"))
        return words if kind == "modality" else f"reporting verb: {words}"
    dimension = DIMENSION.get(detail, detail)
    if kind == "scope":
        return f"the {dimension} differs"
    if kind == "underspecified":
        return f"one does not fix the {dimension}"
    if kind == "context":
        return f"the {dimension} of one is taken from the text around it"
    return notation.replace("-", " ").replace(":", ": ")


def verb(cue: str) -> str:
    """Words for a cue.

    >>> verb("according-to")
    'according to'
    """
    return cue.replace("-", " ")


def plural(count: int, one: str, many: str = "") -> str:
    """Count with its noun.

    >>> plural(1, "claim"), plural(2, "claim"), plural(0, "was", "were")
    ('1 claim', '2 claims', '0 were')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


RELIANCE: Mapping[str, str] = {
    "quotes": "quotes",
    "stated": "rests on, as the text says",
    "inferred": "rests on, as the recorder infers",
    "speaks-for": "speaks for",
}
"""How one party of the lineage relies on another."""
