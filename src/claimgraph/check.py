"""Layer 5. Checking claim files: the reader's rules, the shapes, the evidence.

Model faults come first; the shapes run once the files hold together, the evidence where the texts
are at hand. Nothing is skipped without saying so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from claimgraph import evidence, loading, phrasing, reviews, snapshot
from claimgraph.errors import InputError, InputErrors, UnreadableError, UsageError
from claimgraph.model import NOWHERE, Corpus, SourceLine
from claimgraph.positions import Positions
from claimgraph.problems import SEVERITIES, Problem, Severity, in_order
from claimgraph.sourcemap import field_of, sources

FORMATS = ("text", "json", "turtle")

UNREADABLE = "format/unreadable"
MODEL = "format"
WORDING = "words/number"
ZONE = "dates/zone"

_PREFIXES = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_SEVERITY = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
_WORDS: dict[Severity, str] = {"violation": "violation", "warning": "warning", "info": "note"}


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. shapes, evidence: whether that part was checked, else why not."""

    problems: tuple[Problem, ...]
    articles: int
    claims: int
    anchors: int
    base: str
    shapes: str = ""
    evidence: str = ""

    @property
    def exit_code(self) -> int:
        """0 when nothing is violated, 1 for violations, 2 when a file could not be read."""
        if any(problem.rule == UNREADABLE for problem in self.problems):
            return InputError.exit_code
        return int(any(problem.severity == "violation" for problem in self.problems))

    @property
    def summary(self) -> str:
        """One line for people: how much was checked and what was left out."""
        counts = dict.fromkeys(SEVERITIES, 0)
        for problem in self.problems:
            counts[problem.severity] += 1
        parts = [
            f"{_count(self.claims, 'claim')} in {_count(self.articles, 'article')}",
            _count(self.anchors, "anchor"),
            f"shapes {self.shapes or 'checked'}",
            f"evidence {self.evidence or 'checked'}",
            ", ".join(_count(counts[kind], word) for kind, word in _WORDS.items()),
        ]
        return "; ".join(parts)


def check(
    path: Path, articles: Path | None = None, *, engine: str = "fast", known: Path | None = None
) -> Report:
    """Check the claim files at *path*, and with *articles* their anchors against the texts there.

    Raises InputError when *path*, its register or the folder *articles* can't be read at all.
    """
    faults: list[InputError] = []
    corpus = loading.load(path, problems=faults)
    faults.extend(_review_faults(path))
    problems = [_model_problem(fault) for fault in faults]
    shapes = "skipped until the files can be read" if faults else ""
    if not faults:
        problems.extend(_shape_problems(corpus, engine, known))
    problems.extend(_wordings(corpus))
    held = "skipped (give --articles DIR)"
    if articles is not None:
        held = ""
        partial = {Path(problem.where.file).stem for problem in problems if faults}
        texts = snapshot.index(articles)
        problems.extend(evidence.check(corpus, texts, partial=partial))
        if corpus.register.tables:
            from claimgraph.importing import cellevidence  # noqa: PLC0415 - only tables need it

            problems.extend(cellevidence.check(corpus, articles))
    positions = Positions()
    placed = [replace(p, where=positions.of(p.where, p.field)) for p in problems]
    anchors = sum(len(claim.anchors) for claim in corpus.claims) + len(corpus.not_claims)
    return Report(
        in_order(placed), len(corpus.articles), len(corpus.claims), anchors, corpus.register.base,
        shapes, held,
    )  # fmt: skip


def _review_faults(path: Path) -> list[InputError]:
    """Faults of the reviews beside the claim files, where there are any."""
    try:
        reviews.load(path if path.is_dir() else path.parent)
    except InputErrors as errors:
        return errors.errors
    except InputError as error:
        return [error]
    return []


def _model_problem(fault: InputError) -> Problem:
    rule = UNREADABLE if isinstance(fault, UnreadableError) else MODEL
    return Problem("violation", rule, fault.what, _where(fault.where), cure=fault.cure)


def _where(text: str) -> SourceLine:
    file, _, line = text.rpartition(":")
    if file and line.isdecimal():
        return SourceLine(file, int(line))
    return SourceLine(text, 0) if text else NOWHERE


