"""A graph is cut so that nothing is lost and every shard is closed in the direction of triples."""

from __future__ import annotations

import pytest

from claimgraph.validate.shards import Cutter, Triples
from tests.bench.generated import Sizes, ntriples_of

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
CHAIN = (
    f"<urn:a> <urn:p> <urn:b> .\n<urn:b> {TYPE} <urn:B> .\n<urn:b> {TYPE} <urn:Z> .\n"
    '<urn:b> <urn:q> <urn:c> .\n<urn:b> <urn:r> "no" .\n<urn:c> <urn:q> <urn:d> .\n'
    '<urn:d> <urn:q> "end" .\n'
)


@pytest.fixture(scope="module")
def text() -> str:
    return ntriples_of(Sizes(60, per_article=20, publishers=4))


def test_every_line_belongs_to_one_shard(text: str) -> None:
    shards = list(Cutter(Triples(text), (), None).all(size=15))
    assert len(shards) > 5
    assert sorted(line for s in shards for line in s.text.splitlines()) == sorted(text.splitlines())


def test_of_what_is_referred_to_a_shard_holds_what_matters_and_so_on_to_the_end() -> None:
    shard = Cutter(Triples(CHAIN), ["urn:q"], None).shard(["<urn:a>"])
    assert shard.context.splitlines() == [
        "<urn:b> <urn:q> <urn:c> .", "<urn:c> <urn:q> <urn:d> .", '<urn:d> <urn:q> "end" .',
    ]  # fmt: skip


def test_only_the_classes_that_are_asked_for_come_along() -> None:
    below = [TYPE[1:-1], "urn:q"]
    shard = Cutter(Triples(CHAIN), below, ["urn:B"]).shard(["<urn:a>"])
    assert f"<urn:b> {TYPE} <urn:B> .\n" in shard.context
    assert "<urn:Z>" not in shard.context


def test_a_subclass_of_a_class_that_is_asked_for_comes_along() -> None:
    sub = "<urn:Z> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:Y> .\n"
    shard = Cutter(Triples(CHAIN + sub), [TYPE[1:-1]], ["urn:Y"]).shard(["<urn:a>"])
    assert f"<urn:b> {TYPE} <urn:Z> .\n" in shard.context


def test_a_changed_claim_changes_one_shard_and_those_that_hold_something_of_it(text: str) -> None:
    below = [TYPE[1:-1]]
    before = {s.digest() for s in Cutter(Triples(text), below, None).all(size=15)}
    other = text.replace('"words of claim 31"', '"some words of claim 31"')
    after = {s.digest() for s in Cutter(Triples(other), below, None).all(size=15)}
    assert len(before - after) == 2  # the shard of the claim, and that of its evidence


def test_lines_in_any_order_are_put_together() -> None:
    lines = CHAIN.splitlines(keepends=True)
    triples = Triples("".join([*lines[1:], lines[0], lines[2]]))
    assert triples.text == "".join(sorted(set(lines)))


@pytest.mark.parametrize(
    "text",
    [
        "# a remark\n<urn:a> <urn:p> <urn:b> .\n",
        "<urn:a>\t<urn:p>\t<urn:b> .\n",
        "<urn:a> <urn:p> <urn:b>.\n",
        "<urn:a> <urn:p> <urn:b> .",
        "\n<urn:a> <urn:p> <urn:b> .\n",
    ],
)
def test_text_in_another_form_is_not_cut(text: str) -> None:
    assert not Triples(text).readable
