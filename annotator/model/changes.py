"""What an act changed, told once to everyone who shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.ids import ArticleId, ClusterId, RelationId, SpanId, StepId


@dataclass(frozen=True, slots=True)
class Changes:
    """The things one step touched, whether added, changed or removed.

    `label` names the act for the notice bar and the undo menu; `where` is the article it was
    done in, if it was in one. Views look whether it concerns them and read afresh what does.
    """

    label: str
    step: StepId | None = None
    where: ArticleId | None = None
    spans: frozenset[SpanId] = field(default_factory=frozenset)
    relations: frozenset[RelationId] = field(default_factory=frozenset)
    clusters: frozenset[ClusterId] = field(default_factory=frozenset)
    articles: frozenset[ArticleId] = field(default_factory=frozenset)
    other: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class UndoableStep:
    """The step that undo or redo would act on next."""

    id: StepId
    label: str
    where: ArticleId | None
    coder: str | None
