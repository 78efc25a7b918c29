"""The virtual environment of a checkout: made, filled from a lock file, and known when done."""

import hashlib
import subprocess
import sys
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = FOLDER / "start.stamp"
UNFINISHED = "unfinished\n"
LOCKS = {
    "run": ROOT / "packaging" / "requirements.lock",
    "test": ROOT / "packaging" / "requirements-test.lock",
}
# The test lock holds every release of the other, so what it filled serves to run the program too.
SERVES = {"run": ("run",), "test": ("run", "test")}

# A path file instead of an installation of the project: that would need a build tool, locked like
# the rest, and the program would not find resources/ beside itself. The path is relative and so
# plain ASCII wherever the checkout lies: Python decodes path files by the locale.
LINK = """
import os, sys, sysconfig
packages = sysconfig.get_path("purelib")
with open(os.path.join(packages, "annotator-checkout.pth"), "w", encoding="ascii") as file:
    file.write(os.path.relpath(sys.argv[1], packages) + os.linesep)
"""


def set_up(wanted: str) -> None:
    """Bring the machine and .venv to what `wanted` ("run" or "test") needs; quick when they are.

    A .venv whose set-up was interrupted, or whose Python does not start, is made anew; one made
    by hand is filled as it is. Refusals are `machine.SetUpError`.
    """
    machine.check()
    filled = wanted in filled_for()
    usable = filled or _usable()
    machine.provide(to_make=not usable)
    if filled:
        return
    if not usable:
        print("Making .venv")
        machine.run(
            [sys.executable, "-m", "venv", "--clear", str(FOLDER)],
            "The virtual environment could not be made: see the last lines above.",
        )
    _fill(wanted)


def filled_for() -> tuple[str, ...]:
    """Name what .venv serves ("run", "test"): its set-up ended and the lock is still the same."""
    if not PYTHON.exists() or not STAMP.exists():
        return ()
    lines = STAMP.read_text(encoding="utf-8", errors="replace").splitlines()
    return tuple(name for name in LOCKS if _stamp_line(name) in lines)


def _stamp_line(name: str) -> str:
    return f"{name} {hashlib.sha256(LOCKS[name].read_bytes()).hexdigest()}"


def _usable() -> bool:
    if not PYTHON.exists():
        return False
    if STAMP.exists() and STAMP.read_text(encoding="utf-8", errors="replace") == UNFINISHED:
        return False
    try:
        pip = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return pip.returncode == 0


def _fill(wanted: str) -> None:
    """The stamp says "unfinished" until everything is there."""
    _write_stamp(UNFINISHED)
    print(f"Installing the packages of {LOCKS[wanted].relative_to(ROOT)}")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pip += ["--progress-bar=off", "--only-binary=:all:", "--require-hashes"]
    machine.run(
        [*pip, f"-r{LOCKS[wanted]}"],
        "The packages could not be installed (the last lines of pip are above): see to the network "
        "or proxy and to free disk space, then run the same again.",
    )
    machine.run([str(PYTHON), "-c", LINK, str(ROOT)], "The program could not be put into .venv.")
    _write_stamp("".join(_stamp_line(name) + "\n" for name in SERVES[wanted]))


def _write_stamp(text: str) -> None:
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(STAMP)
