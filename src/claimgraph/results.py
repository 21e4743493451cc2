"""Layer 2. What a query gives, in the W3C's result formats and as a table.

Terms are text in canonical N-Triples, so that the two engines' answers are equal as text. Sources:
SPARQL 1.1 Query Results JSON, XML, CSV and TSV.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from claimgraph import vocab
from claimgraph.errors import UsageError
from claimgraph.prefixes import Shortener
from claimgraph.rdfterms import split_literal
from claimgraph.tables import Table, safe_cell
from claimgraph.turtle import turtle

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE = (vocab.XSD + "integer", vocab.XSD + "decimal")

Row: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Rows (SELECT), a truth (ASK) or a graph (CONSTRUCT, DESCRIBE).

    rows: terms by variable, None where unbound. lines: canonical N-Triples. names: prefixes that
    make IRIs short in a table.
    """

    form: Literal["rows", "truth", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool = False
    lines: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def write(result: Result, fmt: str) -> str | Table:
    """Write *result* in one of FORMATS; `table` gives a Table.

    Raises UsageError where the format can't hold that kind of result.
    """
    if fmt == "table":
        return table(result)
    if (fmt == "turtle") != (result.form == "graph"):
        asked = "a graph" if result.form == "graph" else "rows"
        fit = "turtle or table" if result.form == "graph" else "table, csv, tsv, json or xml"
        raise UsageError(f"the query gives {asked}, which {fmt} can't hold", cure=f"use {fit}")
    if fmt == "turtle":
        return turtle(result.lines)
    writer = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}.get(fmt)
    if writer is None:
        raise UsageError(f"{fmt!r} is not a known format", cure="use one of " + ", ".join(FORMATS))
    return writer(result)


def plain(term: str | None) -> str:
    """Return the bare value of a term: its text, without type and language."""
    if term is None:
        return ""
    return split_literal(term)[0] if term.startswith('"') else term.strip("<>")


def table(result: Result) -> Table:
    """Return *result* as a table for people, with short names for IRIs."""
    shorten = Shortener(result.names)
    if result.form == "truth":
        return Table(("answer",), (("yes" if result.truth else "no",),))
    if result.form == "graph":
        triples = (line[:-2].split(" ", 2) for line in result.lines.splitlines())
        rows = tuple(tuple(_cell(term, shorten) for term in triple) for triple in triples)
        return Table(("subject", "predicate", "object"), rows)
    cells = tuple(tuple(_cell(term, shorten) for term in row) for row in result.rows)
    return Table(result.variables, cells)


def _cell(term: str | None, shorten: Shortener) -> str:
    text = plain(term)
    return (shorten.short(text) or text) if term and term.startswith("<") else text


def _csv(result: Result) -> str:
    """CSV as SPARQL 1.1 defines it, but no cell that a spreadsheet would take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if result.form == "truth":
        writer.writerows([["answer"], [str(result.truth).lower()]])
        return out.getvalue()
    writer.writerow(result.variables)
    writer.writerows([safe_cell(plain(term)) for term in row] for row in result.rows)
    return out.getvalue()


def _tsv(result: Result) -> str:
    if result.form == "truth":
        return f"?answer\n{str(result.truth).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines.extend("\t".join(_tsv_term(term) for term in row) for row in result.rows)
    return "\n".join(lines) + "\n"


def _tsv_term(term: str | None) -> str:
    if term is None:
        return ""
    if term.startswith('"'):
        text, _, datatype = split_literal(term)
        return text if datatype in _BARE else term
    return term


def _json(result: Result) -> str:
    data: dict[str, object]
    if result.form == "truth":
        data = {"head": {}, "boolean": result.truth}
    else:
        bindings = [
            {
                name: _binding(term)
                for name, term in zip(result.variables, row, strict=True)
                if term is not None
            }
            for row in result.rows
        ]
        data = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _binding(term: str) -> dict[str, str]:
    if term.startswith("<"):
        return {"type": "uri", "value": term[1:-1]}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    text, lang, datatype = split_literal(term)
    binding = {"type": "literal", "value": text}
    if lang:
        binding["xml:lang"] = lang
    if datatype:
        binding["datatype"] = datatype
    return binding


def _xml(result: Result) -> str:
    head = "".join(f'    <variable name="{name}"/>\n' for name in result.variables)
    parts = [
        '<?xml version="1.0"?>\n',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n',
        f"  <head>\n{head}  </head>\n",
    ]
    if result.form == "truth":
        parts.append(f"  <boolean>{str(result.truth).lower()}</boolean>\n")
    else:
        parts.append("  <results>\n")
        parts.extend(_xml_row(result.variables, row) for row in result.rows)
        parts.append("  </results>\n")
    return "".join([*parts, "</sparql>\n"])


def _xml_row(variables: tuple[str, ...], row: Row) -> str:
    cells = "".join(
        f'      <binding name="{name}">{_xml_term(term)}</binding>\n'
        for name, term in zip(variables, row, strict=True)
        if term is not None
    )
    return f"    <result>\n{cells}    </result>\n"


def _xml_term(term: str) -> str:
    binding = _binding(term)
    value = binding["value"]
    if _NOT_XML.search(value):
        raise UsageError("a value holds a character that XML can't", cure="use json or tsv")
    text = escape(value, {"\r": "&#13;"})
    if binding["type"] != "literal":
        return f"<{binding['type']}>{text}</{binding['type']}>"
    lang = f" xml:lang={quoteattr(binding['xml:lang'])}" if "xml:lang" in binding else ""
    kind = f" datatype={quoteattr(binding['datatype'])}" if "datatype" in binding else ""
    return f"<literal{lang}{kind}>{text}</literal>"
