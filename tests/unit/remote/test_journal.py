from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from claimgraph.errors import InputError, UsageError
from claimgraph.remote.journal import Journal, folder, load_id


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_it_lies_in_the_users_state_folder(tmp_path: Path) -> None:
    with Journal("abc", "http://h/", "d") as journal:
        assert journal.path == tmp_path / "claimgraph" / "loads" / "abc.sqlite"


def test_a_relative_state_home_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    assert folder() == Path.home() / ".local" / "state" / "claimgraph" / "loads"


def test_it_remembers_after_a_process_that_died(tmp_path: Path) -> None:
    code = """
import os
from claimgraph.remote.journal import Journal
journal = Journal("abc", "u", "d")
journal.confirm(3)
journal.reach("clear")
os._exit(9)
"""
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=False, env=environment)
    with Journal("abc", "u", "d") as journal:
        assert sorted(journal.chunks()) == [3]
        assert sorted(journal.steps()) == ["clear"]


def test_a_second_process_is_refused() -> None:
    with (Journal("abc", "u", "d"),
          pytest.raises(UsageError, match="under way in another process")):  # fmt: skip
        Journal("abc", "u", "d")


def test_chunks_can_be_forgotten() -> None:
    with Journal("abc", "u", "d") as journal:
        journal.confirm(1)
        journal.confirm(2)
        journal.forget([1])
        assert journal.chunks() == {2}


def test_nothing_is_left_of_a_finished_load() -> None:
    with Journal("abc", "u", "d") as journal:
        journal.remove()
    assert list(folder().iterdir()) == []


def test_a_damaged_journal_is_named() -> None:
    folder().mkdir(parents=True)
    (folder() / "abc.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(InputError, match=r"abc\.sqlite: can't be kept: .*remove it"):
        Journal("abc", "u", "d")


def test_it_holds_only_address_digest_chunks_and_steps() -> None:
    with Journal("abc", "http://h/", "d") as journal:
        path = journal.path
    with closing(sqlite3.connect(path)) as database:
        names = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    assert sorted(sql for (sql,) in names) == [
        "CREATE TABLE chunk (number INTEGER PRIMARY KEY)",
        "CREATE TABLE load (target TEXT, digest TEXT)",
        "CREATE TABLE step (name TEXT PRIMARY KEY)",
    ]


def test_another_target_is_another_load() -> None:
    assert load_id("http://a/", "d") != load_id("http://b/", "d")
