"""Layer 4. A first mapping, made from a table's columns and cells; it works as it is printed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from claimgraph.importing import sources
from claimgraph.importing.columntypes import Kind, Texts, kind_of
from claimgraph.importing.layouts import sniffed
from claimgraph.importing.mapping import slug
from claimgraph.importing.sources import Held

ROWS = 1_000_000
"""Rows that are looked at."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "source": ("source", "sources", "src", "website", "site", "provider", "publisher", "outlet",
               "datasource", "sourcename", "feed", "reporter", "seller", "vendor", "bookstore",
               "store", "domain", "newspaper", "agency", "reportedby", "worker", "editor"),
    "measure": ("property", "attribute", "measure", "metric", "indicator", "variable",
                "predicate", "field", "element", "quantity", "statistic", "parameter"),
    "value": ("value", "val", "reading", "figure", "observation", "obsvalue", "amount", "claim",
              "answer"),
    "unit": ("unit", "units", "uom", "unitcode"),
    "start": ("periodstart", "start", "startdate", "from", "validfrom", "begin", "starttime"),
    "end": ("periodend", "end", "enddate", "to", "validto", "until", "endtime"),
    "when": ("year", "date", "day", "period", "month", "quarter", "asof", "time", "timestamp",
             "datetime"),
    "scope": ("scope", "coverage", "universe", "population"),
    "attribution": ("attribution", "attributedto", "accordingto", "cites", "cited", "speaker",
                    "originalsource"),
    "locator": ("locator", "reference", "ref", "url", "link", "citation", "line", "rowid",
                "recordid"),
    "subject": ("subject", "entity", "object", "item", "flight", "flightnumber", "flightno",
                "flightid", "symbol", "ticker", "stock", "stocksymbol", "isbn", "city", "country",
                "place", "company", "product", "person", "event", "key", "entityid", "objectid",
                "id", "name", "title", "location", "station", "region", "state", "county"),
}  # fmt: skip
"""What columns are called, by their part in a claim, the surest names first."""

_PLACES = frozenset(
    {"city", "country", "place", "location", "station", "region", "state", "county"}
)
_ODD = re.compile(r"[^a-z0-9]")


@dataclass
class _Seen:
    """What the rows of a table hold."""

    columns: Mapping[str, Texts]
    by_measure: dict[str, Texts] = field(default_factory=dict)
    units: dict[str, Counter[str]] = field(default_factory=dict)
    rows: int = 0


def suggest(path: Path) -> str:
    """Return a mapping for the table at *path* as YAML. Raises InputError when it can't be read."""
    layout = sniffed(path)
    held = sources.hold(path, layout)
    named = _by_name(held.columns)
    seen = _look(held, named)
    parts = _by_content(held.columns, seen, named)
    lines = [
        f"# A mapping of {held.name} for `claimgraph import`, made from its columns.",
        "# Check what each column was taken for, above all `value`, `unit`, `temporality`.",
        "format: 1",
        f"table: {slug(sources.name_of(path))}",
        *_file(held),
        *_parts(parts, held),
        "measures:",
        *_measures(held, parts, seen),
    ]
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    return _ODD.sub("", name.casefold())


def _by_name(columns: Sequence[str]) -> dict[str, str]:
    """Parts that columns play by their names; each column plays one."""
    plain = {_plain(name): name for name in reversed(columns)}
    found: dict[str, str] = {}
    for part, names in NAMES.items():
        for name in names:
            column = plain.get(name)
            if column is not None and column not in found.values():
                found[part] = column
                break
    if "start" not in found:
        found.pop("end", None)
    return found


def _look(held: Held, named: Mapping[str, str]) -> _Seen:
    seen = _Seen({name: Texts() for name in held.columns})
    at = {part: held.columns.index(name) for part, name in named.items()}
    long = "measure" in at and "value" in at
    texts = [seen.columns[name] for name in held.columns]
    for record in islice(sources.rows(held), ROWS):
        if record.fault or not record.cells:
            continue
        seen.rows += 1
        for cell, found in zip(record.cells, texts, strict=True):
            found.add(cell)
        if long:
            measure = " ".join(record.cells[at["measure"]].split())
            seen.by_measure.setdefault(measure, Texts()).add(record.cells[at["value"]])
            if "unit" in at:
                unit = record.cells[at["unit"]].strip()
                seen.units.setdefault(measure, Counter())[unit] += 1
    return seen


def _by_content(columns: Sequence[str], seen: _Seen, named: dict[str, str]) -> dict[str, str]:
    """Complete what the names of the columns say by what their cells hold."""
    parts = dict(named)
    if "value" in parts and "measure" not in parts and _others(columns, parts, ("value",)):
        del parts["value"]  # one attribute among others
    free = [c for c in columns if c not in parts.values() and _words(seen.columns[c])]
    if "source" not in parts and (several := [c for c in free if _repeats(seen.columns[c])]):
        parts["source"] = min(several[:2], key=lambda c: len(seen.columns[c].counts))
        free.remove(parts["source"])
    if "subject" not in parts:
        rest = [c for c in columns if c not in parts.values()]
        parts["subject"] = (free or rest or [columns[0]])[0]
    return parts


