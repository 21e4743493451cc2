"""Damage of every kind in every shipped file is found: file, line, what, and a cure.

Works on a copy of the shipped claims; the texts have to be beside the checkout.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from claimgraph import check as checking
from claimgraph import validate
from claimgraph.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path.name for path in (ROOT / "claims").glob("*.yaml") if path.stem != "register")

DIGEST = r"sha256:[0-9a-f]{8}"
DAMAGE = [
    # what is damaged, the first place that fits, what it becomes, words of the message
    ("span", r"span: \[(\d+), (\d+)\]", lambda m: f"span: [{m[1]}, {int(m[2]) + 1}]",
     "does not have this digest"),
    ("span-order", r"span: \[(\d+), (\d+)\]", lambda m: f"span: [{m[2]}, {m[1]}]",
     "a span is [start, end]"),
    ("span-end", r"span: \[(\d+), (\d+)\]", lambda m: f"span: [{m[1]}, 999999]",
     "ends outside its article"),
    ("anchor-digest", rf"(?<=anchors)(.*?){DIGEST}", lambda m: f"{m[1]}sha256:00000000",
     "does not have this digest"),
    ("phrase", r"phrase: (\"?)\S", lambda m: f"phrase: {m[1]}Ž", "does not stand in its span"),
    ("article-digest", rf"(?<=\n  digest: )(\"?){DIGEST}", lambda m: f"{m[1]}sha256:00000000",
     "is in the articles folder"),
    ("characters", r"characters: (\d+)", lambda m: f"characters: {int(m[1]) + 1}",
     "`characters` is"),
    ("publisher", r"\n  publisher: ", lambda m: f"{m[0]}no-", "is not in the register"),
    ("story", r"\nstory: ", lambda m: f"{m[0]}no-", "is not in the register"),
    ("lang", r"\n  lang: \w+\n", lambda _: "\n", "'lang' is missing"),
    ("url", r"\n  url: .*\n", lambda _: "\n  url: ftp://x\n", "is not an http or https address"),
    ("question", r"question: ", lambda m: f"{m[0]}no-", "is not in the register"),
    ("value", r"value: (\d+)\n", lambda _: "value: abc\n", "'abc' is not a number"),
    ("hedge", r"hedge: \S+", lambda _: "hedge: perhaps", "'perhaps' is not a hedge"),
    ("attribution", r"attribution: \[", lambda m: f"{m[0]}no-", "is not in the register"),
    ("cue", r"cue: \S+", lambda _: "cue: shout", "'shout' is not a known cue"),
    ("modality", r"modality: \S+", lambda _: "modality: sure", "'sure' is not a known modality"),
    ("reason", r"reason: [a-z]+", lambda _: "reason: dull", "'dull' is not a known reason"),
    ("key", r"\n    value: ", lambda _: "\n    valeu: ", "'valeu' is not known here"),
    ("format", r"format: 1", lambda _: "format: 9", "`format: 1` is missing"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _without_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is damaged here is found before any shape is asked; pyshacl takes seconds a run."""
    monkeypatch.setattr(validate, "validate", lambda _, **_options: ())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "claims", tmp_path / "claims")
    return tmp_path / "claims"


def violations(folder: Path, seeds: Path) -> list[Problem]:
    return [p for p in checking.check(folder, seeds).problems if p.severity == "violation"]


def changed_line(before: str, after: str) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(at for at, (old, new) in enumerate(pairs, 1) if old != new)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage[0])
def test_damage_is_named_with_file_line_and_cure(
    copy: Path, seeds: Path, file: str, damage: tuple[str, str, object, str]
) -> None:
    _, pattern, change, words = damage
    path = copy / file
    before = path.read_text(encoding="utf-8")
    assert callable(change)
    after, count = re.subn(pattern, change, before, count=1, flags=re.DOTALL)
    assert count == 1, f"{file} has no such field"
    path.write_text(after, encoding="utf-8")
    told = [p for p in violations(copy, seeds) if words in p.what]
    assert len(told) == 1
    assert Path(told[0].where.file).name == file
    if "is missing" not in words:  # what is missing has no line: its block is named
        assert abs(told[0].where.line - changed_line(before, after)) <= 1
    assert told[0].cure


REGISTER = [
    ("kind: publisher", "kind: paper", "'paper' is not a known kind"),
    ("value: count", "value: counts", "'counts' is not a known value"),
    ("temporality: flow", "temporality: flew", "'flew' is not a known temporality"),
    ("edtf: ", "edtf: x", "is not a date in EDTF"),
    ("definition: ", "meaning: ", "'definition' is missing"),
    ("within: ", "inside: ", "the key 'inside' is not known here"),
    ("\nformat: 1", "\nformat: 0", "`format: 1` is missing"),
    ("\n    measure: ", "\n    measure: no-", "is not in the register"),
    ("\n    period: ", "\n    period: no-", "is not in the register"),
    ("parts: [", "parts: [no-", "is not in the register"),
]


@pytest.mark.parametrize(("old", "new", "words"), REGISTER)
def test_damage_of_the_register_is_named_with_its_line(
    copy: Path, old: str, new: str, words: str
) -> None:
    path = copy / "register.yaml"
    before = path.read_text(encoding="utf-8")
    assert old in before
    after = before.replace(old, new, 1)
    path.write_text(after, encoding="utf-8")
    try:
        told = [str(p) for p in checking.check(copy).problems if words in p.what]
    except Exception as error:  # noqa: BLE001 - a register that can't be read at all is raised
        told = [line for line in str(error).splitlines() if words in line]
    own = [line for line in told if re.search(r"register\.yaml:\d+: ", line)]
    assert len(own) == 1
    assert re.search(r" \(.+\)$", own[0])


def test_a_claim_that_is_taken_out_leaves_its_words_uncovered(copy: Path, seeds: Path) -> None:
    for file in FILES:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        at = text.index("\nnot_a_claim:")
        path.write_text(text[:at] + "\nnot_a_claim: []\n", encoding="utf-8")
    found = violations(copy, seeds)
    assert {p.rule for p in found} == {"evidence/coverage"}
    assert {Path(p.where.file).name for p in found} == set(FILES)
