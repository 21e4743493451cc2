"""Layer 5. Columns of the plan: what it reads of a claim, of two claims, and of a finding."""

from __future__ import annotations

from collections.abc import Container

from claimgraph.columnar import compiled
from claimgraph.columnar.dialect import Dialect
from claimgraph.compare import decision
from claimgraph.compare.reckoning import MOVED
from claimgraph.compare.record import NO_NUMBER
from claimgraph.ids import ID_HEX

Step = tuple[str, str]
"""Name of a table and the query that makes it."""

REMARK = "CASE WHEN form = 'text' THEN text ELSE '' END"
SAID = {
    "form": "form", "unit": "unit", "low": "low + 0.0", "high": "high + 0.0",
    "inner_low": "inner_low + 0.0", "inner_high": "inner_high + 0.0", "stated": "stated + 0.0",
    "hedge": "hedge", "concept": "concept", "truth": "truth",
    "remark": REMARK,
    "negative": "negative", "current": "current", "truth_apt": "truth_apt",
}  # fmt: skip
"""As `record.Row.signature`; adding zero makes minus zero plus zero."""

MATTERS = "((changing OR named) AND time_edtf IS NOT NULL)"
"""Whether the table of decisions reads the time of a claim."""

_HEAD = (
    "form", "unit", "low", "high", "inner_low", "inner_high", "stated", "hedge", "direction",
    "concept", "truth", "folded", "negative", "current", "truth_apt", "instant", "until",
    "exhaustive", "changing", "cumulative", "dated",
)  # fmt: skip

VOICE = (
    "article", "publisher", "component", "principal", "named", "origin", "relay", "sources_known",
    "quotes", "rests_on", "rests_on_stated",
)  # fmt: skip


LISTS = ("quotes", "rests_on", "rests_on_stated")


HARD = "(named AND NOT relay)"
"""As `independence.Voices` tells speakers that are an origin whoever passes on what they said."""

WHO = (
    f"CASE WHEN {HARD} THEN 0 WHEN principal <> '' THEN 1 ELSE 2 END",
    f"CASE WHEN {HARD} THEN origin WHEN principal <> '' THEN principal ELSE article END",
)
"""Two claims that share this have one origin, hard or soft."""


def shared_origins(d: Dialect, hard: str, who: str, root: str, quotes: str | None) -> str:
    """Return what the origins behind several claims follow from, whoever they are.

    Lists with an item a claim. The order matters only where a speaker or a component comes twice.
    """
    count = d.length(who)
    apart = f"{d.different(who)} = {count} AND {d.different(root)} = {count}"
    ordered = hard if quotes else f"CASE WHEN {apart} THEN {d.sorted(hard)} ELSE {hard} END"
    return d.hashed([ordered, d.ranks(who), d.ranks(root), *([quotes] if quotes else [])])


def said(known: Container[str] = ()) -> list[str]:
    """Name what claims that say the same share, but for the columns *known* to be the same."""
    return [made for name, made in SAID.items() if name not in known] or ["0"]


def heads(d: Dialect) -> dict[str, str]:
    """Columns that the rows of the decision table read of a claim, by name."""
    return {
        **{name: name for name in _HEAD},
        "timed": MATTERS,
        **times(d),
    }


def times(d: Dialect) -> dict[str, str]:
    """Columns of `heads` that not every claim has."""
    return {
        "time_first": f"CASE WHEN {MATTERS} THEN {d.days('time_first')} END",
        "time_last": f"CASE WHEN {MATTERS} THEN {d.days('time_last')} END",
        "time_micros": f"CASE WHEN {MATTERS} THEN {d.micros('time_instant')} END",
    }


def asked(d: Dialect) -> Step:
    """Give a number to each question."""
    return (
        "asked",
        (
            f"SELECT {d.hashed(['question'])} AS q, min(question) AS question,"
            " min(question_id) AS question_id, count(*) AS n, min(position) AS first,"
            " min(question) = max(question) AS sound FROM claims GROUP BY 1"
        ),
    )


INFINITE = "CAST('Infinity' AS DOUBLE)"


def gap() -> str:
    """As `bench`: the gap between two values, as a share of the larger."""
    ends = ("a.low", "a.high", "b.low", "b.high")
    finite = (f"CASE WHEN abs({x}) < {INFINITE} THEN abs({x}) ELSE 0.0 END" for x in ends)
    apart = "(greatest(a.low, b.low) - least(a.high, b.high))"
    return (
        f"CASE WHEN a.form <> 'interval' OR b.form <> 'interval' OR a.dated OR {apart} <= 0"
        f" THEN {INFINITE} ELSE {apart} / greatest({', '.join(finite)}) END"
    )


REHEDGED = (
    "a.form = 'interval' AND b.form = 'interval' AND a.stated = b.stated"
    f" AND a.stated <> {compiled.literal(NO_NUMBER)} AND a.hedge <> b.hedge"
)
KINSHIP = (
    " LEFT JOIN kinship k ON a.form = 'category' AND k.one = a.concept AND k.other = b.concept"
)


MOVING = ", ".join(str(at) for at, rule in enumerate(decision.TABLE) if rule.content in MOVED)
AGREEING = ", ".join(
    str(at) for at, rule in enumerate(decision.TABLE) if rule.content in decision.AGREEING
)
"""Numbers of the rows after which more is looked at, and of those that find an agreement."""


SIDE_TEXT = """'["' || {} || '"]'"""
FINDING_TEXT = """'["' || j.rule_id || '",["' || a.question_id || '"],[' || {} || ']]'"""
"""What `ids.digest` makes the id of a finding from, but for its sides."""


def written(d: Dialect, text: str) -> str:
    """Columns of a finding w that JUDGED gives. text: what its id is made from."""
    return (
        f"substr({d.sha256(text)}, 1, {ID_HEX}) AS id, j.content, j.rule_id AS rule, j.severity,"
        f" j.verdict, j.provenance, j.facets, {d.alone('a.question')} AS questions,"
        " p.fewest, p.most, j.rank"
    )


JUDGED = (
    "JOIN asked a ON a.q = w.q LEFT JOIN origin p ON p.o = w.o"
    " JOIN judged j ON j.rule = w.rule AND j.source = w.source AND j.near = w.near"
    " AND j.low = w.low AND j.high = w.high AND j.single = coalesce(p.fewest = 1, false)"
)
