"""The codebook as JSON: `{"format": "annotator-codebook", "version": 1, ...}` (design, 6)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict

from annotator.model.codebook import (
    ATTRIBUTE_TYPES,
    LEVELS,
    SHAPES,
    Attribute,
    Code,
    Codebook,
    Kind,
    check_value,
)
from annotator.model.errors import KnownError
from annotator.model.names import clean_name
from annotator.services.json_reading import Node, check_header, parse_json

_MOST_CODES = 5000
_DEEPEST = 20
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_codebook(text: str, name: str, number: int = 1) -> Codebook:
    """Return the codebook that a JSON text describes, as version `number` of a project.

    `name` is what messages call the document. Raises KnownError, with the path, for anything
    unknown, missing, given twice or not of its type.
    """
    node = Node(parse_json(text, name), "")
    check_header(node, "annotator-codebook")
    kinds = tuple(_kind(kind) for kind in node.nodes("kinds", required=True))
    if not kinds:
        raise KnownError("kinds: a codebook needs at least one kind", "add one")
    _unique((kind.id for kind in kinds), "kinds", "id")
    _unique((kind.key.casefold() for kind in kinds), "kinds", "key")
    if sum(1 for kind in kinds for _ in kind.all_codes()) > _MOST_CODES:
        raise KnownError(f"kinds: more than {_MOST_CODES} codes", "make the codebook smaller")
    title, rules = node.text("title", ""), node.mapping("rules")
    node.done(allowed=("x",))
    return Codebook(number, title, kinds, rules, hashlib.sha256(text.encode()).hexdigest())


def _kind(node: Node) -> Kind:
    id_ = _id(node)
    colour = node.text("colour", "#5f6b7a")
    if not _COLOUR.fullmatch(colour):
        node.fail("colour", "a colour such as #1f5fae")
    key = node.text("key", id_[0].upper())
    if len(key) != 1 or not key.isalnum():
        node.fail("key", "one letter or digit")
    kind = Kind(
        id_,
        clean_name(node.text("name", id_), "kind"),
        key,
        colour,
        node.one_of("shape", SHAPES, "solid"),
        node.text("definition", ""),
        use_when=node.texts("use_when"),
        avoid_when=node.texts("avoid_when"),
        examples=node.texts("examples"),
        counter_examples=node.texts("counter_examples"),
        attributes=tuple(_attribute(attribute) for attribute in node.nodes("attributes")),
        codes=tuple(_code(code, 1) for code in node.nodes("codes")),
    )
    _unique((attribute.id for attribute in kind.attributes), node.path("attributes"), "id")
    _unique((code.id for code in kind.all_codes()), node.path("codes"), "id")
    for attribute in kind.attributes:
        if attribute.default is not None:
            check_value(kind, attribute.id, attribute.default, f"{node.here}.attributes")
    node.done(allowed=("x",))
    return kind


def _attribute(node: Node) -> Attribute:
    type_ = node.one_of("type", ATTRIBUTE_TYPES)
    choices = node.texts("choices")
    if type_ in ("choice", "choices"):
        if not choices:
            node.fail("choices", "a list with a choice in it")
        _unique(choices, node.path("choices"), "choice")
    elif choices:
        node.fail("choices", f"of use to an attribute of type {type_}")
    default = node.raw("default")
    attribute = Attribute(
        _id(node),
        clean_name(node.text("name", node.text("id")), "attribute"),
        type_,
        node.one_of("level", LEVELS, "ratio" if type_ == "number" else "nominal"),
        choices,
        node.yes_no("required", default=False),
        tuple(default) if isinstance(default, list) else default,
        node.text("help", ""),
    )
    node.done(allowed=("x",))
    return attribute


def _code(node: Node, depth: int) -> Code:
    if depth > _DEEPEST:
        raise KnownError(f"{node.here}: codes are nested over {_DEEPEST} deep", "flatten them")
    id_ = _id(node)
    code = Code(
        id_,
        clean_name(node.text("name", id_), "code"),
        node.text("definition", ""),
        use_when=node.texts("use_when"),
        avoid_when=node.texts("avoid_when"),
        examples=node.texts("examples"),
        counter_examples=node.texts("counter_examples"),
        codes=tuple(_code(child, depth + 1) for child in node.nodes("codes")),
    )
    node.done(allowed=("x",))
    return code


def _id(node: Node) -> str:
    id_ = node.text("id")
    if clean_name(id_, "codebook entry") != id_ or "." in id_:
        node.fail("id", "an id: no dot, no space around it")
    return id_


def _unique(values: Iterable[str], path: str, what: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise KnownError(f"{path}: the {what} «{value}» is given twice", "change one of them")
        seen.add(value)


def codebook_document(codebook: Codebook) -> dict[str, object]:
    """Return the codebook as a JSON value, the inverse of `read_codebook`."""
    return {
        "format": "annotator-codebook",
        "version": 1,
        "title": codebook.title,
        "kinds": [asdict(kind) for kind in codebook.kinds],
        "rules": dict(codebook.rules),
    }
