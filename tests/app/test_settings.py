from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.app.settings import (
    Settings,
    backups_folder,
    read_settings,
    settings_file,
    write_settings,
)


def put(text: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(text, encoding="utf-8")


def test_the_first_settings_are_kept_so_that_the_device_stays_the_same() -> None:
    first = read_settings()
    assert read_settings() == first
    assert len(first.device) == 26


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "3", "{}", '{"theme": "dark"}', '{"device": 7}', '{"device": null}'],
)
def test_the_device_stays_the_same_from_the_first_unreadable_file_on(text: str) -> None:
    put(text)
    assert read_settings().device == read_settings().device


@pytest.mark.parametrize(
    "wrong",
    [
        {"recent": 5}, {"recent": None}, {"recent": "abc"}, {"coders": []}, {"coders": None},
        {"theme": 3}, {"unknown": 1},
    ],
)  # fmt: skip
def test_one_wrong_value_has_its_default_and_the_others_are_kept(wrong: dict[str, object]) -> None:
    put(json.dumps({"device": "D" * 26, **wrong}))
    found = read_settings()
    assert found == Settings(device="D" * 26)
    assert found.with_recent(Path("/a")).recent == ("/a",)
    assert found.with_coder(Path("/a"), "Ana").coders == {"/a": "Ana"}


def test_settings_are_read_as_they_were_written() -> None:
    settings = Settings(theme="dark").with_coder(Path("/p/\u00e1"), "Ana")
    settings = settings.with_recent(Path("/p/a")).with_recent(Path("/p/b"))
    write_settings(settings)
    assert read_settings() == settings
    assert [p.name for p in settings_file().parent.iterdir()] == ["settings.json"]


def test_recent_projects_are_kept_once_each_the_latest_first_and_twelve_of_them() -> None:
    settings = Settings()
    for number in [*range(15), 3]:
        settings = settings.with_recent(Path(f"/{number}"))
    assert settings.recent[:2] == ("/3", "/14")
    assert len(set(settings.recent)) == len(settings.recent) == 12


def test_a_place_that_cannot_be_written_loses_the_settings_and_nothing_else() -> None:
    settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_file().parent.write_text("in the way", encoding="utf-8")
    write_settings(Settings())
    assert read_settings().theme == "system"


def test_settings_and_backups_are_where_the_system_wants_them_and_not_in_the_real_home() -> None:
    assert settings_file().is_relative_to(Path.home())
    assert backups_folder().is_relative_to(Path.home())
    assert "pytest" in str(Path.home())


def test_how_columns_are_arranged_is_kept_by_project_and_story() -> None:
    settings = Settings().with_columns(Path("/p/a"), "one", {"asked": 2})
    settings = settings.with_columns(Path("/p/ab"), "one", {"asked": 5})
    settings = settings.with_columns(Path("/p/a"), "two", {"asked": 3})
    write_settings(settings)
    assert read_settings() == settings
    assert settings.columns_of(Path("/p/a")) == {"one": {"asked": 2}, "two": {"asked": 3}}
    assert settings.columns_of(Path("/p")) == {}


def test_the_columns_of_the_latest_two_hundred_stories_are_kept() -> None:
    settings = Settings()
    for number in [*range(205), 5]:
        settings = settings.with_columns(Path("/a"), str(number), {"asked": number})
    kept = list(settings.columns_of(Path("/a")))
    assert len(kept) == 200
    assert kept[-1] == "5"
    assert "4" not in kept


@pytest.mark.parametrize("wrong", [7, None, [], {"/a#s": 3}])
def test_arrangements_that_are_none_are_not_taken_for_some(wrong: object) -> None:
    put(json.dumps({"device": "D" * 26, "columns": wrong}))
    assert read_settings().columns_of(Path("/a")) == {}
