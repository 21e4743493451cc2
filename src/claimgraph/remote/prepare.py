"""Layer 5. From what the user names to one file in form: which is read once, checked and measured.

A dataset file that is in form is used where it lies. All else is written in form into a folder
that the caller removes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from claimgraph.errors import UnreadableError
from claimgraph.remote import layouts, spool
from claimgraph.remote.survey import CHUNK, Survey, survey

Build = Callable[[Path], Iterable[str]]
"""Makes the N-Quads of claim files or a claims table, in blocks of lines."""

_REGISTER, _FINDINGS = "graph/register", "graph/findings"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How data is put in form. graph: the IRI for the layout `one`. findings: keep their graph.

    by_graph: lines of a graph stand together, for stores that take one graph at a time.
    """

    layout: layouts.Layout = "graphs"
    graph: str = ""
    findings: bool = True
    by_graph: bool = False
    chunk: int = CHUNK


@dataclass(frozen=True, slots=True)
class Prepared:
    """Data in form. base: that of the data's own IRIs, empty where nothing shows it.

    folder: where parts of it may be written. chunk: bytes of one request.
    """

    survey: Survey
    base: str
    folder: Path
    chunk: int


def prepare(path: Path, folder: Path, arrangement: Arrangement, build: Build) -> Prepared:
    """Put what *path* names in form: claim files, a file of RDF or the folder of a store.

    folder: for what has to be written. build: makes the N-Quads of claim files. Raises InputError
    for what can't be read; nothing of it has been sent then.
    """
    plain = arrangement.layout == "graphs" and arrangement.findings and not arrangement.by_graph
    if path.suffix.lower() == ".nq" and (plain or arrangement.layout == "graphs"):
        found = survey(path, arrangement.chunk)
        if found is not None and (plain or _suits(found, arrangement)):
            return Prepared(found, base_of(found.tallies), folder, arrangement.chunk)
    seen: dict[str, None] = {}
    target = folder / "data.nq"
    lines = _noted(_source(path, folder, build), seen)
    if not arrangement.findings:
        lines = spool.moved(lines, lambda name: None if name.endswith(_FINDINGS) else name)
    if arrangement.layout == "claims":
        grouped = folder / "grouped.nq"
        spool.write(lines, grouped, by_graph=True)
        lines = spool.read(grouped)
    lines = layouts.laid_out(lines, arrangement.layout, arrangement.graph)
    spool.write(lines, target, by_graph=arrangement.by_graph)
    done = survey(target, arrangement.chunk)
    if done is None:
        raise UnreadableError("can't be put into canonical N-Quads", where=str(path))
    return Prepared(done, base_of(seen), folder, arrangement.chunk)


def _suits(found: Survey, arrangement: Arrangement) -> bool:
    """Tell whether a file in form has no more than is wanted, in the order that is wanted."""
    without = arrangement.findings or not any(n.endswith(_FINDINGS) for n in found.tallies)
    return without and not arrangement.by_graph


def _source(path: Path, folder: Path, build: Build) -> Iterable[spool.Line]:
    if spool.is_dataset(path) or spool.is_store(path):
        return spool.lines(path)
    built = folder / "built.nq"
    with built.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(build(path))
    return spool.read(built)


def _noted(lines: Iterable[spool.Line], seen: dict[str, None]) -> Iterator[spool.Line]:
    """Yield *lines*; the names of their graphs are in *seen* afterwards."""

    def keep(name: str) -> str:
        seen[name] = None
        return name

    return spool.moved(lines, keep)


def base_of(graphs: Iterable[str]) -> str:
    """Return the base of data with *graphs*: what stands before the name of its register."""
    for name in graphs:
        for ending in (_REGISTER, _FINDINGS):
            if name.endswith(ending):
                return name.removesuffix(ending)
    return ""


def only(prepared: Prepared, graphs: frozenset[str]) -> Prepared:
    """Return the part of *prepared* that is in *graphs*, as a file of its own."""
    target = prepared.folder / "part.nq"
    with prepared.survey.path.open("rb") as file, target.open("wb") as out:
        out.writelines(spool.moved(file, lambda name: name if name in graphs else None))
    done = survey(target, prepared.chunk)
    if done is None:
        raise UnreadableError("changed while it was read", where=str(prepared.survey.path))
    return replace(prepared, survey=done)
