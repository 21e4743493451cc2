"""Claims validated in a second: the fast engine against pyshacl as it is shipped.

`python -m tests.bench.validation 10000 100000`: pyshacl runs once on 1,000 claims (the time of
loading the graph is not counted), then the fast engine on each number of claims, from text to
results, in the same process; then one claim is changed at a time in a session of 10,000. One claim
in twenty is broken; on the 1,000 claims both have to say the same.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time

import pyshacl
from rdflib import Graph

from claimgraph import validate
from claimgraph.validate.reference import results_of
from tests.bench.generated import Sizes, ntriples_of, with_faults

PEER = 1_000
CHANGED = 10_000
TRIES = 200


def broken(claims: int) -> str:
    """Return the graph of *claims* claims, one in twenty of them broken."""
    return with_faults(ntriples_of(Sizes(claims)), every=20)[0]


def peer(text: str) -> tuple[float, tuple[validate.Violation, ...]]:
    """Return seconds and results of pyshacl on rdflib, called as its manual says."""
    data = Graph().parse(data=text + validate.ontology_lines(), format="nt")
    began = time.perf_counter()
    _, report, _ = pyshacl.validate(data, shacl_graph=validate.shapes())
    took = time.perf_counter() - began
    assert isinstance(report, Graph)
    return took, tuple(sorted(results_of(report)))


def changed(text: str) -> list[float]:
    """Return seconds for each change of one claim, there and back, in a graph that is kept."""
    kept = validate.session(text)
    claims = [node for node in kept.nodes() if "/claim/" in node][:TRIES]
    times = []
    for claim in claims:
        before = kept.of(claim)
        after = "".join(line for line in before.splitlines(True) if "#phrase>" not in line)
        for lines in (after, before):
            began = time.perf_counter()
            kept.change({claim: lines})
            times.append(time.perf_counter() - began)
    return times


def row(what: str, claims: int, took: float, base: float, results: int) -> None:
    """Print one line; the ratio is that of claims a second to the peer's."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<24} {claims:>9} claims {took:>9.2f} s {claims / took:>9.0f} claims/s "
          f"ratio {claims / took / base:>7.1f} {results:>7} results {memory:>6.0f} MB",
          flush=True)  # fmt: skip


def main(sizes: list[int]) -> None:
    text = broken(PEER)
    validate.validate(broken(50))  # compiles the shapes, as any second run finds them
    took, expected = peer(text)
    base = PEER / took
    row("pyshacl as shipped", PEER, took, base, len(expected))
    if expected != validate.validate(text):
        raise SystemExit("the engines differ")
    for claims in sizes:
        text = broken(claims)
        began = time.perf_counter()
        found = validate.validate(text)
        row("fast", claims, time.perf_counter() - began, base, len(found))
    times = [1000 * seconds for seconds in changed(ntriples_of(Sizes(CHANGED)))]
    print(f"one changed claim of {CHANGED}: median {statistics.median(times):.1f} ms, "
          f"95 in 100 below {statistics.quantiles(times, n=20)[-1]:.1f} ms")  # fmt: skip


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [1_000, 10_000, 100_000])
