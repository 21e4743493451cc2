from __future__ import annotations

import threading

import pytest

from claimgraph.errors import UsageError
from claimgraph.remote import protocol, transfer
from claimgraph.remote.failures import RefusedError, UnreachableError
from claimgraph.remote.http import Http
from claimgraph.remote.targets import Target

LINES = b"<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a:o> <a:h> .\n<a:s> <a:p> <a:o> .\n"


def test_quads_are_taken_apart_by_graph() -> None:
    triple = b"<a:s> <a:p> <a:o> .\n"
    assert list(transfer.graphs_in(LINES)) == [("a:g", triple), ("a:h", triple), ("", triple)]


def test_staging_goes_before_the_name_of_named_graphs_only() -> None:
    assert transfer.renamed(LINES, "urn:x:") == (
        b"<a:s> <a:p> <a:o> <urn:x:a:g> .\n<a:s> <a:p> <a:o> <urn:x:a:h> .\n<a:s> <a:p> <a:o> .\n"
    )


def test_an_update_puts_triples_without_a_graph_into_the_default_graph() -> None:
    assert protocol.insert([("", b"<a:s> <a:p> <a:o> .\n")]) == (
        b"INSERT DATA {\n<a:s> <a:p> <a:o> .\n}"
    )


@pytest.mark.parametrize(("graph", "address"), [
    ("a:g#x", "http://h/store?graph=a%3Ag%23x"), ("", "http://h/store?default"),
])  # fmt: skip
def test_a_graph_has_its_address(graph: str, address: str) -> None:
    assert transfer.graph_url(Target("graph-store", "u", graphs="http://h/store"), graph) == address


def test_a_store_that_takes_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="can't be written to"):
        transfer.Channel(Http(), Target("graph-store", "http://h/"))


@pytest.mark.parametrize("jobs", [1, 3])
def test_all_chunks_are_worked_on_once(jobs: int) -> None:
    done: list[int] = []
    transfer.run(jobs, range(20), done.append)
    assert sorted(done) == list(range(20))


def test_no_more_chunks_are_under_way_than_jobs() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def work(_: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.005)
        with lock:
            now -= 1

    transfer.run(3, range(20), work)
    assert most <= 3


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_error_stops_the_rest(jobs: int) -> None:
    done: list[int] = []

    def work(number: int) -> None:
        done.append(number)
        if number == 2:
            raise RefusedError("no", 400)

    with pytest.raises(RefusedError):
        transfer.run(jobs, range(50), work)
    assert len(done) <= 2 + 2 * jobs


def test_of_several_errors_the_one_that_says_the_server_is_gone_is_told() -> None:
    meet = threading.Barrier(2)

    def work(number: int) -> None:
        meet.wait()
        raise (RefusedError("no", 500), UnreachableError("gone"))[number]

    with pytest.raises(UnreachableError):
        transfer.run(2, range(2), work)
