from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from made_projects import TEXTS, digest, made, raw, refused, state, steps, tagged

from annotator.app.project import Project, open_as_possible, open_for_reading, open_for_writing
from annotator.model.changes import Changes
from annotator.store import schema
from annotator.store.project_file import ProjectFile
from annotator.store.schema import APPLICATION_ID, FORMAT, JOURNALLED, KEPT_FOR_EVER

PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "locking_mode": "normal",
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,
}


def closed(tmp_path: Path) -> Path:
    """A project with articles and some spans that nobody has open."""
    with made(tmp_path) as project:
        layer = project.layer_of_coder("Ana")
        tagged(project, layer, "one.txt", "The quay burned")
        tagged(project, layer, "one.txt", "Police", "source")
        return project.path


@pytest.mark.parametrize("opened", [open_for_writing, open_for_reading])
def test_the_pragmas_are_really_set(tmp_path: Path, opened: Callable[[Path], Project]) -> None:
    with opened(closed(tmp_path)) as project:
        for name, value in PRAGMAS.items():
            found = project.file.db.execute(f"PRAGMA {name}").fetchone()
            assert found == (value,), name


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    with made(tmp_path, {}) as project:
        conn = project.file.db.conn
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert conn.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        assert schema.foreign_objects(conn) == []


def test_every_table_is_strict_and_journalled_or_kept_for_ever(tmp_path: Path) -> None:
    with made(tmp_path, {}) as project:
        tables = project.file.db.execute("PRAGMA table_list").fetchall()
    ours = {name: strict for where, name, _, _, _, strict in tables if where == "main"}
    ours.pop("sqlite_schema")
    assert set(ours.values()) == {1}
    assert ours.keys() == {*JOURNALLED, *KEPT_FOR_EVER, "step", "change"}


def test_wrong_types_and_broken_references_are_refused_by_the_file(tmp_path: Path) -> None:
    with made(tmp_path, {}) as project:
        db = project.file.db
        with pytest.raises(sqlite3.IntegrityError, match="INTEGER"), project.step("Wrong"):
            db.execute("INSERT INTO story VALUES ('x', 'x', 'first')")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN"), project.step("Wrong"):
            db.execute("INSERT INTO region VALUES ('x', 'none', 'heading', 0, 1, 1)")


def test_migrations_bring_an_older_file_up_to_date_after_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed(tmp_path)

    def second(conn: sqlite3.Connection) -> None:
        conn.execute("CREATE TABLE later (id TEXT PRIMARY KEY) STRICT")

    for module in ("schema", "journal", "project_file"):
        monkeypatch.setattr(f"annotator.store.{module}.FORMAT", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, second))
    with refused("older format"):
        ProjectFile.open(path, writable=False)
    file = ProjectFile.open(path, backups=tmp_path / "backups")
    assert file.db.execute("PRAGMA user_version").fetchone() == (2,)
    assert file.db.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert file.next_undo() is None  # a migration ends undo, not history
    assert file.db.execute("SELECT count(*) FROM step").fetchone() == (5,)
    file.close()
    (copy,) = (tmp_path / "backups").glob("*/*.annotator")
    with raw(copy) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed(tmp_path)
    before = digest(path)

    def second(conn: sqlite3.Connection) -> None:
        conn.execute("CREATE TABLE later (id TEXT PRIMARY KEY) STRICT")
        raise RuntimeError

    monkeypatch.setattr("annotator.store.project_file.FORMAT", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, second))
    with pytest.raises(RuntimeError):
        ProjectFile.open(path)
    assert digest(path) == before


def a_text(path: Path) -> None:
    path.write_text("Dear diary, this is not a database.\n" * 100, encoding="utf-8")


def nothing(path: Path) -> None:
    path.touch()


