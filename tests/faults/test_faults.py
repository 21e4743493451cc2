"""Whatever a network does to a load: nothing lost, nothing doubled, and the cause has a name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from claimgraph import graph
from claimgraph.errors import RemoteError, UsageError
from claimgraph.model import Corpus
from claimgraph.remote import session, store
from claimgraph.remote.connection import Connection, Server, connect
from claimgraph.remote.credentials import Credentials
from claimgraph.remote.failures import RefusedError, UnreachableError
from claimgraph.remote.http import Http
from claimgraph.remote.loading import Mode, Options
from claimgraph.remote.prepare import Arrangement
from claimgraph.remote.protocol import number, select, update
from claimgraph.remote.targets import preset, with_addresses
from claimgraph.remote.whole import Asked, CutError, table
from tests.faults.conftest import Silent, oxigraph
from tests.faults.proxy import FAULTS, Proxy

SMALL = Arrangement(chunk=15_000)


def connection(url: str, timeout: float = 10.0, attempts: int = 6, **how: str) -> Connection:
    http = Http(timeout=timeout, attempts=attempts, pause=0.01)
    return Connection(http, with_addresses(preset("oxigraph", url), **how))


def load(path: Path, there: Connection, options: Options | None = None) -> Silent:
    seen = Silent()
    session.load(path, there, SMALL, options or Options(), seen)
    return seen


def holds(url: str) -> int:
    text = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    target = preset("oxigraph", url)
    return number(next(select(Http(), target, text))[0])


def exact(url: str, data: Path) -> bool:
    """Tell whether the store has the data, its manifest, and nothing else."""
    found = session.check(data, connection(url), SMALL)
    return found.wrong == [] and holds(url) == found.statements + 2 * found.graphs


def test_a_load_without_faults_is_exact(server: str, data: Path) -> None:
    load(data, connection(server))
    assert exact(server, data)


@pytest.mark.parametrize("mode", ["add", "replace"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_every_third_request_loses_and_doubles_nothing(
    fault: str, mode: Mode, server: str, data: Path
) -> None:
    with Proxy(server, lambda n, *_: fault if n % 3 == 1 else None) as proxy:
        load(data, connection(proxy.url), Options(mode))
        assert [met for *_, met in proxy.seen if met]
    assert exact(server, data)


@pytest.mark.parametrize("seed", range(4))
def test_all_faults_together_lose_and_double_nothing(seed: int, server: str, data: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - faults, not secrets
    mode: Mode = "replace" if seed % 2 else "add"
    with Proxy(server, lambda *_: chance.choice((*FAULTS, *[None] * len(FAULTS)))) as proxy:
        load(data, connection(proxy.url, attempts=20), Options(mode, jobs=1 + seed % 3))
    assert exact(server, data)


def test_updates_alone_go_through_faults_exactly(server: str, data: Path) -> None:
    with Proxy(server, lambda n, *_: FAULTS[n % len(FAULTS)] if n % 2 else None) as proxy:
        there = connection(proxy.url, update=f"{proxy.url}/update")
        load(data, there)
        assert {path for _, path, _ in proxy.seen} == {"/query", "/update"}
    assert exact(server, data)


def test_a_chunk_that_is_too_large_is_halved_until_it_fits(server: str, data: Path) -> None:
    with Proxy(server, lambda _n, _m, path: "413:6000" if "store" in path else None) as proxy:
        load(data, connection(proxy.url))
    assert exact(server, data)


def test_one_line_that_is_too_large_is_an_error(server: str, data: Path) -> None:
    with (Proxy(server, lambda _n, _m, path: "413:10" if "store" in path else None) as proxy,
          pytest.raises(RefusedError, match=r"413 .*too large")):  # fmt: skip
        load(data, connection(proxy.url))


@pytest.mark.parametrize(("fault", "says"), [
    ("drop-before", "the connection broke"), ("drop-after", "the connection broke"),
    ("reset", "the connection broke"), ("hang", r"no answer within 0\.3 s"),
    ("cut-answer", "the connection broke"), ("503", r"503 \(it is overloaded or stopped\)"),
    ("429", "429 .*too many requests"), ("401", "401 .*login needed"),
])  # fmt: skip
def test_a_fault_that_stays_is_named(fault: str, says: str, server: str, data: Path) -> None:
    with (Proxy(server, lambda _n, _m, path: fault if "store" in path else None) as proxy,
          pytest.raises(RemoteError, match=says)):  # fmt: skip
        load(data, connection(proxy.url, timeout=0.3, attempts=2))


def test_after_a_fault_that_stayed_the_next_run_goes_on(server: str, data: Path) -> None:
    stores = iter(range(100))
    with Proxy(server) as proxy:
        proxy.faults = lambda _n, _m, path: "503" if "store" in path and next(stores) > 9 else None
        with pytest.raises(RefusedError):
            load(data, connection(proxy.url, attempts=1))
        partly = holds(server)
        proxy.faults = lambda *_: None
        seen = load(data, connection(proxy.url))
    assert 0 < partly < 1500
    assert 0 < seen.sent < 1500
    assert exact(server, data)


def test_a_new_empty_server_at_the_same_address_is_not_taken_for_a_loaded_one(
    data: Path,
) -> None:
    with oxigraph() as first, Proxy(first) as proxy:
        stores = iter(range(100))
        proxy.faults = lambda _n, _m, path: "503" if "store" in path and next(stores) > 9 else None
        with pytest.raises(RefusedError):
            load(data, connection(proxy.url, attempts=1))
        with oxigraph() as second:
            proxy.faults = lambda *_: None
            proxy.go_to(second)
            seen = load(data, connection(proxy.url))
            assert seen.sent == 1500
            assert exact(second, data)


def test_nothing_of_a_staged_load_shows_before_all_of_it_does(server: str, data: Path) -> None:
    with Proxy(server) as proxy:
        stores = iter(range(1000))
        proxy.faults = lambda _n, _m, path: "503" if "store" in path and next(stores) > 9 else None
        with pytest.raises(RefusedError):
            load(data, connection(proxy.url, attempts=1), Options("replace"))
    text = 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "h")) }'
    assert number(next(select(Http(), preset("oxigraph", server), text))[0]) == 0


def test_damage_at_the_store_names_the_graph_and_the_statement(server: str, data: Path) -> None:
    load(data, connection(server))
    line = data.read_text().splitlines()[800]
    triple, _, graph = line.removesuffix(" .").rpartition(" ")
    there = connection(server)
    update(there.http, there.target, f"DELETE DATA {{ GRAPH {graph} {{ {triple} }} }}")
    (wrong,) = session.check(data, there, SMALL).wrong
    assert (wrong.graph, wrong.missing, wrong.extra) == (graph[1:-1], 1, 0)
    assert wrong.example.split(" ")[0] == triple.split(" ")[0]
    (again,) = session.check(None, there, SMALL).wrong
    assert (again.graph, again.missing) == (graph[1:-1], 1)


def test_a_load_is_verified_through_a_server_that_cuts_its_answers(server: str, data: Path) -> None:
    with Proxy(server, lambda *_: "cap:90") as proxy:
        load(data, connection(proxy.url), Options("replace"))
        assert session.check(data, connection(proxy.url), SMALL).wrong == []
    assert exact(server, data)


def test_damage_is_found_through_a_server_that_cuts_its_answers(server: str, data: Path) -> None:
    load(data, connection(server))
    triple, _, graph = data.read_text().splitlines()[800].removesuffix(" .").rpartition(" ")
    there = connection(server)
    update(there.http, there.target, f"DELETE DATA {{ GRAPH {graph} {{ {triple} }} }}")
    with Proxy(server, lambda *_: "cap:90") as proxy:
        (wrong,) = session.check(data, connection(proxy.url), SMALL).wrong
    assert (wrong.graph, wrong.missing, wrong.extra) == (graph[1:-1], 1, 0)


def test_a_corpus_is_read_whole_from_a_server_that_cuts_its_answers(
    server: str, harbour: Corpus, tmp_path: Path
) -> None:
    path = tmp_path / "harbour.nq"
    path.write_text(graph.nquads(harbour), encoding="utf-8")
    load(path, connection(server))
    with Proxy(server, lambda *_: "cap:700") as proxy:
        assert store.corpus(connection(proxy.url)) == store.corpus(connection(server))
        assert len(proxy.seen) > 16


def test_a_server_that_gives_no_rows_of_many_is_an_error(server: str, data: Path) -> None:
    load(data, connection(server))
    asked = Asked("?g ?s ?p ?o", "GRAPH ?g { ?s ?p ?o }")
    with (Proxy(server, lambda n, *_: "cap:0" if n == 0 else None) as proxy,
          pytest.raises(CutError, match=r"it gave 0 of [\d,]+ rows")):  # fmt: skip
        table(Http(), preset("oxigraph", proxy.url), asked)


def test_a_redirect_to_another_host_carries_no_credentials(server: str) -> None:
    login = Credentials("basic", "sesame-secret", "ann")
    with Proxy(server) as other, Proxy(server, lambda *_: f"redirect:{other.url}") as first:
        http = Http(login, attempts=1)
        found = list(select(http, preset("oxigraph", first.url), "SELECT ?s WHERE { ?s ?p ?o }"))
        assert found == []
        assert "Authorization" in first.headers[0]
        assert [h for h in other.headers if "Authorization" in h] == []


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer", "api-key"])
def test_no_error_shows_the_secret(scheme: str, server: str, data: Path) -> None:
    login = Credentials(scheme, "sesame-secret", "ann")  # type: ignore[arg-type]
    with Proxy(server, lambda *_: "401") as proxy:
        there = Connection(Http(login, attempts=1), preset("oxigraph", proxy.url))
        with pytest.raises(RefusedError) as caught:
            load(data, there)
    assert "sesame-secret" not in f"{caught.value!r} {caught.value} {login!r}"


def test_a_server_of_unknown_kind_is_not_guessed(server: str) -> None:
    with (Proxy(server, lambda *_: "404") as proxy,
          pytest.raises(UsageError, match="what this server is can't be told")):  # fmt: skip
        connect(Server(proxy.url))


def test_an_answer_that_is_cut_while_it_is_read_is_an_error_and_no_short_table(
    server: str, data: Path
) -> None:
    load(data, connection(server))
    with (
        Proxy(server, lambda *_: "cut-answer") as proxy,
        pytest.raises((UnreachableError, RemoteError), match=r"broke off|can't be read"),
    ):
        list(select(Http(attempts=1), preset("oxigraph", proxy.url),
                    "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }"))  # fmt: skip


def test_a_default_graph_that_can_not_be_told_from_the_others_is_not_emptied(
    server: str, tmp_path: Path
) -> None:
    path = tmp_path / "plain.nt"
    path.write_text("<a:s> <a:p> <a:o> .\n")
    target = with_addresses(preset("graph-store", f"{server}/store"), query=f"{server}/query")
    with pytest.raises(UsageError, match="default graph of graph-store can't be told"):
        load(path, Connection(Http(), target), Options("replace"))


def test_a_default_graph_can_not_be_loaded_all_at_once(server: str, tmp_path: Path) -> None:
    path = tmp_path / "plain.nt"
    path.write_text("<a:s> <a:p> <a:o> .\n")
    with pytest.raises(UsageError, match="the default graph can't be staged"):
        load(path, connection(server), Options("replace", atomic=True))
