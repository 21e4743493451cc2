"""Loading into real servers: every mode and layout, and what is there afterwards.

One server of each kind serves all tests of this module; each test begins with it empty.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimgraph import cli, workflow
from claimgraph.remote.connection import Connection
from claimgraph.remote.protocol import number, rows, update

LAYOUTS = (("--layout", "one", "--graph", "https://claims.example/all"), ("--layout", "default"),
           ("--layout", "claims"))  # fmt: skip
FOREIGN = """_:one <a:knows> _:two <a:g> .
<a:s> <a:p> "caf\\u00E9"@EN .
<a:s> <a:p> "1.00"^^<http://www.w3.org/2001/XMLSchema#decimal> <a:g> .
<a:s> <a:p> "1.0"^^<http://www.w3.org/2001/XMLSchema#decimal> <a:g> .
"""

Claimgraph = Callable[..., str]


@pytest.fixture(scope="module", params=["oxigraph", "fuseki", "rdf4j"])
def running(
    request: pytest.FixtureRequest, emptied: Callable[[str, int], Connection]
) -> Connection:
    return emptied(request.param, 2)


@pytest.fixture(scope="module")
def harbour_nq(harbour_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented corpus as a file that is in form."""
    path = tmp_path_factory.mktemp("harbour") / "harbour.nq"
    workflow.build(harbour_path, path)
    return path


@pytest.fixture
def store(running: Connection) -> Connection:
    update(running.http, running.target, "DROP ALL")
    return running


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


@pytest.fixture
def claimgraph(store: Connection, capsys: pytest.CaptureFixture[str]) -> Claimgraph:
    """Return a function that runs a command on the store, which has to leave with *code*."""

    def run(command: str, *args: str | Path, code: int = 0) -> str:
        to = "--to" if command == "load" else "--at"
        left = cli.run([command, *map(str, args), to, store.target.url])
        said = capsys.readouterr()
        assert left == code, said.err
        return said.out + said.err

    return run


def graphs(store: Connection) -> dict[str, int]:
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    return {(g or "")[1:-1]: number(n) for g, n in rows(store.http, store.target, text) if g}


def temporary(store: Connection) -> list[str]:
    return [name for name in graphs(store) if name.startswith("urn:claimgraph:")]


def test_the_kind_of_the_server_is_found_out(
    store: Connection, claimgraph: Claimgraph, harbour_path: Path
) -> None:
    assert store.target.tested
    said = claimgraph("load", harbour_path, "--dry-run")
    assert said.startswith(f"{store.target.kind} at {store.target.url}\n")


@pytest.mark.parametrize("mode", ["add", "replace", "sync"])
def test_what_is_loaded_is_there(
    mode: str, store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    said = claimgraph("load", harbour_nq, "--mode", mode)
    assert "counts and digests read back are equal" in said
    assert "0 graphs differ" in claimgraph("verify", harbour_nq)
    assert temporary(store) == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda options: options[1])
def test_a_layout_holds_the_same_claims(
    layout: tuple[str, ...], store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    claimgraph("load", harbour_nq)
    claims = "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { %s }"
    named = "GRAPH ?g { ?c a <https://w3id.org/claimgraph/ns#Claim> }"
    before = rows(store.http, store.target, claims % named)
    claimgraph("load", harbour_nq, "--mode", "sync", *layout)
    where = named if "default" not in layout else "?c a <https://w3id.org/claimgraph/ns#Claim>"
    assert rows(store.http, store.target, claims % where) == before
    assert "0 graphs differ" in claimgraph("verify", harbour_nq, *layout)
    assert "0 graphs differ" in claimgraph("verify")
    assert temporary(store) == []


def test_sync_sends_what_changed_and_removes_what_is_gone(
    store: Connection, claimgraph: Claimgraph, folder: Path
) -> None:
    claimgraph("load", folder)
    before = graphs(store)
    (folder / "courier.yaml").unlink()
    said = claimgraph("load", folder, "--mode", "sync", "--no-findings")
    after = graphs(store)
    assert "there already" in said
    assert set(after) < set(before)
    assert "0 graphs differ" in claimgraph("verify", folder, "--no-findings")


def test_other_graphs_are_left_alone(
    store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    update(store.http, store.target, "INSERT DATA { GRAPH <a:other> { <a:s> <a:p> <a:o> } }")
    for mode in ("add", "replace", "sync"):
        claimgraph("load", harbour_nq, "--mode", mode)
    assert graphs(store)["a:other"] == 1


def test_replace_takes_out_what_others_put_into_our_graphs(
    store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    register = "https://w3id.org/claimgraph/graph/register"
    update(store.http, store.target,
           f"INSERT DATA {{ GRAPH <{register}> {{ <a:s> <a:p> <a:o> }} }}")  # fmt: skip
    assert "held other statements before" in claimgraph("load", harbour_nq)
    assert "1 too many" in claimgraph("verify", harbour_nq, code=1)
    claimgraph("load", harbour_nq, "--mode", "replace")
    assert "0 graphs differ" in claimgraph("verify", harbour_nq)


def test_loading_again_sends_nothing(
    store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    claimgraph("load", harbour_nq)
    before = graphs(store)
    assert "send 0 statements" in claimgraph("load", harbour_nq)
    assert graphs(store) == before


def test_a_dry_run_sends_nothing(
    store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    count = harbour_nq.read_text().count("\n")
    said = claimgraph("load", harbour_nq, "--dry-run")
    assert f"send {count} statements in 1 requests" in said
    assert graphs(store) == {}


@pytest.mark.parametrize("mode", ["add", "replace"])
def test_foreign_data_with_blank_nodes_can_be_sent_twice(
    mode: str, store: Connection, claimgraph: Claimgraph, tmp_path: Path
) -> None:
    path = tmp_path / "foreign.nq"
    path.write_text(FOREIGN)
    for _ in range(2):
        claimgraph("load", path, "--mode", mode)
        assert "0 graphs differ" in claimgraph("verify", path)
    found = rows(store.http, store.target, "SELECT ?s WHERE { GRAPH <a:g> { ?s <a:knows> ?o } }")
    assert [(s or "").startswith("<https://w3id.org/claimgraph/.well-known/genid/")
            for (s,) in found] == [True]  # fmt: skip


def test_compressed_requests_arrive_where_they_are_said_to(
    store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    claimgraph("load", harbour_nq, "--gzip", code=0 if store.target.gzip else 4)


@pytest.mark.parametrize("way", ["update", "graphs"])
def test_the_generic_protocols_load_exactly(
    way: str, store: Connection, claimgraph: Claimgraph, harbour_nq: Path
) -> None:
    kind, url = {"update": ("sparql-update", store.target.update),
                 "graphs": ("graph-store", store.target.graphs)}[way]  # fmt: skip
    for mode in ("add", "replace"):
        left = cli.run(["load", str(harbour_nq), "--to", url, "--kind", kind, "--mode", mode,
                        "--query-url", store.target.query, "--chunk", "0.05"])  # fmt: skip
        assert left == 0
        assert "0 graphs differ" in claimgraph("verify", harbour_nq)
    assert temporary(store) == []
