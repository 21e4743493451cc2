"""A new folder that can be checked at once, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import corpus as corpora
from claimgraph import ids, init
from claimgraph.errors import InputError, InputErrors
from claimgraph.init import Draft

TEXT = "The ferry “Ada” sank at noon. 😀\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "Daily News 01.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_new_folder_holds_a_register_and_the_schemas(tmp_path: Path) -> None:
    written = init.create(tmp_path / "new", [])
    assert [path.relative_to(tmp_path / "new").as_posix() for path in written] == [
        "register.yaml", "schemas/claims.schema.json", "schemas/register.schema.json",
    ]  # fmt: skip
    assert corpora.load(tmp_path / "new").claims == ()


def test_a_skeleton_has_digest_and_length_of_its_text(tmp_path: Path, text: Path) -> None:
    init.create(tmp_path / "new", [Draft(text, "daily-news", "ferry")])
    article = corpora.load(tmp_path / "new").articles["daily-news-01"]
    assert f"sha256:{article.sha256}" == ids.text_digest(TEXT)
    assert article.characters == len(TEXT)
    assert (article.publisher, article.story) == ("daily-news", "ferry")


def test_what_is_not_known_is_not_invented(tmp_path: Path, text: Path) -> None:
    init.create(tmp_path / "new", [Draft(text, "daily-news", "ferry")])
    article = corpora.load(tmp_path / "new").articles["daily-news-01"]
    assert (article.published, article.url, article.publisher_basis) == (None, "", "inferred")


def test_no_text_of_the_article_is_written(tmp_path: Path, text: Path) -> None:
    written = init.create(tmp_path / "new", [Draft(text, "daily-news", "ferry")])
    assert [path for path in written if "sank" in path.read_text(encoding="utf-8")] == []


def test_the_examples_in_comments_are_claims_once_uncommented(tmp_path: Path, text: Path) -> None:
    text.write_text("Reported: about 12 departures fell out in June. Copyright all rights reserved",
                    encoding="utf-8")  # fmt: skip
    init.create(tmp_path / "new", [Draft(text, "harbour-office", "ferry")])
    register = tmp_path / "new" / "register.yaml"
    body = register.read_text(encoding="utf-8")
    for empty in ("topics", "places", "periods", "concepts", "measures", "questions"):
        body = body.replace(f"{empty}: {{}}", f"{empty}:")
    body = body.replace("\n#  ", "\n  ").replace("broader: passengers", "")
    register.write_text(body, encoding="utf-8")
    assert "ferries-cancelled-in-june" in corpora.load(tmp_path / "new").register.questions


def test_a_second_run_adds_a_skeleton_and_leaves_the_rest(tmp_path: Path, text: Path) -> None:
    folder = tmp_path / "new"
    init.create(folder, [Draft(text, "daily-news", "ferry")])
    before = (folder / "register.yaml").read_text(encoding="utf-8")
    other = text.with_name("other.txt")
    other.write_text("Another text.", encoding="utf-8")
    written = init.create(folder, [Draft(other, "daily-news", "ferry")])
    assert [path.name for path in written] == ["other.yaml"]
    assert (folder / "register.yaml").read_text(encoding="utf-8") == before


def test_a_register_is_never_overwritten(tmp_path: Path) -> None:
    init.create(tmp_path / "new", [])
    with pytest.raises(InputError, match="there is a register already"):
        init.create(tmp_path / "new", [])


def test_a_claim_file_is_never_overwritten(tmp_path: Path, text: Path) -> None:
    folder = tmp_path / "new"
    init.create(folder, [Draft(text, "daily-news", "ferry")])
    with pytest.raises(InputError, match="is already there"):
        init.create(folder, [Draft(text, "daily-news", "ferry")])


def test_two_texts_with_one_name_are_refused_before_anything_is_written(
    tmp_path: Path, text: Path
) -> None:
    twin = tmp_path / "daily-news-01.txt"
    twin.write_text("x", encoding="utf-8")
    drafts = [Draft(text, "daily-news", "ferry"), Draft(twin, "daily-news", "ferry")]
    with pytest.raises(InputError, match="is already there"):
        init.create(tmp_path / "new", drafts)
    assert not (tmp_path / "new").exists()


def test_names_that_an_existing_register_lacks_are_told_together(
    tmp_path: Path, text: Path
) -> None:
    init.create(tmp_path / "new", [])
    with pytest.raises(InputErrors) as caught:
        init.create(tmp_path / "new", [Draft(text, "daily-news", "ferry")])
    assert [error.what for error in caught.value.errors] == [
        "agent 'daily-news' is not in the register", "story 'ferry' is not in the register",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("publisher", "story", "lang", "what"),
    [("Daily News", "s", "en", "is not an id for a publisher"),
     ("p", "The Story", "en", "is not an id for a story"),
     ("p", "s", "english!", "is not a language tag")],
)  # fmt: skip
def test_what_would_break_the_file_is_refused(
    tmp_path: Path, text: Path, publisher: str, story: str, lang: str, what: str
) -> None:
    with pytest.raises(InputError, match=what):
        init.create(tmp_path / "new", [Draft(text, publisher, story, lang)])


def test_a_text_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no text"):
        init.create(tmp_path / "new", [Draft(tmp_path / "a.txt", "p", "s")])


@pytest.mark.parametrize(("name", "slug"), [("000_Harbour Gazette", "000-harbour-gazette"),
                                            ("漢字", "article"), ("a--b", "a-b")])  # fmt: skip
def test_a_file_name_becomes_an_id(name: str, slug: str) -> None:
    assert init.slug_of(name) == slug
    assert ids.is_slug(slug)
