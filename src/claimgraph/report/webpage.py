"""Layer 6. The report as one HTML file: escaped by Jinja2, closed by its own content policy.

Nothing is loaded from anywhere. Script and style are allowed by their digests alone, so text that
came from an article can't become either (Content Security Policy Level 3, hash sources).
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from claimgraph import resources, words
from claimgraph.report.flow import flow
from claimgraph.report.forest import forest
from claimgraph.view.page import ClaimView, FindingView, Item, Side, View

if TYPE_CHECKING:
    from jinja2 import Environment

MARKS = ("square", "circle", "triangle", "diamond", "pentagon", "cross")
"""Shapes of the articles, each with a colour of its own; a letter always stands beside them."""

SECTION = {
    "conflict": "first", "tension": "first", "history": "first", "one-origin": "one-origin",
    "unproven": "unproven", "independent": "independent", "open": "all",
}  # fmt: skip
"""Where a tile leads when scripts are off."""


@cache
def _environment() -> Environment:
    import jinja2  # noqa: PLC0415 - only this format needs it

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.directory("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "words": words, "facet": words.facet, "verb": words.verb, "plural": words.plural,
        "mark": _mark, "section_of": _section,
    }  # fmt: skip
    return environment


def _mark(letter: str) -> int:
    """Return the number of the shape and colour of an article; later ones share the last."""
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - ord("A") + 1
    return min(number - 1, len(MARKS) - 1)


def _section(status: str) -> str:
    return SECTION.get(status, status)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def policy(script: str, style: str) -> str:
    """Content security policy that admits exactly this script and this style."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def render(view: View) -> str:
    """Write *view* as one self-contained page."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    style = resources.text("templates", "report.css")
    script = resources.text("templates", "report.js")
    claims = {claim.id: claim for claim in view.claims}
    findings = {finding.id: finding for finding in view.findings}
    items = {item.id: item for item in view.items}
    return (
        _environment()
        .get_template("report.html")
        .render(
            v=view,
            policy=policy(script, style),
            style=Markup(style),  # noqa: S704 - shipped with the package, no data in it
            script=Markup(script),  # noqa: S704 - see above
            claims=claims,
            findings=findings,
            items=items,
            articles={article.letter: article for article in view.articles},
            topics={topic.id: topic.label for topic in view.topics},
            statuses={tile.status: tile for tile in view.tiles},
            questions={q.id: q for item in view.items for q in item.questions},
            home={q.id: item.id for item in view.items for q in item.questions},
            plots={item.id: forest(_told(item, claims)) for item in view.items},
            drawing=flow(view.lineage, {f"article:{a.slug}": a.letter for a in view.articles}),
            share=_shares(view),
            counted=partial(_counted, claims),
            reasons={item.id: _reasons(item, findings) for item in view.items},
        )
    )


def _counted(claims: Mapping[str, ClaimView], side: Side) -> list[tuple[str, int]]:
    """Different answers of one article, each with how often it is given."""
    return list(Counter(claims[key].answer.text for key in side.claims).items())


def _told(item: Item, claims: Mapping[str, ClaimView]) -> list[ClaimView]:
    return [claims[key] for side in item.sides for key in side.claims]


def _reasons(item: Item, findings: Mapping[str, FindingView]) -> list[FindingView]:
    """Return what sets the answers of one item apart, across articles before within one."""
    apart = [findings[key] for key in item.findings]
    apart = [f for f in apart if f.family in ("conflict", "tension", "history")]
    return sorted(apart, key=lambda f: f.inside)


def _shares(view: View) -> list[tuple[str, float, float]]:
    """Parts of the bar on top: status, x and width out of 1000."""
    total = sum(tile.count for tile in view.tiles) or 1
    parts, x = [], 0.0
    for tile in view.tiles:
        width = 1000 * tile.count / total
        if tile.count:
            parts.append(
                (
                    tile.status.split("-")[0] if tile.status.startswith("only") else tile.status,
                    round(x, 2),
                    round(width, 2),
                )
            )
        x += width
    return parts
