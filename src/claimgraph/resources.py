"""Layer 0. Where ontology, shapes, queries, schemas and templates lie: in a wheel or a checkout."""

from __future__ import annotations

from pathlib import Path

from claimgraph.errors import MissingResource

_PACKAGE = Path(__file__).resolve().parent


def directory(name: str) -> Path:
    """Directory of shipped data called *name* (``ontology``, ``shapes``, ``queries``, ...).

    Raises MissingResource when the installation is damaged.
    """
    inside = _PACKAGE / name
    if inside.is_dir():
        return inside
    shipped = _PACKAGE / "_data" / name
    if shipped.is_dir():
        return shipped
    checkout = _PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise MissingResource(
        f"the directory {name!r} is not part of this installation",
        where=str(_PACKAGE),
        cure="install claimgraph again",
    )


def text(name: str, file: str) -> str:
    """Content of the shipped file *name*/*file* as text."""
    path = directory(name) / file
    if not path.is_file():
        raise MissingResource(
            f"the shipped file {name}/{file} is missing",
            where=str(path),
            cure="install claimgraph again",
        )
    return path.read_text(encoding="utf-8")
