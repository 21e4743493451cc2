"""Layer 7. The command line: the group, and the boundary where errors become exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from claimgraph import __version__
from claimgraph.cli import data, findings, loading, output, reviewing, serving, tables
from claimgraph.errors import ClaimgraphError

_WRONG_USAGE = 2
_OUR_FAULT = 3
_INTERRUPTED = 130
_DEBUG = "CLAIMGRAPH_DEBUG"


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 violations or what --fail-on names, 2 wrong usage or input that "
    "can't be read, 3 a fault of claimgraph, 4 a remote end failed.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def app() -> None:
    """Keep who said what as files; see where sources agree, differ, and on how many origins.

    PATH is a folder of claim files, one of them, or a claims table that `import` wrote; the default
    is the folder `claims`.
    """


for _command in (
    *data.COMMANDS,
    *tables.COMMANDS,
    *findings.COMMANDS,
    *output.COMMANDS,
    *loading.COMMANDS,
    *reviewing.COMMANDS,
    *serving.COMMANDS,
):
    app.add_command(_command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Errors go to stderr, one line each."""
    _settle_streams()
    try:
        code = app.main(args=args, prog_name="claimgraph", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return _WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        return _INTERRUPTED
    except ClaimgraphError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output left (`| head`): nothing is wrong, and nothing more is wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001 - the last boundary: what gets here is our fault
        code = _our_fault(error)
    return code if isinstance(code, int) else 0


def _our_fault(error: Exception) -> int:
    """Say that the program is at fault; with CLAIMGRAPH_DEBUG set, raise to show where."""
    if os.environ.get(_DEBUG):
        raise error
    _say(f"this is a fault of claimgraph: {type(error).__name__}: {error}")
    _say(f"set {_DEBUG}=1 to see where, and please report it")
    return _OUR_FAULT


def _say(text: str) -> None:
    for line in text.splitlines():
        click.echo(f"error: {line}", err=True)


def _settle_streams() -> None:
    """Make output the same bytes in every locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
