"""The graph read back is the model that it was made of."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from claimgraph import corpus as corpora
from claimgraph import graph, rdfterms
from claimgraph.compare import compare
from claimgraph.compare.dimensions import comparable
from claimgraph.errors import InputError
from claimgraph.graph import reading
from claimgraph.model import NOWHERE, Anchor, Corpus

ROOT = Path(__file__).parents[3]
FOLDERS = (ROOT / "claims", ROOT / "tests" / "data" / "harbour")


def back(corpus: Corpus) -> Corpus:
    text = graph.nquads(corpus, compare(corpus), comparable(corpus.register))
    return reading.read((s, p, o) for s, p, o, _ in rdfterms.rows(text))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_what_was_read_makes_the_same_graph(folder: Path) -> None:
    corpus = corpora.load(folder)
    again = back(corpus)
    assert graph.nquads(again, None, comparable(again.register)) == graph.nquads(
        corpus, None, comparable(corpus.register)
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_what_was_read_compares_the_same(folder: Path) -> None:
    corpus = corpora.load(folder)
    assert compare(back(corpus)) == compare(corpus)


def _placeless(thing: Any) -> Any:
    """Return a value of the model without the lines it was written in."""
    if hasattr(thing, "where"):
        thing = replace(thing, where=NOWHERE)
    if isinstance(thing, tuple):
        return tuple(_placeless(part) for part in thing)
    if hasattr(thing, "__dataclass_fields__") and not isinstance(thing, Anchor):
        return replace(thing, **{f.name: _placeless(getattr(thing, f.name)) for f in fields(thing)
                                 if f.init})  # fmt: skip
    return thing


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
@pytest.mark.parametrize(
    "section", ["agents", "places", "periods", "concepts", "events", "measures", "documents",
                "stories", "questions", "partitions"]
)  # fmt: skip
def test_the_register_comes_back(folder: Path, section: str) -> None:
    corpus = corpora.load(folder)
    known = {k: _placeless(v) for k, v in getattr(corpus.register, section).items()}
    again = {k: _placeless(v) for k, v in getattr(back(corpus).register, section).items()}
    for thing in (known, again):
        for key, entry in thing.items():
            for name in ("broader", "within", "disjoint", "same_as", "parts", "sources"):
                if hasattr(entry, name):
                    thing[key] = replace(thing[key], **{name: tuple(sorted(getattr(entry, name)))})
    assert again == known


def test_a_graph_without_articles_is_refused() -> None:
    with pytest.raises(InputError, match="the graph holds no article"):
        reading.read([("<a:s>", "<a:p>", "<a:o>")])


def test_a_claim_without_its_question_is_named() -> None:
    corpus = corpora.load(FOLDERS[1])
    text = graph.ntriples(corpus)
    claim = corpus.claims[0]
    marks = f"claim/{claim.id}> ", "ns#answers>"
    lines = [line for line in text.splitlines() if not all(mark in line for mark in marks)]
    rows = (rdfterms.split(line)[:3] for line in lines)
    with pytest.raises(InputError, match=f"claim/{claim.id}: it answers no question"):
        reading.read(rows)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_no_triple_stands_in_two_graphs(folder: Path) -> None:
    corpus = corpora.load(folder)
    text = graph.nquads(corpus, compare(corpus), comparable(corpus.register))
    assert text.count("\n") == rdfterms.flatten(text).count("\n")
