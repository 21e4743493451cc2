"""Layer 5. The claims at a path, whatever holds them: claim files, a table, a built graph."""

from __future__ import annotations

from pathlib import Path

from claimgraph import corpus as corpora
from claimgraph.errors import InputError
from claimgraph.model import Corpus

TABLE = ".parquet"
"""What the name of a claims table ends in."""


def load(path: Path, *, problems: list[InputError] | None = None) -> Corpus:
    """Read a folder of claim files, one of them, a claims table, or a graph that `build` wrote.

    problems: as in `corpus.load`. Raises InputError.
    """
    if is_table(path):
        from claimgraph import claimtable  # noqa: PLC0415 - only tables need Arrow

        return claimtable.read(path)
    from claimgraph import rdfio, rdfterms  # noqa: PLC0415 - only graphs need an RDF library
    from claimgraph.graph import reading  # noqa: PLC0415 - as above

    if path.suffix.lower() in rdfio.ENDINGS:
        return reading.read((s, p, o) for s, p, o, _ in rdfterms.rows(rdfio.parse(path)))
    return corpora.load(path, problems=problems)


def is_table(path: Path) -> bool:
    """Tell whether *path* names a claims table."""
    return path.suffix.lower() == TABLE
