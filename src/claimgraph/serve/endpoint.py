"""Layer 6. Answering one query over HTTP: status, stream, timeout, and clients that go away."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from claimgraph.serve import frames, media, protocol
from claimgraph.serve.frames import Fault
from claimgraph.serve.pool import Answer, Busy, Pool, WorkerDied
from claimgraph.serve.protocol import Refused
from claimgraph.serve.settings import Limits

_HELD = 128 * 1024
"""Bytes held back before the first is sent: an error until then still gets its own status."""


_STATUS = {"query": 400, "size": 422, "engine": 500}


class Cut(Exception):  # noqa: N818 - reads as what happened to the answer
    """An answer that ended too early after its status was sent: the connection has to break."""


def refusal(error: Exception, limits: Limits) -> Refused:
    """Return what the client is told about *error*."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, TimeoutError):
        return Refused(
            504, f"The query ran longer than {limits.timeout:g} seconds and was stopped. Ask for "
            "less, or start the server with a larger --timeout.",
        )  # fmt: skip
    if isinstance(error, Busy | WorkerDied):
        return Refused(503, f"{_sentence(error.what)} {_sentence(error.cure)}".strip(),
                       {"Retry-After": "5"})  # fmt: skip
    if isinstance(error, Fault):
        return _fault(error)
    raise error


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "." if text else ""


def _fault(fault: Fault) -> Refused:
    if fault.kind == "form":
        offered = media.GRAPHS if fault.what == "graph" else media.ROWS
        return protocol.not_acceptable(tuple(offered))
    place = f"{fault.where}: " if fault.where else ""
    cure = f" ({fault.cure})" if fault.cure else ""
    return Refused(_STATUS[fault.kind], f"{place}{fault.what}{cure}")


class Answering:
    """An ASGI response that runs one query and streams what it gives."""

    def __init__(
        self, pool: Pool, limits: Limits, asked: frames.Request, media_types: tuple[str, str]
    ) -> None:
        self._pool, self._limits, self._asked = pool, limits, asked
        self._rows, self._graph = media_types

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; where the client goes away first, its query is ended."""
        answering = asyncio.ensure_future(self._answer(scope, receive, send))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                answering.result()
        finally:
            for task in (answering, leaving):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False
        try:
            async with self._pool.asked(self._asked) as answer:
                async for message in self._messages(answer):
                    await send(message)
                    started = True
        except (Refused, Fault, Busy, WorkerDied, TimeoutError) as error:
            if started:
                raise Cut(str(error)) from error
            await refusal(error, self._limits).response()(scope, receive, send)

    async def _messages(self, answer: Answer) -> AsyncIterator[dict[str, object]]:
        chunks = aiter(answer.chunks)
        head, whole = await protocol.gathered(chunks, _HELD)
        kind = self._graph if answer.kind == "graph" else self._rows
        headers = [
            (b"content-type", media.content_type(kind).encode()),
            (b"vary", b"Accept"),
            (b"cache-control", b"no-cache"),
        ]
        if whole:
            headers.append((b"content-length", str(len(head)).encode()))
        yield {"type": "http.response.start", "status": 200, "headers": headers}
        yield {"type": "http.response.body", "body": head, "more_body": not whole}
        if not whole:
            async for chunk in chunks:
                yield {"type": "http.response.body", "body": chunk, "more_body": True}
            yield {"type": "http.response.body", "body": b"", "more_body": False}


async def _left(receive: Receive) -> None:
    """Return when the client has closed its connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def answer(request: Request, pool: Pool, limits: Limits, base: str) -> Answering:
    """Read the query operation of *request* and return its answer; Refused where it is none.

    base: of the data, empty where there is none; relative IRIs in queries are relative to it.
    """
    operation = await protocol.read(request, limits.request)
    if operation.query is None:
        raise Refused(400, "There is no query in the request.")
    asked, rows, graph = protocol.prepare(
        operation, request.headers.get("accept"), base or str(request.base_url) + "sparql"
    )
    return Answering(pool, limits, asked, (rows, graph))
