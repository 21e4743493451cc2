"""Paths of things: an IRI of ours below the server, any other as a resource."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import vocab
from claimgraph.serve.templating import local, with_query

BASE = "https://data.example/"


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (BASE + "claim/1", "/claim/1"),
        (BASE + "article/1#char=2,3", "/article/1#char=2,3"),
        (BASE, "/resource?iri=https%3A%2F%2Fdata.example%2F"),
        (BASE + "/evil.example", "/resource?iri=https%3A%2F%2Fdata.example%2F%2Fevil.example"),
        (BASE + "a?b", "/resource?iri=https%3A%2F%2Fdata.example%2Fa%3Fb"),
        (vocab.NS + "Claim", "/ns#Claim"),
        ("javascript:alert(1)", "/resource?iri=javascript%3Aalert%281%29"),
    ],
)
def test_an_iri_has_its_path(iri: str, path: str) -> None:
    assert local(iri, BASE) == path


@given(st.text(), st.sampled_from(["", BASE]))
def test_no_iri_leads_off_this_server(iri: str, base: str) -> None:
    parts = urlsplit(local(BASE + iri, base))
    assert (parts.scheme, parts.netloc) == ("", "")
    assert parts.path.startswith("/")


@given(st.dictionaries(st.sampled_from(["q", "topic"]), st.text(min_size=1)))
def test_fields_come_back_from_an_address(fields: dict[str, str]) -> None:
    address = with_query("/claims", **fields)
    found = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert {name: values[0] for name, values in found.items()} == fields
