"""Logging in at a real server: Fuseki with a file of passwords, asked over a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores.servers import FUSEKI, ask, fetched, free_port, java

USER, SECRET = "ann", "sesame-9c1"
CLAIMS = Path(__file__).parents[2] / "claims"


@pytest.fixture(scope="module", params=["basic", "digest"])
def locked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Address of a Fuseki that lets only USER in, and how it wants to be asked."""
    folder = tmp_path_factory.mktemp(request.param)
    port = free_port()
    (folder / "passwords").write_text(f"{USER}: {SECRET}\n")
    arguments = ["-jar", str(fetched(FUSEKI)), "--mem", "--update", "--localhost", "--port",
                 str(port), "--passwd", str(folder / "passwords"), "--auth", request.param,
                 "/ds"]  # fmt: skip
    with java(arguments, folder, lambda: ask(port, "GET", "/ds?query=ASK%7B%7D") == 401):
        yield f"http://127.0.0.1:{port}/ds", request.param


def typed(words: list[str], secret: str, state: Path) -> tuple[int, str]:
    """Run claimgraph in a terminal, type *secret* when it asks; returns its code and all shown."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "XDG_STATE_HOME": str(state), "NETRC": str(state / "none")}
    process = subprocess.Popen(
        [sys.executable, "-m", "claimgraph", *words], stdin=theirs, stdout=theirs, stderr=theirs,
        env=environ, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one thread asks
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    sent = False
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end was closed
            break
        shown += part
        if not sent and b"Password of" in shown:
            os.write(ours, f"{secret}\n".encode())
            sent = True
    os.close(ours)
    return process.wait(30), shown.decode()


def test_the_password_is_asked_for_and_neither_shown_nor_kept(
    locked: tuple[str, str], tmp_path: Path
) -> None:
    url, scheme = locked
    words = ["load", str(CLAIMS), "--to", url, "--kind", "fuseki", "--user", USER]
    code, shown = typed([*words, "--auth", scheme], SECRET, tmp_path)
    assert code == 0, shown
    assert f"Password of {USER}:" in shown
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in kept if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in shown


def test_a_wrong_password_is_told_and_not_repeated(locked: tuple[str, str], tmp_path: Path) -> None:
    url, scheme = locked
    words = ["verify", str(CLAIMS), "--at", url, "--kind", "fuseki", "--user", USER]
    code, shown = typed([*words, "--auth", scheme], "wrong-4f2", tmp_path)
    assert code == 4
    assert "401" in shown
    assert "wrong-4f2" not in shown


def test_without_a_login_the_error_says_what_to_set(
    locked: tuple[str, str], tmp_path: Path
) -> None:
    url, _ = locked
    environ = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "NETRC": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-m", "claimgraph", "verify", str(CLAIMS), "--at", url,
         "--kind", "fuseki"],
        env=environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert "401" in done.stderr
    assert "CLAIMGRAPH_" in done.stderr
