"""The claims table: every row comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from claimgraph.compare import flat, record
from claimgraph.model import Corpus
from tests.bench.generated import Sizes
from tests.bench.generated import corpus_of as generated

MakeCorpus = Callable[..., Corpus]


def test_each_field_of_a_row_has_its_column() -> None:
    names = set(flat.SCHEMA.names)
    for field in fields(record.Row):
        expected = f"{field.name}_edtf" if field.name in flat.SPANS else field.name
        assert expected in names


def test_rows_come_back_as_they_were() -> None:
    corpus = generated(Sizes(400, per_article=20))
    before = record.rows(corpus)
    held = flat.table(corpus)
    assert list(flat.rows(held)) == [before[claim.id] for claim in corpus.claims]


def test_a_time_of_day_and_a_link_come_back(corpus_of: MakeCorpus) -> None:
    corpus = corpus_of(
        {
            "courier": [
                {"question": "when", "value": "2022-03-01T10:00+03:00", "key": "first"},
                {"question": "dead", "value": 9, "said_on": "2022-03~"},
            ],
            "gazette": [
                {"question": "when", "value": "2022-03-01T08:00Z", "corrects": ["courier#first"]}
            ],
        }
    )
    before = record.rows(corpus)
    after = list(flat.rows(flat.table(corpus)))
    assert after == [before[claim.id] for claim in corpus.claims]
    assert [row.links for row in after if row.links]
