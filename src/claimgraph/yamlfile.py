"""Layer 2. YAML with line numbers, read strictly: every key is asked for or it is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from claimgraph.errors import InputError, UnreadableError
from claimgraph.ids import is_slug
from claimgraph.model import SourceLine

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 40
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_SCALARS = "tag:yaml.org,2002:"

_Node: TypeAlias = Any
"""A node of ruamel.yaml, which ships no types: it has id, tag, value and start_mark."""


class Block:
    """One mapping of a YAML file. Reading a key marks it; `close` refuses what nobody read."""

    def __init__(self, file: str, node: _Node) -> None:
        self.file = file
        self.node = node
        self.line = node.start_mark.line + 1
        self._nodes: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self._read: set[str] = set()
        if node.id != "mapping":
            raise InputError(
                "a mapping (key: value) must stand here",
                where=str(self.here()),
                cure="indent the keys under it",
            )
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 1
            if name in self._nodes:
                raise InputError(
                    f"the key {name!r} stands twice",
                    where=f"{file}:{line}",
                    cure=f"keep one; the other is in line {self.lines[name]}",
                )
            self._nodes[name] = value
            self.lines[name] = line

    def here(self, key: str = "") -> SourceLine:
        """Return the file and line of *key*, or of the block."""
        return SourceLine(self.file, self.lines.get(key, self.line))

    def error(self, what: str, *, key: str = "", cure: str = "") -> InputError:
        """Return an InputError that points at *key*."""
        return InputError(what, where=str(self.here(key)), cure=cure)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def raw(self, key: str) -> object:
        """Value of *key* as plain Python, None where it is absent or null."""
        self._read.add(key)
        node = self._nodes.get(key)
        return None if node is None else _plain(node, self.file)

    def text(self, key: str, default: str | None = None) -> str:
        """Text of *key*; without a *default* the key must be there."""
        value = self.raw(key)
        if value is None:
            if default is None:
                raise self.error(f"{key!r} is missing", cure=f"add `{key}:`")
            return default
        if isinstance(value, list | dict | bool):
            raise self.error(f"{key!r} must be a text", key=key)
        return str(value)

    def slug(self, key: str, default: str | None = None) -> str:
        """Id at *key*: lower case, digits, hyphens."""
        value = self.text(key, default)
        if value and not is_slug(value):
            raise self.error(
                f"{value!r} is not an id",
                key=key,
                cure="use lower case letters, digits and single hyphens",
            )
        return value

    def choice(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        """Text of *key*, which must be one of *options*."""
        value = self.text(key, default)
        if value not in options:
            raise self.error(
                f"{value!r} is not a known {key}", key=key, cure="use one of " + ", ".join(options)
            )
        return value

    def number(self, key: str) -> float | None:
        """Return the number at *key*, None where it is absent."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"{key!r} must be a number", key=key)
        return value

    def integer(self, key: str) -> int | None:
        """Return the whole number at *key*, None where it is absent."""
        value = self.number(key)
        if value is not None and not isinstance(value, int):
            raise self.error(f"{key!r} must be a whole number", key=key)
        return value

    def flag(self, key: str) -> bool:
        """Truth of *key*, false where it is absent."""
        value = self.raw(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.error(f"{key!r} must be true or false", key=key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """All texts at *key*: a list, or one text."""
        value = self.raw(key)
        items = [] if value is None else value if isinstance(value, list) else [value]
        if any(isinstance(item, list | dict | bool) or item is None for item in items):
            raise self.error(f"{key!r} must be a list of texts", key=key)
        return tuple(str(item) for item in items)

    def addresses(self, key: str) -> tuple[str, ...]:
        """All IRIs at *key*; one that holds what no IRI may hold is an error."""
        found = self.texts(key)
        for text in found:
            if _IRI.fullmatch(text) is None:
                raise self.error(
                    f"{text!r} is not an address",
                    key=key,
                    cure="write the whole IRI, with https://",
                )
        return found

    def block(self, key: str) -> Block | None:
        """Return the mapping at *key*, None where it is absent."""
        self._read.add(key)
        node = self._nodes.get(key)
        return None if node is None or _is_null(node) else Block(self.file, node)

    def blocks(self, key: str) -> list[Block]:
        """Return the mappings in the list at *key*."""
        self._read.add(key)
        node = self._nodes.get(key)
        if node is None or _is_null(node):
            return []
        if node.id != "sequence":
            raise self.error(f"{key!r} must be a list", key=key, cure="start each item with `- `")
        return [Block(self.file, item) for item in node.value]

    def entries(self, key: str) -> Iterator[tuple[str, Block]]:
        """Named mappings under *key*, in the order of the file; names must be ids."""
        block = self.block(key)
        if block is None:
            return
        for name, line in block.lines.items():
            if not is_slug(name):
                raise block.error(
                    f"{name!r} is not an id",
                    key=name,
                    cure="use lower case letters, digits and single hyphens",
                )
            entry = block.block(name)
            if entry is None:
                raise block.error(f"{name!r} is empty", key=name, cure="add its keys below it")
            entry.line = line
            yield name, entry

    def expect(self, keys: Sequence[str]) -> None:
        """Raise InputError for the first key that is none of *keys*.

        Done before reading, it names the misspelt key and not what is missing because of it.
        """
        for key in self._nodes:
            if key not in keys:
                raise self._unknown(key, keys)

    def close(self) -> None:
        """Raise InputError for the first key that nobody asked for."""
        for key in self._nodes:
            if key not in self._read:
                raise self._unknown(key, self._read)

    def _unknown(self, key: str, known: Iterable[str]) -> InputError:
        cure = f"known keys: {', '.join(sorted(known))}"
        return self.error(f"the key {key!r} is not known here", key=key, cure=cure)


def _is_null(node: _Node) -> bool:
    return bool(node.id == "scalar" and str(node.tag) == _SCALARS + "null")


def _plain(node: _Node, file: str) -> object:
    if node.id == "sequence":
        return [_plain(item, file) for item in node.value]
    if node.id == "mapping":
        return {str(key.value): _plain(value, file) for key, value in node.value}
    return _scalar(str(node.tag).removeprefix(_SCALARS), str(node.value))


def _scalar(kind: str, text: str) -> object:
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    digits = text.replace("_", "")
    try:
        return int(digits, 0) if kind == "int" else float(digits) if kind == "float" else text
    except ValueError:
        return text


def _compose(text: str) -> _Node:
    """Compose with libyaml, eight times faster; what it refuses goes to the YAML 1.2 parser.

    libyaml does not take `sha256:...` unquoted inside braces, which YAML 1.2 allows.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - see parse
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - see parse

    try:
        return YAML(typ="safe", pure=False).compose(text)
    except YAMLError:
        return YAML(typ="safe", pure=True).compose(text)


def parse(text: str, file: str) -> Block:
    """Read one YAML document. file: the name used in messages.

    Raises InputError with file and line where the YAML is broken.
    """
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - 60 ms that --help need not pay

    if len(text) > MAX_BYTES:
        raise UnreadableError("the file is larger than 64 MB", where=file, cure="split it")
    try:
        node = _compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise UnreadableError(
            f"this is not YAML: {problem}",
            where=f"{file}:{line}",
            cure="check the indentation and quote texts that hold `: ` or `#`",
        ) from error
    except RecursionError as error:
        raise UnreadableError("the file is nested too deeply", where=file) from error
    if node is None:
        raise UnreadableError("the file is empty", where=file, cure="start it with `format: 1`")
    _refuse_traps(node, file)
    return Block(file, node)


def _refuse_traps(root: _Node, file: str) -> None:
    """Refuse what no claim file needs and what can eat the memory of whoever reads it.

    A few lines of `*name` unfold into gigabytes, or into themselves.
    """
    seen: set[int] = set()
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        where = f"{file}:{node.start_mark.line + 1}"
        if id(node) in seen:
            raise UnreadableError(
                "aliases (`&name`, `*name`) are not allowed here",
                where=where,
                cure="write the content out",
            )
        if depth > MAX_DEPTH:
            raise UnreadableError("the file is nested too deeply", where=where)
        seen.add(id(node))
        if node.id == "sequence":
            waiting.extend((item, depth + 1) for item in node.value)
        elif node.id == "mapping":
            waiting.extend((part, depth + 1) for pair in node.value for part in pair)


def read(path: Path, name: str) -> tuple[str, Block]:
    """Read the file at *path*, called *name* in messages; returns its text and its content."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UnreadableError(f"can't be read: {error.strerror}", where=name) from error
    except UnicodeDecodeError as error:
        raise UnreadableError("is not UTF-8", where=name, cure="save it as UTF-8") from error
    return text, parse(text, name)
