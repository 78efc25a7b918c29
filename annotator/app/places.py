"""Going to a story, an article, a span or a cluster by its id, whichever story it is in."""

from __future__ import annotations

from annotator.app.desk import Desk
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, ClusterId, SpanId, StoryId

_GONE = "it may have been taken back since"


def go_to_story(desk: Desk, story: StoryId) -> None:
    """Show a story, unless it is shown already."""
    if desk.reading is not None and desk.reading.story.id == story:
        return
    known = {known.id: known for known in desk.project.stories()}
    if story not in known:
        raise KnownError("That story is not in the project", _GONE)
    desk.show_story(known[story])


def go_to_article(desk: Desk, article: ArticleId) -> None:
    """Show an article, with its story where that is another one."""
    heads = {head.id: head for head in desk.project.articles()}
    if article not in heads:
        raise KnownError("That article is not in the project", _GONE)
    go_to_story(desk, heads[article].story)
    desk.show_article(article)


def go_to_span(desk: Desk, span: SpanId) -> None:
    """Bring a span of the story into focus."""
    reading = desk.reading
    if reading is None or span not in reading.spans:
        raise KnownError("That span is not in the story", _GONE)
    desk.go_to(reading.spans[span])


def go_to_cluster(desk: Desk, cluster: ClusterId) -> None:
    """Select a cluster of the story, with its first claim in focus."""
    found = desk.reading.cluster(cluster) if desk.reading is not None else None
    members = desk.reading.members(found) if desk.reading is not None and found else []
    if not members:
        raise KnownError("That cluster is not in the story", _GONE)
    desk.go_to(members[0])
