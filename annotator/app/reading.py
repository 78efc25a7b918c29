"""What the desk shows: one story as one layer has it, kept fresh span by span."""

from __future__ import annotations

from annotator.app.project import Project
from annotator.model.article import ArticleHead, Story
from annotator.model.changes import Changes
from annotator.model.cluster import Cluster, same_cluster_of
from annotator.model.ids import ArticleId, ClusterId, SpanId
from annotator.model.layer import Coding, Layer, Memo, Status, memo_on
from annotator.model.relation import Relation
from annotator.model.span import CLAIM, Span, reading_order
from annotator.store import clusters, layers, memos, relations, spans


class Reading:
    """The articles of a story and everything one layer holds in them, as values.

    `layer` is None while nobody codes; then there are articles and nothing else.
    """

    def __init__(self, project: Project, story: Story, layer: Layer | None) -> None:
        self.project = project
        self.story = story
        self.layer = layer
        self.articles: tuple[ArticleHead, ...] = tuple(project.articles(story.id))
        self.spans: dict[SpanId, Span] = {}
        self.clusters: tuple[Cluster, ...] = ()
        self.relations: tuple[Relation, ...] = ()
        self._memos: tuple[Memo, ...] = ()
        self._statuses: dict[ArticleId, Coding] = {}
        self._sorted: dict[ArticleId, list[Span]] = {}
        if layer is not None:
            for span in spans.of_layer(project.file.db, layer.id, story.id):
                self.spans[span.id] = span
            self._read_links(layer)

    def _read_links(self, layer: Layer) -> None:
        db = self.project.file.db
        self.clusters = tuple(clusters.of_layer(db, layer.id, self.story.id))
        self.relations = tuple(relations.of_layer(db, layer.id, self.story.id))
        self._memos = tuple(memos.of_layer(db, layer.id))
        self._statuses = {c.article: c for c in layers.codings(db, layer.id)}

    def follow(self, changes: Changes) -> dict[SpanId, Span | None]:
        """Read afresh what an act touched; return the spans that are new, changed or gone."""
        if self.layer is None:
            return {}
        if changes.articles:
            self.articles = tuple(self.project.articles(self.story.id))
        linked = changes.relations or changes.clusters or changes.articles
        if linked or "memo" in changes.other:
            self._read_links(self.layer)
        here = {head.id for head in self.articles}
        now: dict[SpanId, Span | None] = dict.fromkeys(changes.spans & self.spans.keys())
        for span in spans.by_id(self.project.file.db, changes.spans):
            if span.layer == self.layer.id and span.article in here:
                now[span.id] = span
        for id_, current in now.items():
            if current is None:
                del self.spans[id_]
            else:
                self.spans[id_] = current
        if now:
            self._sorted.clear()
        return now

    def in_article(self, article: ArticleId) -> list[Span]:
        """Return the spans of an article in reading order."""
        if article not in self._sorted:
            here = [span for span in self.spans.values() if span.article == article]
            self._sorted[article] = sorted(here, key=reading_order)
        return self._sorted[article]

    def covering(self, article: ArticleId, offset: int) -> list[Span]:
        """Return the spans of an article that cover a code point, smallest first."""
        at = [
            span
            for span in self.in_article(article)
            if any(start <= offset < end for start, end in span.bounds)
        ]
        return sorted(at, key=lambda span: span.length)

    def head(self, article: ArticleId) -> ArticleHead:
        """Return what is known of an article of the story."""
        return next(head for head in self.articles if head.id == article)

    def status(self, article: ArticleId) -> Status:
        """Return how far the coding of an article is."""
        coding = self._statuses.get(article)
        return "to do" if coding is None else coding.status

    def cluster(self, id_: ClusterId | None) -> Cluster | None:
        """Return a cluster by its id, or None."""
        return next((cluster for cluster in self.clusters if cluster.id == id_), None)

    def cluster_of(self, claim: SpanId | None) -> Cluster | None:
        """Return the cluster that a claim is in, the one where it is `same` first, or None."""
        if claim is None:
            return None
        holding = (cluster for cluster in self.clusters if claim in cluster.claims)
        return same_cluster_of(self.clusters, claim) or next(holding, None)

    def members(self, cluster: Cluster) -> list[Span]:
        """Return the claims of a cluster in the order they were joined."""
        return [self.spans[claim] for claim in cluster.claims if claim in self.spans]

    def relations_of(self, span: SpanId) -> list[Relation]:
        """Return the relations that start or end at a span."""
        return [relation for relation in self.relations if span in (relation.start, relation.end)]

    def gloss(self, cluster: Cluster) -> str:
        """Return what the cluster says: its gloss, or the words of its first member."""
        members = self.members(cluster)
        return cluster.gloss or (members[0].quote if members else "")

    def memo_on(self, article: ArticleId | None) -> str:
        """Return the layer's memo on an article or, without one, on the project."""
        return memo_on(self._memos, article)

    def open_cells(self) -> int:
        """Return how many cluster x article cells are neither joined nor absent."""
        total = 0
        for cluster in self.clusters:
            decided = {claim.article for claim in self.members(cluster)} | set(cluster.absent)
            total += sum(head.id not in decided for head in self.articles)
        return total

    def joined_claims(self) -> tuple[int, int]:
        """Return how many claims are in a cluster, and how many claims there are."""
        joined = {claim for cluster in self.clusters for claim in cluster.claims}
        claims = [span.id for span in self.spans.values() if span.kind == CLAIM]
        return sum(claim in joined for claim in claims), len(claims)
