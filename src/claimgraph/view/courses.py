"""Layer 5. Many answers to one question as groups of values, and a changing figure over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from claimgraph import dates
from claimgraph.findings import Comparison
from claimgraph.model import CHANGING, Corpus
from claimgraph.view.grid import Course, Group, Groups, Moment, Step, Tally
from claimgraph.view.items import MANY
from claimgraph.view.page import ClaimView, Item, Tile
from claimgraph.view.text import clean, day

if TYPE_CHECKING:
    from claimgraph.compare.picture import Picture

ENOUGH = 4
"""Articles that answer a question before its answers are grouped by value."""

_STEPS = frozenset({"updates", "corrects", "retracts", "denies", "stale"})


def over_time(
    corpus: Corpus, comparison: Comparison, items: Sequence[Item], claims: Mapping[str, ClaimView]
) -> tuple[tuple[Groups, ...], tuple[Course, ...]]:
    """Return the grouped answers and the courses of *items*, in their order."""
    keys = {question.id: key for key, question in corpus.register.questions.items()}
    home = {keys[q.id]: item for item in items for q in item.questions}
    wanted = {key for key, item in home.items() if _grouped(item) or _dated(corpus, key)}
    if not wanted:
        return (), ()
    from claimgraph.compare.picture import pictures  # noqa: PLC0415 - brings a graph library

    seen = {p.question: p for p in pictures(corpus, comparison, wanted)}
    changes = _changes(comparison)
    groups, courses = [], []
    for item in items:
        for question in item.questions:
            picture = seen.get(keys[question.id])
            if picture is None:
                continue
            if _grouped(item) and len(picture.regions) > 1:
                groups.append(_groups(item, question.id, picture, claims))
            course = _course(item, question.id, picture, changes)
            if course is not None:
                courses.append(course)
    return tuple(groups), tuple(courses)


def _grouped(item: Item) -> bool:
    return len(item.sides) >= ENOUGH


def _dated(corpus: Corpus, key: str) -> bool:
    return corpus.measure(corpus.register.questions[key]).temporality in CHANGING


def _groups(item: Item, question: str, picture: Picture, claims: Mapping[str, ClaimView]) -> Groups:
    found = tuple(
        Group(
            clean(region.text), region.claims,
            tuple(dict.fromkeys(claims[key].article for key in region.claims)),
            len(region.dissenters), region.origins,
        )
        for region in picture.regions
    )  # fmt: skip
    return Groups(item.id, question, found, picture.unplaced)


def _changes(comparison: Comparison) -> dict[str, list[tuple[str, str]]]:
    """Return, by claim, what changed it: the other claim and how."""
    found: dict[str, list[tuple[str, str]]] = {}
    for f in comparison.findings:
        if f.content in _STEPS:
            for pair in f.pairs:
                found.setdefault(pair.left, []).append((pair.right, f.content))
                found.setdefault(pair.right, []).append((pair.left, f.content))
    return found


def _course(
    item: Item, question: str, picture: Picture, changes: Mapping[str, list[tuple[str, str]]]
) -> Course | None:
    """Return the course of one question, None where nothing shows that it changed."""
    moments = [_moment(claim, when) for when, _, claim in picture.series]
    told = {value for _, value, _ in picture.series}
    if len({m.when for m in moments}) < 2 or len(told) < 2:  # noqa: PLR2004 - it has to change
        return None
    place = {m.claim: at for at, m in enumerate(moments)}
    steps = {
        (place[one], place[other], how)
        for one in place
        for other, how in changes.get(one, ())
        if place.get(other, -1) > place[one]
    }
    if not steps and picture.trend in ("", "steady"):
        return None
    return Course(
        item.id, question, picture.trend, tuple(moments),
        tuple(Step(moments[a].claim, moments[b].claim, how) for a, b, how in sorted(steps)),
    )  # fmt: skip


def _moment(claim: str, when: str) -> Moment:
    span = dates.parse(when)
    low, high = span.days()
    if span.instant is not None:
        moment = dates.order_key(span)
        assert moment is not None  # noqa: S101 - an instant has a moment
        low = high = moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440
    return Moment(claim, when, day(span), low, high)


def measures(corpus: Corpus, items: Sequence[Item], shown: Sequence[Tile]) -> tuple[Tally, ...]:
    """Count the items of each measure by status, in the order of the tiles; most items first."""
    by_id = {question.id: question for question in corpus.register.questions.values()}
    together = len(corpus.articles) > MANY
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        status = "only" if together and item.status.startswith("only-") else item.status
        counts[by_id[item.id].measure, status] += 1
    totals: Counter[str] = Counter()
    for (measure, _), count in counts.items():
        totals[measure] += count
    known = corpus.register.measures
    return tuple(
        Tally(key, clean(known[key].name), tuple(counts[key, tile.status] for tile in shown))
        for key, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    )
