"""Hostile text in every field: pages keep exactly their elements and their policy."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from ruamel.yaml import YAML

from claimgraph import corpus as corpora
from claimgraph.model import Corpus
from tests.serve.live import Server, running

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</textarea></title></style><svg onload=alert(1)>",
    "{{7*7}}{% raw %}${7*7}",
    "javascript:alert(1)",
    "\u202eevil\u202c \u200b\ufeff\u2066",
    "x" * 10_000,
    "<!-- ]]> &lt;b&gt; \\u003cscript\\u003e",
)
TAIL = " " + " ".join(HOSTILE)
PLAIN = " plain"
FIELDS = frozenset({"name", "title", "label", "byline", "host", "credit", "note", "role",
                    "definition", "text", "retraction"})  # fmt: skip
QUERY = quote("SELECT ?l { ?s rdfs:label|skos:prefLabel|cg:note ?l } LIMIT 300")


def _spoiled(node: Any, tail: str, *, topics: bool = False) -> Any:
    """Return *node* with *tail* behind every text that a page shows."""
    if isinstance(node, dict):
        return {
            key: value + tail
            if isinstance(value, str) and (key in FIELDS or topics)
            else _spoiled(value, tail, topics=key == "topics")
            for key, value in node.items()
        }
    return [_spoiled(item, tail) for item in node] if isinstance(node, list) else node


def _corpus(source: Path, folder: Path, tail: str) -> Path:
    shutil.copytree(source, folder)
    yaml = YAML(typ="safe")
    for path in folder.glob("*.yaml"):
        data = _spoiled(yaml.load(path.read_text(encoding="utf-8")), tail)
        if "article" in data:
            text = folder / "texts" / f"{path.stem}.txt"
            whole = text.read_text(encoding="utf-8") + tail
            text.write_text(whole, encoding="utf-8")
            digest = hashlib.sha256(whole.encode()).hexdigest()
            data["article"] |= {"digest": f"sha256:{digest}", "characters": len(whole)}
        with path.open("w", encoding="utf-8") as out:
            yaml.dump(data, out)
    return folder


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def _elements(page: str) -> _Elements:
    parser = _Elements()
    parser.feed(page)
    return parser


@pytest.fixture(scope="module")
def servers(
    harbour_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Server, Corpus, Corpus]]:
    """Return a server of plain text and one of hostile text, with their corpora."""
    room = tmp_path_factory.mktemp("hostile")
    plain = _corpus(harbour_path, room / "plain", PLAIN)
    hostile = _corpus(harbour_path, room / "hostile", TAIL)
    with (
        running(plain, "--articles", str(plain / "texts")) as one,
        running(hostile, "--articles", str(hostile / "texts")) as other,
    ):
        yield one, other, corpora.load(plain), corpora.load(hostile)


def _paths(corpus: Corpus) -> list[str]:
    register = corpus.register
    return [
        "/", "/claims", "/questions", "/sources", "/lineage", "/lineage?whole=1", "/about",
        f"/query?plain=1&query={QUERY}", "/claims?q=port",
        *(f"/article/{article.id}" for article in corpus.articles.values()),
        *(f"/agent/{name}" for name in sorted(register.agents)),
        *(f"/question/{question.id}" for question in list(register.questions.values())[:12]),
        *(f"/measure/{name}" for name in sorted(register.measures)[:4]),
        *(f"/claim/{claim.id}" for claim in sorted(corpus.claims, key=_place)[:12]),
    ]  # fmt: skip


def _place(claim: Any) -> tuple[str, int, str]:
    return claim.article, claim.anchors[0].start, claim.question


def test_hostile_text_adds_no_element_and_no_attribute(
    servers: tuple[Server, Server, Corpus, Corpus],
) -> None:
    one, other, plain, hostile = servers
    paths = list(zip(_paths(plain), _paths(hostile), strict=True))
    assert len(paths) > 40
    html = {"Accept": "text/html"}
    for benign, evil in paths:
        expected, found = one.ask(benign, headers=html), other.ask(evil, headers=html)
        assert (expected.status, found.status) == (200, 200), evil
        assert _elements(found.text).found == _elements(expected.text).found, evil
        policy = "content-security-policy"
        assert found.headers[policy] == expected.headers[policy]
        links = _elements(found.text).links
        assert [link for link in links if not link.startswith(("/", "#", "?", "http"))] == []


def test_hostile_text_is_there_as_text(servers: tuple[Server, Server, Corpus, Corpus]) -> None:
    page = servers[1].ask("/sources", headers={"Accept": "text/html"}).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "49" not in page.partition("<main")[2].partition("{{7*7}}")[0][-20:]
    assert "\u202e" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/query?plain=1&query={}", "/claims?q={}", "/claims?article={}", "/questions?topic={}",
        "/lineage?around={}", "/resource?iri={}", "/{}", "/claim/{}", "/sparql?query={}",
        "/sparql?format={}",
    ],
)  # fmt: skip
def test_a_hostile_address_is_never_markup(harbour_server: Server, path: str) -> None:
    evil = quote("\"'></textarea><script>alert(1)</script>", safe="")
    reply = harbour_server.ask(path.format(evil), headers={"Accept": "text/html"})
    if reply.media == "text/html":
        scripts = [e for e in _elements(reply.text).found if e[0] == "script"]
        assert all("src" in attributes for _, attributes in scripts)
        assert "<script>alert" not in reply.text
    else:
        assert reply.media in ("text/plain", "")
        assert reply.headers["x-content-type-options"] == "nosniff"
