"""A story and the articles that report it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.ids import ArticleId, StoryId


@dataclass(frozen=True, slots=True)
class Story:
    """One event; an article belongs to one story and clusters stay inside a story."""

    id: StoryId
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of an article that is not reporting: boilerplate, duplicate or heading.

    `start` and `end` are half-open code point offsets.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What is known of an article without its text; `length` counts code points."""

    id: ArticleId
    story: StoryId
    position: int
    title: str
    outlet: str
    language: str
    date: str
    url: str
    author: str
    file: str
    sha256: str
    length: int
    regions: tuple[Region, ...] = ()

    @property
    def name(self) -> str:
        """What a person calls the article: its outlet, or its title, or its file."""
        return self.outlet or self.title or self.file


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its text, which never changes after import."""

    head: ArticleHead
    text: str
