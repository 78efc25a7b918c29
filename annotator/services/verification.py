"""Recomputing reference cases: does the program still get the published values?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.agreement import Quantity
from annotator.model.errors import KnownError
from annotator.services.coefficients.clusters import Scores
from annotator.services.coefficients.quantities import REASONS
from annotator.services.measures import MEASURES, UNSUPPORTED, Outcome

State: TypeAlias = Literal["ok", "off", "skipped"]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case recomputed: `got` has the shape of `expected`, None where undefined.

    `reason` says why a case was skipped or could not be computed, or the code of why a value is
    undefined.
    """

    id: str
    measure: str
    state: State
    expected: object
    got: object
    reason: str | None = None


def verify(cases: Sequence[Mapping[str, object]]) -> list[CaseResult]:
    """Recompute every case of a parsed cases document and compare with what it expects.

    A case has `id`, `measure`, `input`, `expected` and may have `params`, `tolerance` (absolute,
    default 0) and `note`. `expected` is a number, null (undefined; a reason code named in `note`
    must then be the one given), a list `[recall, precision, f1]`, or an object of which only the
    keys present are compared. A measure that is not computed is skipped, never passed. Raises
    KnownError when a case lacks what it must have.
    """
    return [_verify(case, f"cases[{i}]") for i, case in enumerate(cases)]


def _verify(case: Mapping[str, object], where: str) -> CaseResult:
    for key, wanted in (("id", str), ("measure", str), ("input", Mapping)):
        if not isinstance(case.get(key), wanted):
            raise KnownError(f"{where}.{key} is missing or of the wrong type", "correct the case")
    if "expected" not in case:
        raise KnownError(f"{where}.expected is missing", "write null for an undefined value")
    id_, measure, expected = str(case["id"]), str(case["measure"]), case["expected"]
    compute = MEASURES.get(measure)
    if compute is None:
        reason = "not in this release" if measure in UNSUPPORTED else "unknown measure"
        return CaseResult(id_, measure, "skipped", expected, None, reason)
    try:
        outcome = compute(_mapping(case, "input"), _mapping(case, "params"))
    except KnownError as error:
        return CaseResult(id_, measure, "off", expected, None, error.sentence)
    fits = _fits(expected, outcome, _tolerance(case, where), str(case.get("note") or ""))
    reasons = sorted({q.reason for q in _quantities(outcome) if q.reason})
    return CaseResult(
        id_, measure, "ok" if fits else "off", expected, _plain(outcome), ", ".join(reasons) or None
    )


def _mapping(case: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = case.get(key)
    return value if isinstance(value, Mapping) else {}


def _tolerance(case: Mapping[str, object], where: str) -> float:
    value = case.get("tolerance", 0)
    if not isinstance(value, int | float) or value < 0:
        raise KnownError(f"{where}.tolerance is not a number from 0", "correct the case")
    return float(value)


def _fits(expected: object, outcome: Outcome, tolerance: float, note: str) -> bool:
    if expected is None:
        wanted = {reason for reason in REASONS if reason in note}
        return all(
            q.value is None and (not wanted or q.reason in wanted) for q in _quantities(outcome)
        )
    if isinstance(outcome, Quantity):
        return _near(expected, outcome, tolerance)
    if isinstance(outcome, Scores):
        parts = list(_quantities(outcome))
        return (
            isinstance(expected, Sequence)
            and len(expected) == len(parts)
            and all(_near(e, q, tolerance) for e, q in zip(expected, parts, strict=True))
        )
    return isinstance(expected, Mapping) and all(
        key in outcome and _near(value, outcome[key], tolerance) for key, value in expected.items()
    )


def _near(expected: object, got: Quantity, tolerance: float) -> bool:
    if expected is None or got.value is None:
        return expected is None and got.value is None
    # The last digits of a float are noise even where a case allows no tolerance.
    return isinstance(expected, int | float) and abs(got.value - expected) <= tolerance + 1e-12


def _quantities(outcome: Outcome) -> Iterator[Quantity]:
    if isinstance(outcome, Quantity):
        yield outcome
    elif isinstance(outcome, Scores):
        yield from (outcome.recall, outcome.precision, outcome.f1)
    else:
        yield from outcome.values()


def _plain(outcome: Outcome) -> object:
    if isinstance(outcome, Quantity):
        return outcome.value
    if isinstance(outcome, Scores):
        return [q.value for q in _quantities(outcome)]
    return {key: q.value for key, q in outcome.items()}
