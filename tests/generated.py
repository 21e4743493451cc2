"""Parts of schemas and docs that follow from the code: written here, compared by the tests.

Run as ``python -m tests.generated`` to write them again, ``... schemas`` or ``... docs`` for one.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rdflib import Graph, URIRef

from claimgraph import hedges, phrasing, queries, speech, validate
from claimgraph.cli import app
from claimgraph.compare import decision
from tests import generated_turtle
from tests.eval.__main__ import MAPPING, NOT_EXPRESSED
from tests.examples import shown

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "src" / "claimgraph" / "schemas"
DOCS = ROOT / "docs"
MARK = "enum of "
_PART = re.compile(r"(<!-- generated: ([a-z -]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def enum_sources(schema: Any) -> Iterable[dict[str, Any]]:
    """Yield every part of *schema* whose enum is that of a Python table."""
    if isinstance(schema, dict):
        if str(schema.get("$comment", "")).startswith(MARK):
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from enum_sources(part)


def schema_text(path: Path) -> str:
    """Return the schema at *path* with every marked enum taken from its table."""
    text = path.read_text(encoding="utf-8")
    if MARK not in text:
        return text
    schema = json.loads(text)
    for part in enum_sources(schema):
        source, _, nullable = part["$comment"].removeprefix(MARK).partition(" or ")
        module, _, name = source.partition(":")
        table = getattr(importlib.import_module(module), name)
        part["enum"] = (
            ["", *table] if nullable == "empty" else [*table, *([None] if nullable else [])]
        )
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def doc_text(path: Path) -> str:
    """Return the document at *path* with every marked part written again."""
    text = path.read_text(encoding="utf-8")
    return _PART.sub(lambda m: f"{m[1]}\n{_part(m[2])}\n{m[3]}", text)


def _part(name: str) -> str:
    kind, _, rest = name.partition(" ")
    return PARTS[kind](rest)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(_cell(c) for c in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _ends(interval: hedges.Interval) -> str:
    low = "(" if interval.low_open else "["
    high = ")" if interval.high_open else "]"
    return f"{low}{interval.low:,.10g}, {interval.high:,.10g}{high}".replace("inf]", "∞)").replace(
        "inf", "∞"
    )


def hedge_table(_: str) -> str:
    """Return the hedge table, each row shown on the number 200."""
    n = 200.0
    grain = hedges.granularity(n)
    rows = (
        (f"`{row.id}`", _wording(row.id, "en"), _ends(row.outer(n, grain, 1)),
         _ends(row.inner(n, grain, 1)), row.basis)
        for row in hedges.TABLE.values()
        if row.id != "range"
    )  # fmt: skip
    return _table(("hedge", "words", "200: allowed", "200: suggested", "basis"), rows)


def _wording(hedge: str, lang: str) -> str:
    bare = generated_turtle.BARE.get(hedge, "") if lang == "en" else ""
    return ", ".join(filter(None, [bare, *generated_turtle.wording(hedge, lang)]))


def hedge_words(lang: str) -> str:
    """Return the words of one language, by hedge, and those for numbers."""
    words = phrasing.language(lang)
    assert words is not None
    rows = [(f"`{name}`", text) for name in hedges.TABLE if (text := _wording(name, lang))]
    numbers = (f"{' '.join(key)} ({value:.3g})" for key, value in words.lexicon["exact"].items())
    times = (f"{' '.join(key)} ({value:g})" for key, value in words.lexicon["times"].items())
    rows.append(("numbers", ", ".join(numbers)))
    rows.append(("multipliers", ", ".join(times)))
    return _table(("hedge", words.name), rows) + f"\nWhere to look a word up: {words.reference}.\n"


def hedge_version(_: str) -> str:
    """Return the version of the hedge table."""
    return f"Version {hedges.VERSION}.\n"


def cue_table(_: str) -> str:
    """Return cues by stance."""
    rows = (
        (stance, ", ".join(f"`{cue}`" for cue, own in speech.CUES.items() if own == stance))
        for stance in speech.STANCES
    )
    return _table(("stance", "cues"), rows)


def modality_table(_: str) -> str:
    """Return modalities with their FactBank certainty."""
    return _table(("modality", "FactBank"), ((f"`{m}`", c) for m, c in speech.MODALITIES.items()))


def decision_table(_: str) -> str:
    """Return the rows of the decision table in their order."""
    rows = ((row.id, f"`{row.content}`", row.reason, shown(row.id)) for row in decision.TABLE)
    return _table(("row", "relation", "reason given", "example"), rows)


def verdict_table(_: str) -> str:
    """Return what content and provenance together make."""
    rows = (
        (f"`{source}`", decision.verdict("agree-exact", source),
         decision.verdict("conflict/value", source))
        for source in decision.INDEPENDENCE
    )  # fmt: skip
    return _table(("provenance", "when values agree", "when values conflict"), rows)


def provenance_table(_: str) -> str:
    """Return the provenance relations with their definitions in the ontology."""
    ns, skos = "https://w3id.org/claimgraph/ns#", "http://www.w3.org/2004/02/skos/core#"
    graph = Graph().parse(ROOT / "ontology" / "schemes.ttl")
    rows = []
    for source in decision.INDEPENDENCE:
        concept = URIRef(f"{ns}provenance-{source}")
        definition = graph.value(concept, URIRef(f"{skos}definition"))
        rows.append((f"`{source}`", str(definition)))
    return _table(("relation", "meaning"), rows)


def query_table(_: str) -> str:
    """Return the shipped queries with their parameters."""
    rows = (
        (f"`{query.name}`", query.title, ", ".join(_parameter(p) for p in query.parameters))
        for query in queries.shipped().values()
    )
    return _table(("name", "answers", "parameters"), rows)


def _parameter(parameter: queries.Parameter) -> str:
    return f"`{parameter.name}`" + ("" if parameter.required else " (optional)")


def key_table(rest: str) -> str:
    """Return the keys of one part of a schema: `claims article`, `register question`, ..."""
    name, _, part = rest.partition(" ")
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    definition = schema["$defs"][part] if part else schema
    needed = set(definition.get("required", ()))
    rows = (
        (f"`{key}`", "yes" if key in needed else "", _described(field, schema["$defs"]))
        for key, field in definition["properties"].items()
    )
    return _table(("key", "needed", "meaning"), rows)


def _described(field: dict[str, Any], defs: dict[str, Any]) -> str:
    target = defs.get(field.get("$ref", "").rpartition("/")[2], {})
    text = str(field.get("description") or target.get("description", ""))
    options = field.get("enum") or target.get("enum") or field.get("items", {}).get("enum")
    return f"{text} One of {', '.join(f'`{o}`' for o in options)}." if options else text


def cli_reference(_: str) -> str:
    """Return the help of every command."""
    parts = [_help(app, "claimgraph")]
    for name, command in sorted(app.commands.items()):
        parts.append(_help(command, f"claimgraph {name}"))
        if isinstance(command, click.Group):
            parts += [
                _help(c, f"claimgraph {name} {n}") for n, c in sorted(command.commands.items())
            ]
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    # With the group's own settings, as at run time: click keeps the help option it makes first.
    settings: dict[str, Any] = {**app.context_settings, "terminal_width": 90}
    settings["max_content_width"] = 90
    context = click.Context(command, info_name=name, **settings)
    return f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"


def relation_table(_: str) -> str:
    """Return the types of relations in hand-made sets, and what states the same thing here."""
    rows = [(f"`{kind}`", words) for kind, (words, _) in MAPPING.items()]
    rows += [(f"`{kind}`", f"not expressed: {why}") for kind, why in NOT_EXPRESSED.items()]
    return _table(("type in a set", "here"), rows)


_ROUTES = {
    "shards": "compiled shapes, part by part",
    "whole": "compiled shapes, on the whole graph",
    "sets": "one query for the whole graph",
    "reference": "pyshacl",
}


def route_table(_: str) -> str:
    """Return which engine runs which constraint, those that are nothing special in one row."""
    items = validate.plan().items
    plain = [i for i in items if i.route == "shards" and not i.query]
    special = sorted(
        (f"`{str(i.part).rpartition('/')[2]}`", _ROUTES[i.route], i.why)
        for i in items
        if i not in plain
    )
    every = (f"{len(plain)} others, without SPARQL", _ROUTES["shards"], plain[0].why)
    return _table(("constraint", "run by", "because it"), [*special, every])


PARTS: dict[str, Callable[[str], str]] = {
    "cli": cli_reference,
    "cues": cue_table,
    "decision": decision_table,
    "hedges": hedge_table,
    "hedge-version": hedge_version,
    "hedge-words": hedge_words,
    "keys": key_table,
    "modalities": modality_table,
    "provenance": provenance_table,
    "queries": query_table,
    "relations": relation_table,
    "routes": route_table,
    "verdicts": verdict_table,
}


def documents() -> Iterator[Path]:
    """Yield every document of the project."""
    yield ROOT / "README.md"
    yield from sorted(DOCS.rglob("*.md"))


def write(what: str = "") -> None:
    """Write all generated parts again, or those of `schemas`, `turtle` or `docs`."""
    if what in {"", "schemas"}:
        for path in sorted(SCHEMAS.glob("*.schema.json")):
            path.write_text(schema_text(path), encoding="utf-8")
    if what in {"", "turtle"}:
        generated_turtle.write()
    if what in {"", "docs"}:
        for path in documents():
            path.write_text(doc_text(path), encoding="utf-8")


if __name__ == "__main__":
    write(*sys.argv[1:2])
