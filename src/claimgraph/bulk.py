"""Layer 6. Files for the stores' own bulk loaders, with the commands that load them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from claimgraph import outfile, vocab
from claimgraph.errors import InputError, UsageError


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one store takes a file. ending: of the data; commands: a shell script's lines.

    tested: our tests run these commands against the real loader.
    """

    ending: str
    commands: Callable[[str], tuple[str, ...]]
    tested: bool = False


def _tdb2(data: str) -> tuple[str, ...]:
    return (f"tdb2.tdbloader --loc tdb2 {data}",
            "java -jar jena-fuseki-server.jar --tdb2 --loc tdb2 --localhost /claims")  # fmt: skip


def _qlever(data: str) -> tuple[str, ...]:
    return (f"qlever-index -i claims -F nq -f {data} -s settings.json",
            "qlever-server -i claims -p 7019")  # fmt: skip


def _virtuoso(data: str) -> tuple[str, ...]:
    return (f"isql 1111 dba \"$DBA_PASSWORD\" exec=\"ld_dir('$PWD', '{data}', '{vocab.NS}');\"",
            'isql 1111 dba "$DBA_PASSWORD" exec="rdf_loader_run(); checkpoint;"')  # fmt: skip


def _neptune(data: str) -> tuple[str, ...]:
    request = (f'{{"source": "s3://BUCKET/{data}", "format": "nquads", "iamRoleArn": "ROLE", '
               '"region": "REGION", "failOnError": "TRUE"}')  # fmt: skip
    post = "curl -X POST -H 'Content-Type: application/json' https://ENDPOINT:8182/loader"
    return (f"aws s3 cp {data} s3://BUCKET/{data}", f"{post} -d '{request}'")


RECIPES = {
    "tdb2": Recipe(".nq", _tdb2, tested=True),
    "qlever": Recipe(".nq", _qlever),
    "virtuoso": Recipe(".nq", _virtuoso),
    "neptune": Recipe(".nq", _neptune),
}
"""By the name that `--bulk` takes."""

SETTINGS = '{"num-triples-per-batch": 1000000, "ascii-prefixes-only": false}\n'
"""What QLever's index builder is told; its defaults, written down so that they are seen."""


def export(blocks: Iterable[str], kind: str, folder: Path) -> tuple[Path, ...]:
    """Write N-Quads and the commands for the loader of *kind* into *folder*; returns the files.

    blocks: whole lines, never held together. Raises UsageError for an unknown kind, InputError
    where nothing can be written.
    """
    if kind not in RECIPES:
        raise UsageError(f"{kind!r} is no bulk loader we know", cure="use " + ", ".join(RECIPES))
    recipe = RECIPES[kind]
    data = f"claims{recipe.ending}"
    note = "" if recipe.tested else "# Written from the store's documentation; not tested by us.\n"
    script = "#!/bin/sh\nset -eu\n" + note + "".join(f"{c}\n" for c in recipe.commands(data))
    files: dict[str, Iterable[str]] = {data: blocks, "load.sh": [script]}
    if kind == "qlever":
        files["settings.json"] = [SETTINGS]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(folder)) from error
    for name, parts in files.items():
        outfile.write(folder / name, parts)
    return tuple(folder / name for name in files)
