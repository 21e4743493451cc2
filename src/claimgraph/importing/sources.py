"""Layer 3. Tables as streams of rows of texts: CSV, TSV, JSON Lines and Parquet, packed or not.

A row is never lost: what can't be taken apart comes through as it stands, for the rejects. Rows
are numbered from 1 with the header counted, as in RFC 7111 and in every spreadsheet.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from claimgraph.errors import InputError, UnreadableError
from claimgraph.importing.mapping import Layout
from claimgraph.importing.records import Record, records

PACKED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
ENDINGS = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".txt": "tsv", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
DELIMITERS = {"csv": ",", "tsv": "\t"}
_BLOCK = 1 << 20
_BATCH = 16_384
csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Held:
    """A table on disk. sha256: of its unpacked bytes. columns: their names, each once.

    encoding: of its text. first: number of the first row that is data.
    """

    path: Path
    name: str
    sha256: str
    layout: Layout
    encoding: str
    columns: tuple[str, ...]
    first: int


def name_of(path: Path) -> str:
    """Name of a table without its endings: what its id is made of."""
    name = path.name
    for ending in (*PACKED, *ENDINGS):
        name = name.removesuffix(ending)
    return name


def format_of(path: Path, layout: Layout) -> str:
    """Tell how a file is written, by the mapping or by its ending. Raises InputError."""
    if layout.format:
        return layout.format
    endings = [ending for ending in path.suffixes[-2:] if ending.lower() not in PACKED]
    found = ENDINGS.get(endings[-1].lower() if endings else "")
    if found is None:
        raise InputError(
            "its ending does not tell what kind of table it is",
            where=str(path),
            cure="name it .csv, .tsv, .jsonl or .parquet, or give `file: {format: csv}`",
        )
    return found


def opened(path: Path) -> io.BufferedReader:
    """Open a file for reading its unpacked bytes. Raises InputError."""
    try:
        packing = PACKED.get(path.suffix.lower())
        if packing is None:
            return path.open("rb")
        stream: Any = pa.input_stream(str(path), compression=packing)
        return io.BufferedReader(stream, _BLOCK)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror or error}", where=str(path)) from error


def hold(path: Path, layout: Layout) -> Held:
    """Read a table once: its digest, its encoding and its columns. Raises InputError."""
    kind = format_of(path, layout)
    try:
        sha256, plain = _digest(path)
        encoding = _encoding(path, layout, plain) if kind != "parquet" else ""
        columns = layout.names or _columns(path, kind, layout, encoding)
    except (OSError, EOFError, pa.ArrowException, csv.Error) as error:
        raise UnreadableError(f"can't be read: {error}", where=str(path)) from error
    first = 2 if kind in DELIMITERS and layout.header and not layout.names else 1
    return Held(path, path.name, sha256, layout, encoding, _distinct(columns), first)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: a second "Gate" is "Gate 2", one without a name "column 4"."""
    found: list[str] = []
    for at, raw in enumerate(names, start=1):
        plain = " ".join(raw.split()) or f"column {at}"
        name, n = plain, 1
        while name in found:
            n += 1
            name = f"{plain} {n}"
        found.append(name)
    return tuple(found)


def _digest(path: Path) -> tuple[str, bool]:
    """Digest of the unpacked bytes, and whether they are UTF-8."""
    import codecs  # noqa: PLC0415 - only here

    digest, decoder, plain = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True
    with opened(path) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            if plain:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    plain = False
    return digest.hexdigest(), plain


def is_utf8(path: Path) -> bool:
    """Tell whether the unpacked bytes of a file are UTF-8."""
    return _digest(path)[1]


def _encoding(path: Path, layout: Layout, plain: bool) -> str:
    with opened(path) as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if layout.encoding:
        return layout.encoding
    if plain:
        return "utf-8-sig"
    raise UnreadableError(
        "is not UTF-8",
        where=str(path),
        cure="say in the mapping what it is: `file: {encoding: cp1252}`, or save it as UTF-8",
    )


def _columns(path: Path, kind: str, layout: Layout, encoding: str) -> Sequence[str]:
    if kind == "parquet":
        with opened(path) as file:
            return list(parquet.read_schema(_seekable(file)).names)
    if kind == "jsonl":
        names: dict[str, None] = {}
        for item in _objects(path, encoding):
            if isinstance(item, dict):
                names.update(dict.fromkeys(item))
        return list(names)
    with text(path, encoding) as lines:
        first = next(iter(records(lines, _delimiter(kind, layout), 0)), None)
    if first is None or not first.cells:
        raise InputError("the table is empty", where=str(path))
    return first.cells


def _seekable(file: io.BufferedReader) -> Any:  # noqa: ANN401 - pyarrow takes either
    return pa.BufferReader(file.read()) if not file.seekable() else file


def text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Open a table as text. Raises InputError where the encoding is not known."""
    try:
        return io.TextIOWrapper(opened(path), encoding, newline="")
    except LookupError as error:
        raise InputError(f"the encoding {encoding!r} is not known", where=str(path)) from error


def _delimiter(kind: str, layout: Layout) -> str:
    return layout.delimiter or DELIMITERS[kind]


def rows(held: Held) -> Iterator[Record]:
    """Yield the rows of a table in order, each with its number."""
    kind = format_of(held.path, held.layout)
    if kind == "parquet":
        yield from _parquet(held)
    elif kind == "jsonl":
        yield from _jsonl(held)
    else:
        with text(held.path, held.encoding) as lines:
            try:
                found = records(lines, _delimiter(kind, held.layout), len(held.columns))
                yield from (r for r in found if r.row >= held.first)
            except UnicodeDecodeError as error:
                raise UnreadableError(
                    f"is not {held.encoding}: {error.reason}", where=str(held.path)
                ) from error


def _plain(value: object) -> str:
    """Write a value of JSON or Parquet as a cell of text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)


def _objects(path: Path, encoding: str) -> Iterator[Any]:
    """Yield the value of each line of JSON Lines; a line that is none comes as its text."""
    with text(path, encoding) as lines:
        for line in lines:
            try:
                yield json.loads(line, parse_float=str, parse_int=str) if line.strip() else None
            except (json.JSONDecodeError, RecursionError):
                yield line.rstrip("\r\n")


def _jsonl(held: Held) -> Iterator[Record]:
    for row, item in enumerate(_objects(held.path, held.encoding), start=1):
        if isinstance(item, dict):
            yield Record(row, [_plain(item.get(name)) for name in held.columns])
        elif item is None:
            yield Record(row, [])
        else:
            yield Record(row, [str(item)], "not an object of JSON")


def _parquet(held: Held) -> Iterator[Record]:
    with opened(held.path) as file, parquet.ParquetFile(_seekable(file)) as table:
        row = 0
        for batch in table.iter_batches(_BATCH):
            columns: Iterable[list[Any]] = [column.to_pylist() for column in batch.columns]
            for cells in zip(*columns, strict=True):
                row += 1
                yield Record(row, [_plain(cell) for cell in cells])
