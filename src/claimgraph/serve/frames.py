"""Layer 6. How the server and its query workers talk: one byte of kind, four of length, a body.

A request is one REQUEST frame of JSON. The answer is a HEAD frame (rows, truth or graph), any
number of DATA frames, and END; or a FAULT frame (JSON: kind, what, where, cure) at any point.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import BinaryIO

HEADER = struct.Struct(">cI")
READY, REQUEST, HEAD, DATA, END, FAULT = b"R", b"Q", b"H", b"D", b"E", b"F"
MAX_FRAME = 16 * 1024 * 1024

ROW_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")


@dataclass(frozen=True, slots=True)
class Request:
    """One query for a worker.

    default_graphs, named_graphs: IRIs that replace the dataset of the query, None to keep it.
    rows, graph: format for a result of that kind, empty where the client takes none.
    bindings: terms in N-Triples for variables. base: what relative IRIs are relative to.
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    rows: str = "json"
    graph: str = "ntriples"
    bindings: tuple[tuple[str, str], ...] = ()
    base: str | None = None

    def encode(self) -> bytes:
        """Return the request as the body of its frame."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, body: bytes) -> Request:
        """Read the body of a frame that `encode` wrote."""
        data = json.loads(body)
        for name in ("default_graphs", "named_graphs"):
            if data[name] is not None:
                data[name] = tuple(data[name])
        data["bindings"] = tuple((name, term) for name, term in data["bindings"])
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Fault(Exception):  # noqa: N818 - a fault of the query or the engine, told as data
    """Why there is no (whole) answer.

    kind: `query` can't be read or is refused; `form`: no format the client takes can hold the
    result (what: `rows` or `graph`); `size`: the result is too large; `engine`: it could not be
    evaluated.
    """

    kind: str
    what: str
    where: str = ""
    cure: str = ""

    def encode(self) -> bytes:
        """Return the fault as the body of its frame."""
        return json.dumps(
            {"kind": self.kind, "what": self.what, "where": self.where, "cure": self.cure}
        ).encode()

    @classmethod
    def decode(cls, body: bytes) -> Fault:
        """Read the body of a frame that `encode` wrote."""
        return cls(**json.loads(body))


def write(out: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame to *out*."""
    out.write(HEADER.pack(kind, len(body)))
    out.write(body)
    out.flush()


def read(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """Read one frame from *source*; None at its end."""
    head = source.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    kind, length = HEADER.unpack(head)
    return kind, source.read(length)
