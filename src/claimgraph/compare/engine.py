"""Layer 4. From claims to findings: group by question, cluster by value, decide, explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from claimgraph import ids
from claimgraph.compare import arithmetic, decision, wording
from claimgraph.compare.dimensions import (
    CONTAINS,
    SAME,
    WITHIN,
    Difference,
    comparable,
    difference,
    families,
)
from claimgraph.compare.facets import facets
from claimgraph.compare.independence import Voices, strongest, voices
from claimgraph.compare.record import Row, pair, rows
from claimgraph.findings import SEVERITIES, Comparison, Finding, Pair, Severity
from claimgraph.model import Corpus

_SAME_QUESTION = Difference(SAME, ())
_CONTENT_ORDER = tuple(decision.SEVERITY_RULE)
_ATTENTION = ("attribution:", "modality:", "stance:")


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every step of one comparison reads."""

    corpus: Corpus
    rows: Mapping[str, Row]
    order: Mapping[str, int]
    answers: Mapping[str, Sequence[Row]]
    voices: Voices

    def pairs(
        self, left: Sequence[Row], right: Sequence[Row], how: Difference
    ) -> Iterator[tuple[decision.Rule, Row, Row]]:
        """Decide every pair of one claim on the left and one on the right."""
        for a, b in product(left, right):
            columns = pair(a, b, how, self.corpus.register)
            yield decision.decide(columns), a, b


def compare(corpus: Corpus) -> Comparison:
    """Compare all claims of *corpus*.

    Findings come in a fixed order, most serious first, with ids derived from their content.
    """
    table = rows(corpus)
    order = {claim.id: at for at, claim in enumerate(corpus.claims)}
    answers: dict[str, list[Row]] = {}
    for row in table.values():
        answers.setdefault(row.question, []).append(row)
    bench = _Bench(corpus, table, order, answers, voices(corpus))
    found = [*_by_question(bench), *_arithmetic(bench), *_omissions(bench)]
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


def _by_question(bench: _Bench) -> Iterator[Finding]:
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


def _agreement(bench: _Bench, cluster: Sequence[Row]) -> Iterator[Finding]:
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
        yield from _findings(bench, list(articles.values()), decided, _SAME_QUESTION)
    for members in articles.values():
        if len(members) > 1:
            decided = [
                d
                for a, b in combinations(members, 2)
                for d in bench.pairs([a], [b], _SAME_QUESTION)
            ]
            yield from _findings(bench, [[m] for m in members], decided, _SAME_QUESTION)


def _related(
    bench: _Bench, left: Sequence[Row], right: Sequence[Row], how: Difference
) -> Iterator[Finding]:
    decided = list(bench.pairs(left, right, how))
    yield from _findings(bench, [left, right], decided, how)


def _across(bench: _Bench, one: str, other: str, how: Difference) -> Iterator[Finding]:
    """Two questions of one family: compared where they can be, else named as another scope."""
    pairs: list[tuple[decision.Rule, Row, Row]] = []
    left, right = bench.answers[one], bench.answers[other]
    for a_side, b_side in product(_clusters(left), _clusters(right)):
        decided = list(bench.pairs(a_side, b_side, how))
        scope = [d for d in decided if d[0].content == "scope-mismatch"]
        pairs.extend(scope)
        rest = [d for d in decided if d[0].content != "scope-mismatch"]
        yield from _findings(bench, [a_side, b_side], rest, how)
    if pairs and _worth_saying(bench, one, other, how, pairs):
        yield from _findings(bench, [left, right], pairs, how)


