"""A folder of claim files as one corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import corpus as corpora
from claimgraph import ids
from claimgraph.errors import InputError, InputErrors, UnreadableError


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_gives_its_articles_in_order_of_their_files(folder: Path) -> None:
    assert list(corpora.load(folder).articles) == ["courier", "gazette"]


def test_one_file_is_read_with_the_register_beside_it(folder: Path) -> None:
    corpus = corpora.load(folder / "gazette.yaml")
    assert list(corpus.articles) == ["gazette"]
    assert "norrin-gazette" in corpus.register.agents


def test_the_register_alone_is_a_corpus_without_claims(folder: Path) -> None:
    assert corpora.load(folder / "register.yaml").claims == ()


def test_files_are_recorded_by_digest_without_their_folder(folder: Path) -> None:
    corpus = corpora.load(folder)
    text = (folder / "gazette.yaml").read_text(encoding="utf-8")
    assert corpus.files["gazette.yaml"] == ids.text_digest(text)
    assert sorted(corpus.files) == ["courier.yaml", "gazette.yaml", "register.yaml"]


def test_faults_of_all_files_are_raised_together(folder: Path) -> None:
    edit(folder / "gazette.yaml", "hedge: about", "hedge: abuot")
    edit(folder / "courier.yaml", "cue: say", "cue: shout")
    with pytest.raises(InputErrors) as caught:
        corpora.load(folder)
    assert [str(e).split(":")[0].rsplit("/", 1)[1] for e in caught.value.errors] == [
        "courier.yaml", "gazette.yaml",
    ]  # fmt: skip


def test_with_a_list_for_problems_the_rest_survives(folder: Path) -> None:
    whole = len(corpora.load(folder).claims)
    edit(folder / "gazette.yaml", "hedge: about", "hedge: abuot")
    problems: list[InputError] = []
    assert len(corpora.load(folder, problems=problems).claims) == whole - 1
    assert len(problems) == 1


def test_a_file_that_is_no_yaml_does_not_hide_the_others(folder: Path) -> None:
    (folder / "gazette.yaml").write_text("a: [", encoding="utf-8")
    problems: list[InputError] = []
    assert list(corpora.load(folder, problems=problems).articles) == ["courier"]
    assert isinstance(problems[0], UnreadableError)


def test_a_question_whose_measure_is_missing_is_a_fault_and_no_crash(folder: Path) -> None:
    edit(folder / "register.yaml", "measure: fire-cause", "measure: fire-case")
    problems: list[InputError] = []
    corpora.load(folder, problems=problems)
    assert "measure 'fire-case' is not in the register" in problems[0].what


@pytest.mark.parametrize(
    ("name", "what"),
    [("nothing", "is not there"), ("texts/gazette.txt", "neither a folder nor a claim file"),
     ("texts", "there is no register.yaml")],
)  # fmt: skip
def test_a_path_without_claims_is_refused_with_a_cure(folder: Path, name: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        corpora.load(folder / name)
    assert caught.value.cure


def test_one_text_under_two_names_is_refused(folder: Path) -> None:
    (folder / "zcopy.yaml").write_bytes((folder / "gazette.yaml").read_bytes())
    problems: list[InputError] = []
    corpora.load(folder, problems=problems)
    assert ["already recorded as 'gazette'" in p.what for p in problems] == [True]


def test_a_claim_that_stands_twice_is_refused(folder: Path) -> None:
    path = folder / "gazette.yaml"
    text = path.read_text(encoding="utf-8")
    first = text[text.index("  - question: warehouses") : text.index("  - question: fire-date")]
    path.write_text(text.replace(first, first + first, 1), encoding="utf-8")
    problems: list[InputError] = []
    corpora.load(folder, problems=problems)
    assert ["says the same as the claim in line" in p.what for p in problems] == [True]


def test_an_anonymous_source_cannot_speak_in_another_article(folder: Path) -> None:
    edit(folder / "gazette.yaml", "[anon-police-officer]", "[anon-port-engineer]")
    problems: list[InputError] = []
    corpora.load(folder, problems=problems)
    assert ["belongs to another article" in p.what for p in problems] == [True]


def test_loading_twice_gives_the_same(folder: Path) -> None:
    assert corpora.load(folder) == corpora.load(folder)
