"""Layer 6. The graph of whatever holds claims, as N-Quads in blocks of whole lines.

Claim files come in canonical order, as `build` writes them; a file of RDF in its own; a claims
table in the order of its claims (see `graph.streaming`). Of a table without findings no more is
held than one article and what all share; comparing needs all claims at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from claimgraph import claimtable, graph, loading
from claimgraph.compare import compare
from claimgraph.compare.dimensions import comparable
from claimgraph.remote import spool

_LINES = 10_000
"""How many lines of a file make a block."""

_FINDINGS = "graph/findings"


def of_table(path: Path, *, findings: bool) -> Iterator[str]:
    """Yield the graph of the claims table at *path*, with what comparing finds or without.

    Raises InputError.
    """
    if findings:
        corpus = loading.load(path)
        yield from graph.streamed(corpus, compare(corpus), comparable(corpus.register))
        return
    corpus, told = claimtable.told(path)
    yield from graph.streamed(corpus, None, comparable(corpus.register), told=told)


def of_dataset(path: Path, *, findings: bool) -> Iterator[str]:
    """Yield a file of RDF, packed or not, or the folder of a store, with its findings or without.

    Raises UnreadableError with file and line.
    """
    lines = spool.lines(path)
    if not findings:
        lines = spool.moved(lines, lambda name: None if name.endswith(_FINDINGS) else name)
    while block := b"".join(islice(lines, _LINES)):
        yield block.decode()