def another_database(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("CREATE TABLE recipe (name TEXT)")


def another_in_wal_mode(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("PRAGMA journal_mode = wal")
        conn.execute("CREATE TABLE recipe (name TEXT)")


def only_the_header(path: Path) -> None:
    with raw(path) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute("CREATE TABLE recipe (name TEXT)")


@pytest.mark.parametrize(
    "stranger", [a_text, nothing, another_database, another_in_wal_mode, only_the_header]
)
@pytest.mark.parametrize("opened", [open_as_possible, open_for_writing, open_for_reading])
def test_what_is_no_project_is_refused_and_not_touched(
    tmp_path: Path, stranger: Callable[[Path], None], opened: Callable[[Path], Project]
) -> None:
    path = tmp_path / "thing.annotator"
    stranger(path)
    before = digest(path)
    with refused("thing.annotator", "not an Annotator project"):
        opened(path)
    assert digest(path) == before
    assert [found.name for found in tmp_path.iterdir()] == ["thing.annotator"]


@pytest.mark.parametrize("opened", [open_as_possible, open_for_writing, open_for_reading])
def test_what_is_not_there_is_refused(tmp_path: Path, opened: Callable[[Path], Project]) -> None:
    with refused("There is no project", "nowhere.annotator"):
        opened(tmp_path / "nowhere.annotator")
    with refused("There is no project"):
        opened(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("opened", [open_as_possible, open_for_reading])
def test_a_newer_format_is_refused_and_not_touched(
    tmp_path: Path, opened: Callable[[Path], Project]
) -> None:
    path = closed(tmp_path)
    with raw(path) as conn:
        conn.execute(f"PRAGMA user_version = {FORMAT + 1}")
    before = digest(path)
    with refused("newer Annotator", f"format {FORMAT + 1}", "install the newest"):
        opened(path)
    assert digest(path) == before


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "CREATE TRIGGER spy AFTER INSERT ON span BEGIN DELETE FROM piece; END",
            "trigger spy",
        ),
        ("CREATE VIEW spans AS SELECT * FROM span", "view spans"),
        ("CREATE TABLE extra (a)", "table extra"),
        ("CREATE VIRTUAL TABLE words USING fts5 (word)", "table words"),
        ("ALTER TABLE span ADD COLUMN colour TEXT", "table span"),
        ("DROP INDEX piece_at", "index piece_at"),
        ("ALTER TABLE story ADD COLUMN loud TEXT AS (upper(name))", "table story"),
    ],
)
def test_a_file_with_what_the_program_never_put_there_is_refused(
    tmp_path: Path, statement: str, named: str
) -> None:
    path = closed(tmp_path)
    with raw(path) as conn:
        conn.execute(statement)
    before = digest(path)
    for opened in (open_as_possible, open_for_reading):
        with refused("never put there", named):
            opened(path)
    assert digest(path) == before


def test_a_project_is_never_made_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.annotator"
    path.write_text("precious", encoding="utf-8")
    with refused("exists already"):
        ProjectFile.make(path, "Mine", "device")
    assert path.read_text(encoding="utf-8") == "precious"
    with refused("There is no folder"):
        ProjectFile.make(tmp_path / "no" / "mine.annotator", "Mine", "device")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO coder VALUES ('x', 'x')",
        "UPDATE article SET title = 'x'",
        "DELETE FROM span",
        "INSERT INTO text VALUES ('x', 'x')",
        "UPDATE text SET body = 'x'",
        "DELETE FROM raw",
    ],
)
def test_a_change_outside_a_step_is_refused(tmp_path: Path, statement: str) -> None:
    with open_for_writing(closed(tmp_path)) as project:
        before = state(project)
        with pytest.raises(sqlite3.IntegrityError, match="changed outside a step"):
            project.file.db.execute(statement)
        project.file.db.rollback()
        assert state(project) == before


def fail_half_way(project: Project) -> None:
    project.file.db.execute("INSERT INTO coder VALUES ('x', 'x')")
    project.file.db.execute("DELETE FROM span")
    raise ZeroDivisionError


def test_an_exception_inside_a_step_leaves_no_trace_of_it(tmp_path: Path) -> None:
    heard: list[Changes] = []
    with open_for_writing(closed(tmp_path)) as project:
        before, journal = state(project), steps(project)
        project.listeners.append(heard.append)
        with pytest.raises(ZeroDivisionError), project.step("Fail"):
            fail_half_way(project)
        assert (state(project), steps(project)) == (before, journal)
        tagged(project, project.layer("Ana"), "two.txt", "Fire")  # and the next one works
    assert len(heard) == 1


def test_the_texts_and_raw_bytes_are_in_no_image_of_the_journal(tmp_path: Path) -> None:
    with made(tmp_path) as project:
        layer = project.layer_of_coder("Ana")
        claim = tagged(project, layer, "one.txt", "burned")
        for _ in range(9):
            project.undo()
        for _ in range(9):
            project.redo()
        images = " ".join(
            before or "" for (before,) in project.file.db.execute("SELECT before FROM change")
        )
        tables = {name for (name,) in project.file.db.execute("SELECT DISTINCT tbl FROM change")}
    assert claim.quote in images  # a piece keeps its quote
    for text in TEXTS.values():
        assert not any(line in images for line in text.split("\n")[1:] if line)
    assert not tables & set(KEPT_FOR_EVER)
