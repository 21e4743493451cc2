"""Layer 5. DuckDB, in this process: the default engine for a claims table."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from claimgraph.columnar.columns import Step
from claimgraph.columnar.dialect import Dialect, DuckDB


class Duck:
    """One comparison in an in-memory database; what does not fit goes to *scratch*."""

    def __init__(self, claims: Path | pa.Table, scratch: Path | None = None) -> None:
        self.dialect: Dialect = DuckDB()
        self._database = duckdb.connect(":memory:")
        self._database.execute("SET preserve_insertion_order = false")
        if scratch is not None:
            self._database.execute(f"SET temp_directory = '{scratch}'")
        if isinstance(claims, Path):
            source = self.dialect.table(str(claims))
            self._database.execute(f"CREATE VIEW claims AS SELECT * FROM {source}")
        else:
            self.put("claims", claims)

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give all memory back."""
        self._database.close()

    def make(self, step: Step) -> None:
        """Make the table of *step*."""
        name, query = step
        self._database.execute(f"CREATE TABLE {name} AS {query}")

    def drop(self, name: str) -> None:
        """Forget the table called *name*."""
        self._database.execute(f"DROP TABLE {name}")

    def put(self, name: str, table: pa.Table) -> None:
        """Make a table of what Python worked out."""
        self._database.register(name, table)

    def read(self, query: str) -> pa.Table:
        """Return what *query* gives."""
        return self._database.sql(query).to_arrow_table()

    def write(self, query: str, path: Path) -> None:
        """Write what *query* gives as a Parquet file."""
        self._database.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
