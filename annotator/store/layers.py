"""Layers, coders and codings: rows in and out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.model.ids import ArticleId, CoderId, CodingId, LayerId, new_id
from annotator.model.layer import Coding, Layer, Role, Status

if TYPE_CHECKING:
    from sqlite_utils import Database

_LAYER = "SELECT id, name, role, coder_id, codebook_version, codebook_sha256, extra FROM layer"


def layers(db: Database) -> list[Layer]:
    """Return every layer: coders' by name, then the special ones."""
    return [_layer(row) for row in db.execute(f"{_LAYER} ORDER BY role, name")]


def layer_named(db: Database, name: str) -> Layer | None:
    """Return the layer of this name, or None."""
    row = db.execute(f"{_LAYER} WHERE name = ?", [name]).fetchone()
    return None if row is None else _layer(row)


def _layer(row: tuple[str, str, Role, str | None, int, str | None, str]) -> Layer:
    id_, name, role, coder, version, sha256, extra = row
    return Layer(
        LayerId(id_),
        name,
        role,
        None if coder is None else CoderId(coder),
        version,
        sha256,
        json.loads(extra),
    )


def add(
    db: Database,
    name: str,
    role: Role,
    codebook_version: int,
    codebook_sha256: str | None,
    extra: Mapping[str, object],
) -> Layer:
    """Add an empty layer; a coder's layer carries the coder's name and makes the coder known."""
    coder = None
    if role == "coder":
        row = db.execute("SELECT id FROM coder WHERE name = ?", [name]).fetchone()
        coder = CoderId(row[0] if row else new_id())
        if row is None:
            db.execute("INSERT INTO coder VALUES (?, ?)", [coder, name])
    layer = Layer(
        LayerId(new_id()), name, role, coder, codebook_version, codebook_sha256, dict(extra)
    )
    db.execute(
        "INSERT INTO layer VALUES (?, ?, ?, ?, NULL, ?, ?, ?)",
        [layer.id, name, role, coder, codebook_version, codebook_sha256, json.dumps(dict(extra))],
    )
    return layer


def remove(db: Database, layer: LayerId) -> None:
    """Remove a layer with everything in it; the coder stays known."""
    db.execute("DELETE FROM layer WHERE id = ?", [layer])


def codings(db: Database, layer: LayerId) -> list[Coding]:
    """Return the codings of a layer in the order its coder was shown them."""
    rows = db.execute(
        "SELECT id, article_id, round, stage, status, shown FROM coding WHERE layer_id = ?"
        " ORDER BY shown, id",
        [layer],
    )
    return [Coding(CodingId(id_), layer, ArticleId(article), *rest) for id_, article, *rest in rows]


def coding_for(
    db: Database, layer: LayerId, article: ArticleId, round_: int = 1, stage: str = "tag"
) -> Coding:
    """Return the coding of an article in a layer, making a `to do` one when there is none."""
    row = db.execute(
        "SELECT id, status, shown FROM coding"
        " WHERE layer_id = ? AND article_id = ? AND round = ? AND stage = ?",
        [layer, article, round_, stage],
    ).fetchone()
    if row is not None:
        return Coding(CodingId(row[0]), layer, article, round_, stage, row[1], row[2])
    (shown,) = db.execute(
        "SELECT coalesce(max(shown), 0) + 1 FROM coding WHERE layer_id = ?", [layer]
    ).fetchone()
    coding = Coding(CodingId(new_id()), layer, article, round_, stage, "to do", shown)
    db.execute(
        "INSERT INTO coding VALUES (?, ?, ?, ?, ?, ?, ?)",
        [coding.id, layer, article, round_, stage, coding.status, shown],
    )
    return coding


def set_status(db: Database, coding: CodingId, status: Status) -> None:
    """Say how far a coding is."""
    db.execute("UPDATE coding SET status = ? WHERE id = ?", [status, coding])


def coders(db: Database) -> list[str]:
    """Return the names of all coders known to the project."""
    return [name for (name,) in db.execute("SELECT name FROM coder ORDER BY name")]