def _wordings(corpus: Corpus) -> Iterator[Problem]:
    """Yield a warning for each claim whose number is not the one that its phrase gives.

    A time without a zone gets a note: it can't be told from another one of its day.
    """
    for claim in corpus.claims:
        main, dates = claim.anchors[0], claim.value.dates
        if dates and dates.instant and dates.instant.tzinfo is None:
            yield Problem(
                "info", ZONE, f"the time {dates.edtf} has no zone, so only its day is compared",
                claim.where, "value", cure="add the offset from UTC: 2024-07-17T21:09:00+05:30",
            )  # fmt: skip
        told = phrasing.doubt(claim.value, main.phrase, main.lang)
        if told:
            yield Problem(
                "warning", WORDING, told, claim.where, "hedge",
                cure="mend `value` or `hedge`, or leave it if the words mean something else here",
            )  # fmt: skip


def _shape_problems(corpus: Corpus, engine: str, known: Path | None) -> Iterator[Problem]:
    from claimgraph import graph, validate  # noqa: PLC0415 - pyshacl takes half a second to import
    from claimgraph.compare.dimensions import comparable  # noqa: PLC0415 - as above

    where = sources(corpus)
    triples = graph.ntriples(corpus, None, comparable(corpus.register))
    good = None if known is None else validate.known_good(known)
    results = validate.validate(triples, engine=engine, known=good)
    if good is not None and known is not None:
        good.write(known)
    for result in results:
        yield Problem(
            result.severity, result.shape, result.message,
            where.get(result.subject) or where.get(result.focus, NOWHERE),
            field_of(result.path), focus=result.focus, path=result.path,
            component=result.component,
        )  # fmt: skip


def render(report: Report, fmt: str) -> str:
    """Write *report* as text for people, as JSON, or as a SHACL validation report in Turtle.

    Raises UsageError when *fmt* is not one of FORMATS.
    """
    if fmt not in FORMATS:
        raise UsageError(f"{fmt!r} is not a form of a check", cure="use " + ", ".join(FORMATS))
    if fmt == "json":
        return _as_json(report)
    return _as_turtle(report) if fmt == "turtle" else _as_text(report)


def _as_text(report: Report) -> str:
    return "".join(f"{problem}\n" for problem in report.problems) + report.summary + "\n"


def _as_json(report: Report) -> str:
    data = {
        "format": 1,
        "ok": report.exit_code == 0,
        "articles": report.articles,
        "claims": report.claims,
        "anchors": report.anchors,
        "shapes": report.shapes or "checked",
        "evidence": report.evidence or "checked",
        "problems": [
            {
                "severity": problem.severity,
                "rule": problem.rule,
                "message": problem.what,
                "cure": problem.cure,
                "file": problem.where.file,
                "line": problem.where.line,
                "field": problem.field,
                "focus": problem.focus,
            }
            for problem in report.problems
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_turtle(report: Report) -> str:
    """Write a W3C SHACL validation report; faults without a shape name the file they are in."""
    conforms = "false" if report.exit_code else "true"
    results = "".join(f" ;\n  sh:result {_result(p, report.base)}" for p in report.problems)
    return f"{_PREFIXES}[] a sh:ValidationReport ;\n  sh:conforms {conforms}{results} .\n"


def _result(problem: Problem, base: str) -> str:
    focus = problem.focus or f"{base}file/{quote(Path(problem.where.file).name)}"
    place = f"{problem.where}: " if problem.where.file else ""
    cure = f" ({problem.cure})" if problem.cure else ""
    lines = [
        "a sh:ValidationResult",
        f"sh:focusNode {_iri(focus)}",
        f"sh:resultSeverity {_SEVERITY[problem.severity]}",
        f"sh:resultMessage {_literal(place + problem.what + cure)}@en",
    ]
    if problem.path:
        lines.append(f"sh:resultPath {_iri(problem.path)}")
    if problem.component:
        lines.append(f"sh:sourceConstraintComponent {_iri(problem.component)}")
        lines.append(f"sh:sourceShape {_iri(problem.rule)}")
    return "[\n    " + " ;\n    ".join(lines) + "\n  ]"


def _iri(text: str) -> str:
    return "<" + quote(text, safe=":/?#[]@!$&'()*+,;=%~-._") + ">"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'
