"""What is shipped: the wheel holds all it needs and works in an empty environment.

The wheel is installed into a virtual environment outside the checkout that has nothing of ours but
the wheel; its dependencies are taken from the environment that runs the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from claimgraph import __version__

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("src", "ontology", "shapes", "claims", "tests", "docs", ".ci")
FILES = (".gitignore", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile")

pytestmark = pytest.mark.slow


def build(source: Path, kind: str, target: Path) -> Path:
    """Build the wheel or the sdist of *source* into *target*, without fetching anything."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    offline = {**os.environ, "CLAIMGRAPH_EDITOR": "skip"}
    subprocess.run(command, cwd=source, check=True, capture_output=True, env=offline)
    (found,) = target.iterdir()
    return found


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout without what git would not hold."""
    copy = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        ignore = shutil.ignore_patterns("__pycache__", ".*_cache", "*.new", "vendor")
        shutil.copytree(ROOT / part, copy / part, ignore=ignore)
    for file in FILES:
        shutil.copy(ROOT / file, copy / file)
    return copy


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("empty") / "env"
    venv.create(folder, with_pip=True, symlinks=True)
    interpreter = folder / "bin" / "python"
    command: list[str | Path] = [
        interpreter,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    subprocess.run(command, check=True, capture_output=True)
    own = subprocess.run([interpreter, "-c", "import site; print(site.getsitepackages()[0])"],
                         check=True, capture_output=True, text=True)  # fmt: skip
    # Dependencies by path, one by one: a .pth of the folder would run the editable install's too.
    packages = Path(own.stdout.strip())
    for item in Path(site.getsitepackages()[0]).iterdir():
        if "claimgraph" not in item.name and not (packages / item.name).exists():
            (packages / item.name).symlink_to(item)
    return interpreter


def run(python: Path, *args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    command = [python.with_name("claimgraph"), *args]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def sample(tmp_path: Path, harbour_path: Path) -> Path:
    shutil.copytree(harbour_path, tmp_path / "claims")
    return tmp_path


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path, checkout: Path) -> None:
    source = checkout / "src"
    files = {p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file()}
    assert sorted(files - names(wheel)) == []
    assert "claimgraph/py.typed" in files


@pytest.mark.parametrize("folder", ["ontology", "shapes"])
def test_ontology_and_shapes_are_in_the_wheel(wheel: Path, checkout: Path, folder: str) -> None:
    files = {p.relative_to(checkout).as_posix()
             for p in (checkout / folder).rglob("*") if p.is_file()}  # fmt: skip
    assert len(files) > 4
    assert sorted(f for f in files if f"claimgraph/_data/{f}" not in names(wheel)) == []


def test_claims_and_tests_are_not_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"claimgraph", f"claimgraph-{__version__}.dist-info"}


def test_the_licences_are_in_the_wheel(wheel: Path) -> None:
    info = f"claimgraph-{__version__}.dist-info"
    shipped = {name for name in names(wheel) if name.startswith(f"{info}/licenses/")}
    assert shipped == {f"{info}/licenses/{file}"
                       for file in ("LICENSE", "ontology/LICENSE", "shapes/LICENSE")}  # fmt: skip


def test_the_sdist_holds_everything_that_is_needed_to_test_it(sdist: Path, checkout: Path) -> None:
    with tarfile.open(sdist) as archive:
        files = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {p.relative_to(checkout).as_posix() for p in checkout.rglob("*") if p.is_file()}
    assert sorted(wanted - files) == []


def test_a_wheel_from_the_sdist_is_the_same(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    again = build(source, "wheel", tmp_path / "wheel")
    one, other = zipfile.ZipFile(wheel), zipfile.ZipFile(again)
    assert names(again) == names(wheel)
    assert [n for n in one.namelist() if one.read(n) != other.read(n)] == []


def test_the_installed_command_is_not_the_checkout(python: Path, sample: Path) -> None:
    code = "import claimgraph; print(claimgraph.__file__)"
    done = subprocess.run([python, "-I", "-c", code], cwd=sample, capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(python.parents[1])


def test_the_installed_command_checks_a_folder(python: Path, sample: Path) -> None:
    done = run(python, "check", "--articles", "claims/texts", cwd=sample)
    assert (done.returncode, done.stderr) == (0, "")
    assert "shapes checked; evidence checked; 0 violations" in done.stdout


def test_the_installed_command_writes_the_report(python: Path, sample: Path) -> None:
    done = run(python, "report", "-o", "report.html", cwd=sample)
    assert done.returncode == 0, done.stderr
    assert "Tidewater Courier" in (sample / "report.html").read_text(encoding="utf-8")


def test_the_installed_command_answers_a_shipped_query(python: Path, sample: Path) -> None:
    done = run(python, "query", "discrepancies", "-f", "json", cwd=sample)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["bindings"]


def test_the_installed_command_makes_a_new_folder(python: Path, sample: Path) -> None:
    done = run(python, "init", "new", cwd=sample)
    assert done.returncode == 0, done.stderr
    assert (sample / "new" / "schemas" / "claims.schema.json").is_file()
