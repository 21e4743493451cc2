"""Layer 6. The application: routes, middleware, and how errors become responses."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from claimgraph.serve import assets, description, editor, endpoint, media, protocol, site
from claimgraph.serve.frames import Fault
from claimgraph.serve.guard import Guard, own_names
from claimgraph.serve.negotiation import best
from claimgraph.serve.pool import Busy, WorkerDied
from claimgraph.serve.protocol import Refused
from claimgraph.serve.site import state_of
from claimgraph.serve.state import State
from claimgraph.serve.watching import watch

Handler = Callable[[Request], Awaitable[ASGIApp]]
_PAGES = ("GET", "HEAD")
_EXPECTED = (Refused, Fault, Busy, WorkerDied, TimeoutError)


class Handled:
    """An ASGI endpoint: runs a handler for its methods, and answers what it refuses."""

    def __init__(self, handler: Handler, methods: Sequence[str] = _PAGES) -> None:
        self._handler, self._methods = handler, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response: ASGIApp
        try:
            if self._methods and request.method not in self._methods:
                allowed = ", ".join(self._methods)
                raise Refused(405, f"Use {allowed}.", {"Allow": allowed})
            response = await self._handler(request)
        except _EXPECTED as error:
            response = endpoint.refusal(error, state_of(request).settings.limits).response()
        await response(scope, receive, send)


async def sparql(request: Request) -> ASGIApp:
    """Answer at the SPARQL endpoint: a query, or what the endpoint is."""
    state = state_of(request)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={
            "Allow": ", ".join(protocol.METHODS),
            "Accept-Post": f"{protocol.DIRECT}, {protocol.FORM}",
        })  # fmt: skip
    reads = request.method in ("GET", "HEAD")
    if reads and "query" not in request.query_params:
        return await described(request)
    # a person who follows a link to a query wants to see it; one who chose a format wants the file
    liked = best(request.headers.get("accept"), [*media.ROWS, *media.GRAPHS, media.HTML])
    if request.method == "GET" and liked == media.HTML and "format" not in request.query_params:
        return RedirectResponse("/query?" + request.url.query, 303, {"Vary": "Accept"})
    return await endpoint.answer(request, state.pool, state.settings.limits, state.content.base)


async def described(request: Request) -> ASGIApp:
    """Answer with the service description, which is VoID as well."""
    operation = await protocol.read(request, state_of(request).settings.limits.request)
    accept = media.NAMES[operation.format] if operation.format else request.headers.get("accept")
    offered = [*media.GRAPHS, media.HTML]
    kind = best(accept, offered)
    if kind is None:
        raise protocol.not_acceptable(offered)
    if kind == media.HTML:
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    here = str(request.base_url) + "sparql"
    text = description.ntriples(state_of(request).content, here)
    return Response(
        media.write_graph(text, media.GRAPHS[kind]),
        headers={"Content-Type": media.content_type(kind), "Vary": "Accept"},
    )


def _routes() -> list[Route]:
    pages: dict[str, Handler] = {
        "/": site.overview,
        "/report": site.whole_report,
        "/claims": site.claims,
        "/claims.csv": site.claims_csv,
        "/questions": site.questions,
        "/sources": site.sources,
        "/lineage": site.lineage,
        "/about": site.about,
        "/version": site.version,
        "/ns": site.namespace,
        "/resource": site.resource,
        "/query": editor.query,
        "/terms.json": editor.terms,
        "/static/{name}": assets.own,
        "/static/vendor/{name}": assets.foreign,
        "/void": described,
        "/.well-known/void": described,
        "/{path:path}": site.thing,
    }
    endpoints = [Route(path, Handled(sparql, ())) for path in ("/sparql", "/sparql/")]
    return endpoints + [Route(path, Handled(handler)) for path, handler in pages.items()]


def build(state: State) -> Starlette:
    """Return the application that answers from *state*."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await state.open()
        looking = asyncio.create_task(watch(state)) if state.settings.watch else None
        try:
            yield
        finally:
            if looking is not None:
                looking.cancel()
            await state.close()

    settings = state.settings
    middleware = [
        Middleware(Guard, names=own_names(settings.host, settings.hosts), cors=settings.cors),
        Middleware(GZipMiddleware, minimum_size=2000, compresslevel=5),
    ]
    if settings.cors:
        middleware.insert(0, Middleware(
            CORSMiddleware, allow_origins=list(settings.cors), allow_methods=["GET", "POST"],
            allow_headers=["Accept", "Content-Type"], max_age=600,
        ))  # fmt: skip
    app = Starlette(routes=_routes(), middleware=middleware, lifespan=lifespan,
                    exception_handlers={HTTPException: _http})  # fmt: skip
    app.state.claimgraph = state
    return app


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for that alone
    return Refused(error.status_code, error.detail, error.headers or {}).response()
