"""Every form of value goes the whole way: claim file, check, graph, shapes, comparison, words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from claimgraph import check as checking
from claimgraph import corpus as corpora
from claimgraph import graph, ids, view, vocab
from claimgraph import report as report_of
from claimgraph.check import Report
from claimgraph.compare import compare
from claimgraph.compare.dimensions import comparable
from claimgraph.explain import explain
from claimgraph.findings import Comparison
from claimgraph.kinds import VALUE_TYPES
from claimgraph.model import Claim, Corpus

CG = Namespace(vocab.NS)

REGISTER = """
format: 1
stories: {bridge: {title: The bridge}}
agents:
  courier: {name: The Courier, kind: publisher}
  gazette: {name: The Gazette, kind: publisher}
periods:
  since-1998: {name: since 1998, edtf: "1998/2024"}
  since-2004: {name: since 2004, edtf: "2004/2024"}
concepts:
  voters: {name: voters}
  young-voters: {name: young voters, broader: [voters]}
  adults: {name: adults}
  floods: {name: floods}
  shut: {name: shut, disjoint: [passable]}
  passable: {name: passable}
  one-lane: {name: passable on one lane, broader: [passable]}
  paved: {name: paved}
measures:
"""

ARTICLE = """
format: 1
story: bridge
article:
  publisher: {name}
  publisher_basis: stated
  digest: "{digest}"
  characters: 9999
  lang: en
  published: 2024-04-{day:02d}
  url: unknown
