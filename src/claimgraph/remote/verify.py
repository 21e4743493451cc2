"""Layer 4. Is it there? Counts and digests of graphs, read back through SPARQL.

Digests are compared first. A graph that differs is read a second time and compared statement by
statement, on disk, so that the answer is exact: how many are missing, how many are too many, and
the first of them. That also settles what only looks different, such as one number in two spellings.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from claimgraph.errors import RemoteError
from claimgraph.remote import protocol, spool, whole
from claimgraph.remote.digest import Tallies, Tally, settled
from claimgraph.remote.failures import UnreachableError
from claimgraph.remote.http import Http
from claimgraph.remote.targets import Params, Target
from claimgraph.remote.whole import Asked, CutError, restarted

_BATCH_GRAPHS = 100
_BATCH_COUNT = 500_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How a graph at the store differs from what it should be. example: one such statement.

    Without the data itself, missing and extra are differences of the counts.
    """

    graph: str
    expected: int
    found: int
    missing: int
    extra: int
    example: str = ""

    def __str__(self) -> str:
        name = self.graph or "the default graph"
        parts = [f"{self.missing} missing" * bool(self.missing),
                 f"{self.extra} too many" * bool(self.extra)]  # fmt: skip
        said = ", ".join(filter(None, parts)) or "other statements"
        return f"{name}: {self.expected} expected, {self.found} there: {said}" + (
            f", such as {self.example}" if self.example else "")  # fmt: skip


def counts(http: Http, target: Target, graphs: Iterable[str]) -> dict[str, int]:
    """Count the statements of each of *graphs*; 0 for one that is not there."""
    found: dict[str, int] = {}
    for batch in _batches(dict.fromkeys(graphs, 0)):
        if batch == [""]:
            text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
            rows = protocol.rows(http, target, text, _unnamed(target))
            found[""] = protocol.number(rows[0][0])
            continue
        text = ("SELECT ?g (COUNT(*) AS ?n) WHERE { VALUES ?g { " + _listed(batch)
                + " } GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")  # fmt: skip
        found |= dict.fromkeys(batch, 0)
        for graph, count in protocol.rows(http, target, text):
            if graph is not None:
                found[graph[1:-1]] = protocol.number(count)
    return found


def tallies(http: Http, target: Target, expected: Mapping[str, int]) -> Tallies:
    """Read all statements of the graphs in *expected* and tally them. expected: counts, as hints.

    Raises RemoteError where the store can't be read to the end.
    """
    found, cap = Tallies(), 0
    for batch in _batches(expected):
        left = http.attempts
        while left:
            part = {graph: Tally() for graph in batch}
            total = sum(expected[graph] for graph in batch)
            try:
                for graph, triple in _batch(http, target, batch, cap, total):
                    part[graph].add(settled(triple))
            except CutError as cut:
                if cap or not cut.given:
                    raise
                cap = cut.given
                continue
            except UnreachableError:
                left -= 1
                if not left:
                    raise
                continue
            found |= part
            break
    return found


