"""Layer 3. How a table is laid out, from its first lines: delimiter, encoding, header or none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from claimgraph.errors import InputError
from claimgraph.importing import moments, sources
from claimgraph.importing.mapping import Layout
from claimgraph.importing.records import records

MARKS = (",", "\t", ";", "|")
LINES = 200


def sniffed(path: Path) -> Layout:
    """Tell how the table at *path* is laid out; what its ending says is left out."""
    try:
        kind = sources.format_of(path, Layout())
        named = ""
    except InputError:
        kind = named = "csv"
    if kind not in sources.DELIMITERS:
        return Layout()
    encoding = "" if _plain(path) else "cp1252"
    lines = _lines(path, encoding or "utf-8-sig")
    mark = max(MARKS, key=lambda m: (_regular(lines, m), m == sources.DELIMITERS[kind]))
    delimiter = mark if mark != sources.DELIMITERS[kind] and _regular(lines, mark) else ""
    rows = [r.cells for r in records(lines, delimiter or sources.DELIMITERS[kind], 0) if r.cells]
    names = () if _headed(rows) else tuple(f"column {n + 1}" for n in range(len(rows[0])))
    return Layout(named, delimiter, encoding, not names, names)


def _plain(path: Path) -> bool:
    held = sources.is_utf8(path)
    with sources.opened(path) as file:
        marked = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    return held or marked


def _lines(path: Path, encoding: str) -> list[str]:
    with sources.opened(path) as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            encoding = "utf-16"
    with sources.text(path, encoding) as lines:
        return list(islice(lines, LINES))


def _regular(lines: Sequence[str], mark: str) -> int:
    """How many lines have as many cells as most have, where that is more than one."""
    widths = [len(r.cells) for r in records(lines, mark, 0) if r.cells]
    usual = max(set(widths), key=widths.count, default=0)
    return widths.count(usual) if usual > 1 else 0


def _headed(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: no numbers or times, and no row's cells."""
    if not rows:
        return True
    first, rest = rows[0], rows[1:]
    if any(_figure(cell) for cell in first):
        return False
    again = sum(
        any(at < len(row) and row[at] == cell for row in rest)
        for at, cell in enumerate(first)
        if cell
    )
    return again * 2 <= len(first)


def _figure(cell: str) -> bool:
    plain = cell.strip().strip("$%+-").replace(",", "").replace(".", "")
    if plain.isdecimal():
        return True
    try:
        moments.find(cell, "month-first")
    except InputError:
        return False
    return True
