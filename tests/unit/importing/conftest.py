"""Tables made for one test, read into a corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimgraph import importing, yamlfile
from claimgraph.importing import mapping, rejects, sources
from claimgraph.model import Corpus

Imported = tuple[Corpus, importing.Summary, rejects.Rejects]
Importer = Callable[..., Imported]


@pytest.fixture
def imported(tmp_path: Path) -> Importer:
    """Return what writes a table and imports it; without a mapping by the one suggested."""

    def run(text: str | bytes, mapped: str = "", name: str = "t.csv") -> Imported:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        wanted = mapping.parse(yamlfile.parse(mapped or importing.suggest(path), "map"), "t")
        left_out = rejects.Rejects()
        corpus, summaries = importing.run([(sources.hold(path, wanted.layout), wanted)], left_out)
        return corpus, summaries[0], left_out

    return run


LONG = """format: 1
source: source
subject: subject
measure: property
value: value
measures:
  height:
    value: number
    unit: metre
"""


@pytest.fixture
def long() -> str:
    """Return a mapping of a table with one value a row."""
    return LONG
