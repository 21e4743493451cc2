"""What people concluded about findings: kept, matched, exported and read back."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from claimgraph import (
    check,
    corpus,
    dates,
    rdfterms,
    resources,
    reviewing,
    reviews,
    validate,
    workflow,
)
from claimgraph.cli import run
from claimgraph.errors import InputError, InputErrors
from claimgraph.findings import Finding
from claimgraph.reviews import Review
from claimgraph.serve import content
from claimgraph.serve.settings import Settings
from claimgraph.vocab import CG, EDTF, concept

HARBOUR = Path(__file__).parents[1] / "data" / "harbour"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HARBOUR, tmp_path / "claims")
    return tmp_path / "claims"


@pytest.fixture
def finding(folder: Path) -> Finding:
    found = workflow.compare(folder, "json").comparison.findings
    return next(f for f in found if f.family == "conflict")


def test_a_review_is_kept_beside_the_claims(folder: Path, finding: Finding) -> None:
    workflow.set_review(
        folder, reviews.made(finding.id, "b-wrong", "typed twice", "Ada Vell", "2024-05-02")
    )
    (review,) = reviews.load(folder)
    assert (review.finding, review.state, review.note) == (finding.id, "b-wrong", "typed twice")
    assert (review.by, review.on) == ("Ada Vell", dates.parse("2024-05-02"))


def test_a_review_does_not_change_what_is_compared(folder: Path, finding: Finding) -> None:
    before = workflow.compare(folder, "json").comparison
    workflow.set_review(folder, reviews.made(finding.id, "both-right"))
    assert workflow.compare(folder, "json").comparison == before


def test_the_beginning_of_an_id_is_enough(folder: Path, finding: Finding) -> None:
    assert workflow.set_review(folder, reviews.made(finding.id[:10], "pending")) == finding.id


def test_a_later_review_takes_the_place_of_the_first(folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "pending"))
    workflow.set_review(folder, reviews.made(finding.id, "a-wrong"))
    assert [r.state for r in reviews.load(folder)] == ["a-wrong"]


def test_a_review_of_no_finding_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="no finding has the id 'ffff0000'"):
        workflow.set_review(folder, reviews.made("ffff0000", "pending"))


def test_an_unknown_state_is_refused(folder: Path, finding: Finding) -> None:
    with pytest.raises(InputError, match="'right' is not a state of a review"):
        workflow.set_review(folder, reviews.made(finding.id, "right"))


def standing(folder: Path) -> list[str]:
    comparison = workflow.compare(folder, "json").comparison
    return [r.standing for r in reviewing.matched(reviews.load(folder), comparison)]


def test_a_review_stands_after_a_rebuild(folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "both-right"))
    assert standing(folder) == [reviews.STANDS]


def test_a_finding_that_changed_after_its_review_says_so(folder: Path, finding: Finding) -> None:
    old = Review("0" * 20, "both-right", claims=finding.claims[:1], questions=finding.questions)
    (folder / reviews.FILE).write_text(reviews.text([old]))
    comparison = workflow.compare(folder, "json").comparison
    shared = [f for f in comparison.findings
              if f.questions == finding.questions and finding.claims[0] in f.claims]  # fmt: skip
    expected = reviews.CHANGED if len(shared) == 1 else reviews.GONE
    assert standing(folder) == [expected]


def test_a_review_whose_finding_is_gone_is_kept_and_said_so(folder: Path) -> None:
    (folder / reviews.FILE).write_text(reviews.text([Review("0" * 20, "pending", "look again")]))
    assert standing(folder) == [reviews.GONE]
    assert "look again" in workflow.reviews_sheet(folder)


def edited(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def matched(folder: Path) -> reviews.Reviewed:
    comparison = workflow.compare(folder, "json").comparison
    (found,) = reviewing.matched(reviews.load(folder), comparison)
    return found


def test_a_review_is_found_again_when_a_claim_of_its_finding_changed(
    folder: Path, finding: Finding
) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "both-right"))
    edited(folder, "gazette.yaml", "value: 500\n", "value: 900\n")
    found = matched(folder)
    assert found.finding is not None
    assert (found.standing, found.finding.id == finding.id) == (reviews.CHANGED, False)
    assert found.finding.content == finding.content
    assert found.changes == ("claims",)


def test_another_version_of_the_rules_is_a_change(folder: Path, finding: Finding) -> None:
    comparison = workflow.compare(folder, "json").comparison
    review = reviewing.kept(reviews.made(finding.id, "pending"), comparison)
    (found,) = reviewing.matched([review], replace(comparison, rules="99"))
    assert (found.standing, found.changes) == (
        reviews.CHANGED, (f"rules {comparison.rules} / 99",)
    )  # fmt: skip


def test_another_verdict_on_the_same_claims_is_a_change(folder: Path, finding: Finding) -> None:
    comparison = workflow.compare(folder, "json").comparison
    review = reviewing.kept(reviews.made(finding.id, "pending"), comparison)
    now = tuple(replace(f, verdict="distortion") if f.id == finding.id else f
                for f in comparison.findings)  # fmt: skip
    (found,) = reviewing.matched([review], replace(comparison, findings=now))
    assert found.changes == (f"verdict {finding.verdict} / distortion",)


def test_sides_that_changed_places_are_a_change(folder: Path, finding: Finding) -> None:
    comparison = workflow.compare(folder, "json").comparison
    review = reviewing.kept(reviews.made(finding.id, "a-wrong"), comparison)
    now = tuple(replace(f, sides=f.sides[::-1]) if f.id == finding.id else f
                for f in comparison.findings)  # fmt: skip
    (found,) = reviewing.matched([review], replace(comparison, findings=now))
    assert (found.standing, found.changes) == (reviews.CHANGED, ("which side is A",))


def test_renaming_a_file_changes_no_id_of_a_finding(folder: Path) -> None:
    before = {f.id for f in workflow.compare(folder, "json").comparison.findings
              if f.rule.startswith("C")}  # fmt: skip
    (folder / "gazette.yaml").rename(folder / "aaa.yaml")
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text().replace("gazette#", "aaa#")
                        .replace("scoped_to: gazette", "scoped_to: aaa"))  # fmt: skip
    after = {f.id for f in workflow.compare(folder, "json").comparison.findings}
    assert before <= after


def test_a_review_travels_into_the_graph(folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "a-wrong", "typo", "Ada Vell", "2024-05"))
    text = workflow.built(folder)
    rows = [(p, o) for s, p, o, _ in rdfterms.rows(text) if s.endswith(f"/review/{finding.id}>")]
    assert (CG["reviewState"], concept("review", "a-wrong")) in rows
    assert (CG["standing"], concept("standing", "stands")) in rows
    assert (CG["reviewer"], '"Ada Vell"') in rows
    assert (CG["reviewedOn"], f'"2024-05"^^<{EDTF}>') in rows
    assert [o for p, o in rows if p == CG["reviewOf"]] == [
        s for s, p, _, _ in rdfterms.rows(text)
        if p == CG["rule"] and s.endswith(f"/finding/{finding.id}>")
    ]  # fmt: skip


def test_a_server_shows_reviews_too(folder: Path, finding: Finding, tmp_path: Path) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "pending", by="Ada Vell"))
    found = content.load(Settings(folder), tmp_path)
    assert found.statements == len(set(rdfterms.flatten(workflow.built(folder)).splitlines()))
    assert found.claims is not None
    shown = [f.review.by for f in found.claims.view.findings if f.review]
    assert shown == ["Ada Vell"]


def test_reviews_in_the_graph_violate_no_shape(folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "a-wrong", "typo", "Ada Vell", "2024-05"))
    kept = [*reviews.load(folder), Review("0" * 20, "pending", "look again")]
    (folder / reviews.FILE).write_text(reviews.text(kept))
    triples = rdfterms.flatten(workflow.built(folder))
    assert triples.count(CG["reviewState"]) == 2
    assert [r for r in validate.validate(triples) if r.severity == "violation"] == []


def test_a_review_stands_beside_its_finding_in_the_json(folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "both-right", by="Ada Vell"))
    found = json.loads(str(workflow.compare(folder, "json").output))
    assert {f["id"]: f["review"] for f in found if f["review"]} == {
        finding.id: {"state": "both-right", "note": None, "by": "Ada Vell", "on": None,
                     "standing": "stands", "changes": []}
    }  # fmt: skip


@pytest.mark.parametrize("fmt", ["html", "md", "json"])
def test_a_report_shows_what_a_person_concluded(fmt: str, folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "a-wrong", "<b>typo", "Ada Vell"))
    text = workflow.report(folder, None, fmt, None)
    assert "Ada Vell" in text
    assert "the first side is wrong" in text
    assert ("<b>typo" in text) == (fmt == "json")


def test_a_report_names_the_answer_that_a_person_holds_to_be_wrong(
    folder: Path, finding: Finding
) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "b-wrong"))
    page = json.loads(workflow.report(folder, None, "json", None))
    (review,) = [f["review"] for f in page["findings"] if f["review"]]
    wrong = corpus.load(folder).by_id()[finding.sides[1][0]]
    assert review["words"].startswith(f"the other side is wrong: {wrong.value.text} (")


def test_a_report_counts_reviews_whose_finding_is_gone(folder: Path) -> None:
    (folder / reviews.FILE).write_text(reviews.text([Review("0" * 20, "pending")]))
    assert json.loads(workflow.report(folder, None, "json", None))["method"]["reviews_gone"] == 1
    assert "1 review is of findings" in workflow.report(folder, None, "html", None)


def test_a_view_as_of_a_date_counts_no_review_as_gone(folder: Path) -> None:
    (folder / reviews.FILE).write_text(reviews.text([Review("0" * 20, "pending")]))
    page = json.loads(workflow.report(folder, None, "json", None, "2030"))
    assert page["method"]["reviews_gone"] == 0


def test_an_exported_sheet_read_back_as_it_is_says_nothing_new(
    folder: Path, finding: Finding, tmp_path: Path
) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "pending", "=1+1", "V", "2024"))
    before = (folder / reviews.FILE).read_text()
    sheet = tmp_path / "same.csv"
    sheet.write_text(workflow.reviews_sheet(folder))
    assert workflow.import_reviews(folder, sheet) == 0
    assert (folder / reviews.FILE).read_text() == before


def test_a_file_of_reviews_is_as_its_schema_says(folder: Path, finding: Finding) -> None:
    workflow.set_review(folder, reviews.made(finding.id, "b-wrong", "n", "V", "2024-05-02"))
    data = YAML(typ="safe", pure=True).load((folder / reviews.FILE).read_text())
    schema = json.loads(resources.text("schemas", "reviews.schema.json"))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(data)] == []
    (review,) = data["reviews"].values()
    assert set(review) == set(schema["$defs"]["review"]["properties"])


def test_check_names_a_fault_in_the_reviews(folder: Path) -> None:
    (folder / reviews.FILE).write_text('format: 1\nreviews:\n  "abcd":\n    state: wrong\n')
    found = check.check(folder)
    assert found.exit_code == 1
    assert [(p.where.line, Path(p.where.file).name) for p in found.problems
            if "wrong" in p.what] == [(4, reviews.FILE)]  # fmt: skip


def test_a_filled_in_sheet_is_read_back(folder: Path, finding: Finding, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(workflow.reviews_sheet(folder))))
    for row in rows:
        if row["finding"] == finding.id:
            row |= {"review_state": "not-a-conflict", "review_note": "two days", "reviewer": "V"}
    sheet = tmp_path / "filled.csv"
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(file, reviewing.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    assert workflow.import_reviews(folder, sheet) == 1
    (review,) = reviews.load(folder)
    assert (review.state, review.note, review.by) == ("not-a-conflict", "two days", "V")
    assert review.claims == finding.claims


def test_the_report_as_csv_is_filled_in_and_read_back_too(
    folder: Path, finding: Finding, tmp_path: Path
) -> None:
    sheet = tmp_path / "report.csv"
    rows = list(csv.DictReader(io.StringIO(workflow.report(folder, None, "csv", None))))
    for row in rows:
        if row["finding"] == finding.id:
            row |= {"review_state": "both-right", "reviewer": "V", "reviewed_on": "2031-05"}
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert workflow.import_reviews(folder, sheet) == 1
    again = list(csv.DictReader(io.StringIO(workflow.report(folder, None, "csv", None))))
    states = {row["finding"]: row["review_state"] for row in again}
    assert states[finding.id] == "both-right"


def test_a_bad_row_of_a_sheet_is_named_by_its_line(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "bad.csv"
    head = "finding,review_state,review_note,reviewer,reviewed_on\n"
    sheet.write_text(head + "abc,perhaps,,,\nabc,pending,,,soon\n")
    with pytest.raises(InputErrors) as caught:
        workflow.import_reviews(folder, sheet)
    assert [e.where.rpartition(":")[2] for e in caught.value.errors] == ["2", "3"]


def test_a_sheet_without_the_columns_is_refused(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "other.csv"
    sheet.write_text("id,value\n1,2\n")
    with pytest.raises(InputError, match="lacks the columns finding"):
        workflow.import_reviews(folder, sheet)


def test_a_fault_in_the_file_names_its_line(folder: Path) -> None:
    (folder / reviews.FILE).write_text('format: 1\nreviews:\n  "abcd":\n    state: wrong\n')
    with pytest.raises(InputErrors, match=r"reviews\.yaml:4"):
        reviews.load(folder)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT, TEXT, st.sampled_from(reviews.STATES))
def test_any_text_survives_the_file(note: str, by: str, state: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        review = Review("ab12", state, note, by, claims=("c1",), questions=("q-1",))
        (folder / reviews.FILE).write_text(reviews.text([review]), encoding="utf-8")
        (read,) = reviews.load(folder)
    assert (read.note, read.by, read.claims, read.questions) == (note, by, ("c1",), ("q-1",))


def test_a_folder_with_reviews_loads_as_before(folder: Path, finding: Finding) -> None:
    before = corpus.load(folder)
    workflow.set_review(folder, reviews.made(finding.id, "pending"))
    assert corpus.load(folder) == before


def test_the_command_line_sets_and_lists(
    folder: Path, finding: Finding, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", "set", str(folder), finding.id, "--state", "both-right"]) == 0
    assert run(["review", "list", str(folder)]) == 0
    out = capsys.readouterr().out
    assert finding.id in out
    assert "both-right" in out
