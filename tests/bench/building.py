"""Quads per second written from the model, against pyoxigraph reading the same quads.

`python -m tests.bench.building 10000 100000 1000000`: claims are made article by article and
written to a digest, nothing goes to disk. Each article's lines are read by pyoxigraph's parser
right after they were written, so that both see the same machine; making the claims is timed apart
from both.
"""

from __future__ import annotations

import hashlib
import math
import resource
import sys
import time
from collections.abc import Iterator

import pyoxigraph as ox

from claimgraph import graph
from claimgraph.model import Article, Claim, Corpus
from tests.bench.generated import Sizes, claims_of, register_of


class Making:
    """Articles with made-up claims, one after the other, and the seconds it took to make them."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes, self.seconds = sizes, 0.0
        self.corpus = Corpus(register_of(sizes), {}, ())

    def __iter__(self) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        made = claims_of(self.sizes, self.corpus.register)
        while True:
            began = time.perf_counter()
            item = next(made, None)
            self.seconds += time.perf_counter() - began
            if item is None:
                return
            yield item


def measure(claims: int) -> float:
    """Measure with *claims* claims, print a line, return the seconds of writing."""
    making = Making(Sizes(claims, per_article=1000))
    digest = hashlib.sha256()
    quads = size = 0
    reading, blocks = 0.0, []
    began = time.perf_counter()
    for block in graph.streamed(making.corpus, told=making):
        digest.update(block.encode())
        size += len(block)
        blocks.append(block)
        if len(blocks) > 1000:
            spent, count = read(blocks)
            reading, quads = reading + spent, quads + count
            blocks = []
    spent, count = read(blocks)
    reading, quads = reading + spent, quads + count
    writing = time.perf_counter() - began - reading - making.seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'build N-Quads':<24} {claims:>9} claims {quads:>10} quads {writing:>8.2f} s "
          f"{quads / writing:>8.0f} quads/s ratio {reading / writing:>5.2f} {memory:>5.0f} MB "
          f"{digest.hexdigest()[:12]}", flush=True)  # fmt: skip
    return writing


def read(blocks: list[str]) -> tuple[float, int]:
    """Return how long pyoxigraph takes to read *blocks*, and how many quads it found."""
    data = "".join(blocks).encode()
    began = time.perf_counter()
    count = sum(1 for _ in ox.parse(data, format=ox.RdfFormat.N_QUADS))
    return time.perf_counter() - began, count


def main(sizes: list[int]) -> None:
    times = [measure(claims) for claims in sizes]
    if len(sizes) > 1:
        growth = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"growth from {sizes[0]} to {sizes[-1]} claims: n^{growth:.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
