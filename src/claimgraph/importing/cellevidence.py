"""Layer 4. Cells against the tables they were taken from, where the user holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimgraph import ids
from claimgraph.anchors import Anchor, SourceLine, Table
from claimgraph.errors import InputError
from claimgraph.importing import layouts, sources
from claimgraph.importing.sources import Held
from claimgraph.model import Corpus
from claimgraph.problems import Problem

_AGAIN = "import the table again, or put the version there that the claims were taken from"


def check(corpus: Corpus, folder: Path) -> Iterator[Problem]:
    """Check every cell that *corpus* rests on against the tables in *folder*, by their digests."""
    wanted: dict[str, dict[int, list[Anchor]]] = {name: {} for name in corpus.register.tables}
    for claim in corpus.claims:
        home = corpus.articles[claim.article].table
        for anchor in claim.anchors if home else ():
            wanted[home].setdefault(anchor.start, []).append(anchor)
    for name, cells in wanted.items():
        table = corpus.register.tables[name]
        held = _held(table, folder)
        if held is None:
            yield _missing(table)
        elif held.columns == table.columns:
            yield from _cells(held, cells)


def _held(table: Table, folder: Path) -> Held | None:
    """Find the table by its digest among the files of its name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and sources.name_of(path) == sources.name_of(Path(table.name)):
            try:
                held = sources.hold(path, layouts.sniffed(path))
            except InputError:
                continue
            if held.sha256 == table.sha256:
                return held
    return None


def _missing(table: Table) -> Problem:
    return Problem(
        "violation", "evidence/table",
        f"no table {table.name} with the digest sha256:{table.sha256} is in the folder",
        SourceLine(table.name), "", _AGAIN,
    )  # fmt: skip


def _cells(held: Held, wanted: dict[int, list[Anchor]]) -> Iterator[Problem]:
    for record in sources.rows(held):
        for anchor in wanted.pop(record.row, ()):
            at = anchor.end - 1
            text = record.cells[at] if at < len(record.cells) else ""
            if ids.text_digest(text) != anchor.digest:
                yield Problem(
                    "violation", "evidence/cell",
                    f"{anchor.place} does not have this digest",
                    SourceLine(held.name, record.row), "", _AGAIN,
                )  # fmt: skip
    for row in sorted(wanted):
        yield Problem(
            "violation", "evidence/cell", f"the table has no row {row}",
            SourceLine(held.name, row), "", _AGAIN,
        )  # fmt: skip
