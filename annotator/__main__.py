"""The program's entry: the window without a command, else the command line.

Exit status: 0 done; 1 the world is at fault (one sentence on stderr), a project is damaged
(`check`) or a statistic is off (`verify`); 2 wrong usage; 3 the machine lacks what the window
needs; 70 a fault of the program (a report to copy on stderr); 130 interrupted. A reader that stops
reading early, as `head` does, ends the program without a word and with status 1.

Nothing heavy is imported before it is known what is wanted, so that the window starts at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.model.errors import KnownError

REFUSED, NOT_EQUIPPED, FAULT, INTERRUPTED = 1, 3, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say (those of the process without any given) and return the status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _write_utf8()
    try:
        return _run(arguments)
    except KnownError as error:
        return _told(error.sentence, REFUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  the last place where a fault can be reported
        return _told(_report(error, arguments), FAULT)


def _run(arguments: list[str]) -> int:
    if not arguments:
        return _show_window(None, "")
    import click

    from annotator.cli.command_line import command_for
    from annotator.cli.launching import Launchers

    launchers = Launchers(_show_window, _do_tour)
    command = command_for(arguments)
    try:
        status = command.main(arguments, "annotator", standalone_mode=False, obj=launchers)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except ImportError as error:
        return _equipped_or_raise(error)
    return status if isinstance(status, int) else 0


def _equipped_or_raise(error: ImportError) -> int:
    """Say which system libraries are absent when that is why an import failed."""
    from annotator import system_libraries

    absent = system_libraries.missing(window=False)
    if not absent:
        raise error
    return _told(system_libraries.advice(absent), NOT_EQUIPPED)


def _show_window(project: Path | None, coder: str) -> int:
    from annotator import system_libraries

    screen = system_libraries.has_screen()
    if not screen and not os.environ.get("QT_QPA_PLATFORM"):
        return _told(
            "There is no screen to show a window on; use a command («annotator --help») or the "
            "tour without a window («annotator demo --offscreen DIR»).",
            NOT_EQUIPPED,
        )

    def show() -> int:
        from annotator.ui.application import run

        return run(project, coder)

    return _with_libraries(show, window=screen)


def _do_tour(folder: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    def tour() -> int:
        from annotator.ui.tour import run

        return run(folder)

    return _with_libraries(tour, window=False)


def _with_libraries(work: Callable[[], int], *, window: bool) -> int:
    """Do the work unless the system lacks libraries for it: Qt would abort without a word."""
    from annotator import system_libraries

    absent = system_libraries.missing(window=window)
    if absent:
        return _told(system_libraries.advice(absent), NOT_EQUIPPED)
    return work()


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says; a file name that is no text is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _told(text: str, status: int) -> int:
    sys.stderr.write(f"{text}\n")
    return status


def _report(error: Exception, arguments: Sequence[str]) -> str:
    import platform
    import traceback

    from annotator import __version__

    return "\n".join(
        (
            "A fault of the program; the project is as it was before this act. Please report:",
            f"Annotator {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"annotator {' '.join(arguments)}",
            "".join(traceback.format_exception(error)).rstrip(),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
