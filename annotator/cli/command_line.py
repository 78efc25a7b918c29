"""The command line as a whole: which commands there are, and which one arguments mean."""

from __future__ import annotations

from collections.abc import Sequence

import click

from annotator import __version__
from annotator.cli import launching, layers, projects, statistics

HELP_OPTIONS = ("--help", "--version")


class _InOrder(click.Group):
    """Lists its commands in the order they are used in, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(self.commands)


@click.group(
    cls=_InOrder,
    options_metavar="",
    subcommand_metavar="[PROJECT] [--coder NAME] | COMMAND ...",
    epilog="Exit status: 0 done; 1 refused, damaged or off, said in a sentence on stderr; 2 wrong "
    "usage; 3 something the window needs is missing; 70 a fault of the program.",
)
@click.version_option(__version__, prog_name="annotator")
def commands() -> None:
    """Content analysis of news, offline, side by side.

    Without a command the window opens: on PROJECT, or on the last project or the welcome page.
    «annotator COMMAND --help» tells more about each command.
    """


for _command in (
    projects.new,
    projects.import_,
    projects.articles,
    layers.load,
    layers.dump,
    projects.status,
    statistics.agreement,
    layers.export,
    layers.formats,
    projects.check,
    statistics.verify,
    launching.demo,
):
    commands.add_command(_command)


def command_for(arguments: Sequence[str]) -> click.Command:
    """Return what the arguments are for: the commands, or the window when they name none."""
    first = arguments[0] if arguments else ""
    return commands if first in commands.commands or first in HELP_OPTIONS else launching.window
