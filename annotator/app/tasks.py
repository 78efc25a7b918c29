"""Work off the window's thread: a pool, and every result handed over on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class TaskHub(QObject):
    """Owns the pool and the signal; a worker gets plain values and never a widget or connection."""

    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[BaseException], None]]] = {}
        self._number = 0
        self._finished.connect(self._hand_over)

    def start(
        self,
        work: Callable[[], object],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None],
    ) -> int:
        """Run `work` in the pool; its result or its exception comes back on the main thread.

        Returns the number under which the task can be forgotten.
        """
        self._number += 1
        self._waiting[self._number] = (on_done, on_error)
        self._pool.start(_Task(self._number, work, self._finished.emit))
        return self._number

    def forget(self, number: int) -> None:
        """Let a task run out without telling anyone of its result."""
        self._waiting.pop(number, None)

    def finish(self) -> None:
        """Forget every task and wait until none runs, before the program ends."""
        self._waiting.clear()
        self._pool.waitForDone()

    def _hand_over(self, number: int, result: object, error: BaseException | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        on_done, on_error = waiting
        if error is None:
            on_done(result)
        else:
            on_error(error)


class _Task(QRunnable):
    def __init__(
        self,
        number: int,
        work: Callable[[], object],
        tell: Callable[[int, object, object], None],
    ) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._tell = tell

    def run(self) -> None:
        """Do the work; what it raises is handed over like a result."""
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001  the one place that carries errors across threads
            self._tell(self._number, None, error)
        else:
            self._tell(self._number, result, None)
