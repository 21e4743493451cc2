"""Claims and findings as records."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from claimgraph import listing, values
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Corpus, Measure
from claimgraph.tables import as_csv
from claimgraph.values import Written


def record(corpus: Corpus, question: str, publisher: str = "") -> dict[str, Any]:
    claim = next(
        c
        for c in corpus.claims
        if c.question == question and (not publisher or c.chain[0] == publisher)
    )
    return listing.claim_record(claim, corpus)


def value(kind: str, written: object, hedge: str = "", temporality: str = "flow") -> dict[str, Any]:
    measure = Measure("m", "m", "d", kind, temporality, "things")
    return listing.value_record(values.read(Written(written, hedge), measure), "things")


def ends(found: dict[str, Any]) -> tuple[object, object, object]:
    return found["low"], found["high"], found["stated"]


def test_the_main_anchor_comes_first(harbour: Corpus) -> None:
    assert record(harbour, "injured", "norrin-gazette")["anchors"] == [{"start": 180, "end": 204}]


def test_the_article_is_named_by_the_digest_of_its_text(harbour: Corpus) -> None:
    assert record(harbour, "alarm-off")["article"] == harbour.articles["gazette"].sha256


def test_the_question_is_its_derived_id(harbour: Corpus) -> None:
    question = harbour.register.questions["injured"]
    assert record(harbour, "injured")["question"] == question.id
    assert record(harbour, "injured")["question_text"] == question.text


def test_the_chain_runs_from_publisher_to_speaker(harbour: Corpus) -> None:
    assert record(harbour, "cause", "tidewater-courier")["chain"] == [
        "tidewater-courier", "meridian-wire", "fire-brigade-officials",
    ]  # fmt: skip


def test_the_file_is_named_without_its_folder(harbour: Corpus) -> None:
    assert record(harbour, "alarm-off")["file"] == "gazette.yaml"
    assert record(harbour, "alarm-off")["line"] > 1


@pytest.mark.parametrize(
    ("kind", "written", "hedge", "expected"),
    [
        ("count", 153, "", (153, 153, 153)),
        ("count", 10000, "more-than", (10001, None, 10000)),
        ("count", 600, "about", (500, 700, 600)),
        ("count", 90, "less-than", (0, 89, 90)),
        ("count", None, "hundreds", (100, 1999, None)),
        ("fraction", "40%", "", (0.4, 0.4, 0.4)),
        ("ratio", 2, "nearly", (1.5, 2, 2)),
        ("number", [80, 95.5], "", (80, 95.5, None)),
        ("boolean", False, "", (None, None, False)),
        ("date", "2024-02", "", ("2024-02-01", "2024-02-29", "2024-02")),
        ("date", "2024-07-17/..", "", ("2024-07-17", None, "2024-07-17/..")),
        ("category", "arson", "", (None, None, "arson")),
        ("text", "in ruins", "", (None, None, None)),
    ],
)
def test_a_value_has_these_ends(
    kind: str, written: object, hedge: str, expected: tuple[object, object, object]
) -> None:
    found = ends(value(kind, written, hedge))
    assert found == expected
    assert [type(end) for end in found] == [type(end) for end in expected]


def test_a_limit_over_75_begins_at_76() -> None:
    assert ends(value("count", 75, "more-than", "rule")) == (76, 76, 75)


def test_no_number_is_infinite_or_no_number(harbour: Corpus) -> None:
    records = [listing.claim_record(claim, harbour) for claim in harbour.claims]
    assert json.loads(listing.as_json(records)) == records


def test_a_hedge_is_null_where_there_is_no_number(harbour: Corpus) -> None:
    assert record(harbour, "alarm-off")["hedge"] is None
    assert record(harbour, "warehouses")["hedge"] == "exact"


def test_json_keeps_letters_as_they_are() -> None:
    assert listing.as_json([{"a": "Größe"}]) == '[\n  {\n    "a": "Größe"\n  }\n]\n'


def test_the_table_names_people_by_their_names(harbour: Corpus) -> None:
    table = listing.claims_table(harbour)
    chains = {row[table.columns.index("chain")] for row in table.rows}
    assert "Norrin Gazette > Seafarers’ Union" in chains
    assert len(table.rows) == len(harbour.claims)


def test_the_export_has_every_field_of_the_records(harbour: Corpus) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(listing.claims_export(harbour)))))
    first = listing.claim_record(harbour.claims[0], harbour)
    fields = {key for key in first if key != "value"} | {f"value_{key}" for key in first["value"]}
    assert set(rows[0]) == fields
    assert len(rows) == len(harbour.claims)


def test_the_export_writes_truth_and_absence_plainly(harbour: Corpus) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(listing.claims_export(harbour)))))
    row = next(row for row in rows if row["value_kind"] == "boolean")
    assert (row["value_stated"], row["value_low"], row["hedge"]) == ("true", "", "")


def finding(comparison: Comparison, content: str) -> Finding:
    return next(f for f in comparison.findings if f.content == content)


def test_a_finding_lists_all_claims_of_its_sides(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    for each in harbour_comparison.findings:
        found = listing.finding_record(each, harbour)
        assert found["claims"] == [claim for side in found["sides"] for claim in side]


def test_a_finding_names_articles_by_digest_and_questions_by_id(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    found = listing.finding_record(finding(harbour_comparison, "arithmetic/holds"), harbour)
    assert found["articles"] == [harbour.articles["courier"].sha256]
    assert harbour.register.questions["injured"].id in found["questions"]
    assert found["computed"]


def test_an_arithmetic_finding_has_no_provenance_verdict_or_origins(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    found = listing.finding_record(finding(harbour_comparison, "arithmetic/holds"), harbour)
    assert (found["provenance"], found["verdict"], found["origins"]) == (None, None, None)


def test_an_agreement_tells_its_origins(harbour: Corpus, harbour_comparison: Comparison) -> None:
    found = listing.finding_record(finding(harbour_comparison, "agree-exact"), harbour)
    low, high = found["origins"]
    assert 1 <= low <= high


def test_the_table_of_findings_shows_both_sides(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    table = listing.findings_table(harbour_comparison.findings, harbour)
    sides = [
        row[table.columns.index("sides")]
        for row in table.rows
        if row[table.columns.index("question")] == "What started the fire?"
    ]
    assert any(" | " in side for side in sides)
