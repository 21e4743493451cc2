"""Layer 5. The published schema of the claims table.

The columns of comparison are those of `compare.flat`; the rest is what it takes to have the claim
back exactly. What claims share (register, articles) stands in the file's metadata.
"""

from __future__ import annotations

import pyarrow as pa

from claimgraph.compare import flat

VERSION = "1"
"""Version of the columns named here; `flat.VERSION` is that of the columns of comparison."""

REGISTER = b"claimgraph.register"
"""Key of the metadata that holds what claims share: JSON, packed by zlib, in base64."""

ANCHOR = pa.struct(
    [
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("phrase", pa.string(), nullable=False),
        pa.field("lang", pa.string(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
    ]
)
"""Where a claim stands, as `anchors.Anchor` says it. file, line: where the anchor was written."""

RESTORING = (
    pa.field("value", pa.string(), nullable=False),
    pa.field("polarity", pa.string(), nullable=False),
    pa.field("status", pa.string(), nullable=False),
    pa.field("retracted_by", pa.string(), nullable=False),
    pa.field("note", pa.string(), nullable=False),
    pa.field("key", pa.string(), nullable=False),
    pa.field("as_of", pa.string()),
    pa.field("file", pa.string(), nullable=False),
    pa.field("line", pa.int64(), nullable=False),
    pa.field("anchors", pa.list_(ANCHOR), nullable=False),
)
"""value: JSON of `model.Value`, without what has its default. as_of: EDTF."""

SCHEMA = pa.schema([*flat.SCHEMA, *RESTORING], metadata=flat.METADATA)
"""One row a claim, in the order of the corpus."""

READ = (
    "claim", "article", "question", "chain", "cue", "modality", "uttered_edtf", "context", "links",
    *(field.name for field in RESTORING),
)  # fmt: skip
"""Columns that a claim is restored from."""
