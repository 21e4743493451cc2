"""Short names for IRIs."""

from __future__ import annotations

import pytest

from claimgraph import prefixes, vocab


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (vocab.NS + "Claim", "cg:Claim"),
        (vocab.NS + "cue-own-voice", "cg:cue-own-voice"),
        (vocab.NS, None),
        (vocab.NS + "a.", None),
        (vocab.NS + "a,b", None),
        (vocab.NS + "-a", None),
        ("https://elsewhere.example/a", None),
    ],
)
def test_an_iri_is_short_where_no_escape_is_needed(iri: str, short: str | None) -> None:
    assert prefixes.Shortener(vocab.PREFIXES).short(iri) == short


def test_only_the_prefixes_that_were_used_are_declared() -> None:
    shorten = prefixes.Shortener(vocab.PREFIXES)
    shorten.short(vocab.PREFIXES["skos"] + "broader")
    assert shorten.used == {"skos": vocab.PREFIXES["skos"]}


def test_the_data_have_prefixes_below_their_own_base() -> None:
    lines = "<a:s> <a:p> <a:o> <https://example.org/x/graph/register> .\n"
    assert prefixes.of(lines)["claim"] == "https://example.org/x/claim/"


def test_findings_alone_show_the_base_too() -> None:
    lines = "<https://example.org/finding/0aff/side/1> <a:p> <a:o> .\n"
    assert prefixes.base(lines) == "https://example.org/"


def test_foreign_data_have_only_the_vocabularies_prefixes() -> None:
    assert prefixes.of("<a:s> <a:p> <a:o> .\n") == dict(sorted(vocab.PREFIXES.items()))
