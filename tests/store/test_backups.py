from __future__ import annotations

from pathlib import Path

import pytest
from made_projects import made, raw, refused, rows, state, tagged

from annotator.app.project import Project, open_as_possible, open_for_reading, open_for_writing
from annotator.app.settings import backups_folder
from annotator.store import project_file
from annotator.store.project_file import BACKUPS_KEPT


def backups() -> list[Path]:
    return sorted(backups_folder().glob("*/*"))


def write(project: Project, coder: str) -> None:
    project.layer_of_coder(coder)


def test_a_project_just_made_has_no_backup(tmp_path: Path) -> None:
    with made(tmp_path) as project:
        write(project, "Ana")
    assert backups() == []


def test_reading_makes_no_backup(tmp_path: Path) -> None:
    path = made_and_closed(tmp_path)
    for opened in (open_for_reading, open_for_writing, open_as_possible):
        opened(path).close()
    assert backups() == []


def made_and_closed(tmp_path: Path) -> Path:
    with made(tmp_path) as project:
        tagged(project, project.layer_of_coder("Ana"), "one.txt", "Police", "source")
    return project.path


def test_the_first_write_after_opening_makes_one_verified_backup_of_what_was_there(
    tmp_path: Path,
) -> None:
    path = made_and_closed(tmp_path)
    with open_for_writing(path) as project:
        before = state(project)
        write(project, "Bo")
        write(project, "Cleo")
        assert state(project) != before
    (copy,) = backups()
    with raw(copy) as conn:
        assert rows(conn) == before
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_for_reading(copy) as restored:  # a backup is a project like any other
        assert state(restored) == before
        assert restored.text_of(restored.articles()[0].id)


def test_ten_backups_of_each_project_are_kept(tmp_path: Path) -> None:
    one = made_and_closed(tmp_path)
    for number in range(BACKUPS_KEPT + 3):
        with open_for_writing(one) as project:
            write(project, f"Coder {number}")
        if number == 0:
            (oldest,) = backups()
    assert len(backups()) == BACKUPS_KEPT == 10
    assert oldest not in backups()
    with made(tmp_path, {}, name="other") as other:
        write(other, "Ana")
    with open_for_writing(other.path) as other:
        write(other, "Bo")
    assert len(backups()) == BACKUPS_KEPT + 1
    with raw(backups()[0]) as conn:
        assert conn.execute("SELECT count(*) FROM coder").fetchone() is not None


def test_where_no_backup_can_be_written_nothing_is_and_the_person_is_told(tmp_path: Path) -> None:
    path = made_and_closed(tmp_path)
    backups_folder().parent.mkdir(parents=True)
    backups_folder().write_text("in the way", encoding="utf-8")
    with open_for_writing(path) as project:
        before = state(project)
        with refused("No backup could be written", "make the folder writable"):
            write(project, "Bo")
        assert state(project) == before
        backups_folder().unlink()
        write(project, "Bo")
    assert len(backups()) == 1


def test_a_backup_that_is_not_sound_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made_and_closed(tmp_path)
    checked = project_file.check_quickly

    def torn(where: Path, conn: object) -> None:
        if where != path:
            where.write_bytes(where.read_bytes()[:5000])
        checked(where, conn)  # type: ignore[arg-type]

    monkeypatch.setattr(project_file, "check_quickly", torn)
    with open_for_writing(path) as project:
        before = state(project)
        with refused("No backup could be written"):
            write(project, "Bo")
        assert state(project) == before
    assert backups() == []
