"""Every act a coder can do at the desk; each raises KnownError where it cannot be done."""

from __future__ import annotations

from annotator.app import joining, passages, tagging
from annotator.app.desk import Desk, Here
from annotator.app.draft import Draft, Purpose
from annotator.app.notices import Notice
from annotator.app.reading import Reading
from annotator.model.changes import Changes, UndoableStep
from annotator.model.errors import KnownError
from annotator.model.ids import SpanId
from annotator.model.relation import relation_between
from annotator.model.span import CLAIM, Span


def tag(desk: Desk, kind: str) -> None:
    """Tag the selection or, with none, the sentence at the caret."""
    reading, layer, here = desk.coding()
    bounds = passages.selection(desk, here) or passages.sentence(reading, here)
    span = tagging.tag_span(desk.project, layer, here.article, [bounds], kind)
    desk.focus(span)
    if here.selection is not None:  # the words are tagged: they are not selected any more
        desk.here = Here(here.article, here.caret, None)
        desk.place_requested.emit(here.article, here.caret, here.caret)
    words = desk.project.codebook.kind(kind)
    desk.tell(f"Tagged as {(words.name if words else kind).lower()}")


def add_piece(desk: Desk) -> None:
    """Make the selection a further piece of the span in focus."""
    _, layer, here = desk.coding()
    span = desk.span_in_focus()
    selected = passages.selection(desk, here)
    if selected is None or here.article != span.article:
        raise KnownError("No further words are selected", "select them in the article of the span")
    tagging.add_piece(desk.project, layer, span, *selected)
    desk.tell("Added a piece")


def remove(desk: Desk) -> None:
    """Remove the span in focus."""
    _, layer, _ = desk.coding()
    span = desk.span_in_focus()
    tagging.remove_span(desk.project, layer, span)
    desk.tell(f"Removed the {span.kind}")


def unrelate(desk: Desk) -> None:
    """Take back the relations of the span in focus."""
    reading, layer, _ = desk.coding()
    span = desk.span_in_focus()
    held = reading.relations_of(span.id)
    if not held:
        raise KnownError("This span is related to nothing", "press R to relate it")
    tagging.unrelate(desk.project, layer, held, span.article)
    desk.tell("Removed its relations" if len(held) > 1 else "Removed its relation")


def finish(desk: Desk) -> None:
    """Mark the article finished, or reopen it when it is."""
    reading, layer, here = desk.coding()
    finished = reading.status(here.article) == "finished"
    tagging.set_status(desk.project, layer, here.article, "started" if finished else "finished")
    name = reading.head(here.article).name
    desk.tell(f"Reopened {name}" if finished else f"Finished {name}")


def begin(desk: Desk, purpose: Purpose) -> None:
    """Begin to join the claim in focus, or to relate the span in focus."""
    desk.coding()
    origin = desk.span_in_focus()
    if purpose == "join" and origin.kind != CLAIM:
        raise KnownError(f"Only claims are joined, this is a {origin.kind}", "focus a claim")
    desk.set_draft(Draft(purpose, origin))


def choose(desk: Desk, span: SpanId) -> None:
    """Choose a span for the draft, or not any more; a relation is made at once.

    Where the span cannot be chosen, the smallest one around it that can be is meant.
    """
    draft, reading = desk.draft, desk.reading
    if draft is None or reading is None or span == draft.origin.id:
        return
    chosen = _meant(reading, draft, reading.spans[span])
    if draft.purpose == "relate":
        _relate(desk, draft, chosen)
    else:
        desk.set_draft(draft.toggled(chosen))


def _meant(reading: Reading, draft: Draft, span: Span) -> Span:
    around = [
        other
        for other in (span, *reading.in_article(span.article))
        if draft.accepts(other) and other.start <= span.start and span.end <= other.end
    ]
    if around:
        return min(around, key=lambda other: (other.id != span.id, other.length))
    if draft.purpose == "relate":
        relation_between(draft.origin, span)  # says why not
    raise KnownError(f"Only claims are joined, this is a {span.kind}", "choose a claim")


