"""Layer 5. One load from beginning to end: plan, send, commit, verify; and go on where it stopped.

Every step is written into the store before it counts as done, so that a process that dies at any
moment can be started again: it reads from the store what arrived and does the rest. All changes
may be carried out twice without harm (`marks`, `transfer`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from claimgraph.errors import RemoteError, UsageError
from claimgraph.remote import journal as journals
from claimgraph.remote import marks as bookkeeping
from claimgraph.remote import prepare, transfer, verify
from claimgraph.remote.digest import Tallies, Tally, dataset_digest
from claimgraph.remote.http import Http, is_loopback
from claimgraph.remote.journal import Journal
from claimgraph.remote.marks import Marks
from claimgraph.remote.prepare import Prepared
from claimgraph.remote.targets import Target
from claimgraph.remote.verify import Difference

Mode = Literal["add", "replace", "sync"]
MODES: tuple[Mode, ...] = get_args(Mode)
Check = Literal["digest", "counts", "none"]
CHECKS: tuple[Check, ...] = get_args(Check)

STAGED_AT_MOST = 5_000_000
"""Statements up to which `replace` and `sync` are staged unasked: a commit is one transaction."""

_NAMED = 10


class Observer(Protocol):
    """Who is told how a load gets on."""

    def say(self, text: str) -> None:
        """Take one sentence that the user should read."""

    def agree(self, steps: Plan) -> bool:
        """See what would be done, and say whether to do it."""

    def begin(self, statements: int, done: int) -> None:
        """Take note that sending begins; *done* of *statements* are at the store already."""

    def advance(self, statements: int) -> None:
        """Take note of so many more that are confirmed; several threads may call."""

    def end(self) -> None:
        """Take note that sending is over, well or not."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to load. atomic, compress: None leaves it to what the store can.

    jobs: requests at once, None for the store's own number.
    """

    mode: Mode = "add"
    atomic: bool | None = None
    check: Check = "digest"
    jobs: int | None = None
    compress: bool | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load does: which data goes where and how.

    part: what has to be sent. emptied: graphs that lose what they hold. removed: those of them
    that get nothing again. staged: it shows all at once.
    """

    whole: Prepared
    part: Prepared
    emptied: tuple[str, ...]
    removed: tuple[str, ...]
    staged: bool
    load: str

    @property
    def requests(self) -> int:
        """Least number of requests that send the data."""
        return len(self.part.survey.chunks)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did. resumed: chunks that were there. more: graphs that hold other data, too."""

    plan: Plan
    sent: int
    resumed: int
    checked: Check
    more: list[Difference] = field(default_factory=list)


def plan(prepared: Prepared, target: Target, http: Http, options: Options) -> Plan:
    """Find out what there is to do; the store is only read.

    Raises UsageError for what can't be had together, RemoteError where the store can't be read.
    """
    _possible(prepared, target, options)
    known = Tallies()
    if target.query:
        known = bookkeeping.read_manifest(http, target, prepared.base)
    part, removed = prepared, tuple[str, ...]()
    ours = prepared.survey.tallies
    if options.mode == "sync" or (options.mode == "add" and set(ours) <= set(known)):
        same = _unchanged(http, target, ours, known)
        if same and (options.mode == "sync" or len(same) == len(ours)):
            part = prepare.only(prepared, frozenset(ours) - same)
    if options.mode == "sync":
        removed = tuple(sorted(set(known) - set(ours)))
    emptied = () if options.mode == "add" else (*part.survey.tallies, *removed)
    if "" in emptied and target.unnamed is None:
        raise UsageError(f"the default graph of {target.kind} can't be told from its other graphs",
                         cure="use the layout `one`")  # fmt: skip
    staged = _staged({*part.survey.tallies, *emptied}, part.survey.count, target, options)
    load = journals.load_id(target.kind, target.url, target.quads, target.update, target.graphs,
                            options.mode, str(staged), dataset_digest(ours))  # fmt: skip
    return Plan(prepared, part, tuple(sorted(emptied)), removed, staged, load)


def _possible(prepared: Prepared, target: Target, options: Options) -> None:
    if not target.query and (options.check != "none" or options.mode == "sync"):
        raise UsageError(f"there is no address to ask {target.url}",
                         cure="give --query-url, or --verify none to load unseen")  # fmt: skip
    if options.atomic and not (target.transactional and target.update):
        raise UsageError(f"{target.kind} can't load all at once", cure="leave --atomic out")
    if options.atomic and "" in prepared.survey.tallies:
        raise UsageError("the default graph can't be staged",
                         cure="use the layout `one`, or leave --atomic out")  # fmt: skip


def _staged(graphs: set[str], count: int, target: Target, options: Options) -> bool:
    if options.atomic is not None:
        return options.atomic
    able = target.transactional and bool(target.update) and "" not in graphs
    return able and options.mode != "add" and count <= STAGED_AT_MOST


def _unchanged(
    http: Http, target: Target, ours: Mapping[str, Tally], known: Mapping[str, Tally]
) -> frozenset[str]:
    """Names of the graphs that the manifest has as they are, and whose counts are still so."""
    same = {name for name, tally in ours.items() if name in known and tally.same(known[name])}
    there = verify.counts(http, target, same)
    return frozenset(name for name in same if there[name] == ours[name].count)


class WrongError(RemoteError):
    """What is at the store is not what was loaded."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What all steps of one load share."""

    steps: Plan
    marks: Marks
    journal: Journal
    options: Options
    observer: Observer


