"""Layer 4. Tables of many sources become claims: rows in, a corpus and a reckoning out."""

from __future__ import annotations

from claimgraph.importing.building import run
from claimgraph.importing.suggestion import suggest
from claimgraph.importing.summary import Summary

__all__ = ["Summary", "run", "suggest"]
