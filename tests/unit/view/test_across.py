"""Many articles: who says what, who agrees with whom, and how figures change."""

from __future__ import annotations

from collections import Counter

import pytest

from claimgraph.compare import compare
from claimgraph.errors import UsageError
from claimgraph.model import Corpus
from claimgraph.view import Cut, View, build
from claimgraph.view import choice as choices
from claimgraph.view.crossing import MOST
from tests.bench.generated import Sizes, corpus_of


@pytest.fixture(scope="module")
def ten() -> Corpus:
    """Return made-up claims of ten articles."""
    return corpus_of(Sizes(400, 40, 10, 8))


@pytest.fixture(scope="module")
def wide(ten: Corpus) -> View:
    """Return the view of ten articles."""
    return build(ten, compare(ten))


def test_a_pair_of_sources_shares_what_both_answer(wide: View) -> None:
    told = {i.id: {s.article.lower() for s in i.sides} for i in wide.items}
    for pair in wide.across.pairings:
        both = sum({pair.left, pair.right} <= said for said in told.values())
        assert pair.shared == both


def test_each_shared_question_of_a_pair_is_counted_once(wide: View) -> None:
    for pair in wide.across.pairings:
        assert pair.agree + pair.conflict + pair.other == pair.shared
        assert pair.one_origin <= pair.agree


def test_the_pairs_of_an_item_in_conflict_are_those_that_the_pairings_count(wide: View) -> None:
    over = Counter(pair for line in wide.across.lines for pair in line.conflicts)
    assert over == {(p.left, p.right): p.conflict for p in wide.across.pairings if p.conflict}


def test_a_cell_says_conflict_exactly_where_a_pair_of_articles_does(
    ten: Corpus, wide: View
) -> None:
    article = {claim.id: claim.article for claim in wide.claims}
    items = {item.id: item for item in wide.items}
    pairs = {
        f.id: {frozenset((article[p.left], article[p.right])) for p in f.pairs}
        for f in compare(ten).findings
        if f.family == "conflict"
    }
    for line in wide.across.lines:
        apart = [pair for key in items[line.item].findings for pair in pairs.get(key, ())]
        against = {letter for pair in apart if len(pair) > 1 for letter in pair}
        marked = {c.column.upper() for c in line.cells if c.standing in ("split", "against")}
        assert marked == against


def test_the_range_in_a_cell_runs_from_the_smaller_figure_to_the_larger(wide: View) -> None:
    sides = {(i.id, s.article.lower()): s.claims for i in wide.items for s in i.sides}
    answers = {claim.id: claim.answer for claim in wide.claims}
    cells = [(line.item, c) for line in wide.across.lines for c in line.cells]
    ranges = [(sides[item, c.column], c.text) for item, c in cells if c.text.endswith(" values)")]
    assert ranges
    for keys, text in ranges:
        told = sorted((answers[key] for key in keys), key=lambda a: float(a.stated or 0))
        assert text.startswith(f"{told[0].text} to ")
        assert f" to {told[-1].text} (" in text


def test_two_articles_of_the_invented_corpus_conflict_as_the_tile_says(view: View) -> None:
    tile = next(tile.count for tile in view.tiles if tile.status == "conflict")
    assert [pair.conflict for pair in view.across.pairings] == [tile]


def test_of_many_articles_the_columns_are_publishers() -> None:
    corpus = corpus_of(Sizes(300, 2, 60, 4))
    across = build(corpus, compare(corpus)).across
    assert (len(across.columns), across.left_out) == (MOST, 60 - MOST)
    assert all(len(column.letters) > 1 for column in across.columns)


def test_a_course_goes_forward_in_time(wide: View) -> None:
    assert wide.across.courses
    for course in wide.across.courses:
        first = [moment.first for moment in course.moments]
        assert first == sorted(first)
        place = {moment.claim: at for at, moment in enumerate(course.moments)}
        assert all(place[step.earlier] < place[step.later] for step in course.steps)


def test_the_groups_of_a_question_name_those_who_allow_their_value(wide: View) -> None:
    articles = {claim.id: claim.article for claim in wide.claims}
    assert wide.across.groups
    for groups in wide.across.groups:
        for group in groups.groups:
            assert set(group.letters) == {articles[key] for key in group.claims}


def test_the_measures_add_up_to_the_tiles(wide: View) -> None:
    columns = zip(*(tally.counts for tally in wide.across.measures), strict=True)
    assert [sum(column) for column in columns] == [tile.count for tile in wide.tiles]


def test_what_one_of_many_articles_says_is_one_tile(wide: View) -> None:
    only = [tile for tile in wide.tiles if tile.status.startswith("only")]
    alone = sum(item.status.startswith("only-") for item in wide.items)
    assert [(tile.status, tile.count) for tile in only] == [("only", alone)]


@pytest.mark.parametrize(
    "pair", ["kind=conflict", "measure=dead", "source=paper-3", "question=about dead-1"]
)
def test_a_choice_leaves_the_questions_that_fit_it(ten: Corpus, wide: View, pair: str) -> None:
    chosen = build(ten, compare(ten), cut=Cut(choice=choices.parse([pair])))
    assert 0 < len(chosen.items) < len(wide.items)
    assert {item.id for item in chosen.items} < {item.id for item in wide.items}
    assert chosen.method.command == f"claimgraph report --where {_quoted(pair)}"
    assert sum(tile.count for tile in chosen.tiles) == len(chosen.items)


def _quoted(pair: str) -> str:
    return f"'{pair}'" if " " in pair else pair


def test_a_chosen_kind_is_the_only_one_shown(ten: Corpus) -> None:
    chosen = build(ten, compare(ten), cut=Cut(choice=choices.parse(["kind=tension"])))
    families = {f.id: f.family for f in chosen.findings}
    assert all("tension" in {families[k] for k in item.findings} for item in chosen.items)


def test_every_claim_and_finding_of_a_choice_is_about_what_is_shown(ten: Corpus) -> None:
    chosen = build(ten, compare(ten), cut=Cut(choice=choices.parse(["measure=dead"])))
    shown = {key for item in chosen.items for side in item.sides for key in side.claims}
    assert {claim.id for claim in chosen.claims} == shown
    assert {key for f in chosen.findings for side in f.sides for key in side} <= shown


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("colour=red", "'colour=red' chooses nothing"),
        ("topic", "'topic' chooses nothing"),
        ("topic=sports", "no topic is called 'sports'"),
        ("kind=bad", "no kind is called 'bad'"),
        ("question=zzz", "no question fits question zzz"),
    ],
)
def test_a_choice_of_nothing_is_refused(ten: Corpus, pair: str, said: str) -> None:
    comparison = compare(ten)
    with pytest.raises(UsageError, match=said):
        build(ten, comparison, cut=Cut(choice=choices.parse([pair])))
