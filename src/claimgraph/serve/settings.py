"""Layer 6. What a server is told when it starts, and the bounds that keep it standing."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from claimgraph.errors import UsageError

LOOPBACK = "127.0.0.1"
PORT = 8282
TIMEOUT = 30.0
MEGABYTE = 1024 * 1024


def _workers() -> int:
    return max(2, min(8, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one server.

    timeout: seconds from the start of a query to its last byte. quick: queries answered at a time;
    one that takes longer than slow_after seconds moves aside with low priority and makes room,
    slow of them at most. waiting: requests that may queue for a place, for patience seconds.
    result, request, memory: bytes of one answer, of one request, and what one query may take.
    """

    timeout: float = TIMEOUT
    quick: int = field(default_factory=_workers)
    slow: int = field(default_factory=_workers)
    slow_after: float = 1.0
    waiting: int = 200
    patience: float = 15.0
    result: int = 256 * MEGABYTE
    request: int = MEGABYTE
    memory: int = 1024 * MEGABYTE

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= 86400:  # noqa: PLR2004 - a day
            raise UsageError(
                f"a timeout of {self.timeout:g} seconds is not possible", cure="give 0.1 to 86400"
            )


@dataclass(frozen=True, slots=True)
class Settings:
    """What to serve, where, and to whom.

    path: claim files, or an RDF file. articles: the user's article texts. hosts: further names
    that the server answers to. cors: origins of other web pages that may read it; `*` is all.
    """

    path: Path
    host: str = LOOPBACK
    port: int = PORT
    articles: Path | None = None
    watch: bool = False
    hosts: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
