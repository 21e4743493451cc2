"""The claims table holds the whole corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from claimgraph import check, claimtable, graph, intake, loading, rdfterms, workflow
from claimgraph.errors import InputError
from claimgraph.graph import reading
from claimgraph.model import Corpus


def test_a_corpus_comes_back_exactly(harbour: Corpus, tmp_path: Path) -> None:
    claimtable.write(harbour, tmp_path / "c.parquet")
    assert claimtable.read(tmp_path / "c.parquet") == harbour


def test_the_same_corpus_gives_the_same_bytes(harbour: Corpus, tmp_path: Path) -> None:
    for name in "ab":
        claimtable.write(harbour, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_table_on_disk_has_the_published_schema(harbour: Corpus, tmp_path: Path) -> None:
    claimtable.write(harbour, tmp_path / "c.parquet")
    assert parquet.read_schema(tmp_path / "c.parquet").equals(claimtable.SCHEMA)


def test_another_parquet_file_is_refused_with_its_cure(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(InputError, match=r"is not a claims table.*claimgraph import"):
        loading.load(tmp_path / "x.parquet")


def test_a_text_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(InputError, match="is not a Parquet file"):
        loading.load(tmp_path / "x.parquet")


def test_build_writes_the_table_and_every_reader_takes_it(
    harbour_path: Path, tmp_path: Path
) -> None:
    table = tmp_path / "c.parquet"
    workflow.build(harbour_path, table)
    here, there = workflow.compare(harbour_path, "json"), workflow.compare(table, "json")
    assert here.output == there.output
    assert [path.name for path in tmp_path.iterdir()] == ["c.parquet"]


def test_a_graph_becomes_a_table(harbour_path: Path, tmp_path: Path) -> None:
    workflow.build(harbour_path, tmp_path / "c.nq")
    workflow.build(tmp_path / "c.nq", tmp_path / "c.parquet")
    assert loading.load(tmp_path / "c.parquet") == loading.load(tmp_path / "c.nq")


def test_cells_of_tables_come_back_from_the_graph(root: Path, tmp_path: Path) -> None:
    data = root / "tests" / "data" / "tables"
    intake.take_in([data / "lakes.csv"], data / "lakes.yaml", tmp_path / "l.parquet", None)
    held = claimtable.read(tmp_path / "l.parquet")
    lines = graph.nquads(held)
    back = reading.read((s, p, o) for s, p, o, _ in rdfterms.rows(lines))
    assert graph.nquads(back) == lines
    assert back.register.tables == held.register.tables
    assert [[(a.start, a.end, a.column, a.digest) for a in c.anchors] for c in back.claims] == [
        [(a.start, a.end, a.column, a.digest) for a in c.anchors] for c in held.claims
    ]


def test_an_imported_table_violates_no_shape(root: Path, tmp_path: Path) -> None:
    data = root / "tests" / "data" / "tables"
    intake.take_in([data / "lakes.csv"], data / "lakes.yaml", tmp_path / "l.parquet", None)
    assert check.check(tmp_path / "l.parquet").problems == ()


def test_explain_and_report_name_row_and_column(root: Path, tmp_path: Path) -> None:
    data = root / "tests" / "data" / "tables"
    intake.take_in([data / "lakes.csv"], data / "lakes.yaml", tmp_path / "l.parquet", None)
    claim = next(c for c in claimtable.read(tmp_path / "l.parquet").claims if c.value.text == "310")
    told = workflow.explain(tmp_path / "l.parquet", claim.id)
    assert "row 7, column “depth” of lakes.csv, sha256:" in told
    assert "row 2, column “depth”" in workflow.report(tmp_path / "l.parquet", None, "html", None)


@pytest.fixture
def lakes(root: Path, tmp_path: Path) -> Path:
    """Return the invented table, imported; the table itself is in `held`."""
    data, held = root / "tests" / "data" / "tables", tmp_path / "held"
    held.mkdir()
    (held / "lakes.csv").write_bytes((data / "lakes.csv").read_bytes())
    intake.take_in([data / "lakes.csv"], data / "lakes.yaml", tmp_path / "l.parquet", None)
    return tmp_path / "l.parquet"


def test_cells_are_checked_against_the_table_that_the_user_holds(lakes: Path) -> None:
    assert check.check(lakes, lakes.parent / "held").problems == ()


def test_another_version_of_the_table_is_not_the_evidence(lakes: Path) -> None:
    with (lakes.parent / "held" / "lakes.csv").open("a") as file:
        file.write("one,more,row,,\n")
    assert [p.rule for p in check.check(lakes, lakes.parent / "held").problems] == [
        "evidence/table"
    ]


def test_a_cell_with_another_digest_is_named(lakes: Path) -> None:
    held = claimtable.read(lakes)
    first = held.claims[0]
    wrong = replace(first.anchors[0], digest="sha256:" + "0" * 64)
    claims = (replace(first, anchors=(wrong,)), *held.claims[1:])
    claimtable.write(replace(held, claims=claims), lakes)
    found = check.check(lakes, lakes.parent / "held").problems
    assert [(p.rule, p.where.line) for p in found] == [("evidence/cell", wrong.start)]
