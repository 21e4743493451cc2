"""Layer 4. Parts of graphs that were found without any fault, so that they need not be run again.

A shard's results depend on the shapes, its own triples and what it holds of others, and on nothing
else: their digest is the key. Only parts without results are kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from claimgraph.errors import InputError

_HEAD = "claimgraph known good 1"


class Known:
    """Digests of shards without results, for one set of shapes and one engine.

    shapes: digest of the shapes, the ontology and the engine's version. Digests of other shapes are
    dropped.
    """

    def __init__(self, shapes: str, digests: Iterable[bytes] = ()) -> None:
        """Start with *digests*."""
        self.shapes = shapes
        self._before = frozenset(digests)
        self._seen: set[bytes] = set()

    def __contains__(self, digest: bytes) -> bool:
        """Tell whether a shard was without results; it is kept for the next time."""
        if digest in self._before:
            self._seen.add(digest)
            return True
        return False

    def add(self, digest: bytes) -> None:
        """Keep the digest of a shard without results."""
        self._seen.add(digest)

    def write(self, path: Path) -> None:
        """Write what was met or added; the old file stays until the new one is complete.

        Raises InputError where *path* can't be written.
        """
        lines = [_HEAD, self.shapes, *sorted(digest.hex() for digest in self._seen)]
        half = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            half.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
            half.replace(path)
        except OSError as error:
            half.unlink(missing_ok=True)
            raise InputError(f"can't write: {error.strerror}", where=str(path)) from error


def read(path: Path, shapes: str) -> Known:
    """Read the file *path*; there is none yet the first time.

    Raises InputError for a file of another kind: it is not overwritten.
    """
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return Known(shapes)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("can't be read as a file of known good parts", where=str(path)) from error
    try:
        if lines[0] != _HEAD:
            raise ValueError  # noqa: TRY301 - one message for all that is wrong with the file
        digests = [bytes.fromhex(line) for line in lines[2:]]
    except (IndexError, ValueError) as error:
        raise InputError(
            "this is not a file of known good parts", where=str(path),
            cure="name another file, or remove this one",
        ) from error  # fmt: skip
    return Known(shapes, digests if lines[1] == shapes else ())
