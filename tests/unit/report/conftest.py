"""What the tests of the report share: the view, and one in which every text is hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimgraph import snapshot
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.view import View, build

MakeView = Callable[[str], View]

STRINGS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "\"' onmouseover=alert(1) x='",
    "{{ 7*7 }}{% raw %}",
    "<!-- -->]]><![CDATA[",
    "\u202eevil\u202c \u2066x\u2069",
    "a\x00b\x1b[2Jc\ud800",
    "=cmd|' /C calc'!A0",
    "| a | b |\n| --- |\n# head\n- item\n```\n~~~",
    "[x](javascript:alert(1)) ![y](https://evil.example/p.png) <https://evil.example>",
    "https://evil.example/track www.evil.example me@evil.example",
    "&lt;b&gt; &#60;i&#62; \\",
    "long " * 2000,
)


def _written(text: str) -> Callable[[str], str]:
    return lambda old: text if old else old


def _view_of(text: str, corpus: Corpus, comparison: Comparison) -> View:
    """Return the view of *corpus* with every free text in it replaced by *text*."""
    put = _written(text)
    known = corpus.register

    def all_of(things: Any, *names: str) -> dict[str, Any]:
        return {
            key: replace(thing, **{name: put(getattr(thing, name)) for name in names})
            for key, thing in things.items()
        }

    register = replace(
        known,
        agents=all_of(known.agents, "name", "role"),
        documents=all_of(known.documents, "name"),
        measures=all_of(known.measures, "name", "definition", "unit"),
        questions=all_of(known.questions, "text"),
        stories=all_of(known.stories, "title"),
        topics={key: put(label) for key, label in known.topics.items()},
    )
    articles = all_of(corpus.articles, "label", "byline", "host", "credit", "lang", "url")
    claims = tuple(
        replace(
            claim,
            note=text,
            value=replace(claim.value, text=put(claim.value.text)),
            anchors=tuple(
                replace(a, phrase=put(a.phrase), lang=put(a.lang)) for a in claim.anchors
            ),
        )
        for claim in corpus.claims
    )
    findings = tuple(
        replace(
            f, reason=put(f.reason), computed=put(f.computed), care=tuple(map(put, f.care)),
            rule=put(f.rule),
        )
        for f in comparison.findings
    )  # fmt: skip
    files = {f"{text}{n}": digest for n, digest in enumerate(corpus.files.values())}
    changed = replace(corpus, register=register, articles=articles, claims=claims, files=files)
    return build(changed, replace(comparison, findings=findings))


@pytest.fixture(scope="session")
def view(harbour: Corpus, harbour_comparison: Comparison) -> View:
    """Return the view of the invented corpus, without its texts."""
    return build(harbour, harbour_comparison)


@pytest.fixture(scope="session")
def view_with_texts(harbour: Corpus, harbour_comparison: Comparison, harbour_path: Path) -> View:
    """Return the view of the invented corpus, with its texts at hand."""
    return build(harbour, harbour_comparison, snapshot.index(harbour_path / "texts"))


@pytest.fixture(scope="session")
def view_of(harbour: Corpus, harbour_comparison: Comparison) -> MakeView:
    """Return a maker of views in which every free text is the given one."""
    return lambda text: _view_of(text, harbour, harbour_comparison)


@pytest.fixture(scope="session")
def mild(view_of: MakeView) -> View:
    """Return the view in which every free text is a harmless word."""
    return view_of("mild")


@pytest.fixture(scope="session", params=STRINGS, ids=[s[:18].strip() for s in STRINGS])
def wild(request: pytest.FixtureRequest, view_of: MakeView) -> View:
    """Return a view in which every free text is one hostile string."""
    return view_of(request.param)
