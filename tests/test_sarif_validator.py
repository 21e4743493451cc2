"""The SARIF of a report is valid to the validator that the format's makers publish."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from claimgraph import workflow
from tests.stores.servers import missing

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
SHA256 = "27d8e3e96dde578a23b7c45035b8d741fece5731e2700aa068015b8c44d1514e"


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program, from the user's cache or else from npm."""
    if sys.platform != "linux":
        pytest.skip("the validator is fetched for Linux only")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "claimgraph-tests"
    kept = cache / "sarif-multitool-linux-5.7.0.tgz"
    if not kept.is_file():
        _fetch(kept)
    if hashlib.sha256(kept.read_bytes()).hexdigest() != SHA256:
        kept.unlink()
        pytest.fail(f"{PACKAGE} is not the file that was pinned")
    folder = tmp_path_factory.mktemp("sarif")
    with tarfile.open(kept) as archive:
        archive.extractall(folder, filter="data")
    program = folder / "package" / "Sarif.Multitool"
    program.chmod(0o755)
    return program


def _fetch(kept: Path) -> None:
    if shutil.which("npm") is None:
        missing("there is no npm to fetch the validator with")
    fresh = kept.parent / f"fetch-sarif-{os.getpid()}"
    fresh.mkdir(parents=True)
    done = subprocess.run(["npm", "pack", "-s", PACKAGE], cwd=fresh, capture_output=True,
                          text=True, timeout=300, check=False)  # fmt: skip
    found = list(fresh.glob("*.tgz"))
    if done.returncode or not found:
        missing(f"{PACKAGE} can't be fetched: {done.stderr[-300:]}")
    found[0].replace(kept)
    fresh.rmdir()


def said(validator: Path, log: Path) -> str:
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([str(validator), "validate", str(log)], capture_output=True, text=True,
                          timeout=300, check=False, env=environment)  # fmt: skip
    return done.stdout


def test_the_validator_has_nothing_to_say(
    validator: Path, harbour_path: Path, tmp_path: Path
) -> None:
    log = tmp_path / "report.sarif"
    workflow.report(harbour_path, log, None, None)
    found = said(validator, log)
    assert "Analysis completed successfully" in found
    assert ": warning" not in found
    assert ": error" not in found


def test_the_validator_finds_a_line_that_can_not_be(
    validator: Path, harbour_path: Path, tmp_path: Path
) -> None:
    log = tmp_path / "bad.sarif"
    text = workflow.report(harbour_path, None, "sarif", None)
    log.write_text(re.sub(r'"startLine": \d+', '"startLine": -4', text, count=1), "utf-8")
    assert "startLine: -4 is less than the minimum" in said(validator, log)
