"""A project file: made, opened, written in steps, backed up, checked and closed.

The file is a document that people copy, mail and keep in synced folders, so it uses a rollback
journal and a full sync for every commit; nothing but SQLite ever opens it while we have it open.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.model.changes import Changes, UndoableStep
from annotator.model.errors import KnownError
from annotator.model.ids import StepId, new_id
from annotator.store import journal
from annotator.store.faults import told_plainly
from annotator.store.schema import APPLICATION_ID, FORMAT, foreign_objects, migrate

if TYPE_CHECKING:
    from sqlite_utils import Database

PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA
    "locking_mode": "normal",
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,  # MEMORY: the open step never touches a disk of its own
    "busy_timeout": 2000,
}
BACKUPS_KEPT = 10


class Recorded:
    """A step being taken; once its block has ended, `changes` says what it changed."""

    def __init__(self) -> None:
        self.changes = Changes("")


class ProjectFile:
    """An open project file with its one connection.

    `writable` is False for a file opened for reading. Use `ProjectFile.make` or `.open`.
    """

    def __init__(
        self, path: Path, db: Database, *, writable: bool, device: str, backups: Path | None
    ) -> None:
        self.path = path
        self.db = db
        self.writable = writable
        self._device = device
        self._backups = backups
        self._secured = False
        if writable:
            journal.start(db.conn)

    @classmethod
    def make(cls, path: Path, title: str, device: str) -> ProjectFile:
        """Make a new, empty project at `path`, which must not exist yet, and open it."""
        if path.exists():
            raise KnownError(f"{path.name} exists already", "choose another name")
        if not path.parent.is_dir():
            raise KnownError(f"There is no folder {path.parent}", "make it first")
        with told_plainly(path):
            db = _connect(path, "rwc")
            try:
                _settle(db.conn)
                with db.atomic():
                    migrate(db.conn, 0)
                    db.execute(
                        "INSERT INTO project VALUES (?, ?, 1, ?)",
                        [new_id(), title, dt.datetime.now(dt.UTC).isoformat(timespec="seconds")],
                    )
            except sqlite3.Error:
                db.close()
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                raise
        project = cls(path, db, writable=True, device=device, backups=None)
        project._secured = True  # nothing of value was there before
        return project

    @classmethod
    def open(
        cls, path: Path, *, device: str = "", backups: Path | None = None, writable: bool = True
    ) -> ProjectFile:
        """Open an existing project, for writing where that is wanted and possible.

        `device` names this installation in the journal; `backups` is the folder that gets a
        verified copy before the first write. Raises KnownError when the file is no project, is
        damaged, belongs to a newer program or holds what this program never put there.
        """
        if not path.is_file():
            raise KnownError(f"There is no project at {path}", "check the name")
        writable = writable and _can_write(path)
        with told_plainly(path):
            # A program that crashed may have left a journal that only a connection that can write
            # may roll back; `query_only` keeps every other write away.
            db = _connect(path, "rw" if _can_write(path) else "ro")
            try:
                version = _check_format(path, db.conn)
                _settle(db.conn)
                db.execute(f"PRAGMA query_only = {int(not writable)}")
                if version < FORMAT:
                    _bring_up_to_date(path, db, version, backups, writable=writable)
                _check_objects(path, db.conn)
                return cls(path, db, writable=writable, device=device, backups=backups)
            except BaseException:
                db.close()
                raise

    @property
    def title(self) -> str:
        """What the project is called."""
        return str(self.db.execute("SELECT title FROM project").fetchone()[0])

    @contextmanager
    def step(self, act: journal.Act) -> Iterator[Recorded]:
        """Do one act as one transaction; an exception inside leaves no trace of it."""
        with self._recording(act) as recorded:
            yield recorded

    def next_undo(self) -> UndoableStep | None:
        """Return what undo would take back, or None."""
        return journal.next_undo(self.db.conn)

    def next_redo(self) -> UndoableStep | None:
        """Return what redo would do again, or None."""
        return journal.next_redo(self.db.conn)

    def undo(self) -> Changes | None:
        """Take back the latest act and tell what changed; None when there is none."""
        return self._replay(self.next_undo(), "undo", "undone")

    def redo(self) -> Changes | None:
        """Do again the act undone last and tell what changed; None when there is none."""
        return self._replay(self.next_redo(), "redo", "done")

    def _replay(self, target: UndoableStep | None, kind: str, state: str) -> Changes | None:
        if target is None:
            return None
        act = journal.Act(target.label, target.where, target.coder)
        with self._recording(act, kind, target.id) as recorded:
            journal.reverse(self.db.conn, target, state)
        return recorded.changes

    @contextmanager
    def _recording(
        self, act: journal.Act, kind: str = "act", of_step: StepId | None = None
    ) -> Iterator[Recorded]:
        if not self.writable:
            raise KnownError(
                f"{self.path.name} is open for reading only", "close it elsewhere and open it again"
            )
        self.secure()
        recorded = Recorded()
        with told_plainly(self.path), self.db.atomic():
            step = journal.begin(self.db.conn, act, self._device, kind, of_step)
            yield recorded
            recorded.changes = journal.finish(self.db.conn, step)

    def secure(self) -> None:
        """Check the file and back it up, once, before anything is written to it."""
        if self._secured or not self.writable:
            return
        with told_plainly(self.path):
            check_quickly(self.path, self.db.conn)
            if self._backups is not None:
                back_up(self.db.conn, self._backups)
        self._secured = True

    def close(self) -> None:
        """Close the connection; the object is of no use afterwards."""
        self.db.close()


def _connect(path: Path, mode: str) -> Database:
    # sqlite_utils takes a while to import, and the welcome window does not need it.
    from sqlite_utils import Database

    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
    return Database(conn, execute_plugins=False)


def _settle(conn: sqlite3.Connection) -> None:
    """Set the pragmas; only on a file known to be ours, for the journal mode is written to it."""
    for name, value in PRAGMAS.items():
        conn.execute(f"PRAGMA {name} = {value}")


def _can_write(path: Path) -> bool:
    """Whether the file and its folder, where the rollback journal goes, can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check_format(path: Path, conn: sqlite3.Connection) -> int:
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise KnownError(f"{path.name}: this is not an Annotator project", "choose another file")
    if version > FORMAT:
        raise KnownError(
            f"{path.name} was made by a newer Annotator (format {version}; known is {FORMAT})",
            "install the newest Annotator and open it again",
        )
    return int(version)


