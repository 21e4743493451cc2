"""Layer 6. What changed between two states of a folder, written as text, Markdown or JSON.

The JSON is described by ``schemas/diff.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from claimgraph.difference import Change
from claimgraph.report.markdown import escape
from claimgraph.tables import printable

_KINDS = {
    "article": "Articles", "claim": "Claims", "register": "Register", "rules": "Rules",
    "finding": "Conclusions", "origins": "Independent origins",
    "review": "Reviews",
}  # fmt: skip
MAX_CAUSES = 6
"""How many causes of one change a reader is told before the rest are counted."""

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def write(changes: Sequence[Change], fmt: str) -> str:
    """Write *changes* in the form *fmt*: text, md or json."""
    if fmt == "json":
        records = [
            {"kind": c.kind, "how": c.how, "key": c.key, "what": c.what, "why": list(c.why)}
            for c in changes
        ]
        return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    lines = _markdown(changes) if fmt == "md" else _text(changes)
    return "".join(f"{line}\n" for line in lines)


def _text(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        yield "Nothing changed."
    for kind, title in _KINDS.items():
        found = [c for c in changes if c.kind == kind]
        if found:
            yield f"{title} ({len(found)})"
        for change in found:
            yield f"  {_SIGNS[change.how]} {change.key}  {printable(change.what)}"
            if change.why:
                yield f"      because of {printable(_causes(change))}"


def _causes(change: Change) -> str:
    """Name the first causes of a change; JSON names all."""
    more = len(change.why) - MAX_CAUSES
    return "; ".join((*change.why[:MAX_CAUSES], *([f"{more:,} more"] if more > 0 else [])))


def _markdown(changes: Sequence[Change]) -> Iterator[str]:
    yield "# What changed"
    if not changes:
        yield ""
        yield "Nothing changed."
    for kind, title in _KINDS.items():
        found = [c for c in changes if c.kind == kind]
        if found:
            yield ""
            yield f"## {title} ({len(found)})"
            yield ""
        for change in found:
            why = f" Because of {escape(_causes(change))}." if change.why else ""
            yield f"- **{change.how}** `{change.key}` {escape(printable(change.what))}.{why}"
