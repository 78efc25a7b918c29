"""From layer JSON, version 1, to a layer's content; every refusal names its path (design, 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.model.article import ArticleHead
from annotator.model.cluster import MEMBER_RELATIONS, Cluster, Member, check_same_once
from annotator.model.codebook import Codebook, check_kind, check_value
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, ClusterId, CodingId, RelationId, SpanId, new_id
from annotator.model.layer import HOWS, ROLES, STATUSES, Coding, Decision, Layer, LayerContent, Memo
from annotator.model.relation import RELATION_ENDS, Relation, check_relation
from annotator.model.span import CLAIM, ORIGINS, Span, check_quote, cut_pieces
from annotator.services.json_reading import Node, check_header

_T = TypeVar("_T")
_TARGETS = ("article", "span", "cluster", "project")


@dataclass(frozen=True, slots=True)
class Against:
    """What a layer is read against: the articles, how to get a text, and the codebook."""

    articles: Sequence[ArticleHead]
    text_of: Callable[[ArticleId], str]
    codebook: Codebook


def codebook_version_of(document: object) -> tuple[int, str | None]:
    """Return the codebook version a layer says it was made under, and its SHA-256 if given."""
    codebook = Node(Node(document, "").mapping("codebook"), "codebook")
    version, sha256 = codebook.whole("version", 1, least=1), codebook.text_or_none("sha256")
    codebook.done()
    return version, sha256


def read_layer(document: object, layer: Layer, against: Against) -> LayerContent:
    """Return what a layer document holds, as the content of `layer`, with new ids.

    Raises KnownError, naming the path, for anything unknown, missing, doubled or impossible.
    """
    return _Reading(layer, against).read(Node(document, ""))


class _Reading:
    """One reading of one document; the dicts say what its ids stand for."""

    def __init__(self, layer: Layer, against: Against) -> None:
        self._layer = layer
        self._against = against
        self._by_hash: dict[str, list[ArticleHead]] = {}
        for head in against.articles:
            self._by_hash.setdefault(head.sha256, []).append(head)
        self._heads: dict[str, ArticleHead] = {}
        self._codings: dict[str, Coding] = {}
        self._spans: dict[str, Span] = {}
        self._clusters: dict[str, Cluster] = {}
        self._texts: dict[ArticleId, str] = {}
        self._listed: set[tuple[ArticleId, int, str]] = set()

    def read(self, node: Node) -> LayerContent:
        check_header(node, "annotator-layer")
        node.text("coder", "")
        node.one_of("role", ROLES, "coder")
        node.mapping("codebook")
        for position, entry in enumerate(node.nodes("articles", required=True)):
            self._article(entry, position)
        seen: set[tuple[object, ...]] = set()
        for entry in node.nodes("spans", required=True):
            self._span(entry, seen)
        relations = self._relations(node)
        for entry in node.nodes("clusters"):
            self._cluster(entry)
        check_same_once(self._clusters_by_their_names(), "clusters")
        memos = tuple(self._memo(entry) for entry in node.nodes("memos"))
        decisions = tuple(self._decision(entry) for entry in node.nodes("decisions"))
        layer = replace(self._layer, extra=node.mapping("x"))
        node.done()
        return LayerContent(
            layer,
            tuple(self._codings.values()),
            tuple(self._spans.values()),
            relations,
            tuple(self._clusters.values()),
            memos,
            decisions,
        )

    def _article(self, node: Node, position: int) -> None:
        id_ = _unused(node, self._codings)
        head = self._matching(node)
        coding = Coding(
            CodingId(new_id()),
            self._layer.id,
            head.id,
            node.whole("round", 1, least=1),
            node.text("stage", "tag"),
            node.one_of("status", STATUSES, "finished"),
            position,
        )
        key = (coding.article, coding.round, coding.stage)
        if key in self._listed:
            raise KnownError(
                f"{node.here}: «{head.file}» is listed twice for one round and stage",
                "list it once",
            )
        self._listed.add(key)
        self._codings[id_] = coding
        self._heads[id_] = head
        node.done()

    def _matching(self, node: Node) -> ArticleHead:
        sha256, file = node.text("sha256").lower(), node.text_or_none("file")
        alike = self._by_hash.get(sha256, [])
        meant = alike if len(alike) == 1 else [head for head in alike if head.file == file]
        if len(meant) == 1:
            return meant[0]
        if alike:
            raise KnownError(
                f"{node.here}: several articles of the project have this text and «file» does "
                "not tell which is meant",
                "give the file name of the article",
            )
        raise KnownError(
            f"{node.here}: no article of the project has the text {sha256[:12]}\u2026"
            + (f" ({file})" if file else ""),
            "import the article first, or check that the text is the same",
        )

    def _span(self, node: Node, seen: set[tuple[object, ...]]) -> None:
        id_ = _unused(node, self._spans)
        coding = _known(node, "article", self._codings, "article")
        text = self._texts.get(coding.article)
        if text is None:
            text = self._texts[coding.article] = self._against.text_of(coding.article)
        code = node.text_or_none("code")
        kind = check_kind(self._against.codebook, node.text("kind"), code, node.here)
        bounds, quotes = [], {}
        for piece in node.nodes("pieces", required=True):
            start, end = piece.whole("start"), piece.whole("end")
            bounds.append((start, end))
            quotes[start] = (piece.text_or_none("text"), piece.path("text"))
            piece.done()
        pieces = cut_pieces(text, bounds, node.path("pieces"))
        for cut in pieces:
            quote, path = quotes[cut.start]
            if quote is not None:
                check_quote(cut, quote, path)
        round_ = node.whole("round", coding.round, least=1)
        if round_ != coding.round:
            node.fail("round", f"the round {coding.round} that its article is listed for")
        span = Span(
            SpanId(new_id()),
            self._layer.id,
            coding.article,
            kind.id,
            pieces,
            code,
            {
                key: check_value(kind, key, value, f"{node.path('attributes')}.{key}")
                for key, value in node.mapping("attributes").items()
            },
            node.text("memo", ""),
            node.one_of("origin", ORIGINS, "hand"),
            coding.round,
            coding.stage,
            self._layer.codebook_version,
        )
        same = (coding.id, span.kind, span.code, span.bounds)
        if same in seen:
            raise KnownError(
                f"{node.here}: another span has the same pieces, kind and code", "keep one of them"
            )
        seen.add(same)
        self._spans[id_] = span
        node.done()

    def _relations(self, node: Node) -> tuple[Relation, ...]:
        found: dict[tuple[str, SpanId, SpanId], Relation] = {}
        for entry in node.nodes("relations"):
            type_ = entry.one_of("type", tuple(RELATION_ENDS))
            start = _known(entry, "from", self._spans, "span")
            end = _known(entry, "to", self._spans, "span")
            check_relation(type_, start, end, entry.here)
            key = (type_, start.id, end.id)
            if key in found:
                raise KnownError(f"{entry.here}: this relation is given twice", "keep one of them")
            found[key] = Relation(
                RelationId(new_id()), self._layer.id, *key, entry.text("memo", "")
            )
            entry.done()
        return tuple(found.values())

    def _cluster(self, node: Node) -> None:
        id_ = _unused(node, self._clusters)
        members = [self._member(entry) for entry in node.nodes("members")]
        absent = [
            _at(f"{node.path('absent')}[{position}]", local, self._heads, "article").id
            for position, local in enumerate(node.texts("absent"))
        ]
        same_in = {claim.article for claim, member in members if member.relation == "same"}
        for position, article in enumerate(absent):
            if article in same_in or article in absent[:position]:
                raise KnownError(
                    f"{node.path('absent')}[{position}]: the article has a «same» member in the "
                    "cluster or is given twice",
                    "remove one of the two",
                )
        claims = [claim for claim, _ in members]
        if len({claim.id for claim in claims}) < len(claims):
            raise KnownError(f"{node.path('members')}: a claim is given twice", "keep one of them")
        in_story = {head.id: head.story for head in self._heads.values()}
        stories = {in_story[article] for article in [*(c.article for c in claims), *absent]}
        if len(stories) != 1:
            raise KnownError(
                f"{node.here}: a cluster needs a member and stays inside one story",
                "split or remove it",
            )
        self._clusters[id_] = Cluster(
            ClusterId(new_id()),
            self._layer.id,
            stories.pop(),
            node.text("gloss", ""),
            node.text("memo", ""),
            tuple(member for _, member in members),
            tuple(absent),
        )
        node.done()

    def _member(self, node: Node) -> tuple[Span, Member]:
        claim = _known(node, "claim", self._spans, "span")
        if claim.kind != CLAIM:
            node.fail("claim", f"a claim but a {claim.kind}")
        relation = node.one_of("relation", MEMBER_RELATIONS, "same")
        member = Member(claim.id, relation, node.one_of("origin", ORIGINS, "hand"))
        node.done()
        return claim, member

    def _clusters_by_their_names(self) -> list[Cluster]:
        """The clusters with the ids of the document, which are the ones to name in a message."""
        local = {span.id: SpanId(id_) for id_, span in self._spans.items()}
        return [
            replace(
                cluster,
                id=ClusterId(id_),
                members=tuple(replace(m, claim=local[m.claim]) for m in cluster.members),
            )
            for id_, cluster in self._clusters.items()
        ]

    def _memo(self, node: Node) -> Memo:
        on, text = node.one_of("on", _TARGETS), node.text("text")
        id_ = "" if on == "project" else node.text("id")
        if on == "project":
            node.text("id", "")
        elif on == "article":
            id_ = _known(node, "id", self._heads, "article").id
        elif on == "span":
            id_ = _known(node, "id", self._spans, "span").id
        else:
            id_ = _known(node, "id", self._clusters, "cluster").id
        node.done()
        return Memo(on, id_, text)

    def _decision(self, node: Node) -> Decision:
        items: dict[str, Span | Cluster] = {**self._clusters, **self._spans}
        decision = Decision(
            _known(node, "item", items, "span or cluster").id,
            node.text("by"),
            node.one_of("how", HOWS),
            node.text_or_none("reason"),
            node.text("note", ""),
        )
        node.done()
        return decision


def _unused(node: Node, taken: Mapping[str, object]) -> str:
    id_ = node.text("id")
    if id_ in taken:
        raise KnownError(f"{node.path('id')}: «{id_}» is given twice", "give each its own id")
    return id_


def _known(node: Node, key: str, known: Mapping[str, _T], what: str) -> _T:
    return _at(node.path(key), node.text(key), known, what)


def _at(path: str, id_: str, known: Mapping[str, _T], what: str) -> _T:
    if id_ not in known:
        raise KnownError(f"{path}: the layer has no {what} «{id_}»", "name one that it lists")
    return known[id_]
