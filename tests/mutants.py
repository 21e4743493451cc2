"""What has to fail for each mutant: `python -m tests.mutants`, the test command of `make mutants`.

`python -m tests.mutants SESSION` takes mutants of annotations out of a session: nothing
evaluates these while the module postpones them.

The cheapest comes first: most mutants don't even build the decision table, most others fail an
example of a row. Only what survives these sees the pairs and the slower tests.
"""

from __future__ import annotations

import ast
import importlib
import os
import sys
from pathlib import Path
from typing import Any

STEPS = (
    ("tests/unit/compare/test_decision.py",),
    ("tests/property/test_pairs.py",),
    ("tests/property/test_decision_algebra.py", "tests/unit/compare"),
)
"""Tests in the order of what they cost."""

SWEEP = ("tests/property/test_candidates.py",)
"""What holds the sweep over many answers against all pairs: for `cells` alone, and first."""


Position = tuple[int, int]


def annotated(source: str) -> list[tuple[Position, Position]]:
    """Return where each annotation of a module begins and ends: lines from 1, columns from 0."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            found.append(node.returns)
        elif isinstance(node, ast.arg | ast.AnnAssign):
            found.append(node.annotation)
    return [
        ((e.lineno, e.col_offset), (e.end_lineno or e.lineno, e.end_col_offset or 0))
        for e in found
        if e is not None
    ]


def skip_annotations(session: str) -> int:
    """Mark the mutants inside annotations as skipped; return how many there are."""
    work_db: Any = importlib.import_module("cosmic_ray.work_db")
    work_item: Any = importlib.import_module("cosmic_ray.work_item")
    skipped = work_item.WorkResult(worker_outcome=work_item.WorkerOutcome.SKIPPED)
    count = 0
    with work_db.use_db(session) as db:
        for item in list(db.work_items):
            (mutation,) = item.mutations
            inside = annotated(Path(mutation.module_path).read_text(encoding="utf-8"))
            if any(a <= mutation.start_pos and mutation.end_pos <= b for a, b in inside):
                db.set_result(item.job_id, skipped)
                count += 1
    return count


def main() -> int:
    """Return 0 where no test fails."""
    os.environ.setdefault("CLAIMGRAPH_PAIRS", "20000")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    for name in ("decision", "expression", "cells"):
        importlib.import_module(f"claimgraph.compare.{name}")
    import pytest  # noqa: PLC0415 - a mutant that can't be imported needs no test

    first = os.environ.get("CLAIMGRAPH_MUTANTS") == "cells"
    for step in (SWEEP, *STEPS) if first else STEPS:
        failed = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *step]))
        if failed:
            return failed
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(f"{skip_annotations(sys.argv[1])} mutants of annotations are left out")
        sys.exit()
    sys.exit(main())
