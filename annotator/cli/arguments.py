"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)


class _ProjectPath(click.ParamType[Path]):
    """A project's path; the extension may be left out."""

    name = "project"

    def convert(
        self,
        value: str | Path,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        given = Path(value)
        if given.name in ("", ".."):
            self.fail(f"«{value}» names no file.", param, ctx)
        if given.exists():
            return given
        from annotator.app.project import EXTENSION

        extended = given.with_name(given.name + EXTENSION)
        return extended if extended.is_file() else given


PROJECT = _ProjectPath()


def project_argument(command: _Command) -> _Command:
    """Give a command its PROJECT argument."""
    return click.argument("project", type=PROJECT)(command)


def json_option(command: _Command) -> _Command:
    """Give a command its --json option."""
    words = "Print one JSON document on stdout and nothing else."
    return click.option("--json", "as_json", is_flag=True, help=words)(command)
