"""Layer 5. Questions against sources, and sources against each other, in numbers and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from claimgraph.findings import MAX_PAIRS, Finding
from claimgraph.kinds import NUMERIC
from claimgraph.view.grid import Cell, Column, Line, Pairing
from claimgraph.view.items import is_one_origin
from claimgraph.view.page import Answer, ArticleView, ClaimView, Item

MOST = 40
"""Sources in the tables: more can't be read in one."""

TOLD = 2
"""Different answers of one source that a cell spells out before it gives their range."""

_OTHER = frozenset({"tension", "history", "undetermined"})


def columns(articles: Sequence[ArticleView]) -> tuple[tuple[Column, ...], int]:
    """Return the sources of the tables, and how many more there are.

    One for each article; of more than MOST articles one for each publisher, and of those the
    ones with the most statements, in the order of their first article.
    """
    if len(articles) <= MOST:
        return tuple(Column(a.letter.lower(), a.publisher, (a.letter,), a.claims)
                     for a in articles), 0  # fmt: skip
    by_name: dict[str, list[ArticleView]] = {}
    for article in articles:
        by_name.setdefault(article.publisher, []).append(article)
    found = [
        Column(group[0].letter.lower(), name, tuple(a.letter for a in group),
               sum(a.claims for a in group))
        for name, group in by_name.items()
    ]  # fmt: skip
    telling = sorted(found, key=lambda c: (-c.claims, c.id))[:MOST]
    kept = {column.id for column in telling}
    return tuple(c for c in found if c.id in kept), len(found) - len(telling)


Pair = tuple[str, str]


@dataclass(slots=True)
class _Relations:
    """How the sources of one item stand to each other: unordered pairs by relation."""

    agree: set[Pair] = field(default_factory=set)
    one_origin: set[Pair] = field(default_factory=set)
    independent: set[Pair] = field(default_factory=set)
    conflict: set[Pair] = field(default_factory=set)
    other: set[Pair] = field(default_factory=set)


def crossing(
    items: Sequence[Item],
    findings: Mapping[str, Finding],
    claims: Mapping[str, ClaimView],
    shown: Sequence[Column],
) -> tuple[tuple[Line, ...], tuple[Pairing, ...]]:
    """Return the shared items against all sources, and what each pair of sources shares."""
    home = {letter: column.id for column in shown for letter in column.letters}
    order = {column.id: at for at, column in enumerate(shown)}
    lines: list[Line] = []
    counts: Counter[tuple[str, str, str]] = Counter()
    for item in items:
        told = _told(item, claims, home, order)
        if len(told) < 2:  # noqa: PLR2004 - shared by two sources
            continue
        of = {claim.id: column for column, group in told.items() for claim in group}
        found = _relations((findings[key] for key in item.findings), of)
        cells = tuple(_cell(column, group, found) for column, group in told.items())
        lines.append(Line(item.id, cells, tuple(sorted(found.conflict))))
        for pair in combinations(told, 2):
            counts.update((*pair, what) for what in _kinds(pair, found))
    pairs = sorted({key[:2] for key in counts}, key=lambda p: (order[p[0]], order[p[1]]))
    names = ("shared", "agree", "one_origin", "conflict", "other")
    return tuple(lines), tuple(Pairing(*p, *(counts[*p, name] for name in names)) for p in pairs)


def _told(
    item: Item, claims: Mapping[str, ClaimView], home: Mapping[str, str], order: Mapping[str, int]
) -> dict[str, list[ClaimView]]:
    """Claims of one item by source, sources in their order."""
    found: dict[str, list[ClaimView]] = {}
    for side in item.sides:
        if side.article in home:
            found.setdefault(home[side.article], []).extend(claims[key] for key in side.claims)
    return {column: found[column] for column in sorted(found, key=lambda c: order[c])}


def _relations(findings: Iterable[Finding], of: Mapping[str, str]) -> _Relations:
    found = _Relations()
    rest: list[Finding] = []
    for f in findings:
        if len(f.articles) > 1:
            if f.family == "agreement":
                _agreement(f, of, found)
            elif f.family == "conflict" or f.family in _OTHER:
                rest.append(f)
    for f in rest:
        pairs = set(_apart(f, of))
        if len(f.pairs) >= MAX_PAIRS:
            pairs -= found.agree
        (found.conflict if f.family == "conflict" else found.other).update(pairs)
    return found


def _agreement(f: Finding, of: Mapping[str, str], found: _Relations) -> None:
    sources = {of[claim] for claim in f.claims if claim in of}
    found.agree |= {_pair(*pair) for pair in combinations(sources, 2)}
    for pair in f.pairs:
        if pair.left in of and pair.right in of and of[pair.left] != of[pair.right]:
            ends = _pair(of[pair.left], of[pair.right])
            (found.one_origin if is_one_origin(pair.verdict) else found.independent).add(ends)


def _apart(f: Finding, of: Mapping[str, str]) -> Iterator[Pair]:
    """Pairs of sources that a finding sets apart; of all sides, where it spells out none."""
    if 0 < len(f.pairs) < MAX_PAIRS:
        for pair in f.pairs:
            if pair.left in of and pair.right in of and of[pair.left] != of[pair.right]:
                yield _pair(of[pair.left], of[pair.right])
        return
    sides = [{of[claim] for claim in side if claim in of} for side in f.sides]
    for one, other in combinations(sides, 2):
        yield from (_pair(a, b) for a in one for b in other if a != b)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if (len(one), one) <= (len(other), other) else (other, one)


def _kinds(pair: Pair, found: _Relations) -> Iterator[str]:
    ends = _pair(*pair)
    yield "shared"
    if ends in found.conflict:
        yield "conflict"
    elif ends in found.agree and ends not in found.other:
        yield "agree"
        if ends in found.one_origin and ends not in found.independent:
            yield "one_origin"
    else:
        yield "other"


def _cell(column: str, told: Sequence[ClaimView], found: _Relations) -> Cell:
    against = any(column in pair for pair in found.conflict)
    beside = any(column in pair for pair in found.agree)
    apart = any(column in pair for pair in found.other)
    standing = (
        "split" if against and beside
        else "against" if against
        else "apart" if apart
        else "agrees" if beside
        else "open"
    )  # fmt: skip
    return Cell(column, _text(told), standing, len(told), told[0].id)


def _text(told: Sequence[ClaimView]) -> str:
    """Write what one source answers: itself, or the range of several figures."""
    texts = list(dict.fromkeys(claim.answer.text for claim in told))
    if len(texts) <= TOLD:
        return "; ".join(texts)
    units = {claim.answer.unit for claim in told}
    by_figure = sorted((n, at) for at, c in enumerate(told) if (n := _figure(c.answer)) is not None)
    if len(by_figure) == len(told) and len(units) == 1:
        low, high = (told[by_figure[end][1]].answer.text for end in (0, -1))
        return f"{low} to {high} ({len(texts)} values)"
    return f"{texts[0]} and {len(texts) - 1} more"


def _figure(answer: Answer) -> float | None:
    """Return the middle of what the words of a figure suggest, in the unit of its bounds.

    Not a bound: "up to 820" begins at 0, yet beside "693" it is the larger figure.
    """
    if answer.kind not in NUMERIC:
        return None
    known = [float(n) for n in (answer.near_low, answer.near_high) if isinstance(n, int | float)]
    return sum(known) / len(known) if known else None
