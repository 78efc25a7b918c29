"""Columns that scroll together: the nearest joined claims stay level, the rest in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer

from annotator.app.anchoring import LevelMap, level_map, reference_share
from annotator.model.ids import ArticleId
from annotator.model.span import Span
from annotator.ui.article_column import ArticleColumn


class AnchoredScrolling(QObject):
    """Makes the other panes follow the one that a person scrolls, in the same moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.on = True
        self._columns: dict[ArticleId, ArticleColumn] = {}
        self._clusters: Sequence[Sequence[Span]] = ()
        self._maps: dict[tuple[ArticleId, ArticleId], LevelMap] = {}
        self._still = 0  # more than 0 while scrolling is not the person's
        # A pane that gets another size scrolls to keep its place; the others do the same.
        self._sizes: dict[ArticleId, QSize] = {}
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._know_sizes)

    def show_columns(self, columns: Mapping[ArticleId, ArticleColumn]) -> None:
        """Keep these columns together from now on."""
        for article, column in columns.items():
            if self._columns.get(article) is not column:
                column.pane.scrolled.connect(partial(self._scrolled, article))
        self._columns, self._sizes = dict(columns), {}
        self._maps.clear()
        self._settle.start()

    def set_clusters(self, clusters: Iterable[Sequence[Span]]) -> None:
        """Take over the claims of each cluster."""
        self._clusters = [claims for claims in clusters if len(claims) > 1]
        self._maps.clear()

    @contextmanager
    def jumping(self) -> Iterator[None]:
        """Leave every pane where it is while others are scrolled to some place."""
        self._still += 1
        try:
            yield
        finally:
            self._still -= 1

    def _scrolled(self, article: ArticleId) -> None:
        leader = self._columns.get(article)
        if leader is None or self._still or not self.on:
            return
        if self._sizes.get(article) != leader.pane.viewport().size():
            self._settle.start()
            return
        start, end = leader.pane.visible_range()
        at = start + round(reference_share(start, end, leader.head.length) * (end - start))
        height = leader.pane.view.height_of(at)
        with self.jumping():
            for other, column in self._columns.items():
                if other != article:
                    column.pane.view.show_at(self._map(article, other)(at), height)

    def _know_sizes(self) -> None:
        self._sizes = {
            article: column.pane.viewport().size() for article, column in self._columns.items()
        }

    def _map(self, article: ArticleId, other: ArticleId) -> LevelMap:
        if (article, other) not in self._maps:
            joined = [
                (one.start, two.start)
                for claims in self._clusters
                for one in claims
                if one.article == article
                for two in claims
                if two.article == other
            ]
            lengths = (self._columns[each].head.length for each in (article, other))
            self._maps[article, other] = level_map(joined, *lengths)
        return self._maps[article, other]
