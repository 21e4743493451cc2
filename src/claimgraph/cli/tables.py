"""Layer 7. The command that brings tables in: import."""

from __future__ import annotations

from pathlib import Path

import click

from claimgraph.cli.printing import quiet_option, show, talk
from claimgraph.cli.progress import counting

SHOWN = 5
"""Reasons for rejects that are told; the file has them all."""


@click.command("import")
@click.argument(
    "tables", metavar="TABLE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--map",
    "mapped",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What the columns mean, as YAML; --suggest prints a first one.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write the claims table, a .parquet file.",
)
@click.option(
    "--rejects",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write what can't be read, as CSV; beside the output where it is left out.",
)
@click.option(
    "--suggest", is_flag=True, help="Print a mapping made from the first TABLE's columns."
)
@quiet_option
def import_(
    tables: tuple[Path, ...],
    mapped: Path | None,
    output: Path | None,
    rejects: Path | None,
    suggest: bool,
) -> None:
    """Bring tables of many sources in: CSV, TSV, JSON Lines or Parquet, packed or not.

    Every other command takes the claims table that comes out as it takes a folder.
    """
    if suggest:
        from claimgraph.importing import suggestion

        show(suggestion.suggest(tables[0]))
        return
    if mapped is None or output is None:
        raise click.UsageError("give --map FILE and -o FILE, or --suggest for a first mapping")
    from claimgraph import intake

    beside = rejects or output.with_name(f"{output.stem}.rejects.csv")
    with counting("rows") as progress:
        outcome = intake.take_in(tables, mapped, output, beside, progress)
    for summary in outcome.summaries:
        talk(str(summary))
    for reason, count in outcome.reasons[:SHOWN]:
        talk(f"  {count:,} rejected: {reason}")
    if len(outcome.reasons) > SHOWN:
        talk(f"  and {len(outcome.reasons) - SHOWN:,} other reasons")
    talk(f"wrote {output}; what was left out is in {beside}")


COMMANDS = (import_,)
