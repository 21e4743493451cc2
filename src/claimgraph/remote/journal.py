"""Layer 2. What has been sent and confirmed, in the user's state folder, safe against any death.

One SQLite file for each load, named by its id: target, data and plan. Only one process at a time
holds it. It has addresses, digests and numbers of chunks, never credentials or statements. By
itself it proves nothing: a chunk counts as loaded only where the target says so, too.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from claimgraph.errors import InputError, UsageError


def folder() -> Path:
    """Return the folder of journals, below XDG_STATE_HOME (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_STATE_HOME", "")
    state = Path(home) if os.path.isabs(home) else Path("~/.local/state").expanduser()  # noqa: PTH117 - the specification's own test
    return state / "claimgraph" / "loads"


def load_id(*parts: str) -> str:
    """Return the id of a load: 16 hexadecimal digits of all that makes it the same load."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


class Journal:
    """The journal of one load; a context manager that holds it against other processes."""

    def __init__(self, load: str, target: str, digest: str) -> None:
        """Open or make the journal of *load*. target: address without login.

        Raises UsageError where another process has it, InputError where it can't be kept.
        """
        self._lock = threading.Lock()
        self.path = folder() / f"{load}.sqlite"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._db = sqlite3.connect(self.path, timeout=0.2, check_same_thread=False)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.executescript(
                "CREATE TABLE IF NOT EXISTS load (target TEXT, digest TEXT);"
                "CREATE TABLE IF NOT EXISTS chunk (number INTEGER PRIMARY KEY);"
                "CREATE TABLE IF NOT EXISTS step (name TEXT PRIMARY KEY);"
            )
            with self._db:
                if not self._db.execute("SELECT * FROM load").fetchall():
                    self._db.execute("INSERT INTO load VALUES (?, ?)", (target, digest))
                else:
                    self._db.execute("UPDATE load SET target = target")  # takes the lock
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise UsageError("the same load is under way in another process",
                                 where=str(self.path), cure="wait for it") from error  # fmt: skip
            raise InputError(f"can't be kept: {error}", where=str(self.path)) from error
        except (OSError, sqlite3.DatabaseError) as error:
            raise InputError(f"can't be kept: {error}", where=str(self.path),
                             cure="remove it; what is loaded stays") from error  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._db.close()

    def chunks(self) -> frozenset[int]:
        """Numbers of the chunks that were confirmed."""
        return frozenset(row[0] for row in self._db.execute("SELECT number FROM chunk"))

    def confirm(self, number: int) -> None:
        """Note that the target confirmed a chunk; on disk when this returns. For any thread."""
        with self._lock, self._db:
            self._db.execute("INSERT OR IGNORE INTO chunk VALUES (?)", (number,))

    def forget(self, numbers: Iterable[int]) -> None:
        """Take back chunks that the target does not have."""
        with self._db:
            self._db.executemany("DELETE FROM chunk WHERE number = ?", [(n,) for n in numbers])

    def steps(self) -> frozenset[str]:
        """Names of the steps that were confirmed."""
        return frozenset(row[0] for row in self._db.execute("SELECT name FROM step"))

    def reach(self, step: str) -> None:
        """Note that the target confirmed a step; on disk when this returns."""
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO step VALUES (?)", (step,))

    def remove(self) -> None:
        """Remove the journal of a load that is finished and verified."""
        self._db.close()
        for path in self.path.parent.glob(self.path.name + "*"):
            path.unlink(missing_ok=True)
