"""Commands on projects and their articles: new, import, articles, status, check."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.arguments import FILE, json_option, project_argument
from annotator.cli.printing import counted, notice, print_json, say, table
from annotator.model.text import shortened

if TYPE_CHECKING:
    from annotator.app.checking import ProjectStatus
    from annotator.app.project import Project

_TITLE_WIDTH = 48


@click.command
@project_argument
@click.option("--title", metavar="T", default="", help="What the project is called.")
@click.option(
    "--codebook",
    metavar="FILE",
    type=FILE,
    help="A codebook as JSON; the one for claims in the news without it.",
)
def new(project: Path, title: str, codebook: Path | None) -> None:
    """Make a new, empty project.

    PROJECT is the file to make; the extension .annotator is added where it is missing.
    """
    from annotator.app.project import make_project

    with make_project(project, title, codebook) as made:
        say(f"Made {made.path}.")


@click.command(name="import")
@project_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=FILE)
@click.option(
    "--story",
    metavar="NAME",
    default="",
    help="The story they report; the name of their folder without it.",
)
@click.option(
    "--meta",
    metavar="FILE.csv",
    type=FILE,
    help="A table with the column file and any of story, title, outlet, language, date, url,"
    " author.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="How files that are not UTF-8 are encoded, such as cp1252 or iso-8859-2.",
)
@json_option
def import_(
    project: Path,
    paths: tuple[Path, ...],
    story: str,
    meta: Path | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Import plain text files as articles, all of them or none.

    A PATH is a file, or a folder whose .txt files are taken. Line ends are settled and characters
    that cannot be kept are replaced and counted; nothing else in a text changes.
    """
    from annotator.app.importing import import_articles
    from annotator.app.project import open_for_writing

    with open_for_writing(project) as opened:
        imported = import_articles(opened, paths, story=story, metadata=meta, encoding=encoding)
    if as_json:
        print_json({"articles": [asdict(article) for article in imported]})
        return
    for article in imported:
        for text in article.notices:
            notice(text)
    rows = [
        (a.file, a.story, a.language, a.encoding, a.characters, shortened(a.title, _TITLE_WIDTH))
        for a in imported
    ]
    say(table(("file", "story", "language", "encoding", "characters", "title"), rows))
    notice(f"Imported {counted(len(imported), 'article')}.")


@click.command
@project_argument
@click.option(
    "--set",
    "changes",
    metavar="FILE.csv",
    type=FILE,
    help="First change what the table says: a column id or file, and any of story, title, outlet,"
    " language, date, url, author. An empty cell changes nothing.",
)
@json_option
def articles(project: Path, changes: Path | None, as_json: bool) -> None:
    """List the articles of a project, or change what is said of them."""
    from annotator.app.importing import describe_articles
    from annotator.app.project import open_for_reading, open_for_writing

    with open_for_writing(project) if changes else open_for_reading(project) as opened:
        if changes:
            notice(f"Changed {counted(describe_articles(opened, changes), 'article')}.")
        if as_json:
            print_json(_article_documents(opened))
        else:
            say(_article_table(opened))


def _article_documents(project: Project) -> list[dict[str, object]]:
    stories = {story.id: story.name for story in project.stories()}
    return [
        {
            "id": head.id,
            "story": stories[head.story],
            "title": head.title,
            "outlet": head.outlet,
            "language": head.language,
            "date": head.date,
            "url": head.url,
            "author": head.author,
            "characters": head.length,
            "sha256": head.sha256,
            "file": head.file,
            "regions": [asdict(region) for region in head.regions],
        }
        for head in project.articles()
    ]


def _article_table(project: Project) -> str:
    heads = project.articles()
    if not heads:
        return "There are no articles yet."
    stories = {story.id: story.name for story in project.stories()}
    rows = [
        (
            *(stories[head.story], head.file, head.outlet, head.language, head.date),
            *(head.length, head.sha256[:12], shortened(head.title, _TITLE_WIDTH), head.id),
        )
        for head in heads
    ]
    header = ("story", "file", "outlet", "language", "date", "characters", "sha256", "title", "id")
    return table(header, rows)


@click.command
@project_argument
@json_option
def status(project: Path, as_json: bool) -> None:
    """Say how far every layer of a project is."""
    from annotator.app.checking import status_of
    from annotator.app.project import open_for_reading

    with open_for_reading(project) as opened:
        found = status_of(opened)
    if as_json:
        print_json(asdict(found))
    else:
        say(_status_text(found))


def _status_text(found: ProjectStatus) -> str:
    lead = (
        f"{found.title}: {counted(found.stories, 'story', 'stories')}, "
        f"{counted(found.articles, 'article')}, {counted(found.characters, 'character')}, "
        f"codebook version {found.codebook_version}"
    )
    if not found.layers:
        return f"{lead}\nThere are no layers yet."
    kinds = list(found.layers[0].spans)
    header = ("layer", "role", "to do", "started", "finished", *kinds, "relations", "clusters")
    rows = [
        (
            *(layer.name, layer.role, layer.to_do, layer.started, layer.finished),
            *(layer.spans[kind] for kind in kinds),
            *(layer.relations, layer.clusters),
        )
        for layer in found.layers
    ]
    return f"{lead}\n\n{table(header, rows)}"


@click.command
@project_argument
@json_option
def check(project: Path, as_json: bool) -> int:
    """Check that a project is sound: the file, hashes, quotes and references.

    The exit status is 1, and every fault is listed, when it is not.
    """
    from annotator.app.checking import check_project

    faults = check_project(project)
    if as_json:
        print_json({"project": str(project), "sound": not faults, "faults": faults})
    elif faults:
        say("\n".join(faults))
        notice(f"{project.name} has {counted(len(faults), 'fault')}; restore a backup.")
    else:
        say(f"{project.name} is sound.")
    return 1 if faults else 0