def _others(columns: Sequence[str], parts: Mapping[str, str], but: Iterable[str]) -> bool:
    taken = {column for part, column in parts.items() if part not in but}
    return len([c for c in columns if c not in taken]) > 1 and "subject" in parts


def _words(texts: Texts) -> bool:
    return texts.total > 0 and kind_of(texts, "").value in ("category", "text")


def _repeats(texts: Texts) -> bool:
    return len(texts.counts) > 1 and texts.total >= 2 * len(texts.counts)


def _file(held: Held) -> list[str]:
    """Lines on how the file is taken apart, where its ending does not tell."""
    layout = held.layout
    lines = []
    if layout.format:
        lines.append(f"  format: {layout.format}")
    if layout.delimiter:
        lines.append(f"  delimiter: {_quoted(layout.delimiter)}")
    if layout.encoding:
        lines.append(f"  encoding: {layout.encoding}")
    if layout.names:
        lines.append("  header: [" + ", ".join(_quoted(name) for name in layout.names) + "]")
    return ["file:", *lines] if lines else []


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _parts(parts: Mapping[str, str], held: Held) -> list[str]:
    lines = []
    if "source" in parts:
        lines.append(f"source: {_quoted(parts['source'])}")
    else:
        lines += ["# No column says who the source is: all rows are taken for one source's.",
                  f"source: {{constant: {_quoted(held.name)}}}"]  # fmt: skip
    lines.append(f"subject: {_quoted(parts['subject'])}")
    if _plain(parts["subject"]) in _PLACES:
        lines.append("subject_is: place")
    for part in ("measure", "value", "unit"):
        if part in parts and ("measure" in parts or part != "measure"):
            lines.append(f"{part}: {_quoted(parts[part])}")
    if "start" in parts:
        ends = f"start: {_quoted(parts['start'])}"
        ends += f", end: {_quoted(parts['end'])}" if "end" in parts else ""
        lines.append(f"period: {{{ends}}}")
    elif "when" in parts:
        lines.append(f"period: {{start: {_quoted(parts['when'])}}}")
    for part in ("scope", "attribution", "locator"):
        if part in parts:
            lines.append(f"{part}: {_quoted(parts[part])}")
    return lines


def _measures(held: Held, parts: Mapping[str, str], seen: _Seen) -> list[str]:
    dated = any(seen.columns[parts[p]].total for p in ("start", "when") if p in parts)
    lines: list[str] = []
    taken: set[str] = set()
    if "measure" in parts and "value" in parts:
        for name, texts in sorted(seen.by_measure.items()):
            if name:
                units = seen.units.get(name, Counter())
                lines += _measure(name, _kind(texts, units), taken, dated=dated, says=name)
    elif "value" in parts:
        units = Counter(seen.columns[parts["unit"]].counts) if "unit" in parts else Counter()
        name = sources.name_of(held.path)
        lines += _measure(name, _kind(seen.columns[parts["value"]], units), taken, dated=dated)
    else:
        for column in held.columns:
            if column not in parts.values():
                kind = kind_of(seen.columns[column], "", counted=_counts(column))
                lines += _measure(column, kind, taken, dated=dated, column=column)
    return lines or ["  {}"]


_COUNTED = ("count", "population", "number of", "passengers", "votes", "deaths", "cases")


def _counts(name: str) -> bool:
    return any(word in name.casefold() for word in _COUNTED)


def _kind(texts: Texts, units: Counter[str]) -> Kind:
    """Kind of a measure whose unit stands in a column."""
    said = [unit for unit, _ in units.most_common() if unit]
    unit = said[0] if said else ""
    return kind_of(texts, "" if unit == "1" else unit, counted=unit == "1")


def _measure(  # noqa: PLR0913 - what one entry says
    name: str, kind: Kind, taken: set[str], *, dated: bool, column: str = "", says: str = ""
) -> list[str]:
    key = slug(name)
    while key in taken:
        key += "-2"
    taken.add(key)
    lines = [f"  {key}:", f"    name: {_quoted(name)}"]
    if column:
        lines.append(f"    column: {_quoted(column)}")
    if says:
        lines.append(f"    says: [{_quoted(says)}]")
    lines.append(f"    value: {kind.value}")
    if kind.unit:
        lines.append(f"    unit: {_quoted(kind.unit)}")
    lines.append(f"    temporality: {'stock' if dated and kind.value == 'count' else 'state'}")
    lines += [f"    {key}: {_quoted(text)}" for key, text in kind.manner.items()]
    if kind.manner.get("zone") == "Z":
        lines[-1] += "  # taken for times of one zone: say which, where it is known"
    return lines
