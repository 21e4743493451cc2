"""What people concluded about findings: kept, matched, exported and read back."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import corpus, dates, reviewing, reviews, workflow
from claimgraph.cli import run
from claimgraph.errors import InputError, InputErrors
from claimgraph.findings import Finding
from claimgraph.reviews import Review

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
