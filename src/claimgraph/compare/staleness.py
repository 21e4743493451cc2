"""Layer 4. Stale repetition: a figure said again after its source had replaced it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.compare.bench import Bench, articles_of, finding_id, severity
from claimgraph.compare.record import Row
from claimgraph.compare.succession import MOVES, in_order
from claimgraph.dates import surely_before
from claimgraph.findings import Finding


def stale(bench: Bench, related: Sequence[Finding]) -> Iterator[Finding]:
    """Find claims that repeat the older value of an update or correction after the newer one.

    Only what was surely said later counts: unknown order is never staleness.
    """
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in bench.rows.values():
        alike.setdefault((row.question, row.said), []).append(row)
    seen: set[tuple[str, str]] = set()
    for finding in related:
        if finding.content not in MOVES:
            continue
        for pair in finding.pairs:
            old, new = in_order(bench.rows[pair.left], bench.rows[pair.right])
            for row in alike[old.question, old.said]:
                if _repeats(row, old, new) and (row.claim, new.claim) not in seen:
                    seen.add((row.claim, new.claim))
                    yield _finding(bench, row, old, new)


def _repeats(row: Row, old: Row, new: Row) -> bool:
    """Tell whether *row* says the old value after the new one was said, in another article."""
    late = surely_before(new.time, row.time) or (
        row.article == new.article and row.claim != new.claim
    )
    return late and row.article != old.article


def _finding(bench: Bench, row: Row, old: Row, new: Row) -> Finding:
    questions = tuple(dict.fromkeys((row.question, old.question, new.question)))
    sides = ((row.claim,), (old.claim,), (new.claim,))
    return Finding(
        id=finding_id(bench, "T02", questions, sides), questions=questions, sides=sides,
        articles=articles_of([row, old, new]), content="stale", provenance="", facets=(),
        verdict="", severity=severity("stale", ()), rule="T02",
        reason=f"{row.text} is said again although {new.text} had taken its place.",
    )  # fmt: skip
