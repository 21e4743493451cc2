"""Layer 4. Comparing claims: agreements, discrepancies, scope, arithmetic and omissions."""

from claimgraph.compare.engine import compare

__all__ = ["compare"]
