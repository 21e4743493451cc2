"""Layer 6. Who may talk to the server: names it answers to, pages it answers, what pages may do.

A server on one's own machine can be reached by every page open in the browser there. So the Host
has to be a name of ours (against DNS rebinding), and a request that another site's page makes is
refused unless `--cors` names that site. Sources: RFC 9110, 7.2; Fetch Standard (Origin);
Fetch Metadata Request Headers (Sec-Fetch-Site).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of every page but those that bring their own."""

EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' "
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Policy of the page with the full editor: its tables set styles of elements and one sheet."""

REPORT_POLICY = "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; connect-src 'none'"
"""Policy beside that of the report, which allows its own script and style by their digests."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
}


def host_of(authority: str) -> str:
    """Return the host name of a Host header without its port, in lower case.

    >>> host_of("[::1]:8282"), host_of("LocalHost:80")
    ('::1', 'localhost')
    """
    if authority.startswith("["):
        return authority[1:].partition("]")[0].lower()
    return authority.partition(":")[0].lower()


def own_names(bound: str, more: Sequence[str]) -> frozenset[str]:
    """Names that a server bound to *bound* answers to, besides numeric addresses."""
    return frozenset(n.lower() for n in ("localhost", bound, socket.gethostname(), *more) if n)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware that checks Host and Origin and adds the headers of every response."""

    def __init__(self, app: ASGIApp, names: frozenset[str], cors: Sequence[str]) -> None:
        self._app, self._names, self._cors = app, names, frozenset(cors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(Headers(scope=scope))
        app = self._app if refused is None else refused

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, sending)

    def _refusal(self, headers: Mapping[str, str]) -> PlainTextResponse | None:
        authority = headers.get("host", "")
        host = host_of(authority)
        # DNS rebinding needs a name: whoever asks by number means this machine
        if host not in self._names and not _is_address(host):
            return PlainTextResponse(
                f"This server does not answer to the name {host[:200]!r}. Start it with "
                "--allow-host NAME if that name is meant.\n", 421,
            )  # fmt: skip
        origin = headers.get("origin")
        if origin is not None and not self._may_ask(origin, authority):
            return PlainTextResponse(
                f"Pages of {origin[:200]} may not ask this server. Start it with --cors ORIGIN if "
                "they may.\n", 403,
            )  # fmt: skip
        fetched = headers.get("sec-fetch-mode", "navigate") != "navigate"
        if origin is None and fetched and headers.get("sec-fetch-site") == "cross-site":
            if "*" in self._cors:
                return None
            return PlainTextResponse("Pages of other sites may not ask this server.\n", 403)
        return None

    def _may_ask(self, origin: str, authority: str) -> bool:
        same = urlsplit(origin).netloc.lower() == authority.lower()
        return same or origin in self._cors or "*" in self._cors
