"""Layer documents for tests: one that is whole, and any number that hypothesis makes up."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from annotator.model.article import ArticleHead
from annotator.model.codebook import Codebook
from annotator.model.ids import ArticleId, LayerId, StoryId
from annotator.model.layer import HOWS, STATUSES, Layer, LayerContent
from annotator.model.relation import RELATION_ENDS
from annotator.model.span import ORIGINS
from annotator.model.text import text_sha256
from annotator.services.codebook_json import read_codebook
from annotator.services.layer_reading import Against, read_layer

BOOK = {
    "format": "annotator-codebook", "version": 1, "title": "Small", "kinds": [
        {"id": "claim", "codes": [{"id": "harm", "codes": [{"id": "deaths"}]}], "attributes": [
            {"id": "mood", "type": "choice", "choices": ["asserted", "denied"]},
            {"id": "tags", "type": "choices", "choices": ["a", "b", "c"]},
            {"id": "sure", "type": "yes_no"}]},
        {"id": "source", "attributes": [{"id": "note", "type": "text"}]},
        {"id": "figure", "attributes": [
            {"id": "value", "type": "number"}, {"id": "as_of", "type": "date"}]},
    ],
}  # fmt: skip
TEXTS = {
    "a.txt": "\U0001f525\U0001f525 The quay burned, e\u0301 12 people \U0001f1ea\U0001f1f8 hurt."
    "\nPolice said so.",
    "b.txt": "\u0645\u062f\u064a\u0646\u0629 fire at the quay. 12 were hurt \u2013 none died.",
    "c.txt": "El muelle ardi\u00f3 el lunes; doce heridos, seg\u00fan la polic\u00eda. \U00010348",
    "elsewhere.txt": "A text of another story, with words enough to be tagged in it.",
}
STORY = {file: "other" if file == "elsewhere.txt" else "quay" for file in TEXTS}


def codebook() -> Codebook:
    """The codebook of all these layers."""
    return read_codebook(json.dumps(BOOK), "book.json")


def heads() -> list[ArticleHead]:
    """The articles of two stories; an article's id is not its file name."""
    return [
        ArticleHead(
            ArticleId(f"id-{file}"), StoryId(STORY[file]), position, f"Title of {file}", "", "", "",
            "", "", file, text_sha256(text), len(text),
        )
        for position, (file, text) in enumerate(TEXTS.items())
    ]  # fmt: skip


def read(document: object) -> LayerContent:
    """Read a document as Ana's layer."""
    layer = Layer(LayerId("layer"), "Ana", "coder", None)
    texts = {head.id: TEXTS[head.file] for head in heads()}
    return read_layer(document, layer, Against(heads(), texts.__getitem__, codebook()))


def listed(file: str, **more: object) -> dict[str, Any]:
    """An article as a layer lists it."""
    return {"id": file[0], "file": file, "sha256": text_sha256(TEXTS[file]), **more}


def piece(file: str, start: int, end: int) -> dict[str, Any]:
    """A piece with its quote."""
    return {"start": start, "end": end, "text": TEXTS[file][start:end]}


def marked(
    id_: str, file: str, kind: str, *bounds: tuple[int, int], **more: object
) -> dict[str, Any]:
    """A span as a layer has it."""
    pieces = [piece(file, start, end) for start, end in bounds]
    return {"id": id_, "article": file[0], "kind": kind, "pieces": pieces, **more}


