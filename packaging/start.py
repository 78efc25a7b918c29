"""Sets Annotator up in this checkout and starts it, on a machine with nothing but Python.

    python3 packaging/start.py             set up, then show the sample project (without
                                           a screen: the whole tour, into ./annotator-tour)
    python3 packaging/start.py test [...]  set up, then checks and tests (... goes to pytest)
    python3 packaging/start.py run [...]   set up, then the program with these arguments

Exit status: 1 where setting up failed; 3 where the system lacks something, which is said in
one sentence with the line to run; otherwise that of the program or of the first failed check.
"""

# Standard library only, in syntax that every Python 3 reads: an old Python gets a sentence and not
# a traceback. What is imported below `main` may be written for the Pythons the program needs.

import itertools
import os
import subprocess
import sys

OLDEST_PYTHON = (3, 11)
TOUR = "annotator-tour"
CHECKS = [["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"]]


def main(arguments: "list[str]") -> int:
    """Set up what the arguments ask for and run it; the exit status."""
    job = arguments[0] if arguments else "tour"
    if job in ("-h", "--help"):
        print(__doc__.strip())
        return 0
    if job != "tour" and job not in ("test", "run"):
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    refusal = too_old(sys.version_info, sys.executable)
    if refusal:
        sys.stderr.write(refusal + "\n")
        return 3
    try:
        status = set_up("test" if job == "test" else "run")
        return status or run_job(job, arguments[1:])
    except KeyboardInterrupt:
        return 130


def too_old(version: "tuple[int, ...]", executable: str) -> str:
    """Say in one sentence that this Python is too old; empty where it is not."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    return (
        "Annotator needs Python 3.11 or newer and %s is Python %s: run the same with a newer one."
        % (
            executable,
            ".".join(str(part) for part in version[:3]),
        )
    )


def set_up(wanted: str) -> int:
    """Bring the system libraries and .venv to what `wanted` ("run" or "test") needs."""
    import environment
    import machine

    try:
        environment.set_up(wanted)
    except machine.SetUpError as error:
        sys.stdout.flush()
        sys.stderr.write(str(error) + "\n")
        return error.status
    except OSError as error:
        sys.stderr.write("Setting up failed: %s.\n" % error)
        return 1
    return 0


def run_job(job: str, arguments: "list[str]") -> int:
    """Run what was asked for in .venv; the exit status."""
    import machine

    if job == "test":
        return run_checks(arguments)
    settings = dict(os.environ)
    command = ["annotator"]
    if job == "run":
        command.extend(arguments)
    elif machine.has_screen():
        command.append("demo")
    else:
        command.extend(["demo", "--offscreen", TOUR])
        settings["QT_QPA_PLATFORM"] = "offscreen"
        print("There is no screen: the tour goes to " + os.path.abspath(TOUR))
    return call(command, settings)


def run_checks(arguments: "list[str]") -> int:
    """Run formatting, linting, types and tests in turn; the exit status of the first failure."""
    import environment

    os.chdir(str(environment.ROOT))
    settings = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    tests = ["pytest"]
    tests.extend(arguments)
    for check in itertools.chain(CHECKS, [tests]):
        print("== " + " ".join(check))
        status = call(check, settings)
        if status:
            return status
    return 0


def call(module: "list[str]", settings: "dict[str, str]") -> int:
    """Run a module of .venv; its exit status, counted as a shell does where a signal ended it."""
    import environment

    sys.stdout.flush()
    command = [str(environment.PYTHON), "-m"]
    command.extend(module)
    status = subprocess.call(command, env=settings)
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
