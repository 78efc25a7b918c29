"""One program writes to a project at a time: a lock file beside it says who."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile


class ProjectLock:
    """The right to write to one project; the file goes when it is released or its owner dies."""

    def __init__(self, project: Path) -> None:
        self._file = QLockFile(f"{project}.lock")
        # A crashed owner is recognised by its process being gone, never by the clock.
        self._file.setStaleLockTime(0)

    def take(self) -> bool:
        """Take the right to write, at once or not at all."""
        return self._file.tryLock(0)

    def owner(self) -> str:
        """Say which program has the right, for a message; "" when that cannot be known."""
        process, host, _ = self._file.getLockInfo()
        return f"process {process} on {host}" if process else ""

    def release(self) -> None:
        """Give the right back."""
        self._file.unlock()
