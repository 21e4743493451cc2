"""Layer 6. The SPARQL page: a plain form that needs no script, and the full editor where it is.

What the editor completes comes from the graph that is served, never from anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp

from claimgraph import queries
from claimgraph.prefixes import Shortener
from claimgraph.serve import asking, dereference, frames, protocol, vendored
from claimgraph.serve.asking import Rows
from claimgraph.serve.endpoint import refusal
from claimgraph.serve.frames import Fault
from claimgraph.serve.guard import EDITOR_POLICY
from claimgraph.serve.pool import Busy, Pool, WorkerDied
from claimgraph.serve.protocol import Operation, Refused
from claimgraph.serve.site import page, state_of

_ROWS = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
DOWNLOADS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "rows": _ROWS,
    "truth": _ROWS[2:],
    "graph": (("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML")),
}
"""What `format=` may be for each kind of result, and its name."""

SHOWN = 1000
_HELD = 4 * 1024 * 1024
START = """SELECT ?question ?value ?claim WHERE {
  ?claim a cg:Claim ;
    cg:answers/rdfs:label ?question ;
    cg:valueText ?value .
}
LIMIT 25
"""
_ANY = "SELECT ?s ?p ?o WHERE {\n  ?s ?p ?o .\n}\nLIMIT 25\n"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows under a query. kind: rows, truth or graph; error: why there is none."""

    kind: str = ""
    rows: Rows | None = None
    text: str = ""
    error: str = ""
    cut: bool = False


async def query(request: Request) -> ASGIApp:
    """Show the editor, and the answer to the query in the address where there is one."""
    state = state_of(request)
    operation = await protocol.read(request, state.settings.limits.request)
    shown = None
    if operation.query:
        shown = await _answer(request, operation)
    examples = queries.shipped().values() if state.holdings else ()
    start = START if state.holdings else _ANY
    plain = "plain" in request.query_params
    full = vendored.present() and not plain
    response = page(
        request, "query.html", asked=operation.query or "", start=start, shown=shown,
        examples=list(examples), full=full, most=SHOWN,
        missing=not vendored.present(), plain=plain, downloads=DOWNLOADS,
    )  # fmt: skip
    if full:
        response.headers["Content-Security-Policy"] = EDITOR_POLICY
    return response


async def _answer(request: Request, operation: Operation) -> Shown:
    state = state_of(request)
    accept = "application/sparql-results+json, text/turtle"
    base = state.content.base or str(request.base_url) + "sparql"
    asked, _, _ = protocol.prepare(operation, accept, base)
    try:
        return await _shown(state.pool, asked)
    except (Refused, Fault, Busy, WorkerDied, TimeoutError) as error:
        return Shown(error=refusal(error, state.settings.limits).text)


async def _shown(pool: Pool, asked: frames.Request) -> Shown:
    async with pool.asked(asked) as answer:
        body, whole = await protocol.gathered(answer.chunks, _HELD)
        kind = answer.kind
    if kind == "graph":
        return Shown(kind, text=body.decode("utf-8", "ignore"), cut=not whole)
    if not whole:
        return Shown(kind, cut=True)
    found = asking.parsed(body)
    kept = Rows(found.variables, found.rows[:SHOWN], found.truth, len(found.rows) <= SHOWN)
    return Shown(kind, kept, cut=not kept.whole)


async def terms(request: Request) -> ASGIApp:
    """Send what the editor completes: prefixes, classes and properties of this graph."""
    state = state_of(request)
    shorten = Shortener(state.content.names)
    labels = {entry.name: entry.label for entry in dereference.entries()}

    async def counted(text: str) -> list[dict[str, Any]]:
        found = await asking.rows(state.pool, text)
        made = []
        for term, count in found.rows:
            if term is not None and count is not None:
                short = shorten.short(term.value)
                label = labels.get(term.value.rpartition("#")[2], "") if short else ""
                made.append({"iri": term.value, "short": short or f"<{term.value}>",
                             "label": label, "count": int(count.value)})  # fmt: skip
        return made

    classes = await counted("SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t")
    properties = await counted("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p")
    names: Mapping[str, str] = state.content.names
    return JSONResponse({"prefixes": names, "classes": classes, "properties": properties})
