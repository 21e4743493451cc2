"""The same bytes from the shipped claims, wherever they lie and whoever's machine it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FILES = [
    ("report", "html"), ("report", "md"), ("report", "json"), ("report", "csv"),
    ("build", "trig"), ("build", "nq"), ("build", "nt"), ("build", "ttl"), ("build", "jsonld"),
]  # fmt: skip
STREAMS = [
    ("list", "-f", "json"), ("list", "-f", "csv"), ("list",), ("compare", "-f", "json"),
    ("compare", "-f", "turtle"), ("query", "discrepancies", "-f", "json"),
]  # fmt: skip

HERE = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
THERE = {"PYTHONHASHSEED": "42", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0",
         "COLUMNS": "40", "NO_COLOR": "1"}  # fmt: skip


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two folders with a copy of the claims each, the second far from the first."""
    here = tmp_path_factory.mktemp("here")
    there = tmp_path_factory.mktemp("there") / "a b" / "ü"
    for place in (here, there):
        shutil.copytree(ROOT / "claims", place / "claims")
    return here, there


def run(place: Path, env: dict[str, str], *args: str) -> bytes:
    command = [sys.executable, "-m", "claimgraph", *args]
    done = subprocess.run(command, cwd=place, env={**os.environ, **env}, capture_output=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


@pytest.mark.parametrize(("command", "ending"), FILES)
def test_a_file_has_the_same_bytes(places: tuple[Path, Path], command: str, ending: str) -> None:
    here, there = places
    run(here, HERE, command, "-o", f"one.{ending}")
    run(there.parent, THERE, command, str(there / "claims"), "-o", str(there / f"two.{ending}"))
    one, two = here / f"one.{ending}", there / f"two.{ending}"
    assert one.stat().st_size > 10_000
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("command", STREAMS, ids=" ".join)
def test_a_stream_has_the_same_bytes(places: tuple[Path, Path], command: tuple[str, ...]) -> None:
    here, there = places
    verb, *rest = command
    elsewhere = run(there.parent, THERE, verb, str(there / "claims"), *rest)
    assert elsewhere == run(here, HERE, verb, *rest)
    assert len(elsewhere) > 1_000


def test_no_output_names_the_folder_it_was_made_in(places: tuple[Path, Path]) -> None:
    here, _ = places
    for verb, ending in FILES:
        run(here, HERE, verb, str(here / "claims"), "-o", str(here / f"named.{ending}"))
        assert str(here).encode() not in (here / f"named.{ending}").read_bytes()


@pytest.mark.parametrize("name", ["python3.12", "python3.13", "python3.14"])
def test_another_python_writes_the_same_bytes(places: tuple[Path, Path], name: str) -> None:
    if sys.executable.endswith(name):
        pytest.skip("this is the Python that runs the tests")
    python = shutil.which(name)
    probe = [str(python), "-c", "import claimgraph, networkx, jinja2, ruamel.yaml"]
    if python is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip(f"{name} with the project's dependencies is not at hand")
    here, _ = places
    for number, command in enumerate((sys.executable, python)):
        subprocess.run([command, "-m", "claimgraph", "report", "-o", f"py{number}.html"],
                       cwd=here, check=True, capture_output=True)  # fmt: skip
    assert (here / "py0.html").read_bytes() == (here / "py1.html").read_bytes()
