"""Layer 4. What else differs between two claims, beside their values."""

from __future__ import annotations

from claimgraph.compare.dimensions import MISSING, UNDERSPECIFIED, Difference
from claimgraph.compare.record import Row
from claimgraph.model import Register

STANCE_NEUTRAL = frozenset({"own", "neutral", "unattributed"})
"""Stances that say nothing about what the reporter thinks of the statement."""


def facets(a: Row, b: Row, difference: Difference, register: Register) -> tuple[str, ...]:
    """Sorted facets of a pair, the same read from either side.

    attribution:different, attribution:unattributed, attribution:anonymous, modality:x/y,
    stance:x/y, underspecified:dimension, context:dimension.
    """
    found = set()
    if a.principal != b.principal:
        if not a.principal or not b.principal:
            found.add("attribution:unattributed")
        elif a.origin != b.origin:
            found.add("attribution:different")
    for row in (a, b):
        if row.principal and register.agents[row.principal].kind == "anonymous":
            found.add("attribution:anonymous")
    if a.modality != b.modality:
        found.add("modality:" + "/".join(sorted((a.modality, b.modality))))
    plain = {a.stance, b.stance} <= STANCE_NEUTRAL
    if a.stance != b.stance and not plain:
        found.add("stance:" + "/".join(sorted((a.stance, b.stance))))
    if difference.measure == UNDERSPECIFIED:
        found.add("underspecified:definition")
    found.update(f"underspecified:{dim}" for dim, how in difference.dims if how == MISSING)
    found.update(f"context:{dim}" for row in (a, b) for dim in row.context)
    return tuple(sorted(found))
