"""The library's front door: one function per command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimgraph import outfile, queries, workflow
from claimgraph.errors import InputError, UsageError
from claimgraph.tables import Table


def test_claims_are_listed_in_three_forms(harbour_path: Path) -> None:
    assert isinstance(workflow.list_claims(harbour_path, "table"), Table)
    assert len(json.loads(str(workflow.list_claims(harbour_path, "json")))) == 37
    assert str(workflow.list_claims(harbour_path, "csv")).startswith("id,article,")


@pytest.mark.parametrize("function", [workflow.list_claims, workflow.compare])
def test_an_unknown_form_is_refused_before_anything_is_read(function: object) -> None:
    assert callable(function)
    with pytest.raises(UsageError, match="'yaml' is not a known form"):
        function(Path("nowhere"), "yaml")


def test_turtle_holds_the_findings_alone(harbour_path: Path) -> None:
    compared = workflow.compare(harbour_path, "turtle")
    text = str(compared.output)
    assert text.count("a cg:Finding") == len(compared.comparison.findings)
    assert "a cg:Claim " not in text


@pytest.mark.parametrize(
    ("names", "expected"),
    [("conflict", {"conflict"}), ("agreement", {"agreement"}),
     ("arithmetic/holds", {"arithmetic"}), ("conflict/value", {"conflict"}), ("", set())],
)  # fmt: skip
def test_fail_on_takes_families_and_relations(
    harbour_path: Path, names: str, expected: set[str]
) -> None:
    compared = workflow.compare(harbour_path, "table")
    failing = compared.failing(workflow.relation_names(names))
    assert {finding.family for finding in failing} == expected


def test_a_name_that_no_finding_has_is_refused() -> None:
    with pytest.raises(UsageError, match="'conflicts' is neither a family") as caught:
        workflow.relation_names("tension, conflicts")
    assert "conflict, " in caught.value.cure


@pytest.mark.parametrize("ending", ["trig", "nq", "nt", "ttl", "jsonld"])
def test_a_built_file_is_the_same_every_time(
    harbour_path: Path, tmp_path: Path, ending: str
) -> None:
    first, second = tmp_path / f"one.{ending}", tmp_path / f"two.{ending}"
    assert workflow.build(harbour_path, first) == workflow.build(harbour_path, second) > 0
    assert first.read_bytes() == second.read_bytes()


def test_findings_can_be_left_out(harbour_path: Path) -> None:
    assert "/finding/" in workflow.built(harbour_path)
    assert "/finding/" not in workflow.built(harbour_path, findings=False)


def test_a_built_file_can_be_queried_like_the_folder(harbour_path: Path, tmp_path: Path) -> None:
    workflow.build(harbour_path, tmp_path / "graph.nq")
    from_file = workflow.query(tmp_path / "graph.nq", "discrepancies", {}, "csv", "oxigraph")
    assert from_file == workflow.query(harbour_path, "discrepancies", {}, "csv", "oxigraph")


def test_the_shipped_queries_are_listed() -> None:
    names = [row[0] for row in workflow.query_names().rows]
    assert {"agreements", "discrepancies", "origins", "said-by"} <= set(names)


@pytest.mark.parametrize(
    ("pairs", "what"),
    [(["agent"], "is not a parameter"), (["=x"], "is not a parameter"),
     (["a=1", "a=2"], "is given twice")],
)  # fmt: skip
def test_a_parameter_is_a_name_and_a_value(pairs: list[str], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        queries.parameters(pairs)


def test_a_value_may_hold_an_equals_sign() -> None:
    assert queries.parameters(["a=b=c", "d="]) == {"a": "b=c", "d": ""}


def test_the_ending_of_a_report_tells_its_form(harbour_path: Path, tmp_path: Path) -> None:
    written = workflow.report(harbour_path, tmp_path / "r.json", None, None)
    assert json.loads(written)
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == written


def test_an_ending_that_no_report_has_is_refused(harbour_path: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'r\.doc' does not end like a report"):
        workflow.report(harbour_path, tmp_path / "r.doc", None, None)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with pytest.raises(InputError, match="can't be written"):
        outfile.write(tmp_path / "kept", ["new"])
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_missing_folder_for_the_output_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written: No such file"):
        outfile.write(tmp_path / "none" / "r.html", ["new"])
