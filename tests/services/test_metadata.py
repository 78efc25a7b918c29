from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies as st
from made_projects import refusal_of, refused

from annotator.services.metadata import DESCRIBING, read_metadata

HEADER = "file,story,title,outlet,language,date,url,author\n"
FULL = 'a.txt,Quay,"Fire, ""again""",El R\u00edo,es,2026-11-22,https://example.org/a,A. B.\n'
SAID = {
    "story": "Quay",
    "title": 'Fire, "again"',
    "outlet": "El R\u00edo",
    "language": "es",
    "date": "2026-11-22",
    "url": "https://example.org/a",
    "author": "A. B.",
}


def test_a_row_says_what_an_article_is() -> None:
    (row,) = read_metadata((HEADER + FULL).encode(), "meta.csv")
    assert (row.file, row.said, row.where) == ("a.txt", SAID, "meta.csv, row 2")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_of_any_spreadsheet_are_read(mark: str, delimiter: str, end: str) -> None:
    lines = [["File ", " TITLE"], ["a.txt", "One"], [], ["b.txt", "Two"]]
    text = mark + end.join(delimiter.join(line) for line in lines) + end
    rows = read_metadata(text.encode(), "meta.csv")
    assert [(row.file, row.said) for row in rows] == [
        ("a.txt", {"title": "One"}),
        ("b.txt", {"title": "Two"}),
    ]
    assert rows[1].where == "meta.csv, row 4"


def test_empty_cells_say_nothing() -> None:
    (row,) = read_metadata(b"file,title,outlet\na.txt,, \n", "meta.csv")
    assert row.said == {}


def test_a_title_may_hold_a_line_end() -> None:
    (row,) = read_metadata(b'file,title\na.txt,"One\nTwo"\n', "meta.csv")
    assert row.said == {"title": "One\nTwo"}


@pytest.mark.parametrize(
    "date", ["2026", "2026-11", "2026-11-22", "2026-11-22T10:30", "2026-11-22T10:30:00+01:00"]
)
def test_iso_dates_are_dates(date: str) -> None:
    (row,) = read_metadata(f"file,date\na.txt,{date}\n".encode(), "meta.csv")
    assert row.said == {"date": date}


@pytest.mark.parametrize(
    "date", ["22.11.2026", "11/22/2026", "2026-13", "2026-02-30", "26", "20261122", "Monday"]
)
def test_what_is_no_iso_date_is_refused_by_its_row(date: str) -> None:
    with refused("meta.csv, row 3", f"\u00ab{date}\u00bb is not a date", "2026-11-22"):
        read_metadata(f"file,date\na.txt,2026\nb.txt,{date}\n".encode(), "meta.csv")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "meta.csv is empty"),
        (b"\n\n", "holds no text"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"file,colour\na.txt,red\n", "unknown column \u00abcolour\u00bb"),
        (b"file,title,title\na.txt,a,b\n", "the column \u00abtitle\u00bb is there twice"),
        (b"title\nFire\n", "no column \u00abfile\u00bb"),
        (b"\nfile\na.txt\n", "no column \u00abfile\u00bb"),
        (b"file,title\na.txt,a\nb.txt\n", "meta.csv, row 3: has 1 cells, the header 2"),
        (b"file,title\na.txt,a,b\n", "meta.csv, row 2: has 3 cells, the header 2"),
        (b"file,title\n,a\n", "meta.csv, row 2: names no article"),
        (b'file,title\na.txt,"a\n', "is not a CSV table"),
        (b'file,title\na.txt,"a"b\n', "is not a CSV table"),
    ],
)
def test_a_faulty_table_is_refused_with_its_place(table: bytes, words: str) -> None:
    with refused("meta.csv", words):
        read_metadata(table, "meta.csv")


def test_an_article_may_be_named_by_id_where_that_is_asked_for() -> None:
    (row,) = read_metadata(b"id,title\nx1,One\n", "meta.csv", naming=("id", "file"))
    assert (row.id, row.file, row.said) == ("x1", "", {"title": "One"})
    with refused("no column \u00abid or file\u00bb"):
        read_metadata(b"title\nOne\n", "meta.csv", naming=("id", "file"))


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(DESCRIBING, st.text())), max_size=3))
def test_what_a_csv_writer_writes_is_read_or_refused(rows: list[dict[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["file", *DESCRIBING])
    writer.writeheader()
    for number, row in enumerate(rows):
        writer.writerow({**row, "date": "", "file": f"{number}.txt"})
    data = out.getvalue().encode(errors="replace")
    if not refusal_of(lambda: read_metadata(data, "meta.csv")):
        read = read_metadata(data, "meta.csv")
        assert [row.file for row in read] == [f"{number}.txt" for number in range(len(rows))]
