"""Links to the words of a claim: Chromium finds them on a page as articles are really written."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from claimgraph.view.text import fragment

pytestmark = pytest.mark.browser

FAR = "<p>" + "<br>filler of the page</p><p>" * 200 + "</p>"

CASES = {
    "plain words": ("<p>The quay was closed by noon.</p>", "closed by noon"),
    "a hyphen": ("<p>Some twenty-four ships left.</p>", "twenty-four ships"),
    "a comma": ("<p>It cost 1,500 crowns.</p>", "1,500 crowns"),
    "an ampersand": ("<p>Brand &amp; Sons said so.</p>", "Brand & Sons"),
    "a per cent sign": ("<p>A rise of 12% in May.</p>", "12% in May"),
    "a question mark and a hash": ("<p>Which? No. #7 it was.</p>", "Which? No. #7"),
    "straight quotes": ('<p>He called it "a scandal" twice.</p>', 'it "a scandal"'),
    "curly quotes on the page": ("<p>It is the port\u2019s loss.</p>", "the port's loss"),
    "letters with accents": ("<p>Der Überfall am Kai kam.</p>", "Überfall am Kai"),
    "Arabic": ("<p dir=rtl>قال الميناء إنه مغلق</p>", "الميناء إنه مغلق"),
    "Chinese": ("<p>港口周一关闭了。</p>", "港口周一关闭了"),
    "other case": ("<p>THE QUAY WAS CLOSED.</p>", "the quay was closed"),
    "a tag inside": ("<p>about <b>300</b> residents left</p>", "about 300 residents"),
    "a line end in the phrase": ("<p>about 300 residents left</p>", "about 300\nresidents"),
    "a fixed space on the page": ("<p>about 300&nbsp;residents left</p>", "about 300 residents"),
    "a soft hyphen on the page": ("<p>about 300 resi&shy;dents left</p>", "about 300 residents"),
    "a number alone": ("<p>There were 153 of them.</p>", "153"),
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Return a folder and the address that it is served at, on this machine only."""
    folder = tmp_path_factory.mktemp("pages")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def lands(browser: Browser, link: str) -> float:
    """Open *link* and return how far down the page that took the reader."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    for _ in range(20):
        if page.evaluate("scrollY") > 0:
            break
        page.wait_for_timeout(25)
    found = float(page.evaluate("scrollY"))
    context.close()
    return found


def written(pages: tuple[Path, str], name: str, body: str) -> str:
    folder, address = pages
    html = f"<!doctype html><meta charset=utf-8><title>Page</title>{FAR}{body}{FAR}"
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return f"{address}/{name}.html"


@pytest.mark.parametrize("case", CASES)
def test_the_link_takes_the_reader_to_the_words(
    case: str, browser: Browser, pages: tuple[Path, str]
) -> None:
    body, phrase = CASES[case]
    url = written(pages, f"case-{list(CASES).index(case)}", body)
    assert lands(browser, fragment(url, phrase)) > 0


def test_words_that_are_not_there_leave_the_reader_at_the_top(
    browser: Browser, pages: tuple[Path, str]
) -> None:
    url = written(pages, "none", "<p>The quay was open.</p>")
    assert lands(browser, fragment(url, "the quay was closed")) == 0


def test_of_words_that_stand_twice_the_second_is_found(
    browser: Browser, pages: tuple[Path, str]
) -> None:
    first, second = "On Monday 40 people left.", "By Tuesday night 40 people left."
    url = written(pages, "twice", f"<p>{first}</p>{FAR}<p>{second}</p>")
    text = f"{first}\n{second}"
    at = text.index("40 people", len(first))
    one = lands(browser, fragment(url, "40 people", text, 0))
    other = lands(browser, fragment(url, "40 people", text, at))
    assert 0 < one < other
