"""The pages over HTTP: every IRI described, filters, files, problems, reloading."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef

from claimgraph import rdfterms, vocab, workflow
from claimgraph.model import Corpus
from claimgraph.serve.templating import local
from tests.serve.live import Server, running

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def nquads(harbour_path: Path) -> str:
    """Return the graph that the server holds."""
    return workflow.built(harbour_path)


@pytest.fixture(scope="module")
def graph_server(nquads: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of the same graph as an RDF file."""
    path = tmp_path_factory.mktemp("graph") / "claims.nq"
    path.write_text(nquads, encoding="utf-8")
    with running(path) as server:
        yield server


def _iris(nquads: str) -> list[str]:
    terms = {term for row in rdfterms.rows(nquads) for term in row if term.startswith("<")}
    return sorted(term[1:-1] for term in terms)


def test_every_iri_of_the_graph_is_described_in_turtle(
    harbour_server: Server, harbour: Corpus, nquads: str
) -> None:
    paths = {local(iri, harbour.register.base).partition("#")[0] for iri in _iris(nquads)}
    assert len(paths) > 200
    missing = []
    for path in sorted(paths):
        reply = harbour_server.ask(path, headers=TURTLE)
        if (reply.status, reply.media) != (200, "text/turtle") or not reply.body:
            missing.append((path, reply.status))
    assert missing == []


def test_a_place_in_an_article_is_described_with_the_article(
    harbour_server: Server, harbour: Corpus
) -> None:
    article = harbour.articles["courier"]
    iri = f"{harbour.register.base}article/{article.id}"
    reply = harbour_server.ask(f"/article/{article.id}", headers=TURTLE)
    graph = Graph().parse(data=reply.text, format="turtle")
    spans = {str(s) for s in graph.subjects(URIRef(vocab.NS + "ofArticle"), URIRef(iri))}
    anchors = {a for c in harbour.claims if c.article == "courier" for a in c.anchors}
    assert {vocab.span(iri, a.start, a.end) for a in anchors} <= spans


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0.2, text/html;q=0.1", "text/turtle"),
    ],
)
def test_a_claim_comes_in_the_type_that_the_client_likes_most(
    harbour_server: Server, harbour: Corpus, accept: str, media: str
) -> None:
    reply = harbour_server.ask(f"/claim/{harbour.claims[0].id}", headers={"Accept": accept})
    assert (reply.status, reply.media) == (200, media)


def test_all_descriptions_of_a_claim_say_the_same(harbour_server: Server, harbour: Corpus) -> None:
    path = f"/claim/{harbour.claims[0].id}"
    counts = {
        fmt: len(Graph().parse(data=harbour_server.ask(f"{path}?format={end}").text, format=fmt))
        for fmt, end in (("turtle", "ttl"), ("json-ld", "jsonld"), ("nt", "nt"), ("xml", "rdf"))
    }
    assert len(set(counts.values())) == 1
    assert counts["nt"] > 10


def test_a_type_that_no_description_has_is_not_acceptable(harbour_server: Server) -> None:
    reply = harbour_server.ask("/claim/none", headers={"Accept": "image/png"})
    assert (reply.status, "text/turtle" in reply.text) == (406, True)


@pytest.mark.parametrize(
    "path", ["/claim/none", "/no-such-page", "/agent/../x", "/%00", "/static/x"]
)
def test_what_is_not_there_is_not_found(harbour_server: Server, path: str) -> None:
    assert harbour_server.ask(path, headers=HTML).status == 404


@pytest.mark.parametrize("iri", ["", "no iri", "javascript:alert(1)//<"])
def test_what_is_no_iri_is_refused(harbour_server: Server, iri: str) -> None:
    assert harbour_server.ask("/resource?iri=" + quote(iri), headers=HTML).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_are_only_read(harbour_server: Server, method: str) -> None:
    assert harbour_server.ask("/claims", method).status == 405


@pytest.mark.parametrize(
    "path",
    ["/", "/report", "/claims", "/questions", "/sources", "/lineage", "/query", "/about", "/ns"],
)
def test_a_page_answers_head_and_get(harbour_server: Server, path: str) -> None:
    assert harbour_server.ask(path, "HEAD", HTML).status == 200
    page = harbour_server.ask(path, headers=HTML)
    assert (page.status, page.media) == (200, "text/html")


@pytest.mark.parametrize("fmt", ["html", "md", "json", "csv"])
def test_the_report_is_that_of_the_command_line(
    harbour_server: Server, harbour_path: Path, fmt: str
) -> None:
    wanted = workflow.report(harbour_path, None, fmt, harbour_path / "texts")
    assert harbour_server.ask(f"/report?format={fmt}").text == wanted


