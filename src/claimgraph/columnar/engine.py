"""Layer 5. What runs the plan: DuckDB in this process, or whatever else takes its SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pyarrow as pa

from claimgraph.columnar.columns import Step
from claimgraph.columnar.dialect import Dialect


class Engine(Protocol):
    """What runs the plan."""

    dialect: Dialect

    def make(self, step: Step) -> None:
        """Make the table of *step*."""
        ...

    def put(self, name: str, table: pa.Table) -> None:
        """Make a table of what Python worked out."""
        ...

    def read(self, query: str) -> pa.Table:
        """Return what *query* gives."""
        ...

    def write(self, query: str, path: Path) -> None:
        """Write what *query* gives as a Parquet file."""
        ...
