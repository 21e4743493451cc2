"""Layer 6. HTML of the app: Jinja2 with autoescape, and links between the pages."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import jinja2

from claimgraph import __version__, resources, vocab, words
from claimgraph.prefixes import Shortener
from claimgraph.report.parts import mark
from claimgraph.serve.content import Content


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(resources.directory("serve") / "templates"),
                jinja2.FileSystemLoader(resources.directory("templates")),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= {
        "words": words, "verb": words.verb, "facet": words.facet, "plural": words.plural,
        "mark": mark, "to": to, "with_query": with_query, "software": f"claimgraph {__version__}",
    }  # fmt: skip
    return environment


def to(kind: str, name: str) -> str:
    """Return the path of the page of a thing: the end of its IRI.

    >>> to("claim", "0a1b"), to("agent", "a b")
    ('/claim/0a1b', '/agent/a%20b')
    """
    return f"/{kind}/{quote(name, safe='-._~')}"


def with_query(path: str, **fields: str | int) -> str:
    """Return *path* with the fields that are not empty as its query.

    >>> with_query("/claims", q="a b", topic="")
    '/claims?q=a+b'
    """
    kept = {name: value for name, value in fields.items() if value not in ("", None)}
    return f"{path}?{urlencode(kept)}" if kept else path


def local(iri: str, base: str) -> str:
    """Return the path at which this server describes *iri*.

    >>> local("https://x.example/claim/1", "https://x.example/")
    '/claim/1'
    >>> local("http://other.example/a#b", "https://x.example/")
    '/resource?iri=http%3A%2F%2Fother.example%2Fa%23b'
    """
    if iri.startswith(vocab.NS):
        return "/ns#" + quote(iri[len(vocab.NS) :], safe="-._~")
    rest = iri[len(base) :] if base and iri.startswith(base) else ""
    if rest and not rest.startswith("/") and "?" not in rest:
        return "/" + rest
    return "/resource?" + urlencode({"iri": iri})


def render(template: str, content: Content, problem: str, **data: Any) -> str:  # noqa: ANN401
    """Write one page. problem: why the newest claim files can't be shown, empty without one."""
    names = Shortener(content.names)
    shared = {"content": content, "problem": problem, "base": content.base, "names": names}
    template_ = _environment().get_template(template)
    return template_.render(shared, local=lambda iri: local(iri, content.base), **data)
