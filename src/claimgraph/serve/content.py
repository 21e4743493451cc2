"""Layer 6. What a server holds at one time: the graph as a store on disk, and its pages' data."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from claimgraph import graph, loading, prefixes, rdfio, rdfterms, reviewing, snapshot, view
from claimgraph.compare import compare
from claimgraph.compare.dimensions import comparable
from claimgraph.errors import UnreadableError
from claimgraph.model import Corpus
from claimgraph.serve.settings import Settings
from claimgraph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims behind the pages; there are none where an RDF file is served."""

    corpus: Corpus
    view: view.View
    texts: Mapping[str, Snapshot]


@dataclass(frozen=True, slots=True)
class Content:
    """One state of the data. version: digest of all statements; store: the folder of the store.

    graphs: statements by IRI of the named graph; base: IRI that all IRIs of the data begin with.
    """

    version: str
    store: Path
    base: str
    names: Mapping[str, str]
    statements: int
    graphs: Mapping[str, int]
    claims: Claims | None


def load(settings: Settings, room: Path) -> Content:
    """Read what *settings* name and lay it down as a store in a new folder below *room*.

    Raises the errors of reading claim files and RDF, with file and line.
    """
    store = Path(tempfile.mkdtemp(prefix="store-", dir=room))
    if settings.path.suffix.lower() in rdfio.ENDINGS and settings.path.is_file():
        return _from_rdf(settings.path, store)
    texts = snapshot.index(settings.articles) if settings.articles else {}
    corpus = loading.load(settings.path)
    comparison = compare(corpus)
    reviewed = reviewing.beside(settings.path, comparison)
    nquads = graph.nquads(corpus, comparison, comparable(corpus.register), reviewed)
    database = ox.Store(str(store))
    database.bulk_load(nquads.encode(), ox.RdfFormat.N_QUADS)
    # as in claimgraph.store: the default graph is the set of all triples
    database.bulk_load(rdfterms.flatten(nquads).encode(), ox.RdfFormat.N_TRIPLES)
    digest = hashlib.sha256(nquads.encode()).hexdigest()
    page = view.with_reviews(view.build(corpus, comparison, texts), reviewed, corpus)
    claims = Claims(corpus, page, texts)
    return _content(database, digest, store, claims)


def _from_rdf(path: Path, store: Path) -> Content:
    fmt = rdfio.format_of(path)
    database = ox.Store(str(store))
    try:
        database.bulk_load(path=str(path), format=_FORMATS[fmt])
        database.bulk_extend(_flat(database))
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise UnreadableError(f"this is not {fmt}: {error.msg}", where=f"{path}{line}") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(f"can't be read: {error}", where=str(path)) from error
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _content(database, digest, store, None)


_FORMATS: Mapping[str, Any] = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "json-ld": ox.RdfFormat.JSON_LD,
}


def _flat(database: ox.Store) -> Iterator[ox.Quad]:
    """Yield every triple of a named graph for the default graph."""
    for name in list(database.named_graphs()):
        for quad in database.quads_for_pattern(None, None, None, name):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _content(database: ox.Store, version: str, store: Path, claims: Claims | None) -> Content:
    counts = database.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert isinstance(counts, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
    graphs = {row["g"].value: int(row["n"].value) for row in counts}
    whole = database.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(whole, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
    statements = int(next(whole)["n"].value)
    database.flush()
    marks = "".join(f"<{name}>" for name in graphs)
    return Content(
        version=version,
        store=store,
        base=claims.corpus.register.base if claims else prefixes.base(marks),
        names=prefixes.of(marks),
        statements=statements,
        graphs=dict(sorted(graphs.items())),
        claims=claims,
    )
