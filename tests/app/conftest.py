"""A desk for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import DeskWorld


@pytest.fixture
def world(tmp_path: Path) -> Iterator[DeskWorld]:
    """A desk over three small articles that A codes."""
    made = DeskWorld(tmp_path)
    yield made
    made.project.close()
