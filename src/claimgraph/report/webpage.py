"""Layer 6. The report as one HTML file: escaped by Jinja2, closed by its own content policy.

Nothing is loaded from anywhere. Script and style are allowed by their digests alone, so text that
came from an article can't become either (Content Security Policy Level 3, hash sources).
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from claimgraph import resources, words
from claimgraph.report.parts import Parts, mark
from claimgraph.view.page import View

if TYPE_CHECKING:
    from jinja2 import Environment

SECTION = {
    "conflict": "first", "tension": "first", "history": "first", "one-origin": "one-origin",
    "unproven": "unproven", "independent": "independent", "open": "all", "only": "only",
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
        "mark": mark,
    }  # fmt: skip
    return environment


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def policy(script: str, style: str) -> str:
    """Content security policy that admits exactly this script and this style."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def render(view: View, *, full: bool = True) -> str:
    """Write *view* as one self-contained page; without *full* only what sums it up."""
    return fill("report.html", Parts(view), full=full)


def fill(template: str, parts: Parts, **extra: Any) -> str:  # noqa: ANN401 - as Jinja2 takes it
    """Fill *template* with *parts* and what else it needs; script and style are the report's."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    style = resources.text("templates", "report.css")
    script = resources.text("templates", "report.js")
    known: dict[str, Any] = {
        "policy": policy(script, style),
        "style": Markup(style),  # noqa: S704 - shipped with the package, no data in it
        "script": Markup(script),  # noqa: S704 - see above
        "section_of": lambda status: SECTION.get(status, status),
        "full": True,
        "brief": False,
    }
    return _environment().get_template(template).render(known | parts.names | extra)
