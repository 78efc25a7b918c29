"""Read the coding of the sample project from its declaration, sample_coding.toml.

The declaration says once what the layers share and beside it what one of them has otherwise;
this gives each layer's own reading, with every quote found in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from annotator.model.cluster import MEMBER_RELATIONS
from annotator.model.errors import KnownError
from annotator.model.span import CLAIM, FIGURE, SOURCE, Piece, cut_pieces
from annotator.model.text import canonical

Table: TypeAlias = dict[str, Any]

CODERS = ("A", "B")
LAYERS = (*CODERS, "gold")
# key of a span's table -> relation type and the kind it leads to
LINKS = {
    "source": ("attributes", SOURCE),
    "figures": ("quantifies", FIGURE),
    "relays": ("relays", SOURCE),
}
NO_ATTRIBUTES = {"name", "quote", "nth", "by", "memo", "reason", "note", *LAYERS, *LINKS}


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the sample: `name` is its name in the declaration."""

    id: str
    name: str
    file: str
    text: str
    memos: dict[str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """One span as one layer has it; `links` leads from a relation type to names of spans."""

    name: str
    article: Article
    kind: str
    pieces: tuple[Piece, ...]
    attributes: Table
    memo: str
    links: dict[str, tuple[str, ...]]
    reason: str | None
    remark: str
    id: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """What two coders must share to be of one mind about the span."""
        return self.pieces, self.attributes, self.links


@dataclass(frozen=True, slots=True)
class Joined:
    """One cluster as one layer has it, with the names of its claims and of articles."""

    name: str
    gloss: str
    memo: str
    members: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]
    reason: str | None
    remark: str
    id: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """What two coders must share to be of one mind about the cluster."""
        return self.members, self.absent


@dataclass(frozen=True, slots=True)
class Work:
    """What one layer holds, by the names of the declaration, in the order of reading."""

    spans: dict[str, Marked]
    clusters: dict[str, Joined]


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _version(table: Table, layer: str) -> Table | None:
    """What one layer has of a declared table, or None when it has nothing of it."""
    if layer not in table.get("by", LAYERS):
        return None
    shared: Table = {key: value for key, value in table.items() if key not in LAYERS}
    return {**shared, **table.get(layer, {})}


def read_articles(declared: Table, folder: Path) -> tuple[Article, ...]:
    """Return the sample's articles with their stored texts, in the order declared."""
    articles = []
    for number, (name, table) in enumerate(declared["articles"].items(), start=1):
        text = canonical((folder / table["file"]).read_bytes().decode("utf-8")).text
        memos = table.get("memo", {})
        articles.append(Article(f"a{number}", name, table["file"], text, memos))
    return tuple(articles)


def find_quote(text: str, quote: str, nth: int | None, where: str) -> tuple[int, int]:
    """Return where a quote stands, in code points; `nth` counts its occurrences from 1.

    Raises KnownError, naming `where`, when it is not there, or stands there several times and
    `nth` is not given.
    """
    starts = [i for i in range(len(text)) if text.startswith(quote, i)]
    if not starts or (nth is not None and nth > len(starts)):
        raise KnownError(f"{where}: the text does not have «{quote}»", "quote the text as it is")
    if nth is None and len(starts) > 1:
        raise KnownError(f"{where}: the text has «{quote}» {len(starts)} times", "say nth")
    start = starts[(nth or 1) - 1]
    return start, start + len(quote)


def mark(article: Article, kind: str, table: Table, defaults: Table) -> Marked:
    """Return a span from its table as one layer has it; raises KnownError at a wrong quote."""
    name = f"{article.name}.{kind}.{table['name']}"
    quotes = _names(table["quote"])
    bounds = [find_quote(article.text, quote, table.get("nth"), name) for quote in quotes]
    own = {key: value for key, value in table.items() if key not in NO_ATTRIBUTES}
    unsaid = {key: value for key, value in defaults.items() if key not in own}
    links = {
        type_: tuple(f"{article.name}.{kind_}.{end}" for end in _names(table.get(key, [])))
        for key, (type_, kind_) in LINKS.items()
    }
    return Marked(
        name=name,
        article=article,
        kind=kind,
        pieces=cut_pieces(article.text, bounds, name),
        attributes=own | unsaid,
        memo=table.get("memo", ""),
        links=links,
        reason=table.get("reason"),
        remark=table.get("note", ""),
    )


def _marked(declared: Table, articles: tuple[Article, ...], layer: str) -> Iterator[Marked]:
    for article in articles:
        for kind in (CLAIM, SOURCE, FIGURE):
            defaults = declared["defaults"][kind]
            for table in declared["articles"][article.name].get(kind, []):
                if (version := _version(table, layer)) is not None:
                    yield mark(article, kind, version, defaults)


def _claim_name(member: str) -> str:
    article, _, name = member.partition(".")
    return f"{article}.{CLAIM}.{name}"


def _joined(declared: Table, spans: dict[str, Marked], layer: str) -> Iterator[Joined]:
    for table in declared["clusters"]:
        version = _version(table, layer)
        if version is None:
            continue
        members = [
            (_claim_name(name), relation)
            for relation in MEMBER_RELATIONS
            for name in version.get(relation, [])
        ]
        yield Joined(
            name=f"cluster.{table['name']}",
            gloss=version["gloss"],
            memo=version.get("memo", ""),
            members=tuple(member for member in members if member[0] in spans),
            absent=tuple(version.get("absent", [])),
            reason=version.get("reason"),
            remark=version.get("note", ""),
        )


def read_work(declared: Table, articles: tuple[Article, ...], layer: str) -> Work:
    """Return what one layer holds, spans in the order of reading and numbered."""
    place = {article.name: number for number, article in enumerate(articles)}
    found = sorted(
        _marked(declared, articles, layer),
        key=lambda s: (place[s.article.name], s.pieces[0].start, -s.pieces[-1].end, s.kind),
    )
    spans = {s.name: replace(s, id=f"{layer}-s{i}") for i, s in enumerate(found, start=1)}
    if len(spans) < len(found):
        raise KnownError("Two spans of one kind and article have one name", "rename one of them")
    joined = enumerate(_joined(declared, spans, layer), start=1)
    return Work(spans, {c.name: replace(c, id=f"{layer}-c{i}") for i, c in joined})


def check_names(declared: Table, works: Mapping[str, Work]) -> None:
    """Raise KnownError when a relation or a cluster names a span that no layer has."""
    spans = [span for work in works.values() for span in work.spans.values()]
    named = {end for span in spans for ends in span.links.values() for end in ends}
    for table in declared["clusters"]:
        for version in (table, *(table.get(layer, {}) for layer in LAYERS)):
            for relation in MEMBER_RELATIONS:
                named.update(map(_claim_name, version.get(relation, [])))
    unknown = named - {span.name for span in spans}
    if unknown:
        raise KnownError(f"Not declared: {', '.join(sorted(unknown))}", "correct the name")
