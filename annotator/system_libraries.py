"""Says which system libraries the window toolkit lacks here, and the line that installs them.

It is asked before anything is installed and before the first PySide6 import, because Qt answers
a missing library with an abort and not with an exception. Hence the standard library only,
nothing of ours, and syntax that every Python 3 can read.
"""

import ctypes
import os
import sys
from pathlib import Path

# Library, package of Debian and Ubuntu, package of Fedora: what the libraries and plugins in the
# wheel of PySide6-Essentials 6.11 name as NEEDED and do not bring along. Debian 13 and
# Ubuntu 24.04 renamed libglib2.0-0 to libglib2.0-0t64, which provides the old name.
_ALWAYS = (
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libX11.so.6", "libx11-6", "libX11"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libstdc++.so.6", "libstdc++6", "libstdc++"),
    ("libzstd.so.1", "libzstd1", "libzstd"),
)
_X11 = (
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    ("libxcb.so.1", "libxcb1", "libxcb"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
_WAYLAND = (
    ("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)
_FONT = ("a font", "fonts-dejavu-core", "dejavu-sans-fonts")
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/X11/fonts",
    "/run/current-system/sw/share/X11/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)


def has_screen() -> bool:
    """Say whether a window can be shown: a display is named and, as far as can be asked, answers.

    False where QT_QPA_PLATFORM asks for none; true on macOS and Windows otherwise.
    """
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if not sys.platform.startswith("linux") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and _x11_answers()


def missing(window: bool) -> "list[tuple[str, str, str]]":
    """Name what the toolkit lacks here, empty where nothing (and always so outside Linux).

    window: whether a window will be shown; without one the offscreen set is enough.
    Each entry is the library, its package in Debian and Ubuntu, its package in Fedora.
    """
    if not sys.platform.startswith("linux"):
        return []
    absent = _absent(_ALWAYS)
    if not _has_font():
        absent.append(_FONT)
    if window:
        absent += _absent_for_screen()
    return absent


def install_line(tool: str, absent: "list[tuple[str, str, str]]", as_root: str = "sudo ") -> str:
    """Write the shell line with which `tool` ("apt-get" or "dnf") installs what is absent.

    as_root: the words that make one command run as root.
    """
    column = 1 if tool == "apt-get" else 2
    packages = " ".join(sorted({entry[column] for entry in absent}))
    if tool == "dnf":
        return as_root + "dnf install -y " + packages
    update = as_root + "apt-get update && "
    return update + as_root + "apt-get install -y --no-install-recommends " + packages


def advice(absent: "list[tuple[str, str, str]]") -> str:
    """Say what is absent, and under it the line to run (both where neither tool is found)."""
    import shutil  # a program that lacks nothing starts without it

    tools = [tool for tool in ("apt-get", "dnf") if shutil.which(tool)] or ["apt-get", "dnf"]
    names = ", ".join(entry[0] for entry in absent)
    lines = ["Annotator needs what this system lacks (" + names + "): run this, then start again:"]
    return "\n".join(lines + ["    " + install_line(tool, absent) for tool in tools])


def _absent(libraries: "tuple[tuple[str, str, str], ...]") -> "list[tuple[str, str, str]]":
    return [entry for entry in libraries if not _loads(entry[0])]


def _absent_for_screen() -> "list[tuple[str, str, str]]":
    """Qt turns to the other kind of screen where one fails, so one whole set is enough."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    sets = []
    if os.environ.get("DISPLAY") and not wanted.startswith("wayland"):
        sets.append(_absent(_X11))
    if os.environ.get("WAYLAND_DISPLAY") and not wanted.startswith("xcb"):
        sets.append(_absent(_WAYLAND))
    return sets[0] if sets and all(sets) else []


def _x11_answers() -> bool:
    """A display that is named but gone makes Qt abort; without libxcb nobody can ask yet."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font() -> bool:
    """Without any font Qt draws every text as nothing at all."""
    shared = os.environ.get("XDG_DATA_DIRS", "").split(":")
    folders = list(_FONT_FOLDERS) + [folder + "/fonts" for folder in shared if folder]
    for folder in folders:
        for _, _, files in os.walk(str(Path(folder).expanduser())):
            if any(name.lower().endswith((".ttf", ".otf", ".ttc", ".pfb")) for name in files):
                return True
    return False
