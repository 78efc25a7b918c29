from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, strategies as st
from layer_documents import TEXTS, codebook, documents, heads, read, whole

from annotator import __version__
from annotator.model.article import Article, ArticleHead, Region, Story
from annotator.model.cluster import Cluster, Member
from annotator.model.ids import StoryId
from annotator.model.layer import Coding, Decision, Layer, LayerContent, Memo
from annotator.model.relation import Relation
from annotator.model.span import Piece, Span
from annotator.model.text import text_sha256
from annotator.services.codebook_json import read_codebook
from annotator.services.exports.jsonl import jsonl
from annotator.services.exports.material import Material
from annotator.services.exports.tables import guarded, tables

STORIES = [Story(StoryId("quay"), "The quay", 1), Story(StoryId("other"), "Other", 2)]


def material(*contents: LayerContent, with_text: bool = True) -> Material:
    articles = [Article(head, TEXTS[head.file]) for head in heads()]
    return Material("Fires", STORIES, articles, codebook(), contents, with_text)


def lines(text: str) -> list[dict[str, Any]]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text[:-1].split("\n")]


def rebuilt(records: list[dict[str, Any]]) -> list[LayerContent]:
    """The layers that the records describe, as the model has them."""
    found: list[LayerContent] = []
    for record in records:
        kind = record.pop("record")
        if kind == "layer":
            found.append(LayerContent(Layer(**record)))
        elif kind in ("coding", "span", "relation", "cluster", "memo", "decision"):
            of = record["layer"] if kind not in ("memo", "decision") else record.pop("layer")
            assert of == found[-1].layer.id
            name = {"memo": "memos", "decision": "decisions"}.get(kind, f"{kind}s")
            value = thing(kind, record)
            more: Any = {name: (*getattr(found[-1], name), value)}
            found[-1] = replace(found[-1], **more)
    return found


def thing(kind: str, record: dict[str, Any]) -> object:
    if kind == "span":
        record["pieces"] = tuple(Piece(**piece) for piece in record["pieces"])
        record["attributes"] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in record["attributes"].items()
        }
    if kind == "cluster":
        record["members"] = tuple(Member(**member) for member in record["members"])
        record["absent"] = tuple(record["absent"])
    makes: dict[str, type[Any]] = {
        "coding": Coding, "span": Span, "relation": Relation, "cluster": Cluster, "memo": Memo,
        "decision": Decision,
    }  # fmt: skip
    return makes[kind](**record)


@given(documents(), documents())
def test_json_lines_lose_nothing(one: dict[str, Any], other: dict[str, Any]) -> None:
    contents = [read(one), read(other)]
    assert rebuilt(lines(jsonl(material(*contents)))) == contents


def test_json_lines_hold_the_articles_the_stories_and_the_codebook() -> None:
    records = lines(jsonl(material(read(whole()))))
    of = {kind: [r for r in records if r["record"] == kind] for kind in ("article", "story")}
    for record, head in zip(of["article"], heads(), strict=True):
        assert record.pop("record") == "article"
        text = record.pop("text")
        assert text == TEXTS[head.file]
        regions = tuple(Region(**region) for region in record.pop("regions"))
        assert ArticleHead(**record, regions=regions) == head
    assert [Story(r["id"], r["name"], r["position"]) for r in of["story"]] == STORIES
    (book,) = (record for record in records if record.get("record") == "codebook")
    del book["record"]
    assert read_codebook(json.dumps(book), "again").kinds == codebook().kinds


