"""Layer 6. The pages: what each of them shows, from the holdings and the graph."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from claimgraph import queries, rdfterms
from claimgraph.errors import InputError
from claimgraph.serve import asking, dereference, media, templating
from claimgraph.serve.guard import REPORT_POLICY
from claimgraph.serve.holdings import FACETS, PAGE, Holdings
from claimgraph.serve.neighbourhood import HOPS, MOST_HOPS, neighbourhood
from claimgraph.serve.protocol import Refused
from claimgraph.serve.state import State
from claimgraph.view.page import ArticleView

REPORTS: Mapping[str, str] = {
    "html": "text/html", "md": "text/markdown", "json": "application/json", "csv": "text/csv",
}  # fmt: skip
_SAID = "said-by"


def state_of(request: Request) -> State:
    """Return the state of the server that got *request*."""
    state: State = request.app.state.claimgraph
    return state


def page(request: Request, template: str, status: int = 200, **data: Any) -> Response:  # noqa: ANN401
    """Write one page as the response to *request*."""
    state = state_of(request)
    html = templating.render(
        template, state.content, state.problem, holdings=state.holdings, path=request.url.path,
        watch=state.settings.watch, **data,
    )  # fmt: skip
    return HTMLResponse(html, status, {"Vary": "Accept", "Cache-Control": "no-cache"})


def _library(request: Request) -> Holdings:
    holdings = state_of(request).holdings
    if holdings is None:
        raise Refused(
            404,
            "An RDF file is served here, so there are no claim files to show. Everything can be "
            "asked at /query and looked up at /resource?iri=…",
        )
    return holdings


async def overview(request: Request) -> ASGIApp:
    """Show what matters most, and the ways in."""
    return page(request, "overview.html")


async def whole_report(request: Request) -> ASGIApp:
    """Show the report as `claimgraph report` writes it, in any of its formats."""
    fmt = request.query_params.get("format", "html")
    if fmt not in REPORTS:
        raise Refused(400, "format is one of " + ", ".join(REPORTS) + ".")
    text = await asyncio.to_thread(_library(request).report, fmt)
    headers = {"Content-Type": media.content_type(REPORTS[fmt]), "Cache-Control": "no-cache"}
    if fmt == "html":
        headers["Content-Security-Policy"] = REPORT_POLICY
    return Response(text.encode(), headers=headers)


def _wanted(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in (*FACETS, "q")}


async def claims(request: Request) -> ASGIApp:
    """Show the claims that fit the filter, page by page, with counts of what else there is."""
    holdings, wanted = _library(request), _wanted(request)
    found = holdings.found(wanted)
    number = request.query_params.get("page", "1")
    last = max(1, -(-len(found) // PAGE))
    at = min(int(number), last) if number.isascii() and number.isdigit() and int(number) else 1
    return page(
        request, "claims.html", found=found[(at - 1) * PAGE : at * PAGE], total=len(found),
        at=at, last=last, wanted=wanted, choices=holdings.choices(wanted),
        kept={name: value for name, value in wanted.items() if value},
    )  # fmt: skip


async def claims_csv(request: Request) -> ASGIApp:
    """Send the claims that fit the filter as CSV."""
    holdings = _library(request)
    headers = {"Content-Disposition": 'attachment; filename="claims.csv"'}
    return Response(holdings.csv(holdings.found(_wanted(request))), headers=headers,
                    media_type="text/csv")  # fmt: skip


async def questions(request: Request) -> ASGIApp:
    """Show all questions against all articles."""
    holdings = _library(request)
    result, topic = (request.query_params.get(name, "") for name in ("result", "topic"))
    items = [item for item in holdings.view.items
             if result in ("", item.status, item.status.partition("-")[0] * (result == "only"))
             and topic in ("", item.topic)]  # fmt: skip
    return page(request, "questions.html", items=items, result=result, topic=topic)


async def sources(request: Request) -> ASGIApp:
    """Show all who speak, with how much goes back to them."""
    holdings = _library(request)
    said: dict[str, list[int]] = {}
    for claim in holdings.view.claims:
        for number, speaker in enumerate(reversed(claim.chain)):
            counts = said.setdefault(speaker.id, [0, 0])
            counts[0 if number == 0 else 1] += 1
    agents = [(holdings.corpus.register.agents[key], counts) for key, counts in said.items()]
    agents.sort(key=lambda pair: (-pair[1][0], -pair[1][1], pair[0].id))
    return page(request, "sources.html", agents=agents)


async def lineage(request: Request) -> ASGIApp:
    """Show who relies on whom, around one party or all."""
    holdings = _library(request)
    centre = request.query_params.get("around", "")
    if centre and centre not in {node.id for node in holdings.view.lineage.nodes}:
        raise Refused(404, f"Nobody here is called {centre[:100]!r}.")
    hops = request.query_params.get("hops", str(HOPS))
    steps = min(int(hops), MOST_HOPS) if hops.isascii() and hops.isdigit() and int(hops) else HOPS
    if not centre and len(holdings.view.lineage.nodes) > 1 and "whole" not in request.query_params:
        centre = _busiest(holdings)
    names = {node.id: node.name for node in holdings.view.lineage.nodes}
    near = neighbourhood(holdings, centre, steps)
    return page(request, "lineage.html", near=near, names=names)


def _busiest(holdings: Holdings) -> str:
    """Return the party that most lines lead to or from: where a reader starts."""
    counts = {node.id: 0 for node in holdings.view.lineage.nodes}
    for edge in holdings.view.lineage.edges:
        counts[edge.source] += 1
        counts[edge.target] += 1
    return max(counts, key=lambda name: counts[name])


async def about(request: Request) -> ASGIApp:
    """Show what is served: numbers, versions, digests, addresses for machines."""
    state = state_of(request)
    return page(request, "about.html", endpoint=str(request.base_url) + "sparql",
                settings=state.settings)  # fmt: skip


async def version(request: Request) -> ASGIApp:
    """Tell which state of the data is served, for pages that wait for a newer one."""
    state = state_of(request)
    return PlainTextResponse(f"{state.content.version} {state.problem}",
                             headers={"Cache-Control": "no-store"})  # fmt: skip


async def namespace(request: Request) -> ASGIApp:
    """Describe the vocabulary."""
    kind = dereference.wanted(request.headers.get("accept"), request.query_params.get("format", ""))
    if kind == media.HTML:
        return page(request, "vocabulary.html", entries=dereference.entries())
    return _graph(dereference.vocabulary(), kind)


def _graph(ntriples: str, kind: str) -> Response:
    body = media.write_graph(ntriples, dereference.TYPES[kind])
    return Response(body, headers={"Content-Type": media.content_type(kind), "Vary": "Accept"})


async def resource(request: Request) -> ASGIApp:
    """Describe any IRI of the graph, whoever's it is."""
    try:
        iri = rdfterms.iri(request.query_params.get("iri", ""))[1:-1]
    except InputError as error:
        raise Refused(400, "Give the IRI to look up: /resource?iri=https://…") from error
    here = templating.local(iri, state_of(request).content.base)
    return await _described(request, [iri], here)


