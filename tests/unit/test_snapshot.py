"""Article texts are found by digest, and quotations recognised across copies."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from claimgraph import ids, snapshot
from claimgraph.errors import InputError


def test_texts_are_indexed_by_the_digest_of_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_bytes("Café".encode())
    found = snapshot.index(tmp_path)
    assert list(found) == [hashlib.sha256("Café".encode()).hexdigest()]


def test_offsets_count_code_points(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a😀b", encoding="utf-8")
    assert snapshot.read(tmp_path / "a.txt").digest(1, 2) == ids.text_digest("😀")


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\nb")
    assert snapshot.read(tmp_path / "a.txt").text == "a\r\nb"


def test_what_is_not_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\xfe\x00")
    assert snapshot.index(tmp_path) == {}


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder of article texts"):
        snapshot.index(tmp_path / "none")


@pytest.mark.parametrize("copy", ["It’s over.", "“it's  OVER”", "It\u2019s\u00a0over"])
def test_copies_of_a_quotation_have_one_digest(copy: str) -> None:
    assert snapshot.quotation_digest(copy) == snapshot.quotation_digest("it's over")


def test_other_words_have_another_digest() -> None:
    assert snapshot.quotation_digest("it is over") != snapshot.quotation_digest("it's over")
