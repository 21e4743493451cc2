"""Layer 6. What the commands `load` and `verify` do, each as one function."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimgraph import workflow
from claimgraph.errors import UsageError
from claimgraph.remote import loading, marks, prepare, verify
from claimgraph.remote.connection import Connection
from claimgraph.remote.digest import Tallies
from claimgraph.remote.loading import Observer, Options, Outcome
from claimgraph.remote.prepare import Arrangement


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found. data: the graphs and statements that were expected."""

    graphs: int
    statements: int
    wrong: list[verify.Difference] = field(default_factory=list)


def load(
    path: Path, connection: Connection, arrangement: Arrangement, options: Options,
    observer: Observer,
) -> Outcome | None:  # fmt: skip
    """Load what *path* names; None where *observer* does not agree to the plan.

    Raises InputError, UsageError and RemoteError.
    """
    target = connection.target
    arranged = arrangement if target.quads else _grouped(arrangement)
    with tempfile.TemporaryDirectory(prefix="claimgraph-") as folder:
        observer.say("reading and checking the data")
        ready = prepare.prepare(path, Path(folder), arranged, _builder(arrangement))
        steps = loading.plan(ready, target, connection.http, options)
        if not observer.agree(steps):
            return None
        return loading.load(steps, target, connection.http, options, observer)


def _grouped(arrangement: Arrangement) -> Arrangement:
    return replace(arrangement, by_graph=True)


def _builder(arrangement: Arrangement) -> Callable[[Path], Iterable[str]]:
    return lambda path: workflow.blocks(path, findings=arrangement.findings)


def check(
    path: Path | None, connection: Connection, arrangement: Arrangement, base: str = ""
) -> Verified:
    """Compare what a store has with *path*, or with the manifest that a load left there.

    base: of the data, where the store has manifests of several. Raises UsageError where there is
    nothing to compare with.
    """
    http, target = connection.http, connection.target
    if path is not None:
        with tempfile.TemporaryDirectory(prefix="claimgraph-") as folder:
            ready = prepare.prepare(path, Path(folder), arrangement, _builder(arrangement))
            survey = ready.survey
            wrong = verify.against_data(http, target, survey.tallies, survey.path)
            return Verified(len(survey.tallies), survey.count, wrong)
    known = Tallies()
    for found in (base,) if base else marks.manifests(http, target):
        known |= marks.read_manifest(http, target, found)
    if not known:
        raise UsageError("the store has no manifest of a load", where=target.url,
                         cure="name the data: claimgraph verify PATH --at URL")  # fmt: skip
    wrong = verify.against_digests(http, target, known)
    return Verified(len(known), sum(tally.count for tally in known.values()), wrong)
