from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_void_calls_leave_the_references_to_none_alone() -> None:
    """A binding that drops one at every void call aborts the program after some thousand calls."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 50
