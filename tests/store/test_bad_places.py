from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_projects import digest, made, raw, refused, rows, state, steps, tagged

from annotator.app.project import Project, open_as_possible, open_for_reading, open_for_writing
from annotator.app.tagging import tag_span
from annotator.model.errors import KnownError
from annotator.store import integrity
from annotator.store.journal import Act
from annotator.store.project_file import ProjectFile


def closed(tmp_path: Path) -> Path:
    """A project with articles and some spans that nobody has open."""
    with made(tmp_path) as project:
        layer = project.layer_of_coder("Ana")
        tagged(project, layer, "one.txt", "The quay burned")
        tagged(project, layer, "one.txt", "Police", "source")
        return project.path


def test_a_full_disk_is_told_and_the_tag_works_when_there_is_space_again(tmp_path: Path) -> None:
    with made(tmp_path, {"long.txt": "word " * 2000}) as project:
        layer = project.layer_of_coder("Ana")
        (head,) = project.articles()
        db = project.file.db
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        kept = state(project), steps(project)
        with refused("project.annotator", "the disk is full", "free some space"):
            for place in range(1000):
                tag_span(project, layer, head.id, [(place, place + 400)], "claim")
                kept = state(project), steps(project)
        assert (state(project), steps(project)) == kept
        assert integrity.faults(db) == []
        db.execute("PRAGMA max_page_count = 100000")
        tag_span(project, layer, head.id, [(place, place + 400)], "claim")
        assert len(state(project)["span"]) == len(kept[0]["span"]) + 1


def test_a_read_only_file_opens_for_reading_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed(tmp_path)
    path.chmod(0o444)
    before = digest(path)
    monkeypatch.setattr(os, "access", lambda _path, mode: mode == os.R_OK)
    with open_as_possible(path) as project:
        assert project.read_only_because == "the file or its folder is read-only"
        assert len(project.content("Ana").spans) == 2
        assert project.next_undo() is None
        with refused("open for reading only"), project.step("Try"):
            pass
    with refused("cannot be written", "read-only"):
        open_for_writing(path)
    assert digest(path) == before
    assert not list(tmp_path.glob("*.lock"))


def test_a_project_open_for_reading_takes_no_change_by_any_way(tmp_path: Path) -> None:
    path = closed(tmp_path)
    before = digest(path)
    with open_for_reading(path) as project:
        with refused("open for reading only"):
            project.undo()
        with refused("open for reading only"), project.step("Try"):
            pass
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            project.file.db.execute("DELETE FROM span")
    assert digest(path) == before


CRASH = """
import os, sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("PRAGMA cache_size = 1")
conn.execute("BEGIN")
conn.execute("UPDATE text SET body = upper(body) || zeroblob(90000)")
conn.execute("UPDATE article SET title = 'half done'")
conn.execute("UPDATE piece SET quote = 'half done' || hex(zeroblob(9000))")
os._exit(0)
"""


@pytest.mark.parametrize("opened", [open_for_reading, open_for_writing, open_as_possible])
def test_a_half_written_change_of_a_program_that_died_is_taken_back(
    tmp_path: Path, opened: Callable[[Path], Project]
) -> None:
    path = closed(tmp_path)
    with raw(path) as conn:
        before = rows(conn)
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=True)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    with opened(path) as project:
        assert state(project) == before
        assert integrity.faults(project.file.db) == []
    assert not path.with_name(path.name + "-journal").exists()


def what_comes_of(path: Path) -> str:
    """What opening a file, checking it and writing to it comes to: a refusal, or nothing."""
    try:
        file = ProjectFile.open(path)
    except KnownError as error:
        return error.sentence
    try:
        integrity.faults(file.db)
        with file.step(Act("Try")):
            file.db.execute("INSERT INTO coder VALUES ('x', 'x')")
    except KnownError as error:
        return error.sentence
    finally:
        file.close()
    return ""


def test_damage_in_the_middle_is_told_before_the_first_write(tmp_path: Path) -> None:
    path = closed(tmp_path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(data)
    before = digest(path)
    assert "project.annotator: the file is damaged" in what_comes_of(path)
    assert "restore a backup" in what_comes_of(path)
    assert digest(path) == before


def test_no_flipped_bytes_or_cut_ends_make_anything_but_a_project_or_a_refusal(
    tmp_path: Path,
) -> None:
    golden = closed(tmp_path).read_bytes()
    path = tmp_path / "flipped.annotator"
    chance = random.Random(7)  # noqa: S311  nothing here is a secret
    refusals = 0
    for turn in range(200):
        data = bytearray(golden)
        if turn % 5 == 0:
            del data[chance.randrange(1, len(data)) :]
        for _ in range(chance.choice([1, 10, 100])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        refusal = what_comes_of(path)
        if refusal:
            assert "flipped.annotator" in refusal
            assert path.read_bytes() == data
            refusals += 1
    assert 20 < refusals < 190
