"""A real server in a process of its own, and plain HTTP to talk to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

PATIENCE = 60


@dataclass(frozen=True)
class Reply:
    """What came back. body: whole, without transfer encoding."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)

    def column(self, name: str) -> list[str]:
        """Return the values of one variable of a JSON result."""
        return [row[name]["value"] for row in self.json()["results"]["bindings"]]


@dataclass(frozen=True)
class Server:
    """A running `claimgraph serve`."""

    process: subprocess.Popen[str]
    address: str
    said: list[str] = field(default_factory=list)

    @property
    def authority(self) -> str:
        return urlsplit(self.address).netloc

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.authority, timeout=seconds)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = "", more: str = "", **given: Any) -> Reply:
        """Ask one query with GET."""
        headers = {"Accept": accept} if accept else {}
        return self.ask(f"/sparql?query={quote(text, safe='')}{more}", headers=headers, **given)

    def stop(self) -> int:
        """Interrupt the server as Ctrl-C does; returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        rest = self.process.communicate(timeout=PATIENCE)[1]
        self.said.append(rest)
        return self.process.returncode


@contextlib.contextmanager
def running(path: Path | str, *options: str, cwd: Path | None = None) -> Iterator[Server]:
    """Run `claimgraph serve` on any free port until the block ends."""
    command = [sys.executable, "-m", "claimgraph", "serve", str(path), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd
    )
    assert process.stderr is not None
    said: list[str] = []
    found = None
    while found is None and (line := process.stderr.readline()):
        said.append(line)
        found = re.search(r"serving at (\S+)", line)
    if found is None:
        process.communicate(timeout=PATIENCE)
        pytest.fail("the server did not start: " + "".join(said))
    server = Server(process, found[1], said)
    try:
        yield server
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.stop()
        if process.poll() is None:
            process.kill()
