"""A load that dies at any moment is finished by the same command: nothing twice, nothing missing.

`make soak` sets CLAIMGRAPH_SOAK to 1,000,000 quads and does it 20 times; otherwise it is a tenth of
the quads and two times.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.conftest import oxigraph, quads

SOAK = int(os.environ.get("CLAIMGRAPH_SOAK", "0"))
QUADS, CHUNK, SEEDS = (SOAK, SOAK / 250_000, 20) if SOAK else (100_000, 0.4, 2)


class Undisturbed(NamedTuple):
    """How long a load took, and a digest of what was there afterwards."""

    seconds: float
    contents: str


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kill") / "data.nq"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(quads(QUADS, 40))
    return path


def command(data: Path, url: str, mode: str) -> list[str]:
    return [sys.executable, "-m", "claimgraph", "load", str(data), "--to", url, "--mode", mode,
            "--chunk", str(CHUNK), "--kind", "oxigraph"]  # fmt: skip


def contents(url: str) -> str:
    """Return one digest of all that the server gives when it is asked for everything.

    It asks for all quads at once and sorts them, which nothing in a load or its check does.
    """
    with urllib.request.urlopen(f"{url}/store", timeout=600) as answer:  # noqa: S310 - our server
        lines = sorted(answer)
    return hashlib.sha256(b"".join(lines)).hexdigest()


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Undisturbed]:
    """Return how long a load takes that nobody kills, and what is there then."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        for mode in ("add", "replace"):
            with oxigraph() as url:
                began = time.monotonic()
                subprocess.run(command(many, url, mode), check=True, capture_output=True)
                found[mode] = Undisturbed(time.monotonic() - began, contents(url))
    return found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_killed_load_is_finished_exactly_by_the_same_command(
    seed: int, many: Path, undisturbed: dict[str, Undisturbed]
) -> None:
    mode = ("add", "replace")[seed % 2]
    expected = undisturbed[mode]
    moment = random.Random(seed).uniform(0.1, 1) * expected.seconds  # noqa: S311 - no secret
    with oxigraph() as url:
        process = subprocess.Popen(command(many, url, mode), stderr=subprocess.DEVNULL)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()
        subprocess.run(command(many, url, mode), check=True, capture_output=True)
        assert contents(url) == expected.contents


def test_both_ways_to_load_end_in_the_same(undisturbed: dict[str, Undisturbed]) -> None:
    assert undisturbed["add"].contents == undisturbed["replace"].contents
