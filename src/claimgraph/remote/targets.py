"""Layer 1. The kinds of triplestore that we know: where each takes what, and what it can do.

A kind that our tests run against the real server is marked tested; the others are written from
their documentation and say so when they are used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from claimgraph.errors import UsageError
from claimgraph.remote.credentials import Scheme

Params = tuple[tuple[str, str], ...]
"""Parameters of a request: name and value."""

NQUADS, NTRIPLES = "application/n-quads", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Target:
    """A store that data can be loaded into and read from; an address is empty where it has none.

    kind: one of KINDS. url: what the user named. query, update: SPARQL 1.1 Protocol. quads: takes
    N-Quads by POST and adds them. graphs: SPARQL 1.1 Graph Store HTTP Protocol.
    quads_type: media type of N-Quads. gzip: takes `Content-Encoding: gzip`. jobs: requests that
    write at once without queueing. transactional: an update request is carried out whole or not
    at all. union: parameters of a query that make all graphs its default graph; None where the
    server can't be asked to, () where it always does. unnamed: parameters that leave only the
    unnamed graph as default graph; None where there is no way. scheme: how it takes a name and
    password. tested: our tests run against it.
    """

    kind: str
    url: str
    query: str = ""
    update: str = ""
    quads: str = ""
    graphs: str = ""
    quads_type: str = NQUADS
    gzip: bool = False
    jobs: int = 1
    transactional: bool = False
    union: Params | None = None
    unnamed: Params | None = None
    scheme: Scheme = "basic"
    tested: bool = False

    @property
    def written(self) -> str:
        """Address that most of the data goes to."""
        return self.quads or self.graphs or self.update

    @property
    def writable(self) -> bool:
        """Tell whether there is any way to put data into it."""
        return bool(self.written)


def preset(kind: str, url: str) -> Target:
    """Return the target of *kind* at *url*: a server's, dataset's, repository's or endpoint's.

    Raises UsageError for an unknown kind, or where the address lacks the name of a dataset.

    >>> preset("fuseki", "http://localhost:3030/ds/sparql").update
    'http://localhost:3030/ds/update'
    """
    make = _PRESETS.get(kind)
    if make is None:
        raise UsageError(f"{kind!r} is no kind of store", cure="use one of " + ", ".join(KINDS))
    return make(url)


def with_addresses(
    target: Target, *, query: str = "", update: str = "", graphs: str = ""
) -> Target:
    """Return *target* with the addresses that the user gave in place of its own.

    An update or Graph Store address of the user's is the one that is written to.
    """
    changed = replace(target, query=query or target.query)
    if update or graphs:
        changed = replace(changed, update=update or target.update,
                          graphs=graphs or target.graphs, quads="")  # fmt: skip
    return changed


def _root(url: str, *endings: str) -> str:
    """Return *url* without query and fragment, and without the first of *endings* that fits."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    for ending in endings:
        if path.endswith(ending):
            path = path[: -len(ending)]
            break
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _named(kind: str, root: str, what: str, example: str) -> str:
    if not urlsplit(root).path.strip("/"):
        raise UsageError(f"the address of {kind} lacks the {what}", where=root,
                         cure=f"write {root}{example}")  # fmt: skip
    return root


def _oxigraph(url: str) -> Target:
    root = _root(url, "/query", "/update", "/store")
    return Target(
        "oxigraph", url, f"{root}/query", f"{root}/update", f"{root}/store?no_transaction",
        f"{root}/store",
        gzip=True, jobs=1, transactional=True, union=(("union-default-graph", ""),),
        unnamed=(), tested=True,
    )  # fmt: skip


def _fuseki(url: str) -> Target:
    root = _root(url, "/sparql", "/query", "/update", "/data", "/get")
    root = _named("Fuseki", root, "dataset's name", "/NAME")
    return Target(
        "fuseki", url, f"{root}/query", f"{root}/update", f"{root}/data", f"{root}/data",
        gzip=True, jobs=1, transactional=True,
        union=(("default-graph-uri", "urn:x-arq:UnionGraph"),),
        unnamed=(("default-graph-uri", "urn:x-arq:DefaultGraph"),), tested=True,
    )  # fmt: skip


def _rdf4j(url: str, kind: str = "rdf4j") -> Target:
    root = _root(url, "/statements", "/rdf-graphs/service")
    if "/repositories/" not in root:
        raise UsageError(f"the address of {kind} lacks the repository", where=root,
                         cure=f"write {root}/repositories/NAME")  # fmt: skip
    return Target(
        kind, url, root, f"{root}/statements", f"{root}/statements", f"{root}/rdf-graphs/service",
        gzip=True, transactional=True, union=(), unnamed=((
            "default-graph-uri", "http://www.openrdf.org/schema/sesame#nil"),),
        tested=kind == "rdf4j",
    )  # fmt: skip


def _graphdb(url: str) -> Target:
    return _rdf4j(url, "graphdb")


def _virtuoso(url: str) -> Target:
    root = _root(url, "/sparql-auth", "/sparql-graph-crud-auth", "/sparql")
    return Target(
        "virtuoso", url, f"{root}/sparql-auth", f"{root}/sparql-auth",
        graphs=f"{root}/sparql-graph-crud-auth", jobs=2, union=(), scheme="digest",
    )  # fmt: skip


def _stardog(url: str) -> Target:
    root = _named("Stardog", _root(url, "/query", "/update"), "database's name", "/NAME")
    return Target(
        "stardog", url, f"{root}/query", f"{root}/update", graphs=root, gzip=True, jobs=2,
        transactional=True, union=(("default-graph-uri", "tag:stardog:api:context:all"),),
    )  # fmt: skip


def _blazegraph(url: str) -> Target:
    root = _root(url)
    root = root if root.endswith("/sparql") else f"{root}/sparql"
    return Target("blazegraph", url, root, root, root, quads_type="text/x-nquads",
                  transactional=True, union=())  # fmt: skip


def _qlever(url: str) -> Target:
    root = _root(url)
    return Target("qlever", url, root, root, graphs=root, union=(), scheme="basic")


def _neptune(url: str) -> Target:
    root = _root(url, "/sparql/gsp", "/sparql")
    return Target("neptune", url, f"{root}/sparql", f"{root}/sparql", graphs=f"{root}/sparql/gsp/",
                  gzip=True, jobs=2, transactional=True, union=())  # fmt: skip


def _graph_store(url: str) -> Target:
    return Target("graph-store", url, graphs=url)


def _sparql_update(url: str) -> Target:
    return Target("sparql-update", url, update=url)


_PRESETS: dict[str, Callable[[str], Target]] = {
    "oxigraph": _oxigraph,
    "fuseki": _fuseki,
    "rdf4j": _rdf4j,
    "graphdb": _graphdb,
    "virtuoso": _virtuoso,
    "stardog": _stardog,
    "blazegraph": _blazegraph,
    "qlever": _qlever,
    "neptune": _neptune,
    "graph-store": _graph_store,
    "sparql-update": _sparql_update,
}
KINDS = tuple(_PRESETS)
"""Kinds of store by the name that `--kind` takes; the last two are any server of that protocol."""
