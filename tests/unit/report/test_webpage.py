"""The web page: closed to everything outside, and to everything hostile inside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest

from claimgraph import resources
from claimgraph.report import webpage
from claimgraph.view import View

VOID = frozenset({"meta", "input", "br", "link", "img", "hr"})


class Page(HTMLParser):
    """The elements of a page in order, its text, and what its script and style hold."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Check that the innermost element is closed."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if self.open and self.open[-1] in ("script", "style"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.words.append(data)

    @property
    def attributes(self) -> Iterator[tuple[str, str, str]]:
        """Element, attribute name, value."""
        for tag, attrs in self.elements:
            for name, value in attrs.items():
                yield tag, name, value

    def values(self, name: str) -> list[str]:
        """Return the values of one attribute, wherever it stands."""
        return [value for _, found, value in self.attributes if found == name]


@pytest.fixture(scope="module")
def page(view: View) -> Page:
    """Return the page of the invented corpus."""
    return Page(webpage.render(view))


def test_every_element_is_closed_where_it_should_be(page: Page) -> None:
    assert (page.faults, page.open) == ([], [])


def test_the_policy_admits_exactly_the_script_and_the_style_of_the_page(page: Page) -> None:
    policy = next(a["content"] for t, a in page.elements if "http-equiv" in a)
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_there_is_one_script_and_one_style(page: Page) -> None:
    tags = Counter(tag for tag, _ in page.elements)
    assert (tags["script"], tags["style"], tags["link"], tags["iframe"]) == (1, 1, 0, 0)


def test_nothing_is_styled_or_scripted_in_an_attribute(page: Page) -> None:
    found = [n for _, n, _ in page.attributes if n == "style" or n.startswith("on")]
    assert found == []


def test_nothing_is_loaded_from_outside(page: Page) -> None:
    loading = {"src", "srcset", "data", "poster", "action", "background", "xlink:href"}
    assert [value for _, name, value in page.attributes if name in loading] == []
    assert re.findall(r"(?:url\(|@import|fetch\(|XMLHttpRequest|import\()[^)#]*", page.raw["style"]
                      + page.raw["script"]) == ["url("]  # fmt: skip


def test_links_lead_into_the_page_or_to_the_web(page: Page) -> None:
    odd = [
        value
        for tag, name, value in page.attributes
        if name == "href" and not value.startswith(("#", "https://example.org/courier/"))
    ]
    assert odd == []


def test_every_link_into_the_page_has_its_target(page: Page) -> None:
    ids = set(page.values("id"))
    targets = {value[1:] for value in page.values("href") if value.startswith("#")}
    assert targets - ids == set()


def test_no_id_stands_twice(page: Page) -> None:
    assert [i for i, n in Counter(page.values("id")).items() if n > 1] == []


def test_labels_refer_to_what_is_there(page: Page) -> None:
    ids = set(page.values("id"))
    named = {i for value in page.values("aria-labelledby") for i in value.split()}
    assert named - ids == set()


def test_every_claim_has_its_evidence_on_the_page(view: View, page: Page) -> None:
    ids = set(page.values("id"))
    assert [c.id for c in view.claims if f"claim-{c.id}" not in ids] == []
    text = " ".join("".join(page.words).split())
    for claim in view.claims:
        for place in claim.evidence:
            assert f"characters [{place.start}, {place.end}) · {place.digest}" in text


def test_every_claim_is_a_click_away_from_where_it_is_told(view: View, page: Page) -> None:
    links = set(page.values("href"))
    told = {c.id for c in view.claims}
    assert {key for key in told if f"#claim-{key}" not in links} == set()


def test_colour_is_never_alone(view: View, page: Page) -> None:
    text = "".join(page.words)
    assert all(f"{article.letter}" in text for article in view.articles)
    badges = [attrs for _, attrs in page.elements if attrs.get("class", "").startswith("badge")]
    assert {attrs["class"] for attrs in badges} == {"badge m0", "badge m1"}


def test_the_script_stays_short() -> None:
    script = resources.text("templates", "report.js")
    assert len(script.splitlines()) <= 90


def test_quoted_words_carry_their_language_and_direction(page: Page) -> None:
    quotes = [attrs for tag, attrs in page.elements if tag in ("q", "blockquote")]
    assert {(a.get("lang"), a.get("dir")) for a in quotes} == {("en", "auto")}


def _shape(page: Page) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attrs)) for tag, attrs in page.elements]


def test_hostile_text_makes_no_element_and_no_attribute(mild: View, wild: View) -> None:
    tame, changed = Page(webpage.render(mild)), Page(webpage.render(wild))
    assert _shape(changed) == _shape(tame)
    assert changed.raw == tame.raw
    assert changed.faults == []


def test_hostile_text_does_not_change_the_policy(wild: View, page: Page) -> None:
    changed = Page(webpage.render(wild))
    policy = [a["content"] for _, a in page.elements if "http-equiv" in a]
    assert [a["content"] for _, a in changed.elements if "http-equiv" in a] == policy


def test_no_sign_that_turns_text_around_reaches_the_page(view_of: Callable[[str], View]) -> None:
    page = webpage.render(view_of("a\u202eb\u2066c\x00d\x1be"))
    assert re.findall("[\u202a-\u202e\u2066-\u2069\x00\x1b]", page) == []
    assert "abcde" in page


def test_an_address_that_is_no_web_address_is_not_linked(view_of: Callable[[str], View]) -> None:
    page = Page(webpage.render(view_of("javascript:alert(1)")))
    assert [v for v in page.values("href") if not v.startswith("#")] == []
