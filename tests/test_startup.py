"""Reading the command line loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("duckdb", "jinja2", "networkx", "pint", "pyoxigraph", "pyshacl", "rdflib", "requests",
         "rich", "ruamel", "starlette", "uvicorn")  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """Return which heavy packages are loaded in a fresh interpreter after *code*."""
    report = f"{code}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules], sep=',')"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True,
                          check=True)  # fmt: skip
    return set(filter(None, done.stdout.splitlines()[-1].split(",")))


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["check", "--help"],
                                  ["query", "--help"], ["report", "--help"]])  # fmt: skip
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    assert loaded_by(f"from claimgraph import cli\ncli.run({args!r})") == set()


def test_the_library_loads_nothing_heavy() -> None:
    modules = "check, corpus, explain, graph, init, listing, queries, rdfio, report, store, view"
    assert loaded_by(f"from claimgraph import {modules}, validate, workflow") == set()


def test_this_test_sees_what_is_loaded() -> None:
    assert "networkx" in loaded_by("import networkx")
