"""Comparing a table against a bare self-join: `python -m tests.bench.comparing [SIZE...]`.

Up to 100,000 claims it is also set against a SPARQL query in pyoxigraph that finds the same pairs,
in a graph that holds nothing but what the query asks for; loading that graph is left out.

The self-join only finds the pairs of two sources on one question whose intervals are apart, over
the same Parquet file; what is measured against it reads that file, decides every pair, makes the
findings with their verdicts and ids, and writes them. Both run in the same process, one after the
other; the time is the processor's, which other programs on the machine disturb least.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyoxigraph as ox
from pyarrow import parquet

from claimgraph.columnar.duck import Duck
from claimgraph.columnar.running import findings
from tests.bench import rows

SIZES = (10_000, 100_000)
IN_SPARQL = 100_000
"""With more claims the query takes minutes."""
_JOIN = """
SELECT count(*) FROM read_parquet('{0}') a JOIN read_parquet('{0}') b ON a.question = b.question
WHERE a.article < b.article AND (a.high < b.low OR b.high < a.low)
"""


_TRIPLES = """
COPY (SELECT unnest([
  '<c:' || claim || '> <p:question> <q:' || question || '> .',
  '<c:' || claim || '> <p:article> <a:' || article || '> .',
  '<c:' || claim || '> <p:low> ' || '"' || low || '"^^<http://www.w3.org/2001/XMLSchema#double> .',
  '<c:' || claim || '> <p:high> ' || '"' || high || '"^^<http://www.w3.org/2001/XMLSchema#double> .'
]) FROM read_parquet('{0}')) TO '{1}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '')
"""
_QUERY = """
SELECT (COUNT(*) AS ?n) WHERE {
  ?a <p:question> ?q ; <p:article> ?x ; <p:low> ?al ; <p:high> ?ah .
  ?b <p:question> ?q ; <p:article> ?y ; <p:low> ?bl ; <p:high> ?bh .
  FILTER(STR(?x) < STR(?y) && (?ah < ?bl || ?bh < ?al)) }
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


def graph_of(path: Path, triples: Path) -> ox.Store:
    """Load what the join reads of the table into a store."""
    duckdb.execute(_TRIPLES.format(path, triples))
    store = ox.Store()
    store.bulk_load(path=str(triples), format=ox.RdfFormat.N_TRIPLES)
    return store


def queried(store: ox.Store) -> int:
    """Count the pairs that the query finds."""
    found = store.query(_QUERY)
    assert isinstance(found, ox.QuerySolutions)  # a SELECT
    return int(next(found)["n"].value)


def main(sizes: list[int]) -> None:
    """Print one line for each size."""
    print(f"duckdb {duckdb.__version__}; processor seconds")
    print("claims      join      pairs   compare   findings   ratio   SPARQL: ratio")
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "claims.parquet", Path(folder) / "findings.parquet"
        for size in sizes:
            rows.write(size, path)
            bare(path)
            joined, pairs = timed(lambda: bare(path))
            compared, found = timed(lambda: ours(path, output))
            spent.append(compared)
            line = (f"{size:>9,} {joined:>8.2f} {pairs:>9,} {compared:>9.2f} {found:>10,}"
                    f" {compared / joined:>7.1f}")  # fmt: skip
            if size <= IN_SPARQL:
                store = graph_of(path, Path(folder) / "pairs.nt")
                asked, same = timed(lambda: queried(store))  # noqa: B023 - called at once
                assert same == pairs, (same, pairs)
                line += f" {asked:>8.2f} {compared / asked:>7.2f}"
            print(line, flush=True)
    for one, other in zip(range(len(sizes)), range(1, len(sizes)), strict=False):
        growth = math.log(spent[other] / spent[one]) / math.log(sizes[other] / sizes[one])
        print(f"growth from {sizes[one]:,} to {sizes[other]:,} claims: n^{growth:.2f}")


if __name__ == "__main__":
    main([int(text.replace("_", "")) for text in sys.argv[1:]] or list(SIZES))
