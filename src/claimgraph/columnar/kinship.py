"""Layer 5. Questions that have to do with each other: found in blocks, told apart once.

Questions that are apart in a dimension of IDENTITY are never compared, so the engine groups them
by it, and only groups of several are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from claimgraph.columnar.engine import Engine
from claimgraph.compare.dimensions import (
    IDENTITY,
    Difference,
    difference,
    hierarchies,
    kin,
)
from claimgraph.model import DIMENSIONS, Corpus, Question, Register

Pair = tuple[str, str, Difference]


@dataclass(frozen=True, slots=True)
class Related:
    """Pairs of questions to compare, by family, each in the order of its claims."""

    pairs: Mapping[str, Sequence[Pair]] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[str, ...]:
        """Keys of all questions in a pair."""
        every = (key for found in self.pairs.values() for one, other, _ in found
                 for key in (one, other))  # fmt: skip
        return tuple(dict.fromkeys(every))

    def near(self) -> Mapping[str, Sequence[str]]:
        """Questions whose answers can be compared, by question; each one stands with itself."""
        found: dict[str, list[str]] = {key: [key] for key in self.questions}
        for pairs in self.pairs.values():
            for one, other, how in pairs:
                if how.comparable:
                    found[one].append(other)
                    found[other].append(one)
        return {key: tuple(sorted(keys)) for key, keys in found.items()}


def related(engine: Engine, shared: Callable[[], Corpus], *, stories: bool) -> Related:
    """Find the questions whose answers are compared over two questions.

    stories: the table has some; answers of one story are told apart also by their scope.
    """
    corpus = shared()
    blocks = _blocks(engine, corpus.register)
    if not blocks:
        return Related()
    asked = {key: _question(item, corpus.register) for b in blocks for key, item in b.items()}
    register = replace(corpus.register, questions=asked)
    told = _stories(engine) if stories else {}
    found: dict[str, list[Pair]] = {}
    order = {key: item["first"] for b in blocks for key, item in b.items()}
    for block in blocks:
        family = next(iter(block.values()))["family"]
        for one, other in kin(sorted(block, key=lambda k: order[k]), register):
            how = difference(asked[one], asked[other], register)
            near = how.comparable or bool(told.get(one, set()) & told.get(other, set()))
            if not how.unrelated and near:
                found.setdefault(family, []).append((one, other, how))
    for pairs in found.values():
        pairs.sort(key=lambda pair: (order[pair[0]], order[pair[1]]))
    return Related(found)


def _blocks(engine: Engine, register: Register) -> list[dict[str, dict[str, Any]]]:
    """Questions in groups of at least two that no dimension of IDENTITY tells apart."""
    dims = ", ".join(f"dim_{dim}" for dim in DIMENSIONS)
    engine.make(("question", (
        f"SELECT question, question_id, family, measure, {dims}, position AS first FROM claims"
        " WHERE position IN (SELECT first FROM asked)"
    )))  # fmt: skip
    names = hierarchies(register)
    text = pa.string()
    engine.put("hierarchy", pa.table({"name": pa.array(names, text),
                                      "root": pa.array(names.values(), text)}))  # fmt: skip
    fixing = sorted(IDENTITY)
    flags = ", ".join(f"min(CASE WHEN dim_{d} = '' THEN 1 ELSE 0 END) <>"
                      f" max(CASE WHEN dim_{d} = '' THEN 1 ELSE 0 END) AS open_{d}"
                      for d in fixing)  # fmt: skip
    engine.make(("openness", f"SELECT family, {flags} FROM question GROUP BY family"))
    joins = " ".join(f"LEFT JOIN hierarchy h_{d} ON h_{d}.name = q.dim_{d}" for d in fixing)
    keys = ", ".join(
        f"CASE WHEN o.open_{d} THEN '' ELSE coalesce(h_{d}.root, q.dim_{d}) END AS key_{d}"
        for d in fixing
    )
    engine.make(("blocked", (
        f"SELECT q.question, q.family, q.first, {keys} FROM question q"
        f" JOIN openness o ON o.family = q.family {joins}"
    )))  # fmt: skip
    every = ", ".join(("family", *(f"key_{d}" for d in fixing)))
    engine.make(("block", (
        f"SELECT {every}, min(first) AS block FROM blocked GROUP BY {every} HAVING count(*) > 1"
    )))  # fmt: skip
    same = " AND ".join(f"b.{name} = k.{name}" for name in every.split(", "))
    held = engine.read(
        f"SELECT b.block, q.* FROM block b JOIN blocked k ON {same}"
        " JOIN question q ON q.question = k.question ORDER BY b.block, q.first"
    )
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for item in held.to_pylist():
        found.setdefault(item["block"], {})[item["question"]] = item
    return list(found.values())


def _question(item: Mapping[str, object], register: Register) -> Question:
    """Question as the register has it, else as the columns say."""
    key = str(item["question"])
    known = register.questions.get(key)
    dims = {dim: str(item[f"dim_{dim}"]) for dim in DIMENSIONS if item[f"dim_{dim}"]}
    return known or Question(key, str(item["question_id"]), key, "", str(item["measure"]), dims)


def _stories(engine: Engine) -> dict[str, set[str]]:
    held = engine.read("SELECT DISTINCT question, story FROM claims WHERE story <> ''")
    found: dict[str, set[str]] = {}
    for item in held.to_pylist():
        found.setdefault(item["question"], set()).add(item["story"])
    return found
