"""Layer 5. Text as a reader meets it: cleaned, dates in words, the sentence around a span."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import quote, urlsplit

from claimgraph.dates import Span, parse

_HIDDEN = frozenset("\u200b\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
                    "\u2066\u2067\u2068\u2069")  # fmt: skip
"""Direction marks and invisible characters; joiners stay, since scripts need them."""

AROUND = 240
"""Characters of the sentence kept on either side of a span."""

_BREAK = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])[.!?][\"'\u201d\u2019)]*(?=\s|$)|\n")
"""Where a sentence ends; not behind an initial or an abbreviation such as "U.S." or "Gen."."""

_YEAR, _MONTH = re.compile(r"\d{4}[~?%]?"), re.compile(r"\d{4}-(?:0\d|1[0-2])[~?%]?")

_CLOSED = re.compile(r"[.!?][\"'\u201d\u2019)]*\s*$")


def clean(text: str) -> str:
    r"""Return *text* on one line without control and direction characters.

    >>> clean("a\u202eb\x00 \n c")
    'ab c'
    """
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    return "".join(
        c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs") and c not in _HIDDEN
    )


def letter(index: int) -> str:
    """Name of the article at *index* (from 0): A to Z, then AA, AB, ...

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def day(span: Span | None) -> str:
    """Return a date or time in words, empty when it is not known."""
    if span is None or (span.first is None and span.last is None):
        return ""
    if span.instant is not None:
        zone = span.instant.strftime("%z")
        offset = f" (UTC{zone[:3]}:{zone[3:]})" if zone else ""
        return f"{_date(span.instant)}, {span.instant:%H:%M}{offset}"
    if span.between is not None:
        first, last = (day(parse(end)) for end in span.edtf.split("/"))
        return f"{first} to {last}"
    return ("about " if span.approximate else "") + _days(span)


def _days(span: Span) -> str:
    if span.first is None:
        return f"until {_date(span.last)}"
    if span.last is None:
        return f"from {_date(span.first)} on"
    if _YEAR.fullmatch(span.edtf):
        return str(span.first.year)
    if _MONTH.fullmatch(span.edtf):
        return f"{_MONTHS[span.first.month - 1]} {span.first.year}"
    end = "" if span.first == span.last else f" to {_date(span.last)}"
    return _date(span.first) + end


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
"""Not from the locale: the same bytes everywhere."""


def _date(when: date | None) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}" if when else ""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Rest of the sentence before and after the span, at most AROUND characters each."""
    head = text[max(0, start - AROUND) : start]
    breaks = [m.end() for m in _BREAK.finditer(head)]
    cut = "" if breaks or start <= AROUND else "… "
    before = head[breaks[-1] :] if breaks else head
    tail = text[end : end + AROUND]
    found = _BREAK.search(tail)
    if _CLOSED.search(text[start:end]):
        return cut + clean(before), ""
    after = tail[: found.end()] if found else tail
    more = "" if found or end + AROUND >= len(text) else " …"
    return cut + clean(before), clean(after) + more


def web(url: str) -> str:
    """Return *url* when it is a web address, else nothing: no other scheme is ever linked."""
    if clean(url) != url or " " in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def fragment(url: str, phrase: str, text: str = "", start: int = 0) -> str:
    """Link that opens *url* at *phrase* (URL Fragment Text Directives, WICG).

    text, start: the article and where the phrase stands in it; a phrase that stands there more
    than once is told apart by the words before it.
    """
    page = web(url)
    words = " ".join(phrase.split())
    if not page or not words:
        return ""
    lead = ""
    if text.count(phrase) > 1:
        at = text.find(phrase, start)
        lead = " ".join(text[max(0, at - AROUND) : max(0, at)].rpartition("\n")[2].split()[-4:])
    prefix = f"{_escaped(lead)}-," if lead else ""
    return f"{page.partition('#')[0]}#:~:text={prefix}{_escaped(words)}"


def _escaped(text: str) -> str:
    # quote() leaves "-" as it is, but a directive reads it as the mark of a prefix or suffix
    return quote(text, safe="").replace("-", "%2D")
