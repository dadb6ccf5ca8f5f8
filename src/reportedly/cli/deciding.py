"""From options to what a person sets right."""

from __future__ import annotations

from reportedly.errors import BadInput
from reportedly.types import Bounds, Cause, Correction


def correction_of(
    *, compiler: str | None, base: str | None, unit: str | None, lower: int | None, upper: int | None, cause: str | None
) -> Correction | None:
    """The correction that the options make, None where none was given. Raises BadInput for crossed bounds or a strange cause."""
    given = (compiler, base, unit, lower, upper, cause)
    if all(value is None for value in given):
        return None
    try:
        bounds = Bounds(lower, upper) if lower is not None or upper is not None else None
        return Correction(cause=Cause(cause) if cause else None, bounds=bounds, unit=unit, compiler=compiler, base=base)
    except ValueError as error:
        raise BadInput(f"{error}.", remedy=f"Causes are: {', '.join(Cause)}; bounds run from low to high.") from error
