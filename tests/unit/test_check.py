"""Checking a folder: what is found, where, and what the exit code is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SH

from claimgraph import check as checking
from claimgraph import validate
from claimgraph.check import Report
from claimgraph.errors import InputError, UsageError


@pytest.fixture
def _without_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pyshacl out of tests that are about something else: it takes two seconds a run."""
    monkeypatch.setattr(validate, "validate", lambda _, **__: ())


unshaped = pytest.mark.usefixtures("_without_shapes")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(at for at, line in enumerate(lines, 1) if words in line)


def violations(report: Report) -> list[str]:
    return [problem.rule for problem in report.problems if problem.severity == "violation"]


def test_the_invented_corpus_passes(folder: Path) -> None:
    report = checking.check(folder, folder / "texts")
    assert violations(report) == []
    assert report.exit_code == 0
    assert report.summary.startswith(f"{report.claims} claims in 2 articles")


@unshaped
def test_without_texts_the_evidence_is_said_to_be_skipped(folder: Path) -> None:
    edit(folder / "gazette.yaml", "sha256:a3481152", "sha256:b3481152")
    report = checking.check(folder)
    assert report.exit_code == 0
    assert "evidence skipped (give --articles DIR)" in report.summary


@unshaped
def test_a_damaged_digest_is_found_on_its_own_line(folder: Path) -> None:
    path = folder / "courier.yaml"
    edit(path, 'digest: "sha256:57075db4', '\n         digest: "sha256:67075db4')
    report = checking.check(folder, folder / "texts")
    assert [(p.rule, p.where.line, p.field) for p in report.problems if p.severity == "violation"
            ] == [("evidence/digest", line_of(path, "67075db4"), "digest")]  # fmt: skip


@unshaped
def test_a_fault_of_the_form_stops_the_shapes_and_says_so(folder: Path) -> None:
    edit(folder / "gazette.yaml", "hedge: nearly", "hedge: nerly")
    report = checking.check(folder, folder / "texts")
    assert violations(report) == ["format"]
    assert report.shapes == "skipped until the files can be read"
    assert report.exit_code == 1


@unshaped
def test_a_fault_of_the_form_has_file_line_and_cure(folder: Path) -> None:
    path = folder / "gazette.yaml"
    edit(path, "hedge: nearly", "hedge: nerly")
    text = checking.render(checking.check(folder), "text")
    assert f"{path}:{line_of(path, 'nerly')}: violation: 'nerly' is not a hedge (use one of" in text


@unshaped
def test_coverage_is_not_judged_in_a_file_with_faults(folder: Path) -> None:
    edit(folder / "gazette.yaml", "cue: warn", "cue: scream")
    assert violations(checking.check(folder, folder / "texts")) == ["format"]


@unshaped
def test_a_file_that_cannot_be_read_leaves_with_two(folder: Path) -> None:
    (folder / "gazette.yaml").write_text("a: [", encoding="utf-8")
    report = checking.check(folder)
    assert violations(report) == ["format/unreadable"]
    assert report.exit_code == 2


