"""The report as CSV: a row for each finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from claimgraph.report import sheet
from claimgraph.view import View


def _rows(view: View) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.render(view))))


def test_each_item_has_a_row_for_each_finding_about_it(view: View) -> None:
    found = {finding.id: finding for finding in view.findings}
    rows = [row for row in _rows(view) if row["kind"] == "question"]
    for item in view.items:
        about = [key for key in item.findings if found[key].family not in ("scope", "arithmetic")]
        assert [row["finding"] for row in rows if row["id"] == item.id] == (about or [""])


def test_there_is_a_row_for_each_scope_finding_and_sum(view: View) -> None:
    kinds = [row["kind"] for row in _rows(view)]
    assert kinds.count("scope") == len(view.sections.scope) > 0
    assert kinds.count("sum") == len(view.sections.arithmetic) > 0


def test_a_row_holds_both_answers_with_chain_and_place(view: View) -> None:
    row = next(r for r in _rows(view) if r["question"].startswith("How many residents of Orlow"))
    assert (row["a_value"], row["b_value"]) == ("about 300 people", "about 500 people")
    assert row["a_chain"] == "Tidewater Courier ← Meridian Wire ← fire brigade officials"
    assert (row["a_span"], row["b_span"]) == ("588-627", "297-336")
    assert row["content"] == "conflict/value"


def test_the_review_is_left_to_the_reader(view: View) -> None:
    columns = ("review_state", "review_note", "reviewer", "reviewed_on")
    assert {row[name] for row in _rows(view) for name in columns} == {""}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-x", "@SUM(A1)"])
def test_no_cell_is_taken_for_a_formula(start: str, view_of: Callable[[str], View]) -> None:
    rows = _rows(view_of(start))
    cells = [cell for row in rows for cell in row.values()]
    assert [c for c in cells if c[:1] in tuple("=+-@\t\r")] == []
    assert any(c == "'" + start for c in cells)


def test_hostile_text_makes_no_row_and_no_column(mild: View, wild: View) -> None:
    tame, changed = _rows(mild), _rows(wild)
    assert len(changed) == len(tame)
    assert {tuple(row) for row in changed} == {tuple(tame[0])}
