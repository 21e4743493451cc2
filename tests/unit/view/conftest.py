"""What the tests of the view share."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import snapshot
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.view import View, build


@pytest.fixture(scope="session")
def view(harbour: Corpus, harbour_comparison: Comparison) -> View:
    """Return the view of the invented corpus, without its texts."""
    return build(harbour, harbour_comparison)


@pytest.fixture(scope="session")
def view_with_texts(harbour: Corpus, harbour_comparison: Comparison, harbour_path: Path) -> View:
    """Return the view of the invented corpus, with its texts at hand."""
    return build(harbour, harbour_comparison, snapshot.index(harbour_path / "texts"))
