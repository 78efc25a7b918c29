"""Whole layers: read as frozen values in one go, and written in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.ids import new_id
from annotator.model.layer import Decision, Layer, LayerContent
from annotator.store import clusters, layers, memos, relations, spans

if TYPE_CHECKING:
    from sqlite_utils import Database


def read(db: Database, layer: Layer) -> LayerContent:
    """Return everything a layer holds."""
    decisions = db.execute(
        "SELECT item, adjudicator, how, reason, note FROM decision WHERE layer_id = ?"
        " ORDER BY rowid",
        [layer.id],
    )
    return LayerContent(
        layer,
        tuple(layers.codings(db, layer.id)),
        tuple(spans.of_layer(db, layer.id)),
        tuple(relations.of_layer(db, layer.id)),
        tuple(clusters.of_layer(db, layer.id)),
        tuple(memos.of_layer(db, layer.id)),
        tuple(Decision(*row) for row in decisions),
    )


def write(db: Database, content: LayerContent) -> None:
    """Add everything in `content` to its layer, which exists and is empty."""
    layer = content.layer.id
    codings = {}
    for coding in content.codings:
        row = layers.coding_for(db, layer, coding.article, coding.round, coding.stage)
        layers.set_status(db, row.id, coding.status)
        codings[coding.article, coding.round, coding.stage] = row.id
    spans.add_many(db, [(codings[s.article, s.round, s.stage], s) for s in content.spans])
    relations.add_many(db, content.relations)
    clusters.add_many(db, content.clusters)
    db.conn.executemany(
        "INSERT INTO memo VALUES (?, ?, ?, ?, ?)",
        [(new_id(), layer, memo.on, memo.on_id, memo.text) for memo in content.memos],
    )
    db.conn.executemany(
        "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        [(new_id(), layer, d.item, d.by, d.how, d.reason, d.note) for d in content.decisions],
    )
