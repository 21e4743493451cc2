"""Comparing a table against a bare self-join: `python -m tests.bench.comparing [SIZE...]`.

The self-join only finds the pairs of two sources on one question whose intervals are apart, over
the same Parquet file; what is measured against it reads that file, decides every pair, makes the
findings with their verdicts and ids, and writes them. Both run in the same process, one after the
other; the time is the processor's, which other programs on the machine disturb least.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
from pyarrow import parquet

from claimgraph.columnar.duck import Duck
from claimgraph.columnar.running import findings
from tests.bench import rows

SIZES = (10_000, 100_000)
_JOIN = """
SELECT count(*) FROM read_parquet('{0}') a JOIN read_parquet('{0}') b ON a.question = b.question
WHERE a.article < b.article AND (a.high < b.low OR b.high < a.low)
"""


def timed(run: Callable[[], int]) -> tuple[float, int]:
    """Return processor seconds and what *run* gives."""
    before = time.process_time()
    found = run()
    return time.process_time() - before, found


def bare(path: Path) -> int:
    """Count the pairs that the self-join finds."""
    return int(duckdb.execute(_JOIN.format(path)).fetchall()[0][0])


def ours(path: Path, output: Path) -> int:
    """Compare the claims table and write its findings; return how many."""
    with Duck(path) as engine:
        engine.write(findings(engine, lambda: rows.SHARED), output)
    return int(parquet.ParquetFile(output).metadata.num_rows)


def main(sizes: list[int]) -> None:
    """Print one line for each size."""
    print(f"duckdb {duckdb.__version__}; processor seconds")
    print("claims      join      pairs   compare   findings   ratio")
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "claims.parquet", Path(folder) / "findings.parquet"
        for size in sizes:
            rows.write(size, path)
            bare(path)
            joined, pairs = timed(lambda: bare(path))
            compared, found = timed(lambda: ours(path, output))
            print(f"{size:>9,} {joined:>8.2f} {pairs:>9,} {compared:>9.2f} {found:>10,}"
                  f" {compared / joined:>7.1f}")  # fmt: skip


if __name__ == "__main__":
    main([int(text.replace("_", "")) for text in sys.argv[1:]] or list(SIZES))
