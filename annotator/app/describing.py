"""Verbs that describe: attribute values, memos, glosses, and how a claim stands to its cluster.

Each writes one step, or nothing where nothing changes, and returns whether it wrote.
"""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.app.project import Project
from annotator.model.cluster import Cluster, MemberRelation, same_cluster_of
from annotator.model.codebook import Attribute, check_kind, check_value
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId
from annotator.model.layer import Layer, Memo, memo_on, memo_target
from annotator.model.span import Span, Value
from annotator.model.text import canonical
from annotator.store import clusters, memos, spans

_WHOLE = re.compile(r"[+-]?[0-9]{1,300}")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]{1,3})?")


def choices_of(attribute: Attribute) -> tuple[tuple[str, Value], ...]:
    """Return what can be chosen, each as the words shown and the value; none where it is typed."""
    if attribute.type == "yes_no":
        return (("yes", True), ("no", False))
    return tuple((choice, choice) for choice in attribute.choices)


def toggled(attribute: Attribute, value: Value | None, choice: Value) -> Value | None:
    """Return the value after a choice was made, or made again: that takes it back."""
    if attribute.type != "choices":
        return None if value is not None and value == choice else choice
    held = value if isinstance(value, tuple) else ()
    wanted = {*held} ^ {choice}
    return tuple(known for known in attribute.choices if known in wanted) or None


def typed_value(attribute: Attribute, typed: str) -> Value | None:
    """Return what was typed as a value of the attribute's type; nothing typed is None.

    A number that cannot be read stays text, which no number attribute takes.
    """
    text = canonical(typed).text.strip()
    if attribute.type == "number" and _WHOLE.fullmatch(text):
        return int(text)
    if attribute.type == "number" and _DECIMAL.fullmatch(text):
        return float(text)
    return text or None


def set_value(
    project: Project, layer: Layer, span: Span, attribute_id: str, value: Value | None
) -> bool:
    """Give a span the value of an attribute; None takes it away.

    Raises KnownError when the codebook has no such attribute for the span's kind, or the value is
    not of its type.
    """
    kind = check_kind(project.codebook, span.kind, None, "Describe")
    attribute = kind.attribute(attribute_id)
    name = attribute.name if attribute else attribute_id
    kept = None
    if value is not None or attribute is None:
        kept = check_value(kind, attribute_id, value, name)
    current = _still_there(project, span).attributes.get(attribute_id)
    if kept == current:
        return False
    verb = "Clear" if kept is None else "Set"
    with project.step(f"{verb} {name.lower()}", where=span.article, coder=layer.name):
        if kept is None:
            spans.clear_value(project.file.db, span.id, attribute_id)
        else:
            version = project.codebook.number
            spans.set_value(project.file.db, span.id, attribute_id, kept, version)
    return True


def set_span_memo(project: Project, layer: Layer, span: Span, text: str) -> bool:
    """Give a span a memo; an empty text takes it away."""
    memo = _memo(text)
    if memo == _still_there(project, span).memo:
        return False
    with project.step(_labelled("memo", memo), where=span.article, coder=layer.name):
        spans.set_memo(project.file.db, span.id, memo)
    return True


def set_gloss(project: Project, layer: Layer, cluster: Cluster, text: str) -> bool:
    """Say in one line what the claims of a cluster assert; an empty text takes it away."""
    gloss = canonical(text).text.replace("\n", " ").strip()
    return _describe(project, layer, cluster, "gloss", gloss)


def set_cluster_memo(project: Project, layer: Layer, cluster: Cluster, text: str) -> bool:
    """Give a cluster a memo; an empty text takes it away."""
    return _describe(project, layer, cluster, "memo", _memo(text))


def _describe(project: Project, layer: Layer, cluster: Cluster, what: str, text: str) -> bool:
    current = _still_joined(project, cluster)
    now = replace(current, gloss=text) if what == "gloss" else replace(current, memo=text)
    if now == current:
        return False
    with project.step(_labelled(f"{what} of cluster", text), coder=layer.name):
        clusters.describe(project.file.db, now)
    return True


def set_memo_on(project: Project, layer: Layer, article: ArticleId | None, text: str) -> bool:
    """Give an article or, without one, the project a memo; an empty text takes it away."""
    memo = _memo(text)
    if memo == memo_on(memos.of_layer(project.file.db, layer.id), article):
        return False
    target, target_id = memo_target(article)
    label = _labelled(f"memo on {target}", memo)
    with project.step(label, where=article, coder=layer.name):
        memos.replace(project.file.db, layer.id, Memo(target, target_id, memo))
    return True


def set_relation(
    project: Project, layer: Layer, cluster: Cluster, claim: Span, relation: MemberRelation
) -> bool:
    """Say how a claim stands to its cluster.

    An article whose claim becomes `same` is not absent any more. Raises KnownError when the claim
    is `same` in another cluster.
    """
    current = _still_joined(project, cluster)
    standing = {member.claim: member.relation for member in current.members}
    if claim.id not in standing:
        raise KnownError("This claim is not in the cluster", "press L to join it")
    if standing[claim.id] == relation:
        return False
    db = project.file.db
    if relation == "same":
        elsewhere = same_cluster_of(clusters.of_layer(db, layer.id, cluster.story), claim.id)
        if elsewhere is not None:
            raise KnownError(
                "This claim is same in another cluster already",
                "make it partial there, or join the two clusters",
            )
    with project.step("Set relation to cluster", where=claim.article, coder=layer.name):
        clusters.set_relation(db, cluster.id, claim.id, relation)
        if relation == "same" and claim.article in current.absent:
            clusters.remove_absence(db, cluster.id, claim.article)
    return True


def _still_there(project: Project, span: Span) -> Span:
    """A text may be written down after its span was taken back."""
    found = spans.by_id(project.file.db, [span.id])
    if not found:
        raise KnownError("The span is not there any more", "bring it back with Ctrl+Z")
    return found[0]


def _still_joined(project: Project, cluster: Cluster) -> Cluster:
    known = clusters.of_layer(project.file.db, cluster.layer, cluster.story)
    found = next((other for other in known if other.id == cluster.id), None)
    if found is None:
        raise KnownError("The cluster is not there any more", "bring it back with Ctrl+Z")
    return found


def _memo(text: str) -> str:
    kept = canonical(text).text
    return kept if kept.strip() else ""


def _labelled(what: str, text: str) -> str:
    return f"Set {what}" if text else f"Clear {what}"
