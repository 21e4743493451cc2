"""Text as a reader meets it: cleaned, dates in words, sentences around spans, links."""

from __future__ import annotations

import pytest

from claimgraph import dates
from claimgraph.view.text import AROUND, around, clean, day, fragment, letter, web


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\ufeff", "\ud800"])
def test_signs_that_hide_or_turn_text_are_taken_out(sign: str) -> None:
    assert clean(f"a{sign}b") == "ab"


def test_joiners_that_scripts_need_stay() -> None:
    assert clean("क\u094d\u200dष") == "क\u094d\u200dष"


def test_white_space_becomes_single_spaces() -> None:
    assert clean(" a\n\tb\u00a0 c ") == "a b c"


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 1, 25, 26, 51, 52)] == ["A", "B", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2031", "2031"),
        ("2031-03", "March 2031"),
        ("2031-03-04", "4 March 2031"),
        ("2031-03-04~", "about 4 March 2031"),
        ("2031-03-04T18:30:00+01:00", "4 March 2031, 18:30 (UTC+01:00)"),
        ("2031-03-04T18:30:00", "4 March 2031, 18:30"),
        ("2031-03-04/..", "from 4 March 2031 on"),
        ("../2031-03-04", "until 4 March 2031"),
        ("2031-01/2031-06", "1 January 2031 to 30 June 2031"),
        ("2031-40", "1 January 2031 to 30 June 2031"),
    ],
)
def test_a_date_is_put_into_words(edtf: str, said: str) -> None:
    assert day(dates.parse(edtf)) == said


def test_an_unknown_date_is_nothing() -> None:
    assert day(None) == ""


def _around(text: str, words: str) -> tuple[str, str]:
    start = text.index(words)
    return around(text, start, start + len(words))


def test_the_sentence_around_a_span_is_found() -> None:
    text = "It rained. The quay, they said, was closed for a day. Nobody came."
    assert _around(text, "was closed") == ("The quay, they said,", "for a day.")


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert _around("The U.S. fleet left port early.", "left") == ("The U.S. fleet", "port early.")


def test_a_span_that_ends_its_sentence_has_nothing_after_it() -> None:
    assert _around("It rained. It froze.” More.", "It froze.”") == ("", "")


def test_the_full_stop_after_a_span_is_kept() -> None:
    assert _around("The quay closed. Then rain.", "closed") == ("The quay", ".")


def test_a_line_break_ends_a_sentence() -> None:
    assert _around("Fire in port\n\nA fire broke out", "A fire") == ("", "broke out")


def test_a_long_sentence_is_cut_on_both_sides() -> None:
    text = "x " * AROUND + "here" + " y" * AROUND
    before, after = _around(text, "here")
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert max(len(before), len(after)) <= AROUND + 2


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", "http://", "",
     "http://[broken", "https://a.example/ x", "https://a.example/\u202e"],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str) -> None:
    assert web(url) == ""
    assert fragment(url, "a phrase") == ""


def test_a_link_escapes_what_a_text_directive_reads_as_its_own() -> None:
    link = fragment("https://a.example/x#old", "twenty-four, & more")
    assert link == "https://a.example/x#:~:text=twenty%2Dfour%2C%20%26%20more"


def test_a_phrase_that_stands_twice_is_told_apart_by_the_words_before_it() -> None:
    text = "First no ship sank.\nThey confirmed that no ship sank."
    link = fragment("https://a.example/x", "no ship sank", text, 22)
    assert link == "https://a.example/x#:~:text=They%20confirmed%20that-,no%20ship%20sank"
