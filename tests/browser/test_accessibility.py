"""The report is accessible: axe finds nothing, in light, dark, on a phone, in forced colours.

axe takes close to a minute on the report of the seeds: `make soak` does it, CI the invented corpus.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from claimgraph import workflow

pytestmark = pytest.mark.browser

CLAIMS = Path(__file__).parents[2] / "claims"
SEEN: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "forced colours": {"forced_colors": "active"},
}


REPORTS = ["harbour", *(["claims"] if os.environ.get("CLAIMGRAPH_SOAK") else [])]


@pytest.fixture(scope="module", params=REPORTS)
def address(
    request: pytest.FixtureRequest, harbour_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Return the address of a report on disk: the invented corpus with its texts, and the seeds."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    if request.param == "harbour":
        workflow.report(harbour_path, path, None, harbour_path / "texts")
    else:
        workflow.report(CLAIMS, path, None, None)
    return path.as_uri()


@pytest.mark.parametrize("seen", SEEN)
def test_axe_finds_no_violation(seen: str, address: str, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce", **SEEN[seen])
    page = context.new_page()
    page.goto(address)
    found = Axe().run(page)
    context.close()
    violations = found.response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations] == []
    assert len(found.response["passes"]) > 20


def test_axe_sees_a_fault(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address)
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == ["image-alt"]
    page.close()


def test_it_prints_to_pages_of_paper(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address)
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.close()
