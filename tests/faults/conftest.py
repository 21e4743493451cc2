"""A real Oxigraph server for each test that asks, quads to load, and an observer that is quiet."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from claimgraph import vocab
from claimgraph.remote.loading import Plan

BASE = "https://claims.example/"
"""Base of the invented quads."""


def quads(count: int, articles: int = 20) -> Iterator[str]:
    """Yield *count* canonical quads of invented claims, spread over graphs, in order."""
    for number in range(0, count, 5):
        claim, article = f"<{BASE}claim/{number:012d}>", number * articles // max(count, 1)
        graph = f"<{BASE}record/{article:06d}.1/assertion>"
        terms = (
            (vocab.CG["high"], f'"{number}.50"^^<{vocab.XSD}decimal>'),
            (vocab.CG["inArticle"], f"<{BASE}article/{article:06d}>"),
            (vocab.CG["note"], f'"note {number} \\"quoted\\" \u00e9"'),
            (vocab.CG["phrase"], f'"phrase number {number}"@en'),
            (vocab.term("rdf:type"), vocab.CG["Claim"]),
        )
        # the namespaces sort before one another, so the lines of a claim do, too
        lines = sorted(f"{claim} {predicate} {value} {graph} .\n" for predicate, value in terms)
        yield from lines[: count - number]


@contextmanager
def oxigraph(location: Path | None = None) -> Iterator[str]:
    """Run an Oxigraph server on a free port; gives its address. location: None for in memory."""
    command = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    if not Path(command).is_file():
        if os.environ.get("CI"):
            pytest.fail("there is no oxigraph command")
        pytest.skip("there is no oxigraph command: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = ["--location", str(location)] if location else []
    process = subprocess.Popen([command, "serve", *place, "--bind", f"127.0.0.1:{port}"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=1)) as there:
                there.request("GET", "/query")
                there.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the Oxigraph server did not start")


class Silent:
    """An observer that takes note and says nothing."""

    def __init__(self, *, agrees: bool = True) -> None:
        self.plans: list[Plan] = []
        self.sent = 0
        self._agrees = agrees

    def say(self, text: str) -> None:
        """Keep quiet."""

    def agree(self, steps: Plan) -> bool:
        """Remember the plan."""
        self.plans.append(steps)
        return self._agrees

    def begin(self, statements: int, done: int) -> None:
        """Keep quiet."""

    def advance(self, statements: int) -> None:
        """Count."""
        self.sent += statements

    def end(self) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    """Return the address of an empty Oxigraph server."""
    with oxigraph() as url:
        yield url


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    for name in ("USER", "PASSWORD", "TOKEN", "API_KEY"):
        monkeypatch.delenv(f"CLAIMGRAPH_{name}", raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a file of 1,500 quads in 10 graphs."""
    path = tmp_path / "data.nq"
    path.write_text("".join(quads(1500, 10)), encoding="utf-8")
    return path
