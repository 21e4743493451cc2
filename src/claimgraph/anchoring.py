"""Layer 3. Filling spans and digests of a claim file from the words it names.

In a claim file an anchor starts as `phrase` (and `occurrence` where the phrase stands more than
once). `from` and `to` name the first and last words of the clause; without them the span is the
phrase. The hints go when the span stands.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from claimgraph import ids, outfile
from claimgraph.claimfile import MAX_CHARACTERS, MAX_WORDS
from claimgraph.errors import InputError, InputErrors
from claimgraph.snapshot import Snapshot, index, quotation_digest
from claimgraph.yamlfile import MAX_BYTES

_Map = MutableMapping[str, Any]
_Writer: TypeAlias = Any
"""A ruamel.yaml.YAML, which ships no types."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What anchoring did: text of the file, and how many anchors were kept, filled and moved."""

    text: str
    kept: int
    filled: int
    moved: int


def _occurrences(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _pick(text: str, words: str, occurrence: object) -> int:
    places = _occurrences(text, words)
    if not places:
        raise InputError(f"{words!r} is not in the article", cure="copy the words exactly")
    if occurrence is None:
        if len(places) > 1:
            raise InputError(
                f"{words!r} stands {len(places)} times in the article",
                cure="add `occurrence:`, from 1",
            )
        return places[0]
    if not isinstance(occurrence, int) or not 1 <= occurrence <= len(places):
        raise InputError(
            f"occurrence {occurrence} of {words!r} does not exist",
            cure=f"it stands {len(places)} times",
        )
    return places[occurrence - 1]


def locate(text: str, anchor: _Map) -> tuple[int, int]:
    """Span that an anchor's words name: phrase, widened to `from` before and `to` after it.

    Raises InputError when words are missing from *text* or stand there more than once.
    """
    phrase, first, last = (str(anchor.get(key) or "") for key in ("phrase", "from", "to"))
    occurrence = anchor.get("occurrence")
    if phrase:
        at = _pick(text, phrase, occurrence)
        start, end = at, at + len(phrase)
        if first:
            start = text.rfind(first, 0, at + len(first))
    elif first:
        start = _pick(text, first, occurrence)
        end = start + len(first)
    else:
        raise InputError("this anchor names no words", cure="give `phrase`, or `from` and `to`")
    if start < 0:
        raise InputError(f"{first!r} does not stand before {phrase!r}", cure="check `from`")
    if last:
        at = text.find(last, max(start, end - len(last)))
        if at < 0:
            raise InputError(f"{last!r} does not follow", cure="check `to`")
        end = at + len(last)
    return start, end


def slide(text: str, length: int, digest: str) -> list[int]:
    """Every place where a span of *length* code points has this *digest*: the text moved."""
    wanted = digest.removeprefix("sha256:")
    return [
        at
        for at in range(len(text) - length + 1)
        if hashlib.sha256(text[at : at + length].encode()).hexdigest() == wanted
    ]


def _settle(snapshot: Snapshot, anchor: _Map, lang: str) -> str:
    """Give one anchor its span and digest; returns `kept`, `filled` or `moved`."""
    text = snapshot.text
    span, digest = anchor.get("span"), str(anchor.get("digest") or "")
    outcome = "filled"
    if span and digest and "from" not in anchor and "to" not in anchor:
        start, end = (int(span[0]), int(span[1]))
        if 0 <= start < end <= len(text) and ids.text_digest(text[start:end]) == digest:
            return "kept"
        places = slide(text, end - start, digest)
        if len(places) == 1:
            start, end, outcome = places[0], places[0] + end - start, "moved"
        else:
            raise InputError(
                "its span's text is not in this version of the article",
                cure="remove `span` and `digest`, mend `phrase`, and anchor again",
            )
    else:
        start, end = locate(text, anchor)
    piece = text[start:end]
    short = len(piece) <= MAX_CHARACTERS and len(piece.split()) <= MAX_WORDS and "\n" not in piece
    if not anchor.get("phrase") and anchor.pop("keep_phrase", False) and short:
        anchor["phrase"] = piece
    for hint in ("from", "to"):
        anchor.pop(hint, None)
    if anchor.get("phrase"):
        anchor.setdefault("lang", lang)
    anchor["span"] = _flow([start, end])
    anchor["digest"] = _quoted(ids.text_digest(piece))
    return outcome


def _flow(items: list[int]) -> object:
    from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415 - only `anchor` writes YAML

    sequence = CommentedSeq(items)
    sequence.fa.set_flow_style()
    return sequence


def _quoted(text: str) -> object:
    """Text in quotes: libyaml reads `sha256:...` inside braces only so."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415 - see _flow

    return DoubleQuotedScalarString(text)


def _anchors(data: _Map) -> Iterator[tuple[_Map, str]]:
    """Every anchor of a claim file, and what it anchors: a claim, quotation or exclusion."""
    for claim in data.get("claims") or []:
        for anchor in claim.get("anchors") or []:
            yield anchor, "claim"
    for item in (data.get("article") or {}).get("quotations") or []:
        yield item, "quotation"
    for item in data.get("not_a_claim") or []:
        yield item, "exclusion"


def _line(anchor: _Map) -> int:
    mark = getattr(anchor, "lc", None)
    return (mark.line if mark is not None and mark.line is not None else 0) + 1


def yaml() -> _Writer:
    """Round-trip YAML in the house layout: comments, order and quotes stay."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only `anchor` and `init` write YAML

    writer = YAML()
    writer.preserve_quotes = True
    writer.width = 4096
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def anchor_text(source: str, name: str, snapshots: dict[str, Snapshot]) -> Outcome:
    """Fill every anchor of the claim file *source*. snapshots: the user's texts by sha256.

    Raises InputErrors that list each anchor that could not be placed, with its line.
    """
    if len(source) > MAX_BYTES:
        raise InputError("the file is larger than 64 MB", where=name)
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    writer = yaml()
    try:
        data = writer.load(source)
    except YAMLError as error:
        raise InputError(f"this is not YAML: {error}", where=name) from error
    article = data.get("article") if isinstance(data, MutableMapping) else None
    if not isinstance(article, MutableMapping):
        raise InputError("`article` is missing", where=name, cure="start with `claimgraph init`")
    snapshot = _snapshot(article, name, snapshots)
    lang = str(article.get("lang") or "und")
    counts = {"kept": 0, "filled": 0, "moved": 0}
    problems: list[InputError] = []
    for anchor, what in _anchors(data):
        try:
            if what == "claim" and not anchor.get("phrase") and "span" not in anchor:
                anchor["keep_phrase"] = True
            counts[_settle(snapshot, anchor, lang)] += 1
            if what == "quotation":
                start, end = anchor["span"]
                anchor["quote"] = _quoted(quotation_digest(snapshot.text[start:end]))
        except InputError as error:
            problems.append(
                InputError(error.what, where=f"{name}:{_line(anchor)}", cure=error.cure)
            )
    if problems:
        raise InputErrors(problems)
    article["digest"] = f"sha256:{snapshot.sha256}"
    article["characters"] = len(snapshot.text)
    out = io.StringIO()
    writer.dump(data, out)
    return Outcome(out.getvalue(), **counts)


def _snapshot(article: _Map, name: str, snapshots: dict[str, Snapshot]) -> Snapshot:
    wanted = str(article.get("digest") or "").removeprefix("sha256:")
    if wanted in snapshots:
        return snapshots[wanted]
    raise InputError(
        f"no text in the articles folder has the digest sha256:{wanted or '(none)'}",
        where=name,
        cure="put the snapshot there, or set `article: digest:` to the "
        "digest of the text that you hold (`claimgraph init --article` prints it)",
    )


def anchor_file(path: Path, articles: Path) -> Outcome:
    """Anchor the claim file at *path* in place against the texts below *articles*."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't be read: {error}", where=str(path)) from error
    outcome = anchor_text(source, str(path), index(articles))
    if outcome.text != source:
        outfile.write(path, [outcome.text])
    return outcome
