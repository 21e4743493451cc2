"""Layer 4. Reasons in plain words: templates of the tables filled with names from the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimgraph import hedges, words
from claimgraph.compare.dimensions import MISSING, Difference
from claimgraph.compare.record import Row
from claimgraph.model import Corpus, Question

_HOW = {
    "within": "{dim} (the first is part of the second)",
    "contains": "{dim} (the second is part of the first)",
    "overlap": "{dim} (they overlap)",
    "disjoint": "{dim} (they don't overlap)",
    "sibling": "{dim} (two kinds of one thing)",
}
_PROVENANCE = {
    "same-voice": "Both stand in one article and in one voice.",
    "common-principal": "Both go back to {who}.",
    "echo": "One article rests on the other.",
    "possibly-dependent": "Whether they have one origin can't be told from the texts.",
    "common-channel": "Two speakers, but one channel carried both.",
    "independent": "The texts show two separate origins.",
    "unknown": "The texts don't say where the statements come from.",
}
_DIMENSION = {"of": "base"}
_FACETS = {
    "attribution:different": "They name different sources.",
    "attribution:anonymous": "A source is anonymous.",
    "attribution:re-attributed": "One figure is given to two speakers.",
    "chain:hedge": "The figure was passed on with another hedge.",
    "chain:certainty": "The statement was passed on as more or less certain.",
    "underspecified:definition": "One does not say how it counts.",
}


_HOW_BASES = {
    "within": "the first is part of the second",
    "contains": "the second is part of the first",
    "overlap": "they overlap",
    "disjoint": "they are different bases",
    "sibling": "they are different bases",
}


def scopes(
    a: Question, b: Question, difference: Difference, corpus: Corpus, units: tuple[str, str]
) -> str:
    """Say which dimensions differ, and how: the words of a scope mismatch.

    units: what the two values are in.
    """
    parts = []
    if difference.measure in _HOW:
        names = f"what is counted: {corpus.measure(a).name} / {corpus.measure(b).name}"
        parts.append(_HOW[difference.measure].format(dim=names))
    for dim, how in difference.scopes:
        left_name, right_name = dim_name(a, dim, corpus), dim_name(b, dim, corpus)
        if dim == "of":
            parts.append(f"of what: {left_name} / {right_name} ({_HOW_BASES[how]})")
        else:
            parts.append(_HOW[how].format(dim=f"{dim}: {left_name} / {right_name}"))
    open_ones = [dim for dim, how in difference.dims if how in MISSING]
    if not parts and open_ones:
        return " and ".join(f"the {_DIMENSION.get(dim, dim)}" for dim in open_ones)
    left, right = corpus.measure(a), corpus.measure(b)
    if (units[0], left.value) != (units[1], right.value) and (not parts or a.measure == b.measure):
        parts.append(f"unit: {units[0] or left.value} / {units[1] or right.value}")
    return "; ".join(parts)


def dim_name(question: Question, dim: str, corpus: Corpus) -> str:
    """Name of what *question* fixes in *dim*, as the register writes it."""
    key = question.dims.get(dim, "") or (question.denominator if dim == "of" else "")
    known = corpus.register
    for items in (known.places, known.periods, known.concepts, known.events, known.agents):
        if key in items:
            return items[key].name
    if dim == "of":
        return known.questions[key].text if key in known.questions else key or "not said"
    return key


def value(row: Row, corpus: Corpus) -> str:
    """Value of a claim in words, with its unit."""
    question = corpus.register.questions[row.question]
    measure = corpus.measure(question)
    text = row.text
    if row.form == "interval" and measure.unit and not row.dated:
        text = _with_unit(row, measure.unit)
    return f"not {text}" if row.negative else text


def figure(row: Row) -> str:
    """Return the figure that the words of *row* name, else its words."""
    return row.text if row.form != "interval" or row.dated else f"{row.stated:,.12g}"


def listed(names: Sequence[str], most: int) -> str:
    """Join *names*, the first *most* of them: "46, 79 and 3 more"."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def several(rows: Iterable[Row], corpus: Corpus, most: int) -> str:
    """Values of one side in words, each once: "many people, about 600 people"."""
    return listed(list(dict.fromkeys(value(row, corpus) for row in rows)), most)


def _with_unit(row: Row, unit: str) -> str:
    if row.written_unit:
        return row.text
    if row.hedge in hedges.PLURALS:
        return f"{row.text} of {unit}"
    if row.hedge == "threshold-inclusive":
        return f"{row.stated:,.12g} {unit} and over"
    return f"{row.text} {unit}"


def provenance(relation: str, a: Row, corpus: Corpus) -> str:
    """One sentence on where two claims come from."""
    who = corpus.register.agents[a.origin].name if a.origin else ""
    return _PROVENANCE[relation].format(who=who)


def reporting_verbs(a: Row, b: Row) -> str:
    """Say how the reporting verbs of two claims differ in stance."""
    left, right = (f"{_verb(row)} ({words.STANCE[row.stance]})" for row in (a, b))
    return f"The reporting verbs differ: {left} / {right}."


def _verb(row: Row) -> str:
    return words.verb(row.cue) or "no verb"


def unattributed(members: Iterable[Row], corpus: Corpus) -> str:
    """Say which publishers name no source for what others attribute."""
    silent = [corpus.articles[row.article].publisher for row in members if not row.principal]
    names = [corpus.register.agents[name].name for name in dict.fromkeys(silent)]
    return f"{' and '.join(names)} {'names' if len(names) == 1 else 'name'} no source for it."


def facet_notes(found: tuple[str, ...]) -> list[str]:
    """Sentences for the facets a reader should know, in the order given."""
    notes = []
    for facet in found:
        kind, _, detail = facet.partition(":")
        if facet in _FACETS:
            notes.append(_FACETS[facet])
        elif kind == "modality":
            left, right = (words.MODALITY[name] for name in detail.split("/"))
            notes.append(f"They differ in certainty: {left} / {right}.")
        elif kind == "underspecified":
            notes.append(f"One does not fix the {_DIMENSION.get(detail, detail)}.")
        elif kind == "context":
            notes.append(f"The {detail} of one is taken from the surrounding text.")
    return list(dict.fromkeys(notes))
