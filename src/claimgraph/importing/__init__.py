"""Layer 4. Tables of many sources become claims: rows in, a corpus and a reckoning out."""

from __future__ import annotations

from claimgraph.importing.building import Summary, run
from claimgraph.importing.suggestion import suggest

__all__ = ["Summary", "run", "suggest"]
