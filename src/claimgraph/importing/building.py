"""Layer 4. From the rows of tables to a corpus of claims, with a reckoning of every reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimgraph import claimfile, dates, ids
from claimgraph.anchors import Anchor, SourceLine, Table
from claimgraph.dates import Span
from claimgraph.errors import InputError
from claimgraph.importing import cellreading, moments, sources
from claimgraph.importing.cast import Cast
from claimgraph.importing.mapping import Cell, MeasureMap, TableMap
from claimgraph.importing.records import Record
from claimgraph.importing.rejects import Rejects
from claimgraph.importing.sources import Held
from claimgraph.importing.summary import Summary
from claimgraph.model import Article, Claim, Corpus, Measure, Value

CUE = "according-to"
"""How a source cites somebody: a table has no words for it."""

LANG = "und"
"""Language of a cell (BCP 47): undetermined."""

_UNIT, _END = "\x1f", "\x1e"
"""Between the cells of a row and behind it, in what the digest of a source's rows is made of."""

_Get = Callable[[Sequence[str]], str]
Progress = Callable[[int], None]


@dataclass
class _Source:
    """What one source of one table says: its rows, and what its claims' ids begin with."""

    agent: str
    slug: str
    published: str
    head: str
    rows: hashlib._Hash = field(default_factory=hashlib.sha256)
    characters: int = 0
    last: int = 0


@dataclass
class _Said:
    """A claim in the making: all but its anchors."""

    source: str
    question: str
    value: Value
    chain: tuple[str, ...]
    as_of: Span | None
    anchors: list[Anchor]


@dataclass(frozen=True, slots=True)
class _Column:
    """One measure of the mapping, and where the cells with its values stand (from 0)."""

    mapped: MeasureMap
    measure: Measure
    at: int
    name: str


def run(
    tables: Sequence[tuple[Held, TableMap]], rejects: Rejects, progress: Progress | None = None
) -> tuple[Corpus, list[Summary]]:
    """Read all rows of *tables* into one corpus. progress: told after some rows, how many more.

    Raises InputError where a mapping does not fit its table, or two claims have one id.
    """
    cast = Cast(tables[0][1].base)
    claims: list[Claim] = []
    articles: dict[str, Article] = {}
    summaries = []
    for held, mapped in tables:
        reading = _Reading(held, mapped, cast, rejects)
        reading.take(progress)
        claims.extend(reading.claims())
        articles.update(reading.articles())
        summaries.append(reading.summary)
    claims.sort(key=lambda c: (c.article, c.anchors[0].start, c.anchors[0].end, c.id))
    files = {held.name: f"sha256:{held.sha256}" for held, _ in tables}
    corpus = Corpus(cast.register(), dict(sorted(articles.items())), tuple(claims), (), files)
    return corpus, summaries


