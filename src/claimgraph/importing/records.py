"""Layer 2. Lines of text as rows of cells, with quotes that somebody forgot to close.

A quote that never closes would swallow the rest of a file without a word. A row may therefore
span lines only where its quotes close soon and it has as many cells as it must have.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

MAX_LINES = 200
"""Lines that one row may span."""

_QUOTE = '"'


@dataclass(slots=True)
class Record:
    """One row. fault: why it can't be taken apart, empty where it can."""

    row: int
    cells: list[str]
    fault: str = ""


def records(lines: Iterable[str], delimiter: str, width: int) -> Iterator[Record]:
    """Take lines apart. width: how many cells a row has, 0 where that is not known yet.

    Cells behind the last column are dropped where they are empty; a row of any other width has a
    fault. An empty line is a row without cells.
    """
    for row, cells in enumerate(_cells(lines, delimiter, width), start=1):
        while width and len(cells) > width and not cells[-1]:
            cells.pop()
        fault = ""
        if width and cells and len(cells) != width:
            fault = f"{len(cells)} cells where the table has {width} columns"
        yield Record(row, cells, fault)


def _cells(lines: Iterable[str], delimiter: str, width: int) -> Iterator[list[str]]:
    return csv.reader(_whole(iter(lines), delimiter, width), delimiter=delimiter)


def _whole(lines: Iterator[str], delimiter: str, width: int) -> Iterator[str]:
    """Yield lines, several as one where a quote closes on a later one, or one taken literally."""
    waiting: deque[str] = deque()
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        if line.count(_QUOTE) % 2 == 0:
            yield line
            continue
        waiting.extend(islice(lines, max(0, MAX_LINES - len(waiting))))
        end = next((n for n, more in enumerate(waiting, start=1) if more.count(_QUOTE) % 2), 0)
        joined = "".join([line, *islice(waiting, end)])
        if end and _fits(joined, delimiter, width):
            for _ in range(end):
                waiting.popleft()
            yield joined
        else:
            yield _literal(line, delimiter)


def _fits(text: str, delimiter: str, width: int) -> bool:
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    return len(rows) == 1 and (not width or len(rows[0]) == width)


def _literal(line: str, delimiter: str) -> str:
    """Write a line so that its quotes are read as they stand."""
    cells = line.rstrip("\r\n").split(delimiter)
    return (
        delimiter.join(
            cell if _QUOTE not in cell else f'"{cell.replace(_QUOTE, _QUOTE * 2)}"'
            for cell in cells
        )
        + "\n"
    )
