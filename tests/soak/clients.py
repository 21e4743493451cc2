"""Many clients at one SPARQL endpoint, one of them with queries that never end."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from claimgraph import queries

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NAMES = ("claims", "only-in", "evidence", "rules", "scope")
PREFIXES = "PREFIX cg: <https://w3id.org/claimgraph/ns#>\n"
QUICK = (
    PREFIXES + "SELECT (COUNT(?c) AS ?n) { ?c a cg:Claim }",
    PREFIXES + "SELECT ?c ?v { ?c a cg:Claim ; cg:valueText ?v } LIMIT 50",
    PREFIXES + "ASK { ?f cg:contentNotation 'conflict/value' }",
)
_PATIENCE = 60


def workload() -> tuple[str, ...]:
    """Return the queries of the mix: shipped ones, and quick looks."""
    shipped = queries.shipped()
    return (*QUICK, *(shipped[name].text for name in NAMES))


@dataclass
class Seen:
    """What clients met. seconds: of each answer; failures: what was no answer."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    stopped: int = 0

    def quantile(self, share: float) -> float:
        """Return the seconds that *share* of the answers took at most."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("nan")


def run(
    authority: str, path: str, clients: int, seconds: float, asked: Sequence[str], endless: int = 1
) -> Seen:
    """Let *clients* ask for *seconds*, one after the other each; *endless* of them never-ending."""
    seen, lock = Seen(), threading.Lock()
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_one, args=(authority, path, number, end, asked, seen, lock))
        for number in range(clients - endless)
    ]
    threads += [
        threading.Thread(target=_never_ending, args=(authority, path, end, seen, lock))
        for _ in range(endless)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _one(
    authority: str, path: str, number: int, end: float, asked: Sequence[str], seen: Seen,
    lock: threading.Lock,
) -> None:  # fmt: skip
    connection = http.client.HTTPConnection(authority, timeout=_PATIENCE)
    at = number
    while time.monotonic() < end:
        begun = time.monotonic()
        failure = ""
        try:
            accept = {"Accept": "application/sparql-results+json"}
            text = quote(asked[at % len(asked)], safe="")
            connection.request("GET", f"{path}?query={text}", headers=accept)
            response = connection.getresponse()
            body = response.read()
            if response.status != 200 or not body.rstrip().endswith(b"}"):
                failure = f"{response.status}: {body[:200]!r}"
        except (OSError, http.client.HTTPException) as error:
            failure = repr(error)
            connection.close()
        with lock:
            if failure:
                seen.failures.append(failure)
            else:
                seen.seconds.append(time.monotonic() - begun)
        at += 1
    connection.close()


def _never_ending(authority: str, path: str, end: float, seen: Seen, lock: threading.Lock) -> None:
    while time.monotonic() < end:
        connection = http.client.HTTPConnection(authority, timeout=_PATIENCE)
        try:
            connection.request("GET", f"{path}?query={quote(ENDLESS, safe='')}")
            response = connection.getresponse()
            response.read()
            with lock:
                seen.stopped += response.status >= 500
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()


def memory(pid: int) -> float:
    """Return the megabytes that process *pid* and its children hold now, shared pages once each."""
    pids, total = [pid], 0
    for one in pids:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                children = (task / "children").read_text(encoding="ascii").split()
                pids += [int(child) for child in children if int(child) not in pids]
            held = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue  # it ended in this moment
        total += sum(int(line.split()[1]) for line in held.splitlines() if line.startswith("Pss:"))
    return total / 1024
