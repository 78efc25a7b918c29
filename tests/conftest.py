"""What every test has: a home of its own and no screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The application of Qt is made before any fixture runs.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes says nothing about whether it is right.
settings.register_profile("annotator", deadline=None)
settings.load_profile("annotator")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the person's settings, backups and display."""
    home: Path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
