"""Verbs that change a span that is there: its kind and its ends; one made two, two made one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from annotator.app.joining import take_out
from annotator.app.project import Project
from annotator.app.tagging import refuse_double
from annotator.model import words
from annotator.model.cluster import same_cluster_of
from annotator.model.codebook import Kind, check_kind, check_value
from annotator.model.errors import KnownError
from annotator.model.ids import CodingId, SpanId, new_id
from annotator.model.layer import Layer
from annotator.model.relation import RELATION_ENDS
from annotator.model.span import CLAIM, Span, Value, cut_pieces
from annotator.store import clusters, layers, relations, spans


@dataclass(frozen=True, slots=True)
class Lost:
    """What a span could not keep: how many relations and clusters, and what described it."""

    relations: int = 0
    clusters: int = 0
    described: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was lost as a list for a sentence; empty when nothing was."""
        said = list(self.described)
        if self.clusters:
            said.insert(0, "1 cluster" if self.clusters == 1 else f"{self.clusters} clusters")
        if self.relations:
            said.insert(0, "1 relation" if self.relations == 1 else f"{self.relations} relations")
        return ", ".join(said)


def change_kind(project: Project, layer: Layer, span: Span, kind: str) -> Lost:
    """Make a span one of another kind and return what it could not keep.

    Pieces and memo stay; so do relations that such a kind can have, and the attributes and the
    code that it has too. What is no claim is in no cluster. Raises KnownError when the span is of
    that kind, or the same passage is.
    """
    found = check_kind(project.codebook, kind, None, "Change")
    if kind == span.kind:
        raise KnownError(f"This span is a {kind} already", "choose another kind")
    db = project.file.db
    code = span.code if span.code in {code.id for code in found.all_codes()} else None
    changed = replace(span, kind=kind, code=code, codebook_version=project.codebook.number)
    unfit = [key for key, value in span.attributes.items() if not _fits(found, key, value)]
    with project.step(f"Change {span.kind} to {kind}", where=span.article, coder=layer.name):
        refuse_double(project, _coding(project, span), changed)
        spans.recode(db, changed)
        for key in unfit:
            spans.clear_value(db, span.id, key)
        unrelated = _drop_impossible_relations(project, span.id)
        left = [] if kind == CLAIM else clusters.with_claim(db, layer.id, span.id)
        for cluster in left:
            take_out(project, cluster, span.id)
    before = project.codebook.kind(span.kind)
    names = {attribute.id: attribute.name for attribute in before.attributes} if before else {}
    described = [names.get(key, key) for key in unfit]
    if code != span.code:
        described.insert(0, "its code")
    return Lost(unrelated, len(left), tuple(described))


def _fits(kind: Kind, attribute: str, value: Value) -> bool:
    try:
        check_value(kind, attribute, value, attribute)
    except KnownError:
        return False
    return True


def _drop_impossible_relations(project: Project, span: SpanId) -> int:
    db = project.file.db
    held = relations.of_span(db, span)
    kinds = {
        end.id: end.kind for end in spans.by_id(db, {r.start for r in held} | {r.end for r in held})
    }
    impossible = [r for r in held if RELATION_ENDS[r.type] != (kinds[r.start], kinds[r.end])]
    for relation in impossible:
        relations.remove(db, relation.id)
    return len(impossible)


def move_start(project: Project, layer: Layer, span: Span, *, later: bool) -> int:
    """Let the first piece of a span begin a word later or earlier; return where it begins now.

    A sign such as a quotation mark counts as a word. Raises KnownError where nothing would be left
    of the piece, the text has no more words, or the same passage is tagged already.
    """
    step = words.next_start if later else words.previous_start
    (start, end), *rest = span.bounds
    now = _moved(project, span, start, step)
    _set_bounds(project, layer, span, [(now, end), *rest], "beginning")
    return now


def move_end(project: Project, layer: Layer, span: Span, *, later: bool) -> int:
    """Let the last piece of a span end a word later or earlier; return where it ends now.

    As for `move_start`.
    """
    step = words.next_end if later else words.previous_end
    *rest, (start, end) = span.bounds
    now = _moved(project, span, end, step)
    _set_bounds(project, layer, span, [*rest, (start, now)], "end")
    return now


def _moved(
    project: Project, span: Span, offset: int, step: Callable[[str, int], int | None]
) -> int:
    now = step(project.text_of(span.article), offset)
    if now is None:
        raise KnownError("The text has no more words there", "move the other end")
    return now


