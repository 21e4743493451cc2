"""The documentation is true: commands run, generated parts equal the code, links hold."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from claimgraph.cli import app
from tests import generated
from tests.serve.live import running
from tests.stores.servers import started

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
STORES = {
    "http://localhost:7878": "oxigraph",
    "http://localhost:3030/ds": "fuseki",
    "http://localhost:8080/rdf4j-server/repositories/claims": "rdf4j",
}
"""Addresses that pages show, and the kind of store that is started for them."""

SERVED = "http://127.0.0.1:8282"
"""The address at which pages show `claimgraph serve`."""

SAID = "served.txt"
"""What the server said when it started."""

RUN = [sys.executable, "-m", "claimgraph"]
NOT_RUN = {"sh", "text"}
"""`sh` blocks are the make targets that CI itself runs; `text` shows what a file holds."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path) -> list[tuple[str, str, str]]:
    return [(m[1], m[2].strip(), m[3]) for m in BLOCK.finditer(path.read_text("utf-8"))]


def steps(text: str) -> list[tuple[str, str]]:
    """Take a console block apart into commands and the output shown for each."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


def matches(shown: str, output: str) -> bool:
    """Tell whether *output* is what is *shown*, `...` standing for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.rstrip("\n").split("..."))
    return re.fullmatch(pattern + r"\s*", output, flags=re.DOTALL) is not None


@pytest.fixture
def addresses(page: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start the stores that a page names; returns the address of each by the one it shows."""
    with ExitStack() as stack:
        found = {}
        for shown, kind in STORES.items():
            if f"{shown}\n" in page.read_text("utf-8"):
                (tmp_path / kind).mkdir()
                found[shown] = stack.enter_context(started(kind, tmp_path / kind))
        if SERVED in page.read_text("utf-8"):
            server = stack.enter_context(running(ROOT / "claims"))
            found[SERVED] = server.address.rstrip("/")
            (tmp_path / SAID).write_text("".join(server.said), "utf-8")
        yield found


def run(command: str, folder: Path, addresses: dict[str, str]) -> str:
    if command == "claimgraph serve claims":  # it runs already, and does not end by itself
        return (folder / SAID).read_text("utf-8").replace(addresses[SERVED], SERVED)
    for shown, real in addresses.items():
        command = command.replace(shown, real)
    words = shlex.split(command)
    assert words[0] in {"claimgraph", "curl"}, command
    words[:1] = RUN if words[0] == "claimgraph" else ["curl"]
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stderr}"
    output = done.stderr + done.stdout
    for shown, real in addresses.items():
        output = output.replace(real, shown)
    return output


def write(how: str, text: str, folder: Path) -> None:
    kind, _, file = how.partition("=")
    path = folder / file
    if kind == "file":
        path.write_text(text, "utf-8")
        return
    assert kind == "append", how
    keys = {line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    kept = [line for line in path.read_text("utf-8").splitlines() if line.split(":")[0] not in keys]
    path.write_text("\n".join(kept) + "\n" + text, "utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_of_a_page_runs_and_prints_what_is_shown(
    page: Path, tmp_path: Path, addresses: dict[str, str]
) -> None:
    shutil.copytree(ROOT / "claims", tmp_path / "claims")
    shutil.copy(ROOT / "tests" / "data" / "tables" / "lakes.csv", tmp_path)
    texts = tmp_path / "texts"
    texts.mkdir()
    for language, how, text in blocks(page):
        if language == "text" and page.name == "tutorial.md":
            (texts / "lantern.txt").write_text(text, "utf-8")
        elif language == "yaml":
            write(how, text, tmp_path)
        elif language == "console":
            for command, shown in steps(text):
                output = run(command, tmp_path, addresses)
                assert matches(shown, output), f"{command} printed:\n{output[:2000]}"
        elif language == "python":
            subprocess.run([sys.executable, "-c", text], cwd=tmp_path, check=True, timeout=120)
        else:
            assert language in NOT_RUN, f"nobody runs a {language} block"


def test_some_commands_are_run() -> None:
    assert sum(lang == "console" for page in PAGES for lang, _, _ in blocks(page)) > 5


@pytest.mark.parametrize(
    ("shown", "output", "fits"),
    [("a\n", "a\n", True), ("a\n", "b\n", False), ("a...z\n", "a\nb\nz\n", True),
     ("...\nz\n", "z\n", False), ("a\n", "a\nb\n", False)],
)  # fmt: skip
def test_shown_output_is_compared_with_care(shown: str, output: str, fits: bool) -> None:
    assert matches(shown, output) == fits


@pytest.mark.parametrize("page", PAGES[1:], ids=name)
def test_generated_parts_are_as_the_code_has_them(page: Path) -> None:
    assert page.read_text("utf-8") == generated.doc_text(page)


def test_every_generated_part_is_shown_somewhere() -> None:
    shown = "".join(page.read_text("utf-8") for page in PAGES)
    assert [part for part in generated.PARTS if f"<!-- generated: {part}" not in shown] == []


@pytest.mark.parametrize("command", sorted(app.commands))
def test_every_command_is_in_the_reference(command: str) -> None:
    text = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    assert f"## claimgraph {command}\n" in text


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_within_the_documentation_resolve(page: Path) -> None:
    text = BLOCK.sub("", page.read_text("utf-8"))
    inner = [target for target in LINK.findall(text) if "://" not in target]
    missing = [t for t in inner if not (page.parent / t.partition("#")[0]).exists()]
    assert missing == []


def test_readme_names_the_two_commands_that_set_everything_up() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"make {t}" in readme and f"\n{t}:" in makefile for t in ("report", "test"))


def test_the_change_log_has_the_version_in_the_making() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")
