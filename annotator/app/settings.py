"""What the program remembers about one person on one machine, and where it keeps its files."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from annotator.model.ids import new_id

_RECENT_KEPT = 12
_ARRANGEMENTS_KEPT = 200
_STORY = "#"  # stands between the path of a project and the id of a story
SMALLEST_TEXT, LARGEST_TEXT, TEXT_STEP = 60, 300, 10


@dataclass(frozen=True, slots=True)
class Settings:
    """`device` names this installation in journals; `coders` maps project paths to who codes.

    `theme` is system, light, dark or contrast; `text_percent` is the size of all text. `anchored`
    says whether columns scroll together, `snap_to_words` whether a selection counts as the whole
    words it touches; `columns` maps project path and story to how the columns
    were arranged, the latest last.
    """

    device: str = field(default_factory=new_id)
    theme: str = "system"
    text_percent: int = 100
    recent: tuple[str, ...] = ()
    coders: Mapping[str, str] = field(default_factory=dict)
    anchored: bool = True
    snap_to_words: bool = True
    columns: Mapping[str, Any] = field(default_factory=dict)

    def with_recent(self, project: Path) -> Settings:
        """Return the settings with a project at the head of the recent ones."""
        path = str(project)
        rest = tuple(other for other in self.recent if other != path)
        return replace(self, recent=(path, *rest)[:_RECENT_KEPT])

    def with_larger_text(self, steps: int) -> Settings:
        """Return the settings with text some steps larger, or smaller when negative."""
        wanted = self.text_percent + steps * TEXT_STEP
        return replace(self, text_percent=max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted)))

    def with_coder(self, project: Path, coder: str) -> Settings:
        """Return the settings with who codes in a project."""
        return replace(self, coders={**self.coders, str(project): coder})

    def with_columns(self, project: Path, story: str, arrangement: Mapping[str, Any]) -> Settings:
        """Return the settings with how a story's columns are arranged; 200 stories are kept."""
        key = f"{project}{_STORY}{story}"
        others = {known: value for known, value in self.columns.items() if known != key}
        kept = [*others.items(), (key, arrangement)][-_ARRANGEMENTS_KEPT:]
        return replace(self, columns=dict(kept))

    def columns_of(self, project: Path) -> dict[str, Mapping[str, Any]]:
        """Return how the columns of a project's stories are arranged, by the id of the story."""
        begin = f"{project}{_STORY}"
        return {
            key.removeprefix(begin): value
            for key, value in self.columns.items()
            if key.startswith(begin) and isinstance(value, dict)
        }


def settings_file() -> Path:
    """Return where the settings are kept."""
    return platformdirs.user_config_path("annotator", appauthor=False) / "settings.json"


def backups_folder() -> Path:
    """Return where backups go: away from the projects, against losing both at once."""
    return platformdirs.user_data_path("annotator", appauthor=False) / "backups"


def read_settings() -> Settings:
    """Return the settings; what is missing, unreadable or of a wrong type has its default."""
    found = _read_object(settings_file())
    if isinstance(found.get("recent"), list):
        found["recent"] = tuple(map(str, found["recent"]))
    default = Settings()
    kept = {
        field_.name: found[field_.name]
        for field_ in fields(Settings)
        if isinstance(found.get(field_.name), type(getattr(default, field_.name)))
    }
    settings = replace(default, **kept)
    if "device" not in kept:
        write_settings(settings)  # the device must stay the same from now on
    return settings


def _read_object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_settings(settings: Settings) -> None:
    """Keep the settings; a place that cannot be written loses them and nothing else."""
    path = settings_file()
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError:
        return
