"""Layer 6. Query workers: processes that can be killed, kept ready, replaced, and bounded.

A query gets a process of its own. One that takes longer than a moment moves aside: its process gets
the lowest priority and a fresh one takes its place, so that slow queries never hold up quick ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from claimgraph.errors import ClaimgraphError
from claimgraph.serve import frames
from claimgraph.serve.frames import Fault, Request
from claimgraph.serve.settings import Limits

_LOG = logging.getLogger("claimgraph.serve")
_PACKAGES = Path(__file__).resolve().parents[2]
_LOWEST = 19
_READY_WITHIN = 60.0


class Busy(ClaimgraphError):  # noqa: N818 - reads as the state it tells
    """More queries than there are places for them."""


class WorkerDied(ClaimgraphError):  # noqa: N818 - reads as the fact it states
    """A worker that ended while it answered: out of memory, or a fault of the engine."""


@dataclass(slots=True)
class Answer:
    """The beginning of an answer and the rest of it. kind: rows, truth or graph."""

    kind: str
    chunks: AsyncIterator[bytes]


class Worker:
    """One process that answers one query at a time."""

    def __init__(self, process: Process, store: Path) -> None:
        self._process = process
        self.store = store

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> Worker:
        """Start a process on *store* and wait until it is ready."""
        path = os.pathsep.join(filter(None, [str(_PACKAGES), os.environ.get("PYTHONPATH", "")]))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "claimgraph.serve.worker",
            str(store), str(limits.result), str(limits.memory),
            stdin=PIPE, stdout=PIPE, limit=frames.MAX_FRAME, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        worker = cls(process, store)
        try:
            async with asyncio.timeout(_READY_WITHIN):
                kind, _ = await worker._read()
        except TimeoutError as error:
            await worker.kill()
            raise WorkerDied("a query worker did not start") from error
        if kind != frames.READY:
            raise WorkerDied("a query worker did not start")
        return worker

    async def _read(self) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None  # noqa: S101 - it was started with a pipe
        try:
            head = await self._process.stdout.readexactly(frames.HEADER.size)
            kind, length = frames.HEADER.unpack(head)
            return kind, await self._process.stdout.readexactly(length)
        except asyncio.IncompleteReadError as error:
            raise WorkerDied(
                "the query was stopped: it needed more memory than it may take",
                cure="ask for less at once, or add LIMIT",
            ) from error

    async def ask(self, request: Request) -> Answer:
        """Send *request* and wait for the first of the answer; Fault where there is none."""
        assert self._process.stdin is not None  # noqa: S101 - it was started with a pipe
        body = request.encode()
        self._process.stdin.write(frames.HEADER.pack(frames.REQUEST, len(body)) + body)
        with contextlib.suppress(ConnectionError):  # the read tells that it died
            await self._process.stdin.drain()
        kind, body = await self._read()
        if kind == frames.FAULT:
            raise Fault.decode(body)
        first = await self._read()
        if first[0] == frames.FAULT:
            raise Fault.decode(first[1])
        return Answer(body.decode(), self._rest(first))

    async def _rest(self, frame: tuple[bytes, bytes]) -> AsyncIterator[bytes]:
        kind, body = frame
        while kind == frames.DATA:
            yield body
            kind, body = await self._read()
        if kind == frames.FAULT:
            raise Fault.decode(body)

    def yield_to_others(self) -> None:
        """Give the process the lowest priority, where the system can do that."""
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOWEST)

    async def kill(self) -> None:
        """End the process now."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


@dataclass(slots=True, eq=False)
class _Place:
    """Where one query runs. aside: it gave up its place among the quick ones."""

    worker: Worker
    aside: bool = False
    whole: bool = False


