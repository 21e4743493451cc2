"""What has to fail for each mutant: `python -m tests.mutants`, the test command of `make mutants`.

The cheapest comes first: most mutants don't even build the decision table, most others fail an
example of a row. Only what survives these sees the pairs and the slower tests.
"""

from __future__ import annotations

import importlib
import os
import sys

STEPS = (
    ("tests/unit/compare/test_decision.py",),
    ("tests/property/test_pairs.py",),
    ("tests/property/test_decision_algebra.py", "tests/unit/compare"),
)
"""Tests in the order of what they cost."""

SWEEP = ("tests/property/test_candidates.py",)
"""What holds the sweep over many answers against all pairs: first for `cells`, last for others."""


def main() -> int:
    """Return 0 where no test fails."""
    os.environ.setdefault("CLAIMGRAPH_PAIRS", "20000")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    for name in ("decision", "expression", "cells"):
        importlib.import_module(f"claimgraph.compare.{name}")
    import pytest  # noqa: PLC0415 - a mutant that can't be imported needs no test

    first = os.environ.get("CLAIMGRAPH_MUTANTS") == "cells"
    for step in (SWEEP, *STEPS) if first else (*STEPS, SWEEP):
        failed = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *step]))
        if failed:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main())
