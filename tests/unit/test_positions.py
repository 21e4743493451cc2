"""From the line of a block to the line of one of its keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.model import NOWHERE, SourceLine
from claimgraph.positions import Positions

FILE = """format: 1
article:
  digest: x
  characters: 1
claims:
  - question: q
    value: 1
    anchors:
      - phrase: w
        digest: y
agents:
  gazette:
    kind: publisher
"""


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [(3, "characters", 4), (6, "value", 7), (9, "digest", 10), (12, "kind", 13), (1, "claims", 5),
     (6, "hedge", 6), (99, "value", 99)],
)  # fmt: skip
def test_a_key_is_found_in_its_block(tmp_path: Path, line: int, key: str, expected: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(FILE, encoding="utf-8")
    assert Positions().of(SourceLine(str(path), line), key).line == expected


def test_without_a_key_the_place_stays(tmp_path: Path) -> None:
    where = SourceLine(str(tmp_path / "a.yaml"), 3)
    assert Positions().of(where, "") == where


def test_a_file_that_cannot_be_read_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    where = SourceLine(str(tmp_path / "none.yaml"), 3)
    assert Positions().of(where, "value") == where


def test_nowhere_stays_nowhere() -> None:
    assert Positions().of(NOWHERE, "value") == NOWHERE
