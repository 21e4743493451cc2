"""Layer 7. Commands on what people concluded: review list, set, export, import."""

from __future__ import annotations

from pathlib import Path

import click

from claimgraph.cli.findings import split_path
from claimgraph.cli.printing import path_argument, quiet_option, show, talk


@click.group("review")
def review() -> None:
    """Keep what people concluded about findings, in reviews.yaml beside the claims."""


@review.command("list")
@path_argument
@quiet_option
def list_(path: Path) -> None:
    """List the reviews: which stand, and whose finding has changed since or is gone."""
    from claimgraph import workflow

    show(workflow.reviews_table(path))


@review.command("set")
@click.argument("words", metavar="[PATH] ID", nargs=-1, required=True)
@click.option("--state", required=True, metavar="STATE",
              help="pending, a-wrong, b-wrong, both-right or not-a-conflict.")  # fmt: skip
@click.option("--note", default="", metavar="TEXT", help="Why.")
@click.option("--by", default="", metavar="NAME", help="Who concluded it.")
@click.option("--on", default="", metavar="DATE", help="When; nothing is filled in by itself.")
@quiet_option
def set_(words: tuple[str, ...], state: str, note: str, by: str, on: str) -> None:
    """Record a review of the finding ID (its first characters are enough)."""
    from claimgraph import reviews, workflow

    path, key = split_path(words)
    talk(f"reviewed {workflow.set_review(path, reviews.made(key, state, note, by, on))}")


@review.command("export")
@path_argument
@quiet_option
def export(path: Path) -> None:
    """Write all findings with their reviews as CSV, to be filled in."""
    from claimgraph import workflow

    show(workflow.reviews_sheet(path))


@review.command("import")
@click.argument("words", metavar="[PATH] FILE", nargs=-1, required=True)
@quiet_option
def import_(words: tuple[str, ...]) -> None:
    """Read a filled-in CSV back; it has the columns that `review export` writes."""
    from claimgraph import workflow

    path, file = split_path(words)
    talk(f"{workflow.import_reviews(path, Path(file))} reviews read")


COMMANDS = (review,)
