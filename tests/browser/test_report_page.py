"""The report in a browser: no request, no error, filters, evidence; all of it without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from claimgraph import report
from claimgraph.compare import compare
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.view import View, build
from tests.bench.generated import Sizes, corpus_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def view(harbour: Corpus, harbour_comparison: Comparison) -> View:
    """Return the view of the invented corpus."""
    return build(harbour, harbour_comparison)


@pytest.fixture(scope="module")
def address(view: View, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the report on disk, as a double click opens it."""
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(report.render(view, "html"), encoding="utf-8")
    return path.as_uri()


class Watched:
    """A page and what it asked for and complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Return the report, opened and watched."""
    context = browser.new_context(reduced_motion="reduce")
    opened = Watched(context.new_page())
    opened.page.goto(address)
    yield opened
    context.close()


def _shown(page: Page) -> int:
    return page.locator(".item:visible").count()


def test_opening_it_asks_for_nothing_and_complains_of_nothing(
    watched: Watched, address: str
) -> None:
    watched.page.locator("#theme").click()
    watched.page.locator(".item summary").first.click()
    assert watched.requests == [address]
    assert watched.complaints == []


def test_the_policy_is_in_force(watched: Watched) -> None:
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'),"
        "{src: 'https://outside.example/x.png'}))"
    )
    watched.page.wait_for_timeout(100)
    assert any("Content Security Policy" in text for text in watched.complaints)


def test_a_tile_filters_the_questions_and_the_address_remembers(
    watched: Watched, view: View
) -> None:
    page = watched.page
    count = next(tile.count for tile in view.tiles if tile.status == "conflict")
    page.locator("a.tile", has_text="Conflict").click()
    expect(page.locator("output")).to_have_text(f"{count} of {len(view.items)}")
    assert _shown(page) == count
    assert urlsplit(page.url).fragment == "f?status=conflict"


def test_a_cell_of_the_matrix_filters_by_topic_and_result(watched: Watched, view: View) -> None:
    page = watched.page
    topic = next(t for t in view.topics if t.counts[0])
    page.locator(".matrix tr", has_text=topic.label).locator("a").first.click()
    page.wait_for_function("document.querySelectorAll('.item[hidden]').length > 0")
    assert _shown(page) == topic.counts[0]


def test_finding_a_word_narrows_and_resetting_shows_all(watched: Watched, view: View) -> None:
    page = watched.page
    page.locator("input[name=q]").fill("warehouses")
    assert 0 < _shown(page) < len(view.items)
    page.locator("button[type=reset]").click()
    page.wait_for_function("document.querySelectorAll('.item[hidden]').length === 0")
    assert _shown(page) == len(view.items)


def test_a_filter_that_nothing_fits_says_so(watched: Watched) -> None:
    watched.page.locator("input[name=q]").fill("no such words anywhere")
    assert watched.page.locator(".nothing").is_visible()


def test_an_address_with_a_filter_opens_filtered(
    browser: Browser, address: str, view: View
) -> None:
    page = browser.new_page()
    page.goto(f"{address}#f?status=only-b")
    count = next(tile.count for tile in view.tiles if tile.status == "only-b")
    assert _shown(page) == count
    page.close()


def test_an_address_that_is_no_filter_does_no_harm(watched: Watched, address: str) -> None:
    for hash_ in ("#f?status=%3Cimg%3E&q=%", "#%E0%A4%A", "#f?nothing=1"):
        watched.page.goto(address + hash_)
    assert watched.complaints == []


def test_a_claim_s_link_opens_its_evidence(watched: Watched, view: View) -> None:
    page = watched.page
    key = view.findings[0].sides[0][0]
    page.locator(f"a[href='#claim-{key}']").first.click()
    assert page.locator(f"#claim-{key}").is_visible()


def test_the_keyboard_reaches_a_tile_and_uses_it(watched: Watched) -> None:
    page = watched.page
    page.locator("a.tile").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.startsWith('#f?status=')")
    assert _shown(page) > 0


def test_dark_and_light_change_places(watched: Watched) -> None:
    page = watched.page
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.locator("#theme").click()
    assert page.evaluate(ground) != before


def test_without_scripts_everything_is_there(browser: Browser, address: str, view: View) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert _shown(page) == len(view.items)
    assert not page.locator(".filter").is_visible()
    page.locator(".item summary").first.click()
    assert page.locator(".item .evidence").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_never_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_printing_opens_the_evidence(watched: Watched) -> None:
    page = watched.page
    assert not page.locator(".item .evidence").first.evaluate("e => e.checkVisibility()")
    page.emulate_media(media="print")
    assert page.locator(".item .evidence").first.evaluate("e => e.checkVisibility()")


@pytest.mark.parametrize("place", ["only-b", "method", "sums"])
def test_a_link_into_the_page_lands_where_it_says(
    browser: Browser, address: str, place: str
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 700})
    page.goto(f"{address}#{place}")
    page.wait_for_timeout(200)
    top = page.locator(f"#{place}").evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 700
    page.close()


@pytest.fixture(scope="module")
def many() -> View:
    """Return the view of ten made-up articles."""
    corpus = corpus_of(Sizes(400, 40, 10, 30))
    return build(corpus, compare(corpus))


@pytest.fixture(scope="module")
def many_address(many: View, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the report on ten articles."""
    path: Path = tmp_path_factory.mktemp("many") / "report.html"
    path.write_text(report.render(many, "html"), encoding="utf-8")
    return path.as_uri()


def test_a_pair_of_sources_filters_what_they_conflict_over(
    browser: Browser, many: View, many_address: str
) -> None:
    pair = next(pair for pair in many.across.pairings if pair.conflict)
    page = browser.new_page()
    page.goto(many_address)
    page.locator(f"a[data-filter='pair={pair.left}.{pair.right}']").click()
    assert _shown(page) == pair.conflict
    assert urlsplit(page.url).fragment == f"f?pair={pair.left}.{pair.right}"
    page.close()


def test_the_head_of_a_large_table_stays_in_view(browser: Browser, many_address: str) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(many_address)
    box = page.locator(".tall", has=page.locator("table.grid")).first
    box.evaluate("e => { e.scrollTop = 400; }")
    top = box.evaluate("e => e.getBoundingClientRect().top")
    head = box.locator("thead th").first.evaluate("e => e.getBoundingClientRect().top")
    assert abs(head - top) < 3
    page.close()


def test_a_summary_is_printed_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}#summary-only")
    page.emulate_media(media="print")
    assert not page.locator("#all").is_visible()
    assert page.locator("#short").is_visible()
    page.goto(f"{address}#short")
    page.emulate_media(media="print")
    assert page.locator("#all").is_visible()
    context.close()


def test_a_folder_is_read_by_its_links_alone(browser: Browser, many: View, tmp_path: Path) -> None:
    output = tmp_path / "out"
    report.write_folder(many, output, lambda _step, _done, _total: None)
    context = browser.new_context(java_script_enabled=False)
    watched = Watched(context.new_page())
    page = watched.page
    page.goto((output / "index.html").as_uri())
    page.locator("a.tile", has_text="Conflict").first.click()
    assert "questions/0001.html" in page.url
    page.locator(".item summary").first.click()
    assert page.locator(".item .statements").first.is_visible()
    page.get_by_role("link", name="Summary").first.click()
    assert page.url.endswith("index.html")
    assert watched.complaints == []
    assert all(url.startswith(output.as_uri()) for url in watched.requests)
    context.close()
