"""How well coders agree on the attributes of passages that both found."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from annotator.model.agreement import DescribingReport, Quantity
from annotator.model.codebook import Attribute, Kind
from annotator.model.span import Span, Value
from annotator.services.alignment import CoderPair
from annotator.services.coefficients import distances
from annotator.services.coefficients.alpha import alpha
from annotator.services.coefficients.quantities import undefined

_METRICS: dict[str, distances.Metric] = {
    "nominal": distances.nominal,
    "ordinal": distances.ordinal,
    "interval": distances.interval,
    "ratio": distances.ratio,
    "masi": distances.masi,
}
_Values: TypeAlias = tuple[Hashable | None, Hashable | None]
_Reading: TypeAlias = Callable[[Value], Hashable | None]


@dataclass(frozen=True, slots=True)
class _Scale:
    """The level an attribute is compared at, and how its values are read for it."""

    level: str
    read: _Reading

    def values(self, attribute: str, aligned: Sequence[tuple[Span, Span]]) -> list[_Values]:
        """The values of the pairs in which both spans have one that the scale can place."""
        values = []
        for one, other in aligned:
            first, second = one.attributes.get(attribute), other.attributes.get(attribute)
            if first is not None and second is not None:
                read = self.read(first), self.read(second)
                if None not in read:
                    values.append(read)
        return values


def report_describing(kind: Kind, pairs: Sequence[CoderPair]) -> dict[str, DescribingReport]:
    """Return the agreement on each attribute of one kind, keyed `kind.attribute`.

    The units are aligned spans: same kind, one to one, at least half of the characters of both in
    common. A span without the attribute, or with a value of an older codebook that this one cannot
    place, is a missing value; defaults are not filled in.
    `aligned` counts the aligned pairs in which both spans have a value: alpha rests on these.
    `coverage` is the share of all spans of the kind, of both coders, that stand in an aligned
    pair: None without spans. With more than two layers the coincidences of all coder pairs are
    added. `level` is the distance used: a choice or a number at its declared level, `masi` for
    choices, `nominal` for everything else.
    """
    aligned = [spans for pair in pairs for spans in pair.kinds[kind.id].pairs()]
    spans = sum(pair.kinds[kind.id].spans for pair in pairs)
    coverage = 2 * len(aligned) / spans if spans else None
    reports = {}
    for attribute in kind.attributes:
        scale = _scale(attribute)
        values = scale.values(attribute.id, aligned)
        reports[f"{kind.id}.{attribute.id}"] = DescribingReport(
            alpha=_alpha(values, scale.level) if spans else undefined("no_units"),
            level=scale.level,
            aligned=len(values),
            coverage=coverage,
        )
    return reports


def _alpha(values: list[_Values], level: str) -> Quantity:
    if not values:
        return undefined("no_pairable_units")
    return alpha(list(zip(*values, strict=True)), _METRICS[level])


def _scale(attribute: Attribute) -> _Scale:
    match attribute.type:
        case "choices":
            return _Scale("masi", _as_set)
        case "choice" if attribute.level != "nominal":
            return _Scale(attribute.level, _steps(attribute).get)
        case "number" if attribute.level != "nominal":
            return _Scale(attribute.level, _as_number)
        case "choice" | "number":
            return _Scale(attribute.level, _as_it_is)
        case _:
            return _Scale("nominal", _as_it_is)


def _steps(attribute: Attribute) -> dict[Value, float]:
    """The number of each choice: its own where all are numbers and size matters, else its place."""
    places: dict[Value, float] = {
        choice: float(i) for i, choice in enumerate(attribute.choices, start=1)
    }
    if attribute.level == "ordinal":
        return places
    try:
        own: dict[Value, float] = {choice: float(choice) for choice in attribute.choices}
    except ValueError:
        return places
    return own if all(map(math.isfinite, own.values())) else places


def _as_set(value: Value) -> Hashable:
    return frozenset(value) if isinstance(value, tuple) else frozenset((value,))


def _as_number(value: Value) -> Hashable | None:
    return value if isinstance(value, int | float) else None


def _as_it_is(value: Value) -> Hashable:
    return value
