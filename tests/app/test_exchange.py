from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from layer_documents import TEXTS, same_names, whole
from made_projects import made, refused, state, steps

from annotator.app.exchange import dump_layer, export, load_layer
from annotator.app.importing import describe_articles
from annotator.app.project import Project, make_project
from annotator.model.layer import ROLES, Role
from annotator.store import integrity

BOOK = Path(__file__).resolve().parents[2] / "resources" / "codebooks" / "news-claims.json"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = made(tmp_path, TEXTS)
    table = tmp_path / "set.csv"
    table.write_text("file,story\nelsewhere.txt,Other\n", encoding="utf-8")
    describe_articles(project, table)
    return project


def document() -> dict[str, Any]:
    """The whole layer with what the default codebook declares."""
    found = whole()
    for span in found["spans"]:
        span |= {"code": None, "attributes": {"tense": "past"} if span["kind"] == "claim" else {}}
    return found


def file(tmp_path: Path, document: object) -> Path:
    path = tmp_path / "layer.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_load_then_dump_gives_the_same_layer(project: Project, tmp_path: Path) -> None:
    loaded = load_layer(project, file(tmp_path, document()), "Ana")
    dumped = json.loads(dump_layer(project, "Ana"))
    assert same_names(dumped) == same_names(document())
    assert project.content("Ana") == loaded
    assert integrity.faults(project.file.db) == []
    load_layer(project, file(tmp_path, dumped), "Bo")
    again = json.loads(dump_layer(project, "Bo"))
    assert same_names(again | {"coder": "Ana"}) == same_names(document())


@pytest.mark.parametrize("role", ROLES[1:])
def test_special_layers_are_named_by_their_role(
    project: Project, tmp_path: Path, role: Role
) -> None:
    loaded = load_layer(project, file(tmp_path, document()), "", role)
    assert (loaded.layer.name, loaded.layer.role, loaded.layer.coder) == (role, role, None)
    assert json.loads(dump_layer(project, role))["role"] == role


def test_a_coder_who_is_replaced_is_the_same_coder(project: Project, tmp_path: Path) -> None:
    first = load_layer(project, file(tmp_path, document()), "Ana")
    empty = document() | {
        "spans": [],
        "relations": [],
        "clusters": [],
        "memos": [],
        "decisions": [],
    }
    second = load_layer(project, file(tmp_path, empty), " Ana ", replacing=True)
    assert first.layer.coder == second.layer.coder
    assert project.content("Ana").spans == ()
    project.undo()
    assert project.content("Ana").spans == first.spans


def with_code(found: dict[str, Any]) -> None:
    found["spans"][0]["code"] = "deaths"


def with_version(found: dict[str, Any]) -> None:
    found["codebook"]["version"] = 2


def with_another_book(found: dict[str, Any]) -> None:
    found["codebook"]["sha256"] = "0" * 64


def with_a_wrong_quote(found: dict[str, Any]) -> None:
    found["spans"][5]["pieces"][0]["text"] = "B text"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_code, "layer.json: spans[0].code"),
        (with_version, "layer.json: codebook.version: the project has no codebook version 2"),
        (with_another_book, "layer.json: codebook.sha256"),
        (with_a_wrong_quote, "layer.json: spans[5].pieces[0].text"),
    ],
)
@pytest.mark.parametrize("replacing", [True, False])
def test_a_faulty_layer_leaves_the_project_as_it_was(
    project: Project,
    tmp_path: Path,
    change: Callable[[dict[str, Any]], None],
    words: str,
    *,
    replacing: bool,
) -> None:
    if replacing:
        load_layer(project, file(tmp_path, document()), "Ana")
    before = state(project), steps(project)
    found = document()
    change(found)
    with refused(words):
        load_layer(project, file(tmp_path, found), "Ana", replacing=replacing)
    assert (state(project), steps(project)) == before


