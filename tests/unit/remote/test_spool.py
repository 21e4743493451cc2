from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import rdfio, rdfterms
from claimgraph.errors import InputError, UnreadableError
from claimgraph.remote import spool
from claimgraph.remote.survey import survey

FOREIGN = """
<a:s> <a:p> "caf\\u00E9"@EN-gb .
_:one <a:knows> _:two <a:g> .
# said twice
_:one <a:knows> _:two <a:g> .
<a:s> <a:p> "tab\\tand \\"quote\\"" <a:g> .
"""


def formed(path: Path, target: Path) -> str:
    spool.write(spool.lines(path), target)
    return target.read_text(encoding="utf-8")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.nq"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


def test_foreign_data_gets_the_form_that_can_be_sent(foreign: Path, tmp_path: Path) -> None:
    formed(foreign, tmp_path / "out.nq")
    assert survey(tmp_path / "out.nq") is not None


def test_a_blank_node_becomes_the_iri_that_a_query_of_the_file_gives_it(
    foreign: Path, tmp_path: Path
) -> None:
    assert formed(foreign, tmp_path / "out.nq") == rdfio.parse(foreign)


def test_a_compressed_file_is_the_same_data(foreign: Path, tmp_path: Path) -> None:
    packed = tmp_path / "foreign.nq.gz"
    packed.write_bytes(gzip.compress(FOREIGN.encode()))
    assert formed(packed, tmp_path / "a.nq") == formed(foreign, tmp_path / "b.nq")


def test_a_store_on_disk_can_be_read(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.load(b"<a:s> <a:p> <a:o> <a:g> .", ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    assert spool.is_store(tmp_path / "store")
    assert formed(tmp_path / "store", tmp_path / "out.nq") == "<a:s> <a:p> <a:o> <a:g> .\n"


def test_what_is_no_rdf_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.nq"
    path.write_text("<a:s> <a:p> <a:o> .\nnonsense\n")
    with pytest.raises(UnreadableError, match=r"bad\.nq:2: this is not nquads"):
        formed(path, tmp_path / "out.nq")


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.nq.gz"
    path.write_bytes(gzip.compress(FOREIGN.encode())[:-9])
    with pytest.raises(UnreadableError, match=r"bad\.nq\.gz: can't be read"):
        formed(path, tmp_path / "out.nq")


@given(texts=st.lists(st.text(max_size=6), max_size=30), by_graph=st.booleans())
def test_many_runs_merge_to_one_sorted_set(
    texts: list[str], by_graph: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("spool")
    try:
        lines = [f"<a:s> <a:p> {rdfterms.literal(t)} <a:g{len(t) % 2}> .\n".encode() for t in texts]
    except InputError:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "RUN", 3)
        patch.setattr(spool, "_WIDTH", 2)
        spool.write(lines, folder / "out.nq", by_graph=by_graph)
    key = (lambda line: (spool.graph_of(line), line)) if by_graph else (lambda line: (b"", line))
    assert (folder / "out.nq").read_bytes() == b"".join(sorted(set(lines), key=key))
    assert [path.name for path in folder.iterdir()] == ["out.nq"]
    assert survey(folder / "out.nq") is not None
