"""The codebook: kinds, codes and attributes, and which values an attribute takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.model.errors import KnownError
from annotator.model.span import Value

AttributeType: TypeAlias = Literal["choice", "choices", "number", "text", "date", "yes_no"]
ATTRIBUTE_TYPES: tuple[AttributeType, ...] = (
    "choice",
    "choices",
    "number",
    "text",
    "date",
    "yes_no",
)
Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")
Shape: TypeAlias = Literal["solid", "dotted", "box", "dashed", "wave"]
SHAPES: tuple[Shape, ...] = ("solid", "dotted", "box", "dashed", "wave")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed property of a span; its level of measurement decides the statistic."""

    id: str
    name: str
    type: AttributeType
    level: Level = "nominal"
    choices: tuple[str, ...] = ()
    required: bool = False
    default: Value | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A category under a kind; codes may be nested."""

    id: str
    name: str
    definition: str = ""
    use_when: tuple[str, ...] = ()
    avoid_when: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of span: how it is tagged and drawn, and the rule for using it."""

    id: str
    name: str
    key: str
    colour: str
    shape: Shape
    definition: str = ""
    use_when: tuple[str, ...] = ()
    avoid_when: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    codes: tuple[Code, ...] = ()

    def attribute(self, id_: str) -> Attribute | None:
        """Return the attribute with this id, or None."""
        return next((a for a in self.attributes if a.id == id_), None)

    def all_codes(self) -> Iterator[Code]:
        """Yield every code under the kind, parents before their children."""
        waiting = list(reversed(self.codes))
        while waiting:
            code = waiting.pop()
            yield code
            waiting.extend(reversed(code.codes))


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of the codebook; `number` counts the project's versions from 1."""

    number: int
    title: str
    kinds: tuple[Kind, ...]
    rules: Mapping[str, object] = field(default_factory=dict, hash=False)
    sha256: str = ""

    def kind(self, id_: str) -> Kind | None:
        """Return the kind with this id, or None."""
        return next((k for k in self.kinds if k.id == id_), None)


def check_kind(codebook: Codebook, kind: str, code: str | None, where: str) -> Kind:
    """Return the kind, or raise KnownError when it or the code is not in the codebook."""
    found = codebook.kind(kind)
    if found is None:
        known = ", ".join(k.id for k in codebook.kinds)
        raise KnownError(
            f"{where}.kind: the codebook has no kind «{kind}»",
            f"use one of {known}, or import a codebook that has it",
        )
    if code is not None and all(code != known.id for known in found.all_codes()):
        raise KnownError(
            f"{where}.code: the kind «{kind}» has no code «{code}»",
            "use a code of the codebook, or null",
        )
    return found


def check_value(kind: Kind, attribute_id: str, value: object, where: str) -> Value:
    """Return an attribute's value as the model keeps it.

    Raises KnownError, naming `where`, when the attribute is not declared for the kind or the
    value is not of its type.
    """
    attribute = kind.attribute(attribute_id)
    if attribute is None:
        known = ", ".join(a.id for a in kind.attributes) or "none"
        raise KnownError(
            f"{where}: the codebook declares no attribute «{attribute_id}» for {kind.id}",
            f"declared are: {known}",
        )
    kept = _kept(attribute, value)
    if kept is None:
        raise KnownError(f"{where}: {value!r} is not {_wanted(attribute)}", "correct the value")
    return kept


def _kept(attribute: Attribute, value: object) -> Value | None:
    match attribute.type:
        case "choice":
            return value if isinstance(value, str) and value in attribute.choices else None
        case "choices":
            given = list(value) if isinstance(value, list | tuple) else [None]
            fits = all(isinstance(v, str) and v in attribute.choices for v in given)
            return tuple(str(v) for v in given) if fits and len(set(given)) == len(given) else None
        case "number":
            return value if isinstance(value, int | float) and _is_number(value) else None
        case "text":
            return value if isinstance(value, str) else None
        case "date":
            return value if isinstance(value, str) and is_date(value) else None
        case "yes_no":
            return value if isinstance(value, bool) else None


def _is_number(value: float) -> bool:
    # whole numbers are finite, and a very long one does not fit the float that isfinite makes
    return not isinstance(value, bool) and (isinstance(value, int) or math.isfinite(value))


def is_date(value: str) -> bool:
    """Whether the value is a year, a month or a day as ISO 8601 writes them."""
    form = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}.get(len(value))
    if form is None or not value.isascii():
        return False
    try:
        dt.datetime.strptime(value, form)  # noqa: DTZ007  a day has no time zone
    except ValueError:
        return False
    return True


def _wanted(attribute: Attribute) -> str:
    match attribute.type:
        case "choice":
            return "one of " + ", ".join(attribute.choices)
        case "choices":
            return "a list of different choices out of " + ", ".join(attribute.choices)
        case "number":
            return "a number"
        case "text":
            return "a text"
        case "date":
            return "a date such as 2026-11-22"
        case "yes_no":
            return "true or false"
