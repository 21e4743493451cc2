"""The graph in blocks, from whatever holds claims: the same lines as the built graph."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from claimgraph import claimtable, rdfterms, workflow
from claimgraph.errors import InputError
from claimgraph.model import Corpus


@pytest.fixture
def held(harbour: Corpus, tmp_path: Path) -> Path:
    """The invented corpus as a claims table."""
    claimtable.write(harbour, tmp_path / "claims.parquet")
    return tmp_path / "claims.parquet"


@pytest.mark.parametrize("findings", [True, False])
def test_a_table_has_the_lines_of_its_claim_files(
    held: Path, harbour_path: Path, tmp_path: Path, findings: bool
) -> None:
    workflow.build(held, tmp_path / "table.nq", findings=findings)
    lines = (tmp_path / "table.nq").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert rdfterms.document(lines) == workflow.built(harbour_path, findings=findings)


def test_articles_of_a_table_are_read_one_after_the_other(held: Path, harbour: Corpus) -> None:
    bare, told = claimtable.told(held)
    found = {article.slug: claims for article, claims in told}
    assert bare.claims == ()
    assert {slug: c for slug, c in found.items() if c} == {
        slug: tuple(c for c in harbour.claims if c.article == slug)
        for slug in {claim.article for claim in harbour.claims}
    }
    assert set(found) == set(harbour.articles)


def test_rows_of_an_article_that_stand_apart_are_refused_by_name(
    harbour: Corpus, tmp_path: Path
) -> None:
    first = harbour.claims[0].article
    last = [claim for claim in harbour.claims if claim.article == first][-1]
    others = [claim for claim in harbour.claims if claim != last]
    claimtable.write(replace(harbour, claims=(*others, last)), tmp_path / "mixed.parquet")
    _, told = claimtable.told(tmp_path / "mixed.parquet")
    with pytest.raises(InputError, match=f"the rows of '{first}' do not stand together"):
        list(told)


def test_a_packed_file_is_exported_line_by_line(harbour_path: Path, tmp_path: Path) -> None:
    whole = workflow.built(harbour_path)
    (tmp_path / "claims.nq.gz").write_bytes(gzip.compress(whole.encode()))
    assert "".join(workflow.blocks(tmp_path / "claims.nq.gz")) == whole


def test_without_findings_their_graph_is_left_out_of_a_file(
    harbour_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "claims.nq").write_text(workflow.built(harbour_path), "utf-8")
    found = "".join(workflow.blocks(tmp_path / "claims.nq", findings=False))
    assert rdfterms.document(found.splitlines()) == workflow.built(harbour_path, findings=False)


def test_a_report_on_the_graph_differs_from_one_on_its_files_in_their_list_alone(
    harbour_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "claims.nq").write_text(workflow.built(harbour_path), "utf-8")
    here, there = (
        set(workflow.report(path, None, "md", None).splitlines())
        for path in (harbour_path, tmp_path / "claims.nq")
    )
    assert there - here == set()
    assert {line.split("`")[0] for line in here - there} == {
        f"| {path.name} | " for path in harbour_path.glob("*.yaml") if path.name != "reviews.yaml"
    }
