"""Layer 7. How commands print: data to stdout, talk to stderr, tables by what stdout is."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimgraph.tables import Table, plain, printable

if TYPE_CHECKING:
    from claimgraph.findings import Finding
    from claimgraph.workflow import Source

F = TypeVar("F", bound=Callable[..., Any])

_QUIET = "claimgraph.quiet"
DEFAULT_PATH = Path("claims")


def path_argument(command: F) -> F:
    """Add the argument PATH, a folder of claim files or one file."""
    return click.argument("path", type=click.Path(path_type=Path), default=DEFAULT_PATH)(command)


def articles_option(command: F) -> F:
    """Add the option --articles, the folder with the user's own article texts."""
    return click.option(
        "--articles",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder with the article texts that the claims were taken from.",
    )(command)


def as_of_option(command: F) -> F:
    """Add the option --as-of, a date."""
    return click.option(
        "--as-of",
        metavar="DATE",
        help="Take only what had been published by the end of this day; articles of unknown "
        "date are left out, and named.",
    )(command)


def fail_on_option(command: F) -> F:
    """Add the option --fail-on, names of findings."""
    return click.option(
        "--fail-on",
        metavar="NAMES",
        default="",
        help="Leave with 1 when there is such a finding: families (conflict, tension, "
        "scope, omission, arithmetic, ...) or content relations (conflict/value, ...), "
        "separated by commas.",
    )(command)


def leave(context: click.Context, failing: Sequence[Finding]) -> None:
    """Leave with 1 where there are findings that the user does not accept."""
    if failing:
        talk(f"{len(failing)} findings of the kinds in --fail-on")
        context.exit(1)


def tell_undated(path: Source, as_of: str | None) -> None:
    """Name the articles that an as-of view can't place."""
    if as_of is not None:
        from claimgraph import workflow

        for label in workflow.undated(path):
            talk(f"left out, its date is not known: {label}")


def quiet_option(command: F) -> F:
    """Add the option --quiet."""
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Say nothing on stderr but errors.",
    )(command)


def _remember(context: click.Context, _option: click.Parameter, value: object) -> None:
    context.meta[_QUIET] = bool(value)


def talk(text: str) -> None:
    """Tell the user something that is not data, unless --quiet was given."""
    if not click.get_current_context().meta.get(_QUIET):
        click.echo(text, err=True)


PATIENCE = 2.0
"""Seconds after which a command says what it is at."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show the steps of what takes longer than PATIENCE, on a terminal and unless --quiet.

    Gives a function that is told the step, how much of it is done and of how much.
    """
    quiet = click.get_current_context().meta.get(_QUIET)
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _step, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(),
        TextColumn("{task.fields[n]}"), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task = bar.add_task("starting", total=None, n="")
    waiting = threading.Timer(PATIENCE, bar.start)
    waiting.daemon = True
    waiting.start()

    def tell(step: str, done: int, total: int) -> None:
        shown = f"{done:,} of {total:,}" if total else ""
        bar.update(task, description=step, completed=done, total=total or None, n=shown)

    try:
        yield tell
    finally:
        waiting.cancel()
        waiting.join()
        bar.stop()


def show(output: str | Table) -> None:
    """Print data: text as it is; a table with rules and colours on a terminal, else plain."""
    if isinstance(output, str):
        click.echo(output, nl=False)
    elif sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        _rich(output)
    else:
        click.echo(plain(output), nl=False)


def _rich(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD)  # rich itself obeys NO_COLOR
    for column in table.columns:
        drawn.add_column(column, overflow="fold", no_wrap=column == "id")
    for row in table.rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(drawn)
