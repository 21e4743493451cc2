"""Layer 5. How the plan's SQL is spelled in each engine: what standard SQL leaves open.

The plan is written once; only what differs between the engines stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Dialect(Protocol):
    """Functions whose name or form differs. All take and give SQL expressions."""

    def hashed(self, parts: Sequence[str]) -> str:
        """64 bits of the values of *parts*, none of them null."""
        ...

    def ordered(self, what: str, order: str) -> str:
        """Aggregate: list of *what* by *order*."""
        ...

    def at(self, items: str, index: str) -> str:
        """Item of a list, counted from 0."""
        ...

    def each(self, count: str) -> str:
        """One row for each number from 0 up to *count*."""
        ...

    def each_of(self, items: str) -> str:
        """One row for each item of a list."""
        ...

    def days(self, date: str) -> str:
        """Days of a date since 1970."""
        ...

    def micros(self, instant: str) -> str:
        """Microseconds of an instant since 1970."""
        ...

    def sha256(self, text: str) -> str:
        """Hex digits of the digest of a text's UTF-8."""
        ...

    def pair(self, one: str, other: str) -> str:
        """List of two items."""
        ...

    def alone(self, item: str) -> str:
        """List of one item."""
        ...

    def sorted(self, items: str) -> str:
        """List in ascending order."""
        ...

    def distinct(self, items: str) -> str:
        """List without repetitions, in order of first appearance."""
        ...

    def flat(self, items: str) -> str:
        """List of the items of a list of lists."""
        ...

    def least(self, items: str) -> str:
        """Least item of a list."""
        ...

    def joined(self, items: str, between: str) -> str:
        """Join the texts of a list; *between* is a text."""
        ...

    def meets(self, one: str, other: str) -> str:
        """Tell whether two lists share an item."""
        ...

    def holds(self, items: str, item: str) -> str:
        """Tell whether a list has an item."""
        ...

    def length(self, items: str) -> str:
        """How many items a list has."""
        ...

    def inner(self, items: str, last: int) -> str:
        """List without its first item and its *last* last ones."""
        ...

    def mapped(self, items: str, name: str, body: str) -> str:
        """List of *body* for each item, which *body* calls *name*."""
        ...

    def gathered(self, what: str) -> str:
        """Aggregate: list of *what*, in an order that all lists of one group share."""
        ...

    def by(self, items: str, order: str) -> str:
        """List in the order of another one as long, whose items differ."""
        ...

    def ranks(self, items: str) -> str:
        """List of the place where each item stands first: which items are equal, and no more."""
        ...

    def different(self, items: str) -> str:
        """How many different items a list has."""
        ...

    def table(self, path: str) -> str:
        """Relation that a Parquet file or folder holds."""
        ...


def quoted(text: str) -> str:
    """Write *text* as a SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


class DuckDB:
    """DuckDB 1.4 or newer."""

    def hashed(self, parts: Sequence[str]) -> str:  # noqa: D102 - see Dialect
        return f"hash({', '.join(parts)})"

    def ordered(self, what: str, order: str) -> str:  # noqa: D102
        return f"list({what} ORDER BY {order})"

    def at(self, items: str, index: str) -> str:  # noqa: D102
        return f"{items}[{index} + 1]"

    def each(self, count: str) -> str:  # noqa: D102
        return f"unnest(range({count}))"

    def each_of(self, items: str) -> str:  # noqa: D102
        return f"unnest({items})"

    def days(self, date: str) -> str:  # noqa: D102
        return f"({date} - DATE '1970-01-01')"

    def micros(self, instant: str) -> str:  # noqa: D102
        return f"epoch_us({instant})"

    def sha256(self, text: str) -> str:  # noqa: D102
        return f"sha256({text})"

    def pair(self, one: str, other: str) -> str:  # noqa: D102
        return f"[{one}, {other}]"

    def alone(self, item: str) -> str:  # noqa: D102
        return f"[{item}]"

    def sorted(self, items: str) -> str:  # noqa: D102
        return f"list_sort({items})"

    def distinct(self, items: str) -> str:  # noqa: D102
        return f"list_filter({items}, lambda x, i: list_position({items}, x) = i)"

    def flat(self, items: str) -> str:  # noqa: D102
        return f"flatten({items})"

    def least(self, items: str) -> str:  # noqa: D102
        return f"list_min({items})"

    def joined(self, items: str, between: str) -> str:  # noqa: D102
        return f"array_to_string({items}, {quoted(between)})"

    def meets(self, one: str, other: str) -> str:  # noqa: D102
        return f"list_has_any({one}, {other})"

    def holds(self, items: str, item: str) -> str:  # noqa: D102
        return f"list_contains({items}, {item})"

    def length(self, items: str) -> str:  # noqa: D102
        return f"len({items})"

    def inner(self, items: str, last: int) -> str:  # noqa: D102
        return f"{items}[2:len({items}) - {last}]"

    def mapped(self, items: str, name: str, body: str) -> str:  # noqa: D102
        return f"list_transform({items}, lambda {name}: {body})"

    def gathered(self, what: str) -> str:  # noqa: D102
        return f"list({what})"

    def by(self, items: str, order: str) -> str:  # noqa: D102
        return f"list_select({items}, list_grade_up({order}))"

    def ranks(self, items: str) -> str:  # noqa: D102
        return f"list_transform({items}, lambda y: list_position({items}, y))"

    def different(self, items: str) -> str:  # noqa: D102
        return f"list_unique({items})"

    def table(self, path: str) -> str:  # noqa: D102
        return f"read_parquet({quoted(path)})"
