"""A large report as a folder: complete, linked, closed, and never half there."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from claimgraph import report
from claimgraph.compare import compare
from claimgraph.errors import UsageError
from claimgraph.report import folder
from claimgraph.view import View, build
from tests.bench.generated import Sizes, corpus_of


def _quiet(_step: str, _done: int, _total: int) -> None:
    return


@pytest.fixture(scope="module")
def large() -> View:
    """Return the view of made-up articles that ask more questions than a page holds."""
    corpus = corpus_of(Sizes(1200, 120, 10, 60))
    return build(corpus, compare(corpus))


@pytest.fixture(scope="module")
def pages(large: View) -> dict[str, str]:
    """Return all pages by name."""
    return dict(folder.pages(large))


def test_there_are_as_many_pages_as_were_announced(large: View, pages: dict[str, str]) -> None:
    assert len(pages) == folder.count(large)
    assert sum(name.startswith("questions/") for name in pages) > 1


def test_every_question_and_every_claim_stands_on_exactly_one_page(
    large: View, pages: dict[str, str]
) -> None:
    ids = [found for text in pages.values() for found in re.findall(r' id="([^"]+)"', text)]
    wanted = [f"q-{i.id}" for i in large.items] + [f"claim-{c.id}" for c in large.claims]
    assert [key for key in wanted if ids.count(key) != 1] == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    for text in pages.values():
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_page_and_a_place_on_it(pages: dict[str, str]) -> None:
    ids = {name: set(re.findall(r' id="([^"]+)"', text)) for name, text in pages.items()}
    dead = []
    for name, text in pages.items():
        for href in set(re.findall(r'href="([^"]*)"', text)):
            path, _, mark = href.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = there if path else name
            if mark.startswith("i-") or target not in pages or (mark and mark not in ids[target]):
                dead += [] if mark.startswith("i-") else [(name, href)]
    assert dead == []


def test_every_page_has_the_policy_of_the_report(pages: dict[str, str]) -> None:
    policy = r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">'
    one = re.findall(policy, pages["index.html"])
    assert len(one) == 1
    assert "default-src &#39;none&#39;" in one[0]
    assert all(re.findall(policy, text) == one for text in pages.values())


def test_the_summary_leads_to_the_first_question_of_each_result(
    large: View, pages: dict[str, str]
) -> None:
    for tile in large.tiles:
        if tile.count:
            assert re.search(rf'href="questions/\d+\.html#{tile.status}-', pages["index.html"])


def test_the_folder_is_the_same_each_time(large: View, pages: dict[str, str]) -> None:
    assert dict(folder.pages(large)) == pages


def test_a_folder_of_a_report_is_replaced(large: View, tmp_path: Path) -> None:
    output = tmp_path / "out"
    report.write_folder(large, output, _quiet)
    (output / "stale.html").write_text("old", encoding="utf-8")
    report.write_folder(large, output, _quiet)
    assert not (output / "stale.html").exists()
    assert (output / "index.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_something_else_is_never_touched(large: View, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(UsageError, match="is no folder of a report"):
        report.write_folder(large, tmp_path, _quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_interrupted_leaves_the_folder_of_before(large: View, tmp_path: Path) -> None:
    output = tmp_path / "out"
    report.write_folder(large, output, _quiet)
    before = sorted(path.name for path in output.rglob("*"))

    def stop(_step: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        report.write_folder(large, output, stop)
    assert sorted(path.name for path in output.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_too_many_questions_for_one_page_are_refused_with_a_way_out(
    large: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "TOO_MANY", 10)
    with pytest.raises(UsageError, match="too many for one page") as told:
        report.render(large, "html")
    assert "-o DIR/" in str(told.value.cure)
    assert '<h2 id="short">' in report.render(large, "html", full=False)
