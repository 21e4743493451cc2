"""Layer 3. RDF files in five formats: written from canonical N-Quads, and read back into them.

The writers are ours because their bytes must not change with a library's version; tests read what
they write with rdflib and with Oxigraph.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TypeAlias

from claimgraph import rdfterms
from claimgraph.errors import UnreadableError, UsageError
from claimgraph.jsonld import jsonld
from claimgraph.turtle import trig, turtle

ENDINGS: dict[str, str] = {
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".ttl": "turtle",
    ".jsonld": "json-ld",
}
"""File ending to the name of the format."""

MAX_BYTES = 512 * 1024 * 1024
SKOLEM = "https://w3id.org/claimgraph/.well-known/genid/"
"""Blank nodes of files that others wrote become IRIs below it (RDF 1.1 Concepts, section 3.5)."""

_WRITERS: dict[str, Callable[[str], str]] = {
    "trig": trig,
    "nquads": str,
    "ntriples": rdfterms.flatten,
    "turtle": turtle,
    "json-ld": jsonld,
}

_Node: TypeAlias = Any
"""A term of pyoxigraph, whose import this module puts off."""


def format_of(path: Path) -> str:
    """Name of the format that the ending of *path* stands for; UsageError for any other ending."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"{path.name!r} does not end like a graph", cure="use one of " + ", ".join(ENDINGS)
        )
    return found


def serialise(nquads: str, fmt: str) -> str:
    """Write canonical N-Quads in the format *fmt*, one of the values of ENDINGS.

    ntriples and turtle hold the same triples without their graphs. Raises UsageError for another
    format.
    """
    writer = _WRITERS.get(fmt)
    if writer is None:
        raise UsageError(f"{fmt!r} is not a known format", cure="use one of " + ", ".join(_WRITERS))
    return writer(nquads)


def parse(path: Path) -> str:
    """Read an RDF file of any of the five formats into canonical N-Quads.

    Blank nodes become IRIs made from the file's digest and their order. Raises UsageError for
    another ending, UnreadableError with file and line for what can't be read; nothing is fetched.
    """
    fmt = format_of(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(
                "is larger than 512 MB", where=str(path), cure="load it into a store"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"can't be read: {error.strerror}", where=str(path)) from error
    return loads(data, fmt, str(path))


def loads(data: bytes, fmt: str, name: str) -> str:
    """Read *data* in the format *fmt* into canonical N-Quads. name: the file's, for messages."""
    return rdfterms.document(_read(data, hashlib.sha256(data).hexdigest(), fmt, name))


def stream(path: Path, opened: Callable[[Path], IO[bytes]], ending: str) -> Iterator[str]:
    """Yield the canonical lines of a file of any size, in its order; a line may come twice.

    opened: gives its bytes, from the beginning each time. ending: one of ENDINGS. Blank nodes
    become the IRIs that `parse` gives them. Raises UnreadableError with file and line.
    """
    try:
        with opened(path) as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
        with opened(path) as file:
            yield from _read(file, digest.hexdigest(), ENDINGS[ending], str(path))
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"can't be read: {error}", where=str(path)) from error


def stored(path: Path) -> Iterator[str]:
    """Yield the canonical lines of the Oxigraph store in the folder *path*, in its order.

    Raises UnreadableError where it can't be opened.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - only reading needs it

    try:
        store = ox.Store.read_only(str(path))
    except OSError as error:
        raise UnreadableError(
            f"is no store that can be opened: {error}", where=str(path)
        ) from error
    yield from _lines(store, hashlib.sha256(b"").hexdigest(), str(path))


def _read(data: bytes | IO[bytes], digest: str, fmt: str, name: str) -> Iterator[str]:
    import pyoxigraph as ox  # noqa: PLC0415 - only reading needs it

    formats = {
        "trig": ox.RdfFormat.TRIG,
        "nquads": ox.RdfFormat.N_QUADS,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "turtle": ox.RdfFormat.TURTLE,
        "json-ld": ox.RdfFormat.JSON_LD,
    }
    try:
        yield from _lines(ox.parse(data, format=formats[fmt]), digest, name)
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise UnreadableError(f"this is not {fmt}: {error.msg}", where=f"{name}{line}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this is not {fmt}: {error}", where=name) from error


def _lines(quads: Iterable[_Node], digest: str, name: str) -> Iterator[str]:
    import pyoxigraph as ox  # noqa: PLC0415 - see _read

    genid = f"{SKOLEM}{digest[:20]}/"
    names: dict[str, str] = {}

    def term(node: _Node) -> str:
        if isinstance(node, ox.BlankNode):
            return names.setdefault(node.value, f"<{genid}{len(names)}>")
        if isinstance(node, ox.Triple) or getattr(node, "direction", None) is not None:
            raise UnreadableError(
                f"{str(node)[:80]} needs RDF 1.2", where=name, cure="write it in RDF 1.1"
            )
        return str(node)

    for quad in quads:
        triple = f"{term(quad.subject)} {term(quad.predicate)} {term(quad.object)}"
        default = isinstance(quad.graph_name, ox.DefaultGraph)
        yield f"{triple} ." if default else f"{triple} {term(quad.graph_name)} ."
