"""From rows to claims: nothing is lost, equal claims are one, ids are those of claim files."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from claimgraph import claimfile, claimtable, intake
from claimgraph.compare import compare
from claimgraph.errors import InputError
from tests.unit.importing.conftest import Importer

HEAD = "source,subject,property,value\n"


def test_a_row_is_a_claim_with_its_cell_as_evidence(imported: Importer, long: str) -> None:
    corpus, _, _ = imported(HEAD + "a,x,height,12\n", long)
    anchor = corpus.claims[0].anchors[0]
    assert (anchor.start, anchor.end, anchor.column, anchor.phrase) == (2, 4, "value", "12")


def test_equal_claims_of_one_source_are_one_with_several_anchors(
    imported: Importer, long: str
) -> None:
    corpus, summary, _ = imported(HEAD + "a,x,height,12\na,x,height,12.0\n", long)
    assert [[a.start for a in claim.anchors] for claim in corpus.claims] == [[2, 3]]
    assert (summary.readings, summary.claims, summary.merged) == (2, 1, 1)


def test_equal_claims_of_two_sources_stay_two(imported: Importer, long: str) -> None:
    corpus, _, _ = imported(HEAD + "a,x,height,12\nb,x,height,12\n", long)
    assert len({claim.id for claim in corpus.claims}) == 2


def test_a_claim_has_the_id_that_a_claim_file_would_give_it(imported: Importer, long: str) -> None:
    corpus, _, _ = imported(HEAD + "a,x,height,about 1200\n", long)
    claim = corpus.claims[0]
    article, question = corpus.articles[claim.article], corpus.question(claim)
    assert claim.id == claimfile.claim_id(article, claim, question.id)


def test_every_reading_is_a_claim_merged_empty_or_rejected(imported: Importer, long: str) -> None:
    rows = "a,x,height,12\na,x,height,12\na,y,height,N/A\na,z,height,tall\n\nb,,height,1\n"
    _, summary, left_out = imported(HEAD + rows, long)
    assert (summary.rows, summary.blank, summary.broken) == (6, 1, 1)
    assert (summary.claims, summary.merged, summary.empty, summary.rejected) == (1, 1, 1, 1)
    assert summary.reconciled
    assert left_out.count == summary.broken + summary.rejected


def test_a_measure_that_the_mapping_lacks_is_rejected_by_name(
    imported: Importer, long: str
) -> None:
    _, _, left_out = imported(HEAD + "a,x,weight,12\n", long)
    assert list(left_out.reasons) == ["the mapping has no such measure: …"]


def test_rows_of_the_wrong_width_are_rejected(imported: Importer, long: str) -> None:
    corpus, summary, _ = imported(HEAD + "a,x,height\na,x,height,12,13\na,x,height,1,,\n", long)
    assert (len(corpus.claims), summary.broken) == (1, 2)


def test_a_quote_that_never_closes_costs_one_row(imported: Importer, long: str) -> None:
    rows = 'a,x,height,"12\n' + "".join(f"a,x{n},height,{n}\n" for n in range(300))
    corpus, summary, _ = imported(HEAD + rows, long)
    assert (summary.rows, len(corpus.claims), summary.rejected) == (301, 300, 1)


def test_a_quoted_cell_may_hold_a_line_break(imported: Importer, long: str) -> None:
    corpus, _, _ = imported(HEAD + 'a,"x\ny",height,12\na,z,height,1\n', long)
    assert [claim.anchors[0].start for claim in corpus.claims] == [2, 3]


def test_a_list_in_a_cell_makes_a_claim_of_each_item(imported: Importer) -> None:
    mapped = (
        "format: 1\nsource: source\nsubject: book\nmeasures:\n"
        '  author:\n    column: authors\n    value: category\n    split: ";"\n'
    )
    corpus, summary, _ = imported("source,book,authors\ns,b,Ann Orr; Bo Ems\n", mapped)
    assert sorted(claim.value.text for claim in corpus.claims) == ["Ann Orr", "Bo Ems"]
    assert summary.readings == 2


def test_a_column_that_is_not_there_is_an_error_with_those_that_are(
    imported: Importer, long: str
) -> None:
    with pytest.raises(InputError, match=r"no column 'property'.*the table has source, subject"):
        imported("source,subject,value\na,x,1\n", long)


def test_an_undated_value_never_conflicts_with_a_dated_one(imported: Importer, long: str) -> None:
    mapped = long + "period: {start: year}\n"
    head = "source,subject,property,value,year\n"
    corpus, _, _ = imported(head + "a,x,height,12,2001\nb,x,height,99,\n", mapped)
    found = [f.content for f in compare(corpus).findings]
    assert found == ["scope-mismatch"]


def test_two_dated_values_do_conflict(imported: Importer, long: str) -> None:
    mapped = long + "period: {start: year}\n"
    head = "source,subject,property,value,year\n"
    corpus, _, _ = imported(head + "a,x,height,12,2001\nb,x,height,99,2001\n", mapped)
    assert [f.content for f in compare(corpus).findings] == ["conflict/value"]


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv"])
def test_the_digest_is_of_the_unpacked_table(imported: Importer, long: str, name: str) -> None:
    text = (HEAD + "a,x,height,12\n").encode()
    corpus, _, _ = imported(gzip.compress(text) if name.endswith("gz") else text, long, name)
    digests = {table.sha256 for table in corpus.register.tables.values()}
    assert digests == {hashlib.sha256(text).hexdigest()}


def test_json_lines_are_rows(imported: Importer, long: str) -> None:
    lines = '{"source": "a", "subject": "x", "property": "height", "value": 12}\nnonsense\n'
    corpus, summary, _ = imported(lines, long, "t.jsonl")
    assert (len(corpus.claims), summary.broken) == (1, 1)
    assert corpus.claims[0].anchors[0].start == 1


def test_the_invented_lakes_go_through_every_step(tmp_path: Path, root: Path) -> None:
    data = root / "tests" / "data" / "tables"
    out, left_out = tmp_path / "lakes.parquet", tmp_path / "rejects.csv"
    outcome = intake.take_in([data / "lakes.csv"], data / "lakes.yaml", out, left_out)
    assert str(outcome.summaries[0]).endswith(
        "18 readings = 13 claims + 3 merged + 1 empty + 1 rejected"
    )
    assert left_out.read_text().splitlines()[1].startswith("lakes.csv,5,surface,deep,")
    assert len(claimtable.read(out).claims) == 13


def test_an_import_that_fails_leaves_no_file(tmp_path: Path, root: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("source,depth\na,1\n")
    with pytest.raises(InputError, match="no column 'lake'"):
        intake.take_in(
            [table], root / "tests" / "data" / "tables" / "lakes.yaml",
            tmp_path / "out.parquet", tmp_path / "rejects.csv",
        )  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
