"""Quads per second into Oxigraph and Fuseki over HTTP, against their own loaders and one big POST.

`python -m tests.bench.loading 1000000 10000000`: for each store and number of quads all three ways,
one after the other on the same machine with the store on disk, and the memory that ours took at
most. Ours includes reading and checking the file; verifying afterwards is timed by itself. The
ratio is to the store's own loader; the start of Java is in that of Fuseki.
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
from tests.stores.servers import FUSEKI, fetched, fuseki


def timed(command: list[str]) -> tuple[float, float]:
    """Run *command*; returns seconds, and the most megabytes that it took."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} left with {process.returncode}")
    return time.monotonic() - began, used.ru_maxrss / 1024


def ours(data: Path, url: str, kind: str, *more: str) -> list[str]:
    """Command line of ours that loads or verifies."""
    return [sys.executable, "-m", "claimgraph", *more, str(data), "--kind", kind] + (
        ["--to", url] if more[0] == "load" else ["--at", url])  # fmt: skip


Rows = dict[str, tuple[float, float]]


def over_http(data: Path, url: str, kind: str) -> Rows:
    """Load and verify with ours at the server *url*."""
    return {
        "claimgraph load": timed(ours(data, url, kind, "load", "--verify", "none")),
        "claimgraph verify": timed(ours(data, url, kind, "verify")),
    }


def posted(data: Path, url: str) -> tuple[float, float]:
    """Send the file as one request."""
    post = ["curl", "-sf", "-X", "POST", "-H", "Content-Type: application/n-quads"]
    return timed([*post, "-T", str(data), url])


def into_oxigraph(data: Path, folder: Path) -> Rows:
    """Load each way into Oxigraph."""
    own = str(shutil.which("oxigraph") or Path(sys.executable).with_name("oxigraph"))
    load = [own, "load", "--location", str(folder / "own"), "--file", str(data)]
    rows = {"oxigraph load": timed(load)}
    with oxigraph(folder / "curl") as url:
        rows["curl, one POST"] = posted(data, f"{url}/store")
    with oxigraph(folder / "ours") as url:
        return rows | over_http(data, url, "oxigraph")


def into_fuseki(data: Path, folder: Path) -> Rows:
    """Load each way into Fuseki with TDB2."""
    loader = ["java", "-cp", str(fetched(FUSEKI)), "tdb2.tdbloader", "--loc", str(folder / "tdb2")]
    rows = {"tdb2.tdbloader": timed([*loader, str(data)])}
    for name in ("posted", "loaded"):
        (folder / name).mkdir()
    with fuseki(folder / "posted") as url:
        rows["curl, one POST"] = posted(data, f"{url}/data")
    with fuseki(folder / "loaded") as url:
        return rows | over_http(data, url, "fuseki")


def measure(count: int, folder: Path) -> None:
    """Measure with *count* quads and print a row for each way."""
    data = folder / "data.nq"
    with data.open("w", encoding="utf-8") as file:
        file.writelines(quads(count, max(count // 10_000, 1)))
    for into in (into_oxigraph, into_fuseki):
        place = folder / into.__name__
        place.mkdir()
        rows = into(data, place)
        base = next(iter(rows.values()))[0]
        for name, (seconds, memory) in rows.items():
            print(f"{count:>11} {name:<18} {seconds:>8.1f} s {count / seconds:>9.0f} quads/s "
                  f"ratio {base / seconds:>5.2f} {memory:>6.0f} MB", flush=True)  # fmt: skip


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or ["1000000"]):
        with tempfile.TemporaryDirectory(prefix="claimgraph-bench-") as name:
            os.environ["XDG_STATE_HOME"] = name
            measure(number, Path(name))
