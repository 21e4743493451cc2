"""Layer 5. Comparison of a claims table by a columnar engine: the same rules over whole columns."""

from __future__ import annotations