def _bring_up_to_date(
    path: Path, db: Database, version: int, backups: Path | None, *, writable: bool
) -> None:
    if not writable:
        raise KnownError(
            f"{path.name} is of an older format and cannot be written here",
            "copy it to a place where it can be written",
        )
    check_quickly(path, db.conn)
    if backups is not None:
        back_up(db.conn, backups)
    with db.atomic():
        migrate(db.conn, version)


def _check_objects(path: Path, conn: sqlite3.Connection) -> None:
    strange = foreign_objects(conn)
    if strange:
        raise KnownError(
            f"{path.name} holds what Annotator never put there: {', '.join(strange[:3])}",
            "use a file as Annotator saved it, or restore a backup",
        )


def check_quickly(path: Path, conn: sqlite3.Connection) -> None:
    """Raise KnownError when SQLite finds the file damaged."""
    (first,) = conn.execute("PRAGMA quick_check(1)").fetchone()
    if first != "ok":
        raise KnownError(
            f"{path.name}: the file is damaged ({first.splitlines()[0]})",
            "restore a backup; «annotator check» says what is wrong",
        )


def back_up(conn: sqlite3.Connection, backups: Path) -> Path:
    """Write a verified copy of the open project below `backups` and return its path.

    Each project has a folder of its own there; its oldest copies go when there are more than ten.
    """
    (project,) = conn.execute("SELECT id FROM project").fetchone()
    folder = backups / str(project)
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = folder / f"{now}.annotator"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = sqlite3.connect(copy)
        try:
            conn.backup(target)
            check_quickly(copy, target)
        finally:
            target.close()
        for old in sorted(folder.glob("*.annotator"))[:-BACKUPS_KEPT]:
            old.unlink()
    except (OSError, sqlite3.Error, KnownError) as error:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise KnownError(
            f"No backup could be written into {folder} ({error})",
            "free some space or make the folder writable",
        ) from error
    return copy