def _set_bounds(
    project: Project, layer: Layer, span: Span, bounds: list[tuple[int, int]], what: str
) -> None:
    if any(start >= end for start, end in bounds):
        raise KnownError("A piece needs at least one word", "remove the span instead")
    changed = replace(span, pieces=cut_pieces(project.text_of(span.article), bounds, "Move"))
    label = f"Move the {what} of {span.kind}"
    with project.step(label, where=span.article, coder=layer.name):
        refuse_double(project, _coding(project, span), changed)
        spans.replace_pieces(project.file.db, changed)


def split(project: Project, layer: Layer, span: Span, offset: int) -> Span:
    """Make two spans of one, cut at an offset, and return the second.

    It has the kind, the code and the attributes of the first, which keeps memo, relations and
    clusters. White space at the cut is in neither. Raises KnownError when the offset leaves one of
    the two without words.
    """
    text = project.text_of(span.article)
    before, after = _cut(text, span.bounds, offset)
    if not before or not after:
        raise KnownError("The caret is not inside the span", "put it between two of its words")
    first = replace(span, pieces=cut_pieces(text, before, "Split"))
    pieces = cut_pieces(text, after, "Split")
    second = replace(span, id=SpanId(new_id()), pieces=pieces, memo="")
    with project.step(f"Split {span.kind}", where=span.article, coder=layer.name):
        coding = _coding(project, span)
        for part in (first, second):
            refuse_double(project, coding, part)
        spans.replace_pieces(project.file.db, first)
        spans.add(project.file.db, coding, second)
    return second


def _cut(
    text: str, bounds: Iterable[tuple[int, int]], offset: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    before, after = [], []
    for start, end in bounds:
        if end <= offset:
            before.append((start, end))
        elif start >= offset:
            after.append((start, end))
        else:
            head, tail = text[start:offset].rstrip(), text[offset:end].lstrip()
            if head:
                before.append((start, start + len(head)))
            if tail:
                after.append((end - len(tail), end))
    return before, after


def unite(project: Project, layer: Layer, first: Span, second: Span) -> Lost:
    """Make one span of two of one kind in one article; return what could not be kept.

    The first takes the pieces of the second, its relations, its clusters, and the attributes and
    the code it has not itself; memos follow one another. Pieces with nothing but white space
    between them become one. Lost are a relation of the two, and a cluster of the second where the
    first is `same` in another or nobody else is left in it.
    """
    db = project.file.db
    text = project.text_of(first.article)
    bounds = _run_together(text, sorted((*first.bounds, *second.bounds)))
    united = replace(first, pieces=cut_pieces(text, bounds, "Join"))
    if first.code is None and second.code is not None:
        united = replace(united, code=second.code, codebook_version=second.codebook_version)
    with project.step(f"Join two spans: {first.kind}", where=first.article, coder=layer.name):
        unrelated = _take_over_relations(project, first, second)
        left = _take_over_clusters(project, layer, first, second)
        spans.remove(db, second.id)
        refuse_double(project, _coding(project, first), united)
        spans.replace_pieces(db, united)
        for key, value in second.attributes.items():
            if key not in first.attributes:
                spans.set_value(db, first.id, key, value, second.codebook_version)
        spans.recode(db, united)
        if second.memo:
            spans.set_memo(db, first.id, "\n".join(filter(None, (first.memo, second.memo))))
    return Lost(unrelated, left)


def _run_together(text: str, bounds: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in bounds:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _take_over_relations(project: Project, first: Span, second: Span) -> int:
    db = project.file.db
    lost = 0
    for relation in relations.of_span(db, second.id):
        start, end = (
            first.id if id_ == second.id else id_ for id_ in (relation.start, relation.end)
        )
        now = replace(relation, start=start, end=end)
        if start == end:
            lost += 1
        elif not relations.exists(db, now):
            relations.redirect(db, now)
        elif relation.memo:  # the first has the same one, but not what was noted on this
            lost += 1
    return lost


def _take_over_clusters(project: Project, layer: Layer, first: Span, second: Span) -> int:
    db = project.file.db
    same = same_cluster_of(clusters.with_claim(db, layer.id, first.id), first.id)
    lost = 0
    for cluster in clusters.with_claim(db, layer.id, second.id):
        standing = next(m.relation for m in cluster.members if m.claim == second.id)
        if first.id in cluster.claims:
            lost += take_out(project, cluster, second.id)
        elif standing == "same" and same is not None:
            take_out(project, cluster, second.id)
            lost += 1
        else:
            clusters.replace_member(db, cluster.id, second.id, first.id)
    return lost


def _coding(project: Project, span: Span) -> CodingId:
    db = project.file.db
    return layers.coding_for(db, span.layer, span.article, span.round, span.stage).id
