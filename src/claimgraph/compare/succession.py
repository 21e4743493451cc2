"""Layer 4. Succession: which updates a reader has to be told, and which follow from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimgraph.compare import decision
from claimgraph.compare.record import Row
from claimgraph.dates import surely_before
from claimgraph.findings import Finding, Pair

MOVES = frozenset({"updates", "corrects"})
"""Content relations of an older and a newer value."""

MANY = 5_000
"""Above this many pairs nothing is left out: the findings hold many values each anyway."""


def in_order(a: Row, b: Row) -> tuple[Row, Row]:
    """Older and newer of two rows: by the link between them, else by their times."""
    links = {other for _, other in a.links}
    if b.claim in links or surely_before(b.time, a.time):
        return b, a
    return a, b


def direct(findings: Sequence[Finding], rows: Mapping[str, Row]) -> list[Finding]:
    """Leave out updates that follow from two others.

    12, then 87, then 79: the step from 12 to 79 says nothing that 12 to 87 and 87 to 79 don't.
    The same holds where the value in between agrees with the later one. An estimate or a forecast
    between two counts makes no step superfluous.
    """
    steps = [(f, p) for f in findings if f.content in MOVES for p in f.pairs]
    if len(steps) > MANY:
        return list(findings)
    after: dict[str, set[str]] = {}
    for _, pair in steps:
        old, new = in_order(rows[pair.left], rows[pair.right])
        after.setdefault(old.claim, set()).add(new.claim)
    alike = _agreeing(findings)

    def follows(pair: Pair) -> bool:
        old, new = in_order(rows[pair.left], rows[pair.right])
        return any(
            new.claim in after.get(mid, ())
            or (new.claim in alike.get(mid, ()) and surely_before(rows[mid].time, new.time))
            for mid in after[old.claim] - {new.claim}
            if rows[mid].modality in (old.modality, new.modality)
        )

    return [f for f in findings if f.content != "updates" or not all(map(follows, f.pairs))]


def _agreeing(findings: Sequence[Finding]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in findings:
        for pair in finding.pairs if finding.content in decision.AGREEING else ():
            found.setdefault(pair.left, set()).add(pair.right)
            found.setdefault(pair.right, set()).add(pair.left)
    return found
