"""Layer 2. A folder of claim files as one corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from claimgraph import claimfile, ids, register, yamlfile
from claimgraph.errors import InputError, InputErrors
from claimgraph.model import Article, Claim, Corpus, NotAClaim, Register

REGISTER = "register.yaml"
BESIDE = frozenset({REGISTER, "reviews.yaml"})
"""Files of a folder that hold no claims."""

SUFFIXES = (".yaml", ".yml")


def _files(path: Path) -> tuple[Path, list[Path]]:
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.suffix in SUFFIXES and f.name not in BESIDE)
        return path, files
    if path.is_file() and path.suffix in SUFFIXES:
        return path.parent, [] if path.name in BESIDE else [path]
    if path.exists():
        raise InputError(
            "is neither a folder nor a claim file",
            where=str(path),
            cure="give a folder of .yaml files or one of them",
        )
    raise InputError(
        "is not there",
        where=str(path),
        cure="make a folder with `claimgraph init`, or give its path",
    )


def load(path: Path, *, problems: list[InputError] | None = None) -> Corpus:
    """Read a folder of claim files, or one file with the register beside it.

    With *problems* given, faults are appended there and the rest survives; without it they are
    raised together as InputErrors. Articles stand in the order of their names and claims in that
    of their places in the text, so that no conclusion depends on the order of entries.
    """
    found: list[InputError] = []
    folder, files = _files(path)
    digests: dict[str, str] = {}
    known = _register(folder, digests, found)
    articles: dict[str, Article] = {}
    claims: list[Claim] = []
    exclusions: list[NotAClaim] = []
    for file in files:
        try:
            text, block = yamlfile.read(file, _name(folder, file))
            read = claimfile.read(block, file.stem, known, found)
            _once(read.article, articles)
        except InputError as error:
            found.append(error)
            continue
        digests[file.name] = ids.text_digest(text)
        articles[file.stem] = read.article
        claims.extend(_distinct(read.claims, found))
        exclusions.extend(read.not_claims)
    claims = resolved(claims, found)
    found.extend(_faults(claims, articles, known))
    if problems is None and found:
        raise InputErrors(found)
    if problems is not None:
        problems.extend(found)
    claims.sort(key=lambda c: (c.article, c.anchors[0].start, c.anchors[0].end, c.id))
    exclusions.sort(key=lambda e: (e.article, e.anchor.start, e.anchor.end))
    return Corpus(known, dict(sorted(articles.items())), tuple(claims), tuple(exclusions), digests)


def _name(folder: Path, file: Path) -> str:
    return (folder / file.name).as_posix()


def _register(folder: Path, digests: dict[str, str], found: list[InputError]) -> Register:
    path = folder / REGISTER
    if not path.is_file():
        raise InputError(
            "there is no register.yaml", where=str(folder), cure="make one with `claimgraph init`"
        )
    text, block = yamlfile.read(path, _name(folder, path))
    digests[REGISTER] = ids.text_digest(text)
    return register.read(block, found)


def _once(article: Article, articles: dict[str, Article]) -> None:
    for other in articles.values():
        if other.sha256 == article.sha256:
            raise InputError(
                f"this text is already recorded as {other.slug!r}",
                where=str(article.where),
                cure="merge the two files",
            )


def _distinct(claims: Sequence[Claim], found: list[InputError]) -> list[Claim]:
    seen: dict[str, Claim] = {}
    for claim in claims:
        twin = seen.get(claim.id)
        if twin is None:
            seen[claim.id] = claim
        else:
            found.append(
                InputError(
                    f"says the same as the claim in line {twin.where.line}",
                    where=str(claim.where),
                    cure="keep one of them and give it both anchors",
                )
            )
    return list(seen.values())


def resolved(claims: Sequence[Claim], found: list[InputError]) -> list[Claim]:
    """Turn `key`, `file#key` or an id in links into claim ids; faults are appended to *found*."""
    names: dict[tuple[str, str], str] = {}
    for claim in claims:
        names[claim.article, claim.id] = names["", claim.id] = claim.id
        if claim.key:
            if (claim.article, claim.key) in names:
                found.append(
                    InputError(
                        f"the key {claim.key!r} stands twice",
                        where=str(claim.where),
                        cure="rename one of them",
                    )
                )
            names[claim.article, claim.key] = claim.id

    def resolve(claim: Claim, name: str) -> str:
        article, _, key = name.rpartition("#")
        target = names.get((article or claim.article, key)) or names.get((article, key))
        if target is None:
            found.append(
                InputError(
                    f"refers to a claim {name!r} that is not here",
                    where=str(claim.where),
                    cure="name its `key`, as key or file#key, or its id (`claimgraph list`)",
                )
            )
        return target or ""

    return [
        replace(
            claim,
            links=tuple((kind, other) for kind, name in claim.links
                        if (other := resolve(claim, name))),
            retracted_by=resolve(claim, claim.retracted_by) if claim.retracted_by else "",
        )
        for claim in claims
    ]  # fmt: skip


def _faults(
    claims: Sequence[Claim], articles: dict[str, Article], known: Register
) -> list[InputError]:
    homeless = [
        InputError(
            f"the anonymous source {agent.id!r} belongs to {agent.scoped_to!r}, which is not here",
            where=str(agent.where),
            cure="name the claim file without its ending",
        )
        for agent in known.agents.values()
        if agent.scoped_to and len(articles) > 1 and agent.scoped_to not in articles
    ]
    adrift = [
        InputError(
            f"the source {source.document!r} is neither a document of the register nor an article",
            where=str(article.where),
            cure="add it under `documents`, or name the claim file without its ending",
        )
        for article in articles.values()
        for source in article.sources
        if source.document not in known.documents and source.document not in articles
    ]
    strangers = (fault for claim in claims for fault in _scope(claim, known))
    return [*strangers, *homeless, *adrift]


def _scope(claim: Claim, known: Register) -> list[InputError]:
    return [
        InputError(
            f"the anonymous source {name!r} belongs to another article",
            where=str(claim.where),
            cure="anonymous sources are never merged: make another",
        )
        for name in claim.chain
        if known.agents[name].scoped_to not in ("", claim.article)
    ]
