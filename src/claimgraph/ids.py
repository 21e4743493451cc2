"""Layer 0. Content-derived identifiers: sha256 of named fields, no clock, no counter."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

ID_HEX = 20
"""Hex digits kept of a digest: at a million ids a collision has a chance below 1e-12."""

Field = str | int | float | bool | None | Sequence["Field"]

SLUG = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
"""What an id written by a person looks like: lower case, digits, single ``-``, ``_`` or ``.``."""


def digest(*fields: Field) -> str:
    """Hex digest of *fields*, unambiguous because they are joined as a JSON array.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    >>> digest("attacks", 153)
    'a0c3636f5e435513923e'
    """
    return of_json(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))


def of_json(packed: str) -> str:
    """Hex digest of fields that are already written as a JSON array, without spaces."""
    return hashlib.sha256(packed.encode()).hexdigest()[:ID_HEX]


def text_digest(text: str) -> str:
    """Digest of *text* as claim files write it: ``sha256:`` and 64 hex digits of its UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def is_slug(text: str) -> bool:
    """Tell whether *text* can stand as an id in a claim file.

    >>> is_slug("attacks-claimed"), is_slug("Not So"), is_slug("a--b")
    (True, False, False)
    """
    return SLUG.fullmatch(text) is not None
