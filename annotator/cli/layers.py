"""Commands on layers: load, dump, export, formats."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.arguments import FILE, json_option, project_argument
from annotator.cli.printing import counted, notice, print_json, say, table
from annotator.model.layer import ROLES, LayerContent

if TYPE_CHECKING:
    from annotator.model.layer import Role

_SPECIAL = [role for role in ROLES if role != "coder"]


@click.command
@project_argument
@click.argument("source", metavar="LAYER.json", type=FILE)
@click.option("--coder", metavar="NAME", help="Load it as the work of the coder NAME.")
@click.option("--layer", "role", type=click.Choice(_SPECIAL), help="Load it as a special layer.")
@click.option("--replace", is_flag=True, help="Replace the layer if there is one already.")
def load(project: Path, source: Path, coder: str | None, role: Role | None, replace: bool) -> None:
    """Load a layer from layer JSON, all of it or nothing.

    Give either --coder or --layer. Articles are matched by the SHA-256 of their text; every fault
    is named by its path in the file.
    """
    from annotator.app.exchange import load_layer
    from annotator.app.project import open_for_writing

    if (coder is None) == (role is None):
        raise click.UsageError("Give either --coder NAME or --layer gold, key or units.")
    with open_for_writing(project) as opened:
        loaded = load_layer(opened, source, coder or "", role or "coder", replacing=replace)
    say(f"Loaded the layer {loaded.layer.name}: {_counts(loaded)}.")


def _counts(content: LayerContent) -> str:
    return ", ".join(
        (
            counted(len({coding.article for coding in content.codings}), "article"),
            counted(len(content.spans), "span"),
            counted(len(content.relations), "relation"),
            counted(len(content.clusters), "cluster"),
        )
    )


@click.command
@project_argument
@click.option(
    "--layer", metavar="NAME", required=True, help="A coder's name, or gold, key or units."
)
@click.option("-o", "--output", metavar="FILE", type=FILE, help="Write to FILE, which is new.")
def dump(project: Path, layer: str, output: Path | None) -> None:
    """Write a layer as layer JSON, to stdout or into a new file: the inverse of load."""
    from annotator.app.exchange import dump_layer, write_new
    from annotator.app.project import open_for_reading

    with open_for_reading(project) as opened:
        text = dump_layer(opened, layer)
    if output is None:
        say(text.removesuffix("\n"))
    else:
        write_new({output: text})
        notice(f"Wrote {output}.")


@click.command
@project_argument
@click.option("--format", "format_", metavar="NAME", required=True, help="See «annotator formats».")
@click.option("--layer", metavar="NAME|all", default="all", show_default=True, help="Which layer.")
@click.option("--no-text", is_flag=True, help="Leave out texts and quotes, for sharing.")
@click.option(
    "-o", "--output", metavar="PATH", type=FILE, required=True, help="A new file or folder."
)
def export(project: Path, format_: str, layer: str, no_text: bool, output: Path) -> None:
    """Export articles and layers; nothing that exists is overwritten."""
    from annotator.app.exchange import export as write_export
    from annotator.app.project import open_for_reading

    names = None if layer == "all" else [layer]
    with open_for_reading(project) as opened:
        written = write_export(opened, format_, output, names, with_text=not no_text)
    say("\n".join(map(str, written)))


@click.command
@json_option
def formats(as_json: bool) -> None:
    """List the export formats."""
    from annotator.app.exchange import FORMATS

    if as_json:
        print_json([asdict(known) for known in FORMATS])
    else:
        rows = [(known.name, known.writes, known.words) for known in FORMATS]
        say(table(("format", "writes", "what for"), rows))
