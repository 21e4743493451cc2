"""Layer 6. The report as SARIF 2.1.0 (OASIS, 2020): a result for each finding, for CI and editors.

Nothing here is a verdict. `kind` says what a finding is: `fail` for what --fail-on can name as a
discrepancy, `pass` for what agrees or adds up, `review` for what can't be compared as it stands,
`informational` for the rest; only `fail` has a level other than `none` (section 3.27.10).
"""

from __future__ import annotations

import json
from typing import Any

from claimgraph.view.page import ClaimView, FindingView, View

_KINDS = {"conflict": "fail", "tension": "fail", "agreement": "pass", "scope": "review",
          "undetermined": "review"}  # fmt: skip
_LEVELS = {"critical": "error", "notable": "warning", "minor": "note", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(view: View) -> str:
    """Write *view* as one run of SARIF; places are lines of the claim files, where they are known.

    Offsets count Unicode code points.
    """
    claims = {claim.id: claim for claim in view.claims}
    rules = sorted({(f.rule, f.content, f.label) for f in view.findings})
    named = {(rule, content): at for at, (rule, content, _) in enumerate(rules)}
    files = {name: at for at, (name, _) in enumerate(view.method.files)}
    run = {
        "tool": {"driver": {
            "name": "claimgraph",
            "informationUri": "https://w3id.org/claimgraph/",
            "semanticVersion": view.method.software.rpartition(" ")[2],
            "rules": [
                {"id": f"{rule}/{content}", "shortDescription": {"text": label}}
                for rule, content, label in rules
            ],
        }},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": {"uri": name}, "hashes": {"sha-256": digest.removeprefix("sha256:")}}
            for name, digest in view.method.files
        ],
        "results": [_result(f, claims, named, files) for f in view.findings],
        "properties": {
            "title": view.title, "lead": view.lead,
            "items": {tile.status: tile.count for tile in view.tiles},
            "claims": view.method.claims, "findings": view.method.findings,
        },
    }  # fmt: skip
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def kind(finding: FindingView) -> str:
    """Return what SARIF calls the finding; a computation that fails is a discrepancy."""
    if finding.family == "arithmetic":
        return "fail" if finding.content.endswith("fails") else "pass"
    return _KINDS.get(finding.family, "informational")


def _result(
    finding: FindingView,
    claims: dict[str, ClaimView],
    rules: dict[tuple[str, str], int],
    files: dict[str, int],
) -> dict[str, Any]:
    what = kind(finding)
    told = [claims[key] for side in finding.sides for key in side]
    places = [_place(claim, files) for claim in told]
    text = " ".join(filter(None, (finding.reason, finding.computed)))
    result: dict[str, Any] = {
        "ruleId": f"{finding.rule}/{finding.content}",
        "ruleIndex": rules[finding.rule, finding.content],
        "kind": what,
        "level": _LEVELS[finding.severity] if what == "fail" else "none",
        "message": {"text": text or finding.label},
        "locations": places[:1],
        "partialFingerprints": {"claimgraphFinding/v1": finding.id},
        "properties": {
            "severity": finding.severity, "verdict": finding.verdict,
            "provenance": finding.provenance, "origins": finding.origins,
            "questions": list(finding.questions), "sides": [list(s) for s in finding.sides],
        },
    }  # fmt: skip
    if places[1:]:
        result["relatedLocations"] = [{"id": at, **p} for at, p in enumerate(places[1:], start=1)]
    if finding.review is not None and finding.review.state == "not-a-conflict":
        why = ": ".join(filter(None, (finding.review.words, finding.review.note)))
        status = "underReview" if finding.review.changes else "accepted"
        result["suppressions"] = [{"kind": "external", "status": status, "justification": why}]
    return result


def _place(claim: ClaimView, files: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {
        "message": {"text": f"{claim.article}: {claim.answer.text} ({claim.chain_words})"},
        "logicalLocations": [{"fullyQualifiedName": f"claim/{claim.id}", "kind": "member"}],
    }
    if claim.file in files:
        place["physicalLocation"] = {
            "artifactLocation": {"uri": claim.file, "index": files[claim.file]},
            "region": {"startLine": claim.line},
        }
    return place
