"""Layer 6. What the templates of the report read: the view by id, its links, its drawings.

Nothing is drawn before a template asks for it, so a page of a large report costs what is on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from claimgraph.report.flow import flow
from claimgraph.report.forest import Forest, forest
from claimgraph.report.timeline import Timeline, timeline
from claimgraph.view import summary
from claimgraph.view.grid import Cell, Line, Pairing
from claimgraph.view.items import MANY
from claimgraph.view.page import FindingView, Item, Side, View

if TYPE_CHECKING:
    from markupsafe import Markup

_APART = ("conflict", "tension", "history")
"""Families of findings that set answers apart, the gravest first."""

FEW = 3
"""Up to so many articles have columns of their own in the lists."""

CARDS = 40
"""Cards under "check these first"; the list of all questions has the rest."""

COURSES = 12
"""Timelines under their own heading; the others stand with their questions."""

MARKS = ("square", "circle", "triangle", "diamond", "pentagon", "cross")
"""Shapes of the articles, each with a colour of its own; a letter always stands beside them."""

Link = Callable[[str, str], str]
"""From what is linked to (`item`, `claim`, `finding`) and its id to an address."""


def mark(letter: str) -> int:
    """Return the number of the shape and colour of an article; later ones share the last."""
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - ord("A") + 1
    return min(number - 1, len(MARKS) - 1)


def _badges(view: View) -> dict[str, Markup]:
    """Return the mark of every article as it stands before what the article says."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    badge = Markup('<span class="badge m{}">{}</span>').format
    return {a.letter: badge(mark(a.letter), a.letter) for a in view.articles}


def within(kind: str, key: str) -> str:
    """Address of an item, claim or finding on the one page that has all of them."""
    return f"#{ {'item': 'q'}.get(kind, kind) }-{key}"