class Pool:
    """The workers of one server. Use `asked` for every query."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._store: Path | None = None
        self._idle: list[Worker] = []
        self._places: set[_Place] = set()
        self._quick = asyncio.Semaphore(limits.quick)
        self._waiting = 0
        self._jobs: set[asyncio.Task[None]] = set()
        self._left = asyncio.Event()
        self._refilling = asyncio.Lock()
        self._closed = False

    async def use(self, store: Path) -> None:
        """Answer from *store* from now on; running queries end on the store they began with."""
        self._store = store
        old, self._idle = self._idle, []
        await asyncio.gather(*(worker.kill() for worker in old))
        await self._refill()

    async def done_with(self, store: Path) -> None:
        """Wait until no query runs on *store* any more."""
        while any(place.worker.store == store for place in self._places):
            self._left.clear()
            await self._left.wait()

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        for job in list(self._jobs):
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)
        workers = [*self._idle, *(place.worker for place in self._places)]
        await asyncio.gather(*(worker.kill() for worker in workers))

    @property
    def running(self) -> int:
        """How many queries run now."""
        return len(self._places)

    @contextlib.asynccontextmanager
    async def asked(self, request: Request) -> AsyncIterator[Answer]:
        """Ask one query; its process is killed where the block ends before the answer does.

        Raises Busy, Fault, WorkerDied, and TimeoutError at the limit, which covers the whole block.
        """
        await self._enter()
        place: _Place | None = None
        try:
            place = _Place(await self._worker())
            self._places.add(place)
            later = asyncio.get_running_loop().call_later(
                self._limits.slow_after, self._move_aside, place
            )
            try:
                async with asyncio.timeout(self._limits.timeout):
                    try:
                        answer = await place.worker.ask(request)
                        yield Answer(answer.kind, self._watched(place, answer.chunks))
                    except Fault:
                        place.whole = True
                        raise
            finally:
                later.cancel()
        finally:
            await asyncio.shield(self._leave(place))

    @staticmethod
    async def _watched(place: _Place, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        async for chunk in chunks:
            yield chunk
        place.whole = True

    async def whole(self, request: Request) -> bytes:
        """Return the whole answer to *request*, for pages of our own."""
        async with self.asked(request) as answer:
            return b"".join([chunk async for chunk in answer.chunks])

    async def _enter(self) -> None:
        if self._closed or self._waiting >= self._limits.waiting:
            raise Busy("too many queries are waiting", cure="try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.patience):
                await self._quick.acquire()
        except TimeoutError as error:
            raise Busy("all workers are busy with slow queries", cure="try again later") from error
        finally:
            self._waiting -= 1

    async def _worker(self) -> Worker:
        if self._idle:
            return self._idle.pop()
        assert self._store is not None  # noqa: S101 - the server opens after `use`
        return await Worker.start(self._store, self._limits)

    def _move_aside(self, place: _Place) -> None:
        """Let a slow query go on at low priority and give its place to others."""
        if sum(other.aside for other in self._places) < self._limits.slow:
            place.aside = True
            place.worker.yield_to_others()
            self._quick.release()
            self._later()

    async def _leave(self, place: _Place | None) -> None:
        """Keep the worker where it is fit for the next query, else end it and start another."""
        if place is None:
            self._quick.release()
            return
        self._places.discard(place)
        self._left.set()
        worker = place.worker
        fit = place.whole and not place.aside and worker.store == self._store and not self._closed
        if fit:
            self._idle.append(worker)
        if not place.aside:
            self._quick.release()
        if not fit:
            await worker.kill()
            self._later()

    def _later(self) -> None:
        """Start what is missing in the background."""
        if not self._closed:
            job = asyncio.get_running_loop().create_task(self._refill())
            self._jobs.add(job)
            job.add_done_callback(self._jobs.discard)

    async def _refill(self) -> None:
        async with self._refilling:
            while not self._closed and self._store is not None:
                busy = sum(not place.aside for place in self._places)
                if len(self._idle) + busy >= self._limits.quick:
                    return
                store = self._store
                try:
                    worker = await Worker.start(store, self._limits)
                except (OSError, WorkerDied):
                    _LOG.exception("a query worker can't be started")
                    return
                if store == self._store and not self._closed:
                    self._idle.append(worker)
                else:
                    await worker.kill()
