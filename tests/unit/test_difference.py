"""What changed between two states of a folder, and why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from claimgraph import changelist, history, workflow
from claimgraph import corpus as corpora
from claimgraph.cli import run
from claimgraph.compare import compare
from claimgraph.dates import parse
from claimgraph.difference import Change, changes
from claimgraph.model import Corpus

HARBOUR = Path(__file__).parents[1] / "data" / "harbour"


@pytest.fixture(scope="module")
def harbour() -> Corpus:
    return corpora.load(HARBOUR)


def between(old: Corpus, new: Corpus) -> list[Change]:
    return changes((old, compare(old)), (new, compare(new)))


def without(corpus: Corpus, slug: str) -> Corpus:
    return replace(
        corpus,
        articles={s: a for s, a in corpus.articles.items() if s != slug},
        claims=tuple(c for c in corpus.claims if c.article != slug),
    )


def test_nothing_changes_between_a_state_and_itself(harbour: Corpus) -> None:
    assert between(harbour, harbour) == []


def test_a_removed_article_takes_its_claims_along(harbour: Corpus) -> None:
    slug = next(iter(harbour.articles))
    found = between(harbour, without(harbour, slug))
    gone = {c.key for c in found if (c.kind, c.how) == ("claim", "removed")}
    assert gone == {c.id for c in harbour.claims if c.article == slug}
    assert ("article", "removed", slug) in {(c.kind, c.how, c.key) for c in found}


def test_a_conclusion_that_fell_names_the_article_it_rested_on(harbour: Corpus) -> None:
    slug = next(iter(harbour.articles))
    found = between(harbour, without(harbour, slug))
    fallen = [c for c in found if (c.kind, c.how) == ("finding", "removed")]
    assert fallen
    assert all(any(f"article {slug} removed" in why for why in c.why) for c in fallen)


def test_a_retracted_claim_changes_conclusions_and_origins(harbour: Corpus) -> None:
    finding = next(f for f in compare(harbour).findings if f.content == "agree-exact")
    key = finding.claims[0]
    retracted = replace(
        harbour,
        claims=tuple(replace(c, status="retracted") if c.id == key else c for c in harbour.claims),
    )
    found = between(harbour, retracted)
    assert [c.what.rpartition(": ")[2] for c in found if (c.kind, c.key) == ("claim", key)] == [
        "status current / retracted"
    ]
    assert any(c.kind == "finding" and f"claim {key} changed" in c.why for c in found)


def test_the_two_directions_mirror_each_other(harbour: Corpus) -> None:
    slug = next(iter(harbour.articles))
    less = without(harbour, slug)
    there, back = between(harbour, less), between(less, harbour)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(c.kind, turned[c.how], c.key) for c in there if c.kind != "finding"} == {
        (c.kind, c.how, c.key) for c in back if c.kind != "finding"
    }


def test_an_earlier_view_differs_by_what_came_later(harbour: Corpus) -> None:
    dated = sorted(
        (a.published.edtf, s) for s, a in harbour.articles.items() if a.published is not None
    )
    early = history.as_of(harbour, parse(dated[0][0][:10])).corpus
    found = between(early, harbour)
    assert {c.key for c in found if (c.kind, c.how) == ("article", "added")} == (
        set(harbour.articles) - set(early.articles)
    )


@pytest.mark.parametrize("fmt", ["text", "md", "json"])
def test_each_form_names_every_change(fmt: str, harbour: Corpus) -> None:
    found = between(harbour, without(harbour, next(iter(harbour.articles))))
    written = changelist.write(found, fmt)
    assert all(change.key in written for change in found)


def test_markdown_cannot_be_broken_out_of() -> None:
    written = changelist.write([Change("claim", "added", "k", "<b>*x*</b>|")], "md")
    assert "<b>" not in written


Edit = Callable[[Path], None]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(HARBOUR, tmp_path / "new")
    return tmp_path / "new"


def test_two_folders_are_compared_on_the_command_line(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = next(iter(corpora.load(HARBOUR).articles))
    (copied / f"{slug}.yaml").unlink()
    assert run(["diff", str(HARBOUR), str(copied), "-f", "json", "--fail-on-change"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["key"] == slug


def test_no_change_leaves_with_0(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(HARBOUR), str(copied), "--fail-on-change"]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


def test_a_picture_is_a_line_for_each_region() -> None:
    table = workflow.pictures(HARBOUR, "table")
    assert not isinstance(table, str)
    assert table.rows
    assert {row[4] for row in table.rows} <= {"contested", ""}


def test_the_json_of_a_picture_names_its_claims() -> None:
    text = workflow.pictures(HARBOUR, "json")
    assert isinstance(text, str)
    known = set(corpora.load(HARBOUR).by_id())
    assert all(
        set(region["claims"]) <= known for one in json.loads(text) for region in one["regions"]
    )
