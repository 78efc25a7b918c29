"""Opening the window and the sample project; how a window is made is told from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from annotator.cli.arguments import FILE, PROJECT
from annotator.model.errors import KnownError


@dataclass(frozen=True, slots=True)
class Launchers:
    """How to open the window on a project as a coder, and how to do the tour into a folder.

    Both return the exit status of the program.
    """

    window: Callable[[Path | None, str], int]
    tour: Callable[[Path], int]


@click.command
@click.argument("project", type=PROJECT, required=False)
@click.option("--coder", metavar="NAME", default="", help="Code as NAME in this project.")
@click.pass_obj
def window(launchers: Launchers, project: Path | None, coder: str) -> int:
    """Open the window: on PROJECT, or on the last project or the welcome page without one.

    All other commands are listed by «annotator --help».
    """
    if project is not None and not project.is_file():
        _refuse(project)
    return launchers.window(project, coder)


def _refuse(project: Path) -> None:
    """Say that a word names no project: a mistyped command, or a file that is not there."""
    from annotator.app.project import EXTENSION

    word = str(project)
    looks_like_a_path = project.suffix == EXTENSION or project.name != word or project.exists()
    if looks_like_a_path:
        raise KnownError(
            f"There is no project at {project}", "check the name, or make one with «annotator new»"
        )
    raise click.UsageError(f"There is neither a command nor a project «{word}».")


@click.command
@click.argument("folder", metavar="[DIR]", type=FILE, required=False)
@click.option(
    "--offscreen",
    is_flag=True,
    help="Open no window: do the whole tour and write screenshots, exports and report into DIR.",
)
@click.pass_obj
def demo(launchers: Launchers, folder: Path | None, offscreen: bool) -> int:
    """Make the sample project in DIR and open it, coding as «Me».

    Five invented articles about one invented event, with the simulated work of two coders and a
    gold layer. A sample project that is in DIR already is opened as it is. Without DIR, it goes
    into the program's own data folder.
    """
    from annotator.app.sample import SAMPLE_CODER, make_sample_project, sample_folder

    folder = folder or sample_folder()
    if offscreen:
        return launchers.tour(folder)
    return launchers.window(make_sample_project(folder), SAMPLE_CODER)
