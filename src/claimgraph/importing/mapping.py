"""Layer 3. What a mapping says: which column of a table is what, and how its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from claimgraph import ids, yamlfile
from claimgraph.errors import InputError
from claimgraph.kinds import NUMERIC, VALUE_TYPES
from claimgraph.model import AGENT_KINDS, DEFAULT_BASE, DIMENSIONS, TEMPORALITIES
from claimgraph.register import check_format
from claimgraph.yamlfile import Block

EMPTY = (
    "", "-", "--", "---", "\u2013", "\u2014", ".", "..", "?", "n/a", "na", "n.a.", "n.a", "nan",
    "nil", "none", "null", "not available", "not applicable", "not known", "unknown", "tba", "tbd",
    "#n/a", "missing", "(null)", "<na>",
)  # fmt: skip
"""Words of a cell that say nothing, in any case, unless a mapping names others."""

FORMATS = ("csv", "tsv", "jsonl", "parquet")
ORDERS = ("day-first", "month-first")
TIMES = ("moment", "time-of-day")
SUBJECTS = ("actor", "event", "place", "population", "target")
"""Dimensions of a question that a subject can be."""

PERIODS = ("period", "as-of")
KINDS = AGENT_KINDS[:-1]
"""Kinds of agents that a source can be: a nameless one belongs to one article."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a text comes from: columns, joined by a space where there are several, or a constant.

    aliases: another name for what stands there.
    """

    columns: tuple[str, ...] = ()
    constant: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of one measure are read.

    empty: words that say nothing, in lower case. decimal: the mark before decimals. split: what
    stands between the items of a list, empty for no list. order: of day and month where both are
    numbers. times: a moment, or the minutes since midnight. zone: of times without one. lang: the
    language of hedges. units: what a unit is written like in the table, to its name.
    """

    empty: frozenset[str] = frozenset(EMPTY)
    decimal: str = "."
    split: str = ""
    order: str = "month-first"
    times: str = "moment"
    zone: str = ""
    day: Cell | None = None
    lang: str = "en"
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeasureMap:
    """One measure. column: where its values stand; empty where `value` says it for all.

    says: what the column of `measure` says for it.
    """

    id: str
    name: str
    definition: str
    value: str
    temporality: str
    unit: str
    column: str
    says: tuple[str, ...]
    manner: Manner


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is to be taken apart; empty for what its ending and its bytes tell.

    header: False where the first row is data; names: of its columns then.
    """

    format: str = ""
    delimiter: str = ""
    encoding: str = ""
    header: bool = True
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableMap:
    """A whole mapping. Everything that is None is not in the table."""

    table: str
    base: str
    layout: Layout
    source: Cell
    kind: str
    subject: Cell
    as_: str
    measure: Cell | None
    value: Cell | None
    measures: tuple[MeasureMap, ...]
    unit: Cell | None = None
    start: Cell | None = None
    end: Cell | None = None
    period: str = "period"
    place: Cell | None = None
    scope: Cell | None = None
    attribution: Cell | None = None
    locator: Cell | None = None
    published: Cell | None = None

    def columns(self) -> tuple[str, ...]:
        """Return every column that the mapping names, each once."""
        cells = (self.source, self.subject, self.measure, self.value, self.unit, self.start,
                 self.end, self.place, self.scope, self.attribution, self.locator, self.published,
                 *(m.manner.day for m in self.measures))  # fmt: skip
        found = [name for cell in cells if cell for name in cell.columns]
        return tuple(dict.fromkeys([*found, *(m.column for m in self.measures if m.column)]))


def _cell(block: Block, key: str) -> Cell | None:
    """Read where a text comes from: a column's name, or a mapping of column(s) or constant."""
    raw = block.raw(key)
    if raw is None:
        return None
    if isinstance(raw, str):
        return Cell((raw,))
    inside = block.block(key)
    if inside is None:
        return None
    names, constant = inside.texts("column"), inside.text("constant", "")
    if bool(names) == bool(constant):
        raise inside.error(
            f"{key!r} needs a column or a constant",
            cure=f"write `{key}: {{column: NAME}}` or `{key}: {{constant: TEXT}}`",
        )
    return Cell(names, constant, _texts(inside, "aliases"))


def _texts(block: Block, key: str) -> dict[str, str]:
    raw = block.raw(key)
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise block.error(f"{key!r} must be a mapping of texts", key=key)
    return {str(name): str(text) for name, text in raw.items()}


def _needed(block: Block, key: str) -> Cell:
    found = _cell(block, key)
    if found is None:
        raise block.error(f"{key!r} is missing", cure=f"add `{key}: NAME OF A COLUMN`")
    return found


