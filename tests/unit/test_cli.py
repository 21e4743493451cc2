"""The command line: streams, exit codes, and that every command reaches its function."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from claimgraph import __version__, cli, validate, workflow
from claimgraph.errors import RemoteError


@dataclass(frozen=True)
class Ran:
    """What one run of the command line did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(validate, "validate", lambda _, **_options: ())  # pyshacl has its own tests

    def call(*args: str | Path) -> Ran:
        code = cli.run([str(arg) for arg in args])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


COMMANDS = ("anchor", "build", "check", "compare", "explain", "init", "list", "query", "report")


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    ran = run("--help")
    assert [name for name in COMMANDS if f"\n  {name}" not in ran.out] == []
    assert "Exit codes: 0 fine" in ran.out
    assert ran.code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_can_be_quiet(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.code, "-q, --quiet" in ran.out) == (0, True)


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"claimgraph {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        ("frobnicate",),
        ("list", "--frob"),
        ("check", "-f", "yaml"),
        ("explain",),
        ("explain", "a", "b", "c"),
        ("query",),
        ("anchor", "a.yaml"),
        ("build",),
        ("compare", "--fail-on", "nonsense"),
        ("init", "x", "--article", "a.txt"),
        ("list", "no-such-folder"),
        ("check", "no-such-folder"),
        ("report", "no-such-folder"),
    ],
)
def test_wrong_usage_and_missing_input_leave_with_two_and_no_data(
    run: Run, args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*args)
    assert (ran.code, ran.out) == (2, "")
    assert "rror: " in ran.err
    assert "Traceback" not in ran.err


def test_the_folder_is_claims_unless_given(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
                                           ) -> None:  # fmt: skip
    folder.rename(folder.parent / "claims")
    monkeypatch.chdir(folder.parent)
    assert len(json.loads(run("list", "-f", "json").out)) == 37


def test_check_prints_its_findings_as_data(run: Run, folder: Path) -> None:
    ran = run("check", folder, "--articles", folder / "texts")
    assert (ran.code, ran.err) == (0, "")
    assert "evidence checked" in ran.out


def test_check_says_what_it_skipped(run: Run, folder: Path) -> None:
    assert "evidence skipped (give --articles DIR)" in run("check", folder).out


def test_check_leaves_with_one_when_something_is_violated(run: Run, folder: Path) -> None:
    edit(folder / "gazette.yaml", "sha256:a3481152", "sha256:b3481152")
    ran = run("check", folder, "--articles", folder / "texts")
    assert ran.code == 1
    assert "gazette.yaml:37: violation: the text of the span [180, 204]" in ran.out


def test_check_in_json_keeps_talk_out_of_the_data(run: Run, folder: Path) -> None:
    ran = run("check", folder, "-f", "json")
    assert json.loads(ran.out)["ok"] is True
    assert "evidence skipped" in ran.err


def test_quiet_silences_talk_and_nothing_else(run: Run, folder: Path) -> None:
    ran = run("check", folder, "-f", "json", "--quiet")
    assert (json.loads(ran.out)["ok"], ran.err) == (True, "")
    assert "is not there" in run("list", folder / "none", "-q").err


def test_a_table_in_a_pipe_is_plain(run: Run, folder: Path) -> None:
    lines = run("list", folder).out.splitlines()
    assert len(lines) == 38
    assert lines[0].split()[:3] == ["id", "place", "question"]
    assert "\x1b" not in "".join(lines)


def test_compare_lists_every_finding(run: Run, folder: Path) -> None:
    ran = run("compare", folder, "-f", "json")
    assert {"conflict/value", "agree-exact", "omission"} <= {
        finding["content"] for finding in json.loads(ran.out)
    }
    assert ran.code == 0


def test_findings_alone_are_no_failure_but_fail_on_makes_them_one(run: Run, folder: Path) -> None:
    assert run("compare", folder).code == 0
    ran = run("compare", folder, "--fail-on", "conflict,tension")
    assert ran.code == 1
    assert "of the kinds in --fail-on" in ran.err
    assert run("compare", folder, "--fail-on", "updates").code == 0


def test_explain_takes_a_folder_and_the_beginning_of_an_id(run: Run, folder: Path) -> None:
    key = json.loads(run("list", folder, "-f", "json").out)[0]["id"]
    ran = run("explain", folder, key[:10])
    assert ran.out.startswith(f"Claim {key}\n")


