"""What the palette offers: every command, and every story, article, span and cluster to go to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.app.commands import Command
from annotator.app.desk import Desk
from annotator.app.folding import folded
from annotator.app.places import go_to_article, go_to_cluster, go_to_span, go_to_story
from annotator.app.reading import Reading
from annotator.model.ids import ArticleId, ClusterId, SpanId, StoryId
from annotator.model.span import reading_order
from annotator.model.text import shortened

Sort: TypeAlias = Literal["command", "story", "article", "span", "cluster"]

MOST_SHOWN = 50
_LONGEST = 240  # of an entry's words: what nobody reads is not searched


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its words, what sort of thing it is, in words too, and the id to reach it by.

    `keys` are a command's, in Qt's portable notation; what is not `enabled` cannot be chosen.
    """

    sort: Sort
    id: str
    words: str
    group: str
    keys: tuple[str, ...] = ()
    enabled: bool = True


class Palette:
    """Entries that are folded once and searched at every key."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._folded = [
            (words, f" {words} {folded(entry.group)}")
            for entry in self._entries
            for words in (folded(entry.words),)
        ]

    def matching(self, typed: str) -> list[Entry]:
        """Return the best 50 entries in which every typed word occurs.

        First those that begin with what was typed, then those with a word beginning with each
        typed word, then the rest; among equals what can be chosen first, in their order.
        """
        whole = " ".join(folded(typed).split())
        wanted = whole.split()
        ranked = [
            (_rank(words, searched, whole, wanted), not entry.enabled, number)
            for number, (entry, (words, searched)) in enumerate(
                zip(self._entries, self._folded, strict=True)
            )
            if all(word in searched for word in wanted)
        ]
        return [self._entries[number] for *_, number in sorted(ranked)[:MOST_SHOWN]]


def _rank(words: str, searched: str, whole: str, wanted: Sequence[str]) -> int:
    if words.startswith(whole):
        return 0
    return 1 if all(f" {word}" in searched for word in wanted) else 2


def command_entries(offered: Iterable[tuple[Command, bool]]) -> list[Entry]:
    """Return an entry for each command, given with whether it can be asked for now."""
    return [
        Entry("command", command.id, command.words, command.menu, command.keys, enabled)
        for command, enabled in offered
    ]


def place_entries(desk: Desk) -> list[Entry]:
    """Return an entry for each story and article, and each span and cluster of the story shown."""
    stories = desk.project.stories()
    names = {story.id: story.name for story in stories}
    entries = [Entry("story", story.id, _line(story.name), "story") for story in stories]
    reading = desk.reading
    here = reading.story.id if reading else None
    for head in desk.project.articles():
        parts = dict.fromkeys(part for part in (head.outlet, head.title or head.file) if part)
        place = "article" if head.story == here else f"article of {_line(names[head.story])}"
        entries.append(Entry("article", head.id, _line(": ".join(parts)), place))
    if reading is not None:
        entries += _marked(reading)
    return entries


def _marked(reading: Reading) -> list[Entry]:
    kinds = {kind.id: kind.name.lower() for kind in reading.project.codebook.kinds}
    order = {head.id: number for number, head in enumerate(reading.articles)}
    names = {head.id: head.name for head in reading.articles}
    spans = sorted(
        reading.spans.values(), key=lambda span: (order[span.article], *reading_order(span))
    )
    return [
        *(
            Entry("cluster", cluster.id, _line(reading.gloss(cluster)), "cluster")
            for cluster in reading.clusters
        ),
        *(
            Entry(
                "span",
                span.id,
                _line(span.quote),
                f"{kinds.get(span.kind, span.kind)} in {_line(names[span.article])}",
            )
            for span in spans
        ),
    ]


def _line(text: str) -> str:
    return shortened(text, _LONGEST)


def go_to_entry(desk: Desk, entry: Entry) -> None:
    """Go to the story, article, span or cluster of an entry."""
    match entry.sort:
        case "story":
            go_to_story(desk, StoryId(entry.id))
        case "article":
            go_to_article(desk, ArticleId(entry.id))
        case "span":
            go_to_span(desk, SpanId(entry.id))
        case "cluster":
            go_to_cluster(desk, ClusterId(entry.id))
        case "command":
            raise ValueError(entry.id)
