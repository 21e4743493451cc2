"""Layer 3. Every claim and every finding as plain records: JSON objects and rows of a table.

The records are described by ``schemas/list.schema.json`` and ``schemas/compare.schema.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from claimgraph import values
from claimgraph.findings import Finding
from claimgraph.kinds import NUMERIC, WHOLE
from claimgraph.model import Claim, Corpus, Value
from claimgraph.reviews import Reviewed
from claimgraph.tables import Table

_Object = dict[str, Any]
"""One JSON object."""


def _number(n: float | None) -> float | int | None:
    if n is None or math.isinf(n):
        return None
    return int(n) if float(n).is_integer() else n


def value_record(value: Value, unit: str) -> _Object:
    """Return *value* as `{kind, low, high, stated, text, unit, stated_unit}`.

    low, high: the bounds that the words leave open, None where there is none; for a count, a rule
    and a date both ends belong to it, for other numbers an open end is given as it was stated.
    unit: that of the bounds. stated_unit: the one that the text uses, where it is another.
    """
    low: float | str | None = None
    high: float | str | None = None
    stated: float | str | bool | None = None
    if value.kind in NUMERIC and value.outer is not None:
        rule = value.hedge.startswith("threshold-")
        bounds = values.effective(value) if value.kind in WHOLE or rule else value.outer
        low, high, stated = _number(bounds.low), _number(bounds.high), _number(value.stated)
    elif value.dates is not None:
        low = value.dates.first.isoformat() if value.dates.first else None
        high = value.dates.last.isoformat() if value.dates.last else None
        stated = value.dates.edtf
    elif value.kind == "boolean":
        stated = value.truth
    elif value.kind == "category":
        stated = value.concept
    return {
        "kind": value.kind,
        "low": low,
        "high": high,
        "stated": stated,
        "text": value.text,
        "unit": unit or None,
        "stated_unit": value.unit or None,
    }


def claim_record(claim: Claim, corpus: Corpus) -> _Object:
    """Return *claim* as a JSON object; `anchors` begin with the main one.

    file: the name without its folder, so that the output is the same wherever the folder lies.
    """
    question = corpus.question(claim)
    return {
        "id": claim.id,
        "article": corpus.articles[claim.article].sha256,
        "anchors": [{"start": anchor.start, "end": anchor.end} for anchor in claim.anchors],
        "question": question.id,
        "question_text": question.text,
        "chain": list(claim.chain),
        "cue": claim.cue,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "value": value_record(claim.value, values.unit_of(claim.value, corpus.measure(question))),
        "hedge": claim.value.hedge or None,
        "phrase": claim.phrase,
        "said_on": claim.said_on.edtf if claim.said_on else None,
        "as_of": claim.as_of.edtf if claim.as_of else None,
        "status": claim.status,
        "links": [{"kind": kind, "claim": other} for kind, other in claim.links],
        "file": PurePath(claim.where.file).name,
        "line": claim.where.line,
    }


def finding_records(
    findings: Sequence[Finding], corpus: Corpus, reviewed: Sequence[Reviewed] = ()
) -> list[_Object]:
    """Return *findings* as JSON objects, each with what a person concluded about it."""
    beside = {r.finding.id: r for r in reviewed if r.finding is not None}
    return [finding_record(finding, corpus, beside.get(finding.id)) for finding in findings]


def finding_record(finding: Finding, corpus: Corpus, reviewed: Reviewed | None = None) -> _Object:
    """Return *finding* as a JSON object; questions by their ids, articles by their digests."""
    return {
        "id": finding.id,
        "questions": [corpus.register.questions[key].id for key in finding.questions],
        "sides": [list(side) for side in finding.sides],
        "claims": list(finding.claims),
        "articles": [corpus.articles[slug].sha256 for slug in finding.articles],
        "content": finding.content,
        "provenance": finding.provenance or None,
        "facets": list(finding.facets),
        "verdict": finding.verdict or None,
        "severity": finding.severity,
        "rule": finding.rule,
        "reason": finding.reason,
        "care": list(finding.care),
        "origins": list(finding.origins) if finding.origins else None,
        "computed": finding.computed or None,
        "review": review_record(reviewed) if reviewed else None,
        "pairs": [
            {
                "left": pair.left,
                "right": pair.right,
                "content": pair.content,
                "provenance": pair.provenance or None,
                "facets": list(pair.facets),
                "verdict": pair.verdict or None,
            }
            for pair in finding.pairs
        ],
    }


def review_record(reviewed: Reviewed) -> _Object:
    """Return a review as a JSON object."""
    review = reviewed.review
    return {
        "state": review.state,
        "note": review.note or None,
        "by": review.by or None,
        "on": review.on.edtf if review.on else None,
        "standing": reviewed.standing,
        "changes": list(reviewed.changes),
    }


def as_json(records: Sequence[_Object]) -> str:
    """Write *records* as a JSON array, keys in the order of the schema."""
    return json.dumps(list(records), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


_CLAIM_COLUMNS = ("id", "place", "question", "value", "chain", "modality", "cue", "phrase")


def claims_table(corpus: Corpus) -> Table:
    """Return all claims for people: where, which question, which value, who says so."""
    agents = corpus.register.agents
    rows = tuple(
        (
            claim.id,
            f"{PurePath(claim.where.file).name}:{claim.where.line}",
            corpus.question(claim).text,
            claim.value.text,
            " > ".join(agents[name].name for name in claim.chain),
            claim.modality,
            claim.cue,
            claim.phrase,
        )
        for claim in corpus.claims
    )
    return Table(_CLAIM_COLUMNS, rows)


_EXPORT_COLUMNS = (
    "id", "article", "anchors", "question", "question_text", "chain", "cue", "modality",
    "polarity", "value_kind", "value_low", "value_high", "value_stated", "value_text", "value_unit",
    "value_stated_unit", "hedge", "phrase", "said_on", "as_of", "status", "links", "file", "line",
)  # fmt: skip


def claims_export(corpus: Corpus) -> Table:
    """Return all claims with every field of their JSON objects, for a spreadsheet."""
    rows = []
    for claim in corpus.claims:
        record = claim_record(claim, corpus)
        record |= {f"value_{key}": item for key, item in record.pop("value").items()}
        record["anchors"] = " ".join(f"{a.start}-{a.end}" for a in claim.anchors)
        record["chain"] = " > ".join(claim.chain)
        record["links"] = " ".join(f"{kind}:{other}" for kind, other in claim.links)
        rows.append(tuple(_cell(record[column]) for column in _EXPORT_COLUMNS))
    return Table(_EXPORT_COLUMNS, tuple(rows))


def _cell(item: object) -> str:
    if item is None:
        return ""
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item)


_FINDING_COLUMNS = ("id", "severity", "content", "verdict", "question", "sides", "reason")


def findings_table(findings: Sequence[Finding], corpus: Corpus) -> Table:
    """Return *findings* for people, one line each."""
    claims = corpus.by_id()
    questions = corpus.register.questions
    rows = tuple(
        (
            finding.id,
            finding.severity,
            finding.content,
            finding.verdict,
            " / ".join(questions[key].text for key in finding.questions),
            " | ".join(
                ", ".join(dict.fromkeys(claims[claim].value.text for claim in side))
                for side in finding.sides
            ),
            finding.reason,
        )
        for finding in findings
    )
    return Table(_FINDING_COLUMNS, rows)