def _worth_saying(
    bench: _Bench,
    one: str,
    other: str,
    how: Difference,
    pairs: Sequence[tuple[decision.Rule, Row, Row]],
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


def _part_beside_whole(bench: _Bench, one: str, other: str, how: Difference) -> bool:
    """Tell whether every article that gives the part gives the whole as well."""
    flags = {flag for _, flag in how.scopes}
    if how.measure != SAME or len(flags) != 1 or not flags <= {WITHIN, CONTAINS}:
        return False
    part, whole = (one, other) if WITHIN in flags else (other, one)
    told = {row.article for row in bench.answers[part]}
    return told <= {row.article for row in bench.answers[whole]}


def _findings(
    bench: _Bench,
    sides: Sequence[Sequence[Row]],
    decided: Iterable[tuple[decision.Rule, Row, Row]],
    how: Difference,
) -> Iterator[Finding]:
    """One finding for each row of the table that decided some of the pairs."""
    by_rule: dict[str, list[tuple[decision.Rule, Row, Row]]] = {}
    for item in decided:
        by_rule.setdefault(item[0].id, []).append(item)
    for items in by_rule.values():
        if items[0][0].content == "unrelated":
            continue
        involved = {row.claim for _, a, b in items for row in (a, b)}
        kept = [[r for r in side if r.claim in involved] for side in sides]
        yield _finding(bench, [side for side in kept if side], items, how)


def _finding(
    bench: _Bench,
    sides: Sequence[Sequence[Row]],
    items: Sequence[tuple[decision.Rule, Row, Row]],
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
    return Finding(
        id=_finding_id(bench, rule.id, questions, claims),
        questions=questions, sides=claims, articles=_articles(members),
        content=rule.content, provenance=source, facets=found,
        verdict=decision.verdict(rule.content, source),
        severity=_severity(rule.content, found), rule=rule.id,
        reason=_reason(bench, items, how, wording.provenance(source, shown[0], bench.corpus),
                       found),
        pairs=expanded, origins=bench.voices.origins(members) if agreeing else None,
        care=_care(found),
    )  # fmt: skip


def _pair(bench: _Bench, rule: decision.Rule, a: Row, b: Row, how: Difference) -> Pair:
    source = bench.voices.relation(a, b)
    found = facets(a, b, how, bench.corpus.register)
    return Pair(
        a.claim, b.claim, rule.content, source, found, decision.verdict(rule.content, source)
    )


def _finding_id(
    bench: _Bench, rule: str, questions: Sequence[str], sides: Sequence[Sequence[str]]
) -> str:
    known = bench.corpus.register.questions
    return ids.digest(rule, [known[q].id for q in questions], [list(side) for side in sides])


def _articles(members: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.article for row in members))


def _severity(content: str, found: Sequence[str]) -> Severity:
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
    bench: _Bench,
    items: Sequence[tuple[decision.Rule, Row, Row]],
    how: Difference,
    source: str,
    found: tuple[str, ...],
) -> str:
    rule, a, b = items[0]
    register = bench.corpus.register
    one, other = register.questions[a.question], register.questions[b.question]
    days = (
        abs((b.said.first - a.said.first).days)
        if (a.said and b.said and a.said.first and b.said.first)
        else 0
    )
    text = rule.reason.format(
        a=wording.value(a, bench.corpus),
        b=wording.value(b, bench.corpus),
        stated=a.text if a.form != "interval" else f"{a.stated:,.12g}",
        scopes=wording.scopes(one, other, how, bench.corpus),
        days=days,
    )
    if rule.content in ("scope-mismatch", "not-current", "not-truth-apt"):
        return text
    told = [f for f in found if f.startswith(_ATTENTION)]
    notes = wording.facet_notes(tuple(told))
    if any(f.startswith("stance:") for f in told):
        notes.append(wording.reporting_verbs(*_stances(items)))
    return " ".join(filter(None, [text, source, *notes]))


def _stances(items: Sequence[tuple[decision.Rule, Row, Row]]) -> tuple[Row, Row]:
    """Return the first pair whose reporting verbs differ in stance."""
    return next((a, b) for _, a, b in items if a.stance != b.stance)


def _care(found: tuple[str, ...]) -> tuple[str, ...]:
    doubtful = tuple(f for f in found if f.startswith(("underspecified:", "context:")))
    return tuple(wording.facet_notes(doubtful))


def _arithmetic(bench: _Bench) -> Iterator[Finding]:
    near = comparable(bench.corpus.register)
    for check in arithmetic.checks(bench.corpus, bench.answers, near):
        members = [bench.rows[c] for side in check.sides for c in side]
        content = "arithmetic/holds" if check.holds else "arithmetic/fails"
        yield Finding(
            id=_finding_id(bench, check.rule, check.questions, check.sides),
            questions=check.questions, sides=check.sides, articles=_articles(members),
            content=content, provenance="", facets=(), verdict="",
            severity=_severity(content, ()), rule=check.rule, reason=check.reason,
            computed=check.computed, care=check.mixed,
        )  # fmt: skip


def _omissions(bench: _Bench) -> Iterator[Finding]:
    """Questions that only one article of a story answers."""
    register = bench.corpus.register
    stories: dict[str, list[str]] = {}
    for slug, article in bench.corpus.articles.items():
        stories.setdefault(article.story, []).append(slug)
    kin = {key: keys for keys in families(register).values() for key in keys}
    for members in stories.values():
        if len(members) > 1:
            for key in register.questions:
                yield from _omission(bench, key, kin[key], members)


def _omission(
    bench: _Bench, key: str, kin: Sequence[str], story: Sequence[str]
) -> Iterator[Finding]:
    told = [r for r in bench.answers.get(key, ()) if r.article in story and r.current]
    if len({r.article for r in told}) != 1:
        return
    home = told[0].article
    register = bench.corpus.register
    scoped = False
    for other in kin:
        how = difference(register.questions[key], register.questions[other], register)
        elsewhere = any(
            r.article in story and r.article != home and r.current
            for r in bench.answers.get(other, ())
        )
        if elsewhere and how.comparable:
            return
        scoped = scoped or (elsewhere and not how.unrelated)
    missing = [_title(bench, slug) for slug in story if slug != home]
    reason = f"Not found in {', '.join(missing)}."
    if scoped:
        reason += " A statement of another scope is there."
    claims = (tuple(r.claim for r in told),)
    yield Finding(
        id=_finding_id(bench, "O01", (key,), claims), questions=(key,), sides=claims,
        articles=(home,), content="omission", provenance="",
        facets=("only-other-scope",) if scoped else (), verdict="",
        severity=_severity("omission", ()), rule="O01", reason=reason,
    )  # fmt: skip


def _title(bench: _Bench, slug: str) -> str:
    return bench.corpus.register.agents[bench.corpus.articles[slug].publisher].name
