"""What changed between two states of a folder, and why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from claimgraph import changelist, history, resources, workflow
from claimgraph import corpus as corpora
from claimgraph.cli import run
from claimgraph.compare import compare
from claimgraph.dates import parse
from claimgraph.difference import Change, changes, reviewed
from claimgraph.model import Corpus, SourceLine
from claimgraph.reviews import Review

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


def retracted(corpus: Corpus, slug: str) -> Corpus:
    return replace(
        corpus,
        claims=tuple(
            replace(c, status="retracted") if c.article == slug else c for c in corpus.claims
        ),
    )


def test_a_retracted_article_changes_counts_and_conclusions_and_says_why(harbour: Corpus) -> None:
    found = between(harbour, retracted(harbour, "gazette"))
    gone = {c.key for c in found if c.kind == "claim"}
    assert gone == {c.id for c in harbour.claims if c.article == "gazette"}
    counts = [c for c in found if c.kind == "origins"]
    conclusions = [c for c in found if c.kind == "finding"]
    assert counts
    assert {c.how for c in conclusions} >= {"removed", "added"}
    for change in (*counts, *conclusions):
        assert any(why.startswith("claim ") and why.split()[1] in gone for why in change.why)


def test_an_article_that_was_taken_down_is_said_of_its_conclusions(harbour: Corpus) -> None:
    down = replace(harbour.articles["gazette"], withdrawn=parse("2030-01-01"))
    found = between(harbour, replace(harbour, articles={**harbour.articles, "gazette": down}))
    assert (found[0].kind, found[0].key) == ("article", "gazette")
    assert found[0].what.endswith(": withdrawn")
    conclusions = [c for c in found if c.kind == "finding"]
    assert conclusions
    assert all(c.how == "changed" and c.what.endswith(": care") for c in conclusions)
    assert all(c.why == ("article gazette changed",) for c in conclusions)
    assert [c for c in found if c.kind == "origins"] == []


def test_an_entry_of_the_register_is_a_cause_of_what_rests_on_it(harbour: Corpus) -> None:
    agents = dict(harbour.register.agents)
    finding = next(
        f
        for f in compare(harbour).findings
        if f.verdict in ("dispute", "corroboration") and len(f.articles) == 2
    )
    claims = harbour.by_id()
    speakers = [claims[side[0]].chain[-1] for side in (finding.sides[0], finding.sides[-1])]
    agents[speakers[0]] = replace(agents[speakers[0]], part_of=speakers[1])
    merged = replace(harbour, register=replace(harbour.register, agents=agents))
    found = between(harbour, merged)
    assert [(c.kind, c.how, c.key) for c in found if not c.why] == [
        ("register", "changed", f"agents/{speakers[0]}")
    ]
    assert found[0].what.endswith(": part of")
    (change,) = [c for c in found if c.key == finding.id]
    assert f"verdict {finding.verdict} / " in change.what
    assert change.why == (f"register agents/{speakers[0]} changed",)


def test_an_omission_that_went_names_the_claim_that_was_found(harbour: Corpus) -> None:
    omission = next(f for f in compare(harbour).findings if f.content == "omission")
    (key,) = omission.questions
    slug = next(s for s in harbour.articles if s not in omission.articles)
    model = next(c for c in harbour.claims if c.article == slug)
    told = harbour.by_id()[omission.claims[0]]
    new = replace(model, id="f" * 20, question=key, value=told.value, links=())
    found = between(harbour, replace(harbour, claims=(*harbour.claims, new)))
    (gone,) = [c for c in found if c.key == omission.id]
    assert (gone.how, gone.why) == ("removed", (f"claim {new.id} added",))


@pytest.mark.parametrize("turned", [False, True], ids=["there", "back"])
@pytest.mark.parametrize("change", ["removed", "retracted", "early"])
def test_every_cause_that_is_named_stands_in_the_list(
    change: str, turned: bool, harbour: Corpus
) -> None:
    other = {
        "removed": lambda: without(harbour, "courier"),
        "retracted": lambda: retracted(harbour, "courier"),
        "early": lambda: history.as_of(harbour, parse("2000")).corpus,
    }[change]()
    found = between(other, harbour) if turned else between(harbour, other)
    causes = {f"{c.kind} {c.key} {c.how}" for c in found if c.kind not in ("finding", "origins")}
    follow = [c for c in found if c.kind in ("finding", "origins")]
    assert follow
    assert [c for c in follow if not c.why or not set(c.why) <= causes] == []


def test_moving_an_entry_to_another_line_changes_nothing(copied: Path) -> None:
    for path in copied.glob("*.yaml"):
        path.write_text("# a line more\n" + path.read_text())
    assert workflow.diff(HARBOUR, copied, "text") == ("Nothing changed.\n", 0)


def test_the_json_is_as_its_schema_says(harbour: Corpus) -> None:
    found = json.loads(changelist.write(between(harbour, without(harbour, "gazette")), "json"))
    schema = json.loads(resources.text("schemas", "diff.schema.json"))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(found)] == []
    assert {c["kind"] for c in found} >= {"article", "claim", "finding", "origins"}


def test_a_reader_is_told_the_first_causes_and_how_many_more() -> None:
    many = Change("finding", "added", "k", "x", tuple(f"claim {n} added" for n in range(9)))
    written = changelist.write([many], "text")
    assert "claim 5 added; 3 more" in written
    assert "claim 6 added" not in written


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


REVIEW = Review("f1", "pending", content="conflict/value")


@pytest.mark.parametrize(
    ("old", "new", "how", "what"),
    [
        ((), (REVIEW,), "added", "pending (conflict/value)"),
        ((REVIEW,), (), "removed", "pending (conflict/value)"),
        ((REVIEW,), (replace(REVIEW, state="a-wrong", by="Ann"),), "changed",
         "a-wrong by Ann (conflict/value): state pending / a-wrong, by"),
        ((REVIEW,), (replace(REVIEW, verdict="x"),), "changed",
         "pending (conflict/value): what it was about"),
    ],
)  # fmt: skip
def test_a_review_that_came_went_or_is_another_is_listed(
    old: tuple[Review, ...], new: tuple[Review, ...], how: str, what: str
) -> None:
    assert reviewed(old, new) == [Change("review", how, "f1", what)]


def test_a_review_on_another_line_is_the_same() -> None:
    assert reviewed([REVIEW], [replace(REVIEW, where=SourceLine("reviews.yaml", 9))]) == []


def test_a_review_set_between_two_states_is_listed_on_the_command_line(
    copied: Path, capsys: pytest.CaptureFixture[str], harbour: Corpus
) -> None:
    finding = compare(harbour).findings[0].id
    assert run(["review", "set", str(copied), finding, "--state", "a-wrong"]) == 0
    capsys.readouterr()
    assert run(["diff", str(HARBOUR), str(copied), "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(c["kind"], c["how"], c["key"]) for c in found] == [("review", "added", finding)]


@pytest.mark.parametrize("ending", ["trig", "parquet"])
def test_a_folder_and_what_was_built_from_it_are_the_same(
    ending: str, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], harbour: Corpus
) -> None:
    finding = compare(harbour).findings[0].id
    assert run(["review", "set", str(copied), finding, "--state", "pending"]) == 0
    built = tmp_path / f"claims.{ending}"
    assert run(["build", str(copied), "-o", str(built)]) == 0
    capsys.readouterr()
    assert run(["diff", str(copied), str(built)]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


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
