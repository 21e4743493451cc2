"""Layer 2. Reading a file of canonical N-Quads once: is it in form, what is in it, where to cut it.

A file may be sent as it stands when each line is canonical and without blank nodes, and no line
comes twice: the lines are then in strict order, of the line or of its graph first. Any other
file has to be put in form first (`spool`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import lt
from pathlib import Path
from typing import Any

from claimgraph.remote.digest import XSD, Tallies, Tally, dataset_digest, hashed, settled

CHUNK = 24 * 1024 * 1024
"""Bytes of N-Quads in one request, unless the user says otherwise."""

_BLOCK = 1 << 20
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


def survey(path: Path, chunk: int = CHUNK) -> Survey | None:
    """Read the whole file at *path*; None where it is not in form.

    chunk: bytes of one request; a chunk has at least one line.
    """
    return _survey(path, chunk, _by_line) or _survey(path, chunk, _by_graph)


def _by_line(line: bytes) -> bytes:
    return line


def _by_graph(line: bytes) -> tuple[bytes, bytes]:
    found = LINE.fullmatch(line)
    return (found[2] or b"") if found else b"", line


def _survey(path: Path, chunk: int, key: Callable[[bytes], Any]) -> Survey | None:
    """Survey a file whose lines are in strict order of *key*; None where they are not."""
    found, last = _Sums(), key(b"")
    at, cuts = 0, [0]
    with path.open("rb") as file:
        while lines := file.readlines(_BLOCK):
            keys = lines if key is _by_line else list(map(key, lines))
            if not (last < keys[0] and all(map(lt, keys, islice(keys, 1, None)))):
                return None
            if not (_canonical(b"".join(lines)) and found.add(lines)):
                return None
            last = keys[-1]
            for line in lines:
                if at - cuts[-1] >= chunk:
                    cuts.append(at)
                at += len(line)
    tallies = found.tallies()
    return Survey(path, tallies, (*cuts, at) if at else (0,), dataset_digest(tallies))


class _Sums:
    """Counts and sums of hashes by graph, as `Tally` has them, without a call for each line."""

    def __init__(self) -> None:
        self._counts: dict[bytes, int] = {}
        self._totals: dict[bytes, int] = {}

    def add(self, lines: list[bytes]) -> bool:
        """Take in lines; False where one is none of canonical N-Quads."""
        match, counts, totals = LINE.fullmatch, self._counts, self._totals
        for line in lines:
            found = match(line)
            if found is None:
                return False
            triple, graph = found.groups(b"")
            if XSD in triple:
                triple = settled(triple)
            counts[graph] = counts.get(graph, 0) + 1
            totals[graph] = totals.get(graph, 0) + hashed(triple)
        return True

    def tallies(self) -> Tallies:
        """Return the tally of each graph by its name."""
        return {name.decode(): Tally(self._counts[name], total)
                for name, total in self._totals.items()}  # fmt: skip


def _canonical(lines: bytes) -> bool:
    """Tell whether the escapes in *lines* are those of the canonical form, and its bytes UTF-8."""
    if lines.isascii() and b"\\" not in lines:
        return True
    try:
        lines.decode()
    except UnicodeDecodeError:
        return False
    return _ESCAPES.fullmatch(lines) is not None and _UNWRITTEN.search(lines) is None
