"""Layer 6. The report in its formats: one view, rendered as HTML, Markdown, JSON or CSV."""

from __future__ import annotations

import json
from dataclasses import asdict

from claimgraph.errors import UsageError
from claimgraph.report import markdown, sheet, webpage
from claimgraph.view import View

__all__ = ["FORMAT", "FORMATS", "render"]

FORMAT = 1
"""Version of the JSON format, described by ``schemas/report.schema.json``."""

FORMATS = ("html", "md", "json", "csv")


def render(view: View, fmt: str) -> str:
    """Write *view* as one of FORMATS; the same view gives the same bytes.

    Raises UsageError for another format.
    """
    if fmt == "html":
        return webpage.render(view)
    if fmt == "md":
        return markdown.render(view)
    if fmt == "csv":
        return sheet.render(view)
    if fmt == "json":
        record = {"format": FORMAT, **asdict(view)}
        return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    raise UsageError(f"{fmt!r} is not a form of the report", cure="use " + ", ".join(FORMATS))
