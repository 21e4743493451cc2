"""The published schemas: true to the reader, to the output, and to the shipped files."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from claimgraph import claimfile, listing, register, yamlfile
from claimgraph.errors import InputError
from claimgraph.findings import Comparison
from claimgraph.model import DIMENSIONS, Corpus

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "src" / "claimgraph" / "schemas"
NAMES = sorted(path.name for path in SCHEMAS.glob("*.schema.json"))
CLAIM_FILES = sorted(
    path
    for folder in (ROOT / "claims", ROOT / "tests" / "data" / "harbour")
    for path in folder.glob("*.yaml")
)


def _generated() -> Any:
    spec = importlib.util.spec_from_file_location("generated", ROOT / "tests" / "generated.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATED = _generated()


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def yaml(path: Path) -> Any:
    return _plain(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def _plain(data: Any) -> Any:
    """Dates that YAML 1.1 tools make of bare digits are texts in the eyes of an editor."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data


def faults(name: str, data: Any) -> list[tuple[str, str]]:
    found = Draft202012Validator(schema(name)).iter_errors(data)
    return sorted((error.json_path, str(error.validator)) for error in found)


def test_the_four_schemas_of_this_project_are_there() -> None:
    assert set(NAMES) >= {
        "claims.schema.json", "register.schema.json", "list.schema.json", "compare.schema.json",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_says_where_it_lives(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"https://w3id.org/claimgraph/schemas/{name}"


@pytest.mark.parametrize("name", NAMES)
def test_enums_equal_the_tables_in_the_code(name: str) -> None:
    path = SCHEMAS / name
    assert path.read_text(encoding="utf-8") == GENERATED.schema_text(path)


@pytest.mark.parametrize(
    ("name", "least"),
    [("claims.schema.json", 5), ("register.schema.json", 3), ("list.schema.json", 4),
     ("compare.schema.json", 3)],
)  # fmt: skip
def test_every_table_in_the_schema_is_marked_as_one(name: str, least: int) -> None:
    marked = list(GENERATED.enum_sources(schema(name)))
    assert len(marked) >= least
    assert [part for part in marked if len(part["enum"]) < 3] == []


@pytest.mark.parametrize("name", ["claims.schema.json", "register.schema.json"])
def test_every_field_a_person_writes_is_described(name: str) -> None:
    data = schema(name)
    defs = data["$defs"]
    bare = [
        f"{where}.{key}"
        for where, part in [("", data), *defs.items()]
        for key, field in part.get("properties", {}).items()
        if "description" not in field
        and "description" not in defs.get(str(field.get("$ref", "")).rpartition("/")[2], {})
    ]
    assert bare == []


def test_there_are_claim_files_to_validate() -> None:
    assert len(CLAIM_FILES) >= 6


@pytest.mark.parametrize("path", CLAIM_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_shipped_claim_file_validates(path: Path) -> None:
    name = "register" if path.name == "register.yaml" else "claims"
    assert faults(f"{name}.schema.json", yaml(path)) == []


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (["format"], 2, ("$.format", "const")),
        (["article", "digest"], "sha256:00", ("$.article.digest", "pattern")),
        (["article", "characters"], 0, ("$.article.characters", "minimum")),
        (["article", "publisher_basis"], "known", ("$.article.publisher_basis", "enum")),
        (["claims", 0, "cue"], "shout", ("$.claims[0].cue", "enum")),
        (["claims", 0, "hegde"], "about", ("$.claims[0]", "additionalProperties")),
        (["claims", 0, "anchors"], [], ("$.claims[0].anchors", "minItems")),
        (["claims", 0, "anchors", 0, "phrase"], "a b c d e f g h i",
         ("$.claims[0].anchors[0].phrase", "pattern")),
        (["claims", 0, "anchors", 0, "span"], [1, 2, 3],
         ("$.claims[0].anchors[0].span", "items")),
        (["not_a_claim", 0, "reason"], "boring", ("$.not_a_claim[0].reason", "enum")),
    ],
)  # fmt: skip
def test_a_wrong_claim_file_fails_at_the_right_place(
    path: list[Any], value: Any, fault: tuple[str, str]
) -> None:
    data = yaml(ROOT / "tests" / "data" / "harbour" / "gazette.yaml")
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert faults("claims.schema.json", data) == [fault]


@pytest.mark.parametrize(
    ("section", "entry", "fault"),
    [
        ("agents", {"name": "x", "kind": "paper"}, ("$.agents.new.kind", "enum")),
        ("agents", {"name": "x", "kind": "anonymous", "scoped_to": "a"},
         ("$.agents.new", "required")),
        ("measures", {"name": "x", "definition": "x", "value": "count", "temporality": "flow"},
         ("$.measures.new", "required")),
        ("questions", {"measure": "x"}, ("$.questions.new", "required")),
        ("partitions", {"whole": "x", "parts": ["y"]}, ("$.partitions.new.parts", "minItems")),
    ],
)  # fmt: skip
def test_a_wrong_register_fails_at_the_right_place(
    section: str, entry: dict[str, Any], fault: tuple[str, str]
) -> None:
    data = yaml(ROOT / "tests" / "data" / "harbour" / "register.yaml")
    data[section]["new"] = entry
    assert faults("register.schema.json", data) == [fault]


REGISTER = """
format: 1
stories: {s: {title: t}}
agents: {a: {name: a, kind: person}}
places: {p: {name: p}}
periods: {p: {name: p, edtf: "2024"}}
concepts: {c: {name: c}}
measures: {m: {name: m, definition: d, value: text, temporality: event}}
documents: {d: {name: d, publisher: a}}
questions: {q: {text: t, measure: m}, r: {text: t}}
partitions: {p: {whole: q, parts: [q, r]}}
"""
DIGEST = '"sha256:' + "0" * 64 + '"'
FILE = f"""
format: 1
story: s
article:
  digest: {DIGEST}
  characters: 9
  lang: en
  publisher: a
  publisher_basis: stated
  published: unknown
  url: unknown
  quotations:
    - {{quote: {DIGEST}, phrase: w, lang: en, span: [0, 1], digest: {DIGEST}}}
claims:
  - question: q
    value: v
    anchors:
      - {{phrase: w, lang: en, span: [0, 1], digest: {DIGEST}}}
not_a_claim:
  - {{reason: furniture, phrase: w, lang: en, span: [0, 1], digest: {DIGEST}}}
"""


def known_keys(text: str) -> set[str]:
    """Return the keys that the reader knows where it meets the key `zzz`."""
    problems: list[InputError] = []
    try:
        if "article:" in text:
            known = register.read(yamlfile.parse(REGISTER, "r"), problems)
            claimfile.read(yamlfile.parse(text, "f"), "f", known, problems)
        else:
            register.read(yamlfile.parse(text, "r"), problems)
    except InputError as error:
        problems.append(error)
    told = [p.cure for p in problems if "'zzz' is not known" in p.what]
    assert len(told) == 1, [str(p) for p in problems]
    return set(told[0].removeprefix("known keys: ").split(", "))


@pytest.mark.parametrize(
    ("old", "new", "definition"),
    [
        ("story: s\n", "story: s\nzzz: 1\n", ""),
        ("  lang: en\n", "  lang: en\n  zzz: 1\n", "article"),
        ("    value: v\n", "    value: v\n    zzz: 1\n", "claim"),
        ("{phrase: w,", "{phrase: w, zzz: 1,", "anchor"),
        ("{quote:", "{zzz: 1, quote:", "quotation"),
        ("{reason:", "{zzz: 1, reason:", "exclusion"),
    ],
)
def test_the_claim_file_schema_knows_the_keys_of_the_reader(
    old: str, new: str, definition: str
) -> None:
    data = schema("claims.schema.json")
    part = data["$defs"][definition] if definition else data
    hints = {"from", "to"} & set(part["properties"])
    assert known_keys(FILE.replace(old, new, 1)) | hints == set(part["properties"])


@pytest.mark.parametrize(
    ("old", "definition"),
    [("stories: {s: {", "story"), ("agents: {a: {", "agent"), ("places: {p: {", "place"),
     ("periods: {p: {", "period"), ("concepts: {c: {", "concept"), ("measures: {m: {", "measure"),
     ("documents: {d: {", "document"), ("questions: {q: {", "question"),
     ("partitions: {p: {", "partition"), ("", "")],
)  # fmt: skip
def test_the_register_schema_knows_the_keys_of_the_reader(old: str, definition: str) -> None:
    data = schema("register.schema.json")
    text = REGISTER.replace(old, old + "zzz: 1, ") if old else REGISTER + "zzz: 1\n"
    part = data["$defs"][definition] if definition else data
    known = known_keys(text)
    if definition == "question":  # dimensions are read only where they are written
        known |= {"measure", *DIMENSIONS}
    assert known == set(part["properties"])


def test_the_list_of_claims_is_as_its_schema_says(harbour: Corpus) -> None:
    records = [listing.claim_record(claim, harbour) for claim in harbour.claims]
    assert faults("list.schema.json", records) == []
    assert set(schema("list.schema.json")["$defs"]["claim"]["properties"]) == set(records[0])


def test_the_list_of_findings_is_as_its_schema_says(
    harbour: Corpus, harbour_comparison: Comparison
) -> None:
    records = [listing.finding_record(f, harbour) for f in harbour_comparison.findings]
    assert faults("compare.schema.json", records) == []
    assert set(schema("compare.schema.json")["$defs"]["finding"]["properties"]) == set(records[0])


def test_a_claim_without_evidence_is_not_as_its_schema_says(harbour: Corpus) -> None:
    record = listing.claim_record(harbour.claims[0], harbour) | {"anchors": []}
    assert faults("list.schema.json", [record]) == [("$[0].anchors", "minItems")]
