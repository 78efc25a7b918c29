"""Reading the input of a reference case: plain parsed data into what coefficients take."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

from annotator.model.errors import KnownError
from annotator.services.coefficients.distances import Metric, absolute, listed
from annotator.services.coefficients.intervals import union
from annotator.services.coefficients.matching import Passages, passages
from annotator.services.coefficients.unitizing import Units, UnitTables, unit_tables
from annotator.services.coefficients.values import Codes

Input = Mapping[str, object]


def coders(given: Input) -> list[list[Hashable | None]]:
    """Return the coder x unit data under `coders`; a list in a cell becomes a frozen set."""
    return [[_cell(cell) for cell in _list(row)] for row in _list(given.get("coders"))]


def one_set(given: Input, key: str) -> frozenset[Hashable]:
    """Return the set under a key."""
    return frozenset(labels(given, key))


def labels(given: Input, key: str) -> list[Hashable]:
    """Return the list of plain values under a key."""
    return [_plain(value) for value in _list(given.get(key))]


def clusters(given: Input, key: str) -> list[list[Hashable]]:
    """Return the list of clusters under a key."""
    return [[_plain(member) for member in _list(cluster)] for cluster in _list(given.get(key))]


def table_metric(params: Input) -> Metric:
    """Return the metric of `params.distance`: "abs", or a table of pairs."""
    written = params.get("distance")
    if written == "abs":
        return absolute
    if not isinstance(written, Mapping):
        raise KnownError("params.distance is missing", 'give "abs" or a table of pairs')
    return listed({str(pair): _number(value) for pair, value in written.items()})


def span_sides(given: Input, params: Input) -> tuple[Passages, Passages]:
    """Return the spans under `a` and `b`, each `[start, end, category]`.

    Where `params.typed` is true, categories are laid on stretches of their own, so that spans of
    different categories never meet.
    """
    sides = [[_stretch(span) for span in _list(given.get(key))] for key in ("a", "b")]
    width = 1 + max((end for side in sides for _, end, _ in side), default=0)
    kinds: dict[Hashable, int] = {}
    moved = []
    for side in sides:
        shifts = [
            width * kinds.setdefault(kind, len(kinds)) if params.get("typed", True) else 0
            for _, _, kind in side
        ]
        moved.append(
            passages([[(s + by, e + by)] for (s, e, _), by in zip(side, shifts, strict=True)])
        )
    return moved[0], moved[1]


def units(given: Input) -> tuple[UnitTables | None, list[Hashable]]:
    """Return the tables of a continuum and its categories in sorted order.

    The tables are None with fewer than two coders. Overlapping units of one coder and category
    are united; KnownError where a coder's units of different categories overlap.
    """
    length, count = _whole(given.get("length")), _whole(given.get("coders"))
    listed_units = [_unit(unit, length, count) for unit in _list(given.get("units"))]
    categories = sorted({kind for *_, kind in listed_units}, key=str)
    if count < 2:
        return None, categories
    by_coder = [
        _units_of([unit[1:] for unit in listed_units if unit[0] == coder], categories)
        for coder in range(count)
    ]
    return unit_tables(length, by_coder, len(categories)), categories


def _units_of(stretches: list[tuple[int, int, Hashable]], categories: list[Hashable]) -> Units:
    rows: list[tuple[int, int, int]] = []
    for code, category in enumerate(categories):
        starts, ends = union(
            _column(start for start, _, kind in stretches if kind == category),
            _column(end for _, end, kind in stretches if kind == category),
        )
        rows += [(int(s), int(e), code) for s, e in zip(starts, ends, strict=True)]
    table = np.array(sorted(rows), dtype=np.int64).reshape(len(rows), 3)
    if (table[1:, 0] < table[:-1, 1]).any():
        raise KnownError(
            "Units of different categories overlap in one coder",
            "compare each category as a layer of its own",
        )
    return Units(table[:, 0], table[:, 1], table[:, 2])


def _column(numbers: Iterable[int]) -> Codes:
    return np.fromiter(numbers, dtype=np.int64)


def _cell(cell: object) -> Hashable | None:
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return frozenset(_plain(value) for value in cell)
    return None if cell is None else _plain(cell)


def _plain(value: object) -> Hashable:
    if not isinstance(value, str | int | float):
        raise KnownError(f"{value!r} is not a text or a number", "correct the case")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise KnownError(f"{value!r} is not a list", "correct the case")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise KnownError(f"{value!r} is not a number", "correct the case")
    return float(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise KnownError(f"{value!r} is not a whole number from 0", "correct the case")
    return value


def _stretch(span: object) -> tuple[int, int, Hashable]:
    parts = _list(span)
    if len(parts) != 3 or _whole(parts[0]) >= _whole(parts[1]):
        raise KnownError(f"{span!r} is not [start, end, category]", "correct the case")
    return _whole(parts[0]), _whole(parts[1]), _plain(parts[2])


def _unit(unit: object, length: int, count: int) -> tuple[int, int, int, Hashable]:
    parts = _list(unit)
    coder = _whole(parts[0]) if parts else count
    start, end, kind = _stretch(parts[1:])
    if coder >= count or end > length:
        raise KnownError(f"{unit!r} is outside the coders or the length", "correct the case")
    return coder, start, end, kind