def whole() -> dict[str, Any]:
    """A layer with every key of version 1."""
    return {
        "format": "annotator-layer", "version": 1, "coder": "Ana", "role": "coder",
        "codebook": {"version": 1, "sha256": None},
        "articles": [
            listed("a.txt", status="finished", round=1, stage="tag"),
            listed("b.txt", status="started", round=2, stage="link"),
            listed("c.txt", status="to do", round=1, stage="tag"),
            listed("elsewhere.txt", status="finished", round=1, stage="tag"),
        ],
        "spans": [
            marked("s1", "a.txt", "claim", (3, 18), (20, 24), code="deaths", memo="two \U0001f525",
                   attributes={"mood": "denied", "tags": ["c", "a"], "sure": False}, round=1,
                   origin="carried"),
            marked("s2", "a.txt", "source", (44, 50), code=None, memo="", attributes={"note": ""},
                   round=1, origin="hand"),
            marked("s3", "a.txt", "figure", (23, 25), code=None, memo="", round=1, origin="hand",
                   attributes={"value": 12, "as_of": "2026-11"}),
            marked("s4", "b.txt", "claim", (6, 22), code=None, attributes={}, memo="", round=2,
                   origin="suggested"),
            marked("s5", "b.txt", "claim", (24, 36), code="harm", attributes={}, memo="", round=2,
                   origin="hand"),
            marked("s6", "elsewhere.txt", "claim", (0, 6), code=None, attributes={}, memo="",
                   round=1, origin="hand"),
        ],
        "relations": [
            {"type": "attributes", "from": "s1", "to": "s2", "memo": "says"},
            {"type": "quantifies", "from": "s1", "to": "s3", "memo": ""},
        ],
        "clusters": [
            {"id": "c1", "gloss": "The fire", "memo": "m", "absent": ["c"], "members": [
                {"claim": "s1", "relation": "same", "origin": "hand"},
                {"claim": "s4", "relation": "same", "origin": "suggested"}]},
            {"id": "c2", "gloss": "", "memo": "", "absent": [], "members": [
                {"claim": "s5", "relation": "same", "origin": "hand"},
                {"claim": "s1", "relation": "contradicts", "origin": "hand"},
                {"claim": "s4", "relation": "partial", "origin": "carried"}]},
        ],
        "memos": [
            {"on": "article", "id": "b", "text": "on the article"},
            {"on": "span", "id": "s3", "text": "on the span"},
            {"on": "cluster", "id": "c2", "text": "on the cluster"},
            {"on": "project", "id": "", "text": "on everything"},
        ],
        "decisions": [
            {"item": "s1", "by": "L", "how": "adjudicated", "reason": "boundary", "note": "n"},
            {"item": "c1", "by": "M", "how": "unanimous", "reason": None, "note": ""},
        ],
        "x": {"mine": {"deep": [1, None, "\U0001f525"]}},
    }  # fmt: skip


