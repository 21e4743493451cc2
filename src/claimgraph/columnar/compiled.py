"""Layer 5. The ordered tables of conditions as SQL: one source, two readers.

A row of `decision.TABLE` or `independence.RELATIONS` is a tree of conditions over named columns.
Here the tree is written as an expression, and each column is bound to what the claims table has.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping

from claimgraph.columnar.dialect import Dialect, quoted
from claimgraph.compare import decision, independence
from claimgraph.compare.expression import Column, Condition, Scalar
from claimgraph.compare.record import NO_NUMBER

EARLIEST, LATEST = -719_162, 2_932_896
"""First and last day that a date can name (years 1 and 9999), in days since 1970."""


def expression(condition: Condition, mark: str = "c_") -> str:
    """Write *condition* as SQL over columns of its names, which begin with *mark* there.

    >>> from claimgraph.compare.record import C
    >>> expression(C.current.true() & ~(C.scopes > 0.0))
    '(c_current AND (NOT (c_scopes > 0.0)))'
    """
    if condition.op in ("and", "or"):
        between = f" {condition.op.upper()} "
        return "(" + between.join(expression(part, mark) for part in condition.parts) + ")"
    if condition.op == "not":
        return f"(NOT {expression(condition.parts[0], mark)})"
    if condition.op == "true":
        return "true"
    assert condition.left is not None  # noqa: S101 - a comparison has two sides
    left = f"{mark}{condition.left.name}"
    if condition.op == "column":
        return left
    assert condition.right is not None  # noqa: S101 - a comparison has two sides
    right = condition.right
    sign = "<>" if condition.op == "!=" else condition.op
    other = f"{mark}{right.name}" if isinstance(right, Column) else literal(right)
    return f"({left} {sign} {other})"


def literal(value: Scalar) -> str:
    """Write a value as SQL.

    >>> literal(float("-inf")), literal(True), literal("a")
    ("CAST('-Infinity' AS DOUBLE)", 'true', "'a'")
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if math.isinf(value):
        return f"CAST('{'-' if value < 0 else ''}Infinity' AS DOUBLE)"
    return repr(value)


def first_of(rows: Iterable[tuple[Condition, int]], mark: str) -> str:
    """Give the number that stands beside the first condition that holds; the last one does."""
    whens = (f"WHEN {expression(when, mark)} THEN {number}" for when, number in rows)
    return f"CASE {' '.join(whens)} END"


RULE = first_of(((rule.when, at) for at, rule in enumerate(decision.TABLE)), "c_")
"""Number of the row of the decision table that decides a pair, over columns PAIR."""

SOURCE = first_of(
    ((when, decision.INDEPENDENCE.index(name)) for name, when in independence.RELATIONS), "v_"
)
"""Place in decision.INDEPENDENCE of how two voices stand to each other, over `spoken`."""

_TIMED = f"(a.instant <> {literal(NO_NUMBER)} AND b.instant <> {literal(NO_NUMBER)})"
"""Two times of day are compared over zones."""


def _bound(name: str) -> str:
    side, field = name.split("_", 1)
    moment = "until" if field.endswith("high") else "instant"
    return f"CASE WHEN {_TIMED} THEN {side}.{moment} ELSE {side}.{field} END"


def _before(one: str, other: str) -> str:
    """Tell whether *one* ended before *other* began, as `dates.surely_before` does."""
    return (
        f"(CASE WHEN {one}.time_last IS NULL OR {other}.time_first IS NULL THEN false"
        f" WHEN {one}.time_micros IS NOT NULL AND {other}.time_micros IS NOT NULL"
        f" THEN {one}.time_micros < {other}.time_micros"
        f" ELSE {one}.time_last + 1 < {other}.time_first END)"
    )


_LOWS = [f"coalesce({side}.time_first, {EARLIEST})" for side in "ab"]
_HIGHS = [f"coalesce({side}.time_last, {LATEST})" for side in "ab"]
_APART = (
    f"CASE WHEN NOT (a.timed AND b.timed) THEN 0"
    f" ELSE greatest(greatest({', '.join(_LOWS)}) - least({', '.join(_HIGHS)}), 0) END"
)
"""As `dates.days_apart`: two spans that meet have no day between them."""

