"""Layer 6. What takes many articles, as tables of cells for Markdown: not escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimgraph import words
from claimgraph.view.page import View

Rows = Iterator[tuple[str, ...]]
Escape = Callable[[str], str]


def sources(view: View) -> dict[str, str]:
    """Name of each column; one that is an article has its letter."""
    return {
        column.id: f"{column.letters[0]}: {column.name}" if len(column.letters) == 1
        else column.name
        for column in view.across.columns
    }  # fmt: skip


def matrix(view: View, heading: Callable[[str], str], escape: Escape) -> Rows:
    """Rows of questions against sources: each answer with how it stands to the others."""
    for line in view.across.lines:
        told = {cell.column: cell for cell in line.cells}
        cells = (
            f"{escape(told[c.id].text)} ({words.CELL[told[c.id].standing]})" if c.id in told else ""
            for c in view.across.columns
        )
        yield heading(line.item), *cells


def pairings(view: View, escape: Escape) -> Rows:
    """Rows of two sources and how many questions they share, agree on and conflict over."""
    names = sources(view)
    for pair in view.across.pairings:
        counts = (pair.shared, pair.agree, pair.one_origin, pair.conflict, pair.other)
        yield escape(names[pair.left]), escape(names[pair.right]), *map(str, counts)


def moments(view: View, escape: Escape) -> Iterator[tuple[str, str, list[tuple[str, ...]]]]:
    """Each changing question with how it moves and its dated answers."""
    claims = {claim.id: claim for claim in view.claims}
    for course in view.across.courses:
        changed: dict[str, list[str]] = {}
        for step in course.steps:
            text = claims[step.earlier].answer.text
            changed.setdefault(step.later, []).append(f"{words.CONTENT[step.how]}: {text}")
        rows: list[tuple[str, ...]] = []
        for moment in course.moments:
            claim = claims[moment.claim]
            link = f"[{escape(claim.answer.text)}](#claim-{claim.id})"
            when = escape(moment.words or moment.when)
            rows.append((when, claim.article, link, escape("; ".join(changed.get(claim.id, ())))))
        yield course.question, words.TREND[course.trend], rows
