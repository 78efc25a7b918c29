"""Layers in and out of a project, as layer JSON and as exports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.app.project import Project, read_file
from annotator.model.errors import KnownError
from annotator.model.ids import LayerId, new_id
from annotator.model.layer import Layer, LayerContent, Role
from annotator.model.names import coder_name
from annotator.services.exports.jsonl import jsonl
from annotator.services.exports.material import Material
from annotator.services.exports.tables import tables
from annotator.services.json_reading import json_text, parse_json
from annotator.services.layer_reading import Against, codebook_version_of, read_layer
from annotator.services.layer_writing import layer_document
from annotator.store import articles, codebooks, contents, layers


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its name, what it is for, and what it writes."""

    name: str
    words: str
    writes: str


FORMATS = (
    Format("jsonl", "Lossless: everything in the layers, one record a line", "one file"),
    Format("csv", "Tables for spreadsheets and statistics, with a manifest", "a folder"),
)


def load_layer(
    project: Project, source: Path, name: str, role: Role = "coder", *, replacing: bool = False
) -> LayerContent:
    """Load layer JSON as the layer `name`, all or nothing, and return what it holds.

    Raises KnownError, naming the place in the file, for any fault; and when the layer exists,
    unless `replacing`.
    """
    name = coder_name(name) if role == "coder" else role
    document = parse_json(json_text(read_file(source), source.name), source.name)
    try:
        content = _read(project, document, name, role)
    except KnownError as error:
        raise KnownError(f"{source.name}: {error.text}", error.hint) from None
    existing = layers.layer_named(project.file.db, name)
    if existing is not None and not replacing:
        raise KnownError(
            f"{project.path.name} has a layer «{name}» already",
            "choose another name, or replace it (--replace)",
        )
    label = f"{'Load' if existing is None else 'Replace'} the layer {name}"
    with project.step(label, coder=name):
        if existing is not None:
            layers.remove(project.file.db, existing.id)
        layer = content.layer
        row = layers.add(
            project.file.db, name, role, layer.codebook_version, layer.codebook_sha256, layer.extra
        )
        contents.write(project.file.db, _moved_to(content, row))
    return contents.read(project.file.db, row)


def _read(project: Project, document: object, name: str, role: Role) -> LayerContent:
    version, sha256 = codebook_version_of(document)
    found = codebooks.version(project.file.db, version)
    if found is None:
        raise KnownError(
            f"codebook.version: the project has no codebook version {version}",
            "import that codebook first",
        )
    if sha256 is not None and sha256.lower() != found[2]:
        raise KnownError(
            f"codebook.sha256: the layer was made under another codebook than version {version}",
            "import that codebook first",
        )
    layer = Layer(LayerId(new_id()), name, role, None, version, sha256)
    against = Against(project.articles(), project.text_of, project.codebook)
    return read_layer(document, layer, against)


def _moved_to(content: LayerContent, layer: Layer) -> LayerContent:
    """The same content in the layer that the store has made for it."""
    return replace(
        content,
        layer=layer,
        spans=tuple(replace(span, layer=layer.id) for span in content.spans),
        relations=tuple(replace(relation, layer=layer.id) for relation in content.relations),
        clusters=tuple(replace(cluster, layer=layer.id) for cluster in content.clusters),
    )


def dump_layer(project: Project, name: str) -> str:
    """Return a layer as layer JSON."""
    document = layer_document(project.content(name), project.articles())
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def export(
    project: Project,
    format_: str,
    target: Path,
    layer_names: Sequence[str] | None = None,
    *,
    with_text: bool = True,
) -> list[Path]:
    """Write an export of the named layers, or all, and return the files written.

    `target` is a file for `jsonl` and a folder for `csv`; nothing that exists is overwritten.
    """
    names = [layer.name for layer in project.layers()] if layer_names is None else layer_names
    db = project.file.db
    material = Material(
        project.title,
        project.stories(),
        articles.with_texts(db),
        project.codebook,
        [project.content(name) for name in names],
        with_text,
    )
    if format_ == "jsonl":
        return write_new({target: jsonl(material)})
    if format_ == "csv":
        return write_new({target / name: text for name, text in tables(material).items()})
    known = ", ".join(known.name for known in FORMATS)
    raise KnownError(f"There is no export format «{format_}»", f"the formats are: {known}")


def write_new(files: dict[Path, str]) -> list[Path]:
    """Write new files; KnownError, and none of them left behind, where that cannot be."""
    written: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as out:
                written.append(path)
                out.write(text)
    except FileExistsError as error:
        _take_back(written)
        raise KnownError(
            f"{error.filename} exists already", "choose another name or remove it first"
        ) from error
    except OSError as error:
        _take_back(written)
        raise KnownError(
            f"{error.filename or 'The export'} cannot be written ({error.strerror})",
            "choose another place or free some space",
        ) from error
    return written


def _take_back(written: Sequence[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)
