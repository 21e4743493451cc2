"""Quads per second into Oxigraph over HTTP, against its own loader and one big POST.

`python -m tests.bench.loading 1000000 10000000`: for each number of quads all three ways, one
after the other on the same machine with the store on disk, and the memory that ours took at most.
Ours includes reading and checking the file; verifying afterwards is timed by itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.conftest import oxigraph, quads


def timed(command: list[str]) -> tuple[float, float]:
    """Run *command*; returns seconds, and the most megabytes that it took."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} left with {process.returncode}")
    return time.monotonic() - began, used.ru_maxrss / 1024


def ours(data: Path, url: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "claimgraph", *more, str(data), "--kind", "oxigraph"] + (
        ["--to", url] if more[0] == "load" else ["--at", url])  # fmt: skip


def measure(count: int, folder: Path) -> None:
    """Measure with *count* quads and print a row for each way."""
    data = folder / "data.nq"
    with data.open("w", encoding="utf-8") as file:
        file.writelines(quads(count, max(count // 10_000, 1)))
    own = str(shutil.which("oxigraph") or Path(sys.executable).with_name("oxigraph"))
    rows = {"oxigraph load": timed([own, "load", "--location", str(folder / "own"), "--file",
                                    str(data)])}  # fmt: skip
    with oxigraph(folder / "curl") as url:
        post = ["curl", "-sf", "-X", "POST", "-H", "Content-Type: application/n-quads"]
        rows["curl, one POST"] = timed([*post, "-T", str(data), f"{url}/store"])
    with oxigraph(folder / "ours") as url:
        rows["claimgraph load"] = timed(ours(data, url, "load", "--verify", "none"))
        rows["claimgraph verify"] = timed(ours(data, url, "verify"))
    base = rows["oxigraph load"][0]
    for name, (seconds, memory) in rows.items():
        print(f"{count:>11} {name:<18} {seconds:>8.1f} s {count / seconds:>9.0f} quads/s "
              f"ratio {base / seconds:>5.2f} {memory:>6.0f} MB", flush=True)  # fmt: skip


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or ["1000000"]):
        with tempfile.TemporaryDirectory(prefix="claimgraph-bench-") as name:
            os.environ["XDG_STATE_HOME"] = name
            measure(number, Path(name))
