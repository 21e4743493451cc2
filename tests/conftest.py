"""What all tests share: the invented corpus, the seeds where they are, reproducible properties."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from claimgraph import corpus as corpora
from claimgraph.compare import compare
from claimgraph.findings import Comparison
from claimgraph.model import Corpus

ROOT = Path(__file__).resolve().parents[1]
HARBOUR = ROOT / "tests" / "data" / "harbour"

settings.register_profile(
    "claimgraph",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("claimgraph")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def harbour_path() -> Path:
    """Return the invented corpus as it stands; `texts/` in it holds the articles."""
    return HARBOUR


@pytest.fixture(scope="session")
def harbour() -> Corpus:
    """Return the invented corpus, read."""
    return corpora.load(HARBOUR)


@pytest.fixture(scope="session")
def harbour_comparison(harbour: Corpus) -> Comparison:
    """Return what comparing the invented corpus finds."""
    return compare(harbour)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the invented corpus that a test may damage."""
    copy = tmp_path / "harbour"
    shutil.copytree(HARBOUR, copy)
    return copy


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the real articles, which lies beside a checkout or nowhere."""
    path = ROOT.parent / "shared" / "seeds"
    if not path.is_dir():
        pytest.skip("the texts of the shipped claims are not beside this checkout")
    return path


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMGRAPH_DEBUG", raising=False)
    if "COLUMNS" in os.environ:
        monkeypatch.delenv("COLUMNS")
