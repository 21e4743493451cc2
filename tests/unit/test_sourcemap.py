"""From an IRI back to file, line and key."""

from __future__ import annotations

import pytest

from claimgraph import graph, sourcemap
from claimgraph.model import Corpus

NS = "https://w3id.org/claimgraph/ns#"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (NS + "phrase", "phrase"),
        (NS + "spanDigest", "digest"),
        (f"<{NS}saidOn>", "said_on"),
        ("http://purl.org/dc/terms/isPartOf", "within"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "name"),
        ("", ""),
    ],
)
def test_a_property_comes_from_this_key(path: str, key: str) -> None:
    assert sourcemap.field_of(path) == key


def test_a_claim_is_found_at_its_line(harbour: Corpus) -> None:
    claim = harbour.claims[3]
    found = sourcemap.sources(harbour)
    assert found[f"{harbour.register.base}claim/{claim.id}"] == claim.where


def test_everything_the_files_give_rise_to_has_a_line(harbour: Corpus) -> None:
    """Every subject of the graph is found, but for what no file names: records and topics."""
    lines = graph.ntriples(harbour).splitlines()
    subjects = {line.split(" ", 1)[0].strip("<>") for line in lines}
    known = sourcemap.sources(harbour)
    base = harbour.register.base
    unnamed = (f"{base}record/", f"{base}topic/", f"{base}measure/holds", NS)
    assert sorted(s for s in subjects if s not in known and not s.startswith(unnamed)) == []


def test_every_line_is_one_of_the_three_files(harbour: Corpus) -> None:
    files = {where.file.rpartition("/")[2] for where in sourcemap.sources(harbour).values()}
    assert files == {"", "courier.yaml", "gazette.yaml", "register.yaml"}
