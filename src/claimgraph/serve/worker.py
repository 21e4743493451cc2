"""Layer 6. A process that answers queries from a store on disk, one at a time, until it is killed.

Oxigraph has no timeout, so the server ends a query by ending its process. The store is opened for
reading only; memory is bounded; every query passes the guard of `claimgraph.sparql` first.
Run as `python -m claimgraph.serve.worker STORE MAX_RESULT_BYTES MEMORY_BYTES`.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from claimgraph import prefixes, rdfterms, sparql
from claimgraph.errors import QueryError
from claimgraph.serve import frames
from claimgraph.serve.frames import Fault, Request
from claimgraph.store import syntax_error

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.STREAMING_JSON_LD,
}
_CHUNK = 64 * 1024


class _Sink(io.RawIOBase):
    """What the engine writes into: sends full chunks on as frames, refuses more than *most*."""

    def __init__(self, out: BinaryIO, most: int) -> None:
        self._out, self._left = out, most
        self._held = bytearray()
        self.full = False

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer
        self._left -= len(piece)
        if self._left < 0:
            self.full = True
            raise OSError("the result is too large")
        self._held += piece
        if len(self._held) >= _CHUNK:
            self.send()
        return len(piece)

    def send(self) -> None:
        """Send what is held back."""
        if self._held:
            frames.write(self._out, frames.DATA, bytes(self._held))
            self._held.clear()


class Engine:
    """A store opened for reading, and how it answers."""

    def __init__(self, folder: Path, most: int) -> None:
        self._store = ox.Store.read_only(str(folder))
        self._most = most
        graphs = "".join(str(graph) for graph in self._store.named_graphs())
        self._prefixes = prefixes.of(graphs)

    def answer(self, request: Request, out: BinaryIO) -> None:
        """Answer one request with frames on *out*."""
        sink = _Sink(out, self._most)
        try:
            self._write(request, sink, out)
            sink.send()
            frames.write(out, frames.END)
        except (Fault, QueryError, SyntaxError, RuntimeError, ValueError, OSError) as error:
            frames.write(out, frames.FAULT, self._fault(error, request, sink).encode())

    def _fault(self, error: Exception, request: Request, sink: _Sink) -> Fault:
        if isinstance(error, Fault):
            return error
        if isinstance(error, SyntaxError):
            error = syntax_error(request.query, str(error))
        if isinstance(error, QueryError):
            return Fault("query", error.what, error.where, error.cure)
        if sink.full:
            what = f"the result is larger than {self._most:,} bytes"
            return Fault("size", what, cure="ask for less, or use LIMIT")
        return Fault("engine", str(error))

    def _write(self, request: Request, sink: _Sink, out: BinaryIO) -> None:
        asked = sparql.read(request.query, datasets=True)
        found = self._store.query(
            asked.text,
            base_iri=request.base,
            prefixes=self._prefixes,
            default_graph=_graphs(request.default_graphs),
            named_graphs=_graphs(request.named_graphs),
            substitutions={ox.Variable(n): _term(t) for n, t in request.bindings} or None,
        )
        if isinstance(found, ox.QueryTriples):
            if not request.graph:
                raise Fault("form", "graph")
            frames.write(out, frames.HEAD, b"graph")
            fmt = _GRAPHS[request.graph]
            names = self._prefixes if request.graph in ("turtle", "rdfxml") else None
            ox.serialize(found, sink, fmt, prefixes=names)  # type: ignore[arg-type]  # a raw file
            return
        kind = "truth" if isinstance(found, ox.QueryBoolean) else "rows"
        if not request.rows:
            raise Fault("form", "rows")
        frames.write(out, frames.HEAD, kind.encode())
        found.serialize(sink, _ROWS[request.rows])  # type: ignore[arg-type]  # a raw file


def _graphs(names: tuple[str, ...] | None) -> Any:  # noqa: ANN401 - see the engine's own types
    return None if names is None else [ox.NamedNode(name) for name in names]


def _term(term: str) -> ox.NamedNode | ox.Literal:
    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    text, lang, datatype = rdfterms.split_literal(term)
    if lang:
        return ox.Literal(text, language=lang)
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


def _bound_memory(more: int) -> None:
    """Let the process take *more* bytes than now and no further, where the system can do that."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + more
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _end_with(parent: int) -> None:
    """End this process when the server is gone, even in the middle of an endless query."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main(arguments: Sequence[str]) -> int:
    """Answer requests from stdin on stdout until stdin ends."""
    folder, most, memory = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    out, source = sys.stdout.buffer, sys.stdin.buffer
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    engine = Engine(Path(folder), int(most))
    _bound_memory(int(memory))
    frames.write(out, frames.READY)
    while (frame := frames.read(source)) is not None:
        engine.answer(Request.decode(frame[1]), out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
