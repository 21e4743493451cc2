"""Layer 1. What a check finds wrong: how bad, what, where in which file, and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimgraph.model import NOWHERE, SourceLine

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""Most serious first; only a violation makes a check fail."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the files.

    rule: `format` for what the reader refuses, `evidence/...` for anchors against texts, else the
    IRI of a shape. where: line of the key at fault. field: that key. focus: IRI of the thing.
    path, component: IRIs of the property and of the SHACL constraint, for a shape.
    """

    severity: Severity
    rule: str
    what: str
    where: SourceLine = NOWHERE
    field: str = ""
    cure: str = ""
    focus: str = ""
    path: str = ""
    component: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where.file else f"{self.focus}: " if self.focus else ""
        cure = f" ({self.cure})" if self.cure else ""
        return f"{place}{self.severity}: {self.what}{cure}"


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort *problems* by file, line and severity, and drop those that say the same."""
    ordered = sorted(
        set(problems),
        key=lambda p: (p.where.file, p.where.line, SEVERITIES.index(p.severity), p.rule, p.field,
                       p.what, p.focus),
    )  # fmt: skip
    return tuple(ordered)
