"""Articles, claims, values and attributions as triples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph import dates, ids, values, vocab
from claimgraph.errors import InputError
from claimgraph.graph import claims as triples
from claimgraph.model import (
    Anchor,
    Article,
    Claim,
    Corpus,
    Measure,
    NotAClaim,
    Source,
    SourceLine,
    Value,
)

BASE = "https://example.org/"
ARTICLE = "https://example.org/article/a1"
XSD = vocab.XSD
CG = vocab.CG


def value(kind: str, raw: object, hedge: str = "", temporality: str = "flow") -> Value:
    """Read a value as a claim file would."""
    measure = Measure("m", "m", "m", kind, temporality, "things")
    return values.read(values.Written(raw, hedge), measure)


def written(read: Value) -> dict[str, str]:
    """Return the triples of a value as local name of the property to object."""
    found = {}
    for line in triples.value_triples(read, BASE):
        predicate, _, obj = line.partition(" ")
        found[predicate.rpartition("#")[2].rstrip(">")] = obj
    return found


def claim(**changes: object) -> Claim:
    """Return a claim of three speakers with two anchors."""
    anchors = (
        Anchor(3, 14, ids.text_digest("x"), "twelve boats", "en", SourceLine("a.yaml", 9)),
        Anchor(40, 50, ids.text_digest("y"), "a dozen boats", "en"),
    )
    made = Claim(
        "c1", "a", "boats", value("count", 12), ("gazette", "wire", "officials"), "say",
        "asserted", "affirmative", anchors,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def about_claim(made: Claim) -> list[str]:
    """Return predicate and object of each triple whose subject is the claim."""
    s = f"<{BASE}claim/c1> "
    found = triples.claim_triples(made, "boats.1", ARTICLE, BASE)
    return [line.removeprefix(s) for line in found if line.startswith(s)]


def test_a_count_has_whole_ends() -> None:
    found = written(value("count", 600, "about"))
    assert found["low"] == f'"500"^^<{XSD}integer>'
    assert found["high"] == f'"700"^^<{XSD}integer>'
    assert found["stated"] == f'"600"^^<{XSD}integer>'
    assert found["hedge"] == vocab.concept("hedge", "about")


def test_more_than_a_count_begins_at_the_next_and_has_no_upper_end() -> None:
    found = written(value("count", 10_000, "more-than"))
    assert found["low"] == f'"10001"^^<{XSD}integer>'
    assert "high" not in found
    assert "lowOpen" not in found


def test_more_than_a_number_keeps_the_stated_end_and_says_that_it_is_open() -> None:
    found = written(value("number", 2.5, "more-than"))
    assert found["low"] == f'"2.5"^^<{XSD}decimal>'
    assert found["lowOpen"] == f'"true"^^<{XSD}boolean>'


def test_a_limit_in_a_rule_admits_from_the_next_year() -> None:
    found = written(value("count", 75, "more-than", "rule"))
    assert (found["low"], found["high"]) == (f'"76"^^<{XSD}integer>',) * 2
    assert found["stated"] == f'"75"^^<{XSD}integer>'


def test_a_fraction_is_decimal() -> None:
    found = written(value("fraction", "40%"))
    assert found["low"] == found["high"] == found["stated"] == f'"0.4"^^<{XSD}decimal>'


def test_a_hedge_without_a_number_has_no_stated_one() -> None:
    found = written(value("count", None, "hundreds"))
    assert "stated" not in found
    assert found["low"] == f'"100"^^<{XSD}integer>'


def test_a_date_keeps_its_edtf_and_its_days() -> None:
    found = written(value("date", "2031-03~"))
    assert found["valueEDTF"] == f'"2031-03~"^^<{vocab.EDTF}>'
    assert found["dateFrom"] == f'"2031-03-01"^^<{XSD}date>'
    assert found["dateTo"] == f'"2031-03-31"^^<{XSD}date>'


def test_an_open_date_has_no_last_day() -> None:
    assert "dateTo" not in written(value("date", "2031-03/.."))


def test_a_category_points_at_its_concept() -> None:
    assert written(value("category", "arson"))["valueConcept"] == f"<{BASE}concept/arson>"


@pytest.mark.parametrize("truth", [True, False])
def test_a_proposition_has_a_truth(truth: bool) -> None:
    found = written(value("boolean", truth))
    assert found["valueBoolean"] == f'"{str(truth).lower()}"^^<{XSD}boolean>'


def test_a_text_has_nothing_but_its_words() -> None:
    assert written(value("text", "beyond means")) == {
        "valueKind": '"text"', "valueText": '"beyond means"',
    }  # fmt: skip


def test_a_value_in_another_unit_names_it() -> None:
    read = replace(value("number", 2.5), unit="miles")
    assert written(read)["unit"] == '"miles"'


def test_a_claim_has_one_main_evidence_among_all() -> None:
    found = about_claim(claim())
    assert f"{CG['mainEvidence']} <{ARTICLE}#char=3,14>" in found
    assert [line for line in found if line.startswith(CG["evidence"])] == [
        f"{CG['evidence']} <{ARTICLE}#char=3,14>",
        f"{CG['evidence']} <{ARTICLE}#char=40,50>",
    ]


def test_a_claim_names_its_attribution_by_the_whole_chain() -> None:
    assert f"{CG['attribution']} <{BASE}attribution/gazette--wire--officials>" in about_claim(
        claim()
    )


def test_a_claim_says_when_it_was_uttered_and_for_when() -> None:
    made = claim(said_on=dates.parse("2031-03-04"), as_of=dates.parse("2031-03"))
    found = about_claim(made)
    assert f'{CG["saidOn"]} "2031-03-04"^^<{vocab.EDTF}>' in found
    assert f'{CG["asOf"]} "2031-03"^^<{vocab.EDTF}>' in found


def test_a_claim_without_a_day_has_none() -> None:
    assert not [line for line in about_claim(claim()) if "saidOn" in line or "asOf" in line]


def test_a_claim_links_to_the_claims_it_speaks_of() -> None:
    made = claim(links=(("corrects", "c7"), ("replaces", "c8")), retracted_by="c9")
    found = about_claim(made)
    assert f"{CG['corrects']} <{BASE}claim/c7>" in found
    assert f"{CG['replaces']} <{BASE}claim/c8>" in found
    assert f"{CG['retractedBy']} <{BASE}claim/c9>" in found


def test_a_claim_lists_what_came_from_the_context() -> None:
    found = about_claim(claim(context=("place", "period")))
    assert f"{CG['contextDimension']} {vocab.concept('dimension', 'place')}" in found
    assert f"{CG['contextDimension']} {vocab.concept('dimension', 'period')}" in found


def test_a_language_that_is_none_is_refused_with_its_line() -> None:
    bad = claim(anchors=(replace(claim().anchors[0], lang="en us"),))
    with pytest.raises(InputError, match="not a language tag") as caught:
        about_claim(bad)
    assert caught.value.where == "a.yaml:9"


def test_evidence_has_span_digest_and_article() -> None:
    anchor = claim().anchors[0]
    s = f"<{ARTICLE}#char=3,14>"
    assert set(triples.evidence_triples(anchor, ARTICLE)) == {
        f"{s} {triples.A} {CG['Evidence']}",
        f"{s} {triples.A} {vocab.term('oa:TextPositionSelector')}",
        f"{s} {CG['ofArticle']} <{ARTICLE}>",
        f'{s} {vocab.term("oa:start")} "3"^^<{XSD}integer>',
        f'{s} {vocab.term("oa:end")} "14"^^<{XSD}integer>',
        f'{s} {CG["spanDigest"]} "{anchor.digest}"',
        f'{s} {CG["phrase"]} "twelve boats"@en',
    }


def test_what_is_no_claim_says_why() -> None:
    exclusion = NotAClaim("a", Anchor(0, 5, ids.text_digest("x")), "furniture")
    found = list(triples.exclusion_triples(exclusion, ARTICLE))
    s = f"<{ARTICLE}#char=0,5>"
    assert f"{s} {triples.A} {CG['Exclusion']}" in found
    assert f"{s} {CG['reason']} {vocab.concept('reason', 'furniture')}" in found


def test_each_level_of_a_chain_is_reported_by_the_next_one_outwards() -> None:
    found = set(triples.attribution_triples(("gazette", "wire"), BASE))
    outer, inner = f"<{BASE}attribution/gazette>", f"<{BASE}attribution/gazette--wire>"
    assert f"{inner} {CG['reportedBy']} {outer}" in found
    assert f"{inner} {CG['agent']} <{BASE}agent/wire>" in found
    assert f'{inner} {CG["depth"]} "2"^^<{XSD}integer>' in found
    assert not [line for line in found if line.startswith(f"{outer} {CG['reportedBy']}")]


def test_a_stated_source_is_provenance_and_an_inferred_one_is_not() -> None:
    sources = (Source("release", "stated"), Source("wire", "inferred"))
    iris = {"release": f"{BASE}document/release", "wire": f"{BASE}document/wire"}
    assert list(triples.source_triples("<a:a>", sources, iris)) == [
        f"<a:a> {CG['statedSource']} <{BASE}document/release>",
        f"<a:a> {triples.DERIVED} <{BASE}document/release>",
        f"<a:a> {CG['inferredSource']} <{BASE}document/wire>",
    ]


@pytest.fixture
def courier(harbour: Corpus) -> Article:
    """Return an article that states everything about itself."""
    return harbour.articles["courier"]


IRIS = {"harbour-office-statement": f"{BASE}d/h", "meridian-report": f"{BASE}d/m"}


def test_what_an_article_does_not_say_is_absent(harbour: Corpus) -> None:
    found = "\n".join(triples.article_triples(harbour.articles["gazette"], BASE, IRIS))
    for name in ("published", "publishedBasis", "modified", "byline"):
        assert CG[name] not in found
    assert vocab.term("schema:url") not in found


def test_a_publisher_that_is_only_inferred_is_marked(harbour: Corpus) -> None:
    found = list(triples.article_triples(harbour.articles["gazette"], BASE, IRIS))
    s = f"<{BASE}article/{harbour.articles['gazette'].id}>"
    assert f"{s} {CG['publisherBasis']} {vocab.concept('basis', 'inferred')}" in found


def test_a_shared_quotation_has_one_digest_in_both_articles(harbour: Corpus) -> None:
    digests = {
        line.rpartition(" ")[2]
        for article in harbour.articles.values()
        for quotation in article.quotations
        for line in triples.quotation_triples(quotation, f"{BASE}article/{article.id}")
        if CG["quoteDigest"] in line
    }
    assert len(digests) == 1


def test_an_address_that_is_no_iri_is_refused_with_its_line(courier: Article) -> None:
    bad = replace(courier, url="https://example.org/a b", where=SourceLine("courier.yaml", 4))
    with pytest.raises(InputError, match="not an absolute IRI") as caught:
        list(triples.article_triples(bad, BASE, IRIS))
    assert caught.value.where == "courier.yaml:4"