def test_build_writes_the_file_and_says_so(run: Run, folder: Path, tmp_path: Path) -> None:
    ran = run("build", folder, "-o", tmp_path / "g.nq")
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {tmp_path / 'g.nq'}: " in ran.err
    assert (tmp_path / "g.nq").stat().st_size > 10_000


def test_query_answers_a_shipped_query(run: Run, folder: Path) -> None:
    ran = run("query", folder, "said-by", "-p", "agent=seafarers-union", "-f", "csv")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 3


def test_query_lists_the_shipped_queries(run: Run) -> None:
    assert "discrepancies" in run("query", "--names").out


def test_query_reads_sparql_from_an_argument_a_file_and_stdin(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?c a <https://w3id.org/claimgraph/ns#Claim> }"
    (tmp_path / "count.rq").write_text(text, encoding="utf-8")
    with (tmp_path / "count.rq").open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        answers = [
            run("query", folder, asked, "-f", "csv").out.split()
            for asked in (text, str(tmp_path / "count.rq"), "-")
        ]
    assert answers == [["n", "37"]] * 3


SERVICE = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"


@pytest.mark.parametrize("text", ["SELECT * { ?s", "nonsense", "DROP ALL", SERVICE])
def test_a_query_that_cannot_run_leaves_with_two(run: Run, folder: Path, text: str) -> None:
    ran = run("query", folder, text)
    assert (ran.code, ran.out) == (2, "")


def test_report_writes_the_form_that_the_ending_tells(run: Run, folder: Path, tmp_path: Path
                                                      ) -> None:  # fmt: skip
    ran = run("report", folder, "-o", tmp_path / "r.html")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_init_and_anchor_lead_to_a_folder_that_checks(run: Run, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "note.txt").write_text("The ferry sank.", encoding="utf-8")
    new = tmp_path / "new"
    ran = run("init", new, "--article", texts / "note.txt", "--publisher", "the-note")
    assert (ran.code, ran.out) == (0, "")
    edit(new / "register.yaml", "questions: {}", "questions: {sank: {text: The ferry sank}}")
    claim = (
        "claims:\n  - question: sank\n    value: true\n    anchors:\n      - phrase: ferry sank\n"
    )
    edit(new / "note.yaml", "claims: []\n", claim + "        from: The\n")
    ran = run("anchor", new / "note.yaml", "--articles", texts)
    assert ran.err == f"{new / 'note.yaml'}: anchors filled 1, moved 0, kept 0\n"
    assert run("check", new, "--articles", texts).code == 0


def test_a_fault_of_ours_leaves_with_three_and_no_traceback(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(workflow, "list_claims", broken)
    ran = run("list", folder)
    assert ran.code == 3
    assert "this is a fault of claimgraph: ZeroDivisionError: oops" in ran.err
    monkeypatch.setenv("CLAIMGRAPH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("list", folder)


def test_a_remote_end_that_failed_leaves_with_four(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise RemoteError("no answer", where="https://example.org/")

    monkeypatch.setattr(workflow, "list_claims", broken)
    assert run("list", folder).code == 4


def test_an_interrupt_is_no_traceback(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
                                      ) -> None:  # fmt: skip
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "list_claims", interrupted)
    ran = run("list", folder)
    assert (ran.code, "stopped" in ran.err) == (130, True)


def shell(*args: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "claimgraph", *(str(arg) for arg in args)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **env})


def test_output_is_the_same_in_every_locale_and_hash_order(folder: Path) -> None:
    plain = shell("list", folder, LC_ALL="C.UTF-8", PYTHONHASHSEED="1", TZ="UTC")
    other = shell("list", folder, LC_ALL="C", PYTHONHASHSEED="2", TZ="Asia/Tokyo",
                  PYTHONUTF8="0", PYTHONIOENCODING="latin-1")  # fmt: skip
    assert plain.returncode == 0
    assert "Seafarers’ Union".encode() in plain.stdout
    assert other.stdout == plain.stdout


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    pipe = f'"{sys.executable}" -m claimgraph list "{folder}" -f json | head -c 1'
    done = subprocess.run(["sh", "-c", pipe], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"[", b"")
