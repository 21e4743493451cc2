"""Layer 6. Queries that pages ask themselves, through the same workers as everybody's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from claimgraph.serve import frames
from claimgraph.serve.pool import Pool


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a result. kind: `uri`, `literal` or `bnode`."""

    kind: str
    value: str
    lang: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A result of SELECT, or the truth that ASK gave. whole: False where the end was left out."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truth: bool | None = None
    whole: bool = True


def parsed(body: bytes) -> Rows:
    """Read a result in the SPARQL JSON format."""
    data = json.loads(body)
    if "boolean" in data:
        return Rows((), (), bool(data["boolean"]))
    names = tuple(data["head"]["vars"])
    return Rows(
        names,
        tuple(
            tuple(_term(binding.get(name)) for name in names)
            for binding in data["results"]["bindings"]
        ),
    )


def _term(found: Mapping[str, str] | None) -> Term | None:
    if found is None:
        return None
    if found["type"] == "triple":
        return Term("literal", json.dumps(found["value"]))
    return Term(found["type"], found["value"], found.get("xml:lang", ""), found.get("datatype", ""))


async def rows(pool: Pool, text: str, bindings: Mapping[str, str] | None = None) -> Rows:
    """Answer a SELECT or ASK of ours. bindings: terms in N-Triples."""
    asked = frames.Request(text, graph="", bindings=tuple((bindings or {}).items()))
    return parsed(await pool.whole(asked))


async def triples(pool: Pool, text: str) -> str:
    """Answer a CONSTRUCT of ours as N-Triples."""
    return (await pool.whole(frames.Request(text, rows=""))).decode()
