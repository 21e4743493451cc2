"""Layer 2. One article's claim file: YAML to model, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from claimgraph import ids, speech, values
from claimgraph.errors import InputError
from claimgraph.model import (
    DIMENSIONS,
    LINKS,
    Anchor,
    Article,
    Claim,
    NotAClaim,
    Quotation,
    Register,
    Value,
)
from claimgraph.register import check_format, edtf, sources
from claimgraph.yamlfile import Block

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
MAX_WORDS, MAX_CHARACTERS = 8, 60

CLAIM_KEYS = (
    "question", "key", "value", "hedge", "unit", "rate", "prices", "granularity", "low", "high",
    "words", "polarity", "attribution", "cue", "modality", "said_on", "as_of", "context",
    "status", *LINKS, "retracted_by", "anchors", "note",
)  # fmt: skip
"""Everything that an entry of `claims` may say."""


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """What one claim file holds."""

    article: Article
    claims: tuple[Claim, ...]
    not_claims: tuple[NotAClaim, ...]


def digest(block: Block, key: str) -> str:
    """Digest at *key*, written ``sha256:`` and 64 hex digits."""
    text = block.text(key)
    if _DIGEST.fullmatch(text) is None:
        raise block.error(
            f"{key!r} is not a digest",
            key=key,
            cure="write sha256: and 64 hex digits, or run `claimgraph anchor`",
        )
    return text


def anchor(block: Block, *, phrase_needed: bool = True) -> Anchor:
    """Read one anchor: span, digest, phrase."""
    span = block.raw("span")
    if span is None:
        raise block.error("this anchor has no span yet", cure="run `claimgraph anchor` on the file")
    ok = isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span)  # noqa: PLR2004
    if not ok or not isinstance(span, list) or not 0 <= span[0] < span[1]:
        raise block.error(
            "a span is [start, end] with 0 <= start < end",
            key="span",
            cure="run `claimgraph anchor` on the file",
        )
    phrase = block.text("phrase", None if phrase_needed else "")
    if len(phrase) > MAX_CHARACTERS or len(phrase.split()) > MAX_WORDS:
        raise block.error(
            f"the phrase has more than {MAX_WORDS} words or {MAX_CHARACTERS} characters",
            key="phrase",
            cure="keep the words that carry the fact",
        )
    block.raw("occurrence")
    for hint in ("from", "to"):
        if hint in block:
            raise block.error(
                f"`{hint}` is a hint for `claimgraph anchor`, which replaces it",
                key=hint,
                cure="run `claimgraph anchor` on the file",
            )
    lang = block.text("lang") if phrase else ""
    read = Anchor(span[0], span[1], digest(block, "digest"), phrase, lang, block.here())
    block.close()
    return read


def _url(block: Block, key: str) -> str:
    url = block.text(key, "")
    if url in ("", "unknown"):
        return ""
    if _URL.fullmatch(url) is None:
        raise block.error(
            f"{url!r} is not an http or https address",
            key=key,
            cure="write the full address, or `unknown`",
        )
    return url


def _quotations(block: Block) -> tuple[Quotation, ...]:
    found = []
    for item in block.blocks("quotations"):
        quote = digest(item, "quote")
        found.append(Quotation(anchor(item, phrase_needed=False), quote))
    return tuple(found)


def _known(block: Block, key: str, name: str, kind: Mapping[str, object], what: str) -> str:
    if name and name not in kind:
        raise block.error(
            f"{what} {name!r} is not in the register",
            key=key,
            cure="add it to register.yaml or mend the spelling",
        )
    return name


def read_article(block: Block, slug: str, register: Register) -> Article:
    """Read the `article` part of a claim file."""
    story = _known(block, "story", block.slug("story"), register.stories, "story")
    head = block.block("article")
    if head is None:
        raise block.error("`article` is missing", cure="add it, or run `claimgraph init`")
    characters = head.integer("characters")
    if characters is None or characters < 1:
        raise head.error(
            "`characters` is missing", key="characters", cure="run `claimgraph anchor` on the file"
        )
    for key in ("published", "url"):
        if key not in head:
            raise head.error(f"`{key}` is missing", cure=f"add it, or write `{key}: unknown`")
    publisher = _known(head, "publisher", head.slug("publisher"), register.agents, "agent")
    stated = head.choice("publisher_basis", ("stated", "inferred"))
    dated = head.choice("published_basis", ("stated", "inferred"), "stated")
    found = sources(head)
    article = Article(
        slug,
        story,
        digest(head, "digest").removeprefix("sha256:"),
        characters,
        head.text("lang"),
        publisher,
        "stated" if stated == "stated" else "inferred",
        head.text("label", slug),
        head.text("host", ""),
        head.text("byline", ""),
        edtf(head, "published"),
        "stated" if dated == "stated" else "inferred",
        edtf(head, "modified"),
        edtf(head, "recorded"),
        _url(head, "url"),
        head.text("credit", ""),
        found,
        _quotations(head),
        head.here(),
        edtf(head, "withdrawn"),
    )
    head.close()
    return article


def _at_fault(block: Block, error: InputError) -> str:
    """Return the key of a value that *error* is about, so that the message points at its line."""
    if "is not a hedge" in error.what or "value" not in block:
        return "hedge"
    return next(
        (k for k in ("low", "high", "rate", "prices", "unit") if k in block and k in error.what),
        "value",
    )


def _value(block: Block, register: Register, question_key: str) -> tuple[Value, str]:
    name = register.questions[question_key].measure
    _known(block, "question", name, register.measures, "its question's measure")
    measure = register.measures[name]
    written = values.Written(
        block.raw("value"),
        block.text("hedge", ""),
        block.number("granularity"),
        block.number("low"),
        block.number("high"),
        block.text("words", ""),
        block.text("unit", ""),
        block.number("rate"),
        block.text("prices", ""),
    )
    try:
        value = values.read(written, measure)
    except InputError as error:
        raise block.error(error.what, key=_at_fault(block, error), cure=error.cure) from error
    if value.concept:
        _known(block, "value", value.concept, register.concepts, "concept")
        if not value.text:
            name = register.concepts[value.concept].name
            value = Value(value.kind, name, concept=value.concept)
    denied = value.truth is False
    polarity = block.choice(
        "polarity", ("affirmative", "negative"), "negative" if denied else "affirmative"
    )
    if value.truth is not None and (polarity == "negative") != denied:
        raise block.error(
            "the polarity contradicts the value",
            key="polarity",
            cure="leave `polarity` out: true is affirmative, false negative",
        )
    return value, polarity


def value_fields(value: Value) -> list[ids.Field]:
    """Everything of a value that belongs to a claim's identity."""
    outer = (
        [value.outer.low, value.outer.high, value.outer.low_open, value.outer.high_open]
        if value.outer
        else []
    )
    numbers: list[ids.Field] = [repr(float(n)) if not isinstance(n, bool) else n for n in outer]
    stated = None if value.stated is None else repr(float(value.stated))
    edtf_text = value.dates.edtf if value.dates else ""
    free = value.text if value.kind == "text" else ""
    money: list[ids.Field] = (
        [value.rate and repr(float(value.rate)), value.prices] if value.rate or value.prices else []
    )
    return [
        value.kind, stated, value.unit, value.hedge, numbers, edtf_text, value.concept,
        value.truth, free, *money,
    ]  # fmt: skip


