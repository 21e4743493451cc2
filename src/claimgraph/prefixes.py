"""Layer 1. Prefixes of a document: short names for the IRIs of the vocabularies and of its data."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimgraph import vocab

_KINDS = ("agent", "article", "attribution", "claim", "concept", "document", "finding", "graph",
          "measure", "partition", "period", "place", "question", "story", "topic")  # fmt: skip
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_BASE = re.compile(r"<([^<>]*?)(?:graph/(?:register|findings)>|finding/[0-9a-f]+[>/])")


def base(nquads: str) -> str:
    """Return the base of the data in canonical N-Quads of ours, empty where nothing shows it."""
    found = _BASE.search(nquads)
    return found[1] if found else ""


def of(nquads: str) -> dict[str, str]:
    """Prefixes for a document: the vocabularies' own, and one for each kind of its data."""
    root = base(nquads)
    data = {kind: f"{root}{kind}/" for kind in _KINDS} if root else {}
    return dict(sorted({**data, **vocab.PREFIXES}.items()))


class Shortener:
    """Shortens IRIs and remembers which prefixes that took."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._prefix_of = {namespace: prefix for prefix, namespace in names.items()}
        self._used: set[str] = set()

    @property
    def used(self) -> dict[str, str]:
        """Prefixes met so far, in the order of their names."""
        return {p: n for p, n in self._names.items() if p in self._used}

    def short(self, iri: str) -> str | None:
        """Return *iri* as a prefixed name, None where no prefix fits or the rest needs escapes.

        >>> Shortener(vocab.PREFIXES).short(vocab.NS + "Claim")
        'cg:Claim'
        """
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is None or _LOCAL.fullmatch(iri, cut) is None:
            return None
        self._used.add(prefix)
        return f"{prefix}:{iri[cut:]}"
