"""The report as SARIF: valid, with a result for each finding and its place in the claim files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from claimgraph.report import sarif
from claimgraph.view import View
from claimgraph.view.page import ReviewView


def run_of(view: View) -> dict[str, Any]:
    log = json.loads(sarif.render(view))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_every_finding_is_a_result_of_its_own(view: View) -> None:
    prints = [r["partialFingerprints"]["claimgraphFinding/v1"] for r in run_of(view)["results"]]
    assert prints == [finding.id for finding in view.findings]


def test_a_conflict_is_a_warning_at_its_line(view: View) -> None:
    found = ("conflict/value", "notable")
    finding = next(f for f in view.findings if (f.content, f.severity) == found)
    claim = next(c for c in view.claims if c.id == finding.sides[0][0])
    result = run_of(view)["results"][view.findings.index(finding)]
    assert (result["kind"], result["level"]) == ("fail", "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == claim.file != ""
    assert place["region"] == {"startLine": claim.line}


def test_only_what_fails_has_a_level(view: View) -> None:
    levels = {(r["kind"], r["level"] == "none") for r in run_of(view)["results"]}
    assert ("fail", False) in levels
    assert {kind for kind, none in levels if not none} == {"fail"}


def test_a_result_points_at_its_rule(view: View) -> None:
    run = run_of(view)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_what_a_person_took_for_no_conflict_is_suppressed(view: View) -> None:
    review = ReviewView("not-a-conflict", "no conflict", "seen", "Ann", "", "stands", "", ())
    first = next(f for f in view.findings if f.family == "conflict")
    changed = [replace(f, review=review) if f is first else f for f in view.findings]
    results = run_of(replace(view, findings=tuple(changed)))["results"]
    (found,) = [r for r in results if "suppressions" in r]
    assert found["suppressions"][0]["status"] == "accepted"
    assert found["partialFingerprints"]["claimgraphFinding/v1"] == first.id


def test_a_graph_has_no_lines_and_claims_none(view: View) -> None:
    claims = tuple(replace(claim, file="", line=0) for claim in view.claims)
    results = run_of(replace(view, claims=claims))["results"]
    assert [r for r in results for p in r["locations"] if "physicalLocation" in p] == []
    assert all(p["logicalLocations"] for r in results for p in r["locations"])


def test_hostile_text_changes_no_structure(mild: View, wild: View) -> None:
    def shape(thing: object) -> object:
        if isinstance(thing, dict):
            return {key: shape(value) for key, value in thing.items()}
        return [shape(item) for item in thing] if isinstance(thing, list) else type(thing)

    tame, changed = run_of(mild), run_of(wild)
    assert shape(changed["results"]) == shape(tame["results"])


def test_it_is_the_same_every_time(view_of: Callable[[str], View]) -> None:
    assert sarif.render(view_of("x")) == sarif.render(view_of("x"))
