"""Run the benchmarks one after the other and write what they print to `docs/benchmarks.md`.

`python -m tests.bench [SIZE...]`: sizes in claims, 10,000 and 100,000 without any. Each line is a
ratio against its peer in the same run; nothing in the page is written by hand.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
SIZES = ("10000", "100000")
QUADS = "1000000"
"""What `loading` loads; its sizes are quads."""

BENCHES = {
    "building": "Writing the graph, against pyoxigraph reading it",
    "comparing": "Comparing, against the join that only finds the pairs",
    "validation": "Validating with all shapes, against pyshacl as it is shipped",
    "loading": "Loading over HTTP, against the store's own loader",
}
"""Module to what it measures, in the order of the page."""

PACKAGES = ("duckdb", "oxigraph", "pyarrow", "pyoxigraph", "pyshacl", "rdflib", "shacl")


def machine() -> str:
    """Say what this machine is, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo")
                  if line.startswith("model name")), platform.machine())  # fmt: skip
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []


def versions() -> str:
    """Name the versions of what was measured."""
    found = [f"{name} {version(name)}" for name in PACKAGES if find_spec(name) is not None]
    return ", ".join((f"Python {platform.python_version()}", *found))


def run(module: str, sizes: tuple[str, ...]) -> str:
    """Run one benchmark and return what it printed, which is shown meanwhile."""
    found = []
    command = [sys.executable, "-m", f"tests.bench.{module}", *sizes]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            found.append(line.rstrip())
    if process.returncode:
        raise SystemExit(f"{module} left with {process.returncode}")
    return "\n".join(found)


def main(sizes: tuple[str, ...]) -> None:
    head = (
        "# Benchmarks\n\nWritten by `make bench`; nothing here is written by hand. Every line is "
        "measured in one run with\nits peer: take the ratios, the seconds are those of a machine "
        f"that did other things too.\n\n{machine()}.\n{versions()}.\n"
    )
    parts = [head]
    for module, about in BENCHES.items():
        if find_spec(f"tests.bench.{module}") is None:
            continue
        print(f"== {about}", flush=True)
        said = run(module, (QUADS,) if module == "loading" else sizes)
        parts.append(f"## {about}\n\n```text\n{said}\n```\n")
    PAGE.write_text("\n".join(parts), "utf-8")
    print(f"wrote {PAGE.name}")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or SIZES)
