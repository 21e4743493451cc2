"""The report as Markdown: readable, and nothing in it becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from claimgraph.compare import compare
from claimgraph.report import markdown
from claimgraph.view import View, build
from claimgraph.view.text import clean
from tests.bench.generated import Sizes, corpus_of

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def shape(text: str) -> list[str]:
    """Kinds of all tokens but text, which may be cut into any number of pieces."""
    kinds = (t.type for t in _flat(READER.parse(text)))
    return [kind for kind in kinds if kind not in ("text", "text_special", "softbreak")]


def _shown(text: str) -> str:
    inline = READER.parseInline(text)[0].children or []
    assert {t.type for t in inline} <= {"text", "text_special"}
    return "".join(t.content for t in inline)


@given(st.text(max_size=60).map(clean))
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert _shown(markdown.escape(text)) == text


@given(st.text(alphabet="-+=:.)1 #>|`~*_[]()!<&\\@w", max_size=30).map(clean))
@example("- x")
@example("+ x")
@example("1. x")
@example("12) x")
@example("===")
def test_escaped_text_stays_one_paragraph(text: str) -> None:
    kinds = [t.type for t in READER.parse(markdown.escape(text))]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])


def test_hostile_text_makes_no_markup(mild: View, wild: View) -> None:
    assert shape(markdown.render(wild)) == shape(markdown.render(mild))


def test_no_address_in_a_text_is_left_for_a_reader_to_make_a_link_of(
    view_of: Callable[[str], View],
) -> None:
    text = "https://evil.example www.evil.example me@evil.example"
    written = markdown.render(view_of(text))
    assert re.findall(r"https?://evil|www\.evil|me@evil", written) == []


def test_every_claim_is_a_click_away(view: View) -> None:
    written = markdown.render(view)
    for claim in view.claims:
        assert f'<a id="claim-{claim.id}"></a>' in written
        assert f"(#claim-{claim.id})" in written


def test_every_place_and_digest_is_told(view: View) -> None:
    written = markdown.render(view)
    for place in (e for claim in view.claims for e in claim.evidence):
        assert f"characters {place.start}-{place.end}, `{place.digest}`" in written


def test_the_headings_come_in_the_order_of_the_page(view: View) -> None:
    heads = re.findall(r"^## (.*)$", markdown.render(view), re.MULTILINE)
    assert [head.split(",")[0] for head in heads] == [
        "In short", "By topic", "Check these first", "Agreement",
        "Same answer", "Not comparable", "Sums and ratios",
        "Who relies on whom", "All questions", "Only in A", "Only in B", "Evidence",
        "How this was made",
    ]  # fmt: skip


def test_the_sentence_is_told_when_the_text_is_at_hand(view_with_texts: View) -> None:
    written = markdown.render(view_with_texts)
    assert "LINDMAR — **A fire destroyed 24 warehouses at Port Lindmar** on Monday" in written


def test_many_articles_have_their_tables_in_markdown() -> None:
    corpus = corpus_of(Sizes(400, 40, 10, 8))
    view = build(corpus, compare(corpus))
    text = markdown.render(view)
    for pair in view.across.pairings:
        numbers = (pair.shared, pair.agree, pair.one_origin, pair.conflict, pair.other)
        assert f" | {' | '.join(map(str, numbers))} |" in text
    assert text.count("\n### What about") >= len(view.across.courses)
    assert "## Who says what" in text
