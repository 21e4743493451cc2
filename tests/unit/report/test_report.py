"""One view in four formats: the same numbers, the same bytes, a published schema."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import typing
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from claimgraph import report
from claimgraph.errors import UsageError
from claimgraph.view import View, page

SCHEMA = json.loads(
    (Path(report.__file__).parents[1] / "schemas" / "report.schema.json").read_text("utf-8")
)


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_the_same_view_gives_the_same_bytes(view: View, fmt: str) -> None:
    assert report.render(view, fmt) == report.render(view, fmt)


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_neither_place_nor_hash_seed_nor_locale_changes_a_byte(
    view: View, fmt: str, folder: Path
) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from claimgraph import corpus, report, view\n"
        "from claimgraph.compare import compare\n"
        "c = corpus.load(Path(sys.argv[1]))\n"
        "out = report.render(view.build(c, compare(c)), sys.argv[2])\n"
        "sys.stdout.buffer.write(out.encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), fmt],
        env=env, capture_output=True, check=True, cwd=folder,
    )  # fmt: skip
    assert done.stdout.decode() == report.render(view, fmt)


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_no_path_of_this_machine_is_in_it(view: View, fmt: str, root: Path) -> None:
    assert str(root) not in report.render(view, fmt)


def test_an_unknown_format_is_refused(view: View) -> None:
    with pytest.raises(UsageError, match="'pdf' is not a form of the report"):
        report.render(view, "pdf")


def test_the_json_is_valid_by_its_schema(view: View) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(report.render(view, "json")))


def test_the_json_with_texts_is_valid_by_its_schema(view_with_texts: View) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(report.render(view_with_texts, "json")))


def test_the_schema_finds_a_wrong_value(view: View) -> None:
    record = json.loads(report.render(view, "json"))
    record["claims"][0]["evidence"][0]["digest"] = "md5:0"
    errors = list(Draft202012Validator(SCHEMA).iter_errors(record))
    assert [list(e.absolute_path) for e in errors] == [["claims", 0, "evidence", 0, "digest"]]


def _parts(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """All view-models that *kind* is made of, by name."""
    for part in typing.get_args(kind):
        if part is not Ellipsis:
            _parts(part, found)
    if not is_dataclass(kind) or isinstance(kind, UnionType) or not isinstance(kind, type):
        return found
    if kind.__name__ not in found:
        found[kind.__name__] = kind
        for hint in typing.get_type_hints(kind).values():
            _parts(hint, found)
    return found


PARTS = _parts(page.View, {})


def test_the_schema_describes_every_view_model() -> None:
    assert {*SCHEMA["$defs"], "View"} == set(PARTS)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_the_schema_has_exactly_the_fields_of_the_view(name: str) -> None:
    described = SCHEMA["$defs"].get(name, SCHEMA)
    known = [field.name for field in fields(PARTS[name])]
    expected = ["format", *known] if name == "View" else known
    assert list(described["properties"]) == expected
    assert described["required"] == expected


def _rows(view: View) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(report.render(view, "csv"))))


def test_all_formats_count_the_same_results(view: View) -> None:
    expected = {tile.label: tile.count for tile in view.tiles}
    by_item = {row["id"]: row["status"] for row in _rows(view) if row["kind"] == "question"}
    listed = list(by_item.values())
    assert {label: listed.count(label) for label in expected} == expected
    tiles = json.loads(report.render(view, "json"))["tiles"]
    assert {t["label"]: t["count"] for t in tiles} == expected
    markdown = report.render(view, "md")
    page_ = report.render(view, "html")
    for label, count in expected.items():
        assert f"\n| {label} | {count} |" in markdown
        assert f">{label} ({count})</option>" in page_
    counted = json.loads(report.render(view, "sarif"))["runs"][0]["properties"]["items"]
    assert counted == {tile.status: tile.count for tile in view.tiles}
    cases = ET.fromstring(report.render(view, "junit")).iter("testcase")  # noqa: S314 - our own
    shown = [str(case.get("status")) for case in cases]
    assert {label: shown.count(label) for label in expected} == expected


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_every_claim_is_in_every_format(view: View, fmt: str) -> None:
    written = report.render(view, fmt)
    assert [claim.id for claim in view.claims if claim.id not in written] == []


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_every_computation_is_in_every_format(view: View, fmt: str) -> None:
    written = report.render(view, fmt)
    assert [f.computed for f in view.findings if f.computed and f.computed not in written] == []


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_the_lead_is_in_every_format_for_readers(view: View, fmt: str) -> None:
    if fmt != "csv":  # a table has no sentence; its rows are counted above
        assert view.lead in report.render(view, fmt)


@pytest.mark.parametrize("fmt", report.FORMATS)
def test_no_format_says_who_is_right(view: View, fmt: str) -> None:
    written = report.render(view, fmt).lower()
    assert "is right" not in written.replace("says who is right", "").replace(
        "which report is right is not for this page to say", ""
    )


def test_rendering_loads_no_store_and_no_server(harbour_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from claimgraph import corpus, report, view\n"
        "from claimgraph.findings import Comparison\n"
        "c = corpus.load(Path(sys.argv[1]))\n"
        "report.render(view.build(c, Comparison((), '1')), 'html')\n"
        "heavy = {'rdflib', 'duckdb', 'pyshacl', 'pyoxigraph', 'starlette', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(harbour_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
