"""Layer 1. Findings: what the comparison of claims concludes, and from what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["critical", "notable", "minor", "info"]
SEVERITIES: tuple[Severity, ...] = ("critical", "notable", "minor", "info")

MAX_PAIRS = 200
"""How many pairs of claims a finding spells out; its sides always hold all claims."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The expanded view of a finding: two of its claims, how they relate and by which row.

    facets: what else differs ("attribution:different", "modality:asserted/projected", ...).
    """

    left: str
    right: str
    content: str
    provenance: str
    facets: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One conclusion about one question, or several related ones.

    questions: their keys in the register (outputs write the questions' ids). sides: clusters of
    claim ids that say the same. content: notation of the content relation
    (`agree-exact`, `conflict/value`, `scope-mismatch`, `arithmetic/holds`, `omission`, ...).
    provenance, verdict: empty where they don't apply. rule: id of the row that decided.
    origins: fewest and most independent origins behind the claims, for agreements.
    computed: the numbers of an arithmetic check, in words.
    """

    id: str
    questions: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    articles: tuple[str, ...]
    content: str
    provenance: str
    facets: tuple[str, ...]
    verdict: str
    severity: Severity
    rule: str
    reason: str
    pairs: tuple[Pair, ...] = ()
    origins: tuple[int, int] | None = None
    computed: str = ""
    care: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims of all sides."""
        return tuple(claim for side in self.sides for claim in side)

    @property
    def family(self) -> str:
        """Coarse kind for people: conflict, tension, agreement, scope, omission, arithmetic."""
        return FAMILIES.get(self.content, FAMILIES.get(self.content.split("/", 1)[0], "other"))


FAMILIES: Mapping[str, str] = {
    "conflict": "conflict",
    "tension": "tension",
    "agree-exact": "agreement",
    "agree-hedged": "agreement",
    "agree-overlap": "agreement",
    "refines": "agreement",
    "scope-mismatch": "scope",
    "undetermined": "undetermined",
    "not-truth-apt": "undetermined",
    "not-current": "history",
    "updates": "history",
    "corrects": "history",
    "retracts": "history",
    "denies": "conflict",
    "stale": "history",
    "omission": "omission",
    "citation-cycle": "provenance",
    "copying": "provenance",
    "arithmetic": "arithmetic",
}
"""First part of a content notation to its family."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All findings over a corpus, in a fixed order, and the rules' version."""

    findings: tuple[Finding, ...]
    rules: str
    origins: Mapping[str, tuple[int, int]] = field(default_factory=dict)
