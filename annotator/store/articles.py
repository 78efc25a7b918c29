"""Stories and articles: rows in and out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.model.article import Article, ArticleHead, Region, Story
from annotator.model.ids import ArticleId, StoryId, new_id
from annotator.model.text import text_sha256

if TYPE_CHECKING:
    from sqlite_utils import Database

# what a person may say of an article, and change later
METADATA = ("title", "outlet", "language", "date", "url", "author")

_HEAD = """SELECT a.id, a.story_id, a.position, a.title, a.outlet, a.language, a.date, a.url,
    a.author, a.file, a.text_sha256, a.length FROM article a JOIN story s ON s.id = a.story_id
    WHERE a.removed = 0 AND a.superseded_by IS NULL"""
_ORDER = " ORDER BY s.position, a.position"


def stories(db: Database) -> list[Story]:
    """Return the stories in their order."""
    rows = db.execute("SELECT id, name, position FROM story ORDER BY position")
    return [Story(StoryId(id_), name, position) for id_, name, position in rows]


def story_named(db: Database, name: str) -> StoryId:
    """Return the story of this name, making it at the end of the list when there is none."""
    row = db.execute("SELECT id FROM story WHERE name = ?", [name]).fetchone()
    if row is not None:
        return StoryId(row[0])
    story = StoryId(new_id())
    db.execute(
        "INSERT INTO story SELECT ?, ?, coalesce(max(position), 0) + 1 FROM story", [story, name]
    )
    return story


def heads(db: Database, story: StoryId | None = None) -> list[ArticleHead]:
    """Return the articles of one story, or of all, without their texts, in their order."""
    where, given = ("", []) if story is None else (" AND a.story_id = ?", [story])
    rows = db.execute(_HEAD + where + _ORDER, given).fetchall()
    regions = _regions(db)
    return [_head(row, regions.get(row[0], ())) for row in rows]


def _head(row: tuple[Any, ...], regions: tuple[Region, ...]) -> ArticleHead:
    id_, story, *described = row
    return ArticleHead(ArticleId(id_), StoryId(story), *[*described, regions])


def text_of(db: Database, article: ArticleId) -> str:
    """Return an article's text."""
    (body,) = db.execute(
        "SELECT body FROM text JOIN article ON text_sha256 = sha256 WHERE id = ?", [article]
    ).fetchone()
    return str(body)


def with_texts(db: Database) -> list[Article]:
    """Return every article with its text, for exports."""
    texts = dict(db.execute("SELECT sha256, body FROM text"))
    return [Article(head, texts[head.sha256]) for head in heads(db)]


def _regions(db: Database) -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    rows = db.execute("SELECT article_id, kind, start, end FROM region ORDER BY article_id, start")
    for article, kind, start, end in rows:
        found[article] = (*found.get(article, ()), Region(kind, start, end))
    return found


def add(
    db: Database, story: StoryId, text: str, raw: bytes, file: str, metadata: Mapping[str, str]
) -> ArticleId:
    """Add an article at the end of a story; `metadata` has every key of METADATA."""
    sha256, raw_sha256 = text_sha256(text), hashlib.sha256(raw).hexdigest()
    db.execute("INSERT INTO text VALUES (?, ?) ON CONFLICT DO NOTHING", [sha256, text])
    db.execute("INSERT INTO raw VALUES (?, ?) ON CONFLICT DO NOTHING", [raw_sha256, raw])
    article = ArticleId(new_id())
    (position,) = db.execute(
        "SELECT coalesce(max(position), 0) + 1 FROM article WHERE story_id = ?", [story]
    ).fetchone()
    db.execute(
        "INSERT INTO article (id, story_id, position, text_sha256, raw_sha256, length, file,"
        f" {', '.join(METADATA)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [article, story, position, sha256, raw_sha256, len(text), file]
        + [metadata[key] for key in METADATA],
    )
    return article


def same_raw(db: Database, raw: bytes) -> list[tuple[str, str]]:
    """Return `(file, name of its story)` of the articles that came from the very same bytes."""
    return db.execute(
        "SELECT a.file, s.name FROM article a JOIN story s ON s.id = a.story_id"
        " WHERE a.raw_sha256 = ? AND a.removed = 0",
        [hashlib.sha256(raw).hexdigest()],
    ).fetchall()


def same_text(db: Database, text: str) -> list[tuple[str, str]]:
    """Return `(file, name of its story)` of the articles that have the very same text."""
    return db.execute(
        "SELECT a.file, s.name FROM article a JOIN story s ON s.id = a.story_id"
        " WHERE a.text_sha256 = ? AND a.removed = 0",
        [text_sha256(text)],
    ).fetchall()


def describe(db: Database, article: ArticleId, metadata: Mapping[str, str]) -> None:
    """Change what is said of an article; only keys of METADATA."""
    for key, value in metadata.items():
        if key not in METADATA:
            raise ValueError(key)
        db.execute(f"UPDATE article SET {key} = ? WHERE id = ?", [value, article])


def move_to_story(db: Database, article: ArticleId, story: StoryId) -> None:
    """Put an article at the end of another story."""
    db.execute(
        "UPDATE article SET story_id = ?1, position = (SELECT coalesce(max(position), 0) + 1"
        " FROM article WHERE story_id = ?1) WHERE id = ?2",
        [story, article],
    )


def is_in_clusters(db: Database, article: ArticleId) -> bool:
    """Whether a cluster of any layer names the article or a claim in it."""
    row = db.execute(
        "SELECT 1 FROM absence WHERE article_id = ?1 UNION ALL SELECT 1 FROM membership m"
        " JOIN span s ON s.id = m.span_id JOIN coding c ON c.id = s.coding_id"
        " WHERE c.article_id = ?1 LIMIT 1",
        [article],
    ).fetchone()
    return row is not None
