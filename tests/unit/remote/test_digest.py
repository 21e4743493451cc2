from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import vocab
from claimgraph.remote.digest import Tally, dataset_digest, settled

TRIPLES = st.lists(st.binary(min_size=1, max_size=12), min_size=1, max_size=30)


def tally(triples: list[bytes]) -> Tally:
    found = Tally()
    for triple in triples:
        found.add(triple)
    return found


@given(st.data(), TRIPLES)
def test_order_does_not_matter(data: st.DataObject, triples: list[bytes]) -> None:
    assert tally(data.draw(st.permutations(triples))).same(tally(triples))


@given(TRIPLES, st.binary(min_size=13, max_size=13), st.integers(0, 29))
def test_one_other_triple_is_another_digest(triples: list[bytes], new: bytes, at: int) -> None:
    changed = list(triples)
    changed[at % len(triples)] = new
    assert tally(changed).digest != tally(triples).digest


@given(TRIPLES, st.integers(0, 30))
def test_parts_join_to_the_whole(triples: list[bytes], at: int) -> None:
    whole = tally(triples[:at])
    whole.join(tally(triples[at:]))
    assert whole.same(tally(triples))


def test_the_name_of_a_graph_is_part_of_the_dataset_digest() -> None:
    one = tally([b"x"])
    assert dataset_digest({"a:g": one}) != dataset_digest({"a:h": one})


@pytest.mark.parametrize(("datatype", "spellings"), [
    ("decimal", ("1.0", "1", "01.00", "+1.0")),
    ("integer", ("7", "007", "+7")),
    ("boolean", ("true", "1")),
    ("double", ("1.5E0", "1.5e0", "15e-1")),
    ("dateTime", ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000Z")),
])  # fmt: skip
def test_a_value_has_one_digest_in_all_its_spellings(
    datatype: str, spellings: tuple[str, ...]
) -> None:
    terms = [f'<a:s> <a:p> "{text}"^^<{vocab.XSD}{datatype}>'.encode() for text in spellings]
    assert len({settled(term) for term in terms}) == 1


@pytest.mark.parametrize("triple", [
    f'<a:s> <a:p> "about 12"^^<{vocab.XSD}decimal>',
    f'<a:s> <a:p> "{"9" * 60}"^^<{vocab.XSD}integer>',
    f"<a:s> <a:p> <{vocab.XSD}decimal>",
    '<a:s> <a:p> "1.0"@en',
    '<a:s> <a:p> "1.0"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
])  # fmt: skip
def test_what_has_no_value_to_compare_stays_as_it_is(triple: str) -> None:
    assert settled(triple.encode()) == triple.encode()


def test_a_string_is_the_same_with_its_datatype_and_without() -> None:
    assert settled(f'<a:s> <a:p> "x"^^<{vocab.XSD}string>'.encode()) == b'<a:s> <a:p> "x"'
