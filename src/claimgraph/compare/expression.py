"""Layer 4. Conditions over named columns: written once, evaluated per pair or compiled elsewhere.

A condition is data (a tree), so the same row can run in Python on one pair and be translated to a
columnar engine; there is never a second copy of a rule.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Scalar = str | float | bool
Record = Mapping[str, Scalar]

_OPERATORS: dict[str, Callable[[Scalar, Scalar], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A truth value over columns. op: a comparison, `and`, `or`, `not`, `column` or `true`."""

    op: str
    parts: tuple[Condition, ...] = ()
    left: Column | None = None
    right: Column | Scalar | None = None

    def __and__(self, other: Condition) -> Condition:
        """Both hold."""
        return Condition("and", (self, other))

    def __or__(self, other: Condition) -> Condition:
        """At least one holds."""
        return Condition("or", (self, other))

    def __invert__(self) -> Condition:
        """Negation."""
        return Condition("not", (self,))

    def holds(self, record: Record) -> bool:
        """Evaluate on one record of columns."""
        if self.op == "and":
            return all(part.holds(record) for part in self.parts)
        if self.op == "or":
            return any(part.holds(record) for part in self.parts)
        if self.op == "not":
            return not self.parts[0].holds(record)
        if self.op == "true":
            return True
        assert self.left is not None  # noqa: S101 - a comparison has two sides
        left = record[self.left.name]
        if self.op == "column":
            return bool(left)
        assert self.right is not None  # noqa: S101 - a comparison has two sides
        right = record[self.right.name] if isinstance(self.right, Column) else self.right
        return _OPERATORS[self.op](left, right)

    def source(self) -> str:
        """Python expression over a record `r`: the same condition without the walk."""
        if self.op in ("and", "or"):
            return "(" + f" {self.op} ".join(part.source() for part in self.parts) + ")"
        if self.op == "not":
            return f"(not {self.parts[0].source()})"
        if self.op == "true":
            return "True"
        assert self.left is not None  # noqa: S101 - a comparison has two sides
        left = f"r[{self.left.name!r}]"
        if self.op == "column":
            return left
        right = f"r[{self.right.name!r}]" if isinstance(self.right, Column) else _term(self.right)
        return f"({left} {'==' if self.op == '=' else self.op} {right})"

    def columns(self) -> Iterator[str]:
        """Names of all columns that the condition reads."""
        for part in self.parts:
            yield from part.columns()
        for side in (self.left, self.right):
            if isinstance(side, Column):
                yield side.name


def _term(value: Scalar | None) -> str:
    return f"float({str(value)!r})" if isinstance(value, float) else repr(value)


def first_of(conditions: Sequence[Condition]) -> Callable[[Record], int]:
    """Compile *conditions* to one function: position of the first that holds on a record.

    The function raises LookupError where none does.
    """
    lines = [f"    if {c.source()}: return {at}" for at, c in enumerate(conditions)]
    scope: dict[str, Callable[[Record], int]] = {}
    text = "\n".join(["def first(r):", *lines, f"    raise LookupError({len(lines)})"])
    exec(text, scope)  # noqa: S102 - the text is made of the decision table alone
    return scope["first"]


TRUE = Condition("true")


@dataclass(frozen=True, slots=True)
class Column:
    """A named column; comparing it makes a Condition."""

    name: str

    def __lt__(self, other: Column | Scalar) -> Condition:
        """Less than."""
        return Condition("<", (), self, other)

    def __gt__(self, other: Column | Scalar) -> Condition:
        """Greater than."""
        return Condition(">", (), self, other)

    def __le__(self, other: Column | Scalar) -> Condition:
        """Less than or equal."""
        return Condition("<=", (), self, other)

    def __ge__(self, other: Column | Scalar) -> Condition:
        """Greater than or equal."""
        return Condition(">=", (), self, other)

    def equals(self, other: Column | Scalar) -> Condition:
        """Equal; a method, so that columns stay comparable as values."""
        return Condition("=", (), self, other)

    def differs(self, other: Column | Scalar) -> Condition:
        """Not equal."""
        return Condition("!=", (), self, other)

    def among(self, *options: Scalar) -> Condition:
        """Equal to one of *options*."""
        return Condition("or", tuple(self.equals(option) for option in options))

    def true(self) -> Condition:
        """Is a true flag."""
        return Condition("column", (), self)


class Columns:
    """The columns by name, so that a misspelt one is an error when a table is built."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)

    def __getattr__(self, name: str) -> Column:
        if name not in self._names:
            raise AttributeError(name)
        return Column(name)
