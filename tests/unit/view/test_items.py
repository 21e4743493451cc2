"""Items: which questions belong together, and how their answers stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claimgraph import corpus as corpora
from claimgraph.compare import compare
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Corpus
from claimgraph.view import View, build
from claimgraph.view.page import Item

Make = Callable[..., Finding]


@pytest.fixture
def finding(harbour: Corpus) -> Make:
    """Return a maker of findings on questions of the invented corpus, one side an article."""

    def make(content: str, keys: Sequence[str] = ("warehouses",), only: str = "") -> Finding:
        claims = [c for c in harbour.claims if c.question in keys and only in ("", c.article)]
        articles = tuple(dict.fromkeys(c.article for c in claims))
        return Finding(
            id=f"{content}{keys}{only}", questions=tuple(keys),
            sides=tuple((c.id,) for c in claims), articles=articles, content=content,
            provenance="", facets=(), verdict="", severity="minor", rule="X", reason="",
        )  # fmt: skip

    return make


def _item(corpus: Corpus, *found: Finding, key: str = "warehouses") -> Item:
    view = build(corpus, Comparison(found, "t"))
    wanted = corpus.register.questions[key].id
    return next(i for i in view.items if wanted in {q.id for q in i.questions})


@pytest.mark.parametrize(
    ("contents", "status"),
    [
        (("conflict/value", "agree-exact"), "conflict"),
        (("tension", "agree-exact"), "tension"),
        (("conflict/boundary", "tension"), "conflict"),
        (("updates", "agree-exact"), "history"),
        (("undetermined",), "open"),
        (("not-truth-apt",), "open"),
        ((), "open"),
    ],
)
def test_the_most_serious_finding_gives_the_status(
    harbour: Corpus, finding: Make, contents: tuple[str, ...], status: str
) -> None:
    assert _item(harbour, *(finding(c) for c in contents)).status == status


@pytest.mark.parametrize(
    ("verdict", "origins", "status"),
    [
        ("corroboration", (2, 2), "independent"),
        ("corroboration", (1, 2), "unproven"),
        ("corroboration-one-channel", (2, 2), "unproven"),
        ("unproven-corroboration", (1, 2), "unproven"),
        ("repetition", (1, 1), "one-origin"),
    ],
)
def test_agreement_is_worth_what_its_origins_are(
    harbour: Corpus, finding: Make, verdict: str, origins: tuple[int, int], status: str
) -> None:
    found = replace(finding("agree-exact"), verdict=verdict, origins=origins)
    assert _item(harbour, found).status == status


def test_an_agreement_of_one_origin_beside_an_unclear_one_is_unclear(
    harbour: Corpus, finding: Make
) -> None:
    one = replace(finding("agree-exact"), verdict="repetition", origins=(1, 1))
    other = replace(finding("agree-hedged"), verdict="unproven-corroboration", origins=(1, 2))
    assert _item(harbour, one, other).status == "unproven"


def test_what_one_article_says_alone_is_only_in_it(harbour: Corpus) -> None:
    item = _item(harbour, key="payout")
    assert (item.status, item.shared, item.missing) == ("only-b", False, ("A",))


def test_a_conflict_within_one_article_is_a_flag_and_no_status(
    harbour: Corpus, finding: Make
) -> None:
    item = _item(harbour, finding("conflict/value", only="courier"))
    assert item.status == "open"
    assert item.flags == ("inside",)


def test_facets_of_agreements_are_flags(harbour: Corpus, finding: Make) -> None:
    facets = ("attribution:anonymous", "modality:asserted/possible")
    item = _item(harbour, replace(finding("agree-exact"), facets=facets))
    assert item.flags == ("attribution", "certainty")


def test_questions_that_a_finding_compares_are_one_item(harbour: Corpus, finding: Make) -> None:
    item = _item(harbour, finding("agree-exact", ("warehouses", "injured")))
    assert len(item.questions) == 2
    assert [len(side.claims) for side in item.sides] == [2, 2]


@pytest.mark.parametrize("content", ["scope-mismatch", "arithmetic/holds", "omission"])
def test_questions_of_another_scope_stay_apart(
    harbour: Corpus, finding: Make, content: str
) -> None:
    item = _item(harbour, finding(content, ("warehouses", "injured")))
    assert len(item.questions) == 1


def test_every_claim_is_in_exactly_one_item(view: View, harbour: Corpus) -> None:
    placed = [key for item in view.items for side in item.sides for key in side.claims]
    assert sorted(placed) == sorted(c.id for c in harbour.claims)


def test_every_finding_but_omissions_is_in_an_item(view: View) -> None:
    placed = {key for item in view.items for key in item.findings}
    assert placed == {f.id for f in view.findings if f.content != "omission"}


def test_each_section_lists_what_belongs_there(view: View) -> None:
    status = {item.id: item.status for item in view.items}
    sections = view.sections
    assert {status[key] for key in sections.first} == {"conflict"}
    assert {status[key] for key in sections.one_origin} == {"one-origin"}
    assert {status[key] for key in sections.unproven} == {"unproven"}
    assert sections.independent == ()
    assert [(name, len(keys)) for name, keys in sections.only] == [("A", 10), ("B", 5)]


def test_the_first_cards_come_in_the_order_of_the_findings(view: View) -> None:
    heads = {i.id: i.questions[0].text for i in view.items}
    assert [heads[key].split()[0] for key in view.sections.first] == ["How", "What", "From"]


HERALD = """
format: 1
story: lindmar-fire
article:
  label: The Herald
  publisher: norrin-gazette
  publisher_basis: inferred
  digest: sha256:{zeros}
  characters: 60
  lang: en
  published: unknown
  url: unknown
claims:
  - question: warehouses
    value: 31
    anchors:
      - {{phrase: "31 warehouses", lang: en, span: [0, 13], digest: "sha256:{zeros}"}}
"""


@pytest.fixture
def three(folder: Path) -> View:
    """Return the view of the invented corpus with a third article."""
    (folder / "herald.yaml").write_text(HERALD.format(zeros="0" * 64), encoding="utf-8")
    corpus = corpora.load(folder)
    return build(corpus, compare(corpus))


def test_a_third_article_has_a_letter_and_a_tile(three: View) -> None:
    assert [a.letter for a in three.articles] == ["A", "B", "C"]
    assert three.tiles[-1].status == "only-c"
    assert three.title.endswith("what three articles say")


def test_an_item_of_two_among_three_articles_is_shared_and_names_the_third(three: View) -> None:
    item = next(i for i in three.items if i.questions[0].text.startswith("When did the fire"))
    assert (item.shared, item.missing) == (True, ("C",))
