"""The full editor: only its names and digests are in the sources, and a wheel carries the files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from claimgraph.serve import vendored
from tests.serve.live import running

WEB = Path("src") / "claimgraph" / "serve" / "web"


@pytest.fixture
def brought() -> None:
    """Need the full editor; skip where it was not brought, fail where it must be."""
    if not vendored.present():
        if os.environ.get("CI"):
            pytest.fail("CI has no full editor: run `make web`")
        pytest.skip("the full editor is not here: `make web` brings it")


def test_git_holds_the_manifest_and_the_lock_alone(root: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(
        ["git", "ls-files", str(WEB)], cwd=root, capture_output=True, text=True, check=True
    )
    names = sorted(Path(line).name for line in listed.stdout.split())
    assert names == ["package-lock.json", "package.json"]


def test_the_lock_names_no_address_and_pins_every_package(root: Path) -> None:
    text = (root / WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text.replace('"url": "https://', "")
    packages = {name: found for name, found in json.loads(text)["packages"].items() if name}
    assert len(packages) > 10
    assert [name for name, found in packages.items() if "sha512-" not in found["integrity"]] == []


@pytest.mark.usefixtures("brought")
def test_a_changed_file_is_not_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(vendored.FOLDER, tmp_path / "vendor")
    monkeypatch.setattr(vendored, "FOLDER", tmp_path / "vendor")
    vendored.present.cache_clear()
    assert vendored.present()
    with (tmp_path / "vendor" / "yasgui.min.js").open("a", encoding="utf-8") as file:
        file.write("\n")
    vendored.present.cache_clear()
    assert not vendored.present()
    monkeypatch.undo()
    vendored.present.cache_clear()


@pytest.mark.usefixtures("brought")
def test_a_wheel_carries_the_editor_and_its_licences(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True,
                   env={**os.environ, "CLAIMGRAPH_EDITOR": "require"})  # fmt: skip
    (wheel,) = tmp_path.iterdir()
    with zipfile.ZipFile(wheel) as packed:
        inside = {Path(name).name for name in packed.namelist() if "web/vendor/" in name}
        licences = packed.read("claimgraph/serve/web/vendor/LICENSES.txt").decode()
    assert inside == {*vendored.names(), "LICENSES.txt"}
    assert "Permission is hereby granted" in licences


def test_without_the_full_editor_the_plain_one_says_how_to_get_it(
    harbour_path: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored = shutil.ignore_patterns("vendor", "__pycache__")
    shutil.copytree(root / "src", tmp_path / "src", ignore=ignored)
    for name in ("ontology", "shapes"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "pyproject.toml", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))
    with running(harbour_path) as server:
        page = server.ask("/query").text
        assert server.ask("/static/vendor/yasgui.min.js").status == 404
    assert "make web" in page
    assert 'id="query"' in page
    assert 'id="yasgui"' not in page
