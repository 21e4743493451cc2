"""Layer 7. A bar for what takes longer than two seconds, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

PATIENCE = 2.0
"""Seconds before a bar is shown."""


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None] | None]:
    """Yield what takes the count of things done; None where nobody is to be told.

    what: noun of the things counted.
    """
    if not sys.stderr.isatty() or click.get_current_context().meta.get("claimgraph.quiet"):
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} " + what), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    began = time.monotonic()

    def advance(count: int) -> None:
        bar.advance(task, count)
        if not bar.live.is_started and time.monotonic() - began > PATIENCE:
            bar.start()

    try:
        yield advance
    finally:
        bar.stop()
