"""Layer 1. What the words of a phrase say of a number: its hedge and the number itself.

The words stand in ``languages/``, one file for each language; numbers in words are read by
text_to_num. What is not found is not doubted: a phrase is short and may leave its hedge out.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from claimgraph import hedges, resources
from claimgraph.kinds import NUMERIC
from claimgraph.model import Value

_TOKEN = re.compile(
    r"\d+(?:[:/]\d+)+"  # a time or a date: no number
    r"|\d{1,3}(?:[ \u00a0\u202f'\u2019]\d{3})+(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:\.[^\W\d_]+)*(?:['\u2019]|\.(?=\s|$))?"
    r"|[%+$\u20ac\u00a3\u00a5]"
)
_GROUPS = re.compile(r"[ \u00a0\u202f'\u2019]")
_FILLERS = frozenset("$\u20ac\u00a3\u00a5") | {"the", "den", "die", "der", "les", "los", "las"}
_YEARS = range(1900, 2101)
_REACH = 2
"""Words that may stand between a number and the hedge after it: "12 young people or more"."""

_SAME = {"threshold-exclusive": "more-than", "threshold-inclusive": "at-least"}


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language. lists: role ("before", ...) to words to what they mean."""

    id: str
    name: str
    reference: str
    decimal: str
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    lexicon: Mapping[str, Mapping[tuple[str, ...], str | float]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a phrase. number: None where only a word such as "dozens" stands for it.

    hedge: "" where no word says how exactly it is meant.
    """

    number: float | None
    hedge: str


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are words of, English first."""
    found = sorted(path.stem for path in resources.directory("languages").glob("*.toml"))
    return tuple(sorted(found, key=lambda name: name != "en"))


@cache
def language(tag: str) -> Language | None:
    """Return the words of the language of the tag *tag* (BCP 47), None where there are none."""
    name = tag.partition("-")[0].lower()
    if name not in languages():
        return None
    data = tomllib.loads(resources.text("languages", f"{name}.toml"))
    lists = {role: {k: tuple(v) for k, v in data[role].items()}
             for role in ("before", "after", "alone")}  # fmt: skip
    lexicon: dict[str, dict[tuple[str, ...], str | float]] = {
        role: {_key(text): hedge for hedge, texts in table.items() for text in texts}
        for role, table in lists.items()
    }
    for role in ("exact", "rough", "times"):
        lexicon[role] = {_key(text): number for text, number in data.get(role, {}).items()}
    return Language(name, data["name"], data["reference"], data["decimal"], lists, lexicon)


def _tokens(text: str) -> list[str]:
    return [t.replace("\u2019", "'") for t in _TOKEN.findall(text.casefold())]


def _key(text: str) -> tuple[str, ...]:
    return tuple(_tokens(text))


@dataclass(frozen=True, slots=True)
class _Word:
    """A token as find_numbers wants it."""

    token: str

    def text(self) -> str:
        return self.token

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return not self.token.isalpha()


def _in_words(tokens: Sequence[str], lang: str) -> dict[int, tuple[int, float]]:
    """Return the numbers written in words: where each begins, where it ends, and its value."""
    from text_to_num import find_numbers  # noqa: PLC0415 - only checking needs it

    found = find_numbers([_Word(token) for token in tokens], lang, 1.0)
    # "one" is as often a pronoun or an article as a number
    return {o.start: (o.end, o.value) for o in found if not o.is_ordinal and o.value > 1}


def _digits(token: str, decimal: str) -> float | None:
    if ":" in token or "/" in token:
        return None
    other = "," if decimal == "." else "."
    plain = _GROUPS.sub("", token)
    grouped = re.fullmatch(
        rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", plain
    )
    if grouped:
        plain = plain.replace(other, "")
    elif other in plain:
        return None
    try:
        return float(plain.replace(decimal, "."))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of tokens that means something. role: number, before, after or alone."""

    role: str
    start: int
    end: int
    number: float | None = None
    hedge: str = ""


def _longest(
    table: Mapping[tuple[str, ...], str | float], tokens: Sequence[str], at: int
) -> tuple[int, str | float] | None:
    most = max((len(key) for key in table), default=0)
    for size in range(min(most, len(tokens) - at), 0, -1):
        key = tuple(tokens[at : at + size])
        if key in table:
            return at + size, table[key]
    return None


def _items(tokens: Sequence[str], words: Language) -> Iterator[_Item]:
    spelt = _in_words(tokens, words.id)
    at = 0
    while at < len(tokens):
        item = _item(tokens, at, words, spelt)
        if item is None:
            at += 1
            continue
        yield item
        at = item.end


def _item(
    tokens: Sequence[str], at: int, words: Language, spelt: Mapping[int, tuple[int, float]]
) -> _Item | None:
    hits = [
        (found[0], role, found[1])
        for role in ("exact", "rough", "alone", "before", "after")
        if (found := _longest(words.lexicon[role], tokens, at))
    ]
    if at in spelt:
        hits.append((spelt[at][0], "spelt", spelt[at][1]))
    if tokens[at][0].isdecimal():
        number = _digits(tokens[at], words.decimal)
        return None if number is None else _multiplied(tokens, at, at + 1, number, words)
    if not hits:
        return None
    end, role, meaning = max(hits, key=lambda hit: hit[0])
    if isinstance(meaning, str):
        roles = {name for stop, name, _ in hits if stop == end}
        return _Item("+".join(sorted(roles)), at, end, hedge=meaning)
    item = _multiplied(tokens, at, end, meaning, words)
    return item if role != "rough" else replace(item, hedge="about")


def _multiplied(
    tokens: Sequence[str], start: int, end: int, number: float, words: Language
) -> _Item:
    while hit := _longest(words.lexicon["times"], tokens, end):
        end, factor = hit[0], float(hit[1])
        number = number * factor if factor >= 1 else number / round(1 / factor)
    return _Item("number", start, end, number)


def mentions(phrase: str, lang: str) -> tuple[Mention, ...]:
    """Return the numbers that *phrase* names, each with its hedge, in their order.

    >>> mentions("at least twelve people", "en")
    (Mention(number=12.0, hedge='at-least'),)

    A language without words gives nothing.
    """
    words = language(lang)
    if words is None:
        return ()
    tokens = _tokens(phrase)
    items = list(_items(tokens, words))
    found = []
    for at, item in enumerate(items):
        if item.role == "number":
            hedge = _hedge(tokens, items, at, words)
            found.append(Mention(item.number, hedge or item.hedge))
        elif item.role == "alone":
            found.append(Mention(None, item.hedge))
    return tuple(found)


def _hedge(tokens: Sequence[str], items: Sequence[_Item], at: int, words: Language) -> str:
    item = items[at]
    before = items[at - 1] if at else None
    if before and "before" in before.role:
        between = tokens[before.end : item.start]
        if all(token in _FILLERS for token in between):
            return before.hedge
    after = items[at + 1] if at + 1 < len(items) else None
    if item.end < len(tokens) and tokens[item.end] == "+":
        return "at-least"
    if after and "after" in after.role and after.start - item.end <= _REACH:
        own = words.lexicon["after"].get(tuple(tokens[after.start : after.end]), "")
        follows = items[at + 2] if at + 2 < len(items) else None
        if not (follows and follows.role == "number" and "before" in after.role):
            return str(own)
    return ""


def doubt(value: Value, phrase: str, lang: str) -> str:
    """Say in one sentence where *phrase* says another number or hedge than *value*; "" for not.

    Only what the phrase says itself is held against the value: a hedge that stands outside the
    phrase raises no doubt.
    """
    if value.kind not in NUMERIC or value.kind == "rank" or value.hedge == "range":
        return ""
    named = mentions(phrase, lang)
    numbers = [m for m in named if m.number is not None]
    if not numbers:
        return _doubt_of_word(value, named, phrase)
    if value.stated is None:
        return "" if len(named) > 1 else _says(phrase, numbers[0], value)
    same = [m for m in numbers if m.number is not None and _equal(m.number, value.stated)]
    if not same:
        plain = [m for m in numbers if not _is_year(m)]
        return _says(phrase, plain[0], value) if len(named) == 1 and plain else ""
    hedge = _SAME.get(value.hedge, value.hedge)
    fits = any(m.hedge in ("", hedge) for m in same)
    return "" if fits else _says(phrase, same[0], value)


def _doubt_of_word(value: Value, named: Sequence[Mention], phrase: str) -> str:
    if len(named) != 1 or named[0].hedge in (value.hedge, "vague"):
        return ""
    return _says(phrase, named[0], value)


def _is_year(mention: Mention) -> bool:
    return not mention.hedge and mention.number in _YEARS


def _equal(a: float, b: float) -> bool:
    whole = float(a).is_integer() and float(b).is_integer()
    return a == abs(b) if whole else math.isclose(a, abs(b), rel_tol=0.02)


def _says(phrase: str, mention: Mention, value: Value) -> str:
    return (
        f"the words {phrase!r} say {_shown(mention.number, mention.hedge)}, and the claim "
        f"{_shown(value.stated, value.hedge)}"
    )


def _shown(number: float | None, hedge: str) -> str:
    figure = "" if number is None else f"{number:,.6g}" if number % 1 else f"{number:,.0f}"
    name = hedge if hedge in hedges.TABLE else "no hedge"
    return f"{figure} ({name})" if figure else f"`{name}`"
