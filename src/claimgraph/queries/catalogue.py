"""Layer 4. The shipped queries: SPARQL files whose first lines say what they answer and take."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimgraph import resources
from claimgraph.errors import MissingResource

KINDS = ("agent", "article", "source", "date")
"""What a parameter can be: something of the graph, named by id, name or IRI, or a day."""

_HEADER = re.compile(r"# (title|about|parameter): (.*)")
_PARAMETER = re.compile(r"([a-z_]+) \(([a-z]+)(, required)?\): (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller can fix. kind: one of KINDS."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A shipped query. about: one sentence; text: the whole file, which is plain SPARQL."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    text: str


def read(name: str, text: str) -> NamedQuery:
    """Read a query file; MissingResource when its header is damaged, for it is our file."""
    fields: dict[str, list[str]] = {"title": [], "about": [], "parameter": []}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if match is None:
            break
        fields[match[1]].append(match[2])
    found = [_PARAMETER.fullmatch(line) for line in fields["parameter"]]
    parameters = tuple(Parameter(m[1], m[2], bool(m[3]), m[4]) for m in found if m is not None)
    known = all(parameter.kind in KINDS for parameter in parameters)
    if len(fields["title"]) != 1 or len(fields["about"]) != 1 or None in found or not known:
        raise MissingResource(
            "the header of this shipped query is damaged", where=f"queries/{name}.rq",
            cure="install claimgraph again",
        )  # fmt: skip
    return NamedQuery(name, fields["title"][0], fields["about"][0], parameters, text)


def shipped() -> dict[str, NamedQuery]:
    """All shipped queries by name, in alphabetical order."""
    files = sorted(resources.directory("queries").glob("*.rq"))
    return {path.stem: read(path.stem, path.read_text(encoding="utf-8")) for path in files}
