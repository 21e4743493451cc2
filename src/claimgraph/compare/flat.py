"""Layer 4. The claims table: rows of comparison as Arrow columns, and back.

A column is named like the field of `record.Row` that it holds; a set or tuple becomes a sorted
list. Beside them stand what comparing needs of the claim's question, article and speakers, so that
the table is compared without the register's people and articles.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import pyarrow as pa

from claimgraph import dates
from claimgraph.compare import independence, record
from claimgraph.compare.dimensions import families
from claimgraph.compare.independence import RELAYS, Derivation, Voices
from claimgraph.compare.record import Row
from claimgraph.dates import Span
from claimgraph.model import DIMENSIONS, Agent, Corpus, Register

VERSION = "1"
"""Version of the schema; stands in the table's metadata."""

METADATA = {b"claimgraph.claims": VERSION.encode()}

_LINK = pa.struct([pa.field("kind", pa.string()), pa.field("claim", pa.string())])
_TYPES: Mapping[str, pa.DataType] = {
    "str": pa.string(),
    "float": pa.float64(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "tuple[str, ...]": pa.list_(pa.string()),
    "frozenset[str]": pa.list_(pa.string()),
    "tuple[tuple[str, str], ...]": pa.list_(_LINK),
}
_SPAN = "Span | None"
_INSTANT = pa.timestamp("us", tz="UTC")
SPANS = tuple(f.name for f in fields(Row) if f.type == _SPAN)
"""Fields of a Row that are spans of days; `published` of the article is kept in the same way."""


def _of_span(name: str) -> Iterator[pa.Field]:
    """Columns of one span: as written, its days (null for an open end), its exact time."""
    yield pa.field(f"{name}_edtf", pa.string())
    yield pa.field(f"{name}_first", pa.date32())
    yield pa.field(f"{name}_last", pa.date32())
    yield pa.field(f"{name}_instant", _INSTANT)


def _fields() -> Iterator[pa.Field]:
    yield pa.field("position", pa.int64(), nullable=False)
    for field in fields(Row):
        if field.type == _SPAN:
            yield from _of_span(field.name)
        else:
            yield pa.field(field.name, _TYPES[str(field.type)], nullable=False)
    yield pa.field("folded", pa.string(), nullable=False)
    yield pa.field("question_id", pa.string(), nullable=False)
    yield pa.field("family", pa.string(), nullable=False)
    for dim in DIMENSIONS:
        yield pa.field(f"dim_{dim}", pa.string(), nullable=False)
    yield pa.field("chain", pa.list_(pa.string()), nullable=False)
    yield pa.field("relay", pa.bool_(), nullable=False)
    yield pa.field("publisher", pa.string(), nullable=False)
    yield pa.field("story", pa.string(), nullable=False)
    yield from _of_span("published")
    yield pa.field("component", pa.string(), nullable=False)
    yield pa.field("sources_known", pa.bool_(), nullable=False)
    yield pa.field("rests_on_stated", pa.list_(pa.string()), nullable=False)
    yield pa.field("rests_on", pa.list_(pa.string()), nullable=False)


SCHEMA = pa.schema(list(_fields()), metadata=METADATA)
"""One row a claim, in the order of the corpus (`position`).

folded: a remark in words without case, empty for other forms. question_id: identity of the question; family: questions of different families are never compared;
dim_*: what it fixes, empty for what it leaves open. chain: agents from the publisher to the
innermost speaker. relay: the speaker's organisation passes on what others say. component: group of
articles and documents that hang together over their sources. sources_known: the article names all
its sources, none of them guessed. rests_on_stated, rests_on: documents and articles reached over
stated, over stated and inferred sources.
"""


VOICED = (
    "claim", "article", "chain", "publisher", "principal", "origin", "relay", "named", "component",
    "sources_known", "rests_on_stated", "rests_on",
)  # fmt: skip
"""Columns that `voices` reads."""

READ = tuple(f"{f.name}_edtf" if f.type == _SPAN else f.name for f in fields(Row))
"""Columns that a row is read back from."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What a row of the table needs beside the claim itself."""

    corpus: Corpus
    voices: Voices
    family: Mapping[str, str]


def _span(name: str, span: Span | None) -> dict[str, Any]:
    if span is None:
        return dict.fromkeys(f"{name}_{end}" for end in ("edtf", "first", "last", "instant"))
    zoned = span.instant is not None and span.instant.tzinfo is not None
    return {
        f"{name}_edtf": span.edtf,
        f"{name}_first": span.first,
        f"{name}_last": span.last,
        f"{name}_instant": span.instant if zoned else None,
    }


def _plain(row: Row) -> dict[str, Any]:
    """Fields of a row as the table holds them."""
    found: dict[str, Any] = {}
    for field in fields(Row):
        value = getattr(row, field.name)
        if field.type == _SPAN:
            found.update(_span(field.name, value))
        elif field.name == "links":
            found["links"] = [{"kind": kind, "claim": other} for kind, other in value]
        else:
            found[field.name] = sorted(value) if isinstance(value, frozenset) else value
    return found


def _beside(row: Row, context: _Context) -> dict[str, Any]:
    """Return what the table says of the row's question, article and speakers."""
    corpus, derived = context.corpus, context.voices.derivation
    article, question = corpus.articles[row.article], corpus.register.questions[row.question]
    relay = bool(row.origin) and corpus.register.agents[row.origin].kind in RELAYS
    return {
        "folded": row.text.casefold() if row.form == "text" else "",
        "question_id": question.id,
        "family": context.family[row.question],
        **{f"dim_{dim}": question.dims.get(dim, "") for dim in DIMENSIONS},
        "chain": context.voices.chains[row.claim],
        "relay": relay,
        "publisher": article.publisher,
        "story": article.story,
        **_span("published", article.published),
        "component": derived.component[row.article],
        "sources_known": row.article in derived.known,
        "rests_on_stated": sorted(derived.stated[row.article]),
        "rests_on": sorted(derived.upstream[row.article]),
    }


def table(corpus: Corpus) -> pa.Table:
    """Return the claims of *corpus* as a table of SCHEMA, in their order."""
    found = record.rows(corpus)
    family = {key: name for name, keys in families(corpus.register).items() for key in keys}
    context = _Context(corpus, independence.voices(corpus), family)
    made = (
        {"position": at, **_plain(row), **_beside(row, context)}
        for at, row in enumerate(found[claim.id] for claim in corpus.claims)
    )
    return pa.Table.from_pylist(list(made), schema=SCHEMA)


@functools.lru_cache(maxsize=65_536)
def _parsed(edtf: str) -> Span:
    return dates.parse(edtf)


def rows(held: pa.Table) -> Iterator[Row]:
    """Read the rows of comparison back from a table of SCHEMA, in its order."""
    for item in held.select(READ).to_pylist():
        for name in SPANS:
            edtf = item.pop(f"{name}_edtf")
            item[name] = _parsed(edtf) if edtf is not None else None
        item["context"] = tuple(item["context"])
        item["quotes"] = frozenset(item["quotes"])
        item["links"] = tuple((link["kind"], link["claim"]) for link in item["links"])
        yield Row(**item)


def voices(held: pa.Table) -> Voices:
    """Read who speaks in the claims of *held*, which has the columns VOICED.

    The register in it knows of an organisation only whether it passes on what others say.
    """
    items = held.select(VOICED).to_pylist()
    relay, speaker = min(RELAYS), "organization"
    agents = {
        item["origin"]: Agent(item["origin"], item["origin"], relay if item["relay"] else speaker)
        for item in items
    }
    by_article = {item["article"]: item for item in items}
    derived = Derivation(
        stated={a: frozenset(item["rests_on_stated"]) for a, item in by_article.items()},
        upstream={a: frozenset(item["rests_on"]) for a, item in by_article.items()},
        component={a: item["component"] for a, item in by_article.items()},
        known=frozenset(a for a, item in by_article.items() if item["sources_known"]),
        cycles=(),
    )
    return Voices(
        chains={item["claim"]: tuple(item["chain"]) for item in items},
        register=Register(agents=agents),
        derivation=derived,
        publishers={a: item["publisher"] for a, item in by_article.items()},
    )
