"""What the tests of the server share: a server of the invented corpus, the W3C's suites."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.live import Server, running


@pytest.fixture(scope="session")
def harbour_server(harbour_path: Path) -> Iterator[Server]:
    """Return a server of the invented corpus with its article texts at hand."""
    options = ("--articles", str(harbour_path / "texts"), "--timeout", "2")
    with running(harbour_path, *options) as server:
        yield server


@pytest.fixture(scope="session")
def suites(root: Path) -> Path:
    """Return the folder of the W3C's test suites, which lies beside a checkout."""
    path = root.parent / "shared" / "suites"
    if not path.is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI has no test suites: they belong into ../shared/suites")
        pytest.skip("the W3C's test suites are not beside this checkout")
    return path
