"""What the command line prints: aligned tables, one JSON document, and notices on stderr."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

import click

from annotator.model.errors import KnownError

_GAP = "  "


def say(text: str) -> None:
    """Print lines on stdout: the result."""
    _write(text, sys.stdout)


def notice(text: str) -> None:
    """Print a line on stderr: progress, and what a person should read beside the result."""
    _write(text, sys.stderr)


def print_json(document: object) -> None:
    """Print one JSON document on stdout."""
    say(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def _write(text: str, stream: TextIO) -> None:
    """Write and flush at once; a reader that stopped reading ends the program without a word."""
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        _let_go(stream)
        raise click.exceptions.Exit(1) from None
    except OSError as error:
        _let_go(stream)
        raise KnownError(
            f"The output cannot be written ({error.strerror})", "write it to another place"
        ) from error


def _let_go(stream: TextIO) -> None:
    """Send what is still buffered nowhere, or Python complains about it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return the rows under their header as aligned text; whole numbers go to the right."""
    cells = [header, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    right = [
        bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(widths))
    ]
    lines = (
        _GAP.join(_padded(*cell) for cell in zip(row, widths, right, strict=True)) for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun, such as `1 article` or `2 articles`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
