"""Layer 5. The claims table: a whole corpus as one Parquet file, one row a claim, and back."""

from __future__ import annotations

from claimgraph.claimtable.columns import SCHEMA
from claimgraph.claimtable.reading import read, read_table, shared, told
from claimgraph.claimtable.writing import table, write

__all__ = ["SCHEMA", "read", "read_table", "shared", "table", "told", "write"]
