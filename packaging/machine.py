"""What this machine must have before .venv can be made, and getting it where that is allowed."""

import importlib
import importlib.util
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from annotator import system_libraries
from annotator.system_libraries import has_screen

__all__ = ["SetUpError", "check", "has_screen", "lacks", "provide", "run"]

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
OLDEST_GLIBC = (2, 34)  # the wheels of PySide6 are tagged manylinux_2_34

Need = tuple[str, str, str]


class SetUpError(Exception):
    """Setting up cannot go on: what and what to do, and the exit status."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


def check() -> None:
    """Refuse what no package can mend: an old SQLite in Python, a C library without wheels."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SetUpError(
            f"Annotator needs SQLite 3.37 or newer and {sys.executable} has "
            f"{sqlite3.sqlite_version}: run the same with another Python.",
            3,
        )
    if not sys.platform.startswith("linux"):
        return
    name, version = platform.libc_ver()
    if name == "glibc" and tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_GLIBC:
        return
    found = f"{name} {version}" if name else "another C library"
    raise SetUpError(
        f"Annotator's window toolkit needs glibc 2.34 or newer and this system has {found}: "
        "use Debian 12, Ubuntu 22.04, Fedora 35, RHEL 9 or a newer release.",
        3,
    )


def lacks(*, to_make: bool) -> list[Need]:
    """Name what the system lacks: (what, package of Debian and Ubuntu, package of Fedora).

    to_make: .venv has yet to be made.
    """
    importlib.invalidate_caches()
    needs = system_libraries.missing(has_screen())
    major, minor = sys.version_info[:2]
    # Debian keeps ensurepip, without which no virtual environment gets pip, in a package apart.
    if to_make and importlib.util.find_spec("ensurepip") is None:
        needs.append(("the venv module", f"python{major}.{minor}-venv", "python3-libs"))
    return needs


def provide(*, to_make: bool) -> None:
    """Install what the system lacks (see `lacks`), where apt may be used without a password.

    Anywhere else, and where that does not mend it, the refusal holds the line to run.
    """
    needs = lacks(to_make=to_make)
    if not needs:
        return
    as_root = _as_root()
    if as_root is None or not shutil.which("apt-get"):
        raise SetUpError(system_libraries.advice(needs), 3)
    line = system_libraries.install_line("apt-get", needs, as_root)
    print("Installing system packages: " + line)
    try:
        run(["sh", "-c", line], "apt-get failed.")
    except SetUpError as error:
        raise SetUpError(f"{error} {system_libraries.advice(needs)}", 3) from None
    still = lacks(to_make=to_make)
    if still:
        raise SetUpError(system_libraries.advice(still), 3)


def run(command: list[str], failure: str) -> None:
    """Run a step of the set-up, showing only what it downloads.

    Where it fails, its last lines go to the error stream and `failure` is raised with status 1.
    """
    sys.stdout.flush()
    last: deque[str] = deque(maxlen=15)
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=settings,
    ) as process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            if last[-1].lstrip().startswith("Downloading "):
                print("  " + last[-1].strip(), flush=True)
    if process.returncode != 0:
        print("\n".join("  | " + line for line in last), file=sys.stderr)
        raise SetUpError(failure, 1)


def _as_root() -> str | None:
    """Give the words that make a command run as root without asking; None where none do."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return ""
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return "sudo -n env DEBIAN_FRONTEND=noninteractive " if allowed.returncode == 0 else None
