"""Layer 4. What a load writes into the store about itself, and reads back to be sure.

While it runs: a graph `urn:claimgraph:load:ID` with the chunks that arrived, the steps that are
done, and which staging graph becomes which. It is removed at the end. What stays: a manifest, the
graph `BASE/graph/manifest`, with the number of statements and the digest of each graph that was
loaded, so that `sync` and `verify` need nothing but the store.

Each change here may be carried out twice, late or by a proxy, without harm: it acts on what the
bookkeeping graph names, and takes that away in the same request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimgraph import rdfterms, vocab
from claimgraph.remote import protocol, whole
from claimgraph.remote.digest import Tallies, Tally
from claimgraph.remote.http import Http, Request
from claimgraph.remote.targets import Target
from claimgraph.remote.transfer import Channel, graph_url
from claimgraph.remote.whole import Asked

_OWN = "urn:claimgraph:load:"
_CHUNK, _STEP = f"<{_OWN}chunk>", f"<{_OWN}step>"
_BECOMES, _CLEARS = f"<{_OWN}becomes>", f"<{_OWN}clears>"
_TRIPLES = "<http://rdfs.org/ns/void#triples>"
_DIGEST = f"<{vocab.NS}graphDigest>"
_DEFAULT = "urn:claimgraph:default-graph"
"""Stands for the default graph in a manifest."""

_MODULUS_DIGITS = 16


def manifest_graph(base: str) -> str:
    """IRI of the manifest of data with the base *base*."""
    return vocab.graph(base or "https://w3id.org/claimgraph/", "manifest")


@dataclass(frozen=True, slots=True)
class Marks:
    """The bookkeeping of the load *load* in one store."""

    http: Http
    target: Target
    channel: Channel
    load: str

    @property
    def graph(self) -> str:
        """IRI of the bookkeeping graph."""
        return _OWN + self.load

    @property
    def staging(self) -> str:
        """What stands before the name of a graph while it waits to become that graph."""
        return f"urn:claimgraph:staging:{self.load}:"

    def chunk(self, number: int) -> None:
        """Write that a chunk arrived."""
        self._write([(f"<{self.graph}>", _CHUNK, protocol.integer(number))])

    def chunks(self) -> frozenset[int]:
        """Read which chunks arrived."""
        return frozenset(protocol.number(row[0]) for row in self._about(_CHUNK))

    def step(self, name: str) -> None:
        """Write that a step is done."""
        self._write([(f"<{self.graph}>", _STEP, rdfterms.literal(name))])

    def steps(self) -> frozenset[str]:
        """Read which steps are done."""
        found = (rdfterms.split_literal(row[0] or '""')[0] for row in self._about(_STEP))
        return frozenset(found)

    def _about(self, predicate: str) -> Iterator[protocol.Row]:
        where = f"GRAPH <{self.graph}> {{ <{self.graph}> {predicate} ?o }}"
        return iter(whole.table(self.http, self.target, Asked("?o", where)))

    def _write(self, triples: Iterable[tuple[str, str, str]], graph: str = "") -> None:
        name = graph or self.graph
        lines = (f"{s} {p} {o} <{name}> .\n" for s, p, o in triples)
        if text := "".join(lines).encode():
            self.channel.add(text)

    def plan(self, becomes: Iterable[str], clears: Iterable[str]) -> None:
        """Write which staging graphs become which graphs, and which graphs are emptied first.

        The default graph can't be named in an update: `remove` empties it, and naming it here only
        lets the manifest forget it.
        """
        self._write((f"<{self.staging}{g}>", _BECOMES, f"<{g}>") for g in becomes)
        self._write((f"<{self.graph}>", _CLEARS, f"<{g or _DEFAULT}>") for g in clears)

    def clear(self) -> None:
        """Empty the graphs of the plan, in one request; the plan forgets them."""
        steps = (*self._clearing(), self._done("clear"))
        protocol.update(self.http, self.target, ";\n".join(steps))

    def commit(self, base: str) -> None:
        """Carry the plan out, in one request: empty graphs, let staging graphs become theirs.

        The manifest of *base* forgets the graphs that are emptied, and what its own staging graph
        says anew.
        """
        manifest = manifest_graph(base)
        forget = f"DELETE {{ GRAPH <{manifest}> {{ ?g ?p ?o }} }}"
        known = f"GRAPH <{manifest}> {{ ?g ?p ?o }}"
        pair = f"GRAPH <{self.graph}> {{ ?stage {_BECOMES} ?g }} GRAPH ?stage {{ ?s ?p ?o }}"
        protocol.update(self.http, self.target, ";\n".join((
            f"{forget} WHERE {{ GRAPH <{self.graph}> {{ ?load {_CLEARS} ?g }} {known} }}",
            f"{forget} WHERE {{ GRAPH <{self.staging}{manifest}> {{ ?g {_TRIPLES} ?n }} {known} }}",
            *self._clearing(),
            f"INSERT {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ {pair} }}",
            f"DELETE {{ GRAPH ?stage {{ ?s ?p ?o }} }} WHERE {{ {pair} }}",
            f"DELETE WHERE {{ GRAPH <{self.graph}> {{ ?stage {_BECOMES} ?g }} }}",
            self._done("commit"),
        )))  # fmt: skip

    def _clearing(self) -> tuple[str, str]:
        named = f"GRAPH <{self.graph}> {{ ?load {_CLEARS} ?g }}"
        delete = "DELETE { GRAPH ?g { ?s ?p ?o } }"
        return (f"{delete} WHERE {{ {named} GRAPH ?g {{ ?s ?p ?o }} }}",
                f"DELETE WHERE {{ {named} }}")  # fmt: skip

    def _done(self, step: str) -> str:
        return f'INSERT DATA {{ GRAPH <{self.graph}> {{ <{self.graph}> {_STEP} "{step}" }} }}'

    def remove(self, graph: str) -> None:
        """Remove one whole graph; an empty name is the default graph."""
        if self.target.update:
            name = f"GRAPH <{graph}>" if graph else "DEFAULT"
            protocol.update(self.http, self.target, f"DROP SILENT {name}")
        else:
            url = graph_url(self.target, graph)
            self.http.send(Request("DELETE", url, {"Accept": "*/*"}), also=(404,))

    def stage_manifest(self, base: str, tallies: Mapping[str, Tally]) -> None:
        """Write count and digest of each graph where the commit finds them."""
        self._write(_entries(tallies), self.staging + manifest_graph(base))

    def put_manifest(self, base: str, tallies: Mapping[str, Tally]) -> None:
        """Write the whole manifest, for a store that has no updates."""
        self.remove(manifest_graph(base))
        self._write(_entries(tallies), manifest_graph(base))


def _entries(tallies: Mapping[str, Tally]) -> Iterator[tuple[str, str, str]]:
    for name, tally in sorted(tallies.items()):
        subject = f"<{name or _DEFAULT}>"
        yield subject, _TRIPLES, protocol.integer(tally.count)
        yield subject, _DIGEST, rdfterms.literal(tally.digest)


def read_manifest(http: Http, target: Target, base: str) -> Tallies:
    """Read the manifest of data with the base *base*; empty where there is none."""
    where = f"GRAPH <{manifest_graph(base)}> {{ ?g {_TRIPLES} ?n ; {_DIGEST} ?d }}"
    found = Tallies()
    for graph, count, digest in whole.table(http, target, Asked("?g ?n ?d", where)):
        name = (graph or "<>")[1:-1]
        total = int(rdfterms.split_literal(digest or '"0"')[0], _MODULUS_DIGITS)
        found["" if name == _DEFAULT else name] = Tally(protocol.number(count), total)
    return found


def manifests(http: Http, target: Target) -> tuple[str, ...]:
    """Bases of all data that the store has a manifest of."""
    asked = Asked("?m", f"GRAPH ?m {{ ?g {_DIGEST} ?d }}", distinct=True)
    names = sorted((row[0] or "<>")[1:-1] for row in whole.table(http, target, asked))
    return tuple(name.removesuffix("graph/manifest") for name in names
                 if name.endswith("graph/manifest"))  # fmt: skip
