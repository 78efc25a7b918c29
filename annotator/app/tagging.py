"""Verbs on spans: tag, remove, add a piece, relate, and how far an article is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.app.joining import take_out
from annotator.app.project import Project
from annotator.model.codebook import check_kind, check_value
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, CodingId, LayerId, RelationId, SpanId, new_id
from annotator.model.layer import Layer, Status
from annotator.model.relation import Relation, relation_between
from annotator.model.span import Span, Value, cut_pieces
from annotator.store import clusters, layers, relations, spans


def tag_span(
    project: Project,
    layer: Layer,
    article: ArticleId,
    bounds: Sequence[tuple[int, int]],
    kind: str,
    code: str | None = None,
    attributes: Mapping[str, Value] | None = None,
) -> SpanId:
    """Tag the pieces `bounds` of an article and return the new span's id.

    Raises KnownError when the codebook has no such kind or code, the pieces are not stretches of
    the text, or the layer has the very same span already.
    """
    found = check_kind(project.codebook, kind, code, "Tag")
    values = {
        key: check_value(found, key, value, f"{kind}.{key}")
        for key, value in (attributes or {}).items()
    }
    pieces = cut_pieces(project.text_of(article), bounds, "Tag")
    span = Span(
        SpanId(new_id()), layer.id, article, kind, pieces, code, values,
        codebook_version=project.codebook.number,
    )  # fmt: skip
    with project.step(f"Tag {found.name.lower()}", where=article, coder=layer.name):
        coding = _started_coding(project, layer.id, article)
        refuse_double(project, coding, span)
        spans.add(project.file.db, coding, span)
    return span.id


def _started_coding(project: Project, layer: LayerId, article: ArticleId) -> CodingId:
    coding = layers.coding_for(project.file.db, layer, article)
    if coding.status == "to do":
        layers.set_status(project.file.db, coding.id, "started")
    return coding.id


def refuse_double(project: Project, coding: CodingId, span: Span) -> None:
    """Raise KnownError when another span of a coding has the same pieces, kind and code."""
    for other in spans.starting_at(project.file.db, coding, span.start):
        same = (other.kind, other.code, other.bounds) == (span.kind, span.code, span.bounds)
        if same and other.id != span.id:
            raise KnownError(
                f"This passage is tagged as {span.kind} already", "choose other words or a kind"
            )


def remove_span(project: Project, layer: Layer, span: Span) -> None:
    """Remove a span with its relations and its places in clusters.

    A cluster that says nothing any more without it goes too.
    """
    with project.step(f"Remove {span.kind}", where=span.article, coder=layer.name):
        for cluster in clusters.of_layer(project.file.db, layer.id):
            if span.id in cluster.claims:
                take_out(project, cluster, span.id)
        spans.remove(project.file.db, span.id)


def add_piece(project: Project, layer: Layer, span: Span, start: int, end: int) -> None:
    """Make `[start, end)` a further piece of a span, for a passage that is interrupted."""
    bounds = [*span.bounds, (start, end)]
    pieces = cut_pieces(project.text_of(span.article), bounds, "Add a piece")
    grown = Span(span.id, span.layer, span.article, span.kind, pieces, span.code)
    with project.step(f"Add a piece to {span.kind}", where=span.article, coder=layer.name):
        coding = layers.coding_for(project.file.db, layer.id, span.article, span.round, span.stage)
        refuse_double(project, coding.id, grown)
        spans.replace_pieces(project.file.db, grown)


def relate(project: Project, layer: Layer, one: Span, other: Span) -> None:
    """Attribute a claim to its source, relate it to its figure, or a source to one it relays.

    The order of the two does not matter but for two sources: the first relays the second. Raises
    KnownError when nothing can relate them, or they are related already.
    """
    type_, start, end = relation_between(one, other)
    relation = Relation(RelationId(new_id()), layer.id, type_, start.id, end.id)
    if relations.exists(project.file.db, relation):
        raise KnownError("These two are related already", "choose another passage")
    words = {"attributes": "Attribute claim", "relays": "Relay source", "quantifies": "Add figure"}
    with project.step(words[type_], where=one.article, coder=layer.name):
        relations.add_many(project.file.db, [relation])


def unrelate(project: Project, layer: Layer, held: Sequence[Relation], where: ArticleId) -> None:
    """Take relations of an article back, in one step."""
    with project.step("Remove relation", where=where, coder=layer.name):
        for relation in held:
            relations.remove(project.file.db, relation.id)


def set_status(project: Project, layer: Layer, article: ArticleId, status: Status) -> None:
    """Say how far the coding of an article is."""
    words = {"to do": "Set back to do", "started": "Reopen", "finished": "Mark finished"}
    with project.step(words[status], where=article, coder=layer.name):
        coding = layers.coding_for(project.file.db, layer.id, article)
        layers.set_status(project.file.db, coding.id, status)
