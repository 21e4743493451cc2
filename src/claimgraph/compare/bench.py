"""Layer 4. The workbench of a comparison: decided pairs become findings with reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, islice, product

from claimgraph import ids
from claimgraph.compare import decision, wording
from claimgraph.compare.cells import Cell, cells
from claimgraph.compare.dimensions import Difference, comparable
from claimgraph.compare.facets import facets
from claimgraph.compare.independence import Voices, strongest
from claimgraph.compare.record import Row, pair
from claimgraph.findings import MAX_PAIRS, SEVERITIES, Finding, Pair, Severity
from claimgraph.model import Corpus, Register

Decided = tuple[decision.Rule, Cell, Cell]
"""Two cells and the row of the table that decided them."""

FEW_SIDES = 6
"""Up to this many different things said, each pair of them is a finding of its own."""

MAX_NAMED = 4
"""How many values a reason names before it counts the rest."""

_ATTENTION = ("attribution:", "modality:", "stance:", "chain:")


@dataclass(frozen=True)
class Bench:
    """What every step of one comparison reads.

    rows: in the order of the corpus. told: the rows of each article. cells: of the answers, by
    question. ratios: of each stated ratio, the questions that its two figures can answer.
    """

    corpus: Corpus
    rows: Mapping[str, Row]
    order: Mapping[str, int]
    answers: Mapping[str, Sequence[Row]]
    cells: Mapping[str, Sequence[Cell]]
    voices: Voices
    told: Mapping[str, Sequence[Row]]
    ratios: Sequence[tuple[frozenset[str], frozenset[str]]]

    @cached_property
    def near(self) -> Mapping[str, Sequence[str]]:
        """Questions whose answers can be compared, by question; found out where it is asked."""
        return comparable(self.corpus.register)

    def prose(self, found: Sequence[Finding]) -> tuple[Bench, Sequence[Finding]]:
        """Leave out what tables say, and of *found* what rests on that.

        Arithmetic that nobody declared is what a writer did: the cells of a table are many enough
        for any sum to hold by chance.
        """
        told = {slug for slug, article in self.corpus.articles.items() if not article.table}
        if len(told) == len(self.corpus.articles):
            return self, found
        claims = tuple(c for c in self.corpus.claims if c.article in told)
        rows = {claim.id: self.rows[claim.id] for claim in claims}
        answers = {key: kept for key, members in self.answers.items()
                   if (kept := [row for row in members if row.claim in rows])}  # fmt: skip
        bench = replace(
            self, corpus=replace(self.corpus, claims=claims), rows=rows, answers=answers,
            told={slug: rest for slug, rest in self.told.items() if slug in told},
        )  # fmt: skip
        return bench, [f for f in found if all(claim in rows for claim in f.claims)]

    def decide(self, a: Cell, b: Cell, how: Difference) -> Decided:
        """Put two cells before the table."""
        columns = pair(a.head, b.head, how, self.corpus.register)
        return decision.decide(columns), a, b


def workbench(
    corpus: Corpus,
    rows: Mapping[str, Row],
    order: Mapping[str, int],
    voices: Voices,
    near: Mapping[str, Sequence[str]] | None = None,
) -> Bench:
    """Lay out *rows*, which may be a part of a corpus. order: place of each claim in the whole.

    near: what `Bench.near` gives, where it is known already.
    """
    answers: dict[str, list[Row]] = {}
    told: dict[str, list[Row]] = {}
    for row in rows.values():
        answers.setdefault(row.question, []).append(row)
        told.setdefault(row.article, []).append(row)
    celled = {key: cells(members) for key, members in answers.items()}
    ratios = _ratios(corpus.register)
    bench = Bench(corpus, rows, order, answers, celled, voices, told, ratios)
    if near is not None:
        vars(bench)["near"] = near  # where a cached property keeps what it found
    return bench


def _ratios(register: Register) -> list[tuple[frozenset[str], frozenset[str]]]:
    stated = [q for q in register.questions.values() if q.numerator and q.denominator]
    near = comparable(register) if stated else {}
    return [(frozenset(near[q.numerator]), frozenset(near[q.denominator])) for q in stated]


def grouped(decided: Iterable[Decided]) -> list[list[Decided]]:
    """Group decided cells into what one finding says; what is unrelated is left out.

    While only a few different things are said, each pair of them is a finding of its own; of
    many, one finding for each row of the table has all of them as its sides.
    """
    kept = [item for item in decided if item[0].content != "unrelated"]
    said: dict[tuple[object, ...], int] = {}
    for _, a, b in kept:
        for cell in (a, b):
            said.setdefault((cell.head.question, cell.signature), len(said))
    found: dict[tuple[object, ...], list[Decided]] = {}
    for item in kept:
        rule, a, b = item
        both = sorted(said[cell.head.question, cell.signature] for cell in (a, b))
        pair = both if len(said) <= FEW_SIDES else ()
        found.setdefault((rule.id, *pair), []).append(item)
    return list(found.values())


def involved(bench: Bench, items: Iterable[Decided]) -> list[list[Row]]:
    """Sides of a finding: the claims of all cells in *items*, one side for each thing said."""
    met: dict[str, Cell] = {cell.head.claim: cell for _, a, b in items for cell in (a, b)}
    sides: dict[tuple[object, ...], list[Row]] = {}
    for cell in sorted(met.values(), key=lambda c: bench.order[c.head.claim]):
        sides.setdefault((cell.head.question, cell.signature), []).extend(cell.rows)
    return [sorted(side, key=lambda r: bench.order[r.claim]) for side in sides.values()]


def finding(
    bench: Bench,
    sides: Sequence[Sequence[Row]],
    items: Sequence[Decided],
    how: Difference,
    total: int = 0,
) -> Finding:
    """Make one finding of all cells that one row of the table decided.

    sides: clusters of claims. how: how the questions of the two cells of an item differ. total:
    pairs of claims that it stands for, where *items* are only the first of them.
    """
    rule = items[0][0]
    spelt = list(islice(_claims(items), MAX_PAIRS))
    expanded = tuple(_pair(bench, rule, a, b, how) for a, b in spelt)
    crossing = [p for p, (a, b) in zip(expanded, spelt, strict=True) if a.article != b.article]
    bare = _restated(sides)
    told = [p for p in crossing if p.left not in bare and p.right not in bare]
    source = strongest((p.provenance for p in told or crossing or expanded), decision.INDEPENDENCE)
    found = tuple(sorted({facet for p in expanded for facet in p.facets}))
    members = [row for side in sides for row in side]
    questions = tuple(dict.fromkeys(row.question for row in members))
    claims = tuple(tuple(row.claim for row in side) for side in sides)
    shown = next(a for p, (a, _) in zip(expanded, spelt, strict=True) if p.provenance == source)
    agreeing = rule.content in decision.AGREEING
    origins = bench.voices.origins(members) if agreeing else None
    total = total or sum(len(a.rows) * len(b.rows) for _, a, b in items if a is not b)
    return Finding(
        id=finding_id(bench, rule.id, questions, claims),
        questions=questions, sides=claims, articles=articles_of(members),
        content=rule.content, provenance=source, facets=found,
        verdict=verdict_of(rule.content, source, origins, found),
        severity=severity(rule.content, found, _gap(items)), rule=rule.id,
        reason=_reason(bench, items, spelt, how,
                       (wording.provenance(source, shown, bench.corpus), found)),
        pairs=expanded, origins=origins,
        care=(*_care(found, total - len(spelt)), *_withdrawn(bench, members)),
    )  # fmt: skip


def _restated(sides: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Claims in an article's own voice that say again what it attributes: a headline is no source.

    They do not count where the provenance of a finding is read off its pairs.
    """
    found: set[str] = set()
    for side in sides:
        attributed = {row.article for row in side if row.principal}
        found.update(row.claim for row in side if not row.principal and row.article in attributed)
    return frozenset(found)


