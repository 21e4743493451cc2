"""Tables of cells that nobody vouches for."""

from __future__ import annotations

import csv
import io

import pytest

from claimgraph.tables import Table, as_csv, plain, printable, safe_cell, width


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [("\x1b[31mred\x07", "[31mred"), ("a\u202eb", "ab"), ("a\r\nb\tc", "a b c"), ("\u200b", "")],
)
def test_a_cell_cannot_steer_a_terminal(hostile: str, harmless: str) -> None:
    assert printable(hostile) == harmless


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("", 0)])
def test_width_counts_terminal_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_columns_are_aligned_and_lines_end_without_spaces() -> None:
    table = Table(("id", "text"), (("1", "a"), ("long", "漢"), ("2", "")))
    assert plain(table) == "id    text\n1     a\nlong  漢\n2\n"


def test_a_table_without_rows_has_its_head() -> None:
    assert plain(Table(("id", "text"), ())) == "id  text\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_cannot_be_a_formula(start: str) -> None:
    assert safe_cell(start + "cmd|x") == "'" + start + "cmd|x"


@pytest.mark.parametrize("number", ["-5", "-0.5", "153"])
def test_a_negative_number_stays_a_number(number: str) -> None:
    assert safe_cell(number) == number


def test_csv_reads_back_as_written() -> None:
    table = Table(("a", "b"), (('x,"y"', "line\nbreak"), ("=1", "")))
    rows = list(csv.reader(io.StringIO(as_csv(table))))
    assert rows == [["a", "b"], ['x,"y"', "line\nbreak"], ["'=1", ""]]
