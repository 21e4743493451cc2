"""Real triplestores for tests: fetched once into the user's cache, started on free loopback ports.

Jena Fuseki and the RDF4J server come from Maven Central, their digests are pinned. `python -m
tests.stores.servers` fetches them all.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.faults.conftest import oxigraph

FUSEKI = "org.apache.jena:jena-fuseki-server:5.6.0:jar"
RDF4J = "org.eclipse.rdf4j:rdf4j-http-server:4.1.3:war"
JETTY = "org.eclipse.jetty:jetty-runner:9.4.53.v20231009:jar"
JARS = {
    FUSEKI: "d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8",
    RDF4J: "7cee02ac474451a09d8e012af9807aaa71e6e44c6380dc7f1a7e892fc8f629b3",
    JETTY: "4e8f17b281cb6682675086daced3191cd826830496ee4ad8befa6d684f2a925d",
}
"""Artifact of Maven Central to SHA-256."""

REPOSITORY = """
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
@prefix native: <http://www.openrdf.org/config/sail/native#> .
[] a rep:Repository ; rep:repositoryID "claims" ; rep:repositoryImpl [
  rep:repositoryType "openrdf:SailRepository" ; sr:sailImpl [
    sail:sailType "openrdf:NativeStore" ; native:tripleIndexes "spoc,posc,cspo" ] ] .
"""


def missing(reason: str) -> NoReturn:
    """Fail on CI, skip on a user's machine."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def fetched(artifact: str) -> Path:
    """Return the file of *artifact* from the cache; Maven fetches it the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "claimgraph-tests"
    _, name, version, ending = artifact.split(":")
    path = cache / f"{name}-{version}.{ending}"
    if not path.is_file():
        _fetch(artifact, path)
    if hashlib.sha256(path.read_bytes()).hexdigest() != JARS[artifact]:
        path.unlink()
        pytest.fail(f"{artifact} is not the file that was pinned")
    return path


def _fetch(artifact: str, path: Path) -> None:
    command = shutil.which("mvn")
    if command is None:
        missing("there is no Maven to fetch the servers with")
    fresh = path.parent / f"fetch-{os.getpid()}"
    copy = ["dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={fresh}"]
    done = subprocess.run([command or "mvn", "-q", "-B", *copy], capture_output=True, text=True,
                          timeout=600, check=False)  # fmt: skip
    if done.returncode:
        missing(f"{artifact} can't be fetched: {done.stdout[-500:]}")
    (fresh / path.name).replace(path)
    fresh.rmdir()


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def java(arguments: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[None]:
    """Run a Java server in *folder* until *ready*, and stop it at the end."""
    command = shutil.which("java")
    if command is None:
        missing("there is no Java: install a JRE of version 17 or later")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([command or "java", "-Xmx1g", *arguments], cwd=folder,
                                   stdout=log, stderr=log)  # fmt: skip
    try:
        until = time.monotonic() + 180
        while not ready():
            if time.monotonic() > until or process.poll() is not None:
                pytest.fail("the server did not start:\n" + (folder / "log").read_text()[-2000:])
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def ask(port: int, method: str, path: str, body: str = "", media: str = "") -> int:
    """Send one request; returns its status, 0 where nothing answers."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as there:
            there.request(method, path, body or None, {"Content-Type": media} if media else {})
            return there.getresponse().status
    except OSError:
        return 0


@contextmanager
def fuseki(folder: Path) -> Iterator[str]:
    """Run Fuseki with an empty TDB2 dataset; gives the dataset's address."""
    port = free_port()
    (folder / "tdb2").mkdir()
    arguments = ["-jar", str(fetched(FUSEKI)), "--tdb2", "--loc", str(folder / "tdb2"), "--update",
                 "--localhost", "--port", str(port), "/ds"]  # fmt: skip
    with java(arguments, folder, lambda: ask(port, "GET", "/$/ping") == 200):
        yield f"http://127.0.0.1:{port}/ds"


@contextmanager
def rdf4j(folder: Path) -> Iterator[str]:
    """Run the RDF4J server with an empty native store; gives the repository's address."""
    port = free_port()
    arguments = [f"-Dorg.eclipse.rdf4j.appdata.basedir={folder / 'data'}", "-jar",
                 str(fetched(JETTY)), "--host", "127.0.0.1", "--port", str(port),
                 "--path", "/rdf4j-server", str(fetched(RDF4J))]  # fmt: skip
    with java(arguments, folder, lambda: ask(port, "GET", "/rdf4j-server/protocol") == 200):
        path = "/rdf4j-server/repositories/claims"
        assert ask(port, "PUT", path, REPOSITORY, "text/turtle") == 204
        yield f"http://127.0.0.1:{port}{path}"


@contextmanager
def started(kind: str, folder: Path) -> Iterator[str]:
    """Run an empty server of *kind*."""
    if kind == "oxigraph":
        with oxigraph(folder / "store") as url:
            yield url
    else:
        with (fuseki if kind == "fuseki" else rdf4j)(folder) as url:
            yield url


if __name__ == "__main__":
    for each in JARS:
        fetched(each)
