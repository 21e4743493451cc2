"""Layer 6. Running the server: binding, telling where it is, opening a browser, ending cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from claimgraph.errors import UsageError
from claimgraph.serve.app import build
from claimgraph.serve.endpoint import Cut
from claimgraph.serve.settings import Settings
from claimgraph.serve.state import State

_GRACE = 2
_BACKLOG = 512
_CONNECTIONS = 1000
_LONGEST_LINE = 256 * 1024


def address(host: str, port: int) -> str:
    """Return the address that a browser on this machine opens.

    >>> address("0.0.0.0", 8282), address("::1", 80)
    ('http://127.0.0.1:8282/', 'http://[::1]:80/')
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def bind(host: str, port: int) -> socket.socket:
    """Listen on *host* and *port* (0: any free one); UsageError where that can't be done."""
    try:
        family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, proto)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(where)
            listening.listen(_BACKLOG)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise UsageError(
            f"can't listen on {host} port {port}: {error.strerror or error}",
            cure="another program may use it; give another with --port",
        ) from error
    return listening


def run(settings: Settings, *, browse: bool, talk: Callable[[str], None]) -> None:
    """Serve until interrupted. talk: called with each line for the person who started it."""
    listening = bind(settings.host, settings.port)
    try:
        state = State(settings)
        state.prepare()
        here = address(settings.host, listening.getsockname()[1])
        config = uvicorn.Config(
            build(state), log_config=None, access_log=False, server_header=False,
            timeout_graceful_shutdown=_GRACE, h11_max_incomplete_event_size=_LONGEST_LINE,
            ws="none", limit_concurrency=_CONNECTIONS,
        )  # fmt: skip
        logging.getLogger("uvicorn.error").addFilter(_not_cut)
        server = _Server(config, lambda: _started(here, browse, talk))
        # uvicorn ends in order and raises the signal again, which is no failure here
        signal.signal(signal.SIGTERM, lambda *_: None)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(server.serve([listening]))
        talk("stopped")
    finally:
        listening.close()


def _started(here: str, browse: bool, talk: Callable[[str], None]) -> None:
    talk(f"serving at {here} (SPARQL at {here}sparql); Ctrl-C stops it")
    if browse:
        webbrowser.open(here)


def _not_cut(record: logging.LogRecord) -> bool:
    """Keep an answer that had to be broken off out of the log: it is no fault of the server."""
    return not (record.exc_info and isinstance(record.exc_info[1], Cut))


class _Server(uvicorn.Server):
    """A server that tells when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()
