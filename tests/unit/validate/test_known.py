"""Parts that were found good are not run again; anything else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import validate
from claimgraph.errors import InputError
from claimgraph.validate.compiled import Engine
from claimgraph.validate.shards import Shard
from tests.bench.generated import Sizes, ntriples_of

SIZES = Sizes(60, per_article=20, publishers=4)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Shard]:
    """Note every shard that the shapes are run on."""
    shards: list[Shard] = []
    run = Engine.shard

    def noted(self: Engine, shard: Shard, subs: object) -> object:
        shards.append(shard)
        return run(self, shard, subs)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "shard", noted)
    return shards


def checked(text: str, path: Path) -> tuple[validate.Violation, ...]:
    known = validate.known_good(path)
    found = validate.validate(text, known=known)
    known.write(path)
    return found


def test_a_graph_that_did_not_change_is_not_run_again(tmp_path: Path, ran: list[Shard]) -> None:
    text = ntriples_of(SIZES)
    checked(text, tmp_path / "good")
    assert ran
    ran.clear()
    assert checked(text, tmp_path / "good") == ()
    assert ran == []


def test_only_what_changed_is_run_again(tmp_path: Path, ran: list[Shard]) -> None:
    text = ntriples_of(SIZES)
    checked(text, tmp_path / "good")
    ran.clear()
    found = checked(text.replace('"words of claim 31"', '"no  more\\n words"'), tmp_path / "good")
    assert 1 <= len(ran) <= 2
    assert found == validate.validate(text.replace('"words of claim 31"', '"no  more\\n words"'))


def test_what_has_results_is_run_again(tmp_path: Path) -> None:
    text = "".join(line for line in ntriples_of(SIZES).splitlines(True) if "#cue>" not in line)
    first = checked(text, tmp_path / "good")
    assert len(first) == SIZES.claims
    assert checked(text, tmp_path / "good") == first


def test_other_shapes_know_nothing(tmp_path: Path) -> None:
    path = tmp_path / "good"
    checked(ntriples_of(SIZES), path)
    lines = path.read_text().splitlines()
    digest = bytes.fromhex(lines[2])
    assert digest in validate.known_good(path)
    path.write_text("\n".join([lines[0], "other", *lines[2:]]))
    assert digest not in validate.known_good(path)


@pytest.mark.parametrize(
    "content", ["", "a letter to a friend\n", "claimgraph known good 1\nx\nz\n"]
)
def test_a_file_of_another_kind_is_not_overwritten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "letter"
    path.write_text(content)
    with pytest.raises(InputError, match="not a file of known good parts"):
        validate.known_good(path)
    assert path.read_text() == content


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    known = validate.known_good(tmp_path / "good")
    with pytest.raises(InputError, match="can't write"):
        known.write(tmp_path / "no folder" / "good")
