"""Problems are told in one form and one order."""

from __future__ import annotations

from claimgraph.model import SourceLine
from claimgraph.problems import Problem, in_order


def test_a_problem_reads_file_line_severity_message_cure() -> None:
    problem = Problem("warning", "r", "it is odd", SourceLine("a.yaml", 3), cure="look again")
    assert str(problem) == "a.yaml:3: warning: it is odd (look again)"


def test_a_problem_without_a_file_names_its_focus() -> None:
    assert str(Problem("info", "r", "odd", focus="urn:x")) == "urn:x: info: odd"


def test_problems_come_by_file_line_and_severity_without_repeats() -> None:
    def at(file: str, line: int, severity: str) -> Problem:
        return Problem("info" if severity == "info" else "violation", "r", "w",
                       SourceLine(file, line))  # fmt: skip

    shuffled = [at("b", 1, "info"), at("a", 9, "info"), at("a", 9, "bad"), at("a", 2, "info"),
                at("a", 2, "info")]  # fmt: skip
    assert in_order(shuffled) == (
        at("a", 2, "info"), at("a", 9, "bad"), at("a", 9, "info"), at("b", 1, "info"),
    )  # fmt: skip
