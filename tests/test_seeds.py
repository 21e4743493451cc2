"""What comparing the two shipped articles must show, each with its sides, chains and reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimgraph import corpus as corpora
from claimgraph import dates, history, report, units, view
from claimgraph.compare import compare
from claimgraph.errors import InputError
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Corpus

ROOT = Path(__file__).resolve().parents[1]
D, N = "devdiscourse", "newsweek"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpora.load(ROOT / "claims")


@pytest.fixture(scope="module")
def comparison(corpus: Corpus) -> Comparison:
    return compare(corpus)


def on(comparison: Comparison, *questions: str, content: str = "") -> list[Finding]:
    return [
        f
        for f in comparison.findings
        if set(questions) <= set(f.questions) and f.content.startswith(content)
    ]


def told(corpus: Corpus, finding: Finding) -> list[list[str]]:
    """Each side as `article: value`."""
    by_id = corpus.by_id()
    return [
        sorted(f"{by_id[c].article}: {by_id[c].value.text}" for c in side) for side in finding.sides
    ]


def test_153_attacks_are_one_origin_twice(corpus: Corpus, comparison: Comparison) -> None:
    (finding,) = on(comparison, "attacks-claimed-2024-h1", content="agree-exact")
    assert told(corpus, finding) == [[f"{D}: 153"], [f"{N}: 153"]]
    assert (finding.verdict, finding.origins) == ("repetition", (1, 1))


def test_121_attacks_are_one_number_with_two_attributions_and_definitions(
    comparison: Comparison,
) -> None:
    (finding,) = on(comparison, "attacks-attributed-2023", "attacks-2023", content="agree-exact")
    wanted = {"attribution:anonymous", "attribution:unattributed", "underspecified:definition"}
    assert wanted <= set(finding.facets)


def test_half_a_year_is_not_set_against_a_whole_one(comparison: Comparison) -> None:
    found = on(comparison, "attacks-claimed-2024-h1", content="scope-mismatch")
    assert found
    assert all("period: first half of 2024 / 2023" in f.reason for f in found)


def test_double_is_held_against_the_computed_ratios(corpus: Corpus, comparison: Comparison) -> None:
    found = on(comparison, "attacks-ratio-2024", content="arithmetic/fails")
    assert all("153 / 121 = 1.26" in f.computed and "306 / 121 = 2.53" in f.computed for f in found)
    assert sorted(told(corpus, f)[0][0] for f in found) == [
        f"{D}: double", f"{D}: nearly double", f"{N}: double"]  # fmt: skip


def test_nearly_double_as_fact_differs_in_certainty_from_double_as_forecast(
    comparison: Comparison,
) -> None:
    (finding,) = on(comparison, "attacks-ratio-2024", content="agree-hedged")
    assert "modality:asserted/projected" in finding.facets


@pytest.mark.parametrize(
    ("question", "content", "sides"),
    [
        ("amnesty-min-age", "conflict/boundary", [[f"{D}: over 75"], [f"{N}: 75 and over"]]),
        ("amnesty-health", "tension",
         [[f"{D}: the terminally ill"], [f"{N}: people with an incurable disease"]]),
        ("amnesty-excluded-members", "tension",
         [[f"{D}: Islamic State officials"], [f"{N}: high-ranking Islamic State officials"]]),
        ("amnesty-excluded-attackers", "tension",
         [[f"{D}: those who carried out deadly attacks"],
          [f"{N}: those who carried out deadly attacks with explosives"]]),
        ("amnesty-effect", "tension", [[f"{D}: release"], [f"{N}: an exemption"]]),
    ],
)  # fmt: skip
def test_terms_of_the_amnesty_differ(
    question: str, content: str, sides: list[Any], corpus: Corpus, comparison: Comparison
) -> None:
    found = on(comparison, question, content=content)
    assert sides in [told(corpus, f) for f in found]


@pytest.mark.parametrize(
    ("whole", "sum_"),
    [("missions-total", "137 + 59 = 196"), ("killed-total", "30 + 14 = 44"),
     ("detained-total", "74 + 92 = 166")],
)  # fmt: skip
def test_the_sums_of_the_missions_hold(whole: str, sum_: str, comparison: Comparison) -> None:
    (finding,) = on(comparison, whole, content="arithmetic")
    assert (finding.content, finding.computed) == ("arithmetic/holds", sum_)


@pytest.mark.parametrize(("home", "question"), [(D, "coalition-size"), (N, "missions-total")])
def test_what_only_one_article_says_is_not_found_in_the_other(
    home: str, question: str, comparison: Comparison
) -> None:
    (finding,) = on(comparison, question, content="omission")
    assert finding.articles == (home,)
    assert finding.reason.startswith("Not found in ")


def test_every_pair_of_articles_has_spans_and_chains_in_the_report(
    corpus: Corpus, comparison: Comparison
) -> None:
    page = report.render(view.build(corpus, comparison), "html")
    for claim in corpus.claims:
        anchor = claim.anchors[0]
        assert f'id="claim-{claim.id}"' in page
        assert f"{anchor.start}\N{EN DASH}{anchor.end}" in page


@pytest.mark.parametrize("word", ["is right", "is wrong", "false claim", "misleading", "lied"])
def test_nothing_in_the_report_says_who_is_right(
    word: str, corpus: Corpus, comparison: Comparison
) -> None:
    text = report.render(view.build(corpus, comparison), "md").lower()
    for said in ("which report is right is not for this page to say", "says who is right"):
        text = text.replace(said, "")  # where the report itself says that it does not
    assert word not in text


def test_before_either_article_nothing_was_known(corpus: Corpus) -> None:
    assert history.as_of(corpus, dates.parse("2024-07-15")).corpus.claims == ()


@pytest.mark.parametrize(
    ("number", "unit", "target", "expected"),
    [(1, "mile", "km", 1.609344), (1, "hectares", "m^2", 10_000), (100, "degC", "degF", 212)],
)
def test_units_are_converted(number: float, unit: str, target: str, expected: float) -> None:
    assert units.convert(number, unit, target) == pytest.approx(expected)


@pytest.mark.parametrize("unit", ["parsnips", "kg", "", "1/0"])
def test_a_unit_that_measures_something_else_is_refused(unit: str) -> None:
    with pytest.raises(InputError, match="can't be converted to 'km'"):
        units.convert(1, unit, "km")
