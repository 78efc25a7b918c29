"""Acts that describe what is in focus: what the keys and the inspector ask of the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from annotator.app import describing
from annotator.app.card import in_words
from annotator.app.desk import Desk
from annotator.app.inspecting import Writable
from annotator.app.project import Project
from annotator.model.cluster import MEMBER_RELATIONS, Cluster, MemberRelation
from annotator.model.codebook import Attribute, Kind, check_kind
from annotator.model.errors import KnownError
from annotator.model.layer import Layer
from annotator.model.span import Span, Value


@dataclass(frozen=True, slots=True)
class Writing:
    """A text that can be written: what it is called, what it is now, and how it is kept.

    It is kept in the layer and on the thing it was opened for, wherever the person is by then.
    """

    name: str
    text: str
    keep: Callable[[str], object]


def choose(desk: Desk, number: int) -> None:
    """Make a choice of the active attribute by its number, from 1; made again it is taken back."""
    span, attribute = _active(desk)
    choices = describing.choices_of(attribute)
    if not choices:
        raise KnownError(f"{attribute.name} is typed, not chosen", "press V to type it")
    place = desk.inspecting.first_choice(span, len(choices)) + number - 1
    if place >= len(choices):
        raise KnownError(f"{attribute.name} has no choice {number}", "take one that is shown")
    toggle(desk, attribute, choices[place][1])


def toggle(desk: Desk, attribute: Attribute, choice: Value) -> None:
    """Make a choice of an attribute for the span in focus, or take it back."""
    span = desk.span_in_focus()
    now = describing.toggled(attribute, span.attributes.get(attribute.id), choice)
    _set_value(desk, _layer(desk), span, attribute, now)


def step_attribute(desk: Desk, by: int) -> None:
    """Make the next (1) or previous (-1) attribute the active one."""
    span, _ = _active(desk)
    desk.inspecting.step(span, by)


def more_choices(desk: Desk) -> None:
    """Number the next nine choices of the active attribute."""
    span, attribute = _active(desk)
    if len(describing.choices_of(attribute)) <= 9:
        raise KnownError(f"{attribute.name} has no more choices", "take one that is shown")
    desk.inspecting.more(span)


def cluster_in_focus(desk: Desk) -> Cluster | None:
    """Return the cluster that the claim in focus is looked at in, the selected one first."""
    selected, claim = desk.cluster(), desk.focused_span()
    if desk.reading is None or claim is None:
        return None
    if selected is not None and claim.id in selected.claims:
        return selected
    return desk.reading.cluster_of(claim.id)


def step_relation(desk: Desk) -> None:
    """Change how the claim in focus stands to its cluster: same, partial, contradicts, same."""
    cluster, claim = _membership(desk)
    standing = next(m.relation for m in cluster.members if m.claim == claim.id)
    place = MEMBER_RELATIONS.index(standing)
    relate_to_cluster(desk, MEMBER_RELATIONS[(place + 1) % len(MEMBER_RELATIONS)])


def relate_to_cluster(desk: Desk, relation: MemberRelation) -> None:
    """Say how the claim in focus stands to its cluster."""
    cluster, claim = _membership(desk)
    if describing.set_relation(desk.project, _layer(desk), cluster, claim, relation):
        desk.tell(f"Stands to its cluster as {relation}")


def write(desk: Desk, what: Writable) -> None:
    """Open a text for writing."""
    writing(desk, what)  # says why not
    desk.inspecting.writing_wanted.emit(what)


def writing(desk: Desk, what: Writable) -> Writing:
    """Return a text to be written; KnownError where there is nothing it could belong to."""
    layer, project = _layer(desk), desk.project
    if what == "value":
        return value_writing(desk, *_active(desk))
    if what == "memo":
        span = desk.span_in_focus()
        keep = partial(describing.set_span_memo, project, layer, span)
        return Writing("Memo", span.memo, partial(_keep, desk, keep, "memo"))
    if what in ("gloss", "cluster"):
        return _cluster_writing(desk, project, layer, what)
    article = None
    if what == "article":
        article = desk.coding()[2].article
    text = "" if desk.reading is None else desk.reading.memo_on(article)
    keep = partial(describing.set_memo_on, project, layer, article)
    return Writing(f"Memo on the {what}", text, partial(_keep, desk, keep, f"memo on the {what}"))


def _cluster_writing(desk: Desk, project: Project, layer: Layer, what: Writable) -> Writing:
    cluster, _ = _membership(desk)
    if what == "gloss":
        keep = partial(describing.set_gloss, project, layer, cluster)
        return Writing("Gloss of the cluster", cluster.gloss, partial(_keep, desk, keep, "gloss"))
    keep = partial(describing.set_cluster_memo, project, layer, cluster)
    said = partial(_keep, desk, keep, "memo on the cluster")
    return Writing("Memo on the cluster", cluster.memo, said)


def value_writing(desk: Desk, span: Span, attribute: Attribute) -> Writing:
    """Return an attribute that is typed; KnownError when it is chosen."""
    if describing.choices_of(attribute):
        raise KnownError(f"{attribute.name} is chosen, not typed", "press the digit of a choice")
    value = span.attributes.get(attribute.id)
    keep = partial(_keep_value, desk, _layer(desk), span, attribute)
    return Writing(attribute.name, "" if value is None else in_words(value), keep)


def _keep(desk: Desk, keep: Callable[[str], bool], what: str, text: str) -> None:
    if keep(text):
        desk.tell(f"Set the {what}" if text.strip() else f"Cleared the {what}")


def _keep_value(desk: Desk, layer: Layer, span: Span, attribute: Attribute, typed: str) -> None:
    _set_value(desk, layer, span, attribute, describing.typed_value(attribute, typed))


def _set_value(
    desk: Desk, layer: Layer, span: Span, attribute: Attribute, value: Value | None
) -> None:
    if describing.set_value(desk.project, layer, span, attribute.id, value):
        words = f"{attribute.name}: {in_words(value)}" if value is not None else None
        desk.tell(words or f"Cleared {attribute.name.lower()}")


def _active(desk: Desk) -> tuple[Span, Attribute]:
    span = desk.span_in_focus()
    kind = _kind(desk, span)
    attribute = desk.inspecting.active(span, kind)
    if attribute is None:
        raise KnownError(f"{kind.name} has no attributes", "the codebook declares none")
    return span, attribute


def _kind(desk: Desk, span: Span) -> Kind:
    return check_kind(desk.project.codebook, span.kind, None, "Describe")


def _membership(desk: Desk) -> tuple[Cluster, Span]:
    claim, cluster = desk.span_in_focus(), cluster_in_focus(desk)
    if cluster is None:
        raise KnownError("This span is in no cluster", "press L to join a claim with others")
    return cluster, claim


def _layer(desk: Desk) -> Layer:
    if desk.layer is None:
        raise KnownError("Nobody is coding yet", "choose who codes, at the top right")
    return desk.layer
