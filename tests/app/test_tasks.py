from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from annotator.app.tasks import TaskHub


@pytest.fixture
def hub(qtbot: QtBot) -> Iterator[TaskHub]:  # noqa: ARG001  it makes the event loop
    made = TaskHub()
    yield made
    made.finish()


def refuse(error: BaseException) -> None:
    raise error


def test_a_result_comes_back_on_the_thread_of_the_window(hub: TaskHub, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    here = threading.get_ident()

    def done(result: int) -> None:
        seen.append((result, threading.get_ident() == here))

    hub.start(threading.get_ident, done, refuse)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen[0][0] != here, "the work is done elsewhere"
    assert seen[0][1]


def test_what_the_work_raises_comes_back_as_a_value(hub: TaskHub, qtbot: QtBot) -> None:
    seen: list[BaseException] = []

    def work() -> None:
        raise ZeroDivisionError

    hub.start(work, lambda _: seen.append(AssertionError("it did not fail")), seen.append)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert isinstance(seen[0], ZeroDivisionError)


@pytest.mark.parametrize("end", [lambda hub, task: hub.forget(task), lambda hub, _: hub.finish()])
def test_nobody_hears_of_a_forgotten_task(
    hub: TaskHub, qtbot: QtBot, end: Callable[[TaskHub, int], None]
) -> None:
    seen: list[object] = []
    task = hub.start(lambda: 1, seen.append, refuse)
    end(hub, task)
    hub.start(lambda: 2, seen.append, refuse)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen == [2]


def test_many_tasks_all_come_back(hub: TaskHub, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(200):
        hub.start(lambda number=number: number, seen.append, refuse)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 200, timeout=10_000)
    assert sorted(seen) == list(range(200))
    assert QThread.currentThread().isMainThread()
