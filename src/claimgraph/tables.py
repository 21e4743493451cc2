"""Layer 1. Tables for a terminal or a spreadsheet, from cells that nobody vouches for."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")
_WIDE = frozenset("WF")
_STEERING = frozenset({"Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under named columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def printable(text: str) -> str:
    r"""Return *text* on one line, without control and direction characters.

    A cell can come from an article: it must not move a terminal's cursor or reverse a line.

    >>> printable("a\x1b[2Jb\nc")
    'a[2Jb c'
    """
    kept = "".join(
        " " if c.isspace() else "" if unicodedata.category(c) in _STEERING else c for c in text
    )
    return " ".join(kept.split())


def width(text: str) -> int:
    """Columns that *text* takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in _WIDE)
        for c in text
    )


def plain(table: Table) -> str:
    """Write *table* as aligned text; the last column is not padded."""
    lines = [tuple(printable(cell) for cell in row) for row in (table.columns, *table.rows)]
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (w - width(cell)) for cell, w in zip(cells, widths, strict=True)]
    return "  ".join(padded).rstrip() + "\n"


def safe_cell(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula.

    >>> safe_cell("=1+1"), safe_cell("153"), safe_cell("-5")
    ("'=1+1", '153', '-5')
    """
    if _NEGATIVE.fullmatch(text):
        return text
    return "'" + text if text.startswith(_FORMULA) else text


def as_csv(table: Table) -> str:
    """Write *table* as CSV (RFC 4180, but lines end in a line feed)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()
