"""Writing and reading RDF files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from claimgraph import graph, rdfio, rdfterms
from claimgraph.errors import UnreadableError, UsageError
from claimgraph.findings import Comparison
from claimgraph.model import Corpus

FLAT = ("ntriples", "turtle")
FORMATS = tuple(rdfio.ENDINGS.values())


@pytest.fixture(scope="module")
def nquads(harbour: Corpus, harbour_comparison: Comparison) -> str:
    """Return the invented corpus with its findings."""
    return graph.nquads(harbour, harbour_comparison)


@pytest.mark.parametrize("ending", rdfio.ENDINGS)
def test_each_format_comes_back_as_the_same_statements(
    nquads: str, ending: str, tmp_path: Path
) -> None:
    fmt = rdfio.ENDINGS[ending]
    path = tmp_path / f"graph{ending}"
    path.write_text(rdfio.serialise(nquads, fmt), encoding="utf-8")
    expected = rdfterms.flatten(nquads) if fmt in FLAT else nquads
    assert rdfio.parse(path) == expected


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt not in FLAT])
def test_rdflib_reads_the_same_quads_in_each_format(nquads: str, fmt: str) -> None:
    data = Dataset()
    data.parse(data=rdfio.serialise(nquads, fmt), format=fmt)
    theirs = {line for line in data.serialize(format="nquads").splitlines() if line}
    assert theirs == set(nquads.splitlines())


def test_rdflib_reads_the_same_triples_in_turtle(nquads: str) -> None:
    ours, theirs = Graph(), Graph()
    ours.parse(data=rdfterms.flatten(nquads), format="nt")
    theirs.parse(data=rdfio.serialise(nquads, "turtle"), format="turtle")
    assert isomorphic(ours, theirs)


@pytest.mark.parametrize("fmt", FORMATS)
def test_another_hash_seed_zone_and_locale_give_the_same_bytes(
    harbour: Corpus, harbour_path: Path, fmt: str
) -> None:
    program = (
        "import sys; from pathlib import Path; from claimgraph import corpus, graph, rdfio\n"
        "text = rdfio.serialise(graph.nquads(corpus.load(Path(sys.argv[1]))), sys.argv[2])\n"
        "sys.stdout.buffer.write(text.encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "4711", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(harbour_path), fmt],
        capture_output=True, check=True, env=env,
    )  # fmt: skip
    assert done.stdout.decode() == rdfio.serialise(graph.nquads(harbour), fmt)


def test_blank_nodes_of_others_become_the_same_iris_every_time() -> None:
    data = b"[] <a:p> [ <a:q> 1 ] . _:x <a:r> _:x ."
    first = rdfio.loads(data, "turtle", "x")
    assert first == rdfio.loads(data, "turtle", "x")
    assert "_:" not in first
    assert len({line.split(" ")[0] for line in first.splitlines()}) == 3


def test_blank_nodes_of_two_files_stay_apart() -> None:
    one, two = (rdfio.loads(data, "turtle", "x") for data in (b"[] <a:p> 1.", b"[] <a:p> 2."))
    assert one.split(" ")[0] != two.split(" ")[0]


def test_an_ending_that_is_no_graph_is_refused() -> None:
    with pytest.raises(UsageError, match="does not end like a graph"):
        rdfio.format_of(Path("claims.csv"))


def test_an_ending_in_capitals_is_understood() -> None:
    assert rdfio.format_of(Path("A.TRIG")) == "trig"


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="not a known format"):
        rdfio.serialise("", "xml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="can't be read") as caught:
        rdfio.parse(tmp_path / "none.ttl")
    assert caught.value.where == str(tmp_path / "none.ttl")


def test_a_broken_file_is_named_with_its_line() -> None:
    with pytest.raises(UnreadableError, match="this is not turtle") as caught:
        rdfio.loads(b"<a:a> <a:b> <a:c> .\n<a:a> <a:b> .", "turtle", "x.ttl")
    assert caught.value.where == "x.ttl:2"


@pytest.mark.parametrize(
    ("fmt", "data"),
    [
        ("ntriples", b"<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> ."),
        ("turtle", b'<a:a> <a:b> "x"@en--ltr .'),
    ],
)
def test_what_needs_rdf_1_2_is_refused(fmt: str, data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"RDF 1\.2"):
        rdfio.loads(data, fmt, "x")


def test_a_context_from_elsewhere_is_not_fetched() -> None:
    data = b'{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "a:a", "x": 1}'
    with pytest.raises(UnreadableError, match="json-ld"):
        rdfio.loads(data, "json-ld", "x")


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    with pytest.raises(UnreadableError, match="this is not turtle"):
        rdfio.loads(b'<a:a> <a:b> "\xff" .', "turtle", "x")
