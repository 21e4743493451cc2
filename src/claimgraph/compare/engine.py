"""Layer 4. From claims to findings: group by question, cluster by value, decide, explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from claimgraph.compare import arithmetic, decision
from claimgraph.compare.bench import Bench, Decided, articles_of, finding_id, findings, severity
from claimgraph.compare.dimensions import (
    CONTAINS,
    SAME,
    WITHIN,
    Difference,
    comparable,
    difference,
    families,
)
from claimgraph.compare.independence import voices
from claimgraph.compare.omissions import omissions
from claimgraph.compare.record import Row, rows
from claimgraph.compare.staleness import stale
from claimgraph.findings import SEVERITIES, Comparison, Finding
from claimgraph.model import Corpus

_SAME_QUESTION = Difference(SAME, ())
_CONTENT_ORDER = tuple(decision.SEVERITY_RULE)


def compare(corpus: Corpus) -> Comparison:
    """Compare all claims of *corpus*.

    Findings come in a fixed order, most serious first, with ids derived from their content.
    """
    table = rows(corpus)
    order = {claim.id: at for at, claim in enumerate(corpus.claims)}
    answers: dict[str, list[Row]] = {}
    for row in table.values():
        answers.setdefault(row.question, []).append(row)
    bench = Bench(corpus, table, order, answers, voices(corpus))
    related = [*_by_question(bench), *_linked(bench)]
    found = [*related, *stale(bench, related), *_arithmetic(bench), *omissions(bench)]
    found.sort(key=lambda f: _sort_key(f, order))
    origins = {
        key: bench.voices.origins([r for r in members if r.current])
        for key, members in sorted(answers.items())
        if any(r.current for r in members)
    }
    return Comparison(tuple(found), decision.VERSION, origins)


def _sort_key(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    first = min((order[c] for c in finding.claims), default=0)
    content = _CONTENT_ORDER.index(finding.content)
    return SEVERITIES.index(finding.severity), content, first, finding.id


def _clusters(members: Sequence[Row]) -> list[list[Row]]:
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in members:
        found.setdefault(row.signature, []).append(row)
    return list(found.values())


def _by_question(bench: Bench) -> Iterator[Finding]:
    register = bench.corpus.register
    for keys in families(register).values():
        answered = sorted(
            (k for k in keys if k in bench.answers),
            key=lambda k: bench.order[bench.answers[k][0].claim],
        )
        for key in answered:
            clusters = _clusters(bench.answers[key])
            for cluster in clusters:
                yield from _agreement(bench, cluster)
            for left, right in combinations(clusters, 2):
                yield from _related(bench, left, right, _SAME_QUESTION)
        for one, other in combinations(answered, 2):
            how = difference(register.questions[one], register.questions[other], register)
            if not how.unrelated:
                yield from _across(bench, one, other, how)


def _linked(bench: Bench) -> Iterator[Finding]:
    """Claims that name each other over questions that are not compared otherwise."""
    register = bench.corpus.register
    family = {key: name for name, keys in families(register).items() for key in keys}
    for row in bench.rows.values():
        for _, target in row.links:
            other = bench.rows[target]
            if (
                family[row.question] != family[other.question]
                or difference(
                    register.questions[row.question], register.questions[other.question], register
                ).unrelated
            ):
                first, second = sorted((row, other), key=lambda r: bench.order[r.claim])
                how = difference(
                    register.questions[first.question],
                    register.questions[second.question],
                    register,
                )
                yield from _related(bench, [first], [second], how)


def _agreement(bench: Bench, cluster: Sequence[Row]) -> Iterator[Finding]:
    """Claims of one cluster: over several articles, and within each."""
    articles: dict[str, list[Row]] = {}
    for row in cluster:
        articles.setdefault(row.article, []).append(row)
    if len(articles) > 1:
        decided = [
            d
            for one, other in combinations(articles.values(), 2)
            for d in bench.pairs(one, other, _SAME_QUESTION)
        ]
        yield from findings(bench, list(articles.values()), decided, _SAME_QUESTION)
    for members in articles.values():
        if len(members) > 1:
            decided = [
                d
                for a, b in combinations(members, 2)
                for d in bench.pairs([a], [b], _SAME_QUESTION)
            ]
            yield from findings(bench, [[m] for m in members], decided, _SAME_QUESTION)


def _related(
    bench: Bench, left: Sequence[Row], right: Sequence[Row], how: Difference
) -> Iterator[Finding]:
    decided = list(bench.pairs(left, right, how))
    yield from findings(bench, [left, right], decided, how)


def _across(bench: Bench, one: str, other: str, how: Difference) -> Iterator[Finding]:
    """Two questions of one family: compared where they can be, else named as another scope."""
    pairs: list[Decided] = []
    left, right = bench.answers[one], bench.answers[other]
    for a_side, b_side in product(_clusters(left), _clusters(right)):
        decided = list(bench.pairs(a_side, b_side, how))
        scope = [d for d in decided if d[0].content == "scope-mismatch"]
        pairs.extend(scope)
        rest = [d for d in decided if d[0].content != "scope-mismatch"]
        yield from findings(bench, [a_side, b_side], rest, how)
    if pairs and _worth_saying(bench, one, other, how, pairs):
        yield from findings(bench, [left, right], pairs, how)


def _worth_saying(
    bench: Bench,
    one: str,
    other: str,
    how: Difference,
    pairs: Sequence[Decided],
) -> bool:
    """Tell whether a reader may take two answers of different scope for the same.

    Within one article that is so where what is counted differs, or where a ratio sets them
    against each other; a part beside its whole is the business of the sums.
    """
    if _part_beside_whole(bench, one, other, how):
        return False
    if any(a.article != b.article for _, a, b in pairs):
        return True
    questions = bench.corpus.register.questions.values()
    near = comparable(bench.corpus.register)
    set_against = any(
        q.numerator
        and q.denominator
        and (
            (one in near[q.numerator] and other in near[q.denominator])
            or (other in near[q.numerator] and one in near[q.denominator])
        )
        for q in questions
    )
    return set_against or (how.measure != SAME and not how.scopes)


def _part_beside_whole(bench: Bench, one: str, other: str, how: Difference) -> bool:
    """Tell whether every article that gives the part gives the whole as well."""
    flags = {flag for _, flag in how.scopes}
    if how.measure != SAME or len(flags) != 1 or not flags <= {WITHIN, CONTAINS}:
        return False
    part, whole = (one, other) if WITHIN in flags else (other, one)
    told = {row.article for row in bench.answers[part]}
    return told <= {row.article for row in bench.answers[whole]}


def _arithmetic(bench: Bench) -> Iterator[Finding]:
    near = comparable(bench.corpus.register)
    for check in arithmetic.checks(bench.corpus, bench.answers, near):
        members = [bench.rows[c] for side in check.sides for c in side]
        content = "arithmetic/holds" if check.holds else "arithmetic/fails"
        yield Finding(
            id=finding_id(bench, check.rule, check.questions, check.sides),
            questions=check.questions, sides=check.sides, articles=articles_of(members),
            content=content, provenance="", facets=(), verdict="",
            severity=severity(content, ()), rule=check.rule, reason=check.reason,
            computed=check.computed, care=check.mixed,
        )  # fmt: skip
