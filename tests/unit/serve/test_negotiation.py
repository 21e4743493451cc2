"""Accept headers against what there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.serve.negotiation import best

OFFERED = ["text/turtle", "application/ld+json", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("text/html;q=0.5, application/ld+json", "application/ld+json"),
        ("text/*;q=0.9, text/turtle;q=0.1", "text/html"),
        ("*/*;q=0.1, text/html;q=0", "text/turtle"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("text/turtle;profile=x;q=0.2, text/html;q=0.3", "text/html"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("not a range, text/html", "text/html"),
        ("text/turtle;q=2, text/html;q=0.5", "text/turtle"),
    ],
)
def test_the_most_liked_type_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert best(accept, OFFERED) == chosen


def test_the_server_s_order_decides_between_equals() -> None:
    assert best("text/html, text/turtle", OFFERED) == "text/turtle"


@given(st.text())
def test_no_header_is_too_strange(accept: str) -> None:
    assert best(accept, OFFERED) in {None, *OFFERED}