def statements(
    http: Http, target: Target, graphs: Iterable[str], cap: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Yield graph and canonical triple of everything in *graphs*, as the store sends it.

    cap: as in `whole.rows`, which may raise CutError.
    """
    for batch in _batches(dict.fromkeys(graphs, 0)):
        yield from _batch(http, target, batch, cap)


def _batch(
    http: Http, target: Target, batch: Sequence[str], cap: int, expected: int = -1
) -> Iterator[tuple[str, bytes]]:
    if batch == [""]:
        asked = Asked("?s ?p ?o", "?s ?p ?o", _unnamed(target))
        for row in whole.rows(http, target, asked, cap=cap, expected=expected):
            yield "", " ".join(term or "" for term in row).encode()
        return
    where = f"VALUES ?g {{ {_listed(batch)} }} GRAPH ?g {{ ?s ?p ?o }}"
    known = {f"<{graph}>": graph for graph in batch}
    asked = Asked("?g ?s ?p ?o", where)
    for graph, s, p, o in whole.rows(http, target, asked, cap=cap, expected=expected):
        if graph not in known:
            raise RemoteError(f"it answers with a graph nobody asked for: {graph}",
                              where=target.query)  # fmt: skip
        yield known[graph], f"{s} {p} {o}".encode()


def _unnamed(target: Target) -> Params:
    """Parameters that leave the unnamed graph alone; where there are none, as the store does."""
    return target.unnamed or ()


def _listed(graphs: Iterable[str]) -> str:
    return " ".join(f"<{graph}>" for graph in graphs)


def _batches(graphs: Mapping[str, int]) -> Iterator[list[str]]:
    """Put graphs together for one question; the default graph is asked for alone."""
    if "" in graphs:
        yield [""]
    batch: list[str] = []
    size = 0
    for graph in sorted(graph for graph in graphs if graph):
        if batch and (len(batch) >= _BATCH_GRAPHS or size + graphs[graph] > _BATCH_COUNT):
            yield batch
            batch, size = [], 0
        batch.append(graph)
        size += graphs[graph]
    if batch:
        yield batch


def against_counts(http: Http, target: Target, expected: Mapping[str, Tally]) -> list[Difference]:
    """Compare numbers of statements only."""
    there = counts(http, target, expected)
    return [_by_number(name, tally.count, there[name]) for name, tally in sorted(expected.items())
            if there[name] != tally.count]  # fmt: skip


def against_digests(http: Http, target: Target, expected: Mapping[str, Tally]) -> list[Difference]:
    """Compare with counts and digests alone, where the data itself is not at hand."""
    there = tallies(http, target, {name: tally.count for name, tally in expected.items()})
    return [_by_number(name, tally.count, there[name].count)
            for name, tally in sorted(expected.items()) if not tally.same(there[name])]  # fmt: skip


def against_data(
    http: Http, target: Target, expected: Mapping[str, Tally], data: Path
) -> list[Difference]:
    """Compare with counts and digests, and what differs with the lines of the file *data*."""
    return [exact for difference in against_digests(http, target, expected)
            if (exact := _exact(http, target, difference.graph, data)) is not None]  # fmt: skip


def _by_number(graph: str, expected: int, found: int) -> Difference:
    missing, extra = max(expected - found, 0), max(found - expected, 0)
    return Difference(graph, expected, found, missing, extra)


def _exact(http: Http, target: Target, graph: str, data: Path) -> Difference | None:
    """Compare one graph statement by statement; None where both are the same after all."""
    with tempfile.TemporaryDirectory(prefix="claimgraph-") as name:
        ours, theirs = Path(name, "ours"), Path(name, "theirs")
        wanted = graph.encode()
        with data.open("rb") as file:
            spool.write((settled(t) + b"\n" for g, t in spool.triples(file) if g == wanted), ours)
        restarted(
            lambda cap: spool.write(
                (settled(t) + b"\n" for _, t in statements(http, target, [graph], cap)), theirs
            )
        )
        missing, extra, same, example = _merged(ours, theirs)
    if not missing and not extra:
        return None
    return Difference(graph, missing + same, extra + same, missing, extra, example)


def _merged(ours: Path, theirs: Path) -> tuple[int, int, int, str]:
    """Count the lines that only one of two sorted files has, and those that both have."""
    missing = extra = same = 0
    examples: list[bytes] = []
    with ours.open("rb") as a, theirs.open("rb") as b:
        left, right = next(a, b""), next(b, b"")
        while left or right:
            if left == right:
                same, left, right = same + 1, next(a, b""), next(b, b"")
            elif left and (not right or left < right):
                missing, examples, left = missing + 1, [*examples[:1], left], next(a, b"")
            else:
                extra, examples, right = extra + 1, [*examples[:1], right], next(b, b"")
    return missing, extra, same, next((e.decode().strip() for e in islice(examples, 1)), "")