def choose_focused(desk: Desk) -> None:
    """Choose the span in focus for the draft, or not any more."""
    if desk.draft is not None:
        choose(desk, desk.span_in_focus().id)


def confirm(desk: Desk) -> None:
    """Do what the draft has prepared; with nothing chosen, the span in focus counts."""
    reading, layer, _ = desk.coding()
    draft = desk.draft
    if draft is None:
        return
    focused = desk.focused_span()
    chosen = [reading.spans[id_] for id_ in draft.chosen]
    if not chosen and not draft.absent and focused is not None and draft.accepts(focused):
        chosen = [focused]
    if not chosen and not draft.absent:
        raise KnownError("Nothing is chosen yet", "click a span, or Tab to one and press Space")
    if draft.purpose == "relate":
        _relate(desk, draft, chosen[0])
        return
    claims = [draft.origin, *chosen]
    joined = joining.join(desk.project, layer, reading.story.id, claims, draft.absent)
    desk.selected_cluster = joined
    names = ", ".join(reading.head(claim.article).name for claim in chosen)
    desk.tell(f"Joined with {names}" if names else "Marked absent")
    _end(desk, draft)


def _relate(desk: Desk, draft: Draft, other: Span) -> None:
    _, layer, _ = desk.coding()
    tagging.relate(desk.project, layer, draft.origin, other)
    desk.tell("Related")
    _end(desk, draft)


def _end(desk: Desk, draft: Draft) -> None:
    desk.set_draft(None)
    desk.focus(draft.origin.id)
    desk.links_changed.emit()


def cancel(desk: Desk) -> None:
    """Leave a draft without a trace or, without one, what is in focus."""
    if desk.draft is not None:
        desk.set_draft(None)
    else:
        desk.selected_cluster = None
        desk.focus(None)


def absent(desk: Desk) -> None:
    """Record that the article the person is in does not carry the selected claim."""
    reading, layer, here = desk.coding()
    if desk.draft is not None and desk.draft.purpose == "join":
        desk.set_draft(desk.draft.toggled_absence(here.article))
        return
    cluster = desk.cluster()
    if cluster is None:
        raise KnownError("No cluster is selected", "focus a joined claim, or press L first")
    now = joining.toggle_absence(
        desk.project, layer, cluster, here.article, reading.members(cluster)
    )
    name = reading.head(here.article).name
    desk.tell(f"{name} does not carry it" if now else f"{name} is open again")


def leave_cluster(desk: Desk) -> None:
    """Take the claim in focus out of its cluster."""
    reading, layer, _ = desk.coding()
    claim = desk.span_in_focus()
    cluster = reading.cluster_of(claim.id)
    if cluster is None:
        raise KnownError("This claim is in no cluster", "press L to join it")
    joining.leave_cluster(desk.project, layer, cluster, claim)
    desk.tell("Left the cluster")


def undo(desk: Desk) -> None:
    """Take back the latest act, unless it is another coder's from before."""
    refuse_others(desk, desk.project.next_undo())
    _replayed(desk, "Undone", desk.project.undo())


def redo(desk: Desk) -> None:
    """Do again the act undone last, unless it is another coder's from before."""
    refuse_others(desk, desk.project.next_redo())
    _replayed(desk, "Done again", desk.project.redo())


def refuse_others(desk: Desk, step: UndoableStep | None) -> None:
    """Raise KnownError when a step is another coder's and was there when the project was opened."""
    own = desk.layer.name if desk.layer else None
    if step is None or step.coder in (None, own) or step.id in desk.project.done_here:
        return
    raise KnownError(
        f"The latest act is not yours but of {step.coder}: {step.label}",
        "it can be taken back by who did it",
    )


def _replayed(desk: Desk, word: str, changes: Changes | None) -> None:
    if changes is None:
        nothing = "There is nothing to undo" if word == "Undone" else "There is nothing to redo"
        desk.noticed.emit(Notice(f"{nothing}."))
        return
    heads = {head.id: head for head in desk.project.articles()}
    head = heads.get(changes.where) if changes.where else None
    where = f", in {head.name}" if head else ""
    desk.noticed.emit(Notice(f"{word}: {changes.label}{where}."))
