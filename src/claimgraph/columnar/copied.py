"""Layer 5. Copying suspected, over a whole table: counted by the engine, weighed by `copying`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa

from claimgraph.columnar import columns
from claimgraph.columnar.engine import Engine
from claimgraph.columnar.rest import bench_of
from claimgraph.compare.copying import LEAST_SOURCES, suspicions
from claimgraph.compare.shared_errors import said_by, suspected
from claimgraph.findings import Finding
from claimgraph.model import Corpus


def shared_errors(engine: Engine, shared: Callable[[], Corpus]) -> Iterator[Finding]:
    """As `compare.shared_errors`: one finding for each suspicious pair of publishers."""
    d = engine.dialect
    engine.make(("stated", (
        f"SELECT q, {d.hashed(columns.said())} AS s, publisher, min(question) AS question,"
        f" min(position) AS first FROM (SELECT *, {d.hashed(['question'])} AS q FROM claims"
        " WHERE current AND truth_apt AND principal = '') WHERE q IN"
        f" (SELECT q FROM asked WHERE n >= {LEAST_SOURCES}) GROUP BY q, s, publisher"
    )))  # fmt: skip
    engine.make(("contested", (
        f"SELECT q FROM stated GROUP BY q HAVING count(DISTINCT publisher) >= {LEAST_SOURCES}"
    )))  # fmt: skip
    held = engine.read(
        "SELECT question, s, publisher FROM stated WHERE q IN (SELECT q FROM contested)"
        " ORDER BY first"
    )
    said: dict[str, dict[str, list[str]]] = {}
    for question, value, publisher in zip(*(c.to_pylist() for c in held.columns), strict=True):
        said.setdefault(question, {}).setdefault(str(value), []).append(publisher)
    for found in suspicions(said):
        engine.put("wanted", pa.table({"question": pa.array(found.shared, pa.string())}))
        bench = bench_of(engine, shared, "question IN (SELECT question FROM wanted)", {})
        yield suspected(bench, found, said_by(bench))
