"""A small world for the command line: invented texts, a layer over them, and a way to run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.text import text_sha256

TEXTS = {
    "harbour.txt": "Crane falls in Norholm\n\nA crane fell on Monday, the port said. Three people "
    "were hurt, the port said. Work stops until Friday.\n",
    "puerto.txt": "Cae una grúa en Norholm 🏗️\n\nUna grúa cayó el lunes. Según un testigo, hubo "
    "cuatro heridos\u00a0leves. El puerto sigue cerrado y los vecinos piden una explicación.\n",
}


@dataclass(frozen=True)
class Ran:
    """What a run of the program left: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    def document(self) -> Any:  # noqa: ANN401  it is any JSON value
        """Return the one JSON document that stdout must be."""
        return json.loads(self.out)


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program in this process with the arguments it is given."""

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return run


def write_texts(folder: Path) -> list[Path]:
    """Write the invented texts as files and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in TEXTS]


def filled_project(run: Run, folder: Path) -> Path:
    """Make a project with the invented articles as one story."""
    project = folder / "p.annotator"
    assert run("new", project).status == 0
    imported = run("import", project, *write_texts(folder / "texts"), "--story", "Crane")
    assert imported.status == 0, imported.err
    return project


def write_layer(folder: Path, document: object, name: str = "layer.json") -> Path:
    """Write a layer document into a file."""
    path = folder / name
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def span(id_: str, file: str, kind: str, *quotes: str, **more: object) -> dict[str, Any]:
    """Return a span over the first place of each quote."""
    text = TEXTS[file]
    pieces = [{"start": text.index(q), "end": text.index(q) + len(q), "text": q} for q in quotes]
    return {
        "id": id_, "article": file, "kind": kind, "pieces": pieces, "code": None,
        "attributes": {}, "memo": "", "round": 1, "origin": "hand", **more,
    }  # fmt: skip


def layer() -> dict[str, Any]:
    """Return a layer that has something under every key of layer JSON."""
    return {
        "format": "annotator-layer",
        "version": 1,
        "coder": "A",
        "role": "coder",
        "codebook": {"version": 1, "sha256": None},
        "articles": [
            {"id": file, "file": file, "sha256": text_sha256(text), "status": "finished",
             "round": 1, "stage": "tag"}
            for file, text in TEXTS.items()
        ],
        "spans": [
            span("s1", "harbour.txt", "claim", "A crane fell on Monday",
                 attributes={"modality": "asserted"}, memo="the lead"),
            span("s2", "harbour.txt", "source", "the port"),
            span("s3", "harbour.txt", "claim", "Three people", "were hurt"),
            span("s4", "harbour.txt", "figure", "Three", attributes={"value": 3, "unit": "people"}),
            span("s5", "puerto.txt", "claim", "Una grúa cayó el lunes", origin="suggested"),
            span("s6", "puerto.txt", "claim", "hubo cuatro heridos\u00a0leves"),
        ],
        "relations": [
            {"type": "attributes", "from": "s1", "to": "s2", "memo": ""},
            {"type": "quantifies", "from": "s3", "to": "s4", "memo": "hurt"},
        ],
        "clusters": [
            {"id": "c1", "gloss": "A crane fell", "memo": "", "absent": [],
             "members": [{"claim": "s1", "relation": "same", "origin": "hand"},
                         {"claim": "s5", "relation": "same", "origin": "carried"}]},
            {"id": "c2", "gloss": "", "memo": "numbers differ", "absent": ["puerto.txt"],
             "members": [{"claim": "s3", "relation": "same", "origin": "hand"},
                         {"claim": "s6", "relation": "contradicts", "origin": "hand"}]},
        ],
        "memos": [{"on": "article", "id": "puerto.txt", "text": "a local paper"},
                  {"on": "project", "id": "", "text": "pilot"}],
        "decisions": [{"item": "s1", "by": "L", "how": "adjudicated", "reason": None,
                       "note": "kept"}],
        "x": {"mine": [1, {"two": "2"}]},
    }  # fmt: skip


def without_ids(document: dict[str, Any]) -> dict[str, Any]:
    """Return a layer document with every id replaced by what it stands for, lists in order."""
    articles = {a["id"]: [a["sha256"], a["file"]] for a in document["articles"]}
    spans = {
        s["id"]: [articles[s["article"]], s["kind"], s["pieces"], s["code"]]
        for s in document["spans"]
    }
    clusters = {
        c["id"]: sorted(json.dumps(spans[m["claim"]]) for m in c["members"])
        for c in document["clusters"]
    }
    named = {"article": articles, "span": spans, "cluster": clusters, "project": {"": []}}
    return {
        **document,
        "articles": _sorted([{**a, "id": None} for a in document["articles"]]),
        "spans": _sorted(
            [{**s, "id": None, "article": articles[s["article"]]} for s in document["spans"]]
        ),
        "relations": _sorted(
            [{**r, "from": spans[r["from"]], "to": spans[r["to"]]} for r in document["relations"]]
        ),
        "clusters": _sorted(
            [
                {
                    **c,
                    "id": None,
                    "members": _sorted([{**m, "claim": spans[m["claim"]]} for m in c["members"]]),
                    "absent": _sorted([articles[a] for a in c["absent"]]),
                }
                for c in document["clusters"]
            ]
        ),
        "memos": _sorted([{**m, "id": named[m["on"]][m["id"]]} for m in document["memos"]]),
        "decisions": _sorted(
            [{**d, "item": (spans | clusters)[d["item"]]} for d in document["decisions"]]
        ),
    }


def _sorted(items: list[Any]) -> list[Any]:
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
