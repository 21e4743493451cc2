"""A made-up claims table of any size, made by columns: readings of many sources, some in conflict.

About three claims a question, a few questions with many (Zipf 0.35), two hundred sources of very
different size (Zipf 0.9); exact figures and hedged ones, one in five attributed to a named speaker.
A source says one thing of a question once, as in every imported table.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from claimgraph.compare import flat
from claimgraph.model import Corpus, Measure, Register

SOURCES, SPEAKERS = 200, 60

MEASURE = Measure("reading", "reading", "What was counted", "count", "flow", "people")
SHARED = Corpus(Register(measures={"reading": MEASURE}), {}, ())
"""What the claims of every such table share; its questions stand in the columns alone."""

_DRAWN = """
SELECT DISTINCT ON (r, source, v, hedge) r, source, speaker, v, hedge, modality FROM (
  SELECT CAST(floor(pow(1 + u0 * (pow({questions} + 1, 0.65) - 1), 1 / 0.65) - 1) AS BIGINT) AS r,
    CAST(floor(pow(1 + u1 * (pow({sources} + 1, 0.1) - 1), 10) - 1) AS BIGINT) AS source,
    CASE WHEN u2 < 0.2 THEN CAST(floor(u2 * 5 * {speakers}) AS BIGINT) END AS speaker,
    CASE WHEN u3 < 0.6 THEN 0 WHEN u3 < 0.9 THEN floor(u4 * 40) - 20 ELSE floor(u4 * 4000) END
      AS shift,
    200 + hash(r) % 5000 AS truth,
    CAST(truth + shift AS DOUBLE) AS v,
    CASE WHEN u5 < 0.15 THEN 'about' ELSE '' END AS hedge,
    CASE WHEN u6 < 0.1 THEN 'estimated' ELSE 'asserted' END AS modality
  FROM (SELECT {draws} FROM range({claims}) t(i)))
"""

_COLUMNS = {
    "claim": "substr(sha256('claim ' || position), 1, 20)",
    "article": "'source-' || source",
    "question": "'reading-' || r",
    "measure": "'reading'",
    "unit": "'people'",
    "form": "'interval'",
    "low": "CASE hedge WHEN '' THEN v ELSE floor(v * 0.9) END",
    "high": "CASE hedge WHEN '' THEN v ELSE ceil(v * 1.1) END",
    "inner_low": "CASE hedge WHEN '' THEN v ELSE floor(v * 0.95) END",
    "inner_high": "CASE hedge WHEN '' THEN v ELSE ceil(v * 1.05) END",
    "stated": "v",
    "hedge": "hedge",
    "truth": "false",
    "text": "CASE hedge WHEN '' THEN '' ELSE 'about ' END || CAST(v AS BIGINT)",
    "current": "true",
    "truth_apt": "true",
    "counts": "true",
    "principal": "coalesce('speaker-' || speaker, '')",
    "named": "speaker IS NOT NULL",
    "origin": "coalesce('speaker-' || speaker, '')",
    "cue": "CASE WHEN speaker IS NULL THEN 'own-voice' ELSE 'say' END",
    "stance": "CASE WHEN speaker IS NULL THEN 'own' ELSE 'neutral' END",
    "modality": "modality",
    "instant": "CAST('-Infinity' AS DOUBLE)",
    "until": "CAST('-Infinity' AS DOUBLE)",
    "own_unit": "true",
    "in_table": "'made'",
    "question_id": "substr(sha256('question ' || r), 1, 20)",
    "family": "'reading|'",
    "dim_place": "'place-' || r",
    "dim_period": "'year'",
    "chain": "CASE WHEN speaker IS NULL THEN ['source-' || source]"
             " ELSE ['source-' || source, 'speaker-' || speaker] END",
    "publisher": "'source-' || source",
    "component": "'source-' || source",
}  # fmt: skip


def write(claims: int, path: Path) -> None:
    """Write a claims table of nearly *claims* claims to *path*, the same for the same number."""
    draws = ", ".join(f"hash(i * 7 + {n}, 'draw') / 18446744073709551616.0 AS u{n}"
                      for n in range(7))  # fmt: skip
    drawn = _DRAWN.format(
        questions=claims // 3, sources=SOURCES, speakers=SPEAKERS, claims=claims, draws=draws
    )
    columns = ", ".join(f"{_column(field)} AS {field.name}" for field in flat.SCHEMA)
    duckdb.execute(
        f"COPY (SELECT {columns} FROM (SELECT row_number() OVER (ORDER BY r, source, v, hedge) - 1"
        f" AS position, * FROM ({drawn})) ORDER BY position)"
        f" TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 131072)"
    )


def _column(field: pa.Field) -> str:
    """Value of a column: as above, else empty."""
    if field.name == "position":
        return "position"
    kinds = {"double": "DOUBLE", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE",
             "timestamp[us, tz=UTC]": "TIMESTAMPTZ", "string": "VARCHAR"}  # fmt: skip
    made = _COLUMNS.get(field.name)
    if made is not None:
        return f"CAST({made} AS {kinds[str(field.type)]})" if str(field.type) in kinds else made
    if field.nullable:
        return f"CAST(NULL AS {kinds[str(field.type)]})"
    if field.name == "links":
        return "CAST([] AS STRUCT(kind VARCHAR, claim VARCHAR)[])"
    empty = {"double": "0.0::DOUBLE", "int64": "0::BIGINT", "bool": "false", "string": "''"}
    return empty.get(str(field.type), "CAST([] AS VARCHAR[])")
