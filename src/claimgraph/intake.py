"""Layer 6. What `claimgraph import` does, as one function: tables in, a claims table out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimgraph import claimtable, importing, loading
from claimgraph.errors import UsageError
from claimgraph.importing import mapping, rejects, sources

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the rows of every table, and why readings were left out, most first."""

    summaries: tuple[importing.Summary, ...]
    reasons: tuple[tuple[str, int], ...]


def take_in(
    tables: Sequence[Path],
    mapped: Path,
    output: Path,
    rejected: Path | None,
    progress: Progress | None = None,
) -> Outcome:
    """Import *tables* by the mapping at *mapped* into a claims table at *output*.

    rejected: where what can't be read is written, as CSV. Both files are there whole or not at
    all. Raises InputError with file and line.
    """
    if not loading.is_table(output):
        raise UsageError(f"{output.name!r} does not end in {loading.TABLE}", cure="rename it")
    held = []
    for table in tables:
        name = mapping.slug(sources.name_of(table))
        one = mapping.read(mapped, name)
        if len(tables) > 1 and one.table != name:
            one = replace(one, table=f"{one.table}.{name}")
        held.append((sources.hold(table, one.layout), one))
    with rejects.kept(rejected) as left_out:
        corpus, summaries = importing.run(held, left_out, progress)
        claimtable.write(corpus, output)
    return Outcome(tuple(summaries), tuple(left_out.reasons.most_common()))
