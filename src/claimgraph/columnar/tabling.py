"""Layer 6. `compare -o FILE.parquet`: claims of any form in, a table of findings out."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from claimgraph import claimtable, workflow
from claimgraph.columnar.duck import Duck
from claimgraph.columnar.running import findings, one_by_one
from claimgraph.compare import flat
from claimgraph.errors import UsageError
from claimgraph.model import Corpus
from claimgraph.outfile import whole

SUFFIX = ".parquet"
ENGINES = ("duckdb", "python")


def compare(claims: workflow.Source, output: Path, engine: str) -> dict[str, int]:
    """Compare *claims* and write the findings to *output*; return their counts by content.

    engine: one of ENGINES. Raises InputError where the claims can't be read or *output* not be
    written, UsageError for another ending.
    """
    if output.suffix != SUFFIX:
        raise UsageError(
            f"{output.name!r} does not end in {SUFFIX}",
            cure="a table of findings is a Parquet file; for others use --format",
        )
    with whole(output) as file:
        _written(claims, file, engine)
        return _counts(file)


def _written(claims: workflow.Source, output: Path, engine: str) -> None:
    ready = isinstance(claims, Path) and claims.suffix == SUFFIX
    if engine == "python" or not ready or not isinstance(claims, Path):
        corpus = workflow.corpus_of(claims)
        if engine == "python":
            parquet.write_table(one_by_one(corpus), output, compression="zstd")
            return
        _run(flat.table(corpus), lambda: replace(corpus, claims=()), output)
        return
    _run(claims, functools.cache(lambda: claimtable.shared(claims)), output)


def _run(claims: Path | pa.Table, shared: Callable[[], Corpus], output: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="claimgraph-") as scratch,
        Duck(claims, Path(scratch)) as engine,
    ):
        engine.write(findings(engine, shared), output)


def _counts(path: Path) -> dict[str, int]:
    contents = parquet.read_table(path, columns=["content"])["content"].value_counts()
    return {item["values"]: item["counts"] for item in contents.to_pylist()}
