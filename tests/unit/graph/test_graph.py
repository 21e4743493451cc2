"""The dataset as a whole: nanopublications, graphs, order, the same without graphs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from claimgraph import dates, graph, rdfio, rdfterms, vocab
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.rdfterms import Terms
from claimgraph.vocab import term

NP = vocab.PREFIXES["np"]
PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


def nanopub_faults(quads: list[Terms]) -> set[str]:
    """Return what is wrong with *quads* as one nanopublication (guidelines, "well-formed")."""
    heads = {
        (s, g) for s, p, o, g in quads if p == term("rdf:type") and o == f"<{NP}Nanopublication>"
    }
    if len(heads) != 1:
        return {"not exactly one head"}
    ((np, head),) = heads
    links = {
        part: [o for s, p, o, g in quads if (s, p, g) == (np, f"<{NP}{part}>", head)]
        for part in PARTS
    }
    if any(len(targets) != 1 for targets in links.values()):
        return {"a part is missing or doubled"}
    assertion, provenance, pubinfo = (links[part][0] for part in PARTS)
    members: dict[str, list[Terms]] = defaultdict(list)
    for quad in quads:
        members[quad[3]].append(quad)
    faults = set()
    if len({np, head, assertion, provenance, pubinfo}) != 5:
        faults.add("two graphs have one name")
    if not all(part.startswith(np[:-1]) for part in (assertion, provenance, pubinfo)):
        faults.add("a graph lies outside of the nanopublication")
    if set(members) - {head, assertion, provenance, pubinfo}:
        faults.add("a graph too many")
    if not all(members[g] for g in (assertion, provenance, pubinfo)):
        faults.add("a graph is empty")
    if not any(s == assertion for s, _, _, _ in members[provenance]):
        faults.add("provenance does not mention the assertion")
    if not any(s == np for s, _, _, _ in members[pubinfo]):
        faults.add("publication info does not mention the nanopublication")
    return faults


@pytest.fixture(scope="module")
def quads(harbour: Corpus, harbour_comparison: Comparison) -> list[Terms]:
    """Return the quads of the invented corpus with its findings."""
    return list(rdfterms.rows(graph.nquads(harbour, harbour_comparison)))


def test_each_article_is_a_well_formed_nanopublication(harbour: Corpus, quads: list[Terms]) -> None:
    records = [
        vocab.record(harbour.register.base, article.id) for article in harbour.articles.values()
    ]
    assert len(records) == 2
    for record in records:
        mine = [quad for quad in quads if quad[3].startswith(f"<{record}/")]
        assert nanopub_faults(mine) == set()


def test_the_head_holds_nothing_but_the_type_and_the_three_links(quads: list[Terms]) -> None:
    heads = [quad for quad in quads if quad[3].endswith("/Head>")]
    assert len(heads) == 2 * 4


def test_what_is_no_nanopublication_of_an_article_is_the_register_or_a_finding(
    harbour: Corpus, quads: list[Terms]
) -> None:
    base = harbour.register.base
    others = {g for _, _, _, g in quads if "/record/" not in g}
    assert others == {f"<{base}graph/register>", f"<{base}graph/findings>"}


def test_there_is_no_blank_node(quads: list[Terms]) -> None:
    assert not [quad for quad in quads if any(t.startswith("_:") for t in quad)]


def test_the_lines_are_what_oxigraph_writes(harbour: Corpus) -> None:
    text = graph.nquads(harbour)
    theirs = sorted(f"{quad} ." for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert text.splitlines() == theirs


def test_the_flat_form_is_the_dataset_without_graph_names(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    quads_text = graph.nquads(harbour, harbour_comparison)
    assert graph.ntriples(harbour, harbour_comparison) == rdfterms.flatten(quads_text)


def test_the_order_of_articles_and_claims_leaves_no_trace(harbour: Corpus) -> None:
    turned = replace(
        harbour,
        articles=dict(reversed(tuple(harbour.articles.items()))),
        claims=tuple(reversed(harbour.claims)),
    )
    assert graph.nquads(turned) == graph.nquads(harbour)


def test_without_a_comparison_there_is_no_finding(harbour: Corpus) -> None:
    assert "/graph/findings" not in graph.nquads(harbour)


def test_the_findings_alone_are_a_part_of_the_whole(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    alone = graph.findings_ntriples(harbour, harbour_comparison)
    whole = graph.ntriples(harbour, harbour_comparison)
    assert alone
    assert set(alone.splitlines()) < set(whole.splitlines())


def test_no_text_of_an_article_is_carried(harbour: Corpus, harbour_path: Path) -> None:
    carried = graph.nquads(harbour)
    for text in sorted((harbour_path / "texts").iterdir()):
        sentences = text.read_text(encoding="utf-8").split(". ")
        assert len(sentences) > 5
        assert [s for s in sentences if len(s) > 60 and s in carried] == []


@pytest.mark.parametrize(
    ("recorded", "written"),
    [
        ("2031-04-01", f'"2031-04-01"^^<{vocab.XSD}date>'),
        ("2031-04-01T10:00:00+01:00", f'"2031-04-01T10:00:00+01:00"^^<{vocab.XSD}dateTime>'),
        ("2031-04", f'"2031-04"^^<{vocab.EDTF}>'),
        ("2031-04-01~", f'"2031-04-01~"^^<{vocab.EDTF}>'),
    ],
)
def test_the_record_says_when_it_was_made_as_exactly_as_the_file(
    harbour: Corpus, recorded: str, written: str
) -> None:
    article = replace(harbour.articles["courier"], recorded=dates.parse(recorded))
    changed = replace(harbour, articles={**harbour.articles, "courier": article})
    created = [o for _, p, o, _ in rdfterms.rows(graph.nquads(changed)) if p == term("dct:created")]
    assert created == [written]


def test_a_record_without_a_day_has_none(harbour: Corpus) -> None:
    article = replace(harbour.articles["courier"], recorded=None)
    changed = replace(harbour, articles={**harbour.articles, "courier": article})
    assert term("dct:created") not in graph.nquads(changed)


def test_another_base_moves_all_data_and_no_term(harbour: Corpus) -> None:
    moved = replace(harbour, register=replace(harbour.register, base="urn:x:"))
    theirs = graph.nquads(harbour).replace(f"<{harbour.register.base}", "<urn:x:")
    theirs = theirs.replace("<urn:x:ns#", f"<{vocab.NS}")
    assert graph.nquads(moved) == rdfterms.document(theirs.splitlines())


@pytest.fixture(scope="session")
def suite(root: Path) -> Path:
    """Return the nanopublication test suite, which lies beside a checkout or nowhere."""
    path = root.parent / "shared" / "suites" / "nanopub-testsuite"
    if not path.is_dir():
        pytest.skip("the nanopublication test suite is not beside this checkout")
    return path


def test_the_check_refuses_what_the_nanopub_suite_calls_invalid(suite: Path) -> None:
    found = {
        path.name: nanopub_faults(list(rdfterms.rows(rdfio.parse(path))))
        for path in sorted((suite / "invalid" / "plain").glob("*.trig"))
        if path.name != "illtyped_datatypes_in_assertion.trig"  # of datatypes, not of form
    }
    assert len(found) > 10
    assert [name for name, faults in found.items() if not faults] == []


def test_the_check_lets_what_the_nanopub_suite_calls_valid_pass(suite: Path) -> None:
    found = {
        path.name: nanopub_faults(list(rdfterms.rows(rdfio.parse(path))))
        for path in sorted((suite / "valid" / "plain").glob("*.trig"))
    }
    assert len(found) > 5
    assert {name: faults for name, faults in found.items() if faults} == {}
