"""Terms and lines of N-Triples."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph import rdfterms
from claimgraph.errors import InputError

XSD = "http://www.w3.org/2001/XMLSchema#"


def read_back(term: str) -> object:
    """Let another implementation read *term* as the object of a triple."""
    (quad,) = ox.parse(f"<a:s> <a:p> {term} .", format=ox.RdfFormat.N_TRIPLES)
    found: object = quad.object
    return found


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_as_a_literal(text: str) -> None:
    node = read_back(rdfterms.literal(text))
    assert isinstance(node, ox.Literal)
    assert node.value == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_has_the_bytes_that_oxigraph_writes(text: str) -> None:
    assert rdfterms.literal(text) == str(ox.Literal(text)) or {"\ufffe", "\uffff"} & set(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_is_taken_apart_into_what_it_was_made_of(text: str) -> None:
    assert rdfterms.split_literal(rdfterms.literal(text, "en")) == (text, "en", "")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_taken_apart_whatever_its_literal_holds(text: str) -> None:
    literal = rdfterms.literal(text, "de")
    assert rdfterms.split(f"<a:s> <a:p> {literal} <a:g> .") == (
        "<a:s>", "<a:p>", literal, "<a:g>",
    )  # fmt: skip


def test_a_line_feed_in_a_literal_does_not_end_the_line() -> None:
    assert rdfterms.literal("a\nb\r") == r'"a\nb\r"'


def test_a_control_character_is_written_by_its_number() -> None:
    assert rdfterms.literal("\x07\x7f") == r'"\u0007\u007F"'


def test_a_character_that_xml_does_not_know_is_written_by_its_number() -> None:
    assert rdfterms.literal("\ufffe") == r'"\uFFFE"'


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(InputError, match="half a character"):
        rdfterms.literal("\ud800")


def test_a_language_tag_is_written_in_lower_case() -> None:
    assert rdfterms.literal("a", "pt-BR") == '"a"@pt-br'


@pytest.mark.parametrize("tag", ["en us", 'en" .', "-en", "en_US", "123456789"])
def test_what_is_no_language_tag_never_becomes_one(tag: str) -> None:
    with pytest.raises(InputError, match="not a language tag"):
        rdfterms.literal("a", tag)


@pytest.mark.parametrize(
    "text",
    ["a/relative", "http://x/ y", "http://x/<", 'http://x/"', "http://x/%zz", "http://x/\n", "",
     "http://x/a[b]", "http://x/{y}", "1:a"],
)  # fmt: skip
def test_what_is_no_absolute_iri_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not an absolute IRI"):
        rdfterms.iri(text)


@pytest.mark.parametrize("text", ["http://x/%20y", "urn:a:b", "https://é.example/ü#x", "x:"])
def test_an_absolute_iri_is_written_as_it_is(text: str) -> None:
    assert rdfterms.iri(text) == f"<{text}>"
    assert read_back(f"<{text}>") == ox.NamedNode(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.4, "0.4"), (1, "1.0"), (80_000_000, "80000000.0"), (1e-7, "0.0000001"), (-0.0, "0.0"),
     (1e22, "10000000000000000000000.0"), (1 / 3, "0.3333333333333333")],
)  # fmt: skip
def test_a_decimal_has_a_point_and_no_exponent(number: float, text: str) -> None:
    assert rdfterms.decimal(number) == f'"{text}"^^<{XSD}decimal>'


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_without_digits_is_refused(number: float) -> None:
    with pytest.raises(InputError, match="can be written"):
        rdfterms.decimal(number)


@pytest.mark.parametrize(
    "line", ["<a:s> <a:p> .", "<a:s> <a:p> <a:o>", "<a:s> <a:p> <a:o> <a:g> <a:h> .", "hello",
             '<a:s> <a:p> "x .', "<a:s>  <a:p> <a:o> ."],
)  # fmt: skip
def test_a_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(InputError, match="not a line of N-Quads"):
        rdfterms.split(line)


def test_a_document_holds_each_line_once_and_in_order() -> None:
    assert rdfterms.document(["b .", "a .", "b ."]) == "a .\nb .\n"


def test_flattening_joins_what_two_graphs_say_alike() -> None:
    quads = "<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a:o> <a:h> .\n"
    assert rdfterms.flatten(quads) == "<a:s> <a:p> <a:o> .\n"


@given(
    st.sampled_from(["http://", "http:", "urn:", "https://a.example/", "https://a.example/?#"]),
    st.text(st.one_of(st.sampled_from("a:/#?%@[]09é~!$&'()*+,;=.-_"), st.characters()), max_size=8),
)
@settings(max_examples=1000)
def test_what_passes_as_an_iri_is_one_for_oxigraph_too(start: str, rest: str) -> None:
    try:
        term = rdfterms.iri(start + rest)
    except InputError:
        return
    assert read_back(term) == ox.NamedNode(start + rest)
