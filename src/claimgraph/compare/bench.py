"""Layer 4. The workbench of a comparison: decided pairs become findings with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from claimgraph import ids
from claimgraph.compare import decision, wording
from claimgraph.compare.dimensions import Difference
from claimgraph.compare.facets import facets
from claimgraph.compare.independence import Voices, strongest
from claimgraph.compare.record import Row, pair
from claimgraph.findings import SEVERITIES, Finding, Pair, Severity
from claimgraph.model import Corpus

Decided = tuple[decision.Rule, Row, Row]
"""One pair of claims and the row of the table that decided it."""

_ATTENTION = ("attribution:", "modality:", "stance:")


@dataclass(frozen=True, slots=True)
class Bench:
    """What every step of one comparison reads."""

    corpus: Corpus
    rows: Mapping[str, Row]
    order: Mapping[str, int]
    answers: Mapping[str, Sequence[Row]]
    voices: Voices

    def pairs(
        self, left: Sequence[Row], right: Sequence[Row], how: Difference
    ) -> Iterator[Decided]:
        """Decide every pair of one claim on the left and one on the right."""
        for a, b in product(left, right):
            columns = pair(a, b, how, self.corpus.register)
            yield decision.decide(columns), a, b


def findings(
    bench: Bench,
    sides: Sequence[Sequence[Row]],
    decided: Iterable[Decided],
    how: Difference,
) -> Iterator[Finding]:
    """One finding for each row of the table that decided some of the pairs."""
    by_rule: dict[str, list[Decided]] = {}
    for item in decided:
        by_rule.setdefault(item[0].id, []).append(item)
    for items in by_rule.values():
        if items[0][0].content == "unrelated":
            continue
        involved = {row.claim for _, a, b in items for row in (a, b)}
        kept = [[r for r in side if r.claim in involved] for side in sides]
        yield _finding(bench, [side for side in kept if side], items, how)


def _finding(
    bench: Bench,
    sides: Sequence[Sequence[Row]],
    items: Sequence[Decided],
    how: Difference,
) -> Finding:
    rule = items[0][0]
    expanded = tuple(_pair(bench, rule, a, b, how) for _, a, b in items)
    crossing = [p for p, (_, a, b) in zip(expanded, items, strict=True) if a.article != b.article]
    source = strongest((p.provenance for p in crossing or expanded), decision.INDEPENDENCE)
    found = tuple(sorted({facet for p in expanded for facet in p.facets}))
    members = [row for side in sides for row in side]
    questions = tuple(dict.fromkeys(row.question for row in members))
    claims = tuple(tuple(row.claim for row in side) for side in sides)
    shown = next(
        (a, b) for p, (_, a, b) in zip(expanded, items, strict=True) if p.provenance == source
    )
    agreeing = rule.content in decision.AGREEING
    origins = bench.voices.origins(members) if agreeing else None
    return Finding(
        id=finding_id(bench, rule.id, questions, claims),
        questions=questions, sides=claims, articles=articles_of(members),
        content=rule.content, provenance=source, facets=found,
        verdict=_verdict(rule.content, source, origins),
        severity=severity(rule.content, found), rule=rule.id,
        reason=_reason(bench, items, how, wording.provenance(source, shown[0], bench.corpus),
                       found),
        pairs=expanded, origins=origins,
        care=_care(found),
    )  # fmt: skip


def _verdict(content: str, source: str, origins: tuple[int, int] | None) -> str:
    """Return the verdict of a finding: no corroboration while there may be one origin only."""
    found = decision.verdict(content, source)
    if found == "corroboration" and origins is not None and origins[0] == 1:
        return decision.verdict(content, "unknown")
    return found


def _pair(bench: Bench, rule: decision.Rule, a: Row, b: Row, how: Difference) -> Pair:
    source = bench.voices.relation(a, b)
    found = facets(a, b, how, bench.corpus.register)
    return Pair(
        a.claim, b.claim, rule.content, source, found, decision.verdict(rule.content, source)
    )


def finding_id(
    bench: Bench, rule: str, questions: Sequence[str], sides: Sequence[Sequence[str]]
) -> str:
    """Identity of a finding: its rule, questions and sides, whatever the wording says."""
    known = bench.corpus.register.questions
    return ids.digest(rule, [known[q].id for q in questions], [list(side) for side in sides])


def articles_of(members: Sequence[Row]) -> tuple[str, ...]:
    """Articles of *members*, each once, in their order."""
    return tuple(dict.fromkeys(row.article for row in members))


def severity(content: str, found: Sequence[str]) -> Severity:
    """Severity of a content relation; doubtful scope lowers it, differing attribution raises."""
    at = SEVERITIES.index(_as_severity(decision.SEVERITY_RULE[content]))
    doubtful = any(facet.startswith("underspecified:") for facet in found)
    if doubtful and content.startswith("conflict"):
        at = min(at + 1, len(SEVERITIES) - 1)
    if content in decision.AGREEING and any(facet.startswith(_ATTENTION) for facet in found):
        at = min(at, SEVERITIES.index("minor"))
    return SEVERITIES[at]


def _as_severity(name: str) -> Severity:
    return next(severity for severity in SEVERITIES if severity == name)


def _reason(
    bench: Bench,
    items: Sequence[Decided],
    how: Difference,
    source: str,
    found: tuple[str, ...],
) -> str:
    rule, a, b = items[0]
    register = bench.corpus.register
    one, other = register.questions[a.question], register.questions[b.question]
    text = rule.reason.format(
        a=wording.several((left for _, left, _ in items), bench.corpus),
        b=wording.several((right for _, _, right in items), bench.corpus),
        stated=a.text if a.form != "interval" else f"{a.stated:,.12g}",
        scopes=wording.scopes(one, other, how, bench.corpus),
    )
    if rule.content in ("scope-mismatch", "not-current", "not-truth-apt"):
        return text
    told = [f for f in found if f.startswith(_ATTENTION)]
    notes = wording.facet_notes(tuple(told))
    if "attribution:unattributed" in told:
        members = (row for _, left, right in items for row in (left, right))
        notes.insert(0, wording.unattributed(members, bench.corpus))
    if any(f.startswith("stance:") for f in told):
        notes.append(wording.reporting_verbs(*_stances(items)))
    return " ".join(filter(None, [text, source, *notes]))


def _stances(items: Sequence[Decided]) -> tuple[Row, Row]:
    """Return the first pair whose reporting verbs differ in stance."""
    return next((a, b) for _, a, b in items if a.stance != b.stance)


def _care(found: tuple[str, ...]) -> tuple[str, ...]:
    doubtful = tuple(f for f in found if f.startswith(("underspecified:", "context:")))
    return tuple(wording.facet_notes(doubtful))
