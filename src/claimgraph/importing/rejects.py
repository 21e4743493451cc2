"""Layer 3. What could not be read: a file with one row for each cell or row that was left out."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimgraph.outfile import whole

COLUMNS = ("table", "row", "column", "text", "reason")
_QUOTED = re.compile(r"'.*'|\".*\"", re.DOTALL)
MAX_TEXT = 1000
"""Characters kept of a text that could not be read."""


class Rejects:
    """Takes what is left out, counts it by reason, and keeps it where a file is given."""

    def __init__(self, writer: Any = None) -> None:  # noqa: ANN401 - csv's writer has no type
        self._writer = writer
        self.reasons: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many readings were left out."""
        return self.reasons.total()

    def add(self, table: str, row: int, column: str, text: str, reason: str) -> None:
        """Keep one cell, or a whole row with an empty *column*."""
        self.reasons[_QUOTED.sub("\u2026", reason).strip()] += 1
        if self._writer is not None:
            self._writer.writerow((table, row, column, text[:MAX_TEXT], reason))


@contextmanager
def kept(path: Path | None) -> Iterator[Rejects]:
    """Collect rejects into a CSV file at *path*, which is there only when all went well."""
    if path is None:
        yield Rejects()
        return
    with whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        yield Rejects(writer)
