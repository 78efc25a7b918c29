import os
import shutil
import sys
from pathlib import Path

import pytest

from annotator import system_libraries


@pytest.fixture(autouse=True)
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux with every library and font and no screen."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_libraries, "_loads", lambda _library: True)
    monkeypatch.setattr(system_libraries, "_has_font", lambda: True)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def _lacking(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    monkeypatch.setattr(system_libraries, "_loads", lambda library: library not in libraries)


@pytest.mark.parametrize("entry", system_libraries._ALWAYS)
def test_each_library_is_missed_without_a_window(
    monkeypatch: pytest.MonkeyPatch, entry: tuple[str, str, str]
) -> None:
    _lacking(monkeypatch, entry[0])
    assert system_libraries.missing(window=False) == [entry]


@pytest.mark.parametrize("entry", system_libraries._X11)
def test_each_library_of_x11_is_missed_only_for_a_window(
    monkeypatch: pytest.MonkeyPatch, entry: tuple[str, str, str]
) -> None:
    _lacking(monkeypatch, entry[0])
    monkeypatch.setenv("DISPLAY", ":0")
    assert system_libraries.missing(window=True) == [entry]
    assert system_libraries.missing(window=False) == []


def test_wayland_alone_needs_no_x11_and_either_is_enough_where_both_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _lacking(monkeypatch, "libxcb-cursor.so.0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert system_libraries.missing(window=True) == []
    monkeypatch.setenv("DISPLAY", ":0")
    assert system_libraries.missing(window=True) == []
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert [entry[1] for entry in system_libraries.missing(window=True)] == ["libxcb-cursor0"]


def test_a_system_without_any_font_is_missed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_has_font", lambda: False)
    assert [entry[1] for entry in system_libraries.missing(window=False)] == ["fonts-dejavu-core"]


def test_a_font_is_found_below_any_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(system_libraries, "_FONT_FOLDERS", ())
    monkeypatch.setenv("XDG_DATA_DIRS", os.pathsep.join(["", str(tmp_path)]))
    assert not system_libraries._has_font()
    (tmp_path / "fonts" / "truetype").mkdir(parents=True)
    (tmp_path / "fonts" / "truetype" / "a.TTF").touch()
    assert system_libraries._has_font()


def test_nothing_is_asked_of_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_loads", lambda _library: False)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_libraries.missing(window=True) == []
    assert system_libraries.has_screen()


def test_a_library_that_is_not_there_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert not system_libraries._loads("libno-such-library.so.9")


def test_a_screen_is_a_display_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not system_libraries.has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(system_libraries, "_x11_answers", lambda: False)
    assert not system_libraries.has_screen()
    monkeypatch.setattr(system_libraries, "_x11_answers", lambda: True)
    assert system_libraries.has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not system_libraries.has_screen()


def test_a_display_without_a_server_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    if not system_libraries._loads("libxcb.so.1"):
        pytest.skip("there is no libxcb to ask with")
    monkeypatch.setenv("DISPLAY", ":9753")
    assert not system_libraries._x11_answers()


ABSENT = [
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
]
APT = (
    "sudo apt-get update && "
    "sudo apt-get install -y --no-install-recommends libgl1 libxcb-shape0 libxcb-shm0"
)
DNF = "sudo dnf install -y libglvnd-glx libxcb"


@pytest.mark.parametrize(
    ("tools", "lines"),
    [(("apt-get",), [APT]), (("dnf",), [DNF]), ((), [APT, DNF])],
)
def test_the_advice_is_the_line_of_the_tool_that_is_here(
    monkeypatch: pytest.MonkeyPatch, tools: tuple[str, ...], lines: list[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda tool: tool in tools)
    first, *rest = system_libraries.advice(ABSENT).splitlines()
    assert [line.strip() for line in rest] == lines
    assert "libxcb-shape.so.0, libGL.so.1, libxcb-shm.so.0" in first
