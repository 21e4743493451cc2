"""Layer 3. SPARQL 1.1 Protocol: ask a store and read its rows as they come, or change it.

Source: SPARQL 1.1 Protocol, sections 2.1.3 and 2.2.2 (the text itself as the body of a POST).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from claimgraph import rdfterms, vocab
from claimgraph.errors import RemoteError, UsageError
from claimgraph.remote.failures import UnreachableError
from claimgraph.remote.http import Http, Request
from claimgraph.remote.targets import Params, Target

Row = tuple[str | None, ...]
"""Terms in canonical N-Triples, in the order of the query's variables; None is unbound."""

RESULTS = "application/sparql-results+json"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"


def select(http: Http, target: Target, query: str, params: Params = ()) -> Iterator[Row]:
    """Yield the rows of a SELECT as the store sends them, without holding them all.

    params: more parameters of the request, such as `Target.union`. Raises RemoteError, also where
    the answer is no table or ends too early.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - only reading needs it

    if not target.query:
        raise UsageError(f"there is no address to ask {target.url}", cure="give --query-url")
    url = target.query + ("?" + urlencode(params) if params else "")
    headers = {"Content-Type": _QUERY + "; charset=utf-8", "Accept": RESULTS}
    with http.stream(Request("POST", url, headers, query.encode())) as body:
        try:
            rows = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            if isinstance(rows, ox.QueryBoolean):
                raise RemoteError("the answer is no table", where=target.query)
            for row in rows:  # by position: looking values up by name takes thrice the time
                yield tuple(None if node is None else _term(node) for node in row)
        except (SyntaxError, ValueError, OSError) as error:
            what = f"the answer can't be read: {error}"
            raise RemoteError(what, where=target.query, cure="is it a SPARQL endpoint?") from error


def rows(http: Http, target: Target, query: str, params: Params = ()) -> list[Row]:
    """Return all rows of a SELECT; asked again where the answer breaks off."""
    for left in range(http.attempts - 1, -1, -1):
        try:
            return list(select(http, target, query, params))
        except UnreachableError:
            if not left:
                raise
    raise AssertionError("unreachable")  # pragma: no cover - the last attempt returns or raises


def _term(node: object) -> str:
    """Write a term of pyoxigraph in the canonical form of ours."""
    text = str(node)
    if "\\" not in text or not text.startswith('"'):
        return text
    inner, lang, datatype = rdfterms.split_literal(text)
    return rdfterms.typed(inner, datatype) if datatype else rdfterms.literal(inner, lang)


def number(term: str | None) -> int:
    """Read a count out of a row."""
    return int(rdfterms.split_literal(term or '"0"')[0])


def update(http: Http, target: Target, text: str | bytes) -> None:
    """Carry out a SPARQL Update that may be carried out twice."""
    headers = {"Content-Type": _UPDATE + "; charset=utf-8", "Accept": "*/*"}
    body = text.encode() if isinstance(text, str) else text
    http.send(Request("POST", target.update, headers, body))


def insert(graphs: Iterable[tuple[str, bytes]]) -> bytes:
    r"""Write an INSERT DATA. graphs: IRI ("" is the default graph) and lines of N-Triples.

    >>> insert([("a:g", b"<a:s> <a:p> <a:o> .\n")])
    b'INSERT DATA {\nGRAPH <a:g> {\n<a:s> <a:p> <a:o> .\n}\n}'
    """
    parts = [b"GRAPH <%s> {\n%s}\n" % (name.encode(), text) if name else text
             for name, text in graphs]  # fmt: skip
    return b"INSERT DATA {\n" + b"".join(parts) + b"}"


def integer(count: int) -> str:
    """Write a count as a term."""
    return f'"{count}"^^<{vocab.XSD}integer>'
