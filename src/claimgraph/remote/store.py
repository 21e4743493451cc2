"""Layer 4. A store behind HTTP that is asked like the one in memory, and read back as a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from claimgraph import prefixes, sparql
from claimgraph.errors import QueryError, RemoteError, UsageError
from claimgraph.graph import reading
from claimgraph.graph.index import Triple
from claimgraph.model import Corpus
from claimgraph.remote import protocol, whole
from claimgraph.remote.connection import Connection
from claimgraph.remote.failures import RefusedError
from claimgraph.remote.http import Request
from claimgraph.results import Result
from claimgraph.store import asked_rows, constructed

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_BAD_REQUEST = 400

EVERYTHING = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
"""Triples of all graphs, whatever the server's default graph is."""


class RemoteStore:
    """The graphs of a server as one default graph. Satisfies `store.Store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names = prefixes.of("")

    def query(self, text: str, bindings: Mapping[str, str] | None = None) -> Result:
        """Answer one SPARQL query over the union of all graphs; *bindings* fix variables.

        Bindings become a VALUES block at the end, of terms that were checked. Raises QueryError
        where the query is refused here or there, RemoteError where nothing answers.
        """
        asked = sparql.read(text)
        target = self._connection.target
        if not target.query:
            raise UsageError(f"there is no address to ask {target.url}", cure="give --query-url")
        params = target.union or ()
        url = target.query + ("?" + urlencode(params) if params else "")
        body = _with_prefixes(asked.text, self._names) + _values(bindings or {})
        headers = {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": _ACCEPT}
        try:
            answer = self._connection.http.send(Request("POST", url, headers, body.encode()))
        except RefusedError as error:
            if error.status == _BAD_REQUEST:
                raise QueryError(f"the server refuses the query: {error.what}") from error
            raise
        media = answer.headers.get("content-type", "").partition(";")[0].strip()
        if media == "application/n-triples":
            return constructed(answer.body, self._names)
        if media != protocol.RESULTS:
            raise RemoteError(f"the answer is {media or 'of no type'}", where=target.query)
        return asked_rows(answer.body, self._names, ordered=asked.ordered)


_DECLARED = re.compile(r"\bprefix\s+([\w.-]*)\s*:", re.IGNORECASE)


def _with_prefixes(text: str, names: Mapping[str, str]) -> str:
    """Put our prefixes before a query, but for those that it declares itself.

    Some servers (RDF4J) refuse a prefix that is declared twice.
    """
    own = set(_DECLARED.findall(text))
    head = [f"PREFIX {name}: <{iri}>\n" for name, iri in names.items() if name not in own]
    return "".join(head) + text


def _values(bindings: Mapping[str, str]) -> str:
    if not bindings:
        return ""
    names, terms = " ".join(f"?{name}" for name in bindings), " ".join(bindings.values())
    return f"\nVALUES ({names}) {{ ({terms}) }}"


def corpus(connection: Connection) -> Corpus:
    """Read register, articles and claims out of a store with one SELECT, row by row.

    Raises InputError where the store holds no claims of ours, or those of several bases.
    """
    return whole.restarted(lambda cap: reading.read(triples(connection, cap)))


def triples(connection: Connection, cap: int = 0) -> Iterator[Triple]:
    """Yield every triple of the store, of all graphs and the default graph, each once.

    cap: as in `whole.rows`, which may raise CutError.
    """
    asked = whole.Asked("?s ?p ?o", EVERYTHING, connection.target.union or (), distinct=True)
    for s, p, o in whole.rows(connection.http, connection.target, asked, cap=cap):
        if s and p and o and s.startswith("<"):
            yield s, p, o
