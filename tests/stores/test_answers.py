"""The same answers everywhere: shipped queries, comparison and report at real servers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimgraph import bulk, corpus, queries, rdfterms, workflow
from claimgraph import store as stores
from claimgraph.cli import run
from claimgraph.compare import compare
from claimgraph.conformance import answers
from claimgraph.remote.connection import Connection
from claimgraph.remote.store import RemoteStore
from claimgraph.remote.store import corpus as corpus_at
from tests.stores.servers import FUSEKI, fetched, missing, started

CLAIMS = Path(__file__).parents[2] / "claims"


@pytest.fixture(scope="module", params=["oxigraph", "fuseki", "rdf4j"])
def loaded(
    request: pytest.FixtureRequest,
    emptied: Callable[[str, int], Connection],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Connection]:
    """A server of each kind with the claims of this project."""
    folder = tmp_path_factory.mktemp("claims")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("NETRC", str(folder / "no-netrc"))
        connection = emptied(request.param, 2)
        assert run(["load", str(CLAIMS), "--to", connection.target.url, "-q"]) == 0
        yield connection


def test_every_shipped_query_gives_the_same_rows(loaded: Connection) -> None:
    here = stores.load(workflow.built(CLAIMS))
    found = list(answers(here, RemoteStore(loaded), corpus.load(CLAIMS)))
    assert [(a.query, a.verdict, a.why) for a in found if a.verdict != "same"] == []
    assert len(found) == len(queries.shipped())


def test_the_kit_says_so_on_the_command_line(
    loaded: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["conformance", "--at", loaded.target.url]) == 0
    assert "different" not in capsys.readouterr().out


def test_comparing_at_the_store_gives_the_same_bytes(loaded: Connection) -> None:
    assert workflow.compare(loaded, "json").output == workflow.compare(CLAIMS, "json").output


def test_what_is_read_back_compares_the_same(loaded: Connection) -> None:
    assert compare(corpus_at(loaded)) == compare(corpus.load(CLAIMS))


@pytest.mark.parametrize("fmt", ["md", "json", "csv", "html", "sarif", "junit"])
def test_a_report_at_the_store_has_the_bytes_of_one_on_the_built_graph(
    loaded: Connection, tmp_path: Path, fmt: str
) -> None:
    workflow.build(CLAIMS, tmp_path / "claims.nq")
    here = workflow.report(tmp_path / "claims.nq", None, fmt, None)
    assert workflow.report(loaded, None, fmt, None) == here


def test_a_query_of_ones_own_is_answered_there(loaded: Connection) -> None:
    asked = "SELECT ?c WHERE { ?c a cg:Claim }"
    table = workflow.query(loaded, asked, {}, "csv", "oxigraph")
    assert str(table).count("\n") == len(corpus.load(CLAIMS).claims) + 1


def test_a_truth_is_answered_there(loaded: Connection) -> None:
    assert workflow.query(loaded, "ASK { ?c a cg:Claim }", {}, "json", "oxigraph") == (
        workflow.query(CLAIMS, "ASK { ?c a cg:Claim }", {}, "json", "oxigraph")
    )


def test_a_graph_is_constructed_there(loaded: Connection) -> None:
    asked = "CONSTRUCT { ?m a cg:Measure } WHERE { ?m a cg:Measure }"
    assert workflow.query(loaded, asked, {}, None, "oxigraph") == workflow.query(
        CLAIMS, asked, {}, None, "oxigraph"
    )


def test_a_query_that_calls_out_is_refused_here(
    loaded: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"
    assert run(["query", "--at", loaded.target.url, asked]) == 2
    assert "SERVICE" in capsys.readouterr().err


def test_flattened_triples_give_the_same_rows(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, started("oxigraph", tmp_path) as url:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        patch.setenv("NETRC", str(tmp_path / "no-netrc"))
        assert run(["load", str(CLAIMS), "--to", url, "--layout", "default", "-q"]) == 0
        assert run(["conformance", "--at", url]) == 0


def test_a_store_that_lacks_a_claim_is_told_apart(loaded: Connection) -> None:
    whole = workflow.built(CLAIMS)
    claim = corpus.load(CLAIMS).claims[0].id
    less = rdfterms.document(line for line in whole.splitlines() if f"claim/{claim}>" not in line)
    found = list(answers(stores.load(less), RemoteStore(loaded), corpus.load(CLAIMS)))
    assert "different" in {a.verdict for a in found}


def test_the_loader_of_tdb2_takes_what_is_exported(tmp_path: Path) -> None:
    command = shutil.which("java")
    if command is None:
        missing("there is no Java: install a JRE of version 17 or later")
    bulk.export(workflow.blocks(CLAIMS), "tdb2", tmp_path)
    (line, _) = bulk.RECIPES["tdb2"].commands("claims.nq")
    tool, *arguments = line.split()
    jar = ["-cp", str(fetched(FUSEKI))]
    subprocess.run([command, *jar, tool, *arguments], cwd=tmp_path, check=True,
                   capture_output=True, timeout=120)  # fmt: skip
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    done = subprocess.run(
        [command, *jar, "tdb2.tdbquery", "--loc", "tdb2", "--results", "csv", count],
        cwd=tmp_path, check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert int(done.stdout.split()[-1]) == workflow.built(CLAIMS).count("\n")


@pytest.mark.parametrize("kind", sorted(bulk.RECIPES))
def test_an_export_holds_the_data_and_the_commands(kind: str, tmp_path: Path) -> None:
    files = bulk.export(["<a:s> <a:p> <a:o> <a:g> .\n"], kind, tmp_path / "out")
    script = (tmp_path / "out" / "load.sh").read_text()
    assert files[0].read_text() == "<a:s> <a:p> <a:o> <a:g> .\n"
    assert files[0].name in script
    assert ("not tested by us" in script) != bulk.RECIPES[kind].tested