def _claims(items: Iterable[Decided]) -> Iterator[tuple[Row, Row]]:
    """Pairs of claims behind decided cells, in order; a cell with itself gives its own pairs."""
    for _, a, b in items:
        yield from combinations(a.rows, 2) if a is b else product(a.rows, b.rows)


def _gap(items: Sequence[Decided]) -> float:
    """Widest gap between two values, as a share of the larger; infinite where there is none."""
    widest = 0.0
    for _, a, b in items:
        one, other = a.head, b.head
        gap = max(one.low, other.low) - min(one.high, other.high)
        size = max(abs(n) for r in (one, other) for n in (r.low, r.high) if math.isfinite(n))
        if one.form != "interval" or other.form != "interval" or one.dated or gap <= 0:
            return math.inf
        widest = max(widest, gap / size)
    return widest


def verdict_of(
    content: str, source: str, origins: tuple[int, int] | None, found: Sequence[str]
) -> str:
    """Return the verdict of a finding: no corroboration while there may be one origin only."""
    said = decision.verdict(content, source)
    if said == "corroboration" and origins is not None and origins[0] == 1:
        return decision.verdict(content, "unknown")
    if said == "repetition" and any(facet.startswith("chain:") for facet in found):
        return decision.ALTERED
    return said


def _pair(bench: Bench, rule: decision.Rule, a: Row, b: Row, how: Difference) -> Pair:
    source = bench.voices.relation(a, b)
    found = facets(a, b, how, source)
    verdict = verdict_of(rule.content, source, None, found)
    return Pair(a.claim, b.claim, rule.content, source, found, verdict)


