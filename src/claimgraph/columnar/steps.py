"""Layer 5. The plan run on an engine: steps of SQL, and between them what Python works out.

What Python works out is asked once for each thing that differs: how two categories stand to each
other, which facets two claims show, how an agreement's origins are counted, what verdict and
severity follow. The functions are those that compare single claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from claimgraph.columnar import plan
from claimgraph.columnar.dialect import Dialect
from claimgraph.columnar.plan import Step
from claimgraph.compare import decision, flat
from claimgraph.compare.bench import severity, verdict_of
from claimgraph.compare.cells import FEW, Cell, candidates
from claimgraph.compare.dimensions import SAME, Difference, categories
from claimgraph.compare.facets import facets
from claimgraph.compare.independence import Voices
from claimgraph.compare.record import Row
from claimgraph.errors import InputError
from claimgraph.findings import MAX_PAIRS
from claimgraph.model import Register

_SAME_QUESTION = Difference(SAME, ())
_WORD = 60
"""Bits of a facet mask that one integer holds."""


class Engine(Protocol):
    """What runs the plan."""

    dialect: Dialect

    def make(self, step: Step) -> None:
        """Make the table of *step*."""
        ...

    def put(self, name: str, table: pa.Table) -> None:
        """Make a table of what Python worked out."""
        ...

    def read(self, query: str) -> pa.Table:
        """Return what *query* gives."""
        ...

    def write(self, query: str, path: Path) -> None:
        """Write what *query* gives as a Parquet file."""
        ...


def claims_at(engine: Engine, query: str) -> dict[int, Row]:
    """Rows of the claims whose positions *query* gives, by position."""
    names = [name for name in flat.SCHEMA.names if name in flat.READ or name == "position"]
    held = engine.read(
        f"SELECT {', '.join(names)} FROM claims WHERE position IN ({query}) ORDER BY position"
    )
    return dict(zip(held["position"].to_pylist(), flat.rows(held), strict=True))


def within(engine: Engine, register: Callable[[], Register]) -> None:
    """Make the table `written`: all findings on the answers to one question.

    Left out are the questions in the table `aside`, and those that the step adds to `odd`.
    """
    d = engine.dialect
    _run(engine, (*plan.read(d), *plan.clusters(d)))
    for name in ("asked", "cell", "voice"):
        if engine.read(f"SELECT 1 AS one FROM {name} WHERE NOT sound LIMIT 1").num_rows:
            raise InputError(
                f"two different things have one 64-bit hash (step {name!r})",
                cure="use --engine python for this table",
            )
    engine.put("kinship", _kinship(engine, register))
    engine.put("candidate", _candidates(engine))
    engine.put("spelling", _spelling())
    _run(engine, (*plan.items(d), *plan.agreements(d), *plan.spelt(d), *plan.provenance(d)))
    names, marks = _marks(engine)
    engine.put("mark", marks)
    _run(engine, (*plan.standing(d), *plan.weighed(d)))
    engine.put("origin", _origins(engine))
    engine.put("judged", _judged(engine, names))
    _run(engine, plan.findings(d))


def _run(engine: Engine, steps: Iterable[Step]) -> None:
    for step in steps:
        engine.make(step)


def _table(
    columns: Sequence[tuple[str, pa.DataType]], rows: Iterable[Sequence[object]]
) -> pa.Table:
    parts = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(part, kind) for part, (_, kind) in zip(parts, columns, strict=True)]
    return pa.Table.from_arrays(arrays, names=[name for name, _ in columns])


def _kinship(engine: Engine, register: Callable[[], Register]) -> pa.Table:
    """Find how the categories that answer one question stand to each other."""
    given = "(SELECT DISTINCT q, concept FROM cell WHERE form = 'category')"
    pairs = engine.read(
        f"SELECT DISTINCT a.concept AS one, b.concept AS other FROM {given} a JOIN {given} b"
        " ON a.q = b.q"
    ).to_pylist()
    known = register() if pairs else Register()
    rows = [(p["one"], p["other"], categories(p["one"], p["other"], known)) for p in pairs]
    text = pa.string()
    return _table((("one", text), ("other", text), ("relation", text)), rows)


def _candidates(engine: Engine) -> pa.Table:
    """Pick the pairs of cells to decide of questions with many, as comparison does."""
    many = f"SELECT c.q, c.first FROM cell c JOIN size z ON z.q = c.q WHERE z.cells > {FEW}"
    rows = claims_at(engine, f"SELECT first FROM ({many})")
    held: dict[int, list[int]] = {}
    for item in engine.read(f"SELECT * FROM ({many}) ORDER BY q, first").to_pylist():
        held.setdefault(item["q"], []).append(item["first"])
    found: list[tuple[int, int, int]] = []
    for at in held.values():
        cells = [Cell((rows[n],)) for n in at]
        picked = list(candidates(cells))
        said = len({cells[i].signature for pair in picked for i in pair})
        found.extend((at[i], at[j], said) for i, j in picked)
    number = pa.int64()
    return _table((("one", number), ("other", number), ("said", number)), found)


def _spelling() -> pa.Table:
    """Positions of the pairs to spell out, of an agreement of so many claims."""

    def pairs(count: int) -> Iterator[tuple[int, int]]:
        yield from ((i, j) for i in range(count) for j in range(i + 1, count))

    rows = []
    for count in range(2, MAX_PAIRS + 2):
        for at, (i, j) in enumerate(pairs(count)):
            if at == MAX_PAIRS:
                break
            rows.append((count, i, j))
    number = pa.int64()
    return _table((("n", number), ("i", number), ("j", number)), rows)


def _marks(engine: Engine) -> tuple[list[str], pa.Table]:
    """Return the names of all facets that occur, and which of them each kind of pair shows."""
    rows = claims_at(engine, "SELECT pa FROM example UNION SELECT pb FROM example")
    shown = [
        (item["u"], facets(rows[item["pa"]], rows[item["pb"]], _SAME_QUESTION,
                           decision.INDEPENDENCE[item["source"]]))
        for item in engine.read("SELECT * FROM example").to_pylist()
    ]  # fmt: skip
    names = sorted({name for _, found in shown for name in found})
    bit = {name: 1 << at for at, name in enumerate(names)}
    words = [(u, sum(bit[name] for name in found)) for u, found in shown]
    low = 1 << _WORD
    number = engine.read("SELECT u FROM example LIMIT 0").schema.field("u").type
    columns = (("u", number), ("low", pa.int64()), ("high", pa.int64()))
    return names, _table(columns, [(u, word % low, word // low) for u, word in words])


def _shown(names: Sequence[str], low: int, high: int) -> list[str]:
    word = low + (high << _WORD)
    return [name for at, name in enumerate(names) if word >> at & 1]


def _origins(engine: Engine) -> pa.Table:
    """Count the origins behind agreements, once for each set of voices."""
    asked = engine.read(
        "SELECT o, min_by(positions, f) AS positions FROM weighed WHERE o IS NOT NULL GROUP BY o"
    )
    engine.put("counted", asked)
    rows, voices = voiced(engine, f"SELECT {engine.dialect.each_of('positions')} FROM counted")
    found = [
        (item["o"], *voices.origins([rows[at] for at in item["positions"]]))
        for item in asked.to_pylist()
    ]
    kind = asked.schema.field("o").type
    return _table((("o", kind), ("fewest", pa.int64()), ("most", pa.int64())), found)


def voiced(engine: Engine, query: str) -> tuple[dict[int, Row], Voices]:
    """Rows at the positions that *query* gives, and who speaks in them."""
    names = [name for name in flat.SCHEMA.names if name in {*flat.READ, *flat.VOICED, "position"}]
    held = engine.read(
        f"SELECT {', '.join(names)} FROM claims WHERE position IN ({query}) ORDER BY position"
    )
    return dict(zip(held["position"].to_pylist(), flat.rows(held), strict=True)), flat.voices(held)


def _judged(engine: Engine, names: Sequence[str]) -> pa.Table:
    """Return verdict and severity of every combination of what they follow from."""
    asked = engine.read(
        "SELECT DISTINCT w.rule, w.source, w.near, w.low, w.high, w.o IS NOT NULL AS agrees,"
        " coalesce(p.fewest = 1, false) AS single FROM weighed w LEFT JOIN origin p ON p.o = w.o"
    )
    rows = []
    for a in asked.to_pylist():
        shown, source = _shown(names, a["low"], a["high"]), decision.INDEPENDENCE[a["source"]]
        content = decision.TABLE[a["rule"]].content
        origins = (1 if a["single"] else 2, 2) if a["agrees"] else None
        rows.append((
            a["rule"], a["source"], a["near"], a["low"], a["high"], a["single"], source, shown,
            verdict_of(content, source, origins, shown),
            severity(content, shown, 0.0 if a["near"] else float("inf")),
        ))  # fmt: skip
    text, number = pa.string(), pa.int64()
    columns = (("rule", number), ("source", number), ("near", pa.bool_()), ("low", number),
               ("high", number), ("single", pa.bool_()), ("provenance", text),
               ("facets", pa.list_(text)), ("verdict", text), ("severity", text))  # fmt: skip
    return _table(columns, rows)