def load(steps: Plan, target: Target, http: Http, options: Options, observer: Observer) -> Outcome:
    """Carry *steps* out. Raises RemoteError where the store fails or what is there is not right.

    A difference names its graphs; the load is then forgotten, so that the next run sends all.
    """
    compress = options.compress
    if compress is None:
        compress = target.gzip and not is_loopback(target.url)
    channel = transfer.Channel(http, target, compress=compress)
    marks = Marks(http, target, channel, steps.load)
    with Journal(steps.load, target.url, steps.whole.survey.digest) as journal:
        run = _Run(steps, marks, journal, options, observer)
        sent = resumed = 0
        if steps.requests or steps.emptied:
            sent, resumed = _send_all(run, _gone_before(run))
        try:
            if steps.requests or steps.emptied:
                _commit(steps, marks)
            more = _verified(run)
        except WrongError:
            _forget(run)
            raise
        _forget(run)
    return Outcome(steps, sent, resumed, options.check, more)


def _forget(run: _Run) -> None:
    """Remove all bookkeeping of this load."""
    _drop(run)
    run.journal.remove()


def _drop(run: _Run) -> None:
    """Remove what the store has of this load beside the data: marks, and what still waits."""
    marks, committed = run.marks, run.steps.staged and "commit" in run.marks.steps()
    marks.remove(marks.graph)  # first of all, for it may hold a plan to empty graphs
    if run.steps.staged and not committed:
        names = (*run.steps.whole.survey.tallies, bookkeeping.manifest_graph(run.steps.whole.base))
        marks.plan((), [marks.staging + name for name in names])
        marks.clear()
        marks.remove(marks.graph)


def _gone_before(run: _Run) -> frozenset[str]:
    """Return the steps that an earlier run of this load took, after removing another plan's.

    A committed load that still has something to send is one whose data was changed since.
    """
    survey = run.steps.part.survey
    same = "part " + journals.load_id(survey.digest, repr(survey.cuts))
    done = run.marks.steps() if run.marks.target.query else run.journal.steps()
    if same in done and "commit" not in done:
        return done
    if done:
        _drop(run)
    run.journal.forget(run.journal.chunks())
    run.marks.step(same)
    run.journal.reach(same)
    return frozenset()


