"""Layer 4. From claims to findings: group by question, cluster by value, decide, explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice

from claimgraph.compare import arithmetic, decision
from claimgraph.compare.bench import (
    Bench,
    Decided,
    articles_of,
    finding,
    finding_id,
    grouped,
    involved,
    severity,
    workbench,
)
from claimgraph.compare.cells import Cell, candidates, clusters
from claimgraph.compare.cycles import cycles
from claimgraph.compare.dimensions import (
    ADDS,
    CONTAINS,
    LACKS,
    SAME,
    UNDERSPECIFIED,
    WITHIN,
    Difference,
    difference,
    families,
    kin,
)
from claimgraph.compare.independence import voices
from claimgraph.compare.omissions import omissions
from claimgraph.compare.reckoning import undeclared
from claimgraph.compare.record import INF, Row, link, rows
from claimgraph.compare.shared_errors import shared_errors
from claimgraph.compare.staleness import stale
from claimgraph.compare.succession import direct
from claimgraph.dates import surely_before
from claimgraph.findings import MAX_PAIRS, SEVERITIES, Comparison, Finding
from claimgraph.model import Corpus

_SAME_QUESTION = Difference(SAME, ())
_CONTENT_ORDER = tuple(decision.SEVERITY_RULE)


def compare(corpus: Corpus) -> Comparison:
    """Compare all claims of *corpus*.

    Findings come in a fixed order, most serious first, with ids derived from their content. The
    answers to one question cost O(n log n) and what is found (see `cells`).
    """
    table = rows(corpus)
    order = {claim.id: at for at, claim in enumerate(corpus.claims)}
    bench = workbench(corpus, table, order, voices(corpus))
    related = direct([*_by_question(bench), *linked(bench)], table)
    found = [
        *related,
        *stale(bench, related),
        *declared(bench),
        *reckoned(bench, undeclared(*bench.prose(related))),
        *omissions(bench),
        *cycles(bench),
        *shared_errors(bench),
    ]
    found.sort(key=lambda f: sort_key(f, order))
    origins = {
        key: bench.voices.origins([r for r in members if r.current])
        for key, members in sorted(bench.answers.items())
        if any(r.current for r in members)
    }
    return Comparison(tuple(found), decision.VERSION, origins)


def sort_key(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Most serious first, then by content, by the first claim and by id."""
    first = min((order[c] for c in finding.claims), default=0)
    content = _CONTENT_ORDER.index(finding.content)
    return SEVERITIES.index(finding.severity), content, first, finding.id


def _by_question(bench: Bench) -> Iterator[Finding]:
    """Compare the answers to every question, and to questions that have to do with each other."""
    register = bench.corpus.register
    told = {key: _stories(bench, key) for key in bench.answers}
    for keys in families(register).values():
        answered = sorted(
            (k for k in keys if k in bench.answers),
            key=lambda k: bench.order[bench.answers[k][0].claim],
        )
        for key in answered:
            yield from within(bench, bench.cells[key])
        for one, other in kin(answered, register):
            how = difference(register.questions[one], register.questions[other], register)
            if not how.unrelated and (how.comparable or told[one] & told[other]):
                yield from across(bench, one, other, how)


def _stories(bench: Bench, key: str) -> frozenset[str]:
    """Stories of the articles that answer a question; other scopes are told apart inside one."""
    found = {bench.corpus.articles[row.article].story for row in bench.answers[key]}
    return frozenset(found - {""})


def within(bench: Bench, answers: Sequence[Cell]) -> Iterator[Finding]:
    """Compare the answers to one question: what each cluster agrees on, and how they differ."""
    for cluster in clusters(answers):
        yield from _agreement(bench, cluster)
    decided = [bench.decide(answers[i], answers[j], _SAME_QUESTION) for i, j in candidates(answers)]
    for items in grouped(decided):
        yield finding(bench, involved(bench, items), items, _SAME_QUESTION)


def _agreement(bench: Bench, cluster: Sequence[Cell]) -> Iterator[Finding]:
    """Claims of one cluster: over several articles, and within each."""
    articles: dict[str, list[Row]] = {}
    for row in sorted((r for c in cluster for r in c.rows), key=lambda r: bench.order[r.claim]):
        articles.setdefault(row.article, []).append(row)
    sides = [Cell(tuple(members)) for members in articles.values()]
    if len(sides) > 1:
        yield from _said_alike(bench, [c.rows for c in sides], combinations(sides, 2))
    for side in sides:
        if len(side.rows) > 1:
            yield from _said_alike(bench, [(r,) for r in side.rows], [(side, side)])


def _said_alike(
    bench: Bench, sides: Sequence[Sequence[Row]], pairs: Iterable[tuple[Cell, Cell]]
) -> Iterator[Finding]:
    """One finding of claims that say the same: the first pair decides for all.

    A link between two of them is a finding of its own.
    """
    spelt = list(islice(pairs, MAX_PAIRS))
    linked = [(a, b) for a, b in spelt if _links(a, b)]
    for a, b in linked:
        item = bench.decide(a, b, _SAME_QUESTION)
        yield finding(bench, [a.rows, b.rows], [item], _SAME_QUESTION)
    plain = [pair for pair in spelt if pair not in linked]
    if plain:
        items = [bench.decide(a, b, _SAME_QUESTION) for a, b in plain]
        yield finding(bench, sides, items, _SAME_QUESTION, total=_pairs_over(sides))


def _links(a: Cell, b: Cell) -> bool:
    return any(link(one, other) for one in a.rows for other in b.rows if one.links or other.links)


def _pairs_over(sides: Sequence[Sequence[Row]]) -> int:
    """Count the pairs of claims of two different sides."""
    return (sum(map(len, sides)) ** 2 - sum(len(side) ** 2 for side in sides)) // 2


