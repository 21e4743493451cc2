"""Layer 1. Converting a stated quantity into its measure's unit, by pint."""

from __future__ import annotations

from functools import cache
from typing import Any

from claimgraph.errors import InputError


@cache
def _registry() -> Any:  # noqa: ANN401 - pint has no types
    import pint  # noqa: PLC0415 - a third of a second, and only other units need it

    return pint.UnitRegistry()


def convert(number: float, unit: str, target: str) -> float:
    """Return *number* of *unit* in *target* units.

    Raises InputError when a unit is unknown or the two measure different things.
    """
    import pint  # noqa: PLC0415 - see _registry

    try:
        return float(_registry().Quantity(number, unit).to(target).magnitude)
    except (
        pint.errors.PintError, ArithmeticError, AttributeError, SyntaxError, TypeError, ValueError
    ) as error:  # fmt: skip
        raise InputError(
            f"{unit!r} can't be converted to {target!r}",
            cure="write the measure's own unit, or a unit such as miles, km or acres",
        ) from error


def convertible(unit: str, target: str) -> bool:
    """Tell whether both are units, and of the same kind of quantity."""
    try:
        convert(1.0, unit, target)
    except InputError:
        return False
    return True
