"""Layer 3. Any RDF as a file in the form that can be sent: canonical, sorted, each line once.

Memory stays bounded: lines are sorted in runs on disk and merged. Only the names of blank nodes,
which become IRIs (RDF 1.1 Concepts, section 3.5), are held.
"""

from __future__ import annotations

import gzip
import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

from claimgraph import rdfio
from claimgraph.errors import UnreadableError
from claimgraph.remote.survey import LINE

RUN = 500_000
"""Lines that are sorted in memory at once."""

_WIDTH = 64

Line = bytes
Keep = Callable[[str], "str | None"]
"""From the IRI of a graph to the one its lines go to ("" is the default graph); None drops them."""


def is_dataset(path: Path) -> bool:
    """Tell whether *path* is a file of RDF, by its ending, compressed or not."""
    return _ending(path) in rdfio.ENDINGS


def _ending(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def is_store(path: Path) -> bool:
    """Tell whether *path* is the folder of an Oxigraph store."""
    return path.is_dir() and (path / "CURRENT").is_file() and any(path.glob("MANIFEST-*"))


def opened(path: Path) -> IO[bytes]:
    """Open a file, decompressing one that ends in .gz; UnreadableError where it can't be."""
    try:
        if path.suffix.lower() == ".gz":
            return cast("IO[bytes]", gzip.open(path))
        return path.open("rb")
    except OSError as error:
        raise UnreadableError(f"can't be read: {error.strerror}", where=str(path)) from error


def read(path: Path) -> Iterator[Line]:
    """Yield the lines of a file in form."""
    with path.open("rb") as file:
        yield from file


def lines(path: Path) -> Iterator[Line]:
    """Yield the canonical lines of a dataset file or a store's folder, in its own order.

    Raises UnreadableError with file and line for what can't be read.
    """
    found = rdfio.stored(path) if is_store(path) else rdfio.stream(path, opened, _ending(path))
    for line in found:
        yield line.encode() + b"\n"


def write(found: Iterable[Line], target: Path, *, by_graph: bool = False) -> None:
    """Write *found* to *target*, sorted, each line once.

    by_graph: all lines of a graph stand together. Runs on disk lie beside *target* meanwhile.
    """
    key = _by_graph if by_graph else _by_line
    runs: list[Path] = []
    try:
        for number, run in enumerate(_runs(found)):
            run.sort(key=key)
            runs.append(target.with_suffix(f".run{number}"))
            with runs[-1].open("wb") as file:
                file.writelines(run)
            if len(runs) >= _WIDTH:
                merged = target.with_suffix(f".run{number}m")
                _merge(runs, merged, key)
                runs = [merged]
        _merge(runs, target, key)
    finally:
        for path in runs:
            path.unlink(missing_ok=True)


def _runs(found: Iterable[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in found:
        run.append(line)
        if len(run) >= RUN:
            yield run
            run = []
    if run:
        yield run


def _merge(runs: list[Path], target: Path, key: Callable[[Line], tuple[bytes, ...]]) -> None:
    with ExitStack() as stack, target.open("wb") as out:
        files = [stack.enter_context(path.open("rb")) for path in runs]
        last = b""
        for line in heapq.merge(*files, key=key):
            if line != last:
                out.write(line)
                last = line
    for path in runs:
        path.unlink()


def _by_line(line: Line) -> tuple[bytes, ...]:
    return (line,)


def _by_graph(line: Line) -> tuple[bytes, ...]:
    return (graph_of(line), line)


def graph_of(line: Line) -> bytes:
    """IRI of the graph of a canonical line; empty for the default graph."""
    found = LINE.fullmatch(line)
    return (found[2] or b"") if found else b""


def triples(found: Iterable[Line]) -> Iterator[tuple[bytes, bytes]]:
    """Yield graph and triple of canonical lines."""
    for line in found:
        match = LINE.fullmatch(line)
        if match is None:
            raise UnreadableError(f"{line[:80]!r} is not a canonical line")
        yield match[2] or b"", match[1]


def moved(found: Iterable[Line], keep: Keep) -> Iterator[Line]:
    """Yield *found* with the graphs that *keep* gives."""
    names: dict[bytes, bytes | None] = {}
    for graph, triple in triples(found):
        if graph not in names:
            name = keep(graph.decode())
            names[graph] = None if name is None else f" <{name}>".encode() if name else b""
        ending = names[graph]
        if ending is not None:
            yield triple + ending + b" .\n"