def test_a_layer_that_exists_is_not_overwritten(project: Project, tmp_path: Path) -> None:
    load_layer(project, file(tmp_path, document()), "Ana")
    before = state(project), steps(project)
    with refused("has a layer \u00abAna\u00bb already", "--replace"):
        load_layer(project, file(tmp_path, document()), "Ana")
    assert (state(project), steps(project)) == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b'{"a": "caf\xe9"}', "is not UTF-8, as JSON is (byte 10)"),
        (b"\xff\xfe{\0}\0", "is not UTF-8"),
        (b"SQLite format 3\0", "is not JSON"),
    ],
)
def test_what_is_no_json_is_no_layer(
    project: Project, tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "layer.json"
    path.write_bytes(data)
    with refused("layer.json", words):
        load_layer(project, path, "Ana")
    with refused("cannot be read"):
        load_layer(project, tmp_path / "none.json", "Ana")
    with refused("cannot be called"):
        load_layer(project, file(tmp_path, document()), "Gold")


def test_a_layer_with_a_byte_order_mark_is_read(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "layer.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(document()).encode())
    assert len(load_layer(project, path, "Ana").spans) == 6


def test_a_layer_that_is_not_there_is_refused_with_those_that_are(
    project: Project, tmp_path: Path
) -> None:
    load_layer(project, file(tmp_path, document()), "Ana")
    with refused("no layer \u00abBo\u00bb", "the layers are: Ana"):
        dump_layer(project, "Bo")


def test_an_export_overwrites_nothing(project: Project, tmp_path: Path) -> None:
    load_layer(project, file(tmp_path, document()), "Ana")
    target = tmp_path / "out.jsonl"
    assert export(project, "jsonl", target) == [target]
    with refused("out.jsonl", "exists already"):
        export(project, "jsonl", target)
    with refused("project.annotator", "exists already"):
        export(project, "jsonl", project.path)
    folder = tmp_path / "tables"
    written = export(project, "csv", folder, ["Ana"])
    assert sorted(path.name for path in written) == [
        "articles.csv", "clusters.csv", "codings.csv", "manifest.json", "relations.csv",
        "spans.csv",
    ]  # fmt: skip
    (folder / "articles.csv").unlink()
    with refused("exists already"):
        export(project, "csv", folder)
    assert not (folder / "articles.csv").exists()  # what was written before the refusal is gone
    assert (folder / "spans.csv").stat().st_size > 0


def test_an_export_says_what_is_wrong(project: Project, tmp_path: Path) -> None:
    with refused("no export format \u00abxml\u00bb", "jsonl, csv"):
        export(project, "xml", tmp_path / "out")
    with refused("no layer \u00abZoe\u00bb"):
        export(project, "jsonl", tmp_path / "out", ["Zoe"])
    (tmp_path / "flat").write_text("", encoding="utf-8")
    with refused("flat"):
        export(project, "csv", tmp_path / "flat" / "deeper")
    assert not (tmp_path / "out").exists()


def test_an_export_of_no_layer_has_the_articles(project: Project, tmp_path: Path) -> None:
    (path,) = export(project, "jsonl", tmp_path / "out.jsonl", [])
    lines = path.read_bytes().decode().split("\n")
    assert [json.loads(line)["record"] for line in lines if line].count("article") == len(TEXTS)


def test_a_new_project_has_the_codebook_it_was_given(tmp_path: Path) -> None:
    with make_project(tmp_path / "new", codebook=BOOK.with_name("minimal.json")) as project:
        assert project.path.name == "new.annotator"
        assert project.title == "new"
        assert [kind.id for kind in project.codebook.kinds] == ["claim", "source", "figure"]
        assert not project.codebook.kinds[0].attributes
        assert project.next_undo() is not None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{}", "format"),
        (b"caf\xe9", "is not UTF-8"),
        (b'{"format": "annotator-codebook", "version": 1, "kinds": []}', "at least one kind"),
    ],
)
def test_a_faulty_codebook_leaves_no_project_behind(
    tmp_path: Path, data: bytes, words: str
) -> None:
    book = tmp_path / "book.json"
    book.write_bytes(data)
    with refused(words):
        make_project(tmp_path / "new", codebook=book)
    with refused("cannot be read"):
        make_project(tmp_path / "new", codebook=tmp_path / "none.json")
    assert [path.name for path in tmp_path.iterdir()] == ["book.json"]


def test_a_new_project_is_not_made_over_another(project: Project) -> None:
    before = state(project)
    with refused("project.annotator exists already"):
        make_project(project.path)
    assert state(project) == before
