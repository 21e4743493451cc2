"""Layer 5. The report in a few sentences and numbers: lead, tiles, matrix of topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from claimgraph import words
from claimgraph.view.items import AGREEING, MANY
from claimgraph.view.page import FindingView, Item, Tile, Topic, View
from claimgraph.view.text import clean

_ALWAYS = ("conflict", "tension", "independent", "one-origin", "unproven")


def tiles(items: Sequence[Item], names: Sequence[str]) -> tuple[Tile, ...]:
    """Count the items of each status; every item is in exactly one tile."""
    counts = Counter(item.status for item in items)
    found = []
    for status, label in words.STATUS.items():
        if status == "only":
            found += _only(counts, names)
        elif counts[status] or status in _ALWAYS:
            found.append(Tile(status, label, words.STATUS_MEANING[status], counts[status]))
    return tuple(found)


def _only(counts: Mapping[str, int], names: Sequence[str]) -> list[Tile]:
    meaning = words.STATUS_MEANING["only"]
    if len(names) > MANY:
        total = sum(counts[status] for status in counts if status.startswith("only-"))
        return [Tile("only", words.ONLY_ONE, meaning, total)]
    label = words.STATUS["only"].format
    return [
        Tile(status, label(letter=name), meaning, counts[status])
        for name in names
        if (status := f"only-{name.lower()}")
    ]


def labels(view: View) -> dict[str, str]:
    """Return the words for every status that an item of *view* can have, and of every tile."""
    only = words.STATUS["only"].format
    found = {status: label for status, label in words.STATUS.items() if status != "only"}
    found["only"] = words.ONLY_ONE
    return found | {f"only-{a.letter.lower()}": only(letter=a.letter) for a in view.articles}


def flags(items: Sequence[Item]) -> tuple[Tile, ...]:
    """Count what else can be said of items; an item may have several flags."""
    return tuple(
        Tile(flag, label, label, sum(flag in item.flags for item in items))
        for flag, label in words.FLAG.items()
    )


def topics(
    items: Sequence[Item], shown: Sequence[Tile], labels: Mapping[str, str]
) -> tuple[Topic, ...]:
    """Count the items of each topic by status, in the order of the tiles."""
    together = any(tile.status == "only" for tile in shown)
    counts = Counter((item.topic, _tile(item.status, together=together)) for item in items)
    return tuple(
        Topic(
            topic,
            clean(labels.get(topic, topic) or "Other"),
            tuple(counts[topic, tile.status] for tile in shown),
        )
        for topic in dict.fromkeys(item.topic for item in items)
    )


def _tile(status: str, *, together: bool) -> str:
    return "only" if together and status.startswith("only-") else status


def lead(items: Sequence[Item]) -> str:
    """Say the most important thing: how many shared questions get conflicting answers."""
    shared = sum(item.shared for item in items)
    conflicts = sum(item.status == "conflict" for item in items)
    if not shared:
        return "No question is answered by more than one of the articles."
    if shared == 1:
        found = "gets conflicting answers" if conflicts else "gets no conflicting answers"
        return f"The one shared question {found}."
    if not conflicts:
        return f"None of the {shared:,} shared questions gets conflicting answers."
    verb = "gets" if conflicts == 1 else "get"
    return f"{conflicts:,} of the {shared:,} shared questions {verb} conflicting answers."


def short(
    items: Sequence[Item], findings: Sequence[FindingView], names: Sequence[str]
) -> tuple[str, ...]:
    """Say the rest: tension, what agreement is worth, what is found once, sums."""
    count = Counter(item.status for item in items)
    sentences = []
    if count["tension"]:
        sentences.append(
            f"In {count['tension']:,} more the answers don't exclude each other, "
            "but their words point to different things."
        )
    sentences += _agreement(count)
    if count["history"]:
        sentences.append(
            f"{_questions(count['history'])} changed over time: one answer updates, corrects or "
            "withdraws the other."
        )
    if count["open"]:
        sentences.append(f"{_questions(count['open'])} can't be compared by rule.")
    inside = sum("inside" in item.flags for item in items)
    if inside:
        sentences.append(f"On {_questions(inside)} one article gives two answers.")
    sentences += _once(items, names)
    sentences += _sums(findings)
    return tuple(sentences)


def _questions(count: int) -> str:
    return words.plural(count, "question")


def _agreement(count: Mapping[str, int]) -> list[str]:
    agreed = sum(count[status] for status in AGREEING)
    if not agreed:
        return []
    parts = []
    if count["one-origin"]:
        go = "goes" if count["one-origin"] == 1 else "go"
        parts.append(f"{count['one-origin']:,} {go} back to one and the same source")
    if count["unproven"]:
        parts.append(
            f"for {count['unproven']:,} the texts don't show whether there is more than one origin"
        )
    if count["independent"]:
        rest = "rests" if count["independent"] == 1 else "rest"
        parts.append(f"{count['independent']:,} {rest} on separate origins")
    else:
        parts.append("none is shown to rest on separate origins")
    return [f"Of the {agreed:,} they agree on, {_listed(parts)}."]


def _listed(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def _once(items: Sequence[Item], names: Sequence[str]) -> list[str]:
    counts = Counter(item.status for item in items)
    found = [(name, counts[f"only-{name.lower()}"]) for name in names]
    told = [f"{count:,} only in {name}" for name, count in found if count]
    total = sum(count for _, count in found)
    if not told:
        return []
    verb = "is" if total == 1 else "are"
    if len(names) > MANY:
        return [f"{_questions(total)} {verb} answered in one article alone."]
    return [f"{_questions(total)} {verb} answered in one article alone: {_listed(told)}."]


def _sums(findings: Sequence[FindingView]) -> list[str]:
    holds = sum(f.content == "arithmetic/holds" for f in findings)
    fails = sum(f.content == "arithmetic/fails" for f in findings)
    if not holds and not fails:
        return []
    checks = words.plural(holds + fails, "sum or ratio", "sums and ratios")
    if not fails:
        return [f"{checks} checked, all of them hold."]
    agree = "agrees" if holds == 1 else "agree"
    disagree = "does" if fails == 1 else "do"
    told = f"{holds:,} {agree} with the stated figures and {fails:,} {disagree} not"
    return [f"Of {checks} checked, {told}."]
