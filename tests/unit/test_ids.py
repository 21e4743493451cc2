"""Identity: unambiguous, stable, readable where people write it."""

from __future__ import annotations

import hashlib

import pytest

from claimgraph import ids


def test_a_digest_is_pinned() -> None:
    assert ids.digest("attacks", 153) == "a0c3636f5e435513923e"


def test_moving_a_letter_between_fields_changes_the_digest() -> None:
    assert ids.digest("a", "bc") != ids.digest("ab", "c")


def test_a_list_of_fields_is_not_the_fields() -> None:
    assert ids.digest(["a", "b"]) != ids.digest("a", "b")


def test_nothing_true_and_one_are_three_things() -> None:
    assert len({ids.digest(None), ids.digest(True), ids.digest(1)}) == 3


def test_text_outside_ascii_is_hashed_as_utf_8() -> None:
    assert ids.digest("ö") == hashlib.sha256('["ö"]'.encode()).hexdigest()[:20]


def test_a_text_digest_names_its_algorithm() -> None:
    assert ids.text_digest("") == "sha256:" + hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("text", ["a", "a-b", "2024-h1", "un.office", "a_b"])
def test_an_id_is_lower_case_words(text: str) -> None:
    assert ids.is_slug(text)


@pytest.mark.parametrize("text", ["", "A", "a b", "a--b", "-a", "a-", "ä", "a/b", "a\n"])
def test_what_could_be_mistaken_in_an_iri_is_no_id(text: str) -> None:
    assert not ids.is_slug(text)