@pytest.mark.parametrize("with_text", [True, False])
def test_the_manifest_says_how_to_take_the_export(*, with_text: bool) -> None:
    stuff = material(read(whole()), with_text=with_text)
    first = lines(jsonl(stuff))[0]
    beside = json.loads(tables(stuff)["manifest.json"])
    assert first.pop("record") == "manifest"
    for found, name in ((first, "annotator-jsonl"), (beside, "annotator-csv")):
        assert found["format"] == name
        assert found["version"] == 1
        assert found["tool"] == f"Annotator {__version__}"
        assert "code point" in found["offset_unit"]
        assert found["text_included"] is with_text
        assert found["layers"] == ["Ana"]
        assert found["codebook"] == {"version": 1, "sha256": codebook().sha256}
        assert {a["file"]: a["sha256"] for a in found["articles"]} == {
            file: text_sha256(text) for file, text in TEXTS.items()
        }
    assert "apostrophe" in beside["formula_guard"]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_tables_hold_what_the_layer_holds() -> None:
    content = read(whole())
    written = tables(material(content))
    spans = {row["span"]: row for row in table(written["spans.csv"])}
    assert len(spans) == len(content.spans)
    for span in content.spans:
        row = spans[span.id]
        assert (row["layer"], row["article"], row["kind"]) == ("Ana", span.article, span.kind)
        assert (int(row["start"]), int(row["end"])) == (span.start, span.end)
        assert row["pieces"] == ";".join(f"{start}:{end}" for start, end in span.bounds)
        assert row["quote"] == span.quote
        assert (row["origin"], row["code"], row["memo"]) == (
            span.origin,
            span.code or "",
            span.memo,
        )
    first = spans[content.spans[0].id]
    assert (first["claim.mood"], first["claim.tags"], first["claim.sure"]) == (
        "denied",
        "c; a",
        "no",
    )
    assert spans[content.spans[2].id]["figure.value"] == "12"
    relations = table(written["relations.csv"])
    assert [(row["type"], row["from_quote"]) for row in relations] == [
        (relation.type, content.spans[0].quote) for relation in content.relations
    ]
    clusters = table(written["clusters.csv"])
    assert [row["relation"] for row in clusters] == [
        "same", "same", "absent", "same", "contradicts", "partial",
    ]  # fmt: skip
    assert clusters[2]["article"] == "id-c.txt"
    codings = table(written["codings.csv"])
    assert [(row["status"], row["round"]) for row in codings] == [
        ("finished", "1"), ("started", "2"), ("to do", "1"), ("finished", "1"),
    ]  # fmt: skip
    assert [row["sha256"] for row in table(written["articles.csv"])] == [h.sha256 for h in heads()]


FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "   @x", "-",
    "=HYPERLINK(\"https://example.org\")", "=\n", "+\U0001f525",
]  # fmt: skip
HARMLESS = ["", "a=1", "'=1", "1-2", "\u2013 dash", "\u2212minus", "(=1)", "a@b.org", "\n"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_text_that_a_spreadsheet_would_calculate_is_led_by_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*HARMLESS, -1, -0.5, 0, None])
def test_other_cells_are_left_alone(cell: str | float | None) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_formula_is_guarded_wherever_a_person_can_write_one(payload: str) -> None:
    content = read(whole())
    content = replace(
        content,
        layer=replace(content.layer, name=payload),
        spans=tuple(replace(span, memo=payload) for span in content.spans),
        relations=tuple(replace(relation, memo=payload) for relation in content.relations),
        clusters=tuple(replace(c, gloss=payload, memo=payload) for c in content.clusters),
    )
    stuff = material(content)
    described: Any = dict.fromkeys(("title", "outlet", "date", "url", "author"), payload)
    articles = [Article(replace(a.head, file=payload, **described), a.text) for a in stuff.articles]
    stories = [replace(story, name=payload) for story in stuff.stories]
    written = tables(replace(stuff, articles=articles, stories=stories))
    cells = [
        cell
        for name, text in written.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(text, newline=""), strict=True)
        for cell in row
    ]
    assert f"'{payload}" in cells
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(tuple("=+-@\t\r"))]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_line_ends_quotes_and_delimiters_survive_in_a_table(memos: list[str]) -> None:
    content = read(whole())
    relations = tuple(replace(content.relations[0], memo=memo.replace("\0", "")) for memo in memos)
    written = tables(material(replace(content, relations=relations)))["relations.csv"]
    found = [row["memo"] for row in table(written)]
    assert found == [guarded(relation.memo) for relation in relations]
    assert written.count("\r\n") >= len(memos) + 1


def test_an_export_without_text_holds_no_word_of_the_articles() -> None:
    words = {word.strip(".,;") for text in TEXTS.values() for word in text.split()}
    canaries = {word for word in words if len(word) > 5 and word not in ("Police", "enough")}
    assert len(canaries) > 5
    stuff = material(read(whole()), with_text=False)
    everything = jsonl(stuff) + "".join(tables(stuff).values())
    assert not [word for word in canaries if word in everything]
    assert [word for word in canaries if word in jsonl(replace(stuff, with_text=True))]


def test_an_export_without_text_has_all_the_rest() -> None:
    content = read(whole())
    with_text, without = (lines(jsonl(material(content, with_text=w))) for w in (True, False))
    for one, other in zip(with_text, without, strict=True):
        if one["record"] == "article":
            assert other["text"] is None
            one["text"] = None
        if one["record"] == "span":
            assert {piece["quote"] for piece in other["pieces"]} == {None}
            for piece in one["pieces"]:
                piece["quote"] = None
        if one["record"] == "manifest":
            one["text_included"] = False
        assert one == other


def test_an_attribute_of_two_kinds_has_a_column_for_each() -> None:
    header = tables(material())["spans.csv"].splitlines()[0].split(",")
    assert {"claim.mood", "source.note", "figure.value"} <= set(header)
    assert len(set(header)) == len(header)