def test_a_filter_leaves_what_it_counts(harbour_server: Server, harbour: Corpus) -> None:
    text = harbour_server.ask("/claims.csv?speaker=lindmar-harbour-office&article=courier").text
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = {
        claim.id
        for claim in harbour.claims
        if claim.article == "courier" and "lindmar-harbour-office" in claim.chain
    }
    assert {row["claim"] for row in rows} == wanted
    page = harbour_server.ask("/claims?speaker=lindmar-harbour-office&article=courier").text
    assert f"<strong>{len(wanted)} claims</strong> of {len(harbour.claims)}" in page


def test_a_page_beyond_the_last_is_the_last(harbour_server: Server) -> None:
    for number in ("0", "-1", "9999999999", "x", "²"):
        assert harbour_server.ask("/claims?page=" + quote(number)).status == 200


def test_a_source_s_page_has_the_rows_of_the_shipped_query(
    harbour_server: Server, harbour_path: Path
) -> None:
    agent = "lindmar-harbour-office"
    shown = workflow.query(harbour_path, "said-by", {"agent": agent}, "json", "oxigraph")
    assert isinstance(shown, str)
    found = {row["claim"]["value"] for row in json.loads(shown)["results"]["bindings"]}
    page = harbour_server.ask(f"/agent/{agent}", headers=HTML).text
    body = page.partition("<main")[2].partition("</main>")[0]
    assert found
    for iri in found:
        assert f'href="/claim/{iri.rpartition("/")[2]}"' in body


def test_a_query_without_scripts_shows_its_rows(harbour_server: Server, harbour: Corpus) -> None:
    text = "SELECT (COUNT(?c) AS ?n) { ?c a cg:Claim }"
    page = harbour_server.ask("/query?query=" + quote(text)).text
    assert f'<td><span dir="auto">{len(harbour.claims)}</span>' in page.replace("\n", "")


def test_a_wrong_query_shows_its_error_in_the_page(harbour_server: Server) -> None:
    page = harbour_server.ask("/query?query=" + quote("SELECT * { ?s ?p }"))
    assert page.status == 200
    assert "can&#39;t be read" in page.text


def test_an_rdf_file_has_its_own_overview_and_no_claims_page(graph_server: Server) -> None:
    assert "RDF file" in graph_server.ask("/", headers=HTML).text
    assert graph_server.ask("/claims", headers=HTML).status == 404
    assert graph_server.ask("/about", headers=HTML).status == 200


def test_an_rdf_file_s_iris_are_described(graph_server: Server, harbour: Corpus) -> None:
    path = f"/claim/{harbour.claims[0].id}"
    assert graph_server.ask(path, headers=TURTLE).status == 200
    assert "What is said of it" in graph_server.ask(path, headers=HTML).text


def test_a_file_that_can_t_be_read_ends_the_start_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.nq"
    path.write_text("<http://a.example/s> <http://a.example/p> .\n", encoding="utf-8")
    command = [sys.executable, "-m", "claimgraph", "serve", str(path), "--port", "0"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "wrong.nq:1: this is not nquads" in ended.stderr


def _wait(server: Server, before: str, seconds: float = 20) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = server.ask("/version").text
        if now != before:
            return now
        time.sleep(0.1)
    pytest.fail("nothing was loaded again")


def test_watching_loads_changes_keeps_the_old_on_errors_and_recovers(
    harbour_path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(harbour_path, folder)
    register = folder / "register.yaml"
    good = register.read_text(encoding="utf-8")
    with running(folder, "--watch") as server:
        first = server.ask("/version").text
        register.write_text(good.replace("name: Orlow,", "name: Orlow Sands,"), encoding="utf-8")
        second = _wait(server, first)
        assert server.query('ASK { ?p skos:prefLabel "Orlow Sands"@en }').json()["boolean"] is True
        register.write_text(good + "agents: again\n", encoding="utf-8")
        third = _wait(server, second)
        page = server.ask("/", headers=HTML).text
        assert "can’t be read" in page
        assert "register.yaml" in page
        assert server.query('ASK { ?p skos:prefLabel "Orlow Sands"@en }').json()["boolean"] is True
        register.write_text(good, encoding="utf-8")
        assert _wait(server, third) == first
        assert server.query('ASK { ?p skos:prefLabel "Orlow Sands"@en }').json()["boolean"] is False