def _send_all(run: _Run, done: frozenset[str]) -> tuple[int, int]:
    """Send the chunks that are not there; returns how many were sent, and how many were there."""
    steps, marks, survey = run.steps, run.marks, run.steps.part.survey
    if steps.emptied and not steps.staged and "clear" not in done:
        _clear(steps, marks)
    there = run.journal.chunks()
    if there:
        confirmed = marks.chunks() if marks.target.query else frozenset[int]()
        run.journal.forget(there - confirmed)
        there &= confirmed
    missing = [n for n in range(len(survey.chunks)) if n not in there]
    per_byte = survey.count / max(survey.cuts[-1], 1)
    left = sum(end - start for start, end in (survey.chunks[n] for n in missing))
    run.observer.begin(survey.count, survey.count - round(left * per_byte))

    def work(number: int) -> None:
        lines = transfer.block(survey.path, survey.chunks[number])
        marks.channel.add(transfer.renamed(lines, marks.staging) if steps.staged else lines)
        marks.chunk(number)
        run.journal.confirm(number)
        run.observer.advance(lines.count(b"\n"))

    try:
        transfer.run(run.options.jobs or marks.target.jobs, missing, work)
    finally:
        run.observer.end()
    return len(missing), len(there)


def _clear(steps: Plan, marks: Marks) -> None:
    """Empty the graphs that are loaded anew, before anything is sent."""
    if "" in steps.emptied:
        marks.remove("")
    named = [name for name in steps.emptied if name]
    if marks.target.update:
        marks.plan((), named)
        marks.clear()
    else:
        for name in named:
            marks.remove(name)
        marks.step("clear")


def _commit(steps: Plan, marks: Marks) -> None:
    """Bring the manifest up to date, and with it what was staged."""
    base, survey = steps.whole.base, steps.part.survey
    if not marks.target.update:
        known = Tallies()
        if marks.target.query:
            known = bookkeeping.read_manifest(marks.http, marks.target, base)
        kept = {name: t for name, t in known.items() if name not in steps.removed}
        marks.put_manifest(base, {**kept, **survey.tallies})
        marks.step("commit")
        return
    manifest = bookkeeping.manifest_graph(base)
    marks.stage_manifest(base, survey.tallies)
    if steps.staged:
        _as_staged(steps, marks)
        marks.plan((*survey.tallies, manifest), steps.emptied)
    else:
        marks.plan((manifest,), steps.removed)
    marks.commit(base)


def _as_staged(steps: Plan, marks: Marks) -> None:
    """Count what waits in the staging graphs: nothing is shown that is not complete."""
    expected = {marks.staging + name: tally for name, tally in steps.part.survey.tallies.items()}
    wrong = verify.against_counts(marks.http, marks.target, expected)
    if wrong:
        raise _error(wrong, marks.target, "nothing of it is shown")


def _verified(run: _Run) -> list[Difference]:
    """Compare what is there with the data; returns the graphs that only hold more."""
    steps, options, http, target = run.steps, run.options, run.marks.http, run.marks.target
    if options.check == "none":
        return []
    survey = steps.whole.survey
    run.observer.say("reading it back")
    if options.check == "counts":
        wrong = verify.against_counts(http, target, survey.tallies)
    else:
        wrong = verify.against_data(http, target, survey.tallies, survey.path)
    wrong += verify.against_counts(http, target, {name: Tally() for name in steps.removed})
    more = [d for d in wrong if options.mode == "add" and d.extra and not d.missing]
    if len(more) < len(wrong):
        cure = "run it again to send all" if steps.requests else "load it with --mode replace"
        raise _error([d for d in wrong if d not in more], target, cure)
    return more


def _error(wrong: list[Difference], target: Target, cure: str) -> WrongError:
    lines = [str(difference) for difference in wrong[:_NAMED]]
    if len(wrong) > _NAMED:
        lines.append(f"and {len(wrong) - _NAMED} more graphs")
    return WrongError("what is there is not what was loaded: " + "; ".join(lines),
                      where=target.url, cure=cure)  # fmt: skip
