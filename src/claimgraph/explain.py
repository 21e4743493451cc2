"""Layer 6. One claim or finding in words: its evidence, who says it, what it relates to and why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from claimgraph import speech, values
from claimgraph.errors import UsageError
from claimgraph.findings import Comparison, Finding
from claimgraph.kinds import NUMERIC
from claimgraph.model import Anchor, Article, Claim, Corpus, Measure, Question, Value
from claimgraph.snapshot import Snapshot
from claimgraph.tables import printable

SHORTEST = 4
"""Characters of an id that must be given at least."""

_NAME_WIDTH = 12


def explain(
    key: str, corpus: Corpus, comparison: Comparison, texts: Mapping[str, Snapshot] | None = None
) -> str:
    """Explain the claim or finding whose id is or begins with *key*.

    texts: the user's snapshots by sha256; where the article's is among them, the words of the
    span are shown. Raises UsageError when no id or more than one fits.
    """
    found = _resolve(key, corpus, comparison)
    lines = (
        _claim(found, corpus, comparison, texts or {})
        if isinstance(found, Claim)
        else _finding(found, corpus, texts or {})
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _resolve(key: str, corpus: Corpus, comparison: Comparison) -> Claim | Finding:
    things: dict[str, Claim | Finding] = {finding.id: finding for finding in comparison.findings}
    things |= corpus.by_id()
    if key in things:
        return things[key]
    fitting = sorted(name for name in things if name.startswith(key))
    if len(key) < SHORTEST or not fitting:
        raise UsageError(
            f"no claim or finding has the id {printable(key)!r}",
            cure=f"see `claimgraph list` and `claimgraph compare`; {SHORTEST} characters of an id "
            "are enough",
        )
    if len(fitting) > 1:
        raise UsageError(
            f"{printable(key)!r} is the beginning of {len(fitting)} ids",
            cure="give more of it: " + ", ".join(fitting[:5]),
        )
    return things[fitting[0]]


def _row(name: str, text: str) -> str:
    return f"  {name:<{_NAME_WIDTH}}{printable(text)}"


def _chain(claim: Claim, corpus: Corpus) -> str:
    """Name the speakers as a reader meets them: the publisher first."""
    agents = corpus.register.agents
    names = [agents[key].role or agents[key].name for key in claim.chain]
    return " ← ".join(names)


def _bound(n: float) -> str:
    return "no limit" if math.isinf(n) else f"{n:,.10g}"


def _value(value: Value, measure: Measure) -> str:
    if value.kind not in NUMERIC or value.outer is None:
        return value.text
    bounds = values.effective(value)
    if bounds.low == bounds.high:
        return value.text
    unit = values.unit_of(value, measure) if value.unit else ""
    ends = f"from {_bound(bounds.low)} to {_bound(bounds.high)} {unit}".rstrip()
    return f"{value.text} ({ends})"


def _dimensions(question: Question, corpus: Corpus) -> Iterator[str]:
    register = corpus.register
    kinds: tuple[Mapping[str, object], ...] = (
        register.places, register.periods, register.concepts, register.events, register.agents,
    )  # fmt: skip
    for name, key in question.dims.items():
        if name == "proposition":
            continue
        thing = next((kind[key] for kind in kinds if key in kind), None)
        yield _row(name, str(getattr(thing, "name", key)))


def _question(question: Question, corpus: Corpus) -> Iterator[str]:
    measure = corpus.measure(question)
    yield _row("question", question.text)
    yield _row("", question.id)
    if question.measure != "holds":
        yield _row("measure", f"{measure.name}: {measure.definition}")
    yield from _dimensions(question, corpus)


def _evidence(claim: Claim, corpus: Corpus, texts: Mapping[str, Snapshot]) -> Iterator[str]:
    article = corpus.articles[claim.article]
    snapshot = texts.get(article.sha256)
    for anchor in claim.anchors:
        yield _row("evidence", f"“{anchor.phrase}” in {article.label}")
        yield _row("", _where(anchor, article, corpus))
        yield _row("", f"span {anchor.digest}")
        if anchor.locator:
            yield _row("", f"taken from {anchor.locator}, says the table")
        if snapshot is not None and not anchor.column:
            yield _row("", _words(anchor, snapshot))


def _where(anchor: Anchor, article: Article, corpus: Corpus) -> str:
    table = corpus.register.tables.get(article.table)
    if anchor.column and table is not None:
        return f"{anchor.place} of {table.name}, sha256:{table.sha256}"
    return f"characters {anchor.start} to {anchor.end} of sha256:{article.sha256}"


def _words(anchor: Anchor, snapshot: Snapshot) -> str:
    if anchor.end > len(snapshot.text):
        return "the text ends before this span: run `claimgraph check --articles`"
    if snapshot.digest(anchor.start, anchor.end) != anchor.digest:
        return "the text has other words here: run `claimgraph check --articles`"
    return f"“{snapshot.text[anchor.start : anchor.end]}”"


def _about(claim: Claim, corpus: Corpus, texts: Mapping[str, Snapshot]) -> Iterator[str]:
    yield _row("answer", _value(claim.value, corpus.measure(corpus.question(claim))))
    if claim.value.hedge:
        yield _row("hedge", claim.value.hedge)
    yield _row("said by", _chain(claim, corpus))
    yield _row("how", f"{claim.cue} ({speech.CUES[claim.cue]}), {claim.modality}, {claim.polarity}")
    if claim.said_on:
        yield _row("said on", claim.said_on.edtf)
    if claim.context:
        yield _row("context", "from the text around the span: " + ", ".join(claim.context))
    if claim.status != "current":
        yield _row("status", claim.status)
    if claim.note:
        yield _row("note", claim.note)
    yield from _evidence(claim, corpus, texts)
    yield _row("written in", str(claim.where))


def _claim(
    claim: Claim, corpus: Corpus, comparison: Comparison, texts: Mapping[str, Snapshot]
) -> Iterator[str]:
    yield f"Claim {claim.id}"
    yield from _question(corpus.question(claim), corpus)
    yield from _about(claim, corpus, texts)
    related = [f for f in comparison.findings if claim.id in f.claims]
    yield ""
    count = (
        "no finding"
        if not related
        else "one finding"
        if len(related) == 1
        else (f"{len(related)} findings")
    )
    yield f"Stands in {count}"
    claims = corpus.by_id()
    for finding in related:
        yield ""
        yield from _conclusion(finding)
        for other in finding.claims:
            if other != claim.id:
                yield _row("with", _short(claims[other], corpus))


def _short(claim: Claim, corpus: Corpus) -> str:
    label = corpus.articles[claim.article].label
    return f"{claim.id}  {claim.value.text}, {_chain(claim, corpus)} ({label})"


def _conclusion(finding: Finding) -> Iterator[str]:
    yield f"Finding {finding.id}"
    yield _row("content", f"{finding.content} (rule {finding.rule}, {finding.severity})")
    if finding.provenance:
        yield _row("provenance", f"{finding.provenance}: {finding.verdict or 'no verdict'}")
    yield _row("why", finding.reason)
    if finding.computed:
        yield _row("computed", finding.computed)
    if finding.origins:
        low, high = finding.origins
        count = str(low) if low == high else f"{low} to {high}"
        yield _row("origins", f"{count} independent")
    if finding.facets:
        yield _row("facets", ", ".join(finding.facets))
    for note in finding.care:
        yield _row("with care", note)


def _finding(finding: Finding, corpus: Corpus, texts: Mapping[str, Snapshot]) -> Iterator[str]:
    yield from _conclusion(finding)
    for key in finding.questions:
        yield from _question(corpus.register.questions[key], corpus)
    claims = corpus.by_id()
    for number, side in enumerate(finding.sides, 1):
        for key in side:
            yield ""
            yield f"Side {number}: claim {key}"
            yield from _about(claims[key], corpus, texts)
