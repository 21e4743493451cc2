"""Validation as a whole: engines agree, on what we made and on what chance made of it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from rdflib.exceptions import ParserError

from claimgraph import validate
from claimgraph.errors import UsageError
from claimgraph.model import Corpus
from claimgraph.rdfterms import document
from claimgraph.validate import reference
from claimgraph.validate.results import SH, Violation
from tests.bench.generated import FAULTS, Sizes, ntriples_of, with_faults

XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = (
    '"x"', '""', '""@en', '"a b c"@en', '"a b c"@EN-gb', '"eins\\n"@de', '"a1b2\\n"',
    '"a\\u00A0b"@en', '"one two three four five six seven eight nine"@en',
    f'"{"x" * 121}"', f'"{"𝒳" * 61}"@en', f'"{"𝒳" * 60}"@en', "<https://example.org/nowhere>",
    '"2021"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    '"2021-05-02"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    *(
        f'"{text}"^^<{XSD}{kind}>'
        for text, kind in (
            ("12", "integer"), ("twelve", "integer"), ("-1", "integer"), ("007", "integer"),
            ("9999999999999999999999", "integer"), ("1.50", "decimal"), ("1e3", "double"),
            ("0.30000000000000001", "decimal"), ("INF", "double"), ("2021-13-45", "date"),
            ("2021-02-03", "date"), ("true", "boolean"), ("0", "boolean"), ("maybe", "boolean"),
        )
    ),
)  # fmt: skip
SMALL = Sizes(12, per_article=5, publishers=3, places=2)


def spoilt(lines: list[str], chance: random.Random) -> list[str]:
    """Change up to six lines in ways that nobody planned."""
    lines = list(lines)
    words = [line[:-2].split(" ", 2) for line in lines]
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(lines))
        new = lines[at][:-2].split(" ", 2)
        change = chance.randrange(6)
        if change == 0:
            lines.pop(at)
            continue
        if change == 1:
            new[2] = chance.choice(ODD)
        else:
            place = change % 3
            new[place] = chance.choice(words)[place if change != 5 else 0]
        line = " ".join(new) + " ."
        lines = [*lines, line] if chance.random() < 0.5 else [*lines[:at], line, *lines[at + 1 :]]
    return lines


@pytest.fixture(scope="module")
def small() -> str:
    return ntriples_of(SMALL)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError, match="not an engine"):
        validate.validate("", engine="abacus")


def test_a_made_up_corpus_is_valid(small: str) -> None:
    assert validate.validate(small) == ()


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize("seed", range(25))
def test_chance_changes_give_the_same_results_by_both_engines(seed: int, small: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up data
    text = document(spoilt(small.splitlines(), chance))
    assert validate.validate(text) == validate.validate(text, engine="pyshacl")


def test_planted_faults_are_found_and_nothing_else_is_broken() -> None:
    text, faults = with_faults(ntriples_of(Sizes(400, per_article=20)), every=4)
    assert {fault.shape for fault in faults} == set(FAULTS)
    found = {(v.shape.rpartition("/")[2], v.subject) for v in validate.validate(text)}
    shapes = {(fault.shape.removesuffix("-constraint"), fault.about) for fault in faults}
    assert shapes - found == set()
    assert {about for _, about in found} == {fault.about for fault in faults}


def test_planted_faults_give_the_same_results_by_both_engines() -> None:
    text, _ = with_faults(ntriples_of(Sizes(40, per_article=10, publishers=4)), every=2)
    assert validate.validate(text) == validate.validate(text, engine="pyshacl") != ()


def test_the_order_of_the_lines_changes_nothing(small: str) -> None:
    text, _ = with_faults(small, every=2)
    lines = text.splitlines()
    random.Random(7).shuffle(lines)  # noqa: S311 - made-up data
    assert validate.validate("\n".join(lines) + "\n") == validate.validate(text)


def test_a_blank_node_is_left_to_the_reference(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = counted(monkeypatch)
    text = small + '_:b <https://w3id.org/claimgraph/ns#low> "1" .\n'
    assert "NumberRequired-hedge" in {v.shape.rpartition("/")[2] for v in validate.validate(text)}
    assert len(runs) == 1


def test_what_is_no_graph_is_refused_by_the_reference() -> None:
    with pytest.raises(ParserError):
        validate.validate("this is no graph .\n")


def test_a_valid_graph_does_not_need_the_reference(
    small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = counted(monkeypatch)
    validate.validate(small)
    assert runs == []


def test_a_text_that_ends_a_line_is_read_as_the_reference_reads_it(small: str) -> None:
    text = small.replace('"words of claim 3"@en', '"words of claim 3\\n"@en')
    assert text != small
    assert validate.validate(text) == validate.validate(text, engine="pyshacl")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each run of the reference."""
    runs: list[str] = []
    run: Callable[..., frozenset[Violation]] = reference.run

    def noted(ntriples: str, *rest: object) -> frozenset[Violation]:
        runs.append(ntriples)
        return run(ntriples, *rest)

    monkeypatch.setattr(reference, "run", noted)
    return runs


def test_a_value_of_zero_is_shown(harbour: Corpus) -> None:
    assert harbour
    text = '<urn:x> <https://w3id.org/claimgraph/ns#saidOn> "0"^^<urn:t> .\n'
    kind = (
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/claimgraph/ns#Claim>"
    )
    found = validate.validate(f"{text}<urn:x> {kind} .\n", engine="pyshacl")
    assert {v.value for v in found if v.shape.endswith("-saidOn")} == {"0"}


def test_a_claim_is_what_has_to_be_mended_when_the_focus_is_its_article() -> None:
    part = f"{SH}SPARQLConstraintComponent"
    claim = "https://example.org/claim/1"
    result = Violation("https://example.org/article/1", "s", part, "", claim, "", "violation")
    assert result.subject == claim
