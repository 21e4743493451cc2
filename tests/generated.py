"""Parts of schemas and docs that follow from the code: written here, compared by the tests.

Run as ``python -m tests.generated [schemas|docs]`` to write them again.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "src" / "claimgraph" / "schemas"
MARK = "enum of "


def enum_sources(schema: Any) -> Iterable[dict[str, Any]]:
    """Yield every part of *schema* whose enum is that of a Python table."""
    if isinstance(schema, dict):
        if str(schema.get("$comment", "")).startswith(MARK):
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from enum_sources(part)


def schema_text(path: Path) -> str:
    """Return the schema at *path* with every marked enum taken from its table."""
    text = path.read_text(encoding="utf-8")
    if MARK not in text:
        return text
    schema = json.loads(text)
    for part in enum_sources(schema):
        source, _, nullable = part["$comment"].removeprefix(MARK).partition(" or ")
        module, _, name = source.partition(":")
        table = getattr(importlib.import_module(module), name)
        part["enum"] = [*table, *([None] if nullable else [])]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas() -> None:
    """Write all schemas again."""
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        path.write_text(schema_text(path), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