class _Reading:
    """The reading of one table."""

    def __init__(self, held: Held, mapped: TableMap, cast: Cast, rejects: Rejects) -> None:
        self._held, self._map, self._cast, self._rejects = held, mapped, cast, rejects
        self.summary = Summary(held.name)
        self._at = {name: at for at, name in enumerate(held.columns)}
        self._require(mapped.columns())
        measures = cast.measured(mapped)
        self._columns = [
            _Column(m, measures[m.id], self._at[name], name)
            for m in mapped.measures
            for name in ([m.column] if m.column else mapped.value.columns if mapped.value else ())
        ]
        self._said_by = {
            word.casefold(): column
            for column in self._columns
            for word in (column.mapped.says or (column.mapped.name, column.mapped.id))
        }
        self._sources: dict[str, _Source] = {}
        self._claims: dict[str, _Said] = {}
        self._questions: dict[tuple[str, ...], tuple[str, str]] = {}
        self._values: dict[tuple[str, ...], cellreading.Reading | str] = {}
        self._heads: dict[tuple[str, str, tuple[str, ...]], str] = {}
        self._tails: dict[tuple[int, str], str] = {}
        self._digests: dict[str, tuple[str, str]] = {}
        self._get = {
            name: self._getter(cell)
            for name, cell in (
                ("source", mapped.source), ("subject", mapped.subject), ("unit", mapped.unit),
                ("start", mapped.start), ("end", mapped.end), ("place", mapped.place),
                ("scope", mapped.scope), ("attribution", mapped.attribution),
                ("locator", mapped.locator), ("published", mapped.published),
                ("measure", mapped.measure),
            )
        }  # fmt: skip
        self._days = {c.mapped.id: self._getter(c.mapped.manner.day) for c in self._columns}

    def _require(self, names: Sequence[str]) -> None:
        missing = [name for name in names if name not in self._at]
        if missing:
            raise InputError(
                f"there is no column {missing[0]!r}",
                where=str(self._held.path),
                cure="the table has " + ", ".join(self._held.columns),
            )

    def _getter(self, cell: Cell | None) -> _Get:
        """Return what takes a text out of a row; empty words count as nothing."""
        if cell is None:
            return lambda _: ""
        if cell.constant:
            return lambda _: cell.constant
        places, aliases = [self._at[name] for name in cell.columns], cell.aliases
        if len(places) == 1:
            only = places[0]
            return lambda row: _tidy(row[only], aliases)
        return lambda row: _tidy(" ".join(row[at] for at in places), aliases)

    def take(self, progress: Progress | None) -> None:
        """Read every row."""
        held, summary = self._held, self.summary
        last = 0
        for record in sources.rows(held):
            last = record.row
            if progress is not None and last % 4096 == 0:
                progress(4096)
            if not record.cells or not any(record.cells):
                summary.rows += 1
                summary.blank += 1
                continue
            summary.rows += 1
            try:
                self._row(record)
            except InputError as error:
                summary.broken += 1
                text = _UNIT.join(record.cells).replace(_UNIT, " | ")
                self._rejects.add(held.name, record.row, "", text, error.what)
        self._cast.table(Table(self._map.table, held.name, held.sha256, last, held.columns))

    def _row(self, record: Record) -> None:
        """Read the values of one row. Raises InputError where the row as a whole is at fault."""
        if record.fault:
            raise InputError(record.fault)
        row, get = record.cells, self._get
        source = self._source(get["source"](row), get["published"](row))
        subject = get["subject"](row)
        if not subject:
            raise InputError("no subject")
        if source.last != record.row:
            source.last = record.row
            text = _UNIT.join(row) + _END
            source.rows.update(text.encode("utf-8", "surrogatepass"))
            source.characters += len(text)
        for column in self._measured(row):
            self._cell(record, source, subject, column)

    def _measured(self, row: Sequence[str]) -> Sequence[_Column]:
        """Columns that hold values in this row."""
        if self._map.measure is None:
            return self._columns
        word = self._get["measure"](row)
        found = self._said_by.get(word.casefold())
        if found is None:
            raise InputError(f"the mapping has no such measure: {word!r}" if word else "no measure")
        return (found,)

    def _source(self, name: str, published: str) -> _Source:
        if not name:
            raise InputError("no source")
        found = self._sources.get(name)
        if found is None:
            agent = self._cast.agent(name, self._map.kind)
            slug = f"{self._map.table}.{agent}"
            when = moments.edtf(published, "month-first", "", "") if published else ""
            found = _Source(agent, slug, when, f"table:{self._map.table}#{agent}")
            self._sources[name] = found
        return found

    def _cell(self, record: Record, source: _Source, subject: str, column: _Column) -> None:
        """Read one cell: its items become claims, or are counted as empty or rejected."""
        text = record.cells[column.at]
        said = list(cellreading.items(text, column.mapped.manner))
        self.summary.readings += max(1, len(said))
        if not said:
            self.summary.empty += 1
            return
        try:
            question, about = self._question(record.cells, subject, column.measure)
        except InputError as error:
            self._reject(record, column, text, error, len(said))
            return
        for item in said:
            found = self._value(item, record.cells, column)
            if isinstance(found, str):
                self._reject(record, column, item, InputError(found), 1)
            else:
                self._claim(record, source, question, about, found, column, item)

    def _reject(
        self, record: Record, column: _Column, text: str, error: InputError, count: int
    ) -> None:
        self.summary.rejected += count
        self._rejects.add(self._held.name, record.row, column.name, text, error.what)

    def _question(self, row: Sequence[str], subject: str, measure: Measure) -> tuple[str, str]:
        """Key of the question that a row answers, and EDTF of the moment that it speaks of."""
        get = self._get
        parts = (measure.id, subject, get["start"](row), get["end"](row), get["place"](row),
                 get["scope"](row))  # fmt: skip
        found = self._questions.get(parts)
        if found is None:
            found = self._questions[parts] = self._asked(measure, parts)
        return found

    def _asked(self, measure: Measure, parts: tuple[str, ...]) -> tuple[str, str]:
        _, subject, start, end, place, scope = parts
        cast, mapped = self._cast, self._map
        when = _stretch(start, end)
        dims = {mapped.as_: cast.subject(subject, mapped.as_)}
        if place:
            dims["place"] = cast.place(place)
        if scope:
            dims["population"] = cast.concept(scope)
        dated = bool(when) and mapped.period == "period"
        if dated:
            dims["period"] = cast.period(when)
        more = [part for part in (place, scope, when if dated else "") if part]
        about = subject + (f" ({', '.join(more)})" if more else "")
        return cast.question(measure, dims, about), "" if dated else when

    def _value(self, item: str, row: Sequence[str], column: _Column) -> cellreading.Reading | str:
        """Read one item, each distinct text once; a text instead says why it can't be read."""
        unit = self._get["unit"](row)
        unit = "" if unit == "1" else unit
        day = self._days[column.mapped.id](row)
        key = (column.measure.id, item, unit, day)
        found = self._values.get(key)
        if found is None:
            try:
                on = moments.edtf(day, column.mapped.manner.order, "", "") if day else ""
                found = cellreading.read(item, unit, on, column.mapped, column.measure)
            except InputError as error:
                found = error.what
            self._values[key] = found
        return found

    def _claim(  # noqa: PLR0913, PLR0917 - all that one reading is made of
        self, record: Record, source: _Source, question: str, about: str,
        found: cellreading.Reading, column: _Column, item: str,
    ) -> None:  # fmt: skip
        """Keep a claim, or another anchor of one that says the same."""
        row = record.cells
        speaker = self._get["attribution"](row)
        chain: tuple[str, ...] = (source.agent,)
        if speaker:
            agent = self._cast.agent(speaker, "organization")
            chain = chain if agent == source.agent else (*chain, agent)
        if found.concept:
            self._cast.category(found.value.concept, found.concept)
        name = self._id(source, question, chain, found.value, about)
        digest, phrase = self._phrase(row[column.at], item)
        anchor = Anchor(
            record.row, column.at + 1, digest, phrase, LANG,
            SourceLine(self._held.name, record.row), column.name, self._get["locator"](row),
        )  # fmt: skip
        twin = self._claims.get(name)
        if twin is None:
            self.summary.claims += 1
            as_of = dates.parse(about) if about else None
            said = _Said(source.slug, question, found.value, chain, as_of, [anchor])
            self._claims[name] = said
            return
        if (twin.source, twin.question, twin.chain) != (source.slug, question, chain):
            raise InputError(f"two claims have the id {name}", where=f"row {record.row}")
        self.summary.merged += 1
        if (twin.anchors[-1].start, twin.anchors[-1].end) != (anchor.start, anchor.end):
            twin.anchors.append(anchor)

    def _id(
        self, source: _Source, question: str, chain: tuple[str, ...], value: Value, about: str
    ) -> str:
        """Id of a claim, as `claimfile.claim_id` makes it, from parts that are written once."""
        at = (source.slug, question, chain)
        head = self._heads.get(at)
        if head is None:
            head = self._heads[at] = _json([source.head, question, list(chain), "asserted"])[1:-1]
        tail = self._tails.get((id(value), about))
        if tail is None:
            polarity = "negative" if value.truth is False else "affirmative"
            fields = [polarity, claimfile.value_fields(value), about]
            tail = self._tails[id(value), about] = _json(fields)[1:-1]
        return ids.of_json(f"[{head},{tail}]")

    def _phrase(self, text: str, item: str) -> tuple[str, str]:
        """Digest of a cell, and the words of it that the claim shows."""
        found = self._digests.get(text)
        if found is None:
            found = self._digests[text] = (ids.text_digest(text), "")
        words = " ".join(item.split(maxsplit=claimfile.MAX_WORDS)[: claimfile.MAX_WORDS])
        return found[0], words[: claimfile.MAX_CHARACTERS].strip()

    def claims(self) -> Iterator[Claim]:
        """Yield every claim of the table."""
        for name, said in self._claims.items():
            first = said.anchors[0]
            yield Claim(
                name, said.source, said.question, said.value, said.chain,
                CUE if len(said.chain) > 1 else "own-voice", "asserted",
                "negative" if said.value.truth is False else "affirmative",
                tuple(said.anchors), where=first.where, as_of=said.as_of,
            )  # fmt: skip

    def articles(self) -> Mapping[str, Article]:
        """Return what each source says, as an article of its own."""
        table, file = self._map.table, SourceLine(self._held.name, 1)
        return {
            source.slug: Article(
                source.slug, table, source.rows.hexdigest(), source.characters, LANG, source.agent,
                "stated", f"{name}, in {self._held.name}",
                published=dates.parse(source.published) if source.published else None,
                where=file, table=table,
            )
            for name, source in self._sources.items()
        }  # fmt: skip


def _tidy(text: str, aliases: Mapping[str, str]) -> str:
    plain = " ".join(text.split()) if text else ""
    return aliases.get(plain, plain) if aliases else plain


def _json(parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _stretch(start: str, end: str) -> str:
    """EDTF of a period, from its first and last day, month or year; empty where it is not said."""
    first, last = (moments.edtf(t, "month-first", "", "") if t else "" for t in (start, end))
    if first and last and first != last:
        return dates.parse(f"{first}/{last}").edtf
    return first or (f"../{last}" if last else "")