def claim_id(article: Article, claim: Claim, question_id: str) -> str:
    """Identity of a claim: who says which value, how surely; not where in the text it stands."""
    return ids.digest(
        article.work,
        question_id,
        list(claim.chain),
        claim.modality,
        claim.polarity,
        value_fields(claim.value),
        claim.as_of.edtf if claim.as_of else "",
    )


def read_claim(block: Block, article: Article, register: Register) -> Claim:
    """Read one entry of `claims`."""
    block.expect(CLAIM_KEYS)
    key = _known(block, "question", block.slug("question"), register.questions, "question")
    value, polarity = _value(block, register, key)
    speakers = block.texts("attribution")
    for speaker in speakers:
        _known(block, "attribution", speaker, register.agents, "agent")
    if len({article.publisher, *speakers}) != len(speakers) + 1:
        raise block.error(
            "an agent stands twice in this attribution",
            key="attribution",
            cure="the publisher is added by itself; name each speaker once",
        )
    cue = block.choice("cue", tuple(speech.CUES), None if speakers else "own-voice")
    modality = block.choice("modality", tuple(speech.MODALITIES), "asserted")
    context = block.texts("context")
    for dim in context:
        if dim not in DIMENSIONS:
            raise block.error(
                f"{dim!r} is not a dimension",
                key="context",
                cure="use one of " + ", ".join(DIMENSIONS),
            )
    anchors = tuple(anchor(item) for item in block.blocks("anchors"))
    if not anchors:
        raise block.error("this claim has no anchor", cure="add `anchors:` with a phrase")
    status = block.choice("status", ("current", "superseded", "retracted"), "current")
    claim = Claim(
        "",
        article.slug,
        key,
        value,
        (article.publisher, *speakers),
        cue,
        modality,
        "negative" if polarity == "negative" else "affirmative",
        anchors,
        edtf(block, "said_on"),
        context,
        "superseded"
        if status == "superseded"
        else "retracted"
        if status == "retracted"
        else "current",
        block.text("retracted_by", ""),
        block.text("note", ""),
        block.here(),
        edtf(block, "as_of"),
        block.slug("key", ""),
        tuple((kind, other) for kind in LINKS for other in block.texts(kind)),
    )
    block.close()
    return replace(claim, id=claim_id(article, claim, register.questions[key].id))


def _exclusions(block: Block, slug: str, problems: list[InputError]) -> list[NotAClaim]:
    found: list[NotAClaim] = []
    for item in block.blocks("not_a_claim"):
        try:
            reason = item.choice("reason", speech.REASONS)
            item.raw("note")
            found.append(NotAClaim(slug, anchor(item, phrase_needed=False), reason))
        except InputError as error:
            problems.append(error)
    return found


def read(block: Block, slug: str, register: Register, problems: list[InputError]) -> ClaimFile:
    """Read a claim file; faults of single claims are appended to *problems*, the rest survives.

    Raises InputError where the article itself can't be read.
    """
    check_format(block)
    article = read_article(block, slug, register)
    claims: list[Claim] = []
    for item in block.blocks("claims"):
        try:
            claims.append(read_claim(item, article, register))
        except InputError as error:
            problems.append(error)
    not_claims = _exclusions(block, slug, problems)
    block.close()
    return ClaimFile(article, tuple(claims), tuple(not_claims))
