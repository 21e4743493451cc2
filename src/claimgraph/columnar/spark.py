"""Layer 5. Apache Spark: the same plan on a cluster, for tables that outgrow one machine."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
from pyarrow import parquet

from claimgraph.columnar import dialect
from claimgraph.columnar.plan import Step
from claimgraph.errors import InputError

_LOOPBACK = "127.0.0.1"


class Spark:
    """One comparison in one Spark application.

    claims: a Parquet file or folder at a path that the workers can read too. scratch: a folder that
    the workers can read; what Python works out between the steps is handed over there. master: as
    ``spark://host:7077``; empty for this machine alone.
    """

    def __init__(self, claims: Path | pa.Table, master: str, scratch: Path) -> None:
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415 - the extra [spark]
        except ImportError as error:
            raise InputError(
                "Spark is not installed", cure="pip install 'claimgraph[spark]'"
            ) from error
        self.dialect: dialect.Dialect = dialect.Spark()
        self._scratch = scratch
        made = SparkSession.builder.appName("claimgraph").master(master or "local[*]")
        for name, value in _settings(master).items():
            made = made.config(name, value)
        self._session = made.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        if isinstance(claims, pa.Table):
            self.put("claims", claims)
        else:
            self._session.read.parquet(str(claims)).createOrReplaceTempView("claims")

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the application."""
        self._session.stop()

    def make(self, step: Step) -> None:
        """Make the table of *step*; cut off from its past, or the plans would grow with each step."""
        name, query = step
        self._session.sql(query).localCheckpoint(eager=True).createOrReplaceTempView(name)

    def put(self, name: str, table: pa.Table) -> None:
        """Make a table of what Python worked out."""
        path = self._scratch / f"{name}-{len(list(self._scratch.iterdir()))}.parquet"
        parquet.write_table(table, path)
        self._session.read.parquet(str(path)).createOrReplaceTempView(name)

    def read(self, query: str) -> pa.Table:
        """Return what *query* gives."""
        return self._session.sql(query).toArrow()

    def write(self, query: str, path: Path) -> None:
        """Write what *query* gives as a Parquet file, or as a folder of them."""
        parquet.write_table(self._session.sql(query).toArrow(), path, compression="zstd")


def _settings(master: str) -> dict[str, str]:
    """Settings that the plan relies on; others can stand in `SPARK_CONF_DIR` as usual."""
    found = {
        "spark.sql.adaptive.enabled": "true",
        "spark.sql.adaptive.skewJoin.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.ansi.enabled": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": os.environ.get("CLAIMGRAPH_SPARK_PARTITIONS", "64"),
    }
    if not master or "local" in master or _LOOPBACK in master:
        found["spark.driver.host"] = found["spark.driver.bindAddress"] = _LOOPBACK
        found["spark.sql.shuffle.partitions"] = "4"
    return found
