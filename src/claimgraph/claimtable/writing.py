"""Layer 5. A corpus as a claims table, and the table as a Parquet file."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from claimgraph.anchors import Anchor
from claimgraph.claimtable.columns import ANCHOR, REGISTER, RESTORING, SCHEMA, VERSION
from claimgraph.claimtable.encoding import encoded
from claimgraph.compare import flat
from claimgraph.model import Claim, Corpus, Value
from claimgraph.outfile import whole

ROWS = 131_072
"""Rows of a row group: what an engine reads at once."""


def table(corpus: Corpus) -> pa.Table:
    """Return the claims of *corpus* as a table of SCHEMA; what they share is not in it."""
    return _joined(flat.table(corpus), corpus.claims)


def _joined(compared: pa.Table, claims: Sequence[Claim]) -> pa.Table:
    columns = [*compared.columns, *_restoring(claims)]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _restoring(claims: Sequence[Claim]) -> Iterable[pa.Array]:
    texts: dict[int, str] = {}

    def written(value: Value) -> str:
        """JSON of a value; claims from tables share their values, so by identity."""
        found = texts.get(id(value))
        if found is None:
            found = texts[id(value)] = compact(value)
        return found

    columns: dict[str, list[Any]] = {
        "value": [written(c.value) for c in claims],
        "polarity": [c.polarity for c in claims],
        "status": [c.status for c in claims],
        "retracted_by": [c.retracted_by for c in claims],
        "note": [c.note for c in claims],
        "key": [c.key for c in claims],
        "as_of": [c.as_of.edtf if c.as_of else None for c in claims],
        "file": [c.where.file for c in claims],
        "line": [c.where.line for c in claims],
    }
    for field in RESTORING:
        if field.name != "anchors":
            yield pa.array(columns[field.name], field.type)
    yield _anchors([c.anchors for c in claims])


def _anchors(held: Sequence[Sequence[Anchor]]) -> pa.Array:
    offsets = [0]
    for several in held:
        offsets.append(offsets[-1] + len(several))
    every = [anchor for several in held for anchor in several]
    parts = [
        pa.array([_of_anchor(anchor, field.name) for anchor in every], field.type)
        for field in ANCHOR
    ]
    inside = pa.StructArray.from_arrays(parts, fields=list(ANCHOR))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), inside)


def _of_anchor(anchor: Anchor, name: str) -> object:
    return getattr(anchor.where if name in ("file", "line") else anchor, name)


def compact(part: object) -> str:
    """Write a part of the model as JSON without spaces."""
    return json.dumps(encoded(part), ensure_ascii=False, separators=(",", ":"))


def shared(corpus: Corpus) -> bytes:
    """Return what the claims of *corpus* share, as the file's metadata holds it."""
    parts = {
        "version": VERSION,
        "register": encoded(corpus.register),
        "articles": encoded(corpus.articles),
        "not_claims": encoded(corpus.not_claims),
        "files": encoded(corpus.files),
    }
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 6))


def write(corpus: Corpus, path: Path) -> None:
    """Write the claims table of *corpus* to *path*, whole or not at all.

    Raises InputError when the file can't be written.
    """
    held = table(corpus)
    with whole(path) as file, parquet.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
        writer.write_table(held, row_group_size=ROWS)
        writer.add_key_value_metadata({REGISTER: shared(corpus)})
