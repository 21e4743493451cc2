"""Bounds: slow queries die alone, answers and requests have a size, clients may go away."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from claimgraph import errors
from claimgraph.serve.server import bind
from claimgraph.serve.settings import MEGABYTE, Limits
from tests.serve.live import Server, running

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
QUICK = "ASK { ?s ?p ?o }"


@pytest.fixture(scope="module")
def patient(harbour_path: Path) -> Iterator[Server]:
    """Return a server that lets a query run long."""
    with running(harbour_path, "--timeout", "60") as server:
        yield server


def _workers(server: Server) -> set[int]:
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    return {int(pid) for path in children for pid in path.read_text(encoding="ascii").split()}


def _burning(server: Server) -> int:
    """Count the workers that compute right now."""
    states = []
    for pid in _workers(server):
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        except FileNotFoundError:
            continue
        states.append(text.rpartition(")")[2].split()[0])
    return states.count("R")


def _until(server: Server, burning: bool, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if bool(_burning(server)) is burning:
            return True
        time.sleep(0.05)
    return False


proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux's /proc")


@proc
def test_a_slow_query_is_killed_at_its_timeout(harbour_server: Server) -> None:
    begun = time.monotonic()
    reply = harbour_server.query(ENDLESS)
    assert reply.status == 504
    assert "longer than 2 seconds" in reply.text
    assert 2 <= time.monotonic() - begun < 6
    assert _until(harbour_server, burning=False)


def test_more_slow_queries_than_workers_do_not_hold_up_a_quick_one(patient: Server) -> None:
    with ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(_abandon, patient, ENDLESS, 6.0) for _ in range(Limits().quick + 1)]
        time.sleep(2.5)
        begun = time.monotonic()
        assert patient.query(QUICK).json()["boolean"] is True
        assert time.monotonic() - begun < 2
        assert not any(future.done() for future in slow)


def _abandon(server: Server, text: str, seconds: float) -> None:
    """Ask, and go away after *seconds* without an answer."""
    connection = http.client.HTTPConnection(server.authority, timeout=seconds)
    connection.request("GET", "/sparql?query=" + quote(text))
    try:
        connection.getresponse()
    except TimeoutError:
        return
    finally:
        connection.close()


@proc
def test_a_query_ends_when_its_client_goes_away(patient: Server) -> None:
    assert _until(patient, burning=False)
    _abandon(patient, ENDLESS, 1.0)
    assert _until(patient, burning=False, seconds=5)


def test_a_large_result_streams_before_it_is_complete(patient: Server) -> None:
    with socket.create_connection(patient.authority.split(":")) as raw:  # type: ignore[arg-type]
        raw.settimeout(20)
        line = f"GET /sparql?query={quote(LARGE)}&format=tsv HTTP/1.1\r\nHost: localhost\r\n\r\n"
        raw.sendall(line.encode())
        begin = raw.recv(4096)
        assert begin.startswith(b"HTTP/1.1 200")
        assert b"transfer-encoding: chunked" in begin.lower()


def test_an_answer_that_is_cut_off_does_not_look_whole(harbour_server: Server) -> None:
    with pytest.raises(http.client.IncompleteRead):
        harbour_server.query(LARGE)


def test_a_request_that_is_too_large_is_refused(harbour_server: Server) -> None:
    body = b"#" * (MEGABYTE + 1)
    reply = harbour_server.ask(
        "/sparql", "POST", {"Content-Type": "application/sparql-query"}, body
    )
    assert reply.status == 413


def test_a_query_that_could_exhaust_the_parser_is_refused(harbour_server: Server) -> None:
    reply = harbour_server.query("ASK " + "{" * 500 + "}" * 500)
    assert (reply.status, "too deeply nested" in reply.text) == (400, True)


@proc
def test_a_query_that_takes_all_memory_ends_alone(patient: Server) -> None:
    text = (
        'SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f)) ; separator="' + "x" * 5000 + '") AS ?all)'
    )
    reply = patient.query(text + " { ?a ?b ?c . ?d ?e ?f }")
    assert reply.status == 503
    assert "memory" in reply.text
    assert patient.query(QUICK).status == 200


def test_interrupting_ends_the_server_its_workers_and_its_files(harbour_path: Path) -> None:
    with running(harbour_path) as server:
        workers = _workers(server) if Path("/proc").is_dir() else set()
        stores = {
            Path(os.fsdecode(part)).parent
            for pid in workers
            for part in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if b"store-" in part
        }
        assert all(store.is_dir() for store in stores)
        assert server.stop() == 0
    assert "stopped" in "".join(server.said)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert not [store for store in stores if store.exists()]


@proc
def test_workers_end_when_the_server_is_killed(harbour_path: Path) -> None:
    with running(harbour_path) as server:
        _abandon(server, ENDLESS, 0.5)
        workers = _workers(server)
        assert workers
        server.process.kill()
        server.process.wait()
        end = time.monotonic() + 10
        while time.monotonic() < end and any(Path(f"/proc/{pid}").exists() for pid in workers):
            time.sleep(0.1)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_a_port_in_use_is_told_plainly(harbour_server: Server) -> None:
    port = int(harbour_server.authority.rpartition(":")[2])
    with pytest.raises(errors.UsageError, match=f"can't listen on 127.0.0.1 port {port}"):
        bind("127.0.0.1", port)


@pytest.mark.parametrize("seconds", [0, -1, 100_000, float("nan")])
def test_an_impossible_timeout_is_refused(seconds: float) -> None:
    with pytest.raises(errors.UsageError, match="is not possible"):
        Limits(timeout=seconds)
