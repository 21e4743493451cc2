"""The report as JUnit XML: a test case for each matter, failing where the user says so."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

from claimgraph.report import junit
from claimgraph.view import View


def read(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - we have just written it


def cases(view: View, *failing: str) -> list[ET.Element]:
    return list(read(junit.render(view, failing or junit.FAILING)).iter("testcase"))


def test_every_item_is_a_case(view: View) -> None:
    placed = {key for item in view.items for key in item.findings}
    others = [finding for finding in view.findings if finding.id not in placed]
    assert len(cases(view)) == len(view.items) + len(others)


def test_what_conflicts_fails(view: View) -> None:
    found = {finding.id: finding for finding in view.findings}
    wanted = [item for item in view.items
              if any(found[key].family == "conflict" for key in item.findings)]  # fmt: skip
    failed = [case for case in cases(view) if case.find("failure") is not None]
    assert sorted(str(case.get("name")) for case in failed) == sorted(
        " / ".join(q.text for q in item.questions) for item in wanted)  # fmt: skip
    assert failed


def test_the_user_says_what_fails(view: View) -> None:
    failures = [case.find("failure") for case in cases(view, "agree-exact")]
    assert {f.get("type") for f in failures if f is not None} == {"agree-exact"}


def test_the_totals_are_those_of_the_cases(view: View) -> None:
    root = read(junit.render(view))
    assert root.get("tests") == str(len(list(root.iter("testcase"))))
    assert root.get("failures") == str(len(list(root.iter("failure"))))
    assert [s.get("tests") for s in root] == [str(len(list(s.iter("testcase")))) for s in root]


def test_hostile_text_changes_no_structure(mild: View, wild: View) -> None:
    def shape(view: View) -> list[tuple[str, int]]:
        root = read(junit.render(view))
        return sorted((element.tag, len(element)) for element in root.iter("testcase"))

    assert shape(wild) == shape(mild)


def test_characters_that_xml_cannot_hold_are_replaced(view_of: Callable[[str], View]) -> None:
    written = junit.render(view_of("a\ufffeb\uffff\x0c"))
    names = "".join(str(e.get("name")) for e in read(written).iter())
    assert "a\N{REPLACEMENT CHARACTER}b" in names
