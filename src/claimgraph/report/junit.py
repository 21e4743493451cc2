"""Layer 6. The report as JUnit XML, which CI systems show: a test case for each matter.

A matter fails where a finding about it is of a family or relation that was asked for. There is no
standard; this is the form that the Jenkins plugin and its relatives read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from claimgraph.view import summary
from claimgraph.view.page import FindingView, View

FAILING = ("conflict",)
"""What fails unless --fail-on says otherwise."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold (section 2.2)."""


def render(view: View, failing: Collection[str] = FAILING) -> str:
    """Write *view* as JUnit XML. failing: families of findings, or content relations."""
    suites = ET.Element("testsuites", name=_xml(view.title))
    cases = _cases(view)
    for label in dict.fromkeys(case.suite for case in cases):
        _suite(suites, label, [case for case in cases if case.suite == label], failing)
    for name in ("tests", "failures"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    if len(suites):
        properties = ET.Element("properties")
        ET.SubElement(properties, "property", name="lead", value=_xml(view.lead))
        suites[0].insert(0, properties)
    ET.indent(suites, " ")
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


@dataclass(frozen=True, slots=True)
class _Case:
    """A matter or a finding on its own. said: the claims about it, in words."""

    suite: str
    name: str
    status: str
    findings: tuple[FindingView, ...]
    said: tuple[str, ...]


def _cases(view: View) -> list[_Case]:
    found = {finding.id: finding for finding in view.findings}
    claims = {claim.id: claim for claim in view.claims}
    topics = {topic.id: topic.label for topic in view.topics}
    labels = summary.labels(view)

    def said(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{c.article}: {c.answer.text} ({c.chain_words}) {c.id}"
                     for c in (claims[key] for key in keys))  # fmt: skip

    cases = [
        _Case(topics[item.topic], " / ".join(q.text for q in item.questions), labels[item.status],
              tuple(found[key] for key in item.findings),
              said(key for side in item.sides for key in side.claims))
        for item in view.items
    ]  # fmt: skip
    placed = {key for item in view.items for key in item.findings}
    cases += [
        _Case(f.label, f.reason, "", (f,), said(key for side in f.sides for key in side))
        for f in view.findings if f.id not in placed
    ]  # fmt: skip
    return cases


def _xml(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _suite(
    suites: ET.Element, label: str, cases: Sequence[_Case], failing: Collection[str]
) -> None:
    suite = ET.SubElement(suites, "testsuite", name=_xml(label))
    failures = 0
    for case in cases:
        about = {"classname": _xml(label), "name": _xml(case.name)}
        if case.status:
            about["status"] = _xml(case.status)
        shown = ET.SubElement(suite, "testcase", about)
        bad = [f for f in case.findings if _fails(f, failing)]
        if bad:
            failures += 1
            said = {"type": bad[0].content, "message": _xml(bad[0].label)}
            ET.SubElement(shown, "failure", said).text = _xml("\n".join(map(_line, bad)))
        others = [_line(f) for f in case.findings if f not in bad]
        ET.SubElement(shown, "system-out").text = _xml("\n".join([*case.said, *others]))
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(failures))


def _line(finding: FindingView) -> str:
    told = (finding.content, finding.rule, finding.reason, finding.computed, finding.id)
    return " ".join(filter(None, told))


def _fails(finding: FindingView, failing: Collection[str]) -> bool:
    names = {finding.family, finding.content, finding.content.partition("/")[0]}
    return not names.isdisjoint(failing)
