"""Tables that say what articles are: outlet, date, language and the like, from CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection
from dataclasses import dataclass

from annotator.model.codebook import is_date
from annotator.model.errors import KnownError
from annotator.services.decoding import decode

DESCRIBING = ("story", "title", "outlet", "language", "date", "url", "author")


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """One row: where it stands for messages, what names the article, and what is said of it."""

    where: str
    file: str
    id: str
    said: dict[str, str]


def read_metadata(data: bytes, name: str, naming: Collection[str] = ("file",)) -> list[MetadataRow]:
    """Return the rows of a CSV table (comma, semicolon or tab; a header row).

    `naming` are the columns of which one must name the article. Empty cells say nothing. Raises
    KnownError, naming the row, for an unknown column, a missing name or a date that is none.
    """
    text = decode(data, name).text.removeprefix("\ufeff")
    header = text.splitlines()[0]
    delimiter = max(",;\t", key=header.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise KnownError(f"{name} is not a CSV table ({error})", "correct the file") from None
    columns = [column.strip().lower() for column in table[0]]
    _check_columns(columns, name, naming)
    rows = []
    for number, cells in enumerate(table[1:], 2):
        where = f"{name}, row {number}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise KnownError(
                f"{where}: has {len(cells)} cells, the header {len(columns)}", "correct the row"
            )
        rows.append(_row(dict(zip(columns, map(str.strip, cells), strict=True)), where, naming))
    return rows


def _check_columns(columns: list[str], name: str, naming: Collection[str]) -> None:
    known = (*naming, *DESCRIBING)
    for column in columns:
        if column not in known:
            raise KnownError(f"{name}: unknown column «{column}»", f"known are {', '.join(known)}")
        if columns.count(column) > 1:
            raise KnownError(f"{name}: the column «{column}» is there twice", "remove one")
    if not set(naming) & set(columns):
        raise KnownError(f"{name}: no column «{' or '.join(naming)}»", "add it")


def _row(cells: dict[str, str], where: str, naming: Collection[str]) -> MetadataRow:
    if not any(cells.get(column) for column in naming):
        raise KnownError(f"{where}: names no article", f"fill in {' or '.join(naming)}")
    date = cells.get("date", "")
    if date and not _is_moment(date):
        raise KnownError(f"{where}: «{date}» is not a date", "write it as 2026-11-22")
    said = {key: cells[key] for key in DESCRIBING if cells.get(key)}
    return MetadataRow(where, cells.get("file", ""), cells.get("id", ""), said)


def _is_moment(value: str) -> bool:
    """Whether a value is a year, a month, a day or a time of a day, as ISO 8601 writes them."""
    if is_date(value):
        return True
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return value.count("-") >= 2  # the short forms without hyphens are too easily something else
