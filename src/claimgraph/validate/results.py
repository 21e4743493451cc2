"""Layer 4. What a validation says: one result of a shape, whichever engine ran it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SH = "http://www.w3.org/ns/shacl#"

Severity = Literal["violation", "warning", "info"]
SEVERITIES: dict[str, Severity] = {
    "Violation": "violation",
    "Warning": "warning",
    "Info": "info",
}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result of validation. shape, focus, component: IRIs; path, value: empty for none.

    severity: violation, warning or info. message: for people, what is wrong and what to do.
    """

    focus: str
    shape: str
    component: str
    path: str
    value: str
    message: str
    severity: Severity

    @property
    def subject(self) -> str:
        """What has to be mended: the claim or evidence where the focus is its article."""
        cited = "/claim/" in self.value or "#char=" in self.value
        return (
            self.value
            if self.component == f"{SH}SPARQLConstraintComponent" and cited
            else (self.focus)
        )
