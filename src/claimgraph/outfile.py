"""Layer 1. Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from claimgraph.errors import InputError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, which becomes *path* when all went well and is gone otherwise.

    Raises InputError where nothing can be written.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror or error}", where=str(path)) from error
    finally:  # nothing half-written stays, whatever stopped it
        temporary.unlink(missing_ok=True)


def write(path: Path, parts: Iterable[str]) -> int:
    """Write *parts*, which are never held together, as UTF-8; return how many lines they have.

    Raises InputError where nothing can be written.
    """
    count = 0
    with whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for part in parts:
            file.write(part)
            count += part.count("\n")
    return count