def _manner(block: Block, usual: Manner) -> Manner:
    """Read how cells are read. usual: what holds where the block says nothing."""
    empty = block.texts("empty")
    return Manner(
        frozenset(word.casefold() for word in empty) | {""} if "empty" in block else usual.empty,
        block.choice("decimal", (".", ","), usual.decimal),
        block.text("split", usual.split),
        block.choice("order", ORDERS, usual.order),
        block.choice("times", TIMES, usual.times),
        block.text("zone", usual.zone),
        _cell(block, "day") or usual.day,
        block.text("lang", usual.lang),
        _texts(block, "units") or usual.units,
    )


def _measure(name: str, block: Block, usual: Manner) -> MeasureMap:
    title = block.text("name", name.replace("-", " "))
    return MeasureMap(
        name,
        title,
        block.text("definition", f"{title}, as the table gives it"),
        block.choice("value", VALUE_TYPES),
        block.choice("temporality", TEMPORALITIES, "state"),
        block.text("unit", ""),
        block.text("column", ""),
        block.texts("says"),
        _manner(block, usual),
    )


def _layout(block: Block | None) -> Layout:
    if block is None:
        return Layout()
    named = block.raw("header")
    names = tuple(str(n) for n in named) if isinstance(named, list) else ()
    found = Layout(
        block.choice("format", ("", *FORMATS), ""),
        block.text("delimiter", ""),
        block.text("encoding", ""),
        named is None or named is True,
        names,
    )
    if not found.header and not names:
        raise block.error(
            "a table without a header needs names for its columns",
            key="header",
            cure="write `header: [source, subject, ...]`",
        )
    block.close()
    return found


def parse(block: Block, table: str) -> TableMap:
    """Read a mapping. table: its id, where the mapping names none. Raises InputError."""
    check_format(block)
    reading = block.block("reading")
    usual = _manner(reading, Manner()) if reading else Manner()
    if reading:
        reading.close()
    measures = []
    for name, entry in block.entries("measures"):
        measures.append(_measure(name, entry, usual))
        entry.close()
    period = block.block("period")
    if period:
        start, end = _cell(period, "start"), _cell(period, "end")
        how = period.choice("as", PERIODS, "period")
        period.close()
    else:
        start = end = None
        how = "period"
    found = TableMap(
        block.slug("table", table), block.text("base", DEFAULT_BASE),
        _layout(block.block("file")), _needed(block, "source"),
        block.choice("source_kind", KINDS, "publisher"), _needed(block, "subject"),
        block.choice("subject_is", SUBJECTS, "target"), _cell(block, "measure"),
        _cell(block, "value"), tuple(measures), _cell(block, "unit"), start, end, how,
        _cell(block, "place"), _cell(block, "scope"), _cell(block, "attribution"),
        _cell(block, "locator"), _cell(block, "published"),
    )  # fmt: skip
    _sound(found, block)
    block.close()
    return found


def _sound(found: TableMap, block: Block) -> None:
    """Refuse what leaves open where a value stands."""
    if not found.measures:
        raise block.error("no measure is mapped", key="measures", cure="add `measures:`")
    for measure in found.measures:
        if bool(measure.column) == bool(found.value):
            raise block.error(
                f"where the values of {measure.id!r} stand is not clear",
                key="measures",
                cure="give `value:` for the whole table, or `column:` for each measure",
            )
        if measure.value not in NUMERIC and measure.unit:
            raise block.error(f"{measure.id!r} is no number and takes no unit", key="measures")
    if found.value and not found.measure and len(found.measures) > 1:
        raise block.error(
            "several measures share the column of values",
            key="measures",
            cure="add `measure:`, the column that says which it is",
        )


def read(path: Path, table: str) -> TableMap:
    """Read the mapping at *path*. Raises InputError with file and line."""
    if not path.is_file():
        raise InputError(
            "is not there", where=str(path), cure="`claimgraph import --suggest TABLE` prints one"
        )
    return parse(yamlfile.read(path, path.as_posix())[1], table)


def slug(text: str) -> str:
    """Make an id of a name; a name that loses something on the way keeps part of its digest.

    >>> slug("New York"), slug("wp-editor:0 (a)")
    ('new-york', 'wp-editor-0-a-80776072')
    """
    plain = text.casefold().replace(" ", "-").replace("_", "-")
    if ids.is_slug(plain):
        return plain
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in plain)
    short = "-".join(part for part in kept.split("-") if part)[:60].strip("-")
    tail = ids.digest(text)[:8]
    return f"{short}-{tail}" if short else tail


assert set(SUBJECTS) <= set(DIMENSIONS)  # noqa: S101 - a subject is one of the dimensions
