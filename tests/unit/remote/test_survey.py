from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import vocab
from claimgraph.remote.survey import survey

A = "<a:s> <a:p> <a:a> <a:g> .\n"
B = "<a:s> <a:p> <a:b> <a:g> .\n"
OTHER = "<a:s> <a:p> <a:a> <a:h> .\n"


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "data.nq"
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


def test_a_file_in_form_is_counted_by_graph(tmp_path: Path) -> None:
    found = survey(write(tmp_path, A, OTHER, B))
    assert found is not None
    assert {name: tally.count for name, tally in found.tallies.items()} == {"a:g": 2, "a:h": 1}


def test_lines_may_stand_graph_by_graph(tmp_path: Path) -> None:
    assert survey(write(tmp_path, A, B, OTHER)) is not None


def test_a_triple_is_in_the_default_graph(tmp_path: Path) -> None:
    found = survey(write(tmp_path, "<a:s> <a:p> <a:o> .\n"))
    assert found is not None
    assert list(found.tallies) == [""]


def test_an_empty_file_has_no_chunks(tmp_path: Path) -> None:
    found = survey(write(tmp_path))
    assert found is not None
    assert (found.count, found.chunks) == (0, ())


@pytest.mark.parametrize("lines", [
    (B, A),
    (A, A),
    ("_:b <a:p> <a:o> <a:g> .\n",),
    ("<a:s> <a:p> _:b <a:g> .\n",),
    ("<a:s>  <a:p> <a:o> <a:g> .\n",),
    ("# a comment\n", A),
    ("<a:s> <a:p> <a:o> <a:g> .",),
    ('<a:s> <a:p> "\\u00e9" .\n',),
    ('<a:s> <a:p> "a\\tb\\/" .\n',),
    ('<a:s> <a:p> "x"@EN .\n',),
    ("<a:s> <a:p> <a:o> <a:g> . \n",),
    ("<a:s> <a:p> <a:o> <a:g> .\r\n",),
])  # fmt: skip
def test_what_is_not_in_form_is_not_taken(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert survey(write(tmp_path, *lines)) is None


@pytest.mark.parametrize("text", ['\\t\\n\\r\\"\\\\', "é \U0001f600", "\\u0001", "a > b . c"])
def test_canonical_text_is_taken(text: str, tmp_path: Path) -> None:
    assert survey(write(tmp_path, f'<a:s> <a:p> "{text}"@en <a:g> .\n')) is not None


def test_bytes_that_are_no_text_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    path.write_bytes(b'<a:s> <a:p> "\xff" .\n')
    assert survey(path) is None


@given(count=st.integers(1, 60), chunk=st.integers(1, 500))
def test_chunks_are_whole_lines_and_all_of_them(
    count: int, chunk: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("s") / "data.nq"
    integer = f"^^<{vocab.XSD}integer>"
    path.write_text("".join(f'<a:s> <a:p> "{n:03d}"{integer} .\n' for n in range(count)))
    found = survey(path, chunk)
    assert found is not None
    whole = path.read_bytes()
    parts = [whole[start:end] for start, end in found.chunks]
    assert b"".join(parts) == whole
    assert all(part.endswith(b".\n") for part in parts)