def same_names(document: dict[str, Any]) -> dict[str, Any]:
    """The document with ids renamed by their order and lists sorted: what must be equal."""
    names = {
        a["id"]: f"article {a['sha256']} {a['round']} {a['stage']}" for a in document["articles"]
    }
    for span in document["spans"]:
        places = [(p["start"], p["end"]) for p in span["pieces"]]
        names[span["id"]] = f"{names[span['article']]} {span['kind']} {span['code']} {places}"
    for cluster in document["clusters"]:
        named = sorted((names[m["claim"]], m["relation"]) for m in cluster["members"])
        names[cluster["id"]] = f"cluster {named} {cluster['gloss']} {cluster['memo']}"

    def renamed(value: Any, key: str = "") -> Any:  # noqa: ANN401  any part of a JSON document
        if isinstance(value, dict):
            return {k: v if k == "x" else renamed(v, k) for k, v in value.items()}
        if isinstance(value, list):
            items = [renamed(item, key) for item in value]
            return items if key in ("pieces", "tags") else sorted(items, key=repr)
        named = key in ("id", "article", "claim", "from", "to", "item", "absent")
        return names.get(value, value) if named else value

    found: dict[str, Any] = renamed(document)
    return found


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Any layer: spans of one to three pieces anywhere, and links of every kind between them."""
    files = draw(st.lists(st.sampled_from(list(TEXTS)), min_size=1, unique=True))
    notes = st.text(max_size=4)
    articles = [
        listed(file, status=draw(st.sampled_from(STATUSES)), round=draw(st.integers(1, 3)),
               stage=draw(st.sampled_from(["tag", "link"])))
        for file in files
    ]  # fmt: skip
    rounds = {file: article["round"] for file, article in zip(files, articles, strict=True)}
    spans: dict[object, dict[str, Any]] = {}
    for _ in range(draw(st.integers(0, 8))):
        file = draw(st.sampled_from(files))
        cuts = sorted(draw(st.sets(st.integers(0, len(TEXTS[file])), min_size=2, max_size=6)))
        bounds = list(zip(cuts[::2], cuts[1::2], strict=False))
        kind = draw(st.sampled_from(["claim", "claim", "source", "figure"]))
        span = marked(
            f"s{len(spans)}", file, kind, *bounds, memo=draw(notes), round=rounds[file],
            origin=draw(st.sampled_from(ORIGINS)),
            code=draw(st.sampled_from([None, "harm", "deaths"])) if kind == "claim" else None,
            attributes=draw(ATTRIBUTES[kind]),
        )  # fmt: skip
        spans.setdefault((file, kind, span["code"], tuple(bounds)), span)
    return {
        "format": "annotator-layer", "version": 1, "coder": "Ana", "role": "coder",
        "codebook": {"version": 1, "sha256": None}, "articles": articles,
        "spans": list(spans.values()), "relations": draw(relations_of(list(spans.values()))),
        "clusters": draw(clusters_of(list(spans.values()), files)),
        "memos": draw(st.lists(st.builds(
            lambda text, file: {"on": "article", "id": file[0], "text": text},
            notes, st.sampled_from(files)), max_size=2)),
        "decisions": [
            {"item": span["id"], "by": draw(notes), "how": draw(st.sampled_from(HOWS)),
             "reason": draw(st.none() | notes), "note": draw(notes)}
            for span in list(spans.values())[:2]
        ],
        "x": draw(st.dictionaries(notes, st.integers() | notes, max_size=2)),
    }  # fmt: skip


ATTRIBUTES = {
    "claim": st.fixed_dictionaries(
        {},
        optional={
            "mood": st.sampled_from(["asserted", "denied"]),
            "tags": st.lists(st.sampled_from("abc"), unique=True),
            "sure": st.booleans(),
        },
    ),
    "source": st.fixed_dictionaries({}, optional={"note": st.text(max_size=4)}),
    "figure": st.fixed_dictionaries(
        {},
        optional={
            "value": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
            "as_of": st.dates().map(str),
        },
    ),
}


@st.composite
def relations_of(draw: st.DrawFn, spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Relations that can hold between some of the spans, each once."""
    possible = [
        {"type": type_, "from": one["id"], "to": other["id"], "memo": ""}
        for one in spans
        for other in spans
        for type_, ends in RELATION_ENDS.items()
        if (one["kind"], other["kind"]) == ends
        and one["article"] == other["article"]
        and one is not other
    ]
    return [relation for relation in possible if draw(st.booleans())]


@st.composite
def clusters_of(
    draw: st.DrawFn, spans: list[dict[str, Any]], files: list[str]
) -> list[dict[str, Any]]:
    """Clusters inside one story; a claim is same in one of them at most."""
    here = [file[0] for file in files if STORY[file] == "quay"]
    claims = [s for s in spans if s["kind"] == "claim" and s["article"] in here]
    cuts = [0, *sorted(draw(st.sets(st.integers(0, len(claims)), max_size=3))), len(claims)]
    found = []
    for number, (first, last) in enumerate(pairwise(cuts)):
        same, others = claims[first:last], claims[:first] + claims[last:]
        members = [{"claim": s["id"], "relation": "same", "origin": "hand"} for s in same]
        members += [
            {"claim": s["id"], "relation": draw(st.sampled_from(["partial", "contradicts"])),
             "origin": draw(st.sampled_from(ORIGINS))}
            for s in others if draw(st.booleans())
        ]  # fmt: skip
        taken = {s["article"] for s in same}
        absent = [file for file in here if file not in taken and draw(st.booleans())]
        if members or absent:
            gloss = f"{number} {draw(st.text(max_size=3))}"
            found.append({"id": f"c{number}", "gloss": gloss, "memo": "", "members": members,
                          "absent": absent})  # fmt: skip
    return found
