"""Parts of the ontology and the shapes that follow from the hedge table."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from claimgraph import hedges, phrasing

ROOT = Path(__file__).resolve().parents[1]
FILES = (ROOT / "ontology" / "schemes.ttl", ROOT / "shapes" / "integrity.ttl")
_PART = re.compile(r"(# generated: ([a-z-]+)\n).*?(# end\n)", re.DOTALL)

BARE = {
    "exact": "a bare number",
    "round": "a bare round number",
    "threshold-exclusive": "over, older than (in a rule)",
    "threshold-inclusive": "and older, from (in a rule)",
    "range": "between ... and ...",
}
"""Wording that no list of words holds."""


def wording(hedge: str, lang: str) -> tuple[str, ...]:
    """Return the words of *hedge* in *lang*, each once, in the order of the table."""
    words = phrasing.language(lang)
    assert words is not None
    lists = (words.words[role].get(hedge, ()) for role in ("before", "after", "alone"))
    rough = (text for text in (" ".join(key) for key in words.lexicon["rough"]))
    found = [text for texts in lists for text in texts]
    return tuple(dict.fromkeys([*found, *(rough if hedge == "about" else ())]))


def _literal(text: str, lang: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{lang}'


def _concept(row: hedges.Hedge) -> str:
    name = row.id.replace("-", " ")
    english = ", ".join((*filter(None, [BARE.get(row.id)]), *wording(row.id, "en")))
    labels = [
        _literal(text, lang) for lang in phrasing.languages() for text in wording(row.id, lang)
    ]
    lines = [
        f"cg:hedge-{row.id} a skos:Concept , cg:Hedge",
        "skos:inScheme cg:hedge-scheme",
        f'skos:notation "{row.id}"',
        f'rdfs:label "{name}"@en',
        f'skos:prefLabel "{name}"@en',
        *([f"skos:altLabel {' , '.join(labels)}"] if labels else []),
        f"skos:definition {_literal(f'Wording such as: {english}.', 'en')}",
        f"skos:scopeNote {_literal(row.basis, 'en')}",
        "rdfs:isDefinedBy <https://w3id.org/claimgraph/ns>",
    ]
    return " ;\n    ".join(lines) + " .\n"


def hedge_scheme() -> str:
    """Return the concepts of the hedges, with their words in every language."""
    return "\n".join(_concept(row) for row in hedges.TABLE.values())


_ENDS = {
    "both": ((("low", "sh:equals cg:high"),), "An exact number is one number",
             "An exact number has one low and high end: mend the ends or give it another hedge."),
    "low": ((("low", ""), ("stated", "sh:lessThanOrEquals cg:low")), '"{name}" has a low end',
            '"{name}" needs the number it names, and a low end that is not below it.'),
    "high": ((("high", "sh:lessThanOrEquals cg:stated"), ("stated", "")),
             '"{name}" has a high end',
             '"{name}" needs the number it names, and a high end that is not above it.'),
    "around": ((("low", "sh:lessThanOrEquals cg:stated"),
                ("stated", "sh:lessThanOrEquals cg:high")),
               '"{name}" lies around its number',
               '"{name}" needs the number it names, with a low end below and a high end above it.'),
}  # fmt: skip


def _shape(row: hedges.Hedge) -> str:
    ends, label, message = _ENDS[row.tied]
    words = row.id.replace("-", " ")
    fall = " s:BelowZero" if row.tied in ("low", "high") else ""
    name = "".join(part.capitalize() for part in row.id.split("-")) + "Bounds"
    parts = [
        f"s:{name}-{end} a sh:PropertyShape ;\n    sh:path cg:{end} ;\n    sh:minCount 1"
        + (f" ;\n    {demand} .\n" if demand else " .\n")
        for end, demand in ends
    ]
    return (
        f"s:{name}-condition-value a sh:PropertyShape ;\n    sh:path cg:hedge ;\n"
        f"    sh:hasValue cg:hedge-{row.id} .\n"
        f"s:{name}-condition a sh:NodeShape ;\n    sh:property s:{name}-condition-value .\n"
        f"s:{name}-otherwise a sh:NodeShape ;\n    sh:not s:{name}-condition .\n"
        + "".join(parts)
        + f"s:{name}-demand a sh:NodeShape ;\n    sh:property "
        + " , ".join(f"s:{name}-{end}" for end, _ in ends)
        + f" .\ns:{name} a sh:NodeShape ;\n"
        f"    rdfs:label {_literal(label.format(name=words), 'en')} ;\n"
        "    sh:targetClass cg:Claim ;\n"
        f"    sh:or ( s:{name}-otherwise s:{name}-demand s:OtherUnit{fall} ) ;\n"
        "    sh:severity sh:Violation ;\n"
        f"    sh:message {_literal(message.format(name=words), 'en')} .\n"
    )


def hedge_shapes() -> str:
    """Return the shapes that hold the ends of a value against the number it states."""
    return "\n".join(_shape(row) for row in hedges.TABLE.values() if row.tied)


PARTS: dict[str, Callable[[], str]] = {
    "hedge-scheme": hedge_scheme,
    "hedge-shapes": hedge_shapes,
}


def text_of(path: Path) -> str:
    """Return the file at *path* with every marked part written again."""
    text = path.read_text(encoding="utf-8")
    return _PART.sub(lambda m: f"{m[1]}\n{PARTS[m[2]]()}\n{m[3]}", text)


def write() -> None:
    """Write all generated parts again."""
    for path in FILES:
        path.write_text(text_of(path), encoding="utf-8")
