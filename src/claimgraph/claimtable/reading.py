"""Layer 5. A claims table read back as the corpus it was made of."""

from __future__ import annotations

import base64
import functools
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from claimgraph.anchors import Anchor, SourceLine
from claimgraph.claimtable.columns import READ, REGISTER, SCHEMA, VERSION
from claimgraph.claimtable.encoding import decoded
from claimgraph.dates import Span, parse
from claimgraph.errors import InputError, UnreadableError
from claimgraph.model import Article, Claim, Corpus, NotAClaim, Register, Value

_MAX_METADATA = 2**31 - 1
"""Bytes of metadata that may be read: the register of a large table is tens of megabytes."""


_BATCH = 65_536
"""Rows that are read at once, where not all are needed."""


def read(path: Path) -> Corpus:
    """Read the claims table at *path*. Raises InputError when it is not one of ours."""
    try:
        with parquet.ParquetFile(path, thrift_string_size_limit=_MAX_METADATA) as file:
            _expected(file.schema_arrow, path)
            kept = (file.metadata.metadata or {}).get(REGISTER)
            if kept is None:
                raise _foreign(path, "it holds no register")
            held = file.read(columns=list(READ))
    except FileNotFoundError as error:
        raise InputError("is not there", where=str(path), cure="give its path") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise UnreadableError(f"is not a Parquet file: {error}", where=str(path)) from error
    return read_table(held, kept, str(path))


Told = Iterator[tuple[Article, tuple[Claim, ...]]]


def told(path: Path) -> tuple[Corpus, Told]:
    """Return what the claims of the table at *path* share, and its articles with their claims.

    The claims are read as they are asked for, an article at a time where its rows stand together,
    as in every table that this program writes. Raises InputError when it is not one of ours.
    """
    corpus = shared(path)
    return corpus, _told(path, corpus)


def _told(path: Path, corpus: Corpus) -> Told:
    held: list[Claim] = []
    left = dict(corpus.articles)
    with parquet.ParquetFile(path, thrift_string_size_limit=_MAX_METADATA) as file:
        for batch in file.iter_batches(batch_size=_BATCH, columns=list(READ)):
            for claim in _claims(pa.Table.from_batches([batch])):
                if held and claim.article != held[0].article:
                    yield _taken(left, held, path), tuple(held)
                    held = []
                held.append(claim)
    if held:
        yield _taken(left, held, path), tuple(held)
    yield from ((article, ()) for article in left.values())


def _taken(left: dict[str, Article], held: Sequence[Claim], path: Path) -> Article:
    """Take the article of *held* out of those *left*; each stands together in a table of ours."""
    article = left.pop(held[0].article, None)
    if article is None:
        raise _foreign(path, f"the rows of {held[0].article!r} do not stand together")
    return article


def shared(path: Path) -> Corpus:
    """Read what the claims of the table at *path* share: a corpus without them.

    Raises InputError when it is not one of ours.
    """
    try:
        with parquet.ParquetFile(path, thrift_string_size_limit=_MAX_METADATA) as file:
            _expected(file.schema_arrow, path)
            kept = (file.metadata.metadata or {}).get(REGISTER)
            if kept is None:
                raise _foreign(path, "it holds no register")
            return read_table(file.schema_arrow.empty_table().select(READ), kept, str(path))
    except FileNotFoundError as error:
        raise InputError("is not there", where=str(path), cure="give its path") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise UnreadableError(f"is not a Parquet file: {error}", where=str(path)) from error


def _foreign(path: Path, why: str) -> InputError:
    return InputError(
        f"is not a claims table: {why}",
        where=str(path),
        cure="a table of your own becomes one with `claimgraph import`",
    )


def _expected(schema: pa.Schema, path: Path) -> None:
    missing = [name for name in READ if name not in schema.names]
    if missing:
        raise _foreign(path, f"the column {missing[0]!r} is not there")
    for name in READ:
        if schema.field(name).type != SCHEMA.field(name).type:
            raise _foreign(path, f"the column {name!r} has another type")


def read_table(held: pa.Table, kept: bytes, where: str) -> Corpus:
    """Read a corpus from the columns READ and from what `writing.shared` wrote."""
    parts = json.loads(zlib.decompress(base64.b64decode(kept)))
    if parts["version"] != VERSION:
        raise InputError(
            f"this claims table has version {parts['version']}",
            where=where,
            cure=f"this program reads version {VERSION}: import it again",
        )
    articles = decoded(parts["articles"], dict[str, Article])
    return Corpus(
        decoded(parts["register"], Register),
        articles,
        tuple(_claims(held)),
        decoded(parts["not_claims"], tuple[NotAClaim, ...]),
        parts["files"],
    )


@functools.lru_cache(maxsize=262_144)
def _value(text: str) -> Value:
    return decoded(json.loads(text), Value)


@functools.lru_cache(maxsize=65_536)
def _span(text: str) -> Span:
    return parse(text)


def _pooled(column: pa.ChunkedArray) -> list[Any]:
    """Texts of a column, equal ones as one object."""
    coded = column.combine_chunks().dictionary_encode()
    words = coded.dictionary.to_pylist()
    return [None if at is None else words[at] for at in coded.indices.to_pylist()]


def _tuples(column: pa.ChunkedArray) -> Iterator[tuple[Any, ...]]:
    """Yield lists of texts as tuples, equal ones as one object."""
    pool: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for item in column.to_pylist():
        found = tuple(item)
        yield pool.setdefault(found, found)


def _anchors(column: pa.ChunkedArray) -> Iterator[tuple[Anchor, ...]]:
    lists = column.combine_chunks()
    inside = lists.flatten()
    parts = {field.name: inside.field(at) for at, field in enumerate(lists.type.value_type)}
    texts = {name: _pooled(pa.chunked_array([part])) if pa.types.is_string(part.type)
             else part.to_pylist() for name, part in parts.items()}  # fmt: skip
    names = ("start", "end", "digest", "phrase", "lang", "file", "line", "column", "locator")
    every = (
        Anchor(start, end, digest, phrase, lang, SourceLine(file, line), column, locator)
        for start, end, digest, phrase, lang, file, line, column, locator in zip(
            *(texts[name] for name in names), strict=True
        )
    )
    for count in lists.value_lengths().to_pylist():
        yield tuple(next(every) for _ in range(count))


def _claims(held: pa.Table) -> Iterator[Claim]:
    columns = {
        name: _pooled(held[name])
        for name in READ
        if pa.types.is_string(held.schema.field(name).type) and name != "claim"
    }
    links = (tuple((x["kind"], x["claim"]) for x in item) if item else ()
             for item in held["links"].to_pylist())  # fmt: skip
    where = zip(columns["file"], held["line"].to_pylist(), strict=True)
    rows = zip(
        held["claim"].to_pylist(), columns["article"], columns["question"], columns["value"],
        _tuples(held["chain"]), columns["cue"], columns["modality"], columns["polarity"],
        _anchors(held["anchors"]), columns["uttered_edtf"], _tuples(held["context"]),
        columns["status"], columns["retracted_by"], columns["note"], where, columns["as_of"],
        columns["key"], links, strict=True,
    )  # fmt: skip
    for (name, article, question, value, chain, cue, modality, polarity, anchors, said, context,
         status, retracted, note, at, as_of, key, linked) in rows:  # fmt: skip
        yield Claim(
            name, article, question, _value(value), chain, cue, modality, polarity, anchors,
            _span(said) if said else None, context, status, retracted, note, SourceLine(*at),
            _span(as_of) if as_of else None, key, linked,
        )  # fmt: skip
