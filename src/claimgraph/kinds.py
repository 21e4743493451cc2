"""Layer 1. Kinds of values: what forms the answer to a question can have."""

from __future__ import annotations

VALUE_TYPES = (
    "count", "number", "fraction", "ratio", "change", "money", "duration", "rank", "date",
    "category", "boolean", "text",
)  # fmt: skip
"""fraction: a share of a base. ratio: how many times. change: by how many per cent, or percentage
points. rank: a place in a list, 1 for the first."""

NUMERIC = frozenset(VALUE_TYPES[: VALUE_TYPES.index("date")])
"""Kinds that are intervals of numbers."""

WHOLE = frozenset({"count", "rank"})
"""Kinds of numbers that have no fractions."""

BASED = frozenset({"fraction", "rank"})
"""Kinds of numbers that mean nothing without what they are `of`."""
