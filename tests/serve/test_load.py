"""A tenth of the load that `make soak` puts on the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.live import Server, running
from tests.soak.clients import Seen, run, workload
from tests.soak.serving import GROWTH, Sampled


@pytest.fixture(scope="module")
def load(harbour_path: Path) -> Iterator[tuple[Seen, tuple[float, float], Server]]:
    """Return what 50 clients met in six seconds, and the memory that the server held."""
    with running(harbour_path, "--timeout", "2") as server:
        sampled = Sampled(server.process.pid)
        sampled.start()
        seen = run(server.authority, "/sparql", 50, 6, workload())
        yield seen, sampled.end(), server


Load = tuple[Seen, tuple[float, float], Server]


def test_no_request_fails_while_one_client_sends_endless_queries(load: Load) -> None:
    assert load[0].failures == []
    assert len(load[0].seconds) > 49


def test_the_endless_queries_are_stopped_one_after_the_other(load: Load) -> None:
    assert load[0].stopped > 1


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux's /proc")
def test_memory_stays_steady_under_load(load: Load) -> None:
    early, late = load[1]
    assert 0 < late <= GROWTH * early


def test_the_server_answers_as_before_when_the_load_is_over(load: Load) -> None:
    assert load[2].query("ASK {}").json()["boolean"] is True
