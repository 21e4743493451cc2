"""Layer 2. Reading a file of canonical N-Quads once: is it in form, what is in it, where to cut it.

A file may be sent as it stands when each line is canonical and without blank nodes, and no line
comes twice: the lines are then in strict order, of the line or of its graph first. Any other
file has to be put in form first (`spool`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from claimgraph.remote.digest import Tallies, Tally, dataset_digest, settled

CHUNK = 24 * 1024 * 1024
"""Bytes of N-Quads in one request, unless the user says otherwise."""

_IRI = rb'<[^\x00-\x20<>"{}|^`\\]*>'
_TEXT = rb'"[^"\\\x00-\x1f\x7f]*(?:\\.[^"\\\x00-\x1f\x7f]*)*"'
LINE = re.compile(
    rb"(%(iri)b %(iri)b (?:%(iri)b|%(text)b(?:@[a-z0-9-]+|\^\^%(iri)b)?)) (?:<(%(inner)b)> )?\.\n"
    % {b"iri": _IRI, b"text": _TEXT, b"inner": _IRI[1:-1]}
)
"""A canonical line: the triple, and the IRI of its graph if it has one."""

_ESCAPES = re.compile(
    rb'[^\\]*(?:\\(?:[btnfr"\\]|u(?:000[0-7BEF]|001[0-9A-F]|007F|FFF[EF]))[^\\]*)*'
)
_UNWRITTEN = re.compile(rb"\xef\xbf[\xbe\xbf]")
"""Characters that are only written as escapes (U+FFFE and U+FFFF), in UTF-8."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file in form holds. cuts: offsets where chunks begin, and the file's length."""

    path: Path
    tallies: Tallies
    cuts: tuple[int, ...]
    digest: str

    @property
    def count(self) -> int:
        """Number of statements."""
        return sum(tally.count for tally in self.tallies.values())

    @property
    def chunks(self) -> tuple[tuple[int, int], ...]:
        """Where each chunk begins and ends, in bytes."""
        return tuple(pairwise(self.cuts))


class _Order:
    """Whether the lines met so far are in strict order: of the line, or of its graph first."""

    def __init__(self) -> None:
        self._by_line = self._by_graph = True
        self._last = (b"", b"")

    def follows(self, graph: bytes, line: bytes) -> bool:
        """Take in the next line; False once they are in neither order."""
        last_graph, last = self._last
        self._last = (graph, line)
        self._by_line = self._by_line and last < line
        self._by_graph = self._by_graph and (last_graph, last) < (graph, line)
        return self._by_line or self._by_graph


def survey(path: Path, chunk: int = CHUNK) -> Survey | None:
    """Read the whole file at *path*; None where it is not in form.

    chunk: bytes of one request; a chunk has at least one line.
    """
    order, match, tallies = _Order(), LINE.fullmatch, Tallies()
    at, cuts = 0, [0]
    names: dict[bytes, Tally] = {}
    with path.open("rb") as file:
        for line in file:
            found = match(line)
            if found is None or not _canonical(line):
                return None
            triple, graph = found.groups(b"")
            if not order.follows(graph, line):
                return None
            if at - cuts[-1] >= chunk:
                cuts.append(at)
            tally = names.get(graph)
            if tally is None:
                tally = names[graph] = tallies[graph.decode()] = Tally()
            tally.add(settled(triple))
            at += len(line)
    ends = (*cuts, at) if at else (0,)
    return Survey(path, tallies, ends, dataset_digest(tallies))


def _canonical(line: bytes) -> bool:
    """Tell whether the escapes in *line* are those of the canonical form, and its bytes UTF-8."""
    if line.isascii() and b"\\" not in line:
        return True
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return _ESCAPES.fullmatch(line) is not None and _UNWRITTEN.search(line) is None
