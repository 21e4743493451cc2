"""Layer 7. Commands on findings: compare, explain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimgraph.cli.connecting import at_option, source
from claimgraph.cli.printing import (
    DEFAULT_PATH,
    articles_option,
    as_of_option,
    fail_on_option,
    leave,
    path_argument,
    quiet_option,
    show,
    talk,
    tell_undated,
)


@click.command("compare")
@path_argument
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["table", "json", "turtle"]),
    default="table",
    show_default=True,
    help="Form of the output; turtle holds the findings graph alone.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a table of findings instead, a .parquet file: for any number of claims.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "python"]),
    default="duckdb",
    show_default=True,
    help="What compares for --output; the findings are the same.",
)
@fail_on_option
@as_of_option
@at_option
@quiet_option
@click.pass_context
def compare(
    context: click.Context,
    /,
    path: Path,
    fmt: str,
    output: Path | None,
    engine: str,
    fail_on: str,
    as_of: str | None,
    at: str | None,
    **server: Any,
) -> None:
    """Compare all claims: agreements, discrepancies, omissions and sums, with reasons."""
    from claimgraph import workflow

    names = workflow.relation_names(fail_on)
    claims = source(path, at, server)
    if output is not None:
        if fail_on or as_of:
            raise click.UsageError("--output takes neither --fail-on nor --as-of")
        from claimgraph.columnar import tabling
        from claimgraph.columnar.running import summary

        talk(summary(tabling.compare(claims, output, engine)))
        return
    compared = workflow.compare(claims, fmt, as_of)
    tell_undated(claims, as_of)
    show(compared.output)
    leave(context, compared.failing(names))


@click.command("explain")
@click.argument("words", metavar="[PATH] ID", nargs=-1, required=True)
@articles_option
@quiet_option
def explain(words: tuple[str, ...], articles: Path | None) -> None:
    """Explain the claim or finding ID: evidence, chain, question, what it relates to and why.

    The first characters of an ID are enough when no other begins like them.
    """
    from claimgraph import workflow

    path, key = split_path(words)
    show(workflow.explain(path, key, articles))


@click.command("picture")
@path_argument
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
@as_of_option
@quiet_option
def picture(path: Path, fmt: str, as_of: str | None) -> None:
    """Show each question: what is supported, by how many origins, who dissents, how it moves."""
    from claimgraph import workflow

    shown = workflow.pictures(path, fmt, as_of)
    tell_undated(path, as_of)
    show(shown)


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@click.option("--fail-on-change", is_flag=True, help="Leave with 1 when anything changed.")
@quiet_option
@click.pass_context
def diff(context: click.Context, old: Path, new: Path, fmt: str, fail_on_change: bool) -> None:
    """Compare two states of a folder: which claims and which conclusions changed, and why."""
    from claimgraph import workflow

    text, count = workflow.diff(old, new, fmt)
    show(text)
    if count and fail_on_change:
        context.exit(1)


def split_path(words: tuple[str, ...]) -> tuple[Path, str]:
    """Take `[PATH] LAST` apart; raises UsageError for more than two words."""
    if len(words) > 2:  # noqa: PLR2004 - [PATH] and one more
        raise click.UsageError(f"one word too many: {words[2]!r}")
    return (Path(words[0]) if len(words) > 1 else DEFAULT_PATH), words[-1]


COMMANDS = (compare, picture, diff, explain)