PAIR: Mapping[str, str] = {
    "measure": "'same'",
    "unit_same": "a.unit = b.unit",
    "unrelated": "false",
    "scopes": "0.0",
    "a_within_b": "false", "b_within_a": "false", "a_open": "false", "b_open": "false",
    "counts": "false",
    "current": "a.current AND b.current",
    "gone": "NOT (a.current OR b.current)",
    "one_article": "a.article = b.article",
    "truth_apt": "a.truth_apt AND b.truth_apt",
    "form_same": "a.form = b.form",
    "form": "a.form",
    "a_negative": "a.negative", "b_negative": "b.negative",
    **{name: _bound(name) for name in ("a_low", "a_high", "b_low", "b_high", "a_inner_low",
                                       "a_inner_high", "b_inner_low", "b_inner_high")},
    "a_stated": "a.stated", "b_stated": "b.stated",
    "a_hedge": "a.hedge", "b_hedge": "b.hedge",
    "a_direction": "a.direction", "b_direction": "b.direction",
    "category": "coalesce(k.relation, '')",
    "a_truth": "a.truth", "b_truth": "b.truth",
    "text_same": "a.folded = b.folded",
    "exhaustive": "a.exhaustive AND b.exhaustive",
    "same_principal": "a.named AND b.named AND a.origin = b.origin",
    "days_apart": _APART,
    "link": "''",
    "undated": "false",
    "order": f"CASE WHEN {_before('a', 'b')} THEN -1.0 WHEN {_before('b', 'a')} THEN 1.0"
             " ELSE 0.0 END",
    "changing": "a.changing AND b.changing",
    "cumulative": "a.cumulative AND b.cumulative",
}  # fmt: skip
"""Columns of `record.COLUMNS` for cells a and b that answer one question and carry no link.

k: how two categories stand to each other. What only two questions can differ in is constant.
"""


def spoken(dialect: Dialect, empty: Container[str] = ()) -> Mapping[str, str]:
    """Columns of `independence.SPOKEN` for voices a and b.

    A voice has its chain without the publisher as `behind`, without both ends as `relays`. empty:
    columns that hold no list with an item.
    """

    def meets(one: str, other: str) -> str:
        return "false" if one[2:] in empty else dialect.meets(one, other)

    def holds(items: str, item: str) -> str:
        return "false" if items[2:] in empty else dialect.holds(items, item)

    return {
        "one_article": "a.article = b.article",
        "same_principal": "a.principal = b.principal",
        "both_named": "a.named AND b.named",
        "same_origin": "a.origin = b.origin",
        "relayed": f"{holds('a.behind', 'b.publisher')} OR {holds('b.behind', 'a.publisher')}",
        "one_quote": meets("a.quotes", "b.quotes"),
        "rests": f"{holds('a.rests_on_stated', 'b.article')}"
                 f" OR {holds('b.rests_on_stated', 'a.article')}",
        "two_speakers": "a.principal <> '' AND b.principal <> ''",
        "in_chain": f"{holds('b.behind', 'a.principal')} OR {holds('a.behind', 'b.principal')}"
                    " OR a.publisher = b.principal OR b.publisher = a.principal",
        "one_relay": meets("a.relays", "b.relays"),
        "one_root": f"a.article = b.article OR {meets('a.rests_on', 'b.rests_on')}"
                    f" OR {holds('a.rests_on', 'b.article')}"
                    f" OR {holds('b.rests_on', 'a.article')}",
        "all_known": "(a.principal <> '' OR a.sources_known)"
                     " AND (b.principal <> '' OR b.sources_known)",
    }  # fmt: skip


def bound(columns: Mapping[str, str], mark: str) -> str:
    """Select list that gives each column its name in conditions."""
    return ", ".join(f"{made} AS {mark}{name}" for name, made in columns.items())
