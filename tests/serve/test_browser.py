"""The app in a browser: no request elsewhere, no complaint, accessible, keyboard, no scripts.

Pictures of every page are kept in build/screenshots.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from claimgraph.model import Corpus
from claimgraph.serve import vendored
from tests.serve.live import Server

pytestmark = pytest.mark.browser

ROWS = "SELECT ?c ?v { ?c a cg:Claim ; cg:valueText ?v } ORDER BY ?c LIMIT 3"
PAGES = (
    "overview", "claims", "questions", "question", "claim", "finding", "article", "agent",
    "sources", "lineage", "query", "answer", "about", "resource", "vocabulary", "missing",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium; skip where there is none, fail where there must be one."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium: install the package chromium")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def addresses(harbour_server: Server, harbour: Corpus) -> dict[str, str]:
    """Return the path of one page of each kind."""
    finding = harbour_server.query(
        "SELECT ?f { ?f cg:contentNotation ?n FILTER STRSTARTS(?n, 'conflict') } ORDER BY ?f"
    ).column("f")[0]
    claim = harbour.claims[2]
    return {
        "overview": "/",
        "claims": "/claims",
        "questions": "/questions",
        "question": f"/question/{harbour.question(claim).id}",
        "claim": f"/claim/{claim.id}",
        "finding": "/finding/" + finding.rpartition("/")[2],
        "article": f"/article/{harbour.articles['courier'].id}",
        "agent": "/agent/lindmar-harbour-office",
        "sources": "/sources",
        "lineage": "/lineage",
        "query": "/query?plain=1",
        "answer": "/query?plain=1&query=" + quote(ROWS),
        "about": "/about",
        "resource": "/measure/people-injured",
        "vocabulary": "/ns",
        "missing": "/claim/none",
    }


class Watched:
    """A page, what it asked of others, and what it complained about."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.page: Page = context.new_page()
        self.server = server
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url: str) -> None:
        if urlsplit(url).netloc != self.server.authority and not url.startswith("data:"):
            self.elsewhere.append(url)

    def open(self, path: str) -> Page:
        self.page.goto(self.server.address.rstrip("/") + path)
        return self.page

    def violations(self, *, contrast_alone: bool = False) -> list[str]:
        """Return what axe finds; contrast is all that changes with the colours."""
        rules = {"runOnly": ["color-contrast", "target-size"]} if contrast_alone else None
        found = Axe().run(self.page, options=rules).response["violations"]
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


@pytest.fixture
def watched(browser: Browser, harbour_server: Server) -> Iterator[Watched]:
    """Return a page of the app that is watched."""
    context = browser.new_context(reduced_motion="reduce")
    yield Watched(context, harbour_server)
    context.close()


@pytest.fixture(scope="module")
def pictures(root: Path) -> Path:
    """Return the folder for pictures, which a run leaves behind."""
    folder = root / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def full() -> None:
    """Need the full editor; skip where it was not brought, fail where it must be."""
    if not vendored.present():
        if os.environ.get("CI"):
            pytest.fail("CI has no full editor: run `make web`")
        pytest.skip("the full editor is not here: `make web` brings it")


LOOKS = {"light": 1280, "dark": 1280, "phone": 380}