def finding_id(
    bench: Bench, rule: str, questions: Sequence[str], sides: Sequence[Sequence[str]]
) -> str:
    """Identity of a finding: its rule, questions and sides, whatever their order or wording."""
    known = bench.corpus.register.questions
    return ids.digest(rule, sorted(known[q].id for q in questions), sorted(map(sorted, sides)))


def articles_of(members: Sequence[Row]) -> tuple[str, ...]:
    """Articles of *members*, each once, in their order."""
    return tuple(dict.fromkeys(row.article for row in members))


def severity(content: str, found: Sequence[str], gap: float = math.inf) -> Severity:
    """Severity of a content relation, by the published rule.

    A conflict weighs one step less for each of these: its scope is doubtful, the values lie
    within `decision.NEAR` of each other, every source of a side is anonymous. An agreement is at
    least minor where attribution, certainty or stance differ. gap: a share of the larger value.
    """
    at = SEVERITIES.index(_as_severity(decision.SEVERITY_RULE[content]))
    if content.startswith("conflict"):
        doubtful = any(facet.startswith("underspecified:") for facet in found)
        at += doubtful + (gap < decision.NEAR) + ("attribution:anonymous" in found)
    if content in decision.AGREEING and any(facet.startswith(_ATTENTION) for facet in found):
        at = min(at, SEVERITIES.index("minor"))
    return SEVERITIES[min(at, len(SEVERITIES) - 2) if content.startswith("conflict") else at]


def _as_severity(name: str) -> Severity:
    return next(severity for severity in SEVERITIES if severity == name)


def _reason(
    bench: Bench,
    items: Sequence[Decided],
    spelt: Sequence[tuple[Row, Row]],
    how: Difference,
    told: tuple[str, tuple[str, ...]],
) -> str:
    """Fill the row's template. told: the sentence on provenance, and the facets."""
    rule, one, other = items[0]
    register = bench.corpus.register
    left, right = register.questions[one.head.question], register.questions[other.head.question]
    a, b = _against(bench, items)
    text = rule.reason.format(
        a=a, b=b,
        stated=wording.figure(one.head),
        scopes=wording.scopes(left, right, how, bench.corpus, (one.head.unit, other.head.unit)),
    )  # fmt: skip
    if rule.content in ("scope-mismatch", "not-current", "not-truth-apt"):
        return text
    source, found = told
    notable = [f for f in found if f.startswith(_ATTENTION)]
    notes = wording.facet_notes(tuple(notable))
    if "attribution:unattributed" in notable:
        members = (row for pair in spelt for row in pair)
        notes.insert(0, wording.unattributed(members, bench.corpus))
    if any(f.startswith("stance:") for f in notable):
        notes.append(wording.reporting_verbs(*_stances(spelt)))
    return " ".join(filter(None, [text, source, *notes]))


def _against(bench: Bench, items: Sequence[Decided]) -> tuple[str, str]:
    """Values to set against each other in words.

    Over two questions, one question's values against the other's; else the value with most
    partners against those.
    """
    if items[0][1].head.question != items[0][2].head.question:
        sides = zip(*((a.head, b.head) for _, a, b in items), strict=True)
        left, right = (wording.several(side, bench.corpus, MAX_NAMED) for side in sides)
        return left, right
    partners: dict[str, list[str]] = {}
    for _, a, b in items:
        one, other = (wording.value(cell.head, bench.corpus) for cell in (a, b))
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, [])
        if len(items) > 1:
            partners[other].append(one)
    pivot = max(partners, key=lambda name: len(set(partners[name])))
    others = list(dict.fromkeys(name for name in partners[pivot] if name != pivot))
    text = wording.listed(others, MAX_NAMED)
    among = len(partners) - len(others) - 1
    if among > 0:
        text += f" ({len(partners):,} values in all)"
    return pivot, text or pivot


def _stances(spelt: Sequence[tuple[Row, Row]]) -> tuple[Row, Row]:
    """Return the first pair whose reporting verbs differ in stance."""
    return next((a, b) for a, b in spelt if a.stance != b.stance)


def _withdrawn(bench: Bench, members: Iterable[Row]) -> Iterator[str]:
    """Say which articles were taken down: a reader should know, and no more follows from it."""
    for slug in articles_of(list(members)):
        article = bench.corpus.articles[slug]
        if article.withdrawn is not None:
            name = bench.corpus.register.agents[article.publisher].name
            yield (f"{name} took this article down ({article.withdrawn.edtf}), "
                   "which withdraws none of its statements by itself.")  # fmt: skip


def _care(found: tuple[str, ...], more: int) -> tuple[str, ...]:
    doubtful = tuple(f for f in found if f.startswith(("underspecified:", "context:")))
    notes = wording.facet_notes(doubtful)
    if more > 0:
        notes.append(f"Where they come from was read off {MAX_PAIRS} of the pairs; {more:,} more.")
    return tuple(notes)