async def thing(request: Request) -> ASGIApp:
    """Describe the IRI of the data that has the path of the request."""
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
    base = state_of(request).content.base
    if not base:
        raise Refused(404, "There is no such page.")
    return await _described(request, dereference.candidates(base, raw), "")


async def _described(request: Request, iris: list[str], elsewhere: str) -> ASGIApp:
    """Describe the first of *iris* that is known. elsewhere: its own page, if it has another."""
    state = state_of(request)
    kind = dereference.wanted(request.headers.get("accept"), request.query_params.get("format", ""))
    for iri in iris:
        if not await dereference.known(state.pool, iri):
            continue
        if kind != media.HTML:
            return _graph(await dereference.statements(state.pool, iri), kind)
        own = None if elsewhere else await _own_page(request, iri[len(state.content.base) :])
        if elsewhere and not elsewhere.startswith("/resource"):
            return RedirectResponse(elsewhere, 303)
        if own is not None:
            return own
        found = await dereference.describe(state.pool, state.content, iri)
        return page(request, "resource.html", found=found)
    return page(request, "missing.html", 404, iris=iris)


async def _own_page(request: Request, path: str) -> Response | None:
    """Show a thing that has a page of its own; None for any other."""
    holdings = state_of(request).holdings
    kind, _, name = path.partition("/")
    if holdings is None:
        return None
    shown: dict[str, Callable[[], Response]] = {}
    if kind == "agent" and name in holdings.corpus.register.agents:
        return await _agent(request, holdings, name)
    if name in holdings.claims:
        shown["claim"] = lambda: page(request, "claim.html", claim=holdings.claims[name])
    if name in holdings.questions:
        shown["question"] = lambda: page(
            request, "question.html", item=holdings.home[name], asked=name
        )
    if name in holdings.findings:
        shown["finding"] = lambda: page(request, "finding.html", finding=holdings.findings[name])
    if name in holdings.articles:
        shown["article"] = lambda: _article(request, holdings, holdings.articles[name])
    return shown[kind]() if kind in shown else None


def _article(request: Request, holdings: Holdings, article: ArticleView) -> Response:
    return page(request, "article.html", article=article, text=holdings.text(article),
                told=holdings.in_article(article.letter))  # fmt: skip


async def _agent(request: Request, holdings: Holdings, name: str) -> Response:
    """Show everything that one agent says, via anyone: the rows of the shipped query."""
    state = state_of(request)
    iri = f"<{state.content.base}agent/{name}>"
    found = await asking.rows(state.pool, queries.shipped()[_SAID].text, {"agent": iri})
    claim_at, depth_at = found.variables.index("claim"), found.variables.index("depth")
    deepest: dict[str, int] = {}
    for row in found.rows:
        claim, depth = row[claim_at], row[depth_at]
        if claim is not None and depth is not None:
            key = claim.value.rpartition("/")[2]
            deepest[key] = max(deepest.get(key, 0), int(depth.value))
    told = [holdings.claims[key] for key in deepest]
    says = [claim for claim in told if deepest[claim.id] == len(claim.chain)]
    passes = [claim for claim in told if deepest[claim.id] < len(claim.chain)]
    return page(
        request, "agent.html", agent=holdings.corpus.register.agents[name], says=says,
        passes=passes, articles=[a for a in holdings.view.articles
                                 if holdings.corpus.articles[a.slug].publisher == name],
        members=[a for a in holdings.corpus.register.agents.values() if a.part_of == name],
        node=_node(holdings, name),
    )  # fmt: skip


def _node(holdings: Holdings, name: str) -> str:
    """Return the node of the lineage that stands for an agent, empty where there is none."""
    nodes = {node.id for node in holdings.view.lineage.nodes}
    if f"agent:{name}" in nodes:
        return f"agent:{name}"
    own = (f"article:{slug}" for slug, a in holdings.corpus.articles.items() if a.publisher == name)
    return next((node for node in own if node in nodes), "")
