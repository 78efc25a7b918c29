"""Makes the lock files anew from pyproject.toml: `python packaging/lock.py [--upgrade]`.

One set of releases for every Python and every system: a figure computed on one machine is
computed by the same code on another. The locks hold the hash of every file of a release, so
they serve Linux, macOS and Windows alike. Without --upgrade, releases change only where
pyproject.toml asks for it.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = "packaging/requirements.lock"
TEST = "packaging/requirements-test.lock"
HEADER = "# Made by packaging/lock.py from pyproject.toml; do not edit.\n"
RESOLVER = "uv>=0.9"
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--fork-strategy=fewest",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def main() -> None:
    """Write both lock files; the test lock holds the releases of the other and the test tools."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", RESOLVER], check=True)
        resolve = [str(programs / "uv"), "pip", "compile", "pyproject.toml", *OPTIONS]
        resolve += ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
        _write(resolve, RUN)
        _write([*resolve, "--extra=test", "--constraint", RUN], TEST)


def _write(resolve: list[str], lock: str) -> None:
    command = [*resolve, "--output-file", lock]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    path = ROOT / lock
    pins = path.read_text(encoding="utf-8").replace(HEADER, "")
    path.write_text(HEADER + pins, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
