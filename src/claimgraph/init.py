"""Layer 3. A new folder of claim files: a commented register and one skeleton per article text.

Nothing that is there already is ever overwritten: everything is looked at before anything is
written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph import corpus, register, resources, snapshot, yamlfile
from claimgraph.errors import InputError, InputErrors
from claimgraph.ids import is_slug
from claimgraph.kinds import VALUE_TYPES
from claimgraph.model import AGENT_KINDS, FORMAT, TEMPORALITIES, Register
from claimgraph.speech import REASONS

SCHEMAS = "schemas"
"""Folder beside the claim files that holds the JSON Schemas for editors."""

_SHIPPED = ("claims.schema.json", "register.schema.json")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

_REGISTER = """\
# yaml-language-server: $schema={schemas}/register.schema.json
# What the claim files of this folder share: who speaks, and which questions are answered.
format: {format}

# Everyone who speaks, from publisher to eyewitness. Kinds: {kinds}.
# An anonymous source also needs `role:` and `scoped_to:` (the claim file's name without .yaml).
agents:
{agents}
# What several articles report on together.
stories:
{stories}
# Subjects under which questions are shown.
topics: {{}}
#  ferries: Ferry traffic

places: {{}}
#  north-bay: {{name: North Bay}}

periods: {{}}
#  june-2031: {{name: June 2031, edtf: "2031-06"}}

# What happened: a name of its own each, when (date:) and where (place:), the event it is part_of.
events: {{}}
# Populations and categories: a name, and the broader concepts it falls under.
concepts: {{}}
#  pensioners: {{name: pensioners, broader: passengers}}

# What is counted, measured or decided.
measures: {{}}
#  ferries-cancelled:
#    name: cancelled ferries
#    definition: Departures in the timetable that did not take place
#    value: count        # {values}
#    unit: departures
#    temporality: flow   # {temporalities}

# What claims answer: a measure and what fixes it. Without `measure` it is a proposition.
questions: {{}}
#  ferries-cancelled-in-june:
#    text: How many ferries were cancelled in North Bay in June 2031?
#    topic: ferries
#    measure: ferries-cancelled
#    place: north-bay
#    period: june-2031
#  captain-resigned:
#    text: The harbour captain resigned
"""

_AGENT = """\
  {id}:
    name: {id}  # as people know it
    kind: publisher
"""
_STORY = """\
  {id}:
    title: {id}  # in your own words
"""

_CLAIMS = """\
# yaml-language-server: $schema={schemas}/claims.schema.json
# One article, one file. The text itself stays with you: only its digest is written down.
format: {format}
story: {story}

article:
  digest: "sha256:{sha256}"
  characters: {characters}
  lang: {lang}
  publisher: {publisher}
  publisher_basis: inferred  # `stated` if the text itself names its publisher
  label: {slug}  # a name of your own, not the headline
  published: unknown  # EDTF: 2031-07-02, or with time and zone; unknown if the text does not say
  url: unknown
  # byline, credit, host: as the text has them
  # sources: [{{document: some-release, basis: stated}}]

# One entry per factual statement. `claimgraph anchor` adds span and digest to every anchor.
claims: []
#  - question: ferries-cancelled-in-june
#    value: 12
#    hedge: about
#    attribution: [harbour-office]   # after the publisher, the innermost speaker last
#    cue: say
#    anchors:
#      - phrase: about 12 departures   # at most 8 words and 60 characters
#        from: About 12                # first and last words of the clause; without them
#        to: in June                   # the phrase itself is the span

# What states nothing, with the reason: {reasons}.
not_a_claim: []
#  - from: Copyright
#    to: all rights reserved
#    reason: furniture
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article text that gets a claim file. publisher, story: ids; lang: BCP 47."""

    text: Path
    publisher: str
    story: str
    lang: str = "en"


def slug_of(name: str) -> str:
    """Return *name* as an id.

    >>> slug_of("000_Harbour Gazette")
    '000-harbour-gazette'
    """
    return _NOT_SLUG.sub("-", name.lower()).strip("-") or "article"


def create(folder: Path, drafts: Sequence[Draft]) -> tuple[Path, ...]:
    """Write register, schemas and skeletons into *folder*; returns the files written, in order.

    Raises InputError when the folder has a register and no drafts are given, when a file is
    already there, or when a draft names what an existing register lacks.
    """
    known = folder / corpus.REGISTER
    if known.exists() and not drafts:
        raise InputError(
            "there is a register already",
            where=str(known),
            cure="give article texts with --article, or another folder",
        )
    contents: dict[Path, str] = {}
    if known.exists():
        _demand(_read(known), drafts)
    else:
        contents[known] = _register_text(drafts)
    for draft in drafts:
        path = folder / f"{slug_of(draft.text.stem)}.yaml"
        if path in contents or path.exists():
            raise InputError(
                "is already there", where=str(path), cure="rename the text file, or remove it"
            )
        contents[path] = _claims_text(draft)
    schemas = {folder / SCHEMAS / name: resources.text("schemas", name) for name in _SHIPPED}
    contents |= {path: text for path, text in schemas.items() if not path.exists()}
    for path, text in contents.items():
        _write(path, text)
    return tuple(contents)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error


def _read(path: Path) -> Register:
    problems: list[InputError] = []
    _, block = yamlfile.read(path, str(path))
    found = register.read(block, problems)
    if problems:
        raise InputErrors(problems)
    return found


def _demand(known: Register, drafts: Sequence[Draft]) -> None:
    wanted: list[tuple[str, str, Mapping[str, object], Path]]
    wanted = [("agent", d.publisher, known.agents, d.text) for d in drafts]
    wanted += [("story", d.story, known.stories, d.text) for d in drafts]
    problems = [
        InputError(
            f"{what} {key!r} is not in the register",
            where=str(text),
            cure="add it to register.yaml first, or use one of: " + (", ".join(kind) or "(none)"),
        )
        for what, key, kind, text in wanted
        if key not in kind
    ]
    if problems:
        raise InputErrors(problems)


def _register_text(drafts: Sequence[Draft]) -> str:
    agents = dict.fromkeys(_id(draft.publisher, "publisher") for draft in drafts)
    stories = dict.fromkeys(_id(draft.story, "story") for draft in drafts)
    return _REGISTER.format(
        schemas=SCHEMAS,
        format=FORMAT,
        kinds=", ".join(AGENT_KINDS),
        values=", ".join(VALUE_TYPES),
        temporalities=", ".join(TEMPORALITIES),
        agents="".join(_AGENT.format(id=name) for name in agents) or "  {}\n",
        stories="".join(_STORY.format(id=name) for name in stories) or "  {}\n",
    )


def _id(name: str, what: str) -> str:
    if not is_slug(name):
        raise InputError(
            f"{name!r} is not an id for a {what}",
            cure="use lower case letters, digits and single hyphens",
        )
    return name


def _claims_text(draft: Draft) -> str:
    if _LANG.fullmatch(draft.lang) is None:
        raise InputError(f"{draft.lang!r} is not a language tag", cure="write en, de, pt-BR, ...")
    text = snapshot.read(draft.text)
    if not text.text.strip():
        raise InputError("holds no text", where=str(draft.text))
    return _CLAIMS.format(
        schemas=SCHEMAS,
        format=FORMAT,
        story=_id(draft.story, "story"),
        sha256=text.sha256,
        characters=len(text.text),
        lang=draft.lang,
        publisher=_id(draft.publisher, "publisher"),
        slug=slug_of(draft.text.stem),
        reasons=", ".join(REASONS),
    )
