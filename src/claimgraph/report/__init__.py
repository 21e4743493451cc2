"""Layer 6. The report in its formats: one view, rendered for people, spreadsheets, code and CI."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict

from claimgraph.errors import UsageError
from claimgraph.report import junit, markdown, sarif, sheet, webpage
from claimgraph.view import View

__all__ = ["FORMAT", "FORMATS", "render"]

FORMAT = 1
"""Version of the JSON format, described by ``schemas/report.schema.json``."""

FORMATS = ("html", "md", "json", "csv", "sarif", "junit")


def render(view: View, fmt: str, failing: Collection[str] = ()) -> str:
    """Write *view* as one of FORMATS; the same view gives the same bytes.

    failing: families and content relations that are failures in JUnit; without any, conflicts.
    Raises UsageError for another format.
    """
    if fmt == "html":
        return webpage.render(view)
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