@pytest.fixture(scope="module")
def looks(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Return a browser context for each look."""
    contexts = {
        look: browser.new_context(
            color_scheme="dark" if look == "dark" else "light",
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )
        for look, width in LOOKS.items()
    }
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_a_page_asks_nobody_else_complains_of_nothing_and_is_accessible(
    looks: dict[str, BrowserContext], harbour_server: Server, addresses: dict[str, str],
    pictures: Path, name: str, look: str,
) -> None:  # fmt: skip
    watched = Watched(looks[look], harbour_server)
    page = watched.open(addresses[name])
    page.screenshot(path=pictures / f"{name}-{look}.png", full_page=name != "vocabulary")
    complaints = [c for c in watched.complaints if not (name == "missing" and "404" in c)]
    assert watched.elsewhere == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]
    if name == "vocabulary":  # hundreds of rows of one kind: some are enough
        page.evaluate(
            "document.querySelectorAll('tbody tr:nth-child(n+20)').forEach(r => r.remove())"
        )
    if look != "phone":  # the same colours and elements as on a large screen
        assert watched.violations(contrast_alone=look == "dark") == []
    page.close()


def test_the_policy_stops_what_a_page_would_fetch_elsewhere(watched: Watched) -> None:
    page = watched.open("/about")
    page.evaluate("fetch('https://outside.example/').catch(() => 0)")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in text for text in watched.complaints)


@pytest.mark.parametrize("name", ["claims", "question", "article", "lineage", "answer"])
def test_without_scripts_a_page_shows_the_same_text(
    browser: Browser, harbour_server: Server, addresses: dict[str, str], name: str
) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = Watched(context, harbour_server).open(addresses[name])
        page.wait_for_load_state()
        texts.append(
            page.locator("h1").inner_text() + page.locator("table").all_inner_texts().__repr__()
        )
        context.close()
    assert texts[0] == texts[1]


def test_without_scripts_a_query_runs(browser: Browser, harbour_server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = Watched(context, harbour_server).open("/query")
    page.locator("#query").fill(ROWS)
    page.locator("button.main").click()
    assert page.locator("#answer tbody tr").count() == 3
    context.close()


def test_a_query_runs_by_keyboard_alone(watched: Watched) -> None:
    page = watched.open("/query?plain=1")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "query":
            break
    page.keyboard.press("Control+A")
    page.keyboard.type(ROWS)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer")
    assert page.locator("#answer tbody tr").count() == 3
    assert page.evaluate("document.activeElement.id") == "answer-head"


def test_the_plain_editor_completes_terms_of_this_graph_by_keyboard(watched: Watched) -> None:
    page = watched.open("/query?plain=1")
    page.locator("#query").fill("SELECT * { ?c cg:valueTe")
    page.locator("#query").press("Control+Space")
    page.wait_for_selector("#hints:not([hidden])")
    page.keyboard.press("Enter")
    assert page.locator("#query").input_value() == "SELECT * { ?c cg:valueText"
    assert watched.elsewhere == []


def test_choosing_a_facet_filters_and_the_address_remembers(watched: Watched) -> None:
    page = watched.open("/claims")
    before = page.locator("table.list tbody tr").count()
    page.locator("#f-speaker").select_option("seafarers-union")
    assert page.url.endswith("/claims")  # arrow keys must not send the form
    page.locator(".facets button").click()
    page.wait_for_url("**/claims?speaker=seafarers-union")
    assert 0 < page.locator("table.list tbody tr").count() < before
    assert page.locator("#f-speaker").input_value() == "seafarers-union"


def test_a_box_of_the_lineage_opens_its_surroundings(watched: Watched) -> None:
    page = watched.open("/lineage?whole=1")
    everybody = page.locator("svg.flow a").count()
    page.locator("svg.flow a", has_text="Seafarers").click()
    page.wait_for_url("**/lineage?around=agent*")
    assert page.locator("svg.flow a.centre").count() == 1
    page.goto(page.url + "&hops=1")
    near = page.locator("svg.flow a").count()
    assert 1 < near < everybody
    page.locator("text=one step more").click()
    assert page.locator("svg.flow a").count() > near


def test_a_mark_in_the_text_leads_to_its_claim_and_back(
    watched: Watched, addresses: dict[str, str]
) -> None:
    page = watched.open(addresses["article"])
    page.locator(".prose mark a").first.click()
    claim = page.locator(".told li:target")
    assert claim.count() == 1
    claim.locator(".meta a").first.click()
    assert "#char=" in page.url
    assert page.locator(".spot:target").count() == 1


def test_the_report_opens_in_the_app_without_complaint(watched: Watched) -> None:
    page = watched.open("/report")
    page.wait_for_load_state()
    assert (watched.elsewhere, watched.complaints) == ([], [])
    assert page.locator(".item").count() > 10


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_full_editor_asks_only_this_server_and_is_accessible(
    browser: Browser, harbour_server: Server, pictures: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light",
                                  reduced_motion="reduce")  # fmt: skip
    watched = Watched(context, harbour_server)
    page = watched.open("/query")
    page.wait_for_selector("#yasgui[data-ready]")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".yasr table tbody tr")
    page.wait_for_timeout(300)
    page.screenshot(path=pictures / f"editor-{scheme}.png")
    assert (watched.elsewhere, watched.complaints) == ([], [])
    assert watched.violations() == []
    hrefs = page.locator(".yasr_results td a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert hrefs
    assert [href for href in hrefs if not href.startswith("/")] == []
    context.close()


@pytest.mark.usefixtures("full")
def test_the_full_editor_completes_from_this_graph_and_tells_nobody(watched: Watched) -> None:
    page = watched.open("/query")
    page.wait_for_selector("#yasgui[data-ready]")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * { ?c cg:valueTe")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint, .cm-variable-3:has-text('cg:valueText')")
    page.keyboard.press("Enter")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert "cg:valueText" in text
    page.keyboard.type(" ?v . ?v rdf:ty foaf:na ")
    page.wait_for_timeout(300)
    assert watched.elsewhere == []


@pytest.mark.usefixtures("full")
def test_a_link_to_a_query_runs_it_in_the_full_editor(watched: Watched) -> None:
    page = watched.open("/query?query=" + quote(ROWS))
    page.wait_for_selector(".yasr table tbody tr")
    assert page.locator(".yasr table tbody tr").count() == 3