def across(bench: Bench, one: str, other: str, how: Difference) -> Iterator[Finding]:
    """Two questions of one family: compared where they can be, else named as another scope."""
    left, right = bench.cells[one], bench.cells[other]
    decided = [bench.decide(left[i], right[j], how) for i, j in candidates(left, right)]
    if how.leaves_open(LACKS) or how.leaves_open(ADDS):
        decided = list(_without_own_whole(bench, decided, part_first=how.leaves_open(ADDS)))
    for items in grouped(item for item in decided if item[0].content != "scope-mismatch"):
        yield finding(bench, involved(bench, items), items, how)
    scoped: dict[str, list[Decided]] = {}
    for item in decided:
        if item[0].content == "scope-mismatch":
            scoped.setdefault(item[0].id, []).append(item)
    for items in scoped.values():
        if _worth_saying(bench, one, other, how, items):
            met = {row.claim for _, a, b in items for cell in (a, b) for row in cell.rows}
            sides = [[r for r in bench.answers[key] if r.claim in met] for key in (one, other)]
            yield finding(bench, sides, items, how)


def _without_own_whole(
    bench: Bench, items: Sequence[Decided], *, part_first: bool
) -> Iterator[Decided]:
    """Leave out counts of a part whose article gives the whole as well: nobody mixes the two up.

    What agrees stays. part_first: the first question is the narrower one, and the second leaves
    open what it fixes.
    """
    if not items:
        return
    _, one, other = items[0]
    part, whole = (one, other) if part_first else (other, one)
    most = _wholes(bench, whole.head.question, part.head.question)
    for rule, a, b in items:
        narrow, wide = (a, b) if part_first else (b, a)
        kept = narrow.rows
        if rule.content not in decision.AGREEING:
            kept = tuple(r for r in kept if not (r.counts and r.low <= most.get(r.article, -INF)))
        if kept:
            yield (rule, Cell(kept), wide) if part_first else (rule, wide, Cell(kept))


def _wholes(bench: Bench, question: str, part: str) -> dict[str, float]:
    """Return the most that each article gives for *question* or what is comparable with it."""
    most: dict[str, float] = {}
    for key in bench.near[question]:
        for row in bench.answers.get(key, ()) if key != part else ():
            if row.counts and row.current and not row.negative:
                most[row.article] = max(row.high, most.get(row.article, -INF))
    return most


def _worth_saying(
    bench: Bench,
    one: str,
    other: str,
    how: Difference,
    items: Sequence[Decided],
) -> bool:
    """Tell whether a reader may take two answers of different scope for the same.

    Those that differ in two respects are two matters, unless a ratio sets them against each
    other. Within one article it is so where what is counted differs; a part beside its whole is
    the business of the sums.
    """
    if _part_beside_whole(bench, one, other, how):
        return False
    steps = len(how.scopes) + (how.measure not in (SAME, UNDERSPECIFIED)) + _at_other_times(items)
    told = {row.article for key in (one, other) for row in bench.answers[key]}
    if steps <= 1 and (len(told) > 1 or not how.scopes):
        return True
    return any(
        (one in top and other in bottom) or (other in top and one in bottom)
        for top, bottom in bench.ratios
    )


def linked(bench: Bench) -> Iterator[Finding]:
    """Claims that name each other over questions that are not compared otherwise."""
    register = bench.corpus.register
    speaking = [row for row in bench.rows.values() if row.links]
    named = families(register).items() if speaking else ()
    family = {key: name for name, keys in named for key in keys}
    for row in speaking:
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
                item = bench.decide(Cell((first,)), Cell((second,)), how)
                yield finding(bench, [[first], [second]], [item], how)


def _at_other_times(items: Sequence[Decided]) -> bool:
    """Tell whether all of one side was said of a changing thing surely before the other."""
    return all(
        a.head.changing and (surely_before(a.head.time, b.head.time)
                             or surely_before(b.head.time, a.head.time))
        for _, a, b in items
    )  # fmt: skip


def _part_beside_whole(bench: Bench, one: str, other: str, how: Difference) -> bool:
    """Tell whether every article that gives the part gives the whole as well."""
    flags = {flag for _, flag in how.scopes}
    if how.measure != SAME or len(flags) != 1 or not flags <= {WITHIN, CONTAINS}:
        return False
    part, whole = (one, other) if WITHIN in flags else (other, one)
    told = {row.article for row in bench.answers[part]}
    return told <= {row.article for row in bench.answers[whole]}


def declared(bench: Bench) -> Iterator[Finding]:
    """Check declared sums, stated ratios and differences against their numbers."""
    register = bench.corpus.register
    stated = any(q.numerator or q.minuend for q in register.questions.values())
    near = bench.near if stated else {}
    checks = (arithmetic.sums(bench.corpus, bench.answers),
              arithmetic.ratios(bench.corpus, bench.answers, near),
              arithmetic.differences(bench.corpus, bench.answers, near))  # fmt: skip
    return reckoned(bench, chain(*checks))


def reckoned(bench: Bench, checks: Iterable[arithmetic.Check]) -> Iterator[Finding]:
    """Make findings of computations."""
    for check in checks:
        members = [bench.rows[c] for side in check.sides for c in side]
        content = "arithmetic/holds" if check.holds else "arithmetic/fails"
        yield Finding(
            id=finding_id(bench, check.rule, check.questions, check.sides),
            questions=check.questions, sides=check.sides, articles=articles_of(members),
            content=content, provenance="", facets=(), verdict="",
            severity=severity(content, ()), rule=check.rule, reason=check.reason,
            computed=check.computed, care=check.mixed,
        )  # fmt: skip
