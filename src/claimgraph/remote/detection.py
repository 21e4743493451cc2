"""Layer 3. Finding out what a server is: from its headers, and addresses that only it has.

Only reads, a few small requests, and only to the host that the user named. What can't be told is
an error, never a guess.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from claimgraph.errors import UsageError
from claimgraph.remote.http import Answer, Http, get
from claimgraph.remote.targets import KINDS, Target, preset

_SERVER = (
    (re.compile(r"^Oxigraph/"), "oxigraph"),
    (re.compile(r"^Virtuoso/"), "virtuoso"),
    (re.compile(r"Fuseki"), "fuseki"),
    (re.compile(r"^Stardog"), "stardog"),
    (re.compile(r"GraphDB"), "graphdb"),
)
"""What the header `Server` says."""

_HEADERS = (("fuseki-request-id", "fuseki"), ("sd-request-id", "stardog"))
"""Headers that only one kind of server sends."""

_OK = 200


def detect(http: Http, url: str, kind: str | None = None) -> Target:
    """Return the target at *url*; *kind* is the user's word for what it is, and is believed.

    Raises UsageError where it can't be told, or where the address lacks a dataset; RemoteError
    where nothing answers.
    """
    if kind is not None:
        return preset(kind, url)
    first = http.peek(get(url))
    found = _by_header(first) or _by_address(http, url)
    if found is None:
        raise UsageError("what this server is can't be told", where=url,
                         cure="give --kind: " + ", ".join(KINDS))  # fmt: skip
    return preset(found, url)


def _by_header(answer: Answer) -> str | None:
    server = answer.headers.get("server", "")
    for pattern, kind in _SERVER:
        if pattern.search(server):
            return kind
    return next((kind for name, kind in _HEADERS if name in answer.headers), None)


def _by_address(http: Http, url: str) -> str | None:
    """Ask for what only one kind of server has where it stands."""
    parts = urlsplit(url)
    root = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    path = parts.path.rstrip("/")
    if "/repositories/" in path:
        before = root + path.partition("/repositories/")[0]
        version = http.peek(get(f"{before}/rest/info/version", "application/json"))
        if version.status == _OK and b"productVersion" in version.body:
            return "graphdb"
        protocol = http.peek(get(f"{before}/protocol", "text/plain"))
        if protocol.status == _OK and protocol.body.strip().isdigit():
            return "rdf4j"
    if "/namespace/" in path or path.endswith(("/blazegraph/sparql", "/bigdata/sparql")):
        before = root + re.split(r"/namespace/|/sparql", path)[0]
        if http.peek(get(f"{before}/status", "text/html")).status == _OK:
            return "blazegraph"
    status = http.peek(get(f"{root}/status", "application/json"))
    if status.status == _OK and b"dbEngineVersion" in status.body:
        return "neptune"
    stats = http.peek(get(f"{root}{path}?cmd=stats", "application/json"))
    if stats.status == _OK and b"git-hash-index" in stats.body:
        return "qlever"
    return None
