"""Reading JSON that strangers wrote: every fault is named by its path, nothing is passed over."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from annotator.model.errors import KnownError

_T = TypeVar("_T", bound=str)
_LARGEST_WHOLE = 2**53  # up to here every reader of JSON has the same number


def json_text(data: bytes, name: str) -> str:
    """Return the text of a JSON document, which is UTF-8 and nothing else, without its BOM.

    `name` is what messages call it. Raises KnownError for no bytes and for other bytes.
    """
    if not data:
        raise KnownError(f"{name} is empty", "choose another file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(
            f"{name} is not UTF-8, as JSON is (byte {error.start})", "save it as UTF-8"
        ) from None


def parse_json(text: str, name: str) -> object:
    """Return the value of a JSON document; `name` is what messages call it.

    Raises KnownError for what is not JSON, for a key given twice, for NaN and infinities and for
    numbers too large to be kept.
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise KnownError(f"{name}: the key «{twice}» is given twice", "remove one of them")
        return found

    def no_number(constant: str) -> NoReturn:
        raise KnownError(f"{name}: {constant} is not a number in JSON", "use null or a number")

    def kept(digits: str) -> float:
        number = float(digits)
        return number if math.isfinite(number) else no_number(digits)

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_float=kept)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise KnownError(
            f"{name} is not JSON: {error.msg} in line {error.lineno}, column {error.colno}",
            "correct the file",
        ) from None
    except UnicodeEncodeError:
        raise KnownError(
            f"{name} holds half a character (a lone surrogate)", "correct the file"
        ) from None
    except RecursionError:
        raise KnownError(f"{name} is nested too deeply", "correct the file") from None
    except ValueError:  # thousands of digits
        raise KnownError(f"{name} holds a number that is too long", "correct the file") from None
    return value


class Node:
    """A JSON object with the path that leads to it; asking for a key checks it.

    Every `take` names a key that may be there; `done` refuses any key never asked for.
    """

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise KnownError(f"{path or 'the document'}: an object is expected", "correct it")
        self._value: dict[str, Any] = value
        self._path = path
        self._asked: set[str] = set()

    def path(self, key: str) -> str:
        """Return the path of a key, as messages name it."""
        return f"{self._path}.{key}" if self._path else key

    @property
    def here(self) -> str:
        """The path of this object itself."""
        return self._path or "the document"

    def fail(self, key: str, wanted: str) -> NoReturn:
        """Raise KnownError: the value of `key` is not what is wanted."""
        shown = json.dumps(self._value.get(key), ensure_ascii=False)
        shown = shown if len(shown) <= 60 else f"{shown[:59]}\u2026"
        raise KnownError(f"{self.path(key)}: {shown} is not {wanted}", "correct the file")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self._value

    def raw(self, key: str, default: object = None) -> Any:  # noqa: ANN401  it is any JSON value
        """Return a value of any type."""
        self._asked.add(key)
        return self._value.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default the key must be there."""
        value = self._required(key, default)
        return value if isinstance(value, str) else self.fail(key, "a text")

    def text_or_none(self, key: str) -> str | None:
        """Return a text or, for null and for a missing key, None."""
        value = self.raw(key)
        return (
            value if value is None or isinstance(value, str) else self.fail(key, "a text or null")
        )

    def whole(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """Return a whole number that is `least` or more."""
        value = self._required(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.fail(key, f"a whole number of {least} or more")
        if value > _LARGEST_WHOLE:
            self.fail(key, f"a whole number of at most {_LARGEST_WHOLE}")
        return value

    def yes_no(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.raw(key, default)
        return value if isinstance(value, bool) else self.fail(key, "true or false")

    def one_of(self, key: str, choices: Sequence[_T], default: _T | None = None) -> _T:
        """Return one of the choices."""
        value = self._required(key, default)
        for choice in choices:
            if value == choice:
                return choice
        return self.fail(key, "one of " + ", ".join(choices))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the key is missing."""
        value = self.raw(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, "a list of texts")
        return tuple(value)

    def mapping(self, key: str) -> dict[str, Any]:
        """Return an object as it is, empty when the key is missing."""
        value = self.raw(key, {})
        return value if isinstance(value, dict) else self.fail(key, "an object")

    def nodes(self, key: str, *, required: bool = False) -> Iterator[Node]:
        """Yield the objects of a list, each with its path."""
        value = self._required(key, None if required else [])
        if not isinstance(value, list):
            self.fail(key, "a list")
        for position, item in enumerate(value):
            yield Node(item, f"{self.path(key)}[{position}]")

    def done(self, allowed: Collection[str] = ()) -> None:
        """Raise KnownError when the object holds a key that nobody asked for."""
        for key in self._value:
            if key not in self._asked and key not in allowed:
                raise KnownError(
                    f"{self.path(key)}: unknown key", "remove it, or put what is your own under «x»"
                )

    def _required(self, key: str, default: object) -> Any:  # noqa: ANN401  it is any JSON value
        if not self.has(key) and default is None:
            raise KnownError(f"{self.path(key)}: this key is missing", "add it")
        return self._value.get(key, default)


def check_header(node: Node, format_: str) -> None:
    """Raise KnownError unless the document says it is of this format, version 1."""
    found = node.text("format", "")
    if found != format_:
        raise KnownError(
            f"{node.path('format')}: «{found}» is not «{format_}»", "choose another file"
        )
    version = node.whole("version", least=1)
    if version > 1:
        raise KnownError(
            f"{node.path('version')}: version {version} is newer than this program knows",
            "install the newest Annotator",
        )
