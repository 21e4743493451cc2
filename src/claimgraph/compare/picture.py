"""Layer 4. The picture of a question: what is supported, by how many origins, and who dissents.

Never an average and never a winner: regions stand in the order of their values, each with its
supporters and with those whose words rule it out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph import dates
from claimgraph.compare import wording
from claimgraph.compare.independence import Voices, voices
from claimgraph.compare.record import Row, rows
from claimgraph.findings import Comparison
from claimgraph.model import Corpus

TRENDS = ("rises", "falls", "changes", "steady")
"""How the values of a changing thing move; empty where times or values don't tell."""


@dataclass(frozen=True, slots=True)
class Region:
    """Values that a largest group of claims allows together.

    text: in words. claims: who allows it; dissenters: current claims that rule it out. origins:
    fewest and most independent origins behind it.
    """

    text: str
    claims: tuple[str, ...]
    dissenters: tuple[str, ...]
    origins: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """All current answers to one question. question: its key in the register.

    contested: two of them conflict. series: (when, value, claim) of all dated answers in time.
    unplaced: claims whose words name no region: denials, free text that nobody else says.
    """

    question: str
    regions: tuple[Region, ...]
    contested: bool
    trend: str
    series: tuple[tuple[str, str, str], ...]
    unplaced: tuple[str, ...]


def pictures(
    corpus: Corpus, comparison: Comparison, questions: Collection[str] | None = None
) -> list[Picture]:
    """Return the picture of every question that a current claim answers, in the register's order.

    questions: keys of those that are wanted; None for all. The cost is that of sorting the
    answers and of naming the supporters of each region.
    """
    heard = voices(corpus)
    answers: dict[str, list[Row]] = {}
    for row in rows(corpus).values():
        answers.setdefault(row.question, []).append(row)
    conflicts = {
        pair.left for f in comparison.findings if f.family == "conflict" for pair in f.pairs
    } | {pair.right for f in comparison.findings if f.family == "conflict" for pair in f.pairs}
    return [
        _picture(key, answers[key], corpus, heard, conflicts)
        for key in corpus.register.questions
        if (questions is None or key in questions)
        and any(row.current for row in answers.get(key, ()))
    ]


def _picture(
    key: str, answers: Sequence[Row], corpus: Corpus, heard: Voices, conflicts: set[str]
) -> Picture:
    current = [row for row in answers if row.current and row.truth_apt]
    placed = [row for row in current if not row.negative]
    regions = [
        Region(
            text,
            tuple(row.claim for row in members),
            tuple(row.claim for row in placed if row.claim not in here),
            heard.origins(members),
        )
        for text, members in _regions(placed, corpus)
        if (here := {row.claim for row in members})
    ]
    inside = {claim for region in regions for claim in region.claims}
    series = _series(answers)
    told = tuple((when, wording.value(row, corpus), row.claim) for when, row in series)
    return Picture(
        key, tuple(regions), sum(row.claim in conflicts for row in current) > 1,
        _trend(series), told,
        tuple(row.claim for row in current if row.claim not in inside),
    )  # fmt: skip


def _regions(placed: Sequence[Row], corpus: Corpus) -> Iterator[tuple[str, list[Row]]]:
    numbers = [row for row in placed if row.form == "interval"]
    for low, high, members in _cliques(numbers):
        yield _span(low, high, members, corpus), members
    said: dict[tuple[str, str, bool], list[Row]] = {}
    for row in placed:
        if row.form != "interval":
            what = row.concept if row.form == "category" else row.text.casefold()
            said.setdefault((row.form, what, row.truth), []).append(row)
    for members in said.values():
        yield wording.value(members[0], corpus), members


def _cliques(numbers: Sequence[Row]) -> Iterator[tuple[float, float, list[Row]]]:
    """Largest groups of intervals that share a point, each with what it shares, by a sweep.

    Source: maximal cliques of an interval graph, e.g. Golumbic, Algorithmic Graph Theory, 1980.
    """
    ends = sorted(
        [(row.low, 0, at) for at, row in enumerate(numbers)]
        + [(row.high, 1, at) for at, row in enumerate(numbers)]
    )
    active: dict[int, None] = {}
    grown = False
    low = -math.inf
    for point, closes, at in ends:
        if not closes:
            active[at] = None
            grown, low = True, point
            continue
        if grown:
            yield low, point, [numbers[i] for i in sorted(active)]
            grown = False
        del active[at]


def _span(low: float, high: float, members: Sequence[Row], corpus: Corpus) -> str:
    """Write what a region holds: as its narrowest member says it, where one says just that."""
    exact = next((row for row in members if (row.low, row.high) == (low, high)), None)
    if exact is not None:
        return wording.value(exact, corpus)
    if members[0].dated:
        return " to ".join(dates.day_name(n) for n in (low, high))
    if math.isinf(high):
        return f"{low:,.12g} or more"
    return f"{low:,.12g} to {high:,.12g}"


def _series(answers: Sequence[Row]) -> list[tuple[str, Row]]:
    """Return the dated answers of a changing thing in the order of their times."""
    dated = [
        (moment, at, row)
        for at, row in enumerate(answers)
        if row.changing and not row.negative and row.time is not None
        and (moment := dates.order_key(row.time)) is not None
    ]  # fmt: skip
    return [
        (row.time.edtf if row.time else "", row) for _, _, row in sorted(dated, key=lambda d: d[:2])
    ]


def _trend(series: Sequence[tuple[str, Row]]) -> str:
    """Say how a figure moves from each dated answer to the next that is surely later."""
    steps = set()
    rows = [row for _, row in series if row.form == "interval"]
    for one, other in pairwise(rows):
        if dates.surely_before(one.time, other.time):
            steps.add("rises" if other.low > one.high else "falls" if other.high < one.low else "")
    if not steps:
        return ""
    moves = steps - {""}
    return "steady" if not moves else next(iter(moves)) if len(moves) == 1 else "changes"
