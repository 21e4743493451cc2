"""Layer 4. What else differs between two claims, beside their values."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph import speech
from claimgraph.compare.dimensions import MISSING, SAME, UNDERSPECIFIED, Difference
from claimgraph.compare.record import NO_NUMBER, Row

ONE_STATEMENT = frozenset({"echo", "common-principal"})
"""Provenance relations of two reports of one statement."""

DEPENDENT = ONE_STATEMENT | {"possibly-dependent", "common-channel"}
"""Provenance relations under which one figure may have been given to another speaker."""

STANCE_NEUTRAL = frozenset({"own", "neutral", "unattributed"})
"""Stances that say nothing about what the reporter thinks of the statement."""


def facets(a: Row, b: Row, difference: Difference, source: str) -> tuple[str, ...]:
    """Sorted facets of a pair, the same read from either side. source: their provenance relation.

    attribution:different, attribution:unattributed, attribution:anonymous,
    attribution:re-attributed, modality:x/y, stance:x/y, underspecified:dimension,
    context:dimension, scope:dimension or scope:definition; of two reports of one statement
    chain:hedge, chain:certainty.
    """
    found = set(_speakers(a, b, source))
    for row in (a, b):
        if row.principal and not row.named:
            found.add("attribution:anonymous")
    if a.modality != b.modality:
        found.add("modality:" + "/".join(sorted((a.modality, b.modality))))
    plain = {a.stance, b.stance} <= STANCE_NEUTRAL
    if a.stance != b.stance and not plain:
        found.add("stance:" + "/".join(sorted((a.stance, b.stance))))
    if difference.measure == UNDERSPECIFIED:
        found.add("underspecified:definition")
    elif difference.measure != SAME:
        found.add("scope:definition")
    found.update(f"scope:{dim}" for dim, _ in difference.scopes)
    found.update(f"underspecified:{dim}" for dim, how in difference.dims if how in MISSING)
    found.update(f"context:{dim}" for row in (a, b) for dim in row.context)
    if source in ONE_STATEMENT:
        found.update(_along_the_chain(a, b))
    return tuple(sorted(found))


def _speakers(a: Row, b: Row, source: str) -> Iterator[str]:
    """Say how the speakers differ; a figure of two speakers who may have one origin stands out."""
    if a.principal == b.principal:
        return
    if not a.principal or not b.principal:
        yield "attribution:unattributed"
    elif a.origin != b.origin:
        yield "attribution:different"
        if source in DEPENDENT and a.signature == b.signature and a.form == "interval":
            yield "attribution:re-attributed"


def _along_the_chain(a: Row, b: Row) -> Iterator[str]:
    """Name what changed between two reports of one statement: its hedge, its certainty."""
    if a.form == "interval" and a.stated == b.stated != NO_NUMBER and a.hedge != b.hedge:
        yield "chain:hedge"
    if speech.certainty(a.modality) != speech.certainty(b.modality):
        yield "chain:certainty"
