"""Layer 6. Noticing that claim files or article texts have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from claimgraph.corpus import SUFFIXES
from claimgraph.serve.settings import Settings
from claimgraph.serve.state import State

EVERY = 0.7
"""Seconds between looks: no library can watch every file system that people keep claims on."""

Trace = frozenset[tuple[str, int, int]]


def trace(settings: Settings) -> Trace:
    """Return name, size and time of change of every file that is served from."""
    return frozenset(_stamps(settings))


def _stamps(settings: Settings) -> Iterator[tuple[str, int, int]]:
    for file in _files(settings):
        try:
            known = file.stat()
        except OSError:
            continue  # it went away in this moment: the next look finds it gone
        yield str(file), known.st_size, known.st_mtime_ns


def _files(settings: Settings) -> Iterator[Path]:
    path = settings.path
    folder = path if path.is_dir() else path.parent
    if path.is_file() and path.suffix not in SUFFIXES:
        yield path
    else:
        yield from (file for file in folder.iterdir() if file.suffix in SUFFIXES)
    if settings.articles is not None:
        yield from (file for file in settings.articles.rglob("*") if file.is_file())


async def watch(state: State) -> None:
    """Reload whenever something changed and stayed the same for one look, until cancelled."""
    served = last = await asyncio.to_thread(trace, state.settings)
    while True:
        await asyncio.sleep(EVERY)
        now = await asyncio.to_thread(trace, state.settings)
        if now != served and now == last:
            served = now
            await state.reload()
        last = now
