"""Layer 5. The plan run on an engine: steps of SQL, and between them what Python works out.

What Python works out is asked once for each thing that differs: how two categories stand to each
other, which facets two claims show, how an agreement's origins are counted, what verdict and
severity follow. The functions are those that compare single claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyarrow as pa

from claimgraph.columnar import plain, plan
from claimgraph.columnar.columns import Step
from claimgraph.columnar.constants import Constants, constants
from claimgraph.columnar.engine import Engine
from claimgraph.compare import decision, flat
from claimgraph.compare.bench import severity, verdict_of
from claimgraph.compare.cells import FEW, Cell, candidates
from claimgraph.compare.dimensions import SAME, Difference, categories
from claimgraph.compare.facets import facets
from claimgraph.compare.independence import Voices
from claimgraph.compare.record import Row
from claimgraph.errors import InputError
from claimgraph.findings import MAX_PAIRS, SEVERITIES, Severity
from claimgraph.model import Register

_SAME_QUESTION = Difference(SAME, ())
_WORD = 60
"""Bits of a facet mask that one integer holds."""


def claims_at(engine: Engine, query: str) -> dict[int, Row]:
    """Rows of the claims whose positions *query* gives, by position."""
    names = [name for name in flat.SCHEMA.names if name in flat.READ or name == "position"]
    held = engine.read(
        f"SELECT {', '.join(names)} FROM claims WHERE position IN ({query}) ORDER BY position"
    )
    return dict(zip(held["position"].to_pylist(), flat.rows(held), strict=True))


def within(engine: Engine, register: Callable[[], Register]) -> tuple[str, str]:
    """Compare the answers to each question; return the queries that give the findings.

    Left out are the questions in the table `aside`, and those that the step adds to `odd`.
    """
    d = engine.dialect
    known = constants(engine)
    shown = Shown()
    _run(engine, plain.lines(d, known))
    engine.put("kinship", _kinship(engine, register, known))
    _run(engine, plain.couples(d, known))
    engine.put("mark", shown.marks(engine, "couple"))
    _run(engine, (*plain.bonds(d, known), *plan.read(d), *plan.clusters(d)))
    _sound(engine, ("asked", "voice"))
    engine.put("candidate", _candidates(engine))
    engine.put("spelling", _spelling())
    _run(engine, (*plan.items(d), *plan.agreements(d), *plan.spelt(d), *plan.provenance(d)))
    engine.put("mark", shown.marks(engine, "told_by"))
    _run(engine, (*plan.standing(d), *plan.weighed(d, known)))
    _run(engine, (*plain.bundles(d, known), *plain.weighed(d, known)))
    engine.put("origin", _origins(engine))
    engine.put("judged", _judged(engine, shown))
    return plan.findings(d), plain.findings(d)


def _sound(engine: Engine, names: Iterable[str]) -> None:
    for name in names:
        if engine.read(f"SELECT 1 AS one FROM {name} WHERE NOT sound LIMIT 1").num_rows:
            raise InputError(
                f"two different things have one 64-bit hash (step {name!r})",
                cure="use --engine python for this table",
            )


def _run(engine: Engine, steps: Iterable[Step]) -> None:
    for step in steps:
        engine.make(step)


def _table(
    columns: Sequence[tuple[str, pa.DataType]], rows: Iterable[Sequence[object]]
) -> pa.Table:
    parts = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(part, kind) for part, (_, kind) in zip(parts, columns, strict=True)]
    return pa.Table.from_arrays(arrays, names=[name for name, _ in columns])


def _kinship(engine: Engine, register: Callable[[], Register], known: Constants) -> pa.Table:
    """Find how the categories that answer one question stand to each other."""
    text = pa.string()
    kept = (("one", text), ("other", text), ("relation", text))
    if "concept" in known:
        return _table(kept, ())
    q = engine.dialect.hashed(["question"])
    given = f"(SELECT DISTINCT {q} AS q, concept FROM claims WHERE form = 'category')"
    pairs = engine.read(
        f"SELECT DISTINCT a.concept AS one, b.concept AS other FROM {given} a JOIN {given} b"
        " ON a.q = b.q"
    ).to_pylist()
    held = register() if pairs else Register()
    return _table(
        kept, [(p["one"], p["other"], categories(p["one"], p["other"], held)) for p in pairs]
    )


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


class Shown:
    """Facets that occur, each a bit of a mask, and which kinds of pairs show which."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._marks: dict[int, tuple[int, int]] = {}

    def marks(self, engine: Engine, told: str) -> pa.Table:
        """Work out the facets of each kind of pair (u) in the table *told*, once for each."""
        engine.make((f"example_{told}", (
            "SELECT u, min(source) AS source, min(pa) AS pa, min_by(pb, pa) AS pb"
            f" FROM {told} GROUP BY u"
        )))  # fmt: skip
        asked = engine.read(f"SELECT * FROM example_{told} ORDER BY pa, pb, u")
        rows = claims_at(
            engine, f"SELECT pa FROM example_{told} UNION SELECT pb FROM example_{told}"
        )
        for item in asked.to_pylist():
            source = item["source"]
            found = facets(rows[item["pa"]], rows[item["pb"]], _SAME_QUESTION,
                           decision.INDEPENDENCE[source])  # fmt: skip
            mask = sum(1 << self._bits.setdefault(name, len(self._bits)) for name in found)
            self._marks[item["u"]] = source, mask
        number, low = pa.int64(), 1 << _WORD
        columns = (("u", asked.schema.field("u").type), ("source", number), ("low", number),
                   ("high", number))  # fmt: skip
        return _table(columns, [(u, source, mask % low, mask // low)
                                for u, (source, mask) in self._marks.items()])  # fmt: skip

    def names(self, low: int, high: int) -> list[str]:
        """Return the facets of a mask, sorted."""
        mask = low + (high << _WORD)
        return sorted(name for name, at in self._bits.items() if mask >> at & 1)


_COMMON = (
    "SELECT e.o, 0 AS part, l.position FROM common e JOIN line l ON l.s = e.sa UNION ALL"
    " SELECT e.o, 1 AS part, l.position FROM common e JOIN line l ON l.s = e.sb WHERE e.sa <> e.sb"
)


def _origins(engine: Engine) -> pa.Table:
    """Count the origins behind agreements, once for each kind of them (o)."""
    asked = engine.read(
        "SELECT o, min_by(positions, f) AS positions FROM weighed WHERE o IS NOT NULL GROUP BY o"
    )
    engine.put("counted", asked)
    engine.make(("common", (
        "SELECT o, min(sa) AS sa, min_by(sb, sa) AS sb FROM weighed_plainly"
        " WHERE o IS NOT NULL GROUP BY o"
    )))  # fmt: skip
    members = {item["o"]: item["positions"] for item in asked.to_pylist()}
    for item in engine.read(f"{_COMMON} ORDER BY o, part, position").to_pylist():
        members.setdefault(item["o"], []).append(item["position"])
    rows, voices = voiced(
        engine,
        f"SELECT {engine.dialect.each_of('positions')} FROM counted"
        f" UNION SELECT position FROM ({_COMMON})",
    )
    found = [(o, *voices.origins([rows[at] for at in held])) for o, held in members.items()]
    kind = asked.schema.field("o").type
    return _table((("o", kind), ("fewest", pa.int64()), ("most", pa.int64())), found)


def voiced(engine: Engine, query: str) -> tuple[dict[int, Row], Voices]:
    """Rows at the positions that *query* gives, and who speaks in them."""
    names = [name for name in flat.SCHEMA.names if name in {*flat.READ, *flat.VOICED, "position"}]
    held = engine.read(
        f"SELECT {', '.join(names)} FROM claims WHERE position IN ({query}) ORDER BY position"
    )
    return dict(zip(held["position"].to_pylist(), flat.rows(held), strict=True)), flat.voices(held)


def rank(weight: Severity, content: str) -> int:
    """Place of a finding among all, before its first claim and id tell."""
    kinds = tuple(decision.SEVERITY_RULE)
    return SEVERITIES.index(weight) * len(kinds) + kinds.index(content)


def _judged(engine: Engine, shown: Shown) -> pa.Table:
    """Return verdict and severity of every combination of what they follow from."""
    weighed = " UNION ".join(
        "SELECT w.rule, w.source, w.near, w.low, w.high, w.o IS NOT NULL AS agrees,"
        f" coalesce(p.fewest = 1, false) AS single FROM {name} w LEFT JOIN origin p ON p.o = w.o"
        for name in ("weighed", "weighed_plainly")
    )
    rows = []
    for a in engine.read(weighed).to_pylist():
        rule, source = decision.TABLE[a["rule"]], decision.INDEPENDENCE[a["source"]]
        facets_shown = shown.names(a["low"], a["high"])
        origins = (1 if a["single"] else 2, 2) if a["agrees"] else None
        rows.append((
            a["rule"], a["source"], a["near"], a["low"], a["high"], a["single"], source,
            rule.id, rule.content, facets_shown,
            verdict_of(rule.content, source, origins, facets_shown),
            weight := severity(rule.content, facets_shown, 0.0 if a["near"] else float("inf")),
            rank(weight, rule.content),
        ))  # fmt: skip
    text, number = pa.string(), pa.int64()
    columns = (("rule", number), ("source", number), ("near", pa.bool_()), ("low", number),
               ("high", number), ("single", pa.bool_()), ("provenance", text), ("rule_id", text),
               ("content", text), ("facets", pa.list_(text)), ("verdict", text),
               ("severity", text), ("rank", number))  # fmt: skip
    return _table(columns, rows)
