"""Layer 2. The line of a key inside a block of a YAML file, looked up when a message needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimgraph import yamlfile
from claimgraph.errors import InputError
from claimgraph.model import SourceLine

_Lines = dict[int, dict[str, int]]


class Positions:
    """Finds the line of a key from the line where its block begins; reads each file once."""

    def __init__(self) -> None:
        self._files: dict[str, _Lines] = {}

    def of(self, where: SourceLine, key: str) -> SourceLine:
        """Return file and line of *key* in the block that begins at *where*, else *where*."""
        if not where.file or not key:
            return where
        if where.file not in self._files:
            self._files[where.file] = _lines(Path(where.file))
        return SourceLine(where.file, self._files[where.file].get(where.line, {}).get(key,
                          where.line))  # fmt: skip


def _lines(path: Path) -> _Lines:
    try:
        _, block = yamlfile.read(path, str(path))
    except InputError:
        return {}
    found: _Lines = {}
    waiting: list[tuple[Any, int]] = [(block.node, block.line)]
    while waiting:
        node, line = waiting.pop()
        if node.id == "sequence":
            waiting.extend((item, item.start_mark.line + 1) for item in reversed(node.value))
        elif node.id == "mapping":
            keys = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
            # A named entry begins at its name, which is also where the mapping around it begins.
            for begins in {line, node.start_mark.line + 1}:
                known = found.setdefault(begins, {})
                found[begins] = {**keys, **known}
            waiting.extend((v, k.start_mark.line + 1) for k, v in reversed(node.value))
    return found
