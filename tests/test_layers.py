"""Imports only go down, modules stay small, and each third-party package has its one place.

The layer of a module stands in its docstring: "Layer N. ...". A module may import its own layer,
but never in a circle. Imports inside functions and under TYPE_CHECKING count like all others.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "claimgraph"
MODULES = sorted(SOURCE.rglob("*.py"))
MAX_LINES, MAX_FUNCTION = 400, 60
LAYER = re.compile(r"Layer (\d)\. ")

PLACES = {
    "click": {"cli"},
    "dateutil": {"importing"},
    "duckdb": {"columnar"},
    "jinja2": {"report", "serve"},
    "networkx": {"compare"},
    "pint": {"units"},
    "pyarrow": {"claimtable", "columnar", "compare", "importing"},
    "pyoxigraph": {"rdfio", "remote", "serve", "store", "validate"},
    "pyshacl": {"validate"},
    "rdflib": {"store", "validate"},
    "requests": {"remote"},
    "rich": {"cli"},
    "ruamel": {"anchoring", "yamlfile"},
    "shacl": {"validate"},
    "starlette": {"serve"},
    "text_to_num": {"phrasing"},
    "uvicorn": {"serve"},
}
"""Which modules or packages right under claimgraph may import a third-party package."""

IMPORTED = {"python-dateutil": "dateutil", "text2num": "text_to_num"}
"""Distributions whose package has another name."""

CARRIED = {"markupsafe": "report", "pyparsing": "store"}
"""Parts of jinja2 and rdflib that have a name of their own, and where they are used."""


def name_of(path: Path) -> str:
    parts = ("claimgraph", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


TREES = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def layer_of(name: str) -> int:
    match = LAYER.match(ast.get_docstring(TREES[name]) or "")
    return int(match.group(1)) if match else -1


def imports_of(name: str) -> set[str]:
    """Return every module that *name* imports, anywhere in its text, by full name."""
    found: set[str] = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            assert node.module is not None
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in TREES else node.module)
    return found


def ours(name: str) -> set[str]:
    """Return the modules of claimgraph that *name* imports; its version is nobody's layer."""
    return {m for m in imports_of(name) if m in TREES and m not in {name, "claimgraph"}}


def test_there_are_modules_to_look_at() -> None:
    assert len(TREES) > 30


@pytest.mark.parametrize("name", [name for name in TREES if name != "claimgraph"])
def test_a_module_names_its_layer(name: str) -> None:
    assert 0 <= layer_of(name) <= 7


@pytest.mark.parametrize("name", TREES)
def test_a_module_imports_from_no_higher_layer(name: str) -> None:
    assert [m for m in sorted(ours(name)) if layer_of(m) > layer_of(name)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    waiting = {name: ours(name) for name in TREES}
    while free := [name for name, needs in waiting.items() if not needs]:
        for name in free:
            del waiting[name]
        for needs in waiting.values():
            needs.difference_update(free)
    assert waiting == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_in_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("name", TREES)
def test_a_function_fits_on_a_screen(name: str) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MAX_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("name", TREES)
def test_third_party_packages_stay_in_their_place(name: str) -> None:
    place = name.split(".")[1] if "." in name else ""
    packages = {m.split(".")[0] for m in imports_of(name)} - {"claimgraph"}
    foreign = packages - set(sys.stdlib_module_names)
    allowed = {p for p, places in PLACES.items() if place in places}
    allowed |= {p for p, where in CARRIED.items() if where == place}
    assert sorted(foreign - allowed) == []


@pytest.mark.parametrize("package", PLACES)
def test_no_place_is_kept_for_a_package_that_is_not_used_there(package: str) -> None:
    used = {
        name.split(".")[1]
        for name in TREES
        if package in {m.split(".")[0] for m in imports_of(name)}
    }
    assert PLACES[package] == used


def test_every_dependency_has_a_place() -> None:
    text = (SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.optional")]
    needed = {re.split(r"[.>=<]", line.strip('", '))[0] for line in re.findall(r'  "(.+)"', block)}
    assert {IMPORTED.get(name, name) for name in needed} == set(PLACES)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "base"])
def test_no_module_is_a_drawer(word: str) -> None:
    assert [path.name for path in MODULES if path.stem == word] == []