class Parts:
    """A view, indexed for templates. names: what they call things."""

    def __init__(self, view: View, link: Link = within, *, apart: bool = True) -> None:
        """Index *view*. link: where things stand; apart: sums and scope have their own sections."""
        self.view = view
        self.claims = {claim.id: claim for claim in view.claims}
        self.findings = {finding.id: finding for finding in view.findings}
        self.items = {item.id: item for item in view.items}
        self.lines = {line.item: line for line in view.across.lines}
        self.homes = _homes(view, apart=apart)
        self.names: dict[str, Any] = {
            **self._view(), **self._links(link), **self._across(),
            "labels": summary.labels(view),
            "plot": cache(self.plot),
            "reasons": self.reasons,
            "counted": self.counted,
            "values": self.values,
            "by_topic": self.by_topic,
            "tile_of": self.tile_of,
            "titled": lambda item: " / ".join(q.text for q in item.questions),
        }  # fmt: skip

    def linked(self, link: Link) -> Parts:
        """Return the same with other addresses."""
        other = copy(self)
        other.names = self.names | self._links(link)
        return other

    def _view(self) -> dict[str, Any]:
        view = self.view
        return {
            "v": view,
            "claims": self.claims,
            "findings": self.findings,
            "items": self.items,
            "articles": {article.letter: article for article in view.articles},
            "publishers": len({article.publisher for article in view.articles}),
            "topics": {topic.id: topic.label for topic in view.topics},
            "questions": {q.id: q for item in view.items for q in item.questions},
            "home": {q.id: item.id for item in view.items for q in item.questions},
            "few": len(view.articles) <= FEW,
            "cards": CARDS,
            "carded": frozenset(view.sections.first[:CARDS]),
            "share": _shares(view),
            "badges": _badges(view),
            "named": {article.letter: article.label for article in view.articles},
            "letters": {f"article:{a.slug}": a.letter for a in view.articles},
            "parties": {node.id: node.name for node in view.lineage.nodes},
            "drawing": flow(view.lineage, {f"article:{a.slug}": a.letter for a in view.articles}),
        }

    def _links(self, link: Link) -> dict[str, Any]:
        return {
            "item_link": lambda key: link("item", key),
            "claim_link": lambda key: link("claim", key),
            "finding_link": lambda key: link("finding", key),
            "cell_link": lambda item, claim="": link(*(("claim", claim) if claim else
                                                       ("item", item))),
            "pair_link": lambda _: "#all",
            "finding_home": self.homes.get,
        }  # fmt: skip

    def _across(self) -> dict[str, Any]:
        across = self.view.across
        pairs = across.pairings
        courses = {course.question: course for course in across.courses}
        return {
            "crossed": len(across.columns) > 2,  # noqa: PLR2004 - two stand side by side anyway
            "sources": {column.id: column for column in across.columns},
            "paired": {(pair.left, pair.right): pair for pair in pairs},
            "conflicting": sorted((p for p in pairs if p.conflict), key=lambda p: -p.conflict),
            "weight": weight,
            "cells_of": self.cells_of,
            "against": self.against,
            "groups": {g.question: g for g in across.groups},
            "courses": courses,
            "coursed": frozenset(list(courses)[:COURSES]),
            "timelines": _Timelines(self),
            "cell_in": self.cell_in,
        }

    def plot(self, item: Item) -> Forest | None:
        """Return the forest plot of one item."""
        return forest(self.claims[key] for side in item.sides for key in side.claims)

    def reasons(self, item: Item) -> list[FindingView]:
        """Return what sets the answers of one item apart, the gravest first."""
        found = [self.findings[key] for key in item.findings]
        apart = [f for f in found if f.family in _APART]
        return sorted(apart, key=lambda f: (f.inside, _APART.index(f.family)))

    def counted(self, side: Side) -> list[tuple[str, int]]:
        """Different answers of one article, each with how often it is given."""
        return list(Counter(self.claims[key].answer.text for key in side.claims).items())

    def values(self, item: Item) -> list[tuple[str, int]]:
        """Different answers to one item, each with how many articles give it, most first."""
        told = Counter(
            text
            for side in item.sides
            for text in {self.claims[k].answer.text for k in side.claims}
        )
        return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))

    def by_topic(self, keys: Iterable[str]) -> Iterator[tuple[str, list[Item]]]:
        """Items of each topic; *keys* are in the order of the topics already."""
        for topic, group in groupby((self.items[key] for key in keys), key=lambda i: i.topic):
            yield topic, list(group)

    def tile_of(self, status: str) -> str:
        """Status of the tile that counts items of *status*."""
        many = len(self.view.articles) > MANY
        return "only" if many and status.startswith("only-") else status

    def cells_of(self, line: Line) -> list[Cell | None]:
        """Cells of one line in the order of the columns, None where a source says nothing."""
        told = {cell.column: cell for cell in line.cells}
        return [told.get(column.id) for column in self.view.across.columns]

    def cell_in(self, item: str, column: str) -> Cell | None:
        """Return what one source says to one item."""
        cells = self.lines[item].cells
        return next((cell for cell in cells if cell.column == column), None)

    def against(self, item: str) -> str:
        """Pairs of sources that conflict over *item*, for the filter."""
        line = self.lines.get(item)
        return " ".join(f"{a}.{b}" for a, b in line.conflicts) if line else ""


class _Timelines:
    """Timelines by question, drawn when they are asked for."""

    def __init__(self, parts: Parts) -> None:
        self._courses = {course.question: course for course in parts.view.across.courses}
        self._claims = parts.claims

    def __getitem__(self, question: str) -> Timeline | None:
        return timeline(self._courses[question], self._claims)


def weight(pair: Pairing) -> int:
    """How much of what two sources share is in conflict, from 0 to 4.

    >>> weight(Pairing("a", "b", 10, 7, 0, 3, 0))
    2
    """
    if not pair.conflict:
        return 0
    share = pair.conflict / pair.shared
    return 1 + sum(share >= limit for limit in (0.1, 0.33, 0.66))


def _homes(view: View, *, apart: bool) -> Mapping[str, str]:
    """Where each finding stands: with the first of its items, or in a section of its own ("")."""
    found: dict[str, str] = {}
    own = set(view.across.copying)
    if apart:
        own |= {*view.sections.scope, *view.sections.arithmetic}
    for item in view.items:
        for key in item.findings:
            found.setdefault(key, "" if key in own else item.id)
    return found


def _shares(view: View) -> list[tuple[str, float, float]]:
    """Parts of the bar on top: status, x and width out of 1000."""
    total = sum(tile.count for tile in view.tiles) or 1
    parts, x = [], 0.0
    for tile in view.tiles:
        width = 1000 * tile.count / total
        if tile.count:
            parts.append((tile.status, round(x, 2), round(width, 2)))
        x += width
    return parts
