"""Layer 4. Sending statements in chunks: whole lines, several at once where the store allows it.

A chunk may arrive twice without harm: the data has no blank nodes, and a graph is a set. One that
the store calls too large is halved until it fits.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

from claimgraph.errors import UsageError
from claimgraph.remote import protocol
from claimgraph.remote.failures import RefusedError, UnreachableError
from claimgraph.remote.http import Http, Request
from claimgraph.remote.survey import LINE
from claimgraph.remote.targets import NTRIPLES, Target

Span = tuple[int, int]
"""Where a chunk begins and ends in its file, in bytes."""

_TOO_LARGE = 413
_LEVEL = 1
_SMALL = 200_000
"""Bytes of one graph up to which it goes into an update together with others."""


class Channel:
    """The way into one store: N-Quads where it takes them, else its graphs one by one."""

    def __init__(self, http: Http, target: Target, *, compress: bool = False) -> None:
        """Prepare; UsageError where the store can't be written to."""
        if not target.writable:
            raise UsageError(f"{target.url} can't be written to", cure="give --update-url")
        self._http, self._target, self._compress = http, target, compress

    def add(self, lines: bytes) -> None:
        """Add whole lines of canonical N-Quads. Raises RemoteError."""
        try:
            if self._target.quads:
                self._post(self._target.quads, self._target.quads_type, lines)
            else:
                self._by_graph(lines)
        except RefusedError as error:
            if error.status != _TOO_LARGE or lines.count(b"\n") < 2:  # noqa: PLR2004 - one line
                raise
            middle = lines.index(b"\n", len(lines) // 2 - 1) + 1
            middle = middle if middle < len(lines) else lines.index(b"\n") + 1
            self.add(lines[:middle])
            self.add(lines[middle:])

    def _post(self, url: str, media: str, body: bytes) -> None:
        headers = {"Content-Type": media}
        if self._compress:
            body = gzip.compress(body, _LEVEL, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._http.send(Request("POST", url, headers, body))

    def _by_graph(self, lines: bytes) -> None:
        waiting: list[tuple[str, bytes]] = []
        for graph, triples in graphs_in(lines):
            if self._target.update and (len(triples) < _SMALL or not self._target.graphs):
                waiting.append((graph, triples))
                if sum(len(part) for _, part in waiting) >= _SMALL:
                    self._insert(waiting)
                    waiting = []
            else:
                self._post(graph_url(self._target, graph), NTRIPLES, triples)
        if waiting:
            self._insert(waiting)

    def _insert(self, graphs: list[tuple[str, bytes]]) -> None:
        protocol.update(self._http, self._target, protocol.insert(graphs))


def graph_url(target: Target, graph: str) -> str:
    """Address of one graph (SPARQL 1.1 Graph Store HTTP Protocol, section 4.2)."""
    if not target.graphs:
        raise UsageError(f"{target.url} has no address for graphs", cure="give --graphs-url")
    mark = "&" if "?" in target.graphs else "?"
    return f"{target.graphs}{mark}{urlencode({'graph': graph}) if graph else 'default'}"


def graphs_in(lines: bytes) -> Iterator[tuple[str, bytes]]:
    r"""Yield the graphs in canonical N-Quads with their triples as N-Triples, run by run.

    >>> list(graphs_in(b"<a:s> <a:p> <a:o> <a:g> .\n"))
    [('a:g', b'<a:s> <a:p> <a:o> .\n')]
    """
    found = (LINE.fullmatch(line) for line in lines.splitlines(keepends=True))
    for graph, run in groupby((m for m in found if m), key=lambda m: m[2] or b""):
        yield graph.decode(), b"".join(m[1] + b" .\n" for m in run)


def renamed(lines: bytes, prefix: str) -> bytes:
    """Return canonical N-Quads with *prefix* before each graph's name; "" stays the default one."""
    start = b" <" + prefix.encode()
    return b"".join(
        m[1] + (start + m[2] + b"> .\n" if m[2] else b" .\n")
        for m in map(LINE.fullmatch, lines.splitlines(keepends=True)) if m
    )  # fmt: skip


def block(path: Path, span: Span) -> bytes:
    """Read the lines of one chunk."""
    with path.open("rb") as file:
        file.seek(span[0])
        return file.read(span[1] - span[0])


def run(jobs: int, numbers: Iterable[int], work: Callable[[int], None]) -> None:
    """Do *work* for each chunk number, *jobs* at a time; the first error stops the rest.

    No more than *jobs* chunks are in memory. An error that says that the server is gone wins over
    one that follows from it.
    """
    if jobs <= 1:
        for number in numbers:
            work(number)
        return
    waiting: set[Future[None]] = set()
    errors: list[BaseException] = []
    with ThreadPoolExecutor(jobs) as pool:
        for number in numbers:
            if len(waiting) >= jobs:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                errors += [error for future in done if (error := future.exception())]
            if errors:
                break
            waiting.add(pool.submit(work, number))
        errors += [error for future in wait(waiting).done if (error := future.exception())]
    if errors:
        raise min(errors, key=lambda error: not isinstance(error, UnreachableError))
