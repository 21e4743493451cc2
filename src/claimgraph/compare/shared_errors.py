"""Layer 4. Findings on copying: outlets that share more contradicted values than chance gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.compare.bench import Bench, finding_id, severity
from claimgraph.compare.copying import Suspicion, suspicions
from claimgraph.compare.record import Row
from claimgraph.findings import Finding

RULE = "N02"


def shared_errors(bench: Bench) -> Iterator[Finding]:
    """One finding for each suspicious pair of publishers. sides: the claims of each they share.

    What a text credits to the other outlet is a relay and no suspicion: only claims that name
    no source count.
    """
    told = _told(bench)
    if len({source for values in told.values() for rows in values.values() for source in rows}) < 2:  # noqa: PLR2004
        return
    said = {q: {v: tuple(rows) for v, rows in values.items()} for q, values in told.items()}
    for found in suspicions(said):
        yield _finding(bench, found, told)


_Told = dict[str, dict[str, dict[str, list[Row]]]]
"""By question, by value, by publisher: its claims."""


def _told(bench: Bench) -> _Told:
    found: _Told = {}
    for row in bench.rows.values():
        if row.current and row.truth_apt and not row.principal:
            publisher = bench.voices.publishers[row.article]
            values = found.setdefault(row.question, {})
            values.setdefault(repr(row.said), {}).setdefault(publisher, []).append(row)
    return found


def _finding(bench: Bench, found: Suspicion, told: _Told) -> Finding:
    sides: list[tuple[str, ...]] = []
    for source in (found.left, found.right):
        rows = [
            row
            for question in found.shared
            for value in told[question].values()
            if found.left in value and found.right in value
            for row in value[source]
        ]
        sides.append(tuple(row.claim for row in _ordered(bench, rows)))
    members = [bench.rows[claim] for side in sides for claim in side]
    names = [bench.corpus.register.agents[key].name for key in (found.left, found.right)]
    reason = (
        f"{names[0]} and {names[1]} share {len(found.shared):,} values that most others "
        f"contradict, of {found.either:,} on which most contradict one of them; chance would give "
        f"{found.expected:,.1f}. One may have them from the other, or both from a third."
    )
    return Finding(
        id=finding_id(bench, RULE, found.shared, sides), questions=found.shared,
        sides=tuple(sides), articles=tuple(dict.fromkeys(row.article for row in members)),
        content="copying", provenance="", facets=(), verdict="",
        severity=severity("copying", ()), rule=RULE, reason=reason,
    )  # fmt: skip


def _ordered(bench: Bench, rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: bench.order[row.claim])
