"""Layer 4. From what the user says about a server to a client and a target: one place for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from claimgraph.remote import credentials, detection
from claimgraph.remote.credentials import Credentials
from claimgraph.remote.http import Http, checked, is_open
from claimgraph.remote.targets import Target, preset, with_addresses


@dataclass(frozen=True, slots=True)
class Server:
    """What the user says about a server.

    kind: None to find out. auth: the kind of login, None for whichever credentials there are.
    login: credentials that the user typed in. query, update, graphs: addresses that the kind does
    not tell, or tells wrongly. timeout: seconds without a byte; attempts: of each request.
    """

    url: str
    kind: str | None = None
    auth: str | None = None
    login: Credentials | None = None
    cacert: Path | None = None
    query: str = ""
    update: str = ""
    graphs: str = ""
    timeout: float = 300.0
    attempts: int = 6


@dataclass(frozen=True, slots=True)
class Connection:
    """A client with its credentials, and what it talks to.

    open_login: a login goes to another machine without encryption.
    """

    http: Http
    target: Target
    open_login: bool = False


def connect(server: Server) -> Connection:
    """Find credentials and the kind of *server*; asks it a few small things unless it is told.

    Raises UsageError for an address that is none or can't be told, RemoteError where nothing
    answers.
    """
    for url in filter(None, (server.url, server.query, server.update, server.graphs)):
        checked(url)
    scheme = preset(server.kind, server.url).scheme if server.kind else "basic"
    known = server.login or credentials.find(server.url, server.auth, default=scheme)
    http = Http(known, cacert=server.cacert, timeout=server.timeout, attempts=server.attempts)
    http.reach(server.url)
    target = detection.detect(http, server.url, server.kind)
    if known is not None and known.scheme == "basic" and target.scheme != "basic" and (
        server.auth is None
    ):  # fmt: skip
        known = replace(known, scheme=target.scheme)
        http = Http(known, cacert=server.cacert, timeout=server.timeout, attempts=server.attempts)
    target = with_addresses(target, query=server.query, update=server.update, graphs=server.graphs)
    return Connection(http, target, known is not None and is_open(server.url))
