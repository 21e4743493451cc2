"""The servers of this folder's tests: one of each kind for all modules, started side by side.

Nobody finds an empty server: a module's fixture empties it first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from claimgraph.remote.connection import Connection, Server, connect
from claimgraph.remote.protocol import update
from tests.stores.servers import started

KINDS = ("oxigraph", "fuseki", "rdf4j")


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[str]]]:
    """Give the address of a server of each kind, once it runs; what keeps it from running, else."""
    folders = {kind: tmp_path_factory.mktemp(kind) for kind in KINDS}
    with ExitStack() as stack, ThreadPoolExecutor(len(KINDS)) as pool:
        yield {kind: pool.submit(stack.enter_context, started(kind, folder))
               for kind, folder in folders.items()}  # fmt: skip


@pytest.fixture(scope="session")
def emptied(addresses: dict[str, Future[str]]) -> Callable[[str, int], Connection]:
    """Return a function that empties the server of a kind and connects with so many attempts."""

    def connected(kind: str, attempts: int) -> Connection:
        found = connect(Server(addresses[kind].result(240), attempts=attempts, timeout=60))
        update(found.http, found.target, "DROP ALL")
        return found

    return connected
