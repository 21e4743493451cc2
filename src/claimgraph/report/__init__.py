"""Layer 6. The report in its formats: one view, rendered for people, spreadsheets, code and CI."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path

from claimgraph import __version__
from claimgraph.errors import InputError, UsageError
from claimgraph.report import folder, junit, markdown, sarif, sheet, webpage
from claimgraph.view import View

__all__ = ["FORMAT", "FORMATS", "render", "write_folder"]

FORMAT = 1
"""Version of the JSON format, described by ``schemas/report.schema.json``."""

MARK = ".claimgraph-report"
"""File that tells a folder of a report from any other, which is never replaced."""

FORMATS = ("html", "md", "json", "csv", "sarif", "junit")


def render(view: View, fmt: str, failing: Collection[str] = (), *, full: bool = True) -> str:
    """Write *view* as one of FORMATS; the same view gives the same bytes.

    failing: families and content relations that are failures in JUnit; without any, conflicts.
    full: of a page, not the summary alone. Raises UsageError for another format, and for more
    questions than one page can show.
    """
    if fmt == "html":
        if full and len(view.items) > folder.TOO_MANY:
            raise UsageError(
                f"{len(view.items):,} questions are too many for one page",
                cure="write a folder (`-o DIR/`), choose some with --where, or take --summary",
            )
        return webpage.render(view, full=full)
    if fmt == "md":
        return markdown.render(view)
    if fmt == "csv":
        return sheet.render(view)
    if fmt == "sarif":
        return sarif.render(view)
    if fmt == "junit":
        return junit.render(view, failing or junit.FAILING)
    if fmt == "json":
        record = {"format": FORMAT, **asdict(view)}
        return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    raise UsageError(f"{fmt!r} is not a form of the report", cure="use " + ", ".join(FORMATS))


def write_folder(view: View, output: Path, tell: Callable[[str, int, int], None]) -> None:
    """Write *view* as a folder of pages, whole or not at all; a folder of before is replaced.

    tell: is told of each page written. Raises UsageError where *output* holds something else.
    """
    if output.exists() and not _ours(output):
        raise UsageError(
            f"{output} is there and is no folder of a report", cure="name a new or empty folder"
        )
    temporary = output.with_name(f"{output.name}.{os.getpid()}.new")
    old = output.with_name(f"{output.name}.{os.getpid()}.old")
    total = folder.count(view)
    try:
        for done, (name, text) in enumerate(folder.pages(view), 1):
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            tell("writing pages", done, total)
        (temporary / MARK).write_text(f"{__version__}\n", encoding="utf-8", newline="\n")
        if output.exists():
            output.rename(old)
        temporary.rename(output)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(output)) from error
    finally:  # nothing half-written stays, whatever stopped it
        if old.exists() and not output.exists():
            old.rename(output)
        for path in (temporary, old):
            shutil.rmtree(path, ignore_errors=True)


def _ours(output: Path) -> bool:
    """Tell whether *output* is an empty folder or one that `write_folder` wrote."""
    return output.is_dir() and ((output / MARK).is_file() or not any(output.iterdir()))
