"""Layer 6. What is asked of a report: where it goes, in which form, and of which questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from claimgraph.errors import UsageError

Tell: TypeAlias = Callable[[str, int, int], None]
"""Told of a step, with how much of it is done and of how much; 0 of 0 where that is not known."""

REPORT_ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".csv": "csv",
                  ".sarif": "sarif", ".xml": "junit"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that is asked for; each as in `workflow.report`.

    failing: names of findings, as in `workflow.Compared.failing`; in JUnit these are failures.
    where: `NAME=VALUE` pairs, as in `view.choice`; full: of a page, not the summary alone.
    """

    output: Path | None = None
    fmt: str | None = None
    articles: Path | None = None
    as_of: str | None = None
    failing: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    full: bool = True

    @property
    def folder(self) -> bool:
        """Whether a folder of pages is asked for: by naming one, or a name without an ending."""
        output = self.output
        return self.fmt is None and output is not None and (output.is_dir() or not output.suffix)

    @property
    def form(self) -> str:
        """The format, told by the ending of the output where it is not given."""
        if self.fmt is None and self.output is not None and not self.folder:
            return ending(self.output, REPORT_ENDINGS, "a report")
        return self.fmt or "html"


def ending(path: Path, formats: Mapping[str, str], what: str) -> str:
    """Return the format that the ending of *path* tells; UsageError where it tells none."""
    found = formats.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"{path.name!r} does not end like {what}",
            cure="use one of " + ", ".join(formats),
        )
    return found
