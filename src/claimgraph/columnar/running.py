"""Layer 5. One comparison of a claims table: what is columnar by the engine, the rest by Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pyarrow as pa

from claimgraph.columnar.columns import asked
from claimgraph.columnar.copied import shared_errors
from claimgraph.columnar.engine import Engine
from claimgraph.columnar.rest import Rest
from claimgraph.columnar.steps import rank, within
from claimgraph.compare import compare
from claimgraph.compare.decision import SEVERITY_RULE
from claimgraph.findings import Finding
from claimgraph.model import Corpus

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        pa.field("id", _TEXT, nullable=False),
        pa.field("content", _TEXT, nullable=False),
        pa.field("rule", _TEXT, nullable=False),
        pa.field("severity", _TEXT, nullable=False),
        pa.field("verdict", _TEXT, nullable=False),
        pa.field("provenance", _TEXT, nullable=False),
        pa.field("facets", _TEXTS, nullable=False),
        pa.field("questions", _TEXTS, nullable=False),
        pa.field("sides", pa.list_(_TEXTS), nullable=False),
        pa.field("articles", _TEXTS, nullable=False),
        pa.field("fewest", pa.int64()),
        pa.field("most", pa.int64()),
        pa.field("first", pa.int64(), nullable=False),
    ]
)
"""One row a finding, most serious first, as `findings.Finding` names them.

fewest, most: origins behind an agreement. first: position of its first claim in the claims table.
"""


def findings(engine: Engine, shared: Callable[[], Corpus]) -> str:
    """Compare the table `claims` of *engine*; return the query that gives the findings, in order.

    shared: register and articles of the claims; asked for only where they are needed.
    """
    engine.make(asked(engine.dialect))
    rest = Rest(engine, shared)
    engine.put("aside", pa.table({"question": pa.array(rest.aside, _TEXT)}))
    queries = within(engine, lambda: shared().register)
    one_by_one = [*rest.findings(), *shared_errors(engine, shared)]
    engine.put("one_by_one", _table(engine, one_by_one))
    names = ", ".join(SCHEMA.names)
    every = " UNION ALL ".join(
        f"SELECT {names}, rank FROM {made}" for made in (*(f"({q})" for q in queries), "one_by_one")
    )
    return f"SELECT {names} FROM ({every}) ORDER BY rank, first, id"


def one_by_one(corpus: Corpus) -> pa.Table:
    """Compare *corpus* without an engine: the same findings in the same table."""
    order = {claim.id: at for at, claim in enumerate(corpus.claims)}
    return _recorded(compare(corpus).findings, order)


def summary(counts: Mapping[str, int]) -> str:
    """Say how many findings there are, by content relation."""
    known = [name for name in SEVERITY_RULE if counts.get(name)]
    lines = [f"{counts[name]:>12,}  {name}" for name in known]
    return "\n".join([f"{sum(counts.values()):>12,}  findings", *lines])


def _table(engine: Engine, found: Iterable[Finding]) -> pa.Table:
    """Write findings as a table; *first* is looked up in the claims."""
    every = list(found)
    claims = sorted({claim for finding in every for claim in finding.claims})
    engine.put("placed", pa.table({"claim": pa.array(claims, _TEXT)}))
    held = engine.read(
        "SELECT c.claim, c.position FROM claims c JOIN placed p ON p.claim = c.claim"
    )
    order = dict(zip(held["claim"].to_pylist(), held["position"].to_pylist(), strict=True))
    ranks = pa.array([rank(f.severity, f.content) for f in every], pa.int64())
    return _recorded(every, order).append_column("rank", ranks)


def _recorded(found: Iterable[Finding], order: Mapping[str, int]) -> pa.Table:
    rows = [
        {
            "id": f.id, "content": f.content, "rule": f.rule, "severity": f.severity,
            "verdict": f.verdict, "provenance": f.provenance, "facets": f.facets,
            "questions": f.questions, "sides": f.sides, "articles": f.articles,
            "fewest": f.origins[0] if f.origins else None,
            "most": f.origins[1] if f.origins else None,
            "first": min((order[c] for c in f.claims), default=0),
        }
        for f in found
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=SCHEMA)
