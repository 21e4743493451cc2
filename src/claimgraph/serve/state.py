"""Layer 6. The running state: content now, its workers, and the swap to newer content."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from pathlib import Path

from claimgraph.errors import ClaimgraphError
from claimgraph.serve import content
from claimgraph.serve.content import Content
from claimgraph.serve.holdings import Holdings
from claimgraph.serve.pool import Pool
from claimgraph.serve.settings import Settings

_LOG = logging.getLogger("claimgraph.serve")


class State:
    """What all requests of one server share.

    problem: why the newest claim files can't be shown; the content is then that before them.
    holdings: the content's claims, None where an RDF file is served.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings.limits)
        self.problem = ""
        self._room = Path(tempfile.mkdtemp(prefix="claimgraph-"))
        self._loaded: Content | None = None
        self.holdings: Holdings | None = None
        self._cleaning: set[asyncio.Task[None]] = set()

    @property
    def content(self) -> Content:
        """The content to answer from."""
        assert self._loaded is not None  # noqa: S101 - `prepare` comes first
        return self._loaded

    def prepare(self) -> None:
        """Load the content for the first time; errors of the claim files are raised."""
        try:
            self._show(content.load(self.settings, self._room))
        except BaseException:
            self.remove()
            raise

    def _show(self, new: Content) -> None:
        self._loaded, self.problem = new, ""
        self.holdings = Holdings(new.claims) if new.claims else None

    async def open(self) -> None:
        """Start the workers."""
        await self.pool.use(self.content.store)

    async def reload(self) -> bool:
        """Load the content again; returns whether it changed. What can't be read is a `problem`."""
        try:
            new = await asyncio.to_thread(content.load, self.settings, self._room)
        except ClaimgraphError as error:
            self.problem = str(error)
            _LOG.warning("kept the version before: %s", self.problem)
            return False
        old = self.content
        if new.version == old.version and self.settings.articles is None:
            shutil.rmtree(new.store, ignore_errors=True)
            self.problem = ""
            return False
        await self.pool.use(new.store)
        self._show(new)
        task = asyncio.get_running_loop().create_task(self._clean(old.store))
        self._cleaning.add(task)
        task.add_done_callback(self._cleaning.discard)
        return True

    async def _clean(self, store: Path) -> None:
        await self.pool.done_with(store)
        await asyncio.to_thread(shutil.rmtree, store, ignore_errors=True)

    async def close(self) -> None:
        """End the workers and remove the stores."""
        for task in list(self._cleaning):
            task.cancel()
        await self.pool.close()
        self.remove()

    def remove(self) -> None:
        """Remove the stores."""
        shutil.rmtree(self._room, ignore_errors=True)
