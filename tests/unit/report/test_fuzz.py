"""Any text in every field: each format of the report keeps its structure.

The strings that are known to be hostile are in conftest; here they are put together by chance, from
a fixed seed. `make soak` tries many more.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from claimgraph import report
from claimgraph.view import View
from tests.unit.report.conftest import STRINGS
from tests.unit.report.test_markdown import shape

ROUNDS = 200 if os.environ.get("CLAIMGRAPH_SOAK") else 4
BITS = (
    *STRINGS, "\ufffe", "\x85", "\u2028", "\u2029", "\ufeff", "\u200f", "\u061c", "\r", "\n\n",
    "\t", "'", '"', "`", "```", "<!--", "--!>", "<svg/onload=x>", "</textarea>", "<![CDATA[",
    "&#0;",
    "&amp", "{%", "}}", "${x}", "javascript:x", "data:text/html,x", "=1", "+", "-", "@", "%0a",
    "0.",
    "1)", "\\", "|", "    x", "<details>", "\U0001f468\u200d\U0001f469", "e\u0301" * 50, "\udfff",
)  # fmt: skip


def made(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - no secret
    bits = [chance.choice(BITS) for _ in range(chance.randint(1, 6))]
    return "".join(bits) + "x"  # never blank: a field left empty is another page


class _Shape(HTMLParser):
    """Elements with the names of their attributes, the policy, and where links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.policy = ""
        self.schemes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""
        for name, value in attrs:
            if name in ("href", "src", "action"):
                self.schemes.add(re.split(r"[:#]", value or "")[0])


@pytest.fixture(scope="module", params=range(ROUNDS))
def fuzzed(request: pytest.FixtureRequest, view_of: Callable[[str], View]) -> View:
    """Return a view in which every free text is one string made by chance."""
    return view_of(made(request.param))


def test_html_gains_no_element_no_attribute_and_no_scheme(mild: View, fuzzed: View) -> None:
    tame, wild = (_Shape(report.render(view, "html")) for view in (mild, fuzzed))
    assert wild.found == tame.found
    assert wild.policy == tame.policy != ""
    assert wild.schemes <= {"", "http", "https"}


def test_junit_is_read_by_a_parser_and_has_the_same_cases(mild: View, fuzzed: View) -> None:
    tame, wild = (ET.fromstring(report.render(v, "junit")) for v in (mild, fuzzed))  # noqa: S314
    assert [e.tag for e in wild.iter()] == [e.tag for e in tame.iter()]


def test_csv_has_the_same_rows_and_no_formula(mild: View, fuzzed: View) -> None:
    tame, wild = (
        list(csv.reader(io.StringIO(report.render(v, "csv"), newline=""))) for v in (mild, fuzzed)
    )
    assert [len(row) for row in wild] == [len(row) for row in tame]
    assert [c for row in wild for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("fmt", ["json", "sarif"])
def test_json_is_unicode_that_any_reader_takes(fuzzed: View, fmt: str) -> None:
    written = report.render(fuzzed, fmt)
    assert json.loads(written.encode("utf-8"))


def test_markdown_gains_no_markup_of_any_kind(mild: View, fuzzed: View) -> None:
    assert shape(report.render(fuzzed, "md")) == shape(report.render(mild, "md"))
