"""Layer 6. A large report as a folder: a summary, and pages of questions that lead to each other.

Each page is closed by the same policy as the report on one page, and needs no script to move on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from claimgraph.report.parts import Parts
from claimgraph.report.webpage import fill
from claimgraph.view.grid import Line, Pairing
from claimgraph.view.page import Item, View

TOO_MANY = 1000
"""Questions beyond which one page is slow to open, measured in a browser."""

ON_A_PAGE = 100
"""Questions of one page."""

WORST, IN_FULL, IN_A_PAIR = 100, 10, 1000
"""Questions in the summary's list of the worst, those shown in full, and those of two sources."""


def count(view: View) -> int:
    """Return how many pages *view* makes."""
    pairs = sum(pair.conflict > 0 for pair in view.across.pairings)
    return -(-len(view.items) // ON_A_PAGE) + pairs + 2


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one page that have one result and one topic. first: none of these before."""

    status: str
    topic: str
    items: tuple[Item, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """One page of questions. name: of its file; start, end: numbers of its questions, from 1."""

    name: str
    start: int
    end: int
    groups: tuple[Group, ...]


def pages(view: View) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every page of *view*, the summary last."""
    parts = Parts(view, apart=False)
    chunks = list(_chunks(parts))
    place = {item.id: c.name for c in chunks for group in c.groups for item in group.items}
    known = _Places(parts, place)
    for at, chunk in enumerate(chunks):
        around = {
            "chunk": chunk, "chunks": chunks, "total": len(view.items),
            "before": chunks[at - 1] if at else None,
            "after": chunks[at + 1] if at + 1 < len(chunks) else None,
            "lines": _lines(parts, chunk),
        }  # fmt: skip
        yield (
            chunk.name,
            fill("chunk.html", parts.linked(partial(known.link, chunk.name)), brief=True, **around),
        )
    for pair, items in _against(parts):
        name = _pair_page(pair)
        linked = parts.linked(partial(known.link, name))
        yield name, fill("pair.html", linked, pair=pair, shown=items, most=IN_A_PAIR)
    summary = parts.linked(partial(known.link, ""))
    yield "articles.html", fill("articles.html", summary)
    yield "index.html", fill("index.html", summary, chunks=chunks, **_starts(chunks, view),
                             worst=IN_FULL, most=WORST, pair_link=_pair_page)  # fmt: skip


def _chunks(parts: Parts) -> Iterator[Chunk]:
    """Cut all questions into pages: by result, by topic, and then as the report has them."""
    view = parts.view
    results = {tile.status: at for at, tile in enumerate(view.tiles)}
    topics = {topic.id: at for at, topic in enumerate(view.topics)}

    def order(item: Item) -> tuple[int, int]:
        return results[parts.tile_of(item.status)], topics[item.topic]

    items = sorted(view.items, key=order)
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(items), ON_A_PAGE):
        page = items[start : start + ON_A_PAGE]
        grouped: dict[tuple[str, str], list[Item]] = {}
        for item in page:
            grouped.setdefault((parts.tile_of(item.status), item.topic), []).append(item)
        groups = tuple(Group(*k, tuple(group), k not in seen) for k, group in grouped.items())
        seen |= set(grouped)
        name = f"questions/{start // ON_A_PAGE + 1:04d}.html"
        yield Chunk(name, start + 1, start + len(page), groups)


class _Places:
    """Where everything stands in the folder."""

    def __init__(self, parts: Parts, place: Mapping[str, str]) -> None:
        self._place, self._homes = place, parts.homes
        self._of = {
            key: item.id for item in parts.view.items for side in item.sides for key in side.claims
        }

    def link(self, here: str, kind: str, key: str) -> str:
        """Address of an item, claim or finding from the page *here*; "" is the summary."""
        homes = {"finding": self._homes, "claim": self._of}
        item = homes[kind][key] if kind in homes else key
        page = self._place.get(item, "index.html")
        mark = f"#{'q' if kind == 'item' else kind}-{key}"
        if page == here:
            return mark
        return ("../" if "/" in here else "") + page + mark


def _starts(chunks: Sequence[Chunk], view: View) -> dict[str, object]:
    """Where the first question of each result, and of each topic within it, stands."""
    found: dict[tuple[str, str], str] = {}
    for chunk in chunks:
        for group in chunk.groups:
            if group.first:
                found[group.status, group.topic] = f"{chunk.name}#{group.status}-{group.topic}"
                found.setdefault((group.status, ""), f"{chunk.name}#{group.status}-{group.topic}")
    return {
        "starts": found,
        "total": len(view.items),
        "pages_of": {
            tile.status: next((c for c in chunks if any(g.status == tile.status for g in c.groups)),
                              None)
            for tile in view.tiles
        },
    }  # fmt: skip


def _lines(parts: Parts, chunk: Chunk) -> list[Line]:
    return [
        parts.lines[item.id] for group in chunk.groups for item in group.items
        if item.id in parts.lines
    ]  # fmt: skip


def _pair_page(pair: Pairing) -> str:
    return f"pairs/{pair.left}-{pair.right}.html"


def _against(parts: Parts) -> Iterator[tuple[Pairing, list[str]]]:
    """Pairs of sources that conflict, with the items over which they do."""
    over: dict[tuple[str, str], list[str]] = {}
    for line in parts.view.across.lines:
        for ends in line.conflicts:
            over.setdefault(ends, []).append(line.item)
    for pair in parts.view.across.pairings:
        if pair.conflict:
            yield pair, over[pair.left, pair.right]