claims:
"""


@dataclass(frozen=True)
class Form:
    """Two answers. left, right: keys of a claim; dims: of each one's question, where they differ.

    content, words: the relation found, and what its reason must say.
    """

    id: str
    measure: str
    left: str
    right: str
    content: str
    words: str
    dims: tuple[str, str] = ("", "")
    said: tuple[str, str] = ("so", "so")

    @property
    def kind(self) -> str:
        return self.measure.split()[0].rstrip(",")


FORMS = (
    Form("exact", "count, unit: people, temporality: flow", "value: 12", "value: 12",
         "agree-exact", "Both say 12 people"),
    Form("exact-apart", "count, unit: people, temporality: flow", "value: 12", "value: 13",
         "conflict/value", "12 people against 13 people"),
    Form("bounded", "count, unit: people, temporality: flow", "value: 12, hedge: at-least",
         "value: 12", "agree-hedged", "at least 12 people / 12 people",
         said=("at least twelve", "a dozen")),
    Form("bounded-apart", "count, unit: people, temporality: flow", "value: 12, hedge: more-than",
         "value: 12, hedge: at-most", "conflict/value", "more than 12 people"),
    Form("hedged", "count, unit: people, temporality: flow", "value: 600, hedge: about",
         "value: 650", "refines", "about 600 people / 650 people"),
    Form("fuzzy", "count, unit: people, temporality: flow", "hedge: dozens", "value: 300",
         "conflict/value", "dozens of people against 300 people", said=("dozens", "300")),
    Form("fuzzy-large", "count, unit: people, temporality: flow", "hedge: tens-of-thousands",
         "value: 15000", "tension", "tens of thousands of people"),
    Form("range", "count, unit: people, temporality: flow", "value: [80, 95]", "value: 90",
         "refines", "80 to 95 people / 90 people"),
    Form("unit", "number, unit: km, temporality: event", "value: 30", "value: 19, unit: miles",
         "refines", "30 km / 19 miles"),
    Form("unit-apart", "number, unit: km, temporality: event", "value: 30",
         "value: 30, unit: miles", "conflict/value", "30 km against 30 miles"),
    Form("unit-range", "number, unit: km, temporality: event", "value: 10",
         "value: [5, 7], unit: miles", "refines", "10 km / 5 to 7 miles"),
    Form("below-zero", "number, unit: degrees, temporality: event", "value: -5, hedge: less-than",
         "value: -3", "conflict/value", "less than -5 degrees against -3 degrees"),
    Form("fraction", "fraction, temporality: stock", 'value: "40%"', 'value: "1/3"',
         "conflict/value", "40 % against 33.3 %", ("of: voters", "of: voters")),
    Form("base", "fraction, temporality: stock", 'value: "40%"', 'value: "60%"',
         "scope-mismatch", "of what: voters / adults (they are different bases)",
         ("of: voters", "of: adults")),
    Form("base-part", "fraction, temporality: stock", 'value: "40%"', 'value: "60%"',
         "scope-mismatch", "of what: young voters / voters (the first is part of the second)",
         ("of: young-voters", "of: voters")),
    Form("base-question", "fraction, temporality: stock", 'value: "40%"', 'value: "60%"',
         "scope-mismatch", "of what: What of exact? / voters",
         ("of: exact", "of: voters")),
    Form("base-below-line", "fraction, temporality: stock", 'value: "40%"', 'value: "60%"',
         "scope-mismatch", "of what: What of exact? / What of exact-apart?",
         ("numerator: hedged, denominator: exact", "of: exact-apart")),
    Form("base-open", "fraction, temporality: stock", 'value: "40%"', 'value: "40%"',
         "agree-exact", "Both say 40 %", ("", "of: voters")),
    Form("ratio", "ratio, temporality: flow", "value: 2", "value: 1.5", "conflict/value",
         "2 times against 1.5 times"),
    Form("projection", "ratio, temporality: flow", "value: 2, hedge: nearly",
         "value: 2, modality: projected", "conflict/value", "nearly 2 times against 2 times"),
    Form("change", "change, temporality: flow", 'value: "5%"', 'value: "-5%"', "conflict/value",
         "a rise of 5 % against a fall of 5 %"),
    Form("change-fall", "change, temporality: flow", 'value: "-5%", hedge: more-than',
         'value: "-8%"', "tension", "a fall of more than 5 % against a fall of 8 %"),
    Form("change-points", "change, temporality: flow", 'value: "5%"', 'value: "5 pp"',
         "scope-mismatch", "unit: per cent / percentage points"),
    Form("money", "money, unit: EUR, temporality: flow", "value: 5000000",
         "value: 5000000, hedge: about", "agree-hedged", "5,000,000 EUR / about 5,000,000 EUR",
         said=("5 million euros", "about €5 million")),
    Form("money-other", "money, unit: EUR, temporality: flow", "value: 5000000",
         "value: 5000000, unit: USD", "scope-mismatch", "unit: EUR / USD"),
    Form("money-rate", "money, unit: EUR, temporality: flow", "value: 5000000",
         "value: 5500000, unit: USD, rate: 0.92", "refines", "5,000,000 EUR / 5,500,000 USD"),
    Form("money-rate-apart", "money, unit: EUR, temporality: flow", "value: 5000000",
         "value: 7500000, unit: USD, rate: 0.92", "conflict/value",
         "5,000,000 EUR against 7,500,000 USD"),
    Form("money-prices", "money, unit: EUR, temporality: flow", "value: 5000000, prices: 2015",
         "value: 5000000", "scope-mismatch", "unit: EUR in prices of 2015 / EUR"),
    Form("duration", "duration, unit: minutes, temporality: event", 'value: "45 minutes"',
         "value: PT45M", "agree-exact", "Both say 45 minutes"),
    Form("duration-unit", "duration, unit: minutes, temporality: event", 'value: "2 hours"',
         "value: PT121M", "refines", "2 hours / 121 minutes"),
    Form("duration-months", "duration, unit: days, temporality: event", "value: P3M",
         "value: 90", "refines", "3 months / 90 days"),
    Form("duration-apart", "duration, unit: days, temporality: event", "value: P3M",
         "value: 120", "conflict/value", "3 months against 120 days"),
    Form("duration-vague", "duration, unit: days, temporality: event",
         "hedge: several, unit: weeks", "value: 30", "refines", "several weeks / 30 days"),
    Form("rank", "rank, temporality: event", "value: 3", "value: 3", "agree-exact",
         "Both say no. 3", ("of: floods", "of: floods"), ("third largest", "no. 3")),
    Form("rank-apart", "rank, temporality: event", "value: 3", "value: 4", "conflict/value",
         "no. 3 against no. 4", ("of: floods", "of: floods")),
    Form("rank-list", "rank, temporality: event", "value: 1", "value: 2", "scope-mismatch",
         "period: since 1998 / since 2004",
         ("of: floods, period: since-1998", "of: floods, period: since-2004")),
    Form("rank-open-list", "rank, temporality: event", "value: 1", "value: 2", "scope-mismatch",
         "(the second is part of the first)", ("of: floods", "of: floods, period: since-2004")),
    Form("date", "date, temporality: event", "value: 2024-03-05", "value: 2024-03-06",
         "conflict/value", "2024-03-05 against 2024-03-06"),
    Form("date-coarse", "date, temporality: event", 'value: "2024-03"', "value: 2024-03-06",
         "refines", "2024-03 / 2024-03-06"),
    Form("date-stage", "date, temporality: event", "value: early 2024-03", "value: 2024-03-06",
         "refines", "early 2024-03 / 2024-03-06"),
    Form("date-stage-edge", "date, temporality: event", "value: early 2024-03",
         "value: 2024-03-12", "tension", "early 2024-03"),
    Form("date-stage-apart", "date, temporality: event", "value: early 2024-03",
         "value: 2024-03-20", "conflict/value", "early 2024-03 against 2024-03-20"),
    Form("date-decade", "date, temporality: event", "value: 199X", 'value: "2001"',
         "conflict/value", "199X against 2001"),
    Form("date-season", "date, temporality: event", "value: 2024-25", 'value: "2024-04"',
         "refines", "2024-25 / 2024-04"),
    Form("date-about", "date, temporality: event", "value: 2024-03-05~", "value: 2024-03-07",
         "tension", "2024-03-05~ against 2024-03-07"),
    Form("date-open", "date, temporality: event", "value: 2024-03-05/..", "value: 2024-03-01",
         "conflict/value", "2024-03-05/.. against 2024-03-01"),
    Form("time", "date, temporality: event", "value: 2024-03-05T10:00+01:00",
         "value: 2024-03-05T09:00Z", "agree-hedged", "2024-03-05T10:00+01:00"),
    Form("time-apart", "date, temporality: event", "value: 2024-03-05T10:00+01:00",
         "value: 2024-03-05T10:00Z", "conflict/value", "2024-03-05T10:00Z"),
    Form("category", "category, temporality: event", "value: one-lane", "value: passable",
         "refines", "passable on one lane / passable"),
    Form("category-apart", "category, temporality: event", "value: one-lane", "value: shut",
         "conflict/value", "passable on one lane against shut"),
    Form("category-beside", "category, temporality: event", "value: paved", "value: shut",
         "tension", "paved"),
    Form("state", "category, temporality: state", "value: passable, as_of: 2024-03-01",
         "value: shut, as_of: 2024-03-09", "updates", "passable, and shut at another time"),
    Form("state-yes-no", "boolean, temporality: state", "value: true, as_of: 2024-03-01",
         "value: false, as_of: 2024-03-09", "updates", "yes, and no at another time"),
    Form("state-same-time", "boolean, temporality: state", "value: true, as_of: 2024-03-01",
         "value: false, as_of: 2024-03-01", "conflict/value", "yes against no"),
    Form("boolean", "boolean, temporality: event", "value: true", "value: true", "agree-exact",
         "Both say yes"),
    Form("text", "text, temporality: event", "value: beyond repair", "value: Beyond repair",
         "agree-exact", "Both say beyond repair"),
    Form("text-apart", "text, temporality: event", "value: beyond repair",
         "value: cannot be mended", "undetermined", "can't be compared by rule"),
)  # fmt: skip


def _register() -> str:
    lines = [REGISTER.rstrip()]
    lines += [
        f"  {form.id}: {{name: {form.id}, definition: Of {form.id}, value: {form.measure}}}"
        for form in FORMS
    ]
    lines.append("questions:")
    for form in FORMS:
        for key, dims in zip(_questions(form), form.dims, strict=True):
            more = f", {dims}" if dims else ""
            entry = f"  {key}: {{text: What of {key}?, measure: {form.id}{more}}}"
            if entry not in lines:
                lines.append(entry)
    return "\n".join(lines) + "\n"


def _questions(form: Form) -> tuple[str, str]:
    left, right = form.dims
    return form.id, form.id if left == right else f"{form.id}-2"


def _article(name: str, at: int) -> str:
    lines = [ARTICLE.format(name=name, digest=ids.text_digest(name), day=at + 1).rstrip()]
    for n, form in enumerate(FORMS):
        written = (form.left, form.right)[at]
        anchor = (
            f'anchors: [{{phrase: "{form.said[at]}", lang: en, span: [{n}, {n + 1}], '
            f'digest: "{ids.text_digest(str(n))}"}}]'
        )
        lines.append(f"  - {{question: {_questions(form)[at]}, {written}, {anchor}}}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("forms")
    (made / "register.yaml").write_text(_register(), encoding="utf-8")
    for at, name in enumerate(("courier", "gazette")):
        (made / f"{name}.yaml").write_text(_article(name, at), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return corpora.load(folder)


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return checking.check(folder)


@pytest.fixture(scope="module")
def compared(corpus: Corpus) -> Comparison:
    return compare(corpus)


@pytest.fixture(scope="module")
def built(corpus: Corpus, compared: Comparison) -> Graph:
    text = graph.ntriples(corpus, compared, comparable(corpus.register))
    return Graph().parse(data=text, format="nt")


def test_every_kind_of_value_is_among_the_forms() -> None:
    assert {form.kind for form in FORMS} == set(VALUE_TYPES)


def test_the_claim_files_violate_no_shape(report: Report) -> None:
    assert [str(p) for p in report.problems if p.severity == "violation"] == []


def test_the_one_share_without_a_base_is_pointed_out(report: Report) -> None:
    told = [p for p in report.problems if "A share of what?" in p.what]
    assert [p.focus.rpartition("/")[2].partition(".")[0] for p in told] == ["base-open"]


def test_no_phrase_is_read_as_another_number_than_its_claim_gives(report: Report) -> None:
    assert [str(p) for p in report.problems if p.rule == checking.WORDING] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_is_compared_and_the_reason_says_both_values(
    form: Form, compared: Comparison
) -> None:
    asked = set(_questions(form))
    told = [
        (f.content, f.reason)
        for f in compared.findings
        if set(f.questions) == asked and not f.content.startswith(("arithmetic", "omission"))
    ]
    assert [content for content, _ in told] == [form.content], told
    assert form.words in told[0][1]


def _claims(corpus: Corpus) -> Iterator[tuple[Claim, URIRef]]:
    for claim in corpus.claims:
        yield claim, URIRef(f"{corpus.register.base}claim/{claim.id}")


def test_every_value_stands_in_the_graph_as_the_model_has_it(built: Graph, corpus: Corpus) -> None:
    for claim, node in _claims(corpus):
        value = claim.value
        assert (node, RDF.type, CG.Claim) in built
        assert built.value(node, CG.valueKind) == Literal(value.kind)
        assert str(built.value(node, CG.unit) or "") == value.unit
        assert str(built.value(node, CG.boundsUnit) or "") == value.bounds_unit
        assert str(built.value(node, CG.prices) or "") == value.prices
        rate = built.value(node, CG.rate)
        assert (None if rate is None else float(str(rate))) == value.rate
        stated = built.value(node, CG.stated)
        assert (None if stated is None else float(str(stated))) == (
            None if value.stated is None else pytest.approx(value.stated)
        )
        if value.dates is not None:
            assert str(built.value(node, CG.valueEDTF)) == value.dates.edtf


def test_a_base_stands_in_the_graph_as_a_concept_or_a_question(
    built: Graph, corpus: Corpus
) -> None:
    base = corpus.register.base
    kinds = {str(o).removeprefix(base).partition("/")[0] for o in built.objects(None, CG.of)}
    assert kinds == {"concept", "question"}


@pytest.fixture(scope="module")
def sheet(corpus: Corpus, compared: Comparison) -> str:
    return report_of.render(view.build(corpus, compared), "csv")


@pytest.fixture(scope="module")
def page(corpus: Corpus, compared: Comparison) -> Any:
    return json.loads(report_of.render(view.build(corpus, compared), "json"))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_report_says_what_each_article_says(form: Form, corpus: Corpus, sheet: str) -> None:
    asked = set(_questions(form))
    for claim in corpus.claims:
        if claim.question in asked and claim.value.dates is None:
            assert claim.value.text in sheet


def test_the_report_is_as_its_schema_has_it(page: Any) -> None:
    path = Path(report_of.__file__).parents[1] / "schemas" / "report.schema.json"
    faults = Draft202012Validator(json.loads(path.read_text("utf-8"))).iter_errors(page)
    assert [fault.message for fault in faults] == []


def test_amounts_in_two_currencies_share_no_chart(corpus: Corpus, compared: Comparison) -> None:
    html = report_of.render(view.build(corpus, compared), "html")
    drawn = re.findall(r"<desc[^>]*>([^<]*)</desc>", html)
    assert any("5,500,000 USD" in text for text in drawn), "the one at a rate has a chart"
    assert [t for t in drawn if "5,000,000 USD" in t and "5,000,000 EUR" in t] == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("money-rate", "5,500,000 USD (from 4,986,750 to 5,133,750 EUR)"),
        ("money-other", "5,000,000 USD (from 4,500,000 to 5,500,000 USD)"),
        ("unit", "19 miles (from 29.772864 to 31.382208 km)"),
    ],
)
def test_an_explanation_gives_the_bounds_with_their_unit(
    question: str, answer: str, corpus: Corpus, compared: Comparison
) -> None:
    chosen = [c for c in corpus.claims if c.question == question][1]
    assert answer in explain(chosen.id, corpus, compared)
