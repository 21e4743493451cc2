"""Load on `claimgraph serve` and, on the same data with the same clients, on `oxigraph serve`.

`python -m tests.soak.serving --clients 50 --seconds 60`: one client sends queries that never end.
Leaves with 1 where a request of the others failed, or memory grew by more than half.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from claimgraph import rdfterms, workflow
from tests.soak.clients import Seen, memory, run, workload

TIMEOUT = 5
GROWTH = 1.5


class Sampled(threading.Thread):
    """Samples of a server's memory, four times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.samples: list[float] = []
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        """Sample until `end`."""
        while not self._over.wait(0.25):
            self.samples.append(memory(self._pid))

    def end(self) -> tuple[float, float]:
        """Stop; returns the median of the second and of the last quarter, in megabytes."""
        self._over.set()
        self.join()
        quarter = max(1, len(self.samples) // 4)
        early, late = self.samples[quarter : 2 * quarter], self.samples[-quarter:]
        return sorted(early)[len(early) // 2], sorted(late)[len(late) // 2]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _answers(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing answers on port {port}")


def _measured(command: list[str], port: int, path: str, clients: int, seconds: float
              ) -> tuple[Seen, tuple[float, float]]:  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _answers(port)
            time.sleep(1)
            sampled = Sampled(server.pid)
            sampled.start()
            seen = run(f"127.0.0.1:{port}", path, clients, seconds, workload())
            return seen, sampled.end()
        finally:
            server.terminate()
            server.wait(30)


def ours(data: Path, clients: int, seconds: float) -> tuple[Seen, tuple[float, float]]:
    """Measure `claimgraph serve` on the N-Quads file *data*."""
    port = _free_port()
    command = [sys.executable, "-m", "claimgraph", "serve", str(data), "--port", str(port),
               "--timeout", str(TIMEOUT)]  # fmt: skip
    return _measured(command, port, "/sparql", clients, seconds)


def theirs(data: Path, clients: int, seconds: float) -> tuple[Seen, tuple[float, float]]:
    """Measure `oxigraph serve-read-only` on the same statements, its default graph filled alike."""
    tool = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    store = data.parent / "store"
    flat = data.with_suffix(".nt")
    flat.write_text(rdfterms.flatten(data.read_text(encoding="utf-8")), encoding="utf-8")
    for file in (data, flat):
        subprocess.run([tool, "load", "--location", str(store), "--file", str(file)],
                       check=True, capture_output=True)  # fmt: skip
    port = _free_port()
    command = [tool, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}",
               "--timeout-s", str(TIMEOUT)]  # fmt: skip
    return _measured(command, port, "/query", clients, seconds)


def _row(name: str, seen: Seen, held: tuple[float, float], seconds: float) -> str:
    return (
        f"{name:<18}{len(seen.seconds) / seconds:>10.0f}{len(seen.failures):>9}"
        f"{seen.quantile(0.5) * 1000:>10.0f}{seen.quantile(0.99) * 1000:>10.0f}"
        f"{held[0]:>9.0f}{held[1]:>9.0f}{seen.stopped:>9}"
    )


def main() -> int:
    """Run both and print a row for each, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--claims", type=Path, default=Path("claims"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="claimgraph-soak-") as room:
        data = Path(room) / "claims.nq"
        workflow.build(given.claims, data)
        seen, held = ours(data, given.clients, given.seconds)
        peer, kept = theirs(data, given.clients, given.seconds)
    print(f"{given.clients} clients, one of them endless, {given.seconds:g} s each")
    print(f"{'':<18}{'answers/s':>10}{'failed':>9}{'p50 ms':>10}{'p99 ms':>10}"
          f"{'MB then':>9}{'MB now':>9}{'stopped':>9}")  # fmt: skip
    print(_row("claimgraph serve", seen, held, given.seconds))
    print(_row("oxigraph serve", peer, kept, given.seconds))
    share = len(seen.seconds) / max(1, len(peer.seconds))
    slower = seen.quantile(0.99) / peer.quantile(0.99)
    print(f"ratio: {share:.2f} of the peer's answers, p99 {slower:.1f} times")
    for failure in seen.failures[:5]:
        print("failed:", failure)
    steady = held[1] <= GROWTH * held[0]
    return int(bool(seen.failures) or not steady or not seen.stopped)


if __name__ == "__main__":
    sys.exit(main())
