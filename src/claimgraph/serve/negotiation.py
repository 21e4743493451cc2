"""Layer 6. Which media type a client gets: the Accept header against what there is.

Source: RFC 9110, sections 12.4.2 (weights) and 12.5.1 (Accept; the most specific range counts).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"\s*({_NAME}|\*)/({_NAME}|\*)\s*((?:;[^;]*)*)\s*")
_WEIGHT = re.compile(r"q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_MOST = 64
"""Ranges looked at: a longer header is cut, not refused."""


@dataclass(frozen=True, slots=True)
class _Range:
    main: str
    sub: str
    weight: float

    def fits(self, media: str) -> int:
        """Return how exactly the range names *media*: 0 for not at all, 3 for exactly."""
        main, _, sub = media.partition("/")
        if (self.main, self.sub) == (main, sub):
            return 3
        if self.main == main and self.sub == "*":
            return 2
        return int(self.main == "*" and self.sub == "*")


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.split(",")[:_MOST]:
        match = _RANGE.fullmatch(part)
        if match is None:
            continue  # an unreadable range asks for nothing
        weight = 1.0
        for parameter in match[3].split(";"):
            told = _WEIGHT.fullmatch(parameter.strip())
            if told:
                weight = float(told[1])
        found.append(_Range(match[1].lower(), match[2].lower(), weight))
    return found


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type of *offered* that *accept* likes most, None where it takes none.

    offered: in the server's own order of preference, which decides between equals and where the
    header is missing or empty.

    >>> best("text/csv;q=0.5, application/*", ["application/json", "text/csv"])
    'application/json'
    >>> best("text/*;q=0.3, text/html;q=0", ["text/html"]) is None
    True
    """
    if not accept or not accept.strip():
        return offered[0] if offered else None
    ranges = _ranges(accept)
    chosen, most = None, 0.0
    for media in offered:
        fitting = [(r.fits(media), r.weight) for r in ranges if r.fits(media)]
        weight = max(fitting, default=(0, 0.0), key=lambda pair: pair[0])[1]
        if weight > most:
            chosen, most = media, weight
    return chosen
