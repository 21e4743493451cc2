"""Layer 4. Findings on copying: outlets that share more contradicted values than chance gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.compare.bench import Bench, finding_id, severity
from claimgraph.compare.copying import LEAST_SHARED, Suspicion, suspicions
from claimgraph.compare.record import Row
from claimgraph.dates import surely_before
from claimgraph.findings import Finding

RULE = "N02"


def shared_errors(bench: Bench) -> Iterator[Finding]:
    """One finding for each suspicious pair of publishers. sides: the claims of each they share.

    What a text credits to the other outlet is a relay and no suspicion: only claims that name
    no source count.
    """
    told = said_by(bench)
    if len({source for values in told.values() for rows in values.values() for source in rows}) < 2:  # noqa: PLR2004
        return
    said = {q: {v: tuple(rows) for v, rows in values.items()} for q, values in told.items()}
    for found in suspicions(said):
        yield suspected(bench, found, told)


Told = dict[str, dict[str, dict[str, list[Row]]]]
"""By question, by value, by publisher: its claims."""


def said_by(bench: Bench) -> Told:
    """Claims that name no source, by question, value and publisher."""
    found: Told = {}
    for row in bench.rows.values():
        if row.current and row.truth_apt and not row.principal:
            publisher = bench.voices.publishers[row.article]
            values = found.setdefault(row.question, {})
            values.setdefault(repr(row.said), {}).setdefault(publisher, []).append(row)
    return found


def suspected(bench: Bench, found: Suspicion, told: Told) -> Finding:
    """Make the finding of one suspicion."""
    shared = [
        (value[found.left], value[found.right])
        for question in found.shared
        for value in told[question].values()
        if found.left in value and found.right in value
    ]
    sides = [
        tuple(row.claim for row in _ordered(bench, [row for rows in side for row in rows]))
        for side in zip(*shared, strict=True)
    ]
    members = [bench.rows[claim] for side in sides for claim in side]
    names = [bench.corpus.register.agents[key].name for key in (found.left, found.right)]
    reason = (
        f"{names[0]} and {names[1]} share {len(found.shared):,} values that most others "
        f"contradict, of {found.either:,} on which most contradict one of them; chance would give "
        f"{found.expected:,.1f}. One may have them from the other, or both from a third."
        f"{_order(bench, shared, names)}"
    )
    return Finding(
        id=finding_id(bench, RULE, found.shared, sides), questions=found.shared,
        sides=tuple(sides), articles=tuple(dict.fromkeys(row.article for row in members)),
        content="copying", provenance="", facets=(), verdict="",
        severity=severity("copying", ()), rule=RULE, reason=reason,
    )  # fmt: skip


def _order(
    bench: Bench, shared: Sequence[tuple[Sequence[Row], Sequence[Row]]], names: Sequence[str]
) -> str:
    """Say who published first, where the dates show it for enough values and never the other way.

    The direction of copying can't be read off what is shared; the order only rules one out.
    """
    first = [0, 0]
    for pair in shared:
        for side in (0, 1):
            first[side] += all(
                surely_before(bench.corpus.articles[a.article].published,
                              bench.corpus.articles[b.article].published)
                for a in pair[side] for b in pair[1 - side]
            )  # fmt: skip
    for side in (0, 1):
        if first[side] >= LEAST_SHARED and not first[1 - side]:
            return (f" {names[side]} published {first[side]:,} of them before {names[1 - side]} "
                    "did, and none after.")  # fmt: skip
    return ""


def _ordered(bench: Bench, rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: bench.order[row.claim])