@unshaped
def test_a_folder_that_is_not_there_is_raised(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        checking.check(tmp_path / "none")


@unshaped
def test_a_folder_of_texts_that_is_not_there_is_raised(folder: Path) -> None:
    with pytest.raises(InputError, match="is not a folder of article texts"):
        checking.check(folder, folder / "none")


def test_a_shape_is_told_at_the_line_of_the_claim(folder: Path) -> None:
    path = folder / "courier.yaml"
    edit(path, "cue: tell\n", "cue: tell\n    status: retracted\n")
    report = checking.check(folder)
    found = [p for p in report.problems if p.severity == "violation"]
    assert len(found) == 1
    assert found[0].rule.startswith("https://w3id.org/claimgraph/shape/")
    assert found[0].where.line in range(line_of(path, "residents-moved"), line_of(path, "cause"))


@unshaped
def test_text_ends_with_the_summary(folder: Path) -> None:
    report = checking.check(folder)
    assert checking.render(report, "text").splitlines()[-1] == report.summary


@unshaped
def test_json_carries_all_problems_and_what_was_skipped(folder: Path) -> None:
    edit(folder / "gazette.yaml", "hedge: nearly", "hedge: nerly")
    data = json.loads(checking.render(checking.check(folder), "json"))
    assert (data["format"], data["ok"]) == (1, False)
    assert data["shapes"].startswith("skipped")
    assert data["evidence"].startswith("skipped")
    assert data["problems"][0]["file"].endswith("gazette.yaml")
    assert set(data["problems"][0]) == {
        "severity", "rule", "message", "cure", "file", "line", "field", "focus",
    }  # fmt: skip


@unshaped
def test_turtle_is_a_shacl_validation_report(folder: Path) -> None:
    edit(folder / "gazette.yaml", "hedge: nearly", 'hedge: "ner\\\\ly"')
    report = checking.check(folder)
    graph = Graph().parse(data=checking.render(report, "turtle"), format="turtle")
    shacl = Namespace(str(SH))
    top = graph.value(predicate=RDF.type, object=shacl.ValidationReport)
    assert str(graph.value(top, shacl.conforms)) == "false"
    results = list(graph.objects(top, shacl.result))
    assert len(results) == len(report.problems)
    assert all(graph.value(result, shacl.focusNode) is not None for result in results)
    assert "'ner\\\\ly' is not a hedge" in str(graph.value(results[0], shacl.resultMessage))


def test_turtle_of_a_clean_folder_conforms(folder: Path) -> None:
    graph = Graph().parse(data=checking.render(checking.check(folder), "turtle"), format="turtle")
    assert [str(o) for o in graph.objects(None, SH.conforms)] == ["true"]


@unshaped
def test_an_unknown_form_is_refused(folder: Path) -> None:
    report = checking.check(folder / "register.yaml")
    with pytest.raises(UsageError, match="'xml' is not a form of a check"):
        checking.render(report, "xml")


@unshaped
def test_two_checks_say_the_same(folder: Path) -> None:
    edit(folder / "gazette.yaml", "sha256:a3481152", "sha256:b3481152")
    first, second = (checking.check(folder, folder / "texts") for _ in range(2))
    assert first == second
    assert first.exit_code == 1


def test_the_shipped_claims_pass_with_their_texts(root: Path, seeds: Path) -> None:
    assert violations(checking.check(root / "claims", seeds)) == []


def _told(report: Report, rule: str) -> list[tuple[str, int, str, str]]:
    return [(p.severity, p.where.line, p.field, p.what) for p in report.problems if p.rule == rule]


@unshaped
def test_a_number_in_words_that_the_claim_does_not_give_is_warned_of(folder: Path) -> None:
    path = folder / "gazette.yaml"
    edit(path, "value: 24\n", "value: 42\n    hedge: exact\n")
    told = _told(checking.check(folder), checking.WORDING)
    phrase = "Twenty-four warehouses burned down at Port Lindmar"
    assert told == [
        ("warning", line_of(path, "hedge: exact"), "hedge",
         f"the words {phrase!r} say 24 (no hedge), and the claim 42 (exact)"),
    ]  # fmt: skip


@unshaped
def test_another_hedge_than_the_words_have_is_warned_of_and_fails_nothing(folder: Path) -> None:
    edit(folder / "gazette.yaml", "value: 50\n    hedge: about", "value: 50\n    hedge: at-least")
    report = checking.check(folder)
    assert [what for *_, what in _told(report, checking.WORDING)] == [
        "the words 'Some 50 people were hurt' say 50 (about), and the claim 50 (at-least)"
    ]
    assert report.exit_code == 0


@unshaped
def test_a_time_without_a_zone_is_noted(folder: Path) -> None:
    path = folder / "gazette.yaml"
    edit(path, 'value: "2031-03-03"', 'value: "2031-03-03T21:10"')
    assert _told(checking.check(folder), checking.ZONE) == [
        ("info", line_of(path, "2031-03-03T21:10"), "value",
         "the time 2031-03-03T21:10:00 has no zone, so only its day is compared"),
    ]  # fmt: skip
