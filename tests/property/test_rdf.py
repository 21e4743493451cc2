"""Round trips of arbitrary statements through every format."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph import rdfio, rdfterms, vocab
from claimgraph.rdfterms import decimal, document, integer, iri, literal, typed

FLAT = ("ntriples", "turtle")

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_locals = st.text("abz019._-~:/#%é()',;=&?+*@!$ ", max_size=8).map(
    lambda text: "".join(c for c in text.replace("#", "", text.count("#") - 1) if c not in " %")
)
_spaces = st.sampled_from([
    "https://w3id.org/claimgraph/", "https://w3id.org/claimgraph/claim/", vocab.NS,
    vocab.PREFIXES["skos"], "urn:x:", "cg:", "claim:", "http://example.org/a/",
])  # fmt: skip


def _joined(space: str, local: str) -> str:
    return iri(space + (local.replace("#", "") if "#" in space else local))


_iris = st.builds(_joined, _spaces, _locals)
_literals = st.one_of(
    st.builds(literal, _texts, st.sampled_from(["", "en", "pt-br"])),
    st.builds(integer, st.integers()),
    st.builds(decimal, st.floats(allow_nan=False, allow_infinity=False)),
    st.builds(typed, _texts, st.sampled_from([vocab.EDTF, vocab.XSD + "decimal", "urn:t"])),
)
_graphs = st.sampled_from(["", " <https://w3id.org/claimgraph/graph/register>", " <urn:g>"])
_lines = st.builds(
    lambda s, p, o, g: f"{s} {p} {o}{g} .", _iris, _iris, st.one_of(_iris, _literals), _graphs
)


@pytest.mark.parametrize("fmt", rdfio.ENDINGS.values())
@given(lines=st.lists(_lines, max_size=6))
@settings(max_examples=150)
def test_statements_survive_each_format(fmt: str, lines: list[str]) -> None:
    nquads = document(lines)
    expected = rdfterms.flatten(nquads) if fmt in FLAT else nquads
    assert rdfio.loads(rdfio.serialise(nquads, fmt).encode(), fmt, "x") == expected


@pytest.mark.parametrize("fmt", rdfio.ENDINGS.values())
@given(lines=st.lists(_lines, max_size=6))
@settings(max_examples=50)
def test_the_order_of_statements_leaves_no_trace(fmt: str, lines: list[str]) -> None:
    forwards, backwards = document(lines), document(reversed(lines))
    assert rdfio.serialise(forwards, fmt) == rdfio.serialise(backwards, fmt)
