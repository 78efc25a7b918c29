"""Is the project sound, how far is it, and are the statistics right on this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app.project import Project, open_for_reading, read_file
from annotator.app.resources import resource_path
from annotator.model.errors import KnownError
from annotator.services.json_reading import json_text, parse_json
from annotator.store import integrity

if TYPE_CHECKING:
    from annotator.services.verification import CaseResult


def check_project(path: Path) -> list[str]:
    """Return what is wrong with a project file, a sentence each; none means it is sound."""
    with open_for_reading(path) as project:
        return integrity.faults(project.file.db)


@dataclass(frozen=True, slots=True)
class LayerStatus:
    """How far one layer is; articles never opened count as to do."""

    name: str
    role: str
    to_do: int
    started: int
    finished: int
    spans: Mapping[str, int]
    relations: int
    clusters: int


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """How far a project is, layer by layer."""

    title: str
    stories: int
    articles: int
    characters: int
    codebook_version: int
    layers: Sequence[LayerStatus]


def status_of(project: Project) -> ProjectStatus:
    """Return how far every layer of a project is."""
    heads = project.articles()
    book = project.codebook
    return ProjectStatus(
        project.title,
        len(project.stories()),
        len(heads),
        sum(head.length for head in heads),
        book.number,
        [_layer_status(project, layer.name, len(heads)) for layer in project.layers()],
    )


def _layer_status(project: Project, name: str, articles: int) -> LayerStatus:
    content = project.content(name)
    started = {c.article for c in content.codings if c.status != "to do"}
    finished = content.finished()
    kinds = [span.kind for span in content.spans]
    return LayerStatus(
        name,
        content.layer.role,
        articles - len(started),
        len(started - finished),
        len(finished),
        {kind.id: kinds.count(kind.id) for kind in project.codebook.kinds},
        len(content.relations),
        len(content.clusters),
    )


def verify_statistics(cases: Path | None = None) -> list[CaseResult]:
    """Recompute reference values, the published tables shipped with the program by default."""
    from annotator.services.verification import verify  # numpy comes with it

    source = cases or resource_path("reference", "published_tables.json")
    document = parse_json(json_text(read_file(source), source.name), source.name)
    found = document.get("cases") if isinstance(document, dict) else None
    if not isinstance(found, list) or not all(isinstance(case, dict) for case in found):
        raise KnownError(f"{source.name} holds no list of «cases»", "choose another file")
    return verify(found)
