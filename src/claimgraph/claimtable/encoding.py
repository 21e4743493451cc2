"""Layer 2. Parts of the model as JSON values and back, exactly.

A field that has its default is left out, so that a part that gets a field stays readable. Dates
are their EDTF; infinite numbers are the words ``inf`` and ``-inf``, as JSON has none.
"""

from __future__ import annotations

import functools
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from claimgraph import dates
from claimgraph.dates import Span

T = TypeVar("T")
_Change = Callable[[Any], Any]


def encoded(value: object) -> Any:  # noqa: ANN401 - JSON is any of many types
    """Write a part of the model as what `json.dumps` takes."""
    if isinstance(value, Span):
        return value.edtf
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: encoded(found)
            for name, default in _defaults(type(value))
            if (found := getattr(value, name)) != default or type(found) is not type(default)
        }
    if isinstance(value, Mapping):
        return {key: encoded(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [encoded(item) for item in value]
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


@functools.cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: Field[Any]) -> object:
    """Return the default of a field; MISSING, which equals nothing, where it has none."""
    made = field.default_factory
    return field.default if made is MISSING else made()


def decoded(value: Any, kind: type[T]) -> T:  # noqa: ANN401 - as above
    """Read a part of the model that `encoded` wrote. kind: a class of the model."""
    return cast("T", _reader(cast("Any", kind))(value))


@functools.cache
def _reader(kind: Any) -> _Change:  # noqa: ANN401 - a type or a form of typing
    if kind is Span:
        return _span
    if isinstance(kind, type) and is_dataclass(kind):
        return _built(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _several(inside)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        item = _reader(inside[1])
        return lambda found: {key: item(part) for key, part in found.items()}
    if origin in (Union, types.UnionType):
        return _optional([part for part in inside if part is not type(None)])
    return _float if kind is float else _same


def _same(value: object) -> object:
    return value


def _float(value: float | str) -> float:
    return float(value) if isinstance(value, str) else value


@functools.lru_cache(maxsize=65_536)
def _span(text: str) -> Span:
    return dates.parse(text)


def _several(inside: tuple[Any, ...]) -> _Change:
    if len(inside) == 2 and inside[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        item = _reader(inside[0])
        return lambda found: tuple(item(part) for part in found)
    items = [_reader(part) for part in inside]
    return lambda found: tuple(item(part) for item, part in zip(items, found, strict=True))


def _optional(kinds: list[Any]) -> _Change:
    if all(get_origin(kind) is Literal for kind in kinds):
        return _same
    item = _reader(kinds[0])
    return lambda found: None if found is None else item(found)


def _built(kind: type[Any]) -> _Change:
    hints = get_type_hints(kind)
    readers: dict[str, _Change] = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    return lambda found: kind(**{name: readers[name](part) for name, part in found.items()})
