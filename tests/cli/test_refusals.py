from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_world import Ran, Run, filled_project, layer, runner, span, write_layer

from annotator.app.project import open_for_writing

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    return filled_project(run, tmp_path)


def refused(ran: Ran, *named: str) -> None:
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.endswith(".\n")
    for words in named:
        assert words in ran.err


def wrong_quote(document: dict[str, Any]) -> None:
    document["spans"][1]["pieces"][0]["text"] = "the harbour"


def past_the_end(document: dict[str, Any]) -> None:
    document["spans"][0]["pieces"][0].update(end=99_999, text=None)


def same_twice(document: dict[str, Any]) -> None:
    document["clusters"][1]["members"].append({"claim": "s1", "relation": "same"})


LAYERS: dict[str, tuple[Change, str]] = {
    "an unknown key at the top": (lambda d: d.update(colour="red"), "colour"),
    "an unknown key in a span": (lambda d: d["spans"][3].update(tag="x"), "spans[3].tag"),
    "an unknown key in a piece": (
        lambda d: d["spans"][2]["pieces"][1].update(note=""),
        "spans[2].pieces[1].note",
    ),
    "an undeclared attribute": (
        lambda d: d["spans"][0]["attributes"].update(mood="calm"),
        "spans[0].attributes.mood",
    ),
    "a value that is no choice": (
        lambda d: d["spans"][0]["attributes"].update(modality="sung"),
        "spans[0].attributes.modality",
    ),
    "a kind the codebook lacks": (lambda d: d["spans"][0].update(kind="joke"), "spans[0].kind"),
    "a quote that does not match": (wrong_quote, "spans[1].pieces[0].text"),
    "an offset past the end": (past_the_end, "spans[0].pieces"),
    "a claim in two same clusters": (same_twice, "«s1»"),
    "an article that is not there": (
        lambda d: d["articles"][0].update(sha256="0" * 64),
        "articles[0]",
    ),
    "a missing key": (lambda d: d.pop("spans"), "spans"),
    "a relation to nothing": (lambda d: d["relations"][0].update(to="s99"), "relations[0].to"),
    "a newer version": (lambda d: d.update(version=2), "version"),
}


@pytest.mark.parametrize("fault", LAYERS)
def test_a_faulty_layer_is_refused_by_its_path_and_changes_nothing(
    run: Run, project: Path, fault: str
) -> None:
    change, place = LAYERS[fault]
    document = layer()
    change(document)
    before = project.read_bytes()
    ran = run("load", project, write_layer(project.parent, document), "--coder", "A")
    refused(ran, "layer.json", place)
    assert project.read_bytes() == before


def test_a_layer_that_exists_is_refused_and_stays(run: Run, project: Path) -> None:
    source = write_layer(project.parent, layer())
    run("load", project, source, "--coder", "A")
    before = project.read_bytes()
    source = write_layer(project.parent, {**layer(), "spans": [], "relations": []})
    refused(run("load", project, source, "--coder", "A"), "layer.json")
    source = write_layer(project.parent, layer())
    refused(run("load", project, source, "--coder", "A"), "«A» already", "--replace")
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{", "is not JSON"),
        ("[]", "an object is expected"),
        ('{"format": "annotator-layer", "format": "x"}', "«format» is given twice"),
        ("", "is empty"),
    ],
)
def test_a_layer_file_that_is_no_layer_is_refused(
    run: Run, project: Path, content: str, named: str
) -> None:
    source = project.parent / "layer.json"
    source.write_text(content, "utf-8")
    refused(run("load", project, source, "--coder", "A"), "layer.json", named)


@pytest.mark.parametrize("command", ["status", "articles", "check", "agreement"])
def test_what_is_no_project_is_refused(run: Run, tmp_path: Path, command: str) -> None:
    text = tmp_path / "notes.annotator"
    text.write_text("Only some notes, and enough of them to look like a file.\n" * 20, "utf-8")
    refused(run(command, text), "notes.annotator")
    other = tmp_path / "other.annotator"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    refused(run(command, other), "not an Annotator project")
    refused(run(command, tmp_path / "none.annotator"), "none.annotator")


def test_a_project_of_a_newer_program_is_refused(run: Run, project: Path) -> None:
    connection = sqlite3.connect(project)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()
    before = project.read_bytes()
    for command in (["status"], ["import", *(project.parent / "texts").iterdir()]):
        refused(run(command[0], project, *command[1:]), "newer Annotator", "999")
    assert project.read_bytes() == before


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only to this user"
)
def test_a_read_only_place_is_refused_for_writing_and_open_for_reading(
    run: Run, project: Path
) -> None:
    project.parent.chmod(0o555)
    try:
        refused(run("load", project, "x.json", "--coder", "A"), "read-only")
        assert run("status", project).status == 0
    finally:
        project.parent.chmod(0o755)


def test_writing_is_refused_while_the_window_has_the_project(run: Run, project: Path) -> None:
    source = write_layer(project.parent, layer())
    before = project.read_bytes()
    with open_for_writing(project):
        refused(run("load", project, source, "--coder", "A"), "open in another window")
        refused(run("import", project, project.parent / "texts"), "open in another window")
        assert run("status", project).status == 0
    assert project.read_bytes() == before


def test_a_damaged_project_is_listed_fault_by_fault(run: Run, project: Path) -> None:
    run("load", project, write_layer(project.parent, layer()), "--coder", "A")
    connection = sqlite3.connect(project)
    connection.execute("UPDATE piece SET quote = 'else' WHERE quote = 'the port'")
    connection.execute("UPDATE text SET body = body || 'x' WHERE body LIKE '%testigo%'")
    connection.commit()
    connection.close()
    ran = run("check", project, "--json")
    found = ran.document()
    assert (ran.status, found["sound"], len(found["faults"])) == (1, False, 3)
    lines = run("check", project)
    assert lines.status == 1
    assert lines.out.splitlines() == found["faults"]


def test_a_statistic_that_is_off_is_told_with_status_1(run: Run, tmp_path: Path) -> None:
    case = {
        "id": "c1",
        "measure": "percent_agreement",
        "input": {"coders": [["a", "b"], ["a", "a"]]},
        "params": {},
        "expected": 0.9,
        "tolerance": 0.001,
    }
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps({"cases": [case]}), "utf-8")
    ran = run("verify", cases, "--json")
    assert (ran.status, ran.document()["off"]) == (1, 1)
    assert run("verify", cases).status == 1
    cases.write_text('{"tables": []}', "utf-8")
    refused(run("verify", cases), "cases.json")


def bad_files(folder: Path) -> dict[str, Path]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "print.txt").write_bytes(b"%PDF-1.7\n...")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(21 * 1024 * 1024)
    return {path.stem: path for path in folder.glob("*.txt")}


@pytest.mark.parametrize("bad", ["empty", "blank", "binary", "print", "huge"])
def test_a_file_that_is_no_article_stops_the_whole_import(
    run: Run, project: Path, bad: str
) -> None:
    folder = project.parent / "bad"
    folder.mkdir()
    good = project.parent / "good.txt"
    good.write_text("A new text, and a good one.\n", "utf-8")
    before = project.read_bytes()
    refused(run("import", project, good, bad_files(folder)[bad]), f"{bad}.txt")
    assert project.read_bytes() == before


def test_the_same_file_is_not_imported_twice(run: Run, project: Path) -> None:
    before = project.read_bytes()
    refused(run("import", project, project.parent / "texts" / "harbour.txt"), "harbour.txt")
    new = project.parent / "new.txt"
    new.write_text("Another text.\n", "utf-8")
    refused(run("import", project, new, new), "new.txt")
    assert project.read_bytes() == before


METADATA = {
    "an unknown column": ("file,colour\nharbour.txt,red\n", "colour"),
    "an article that is not there": ("file,outlet\nnone.txt,X\n", "none.txt"),
    "a date that is none": ("file,date\nharbour.txt,yesterday\n", "yesterday"),
    "no column that names the article": ("outlet\nX\n", "no column"),
}


@pytest.mark.parametrize("fault", METADATA)
def test_a_faulty_table_changes_nothing(run: Run, project: Path, fault: str) -> None:
    content, named = METADATA[fault]
    table = project.parent / "meta.csv"
    table.write_text(content, "utf-8")
    before = project.read_bytes()
    refused(run("articles", project, "--set", table), "meta.csv", named)
    assert project.read_bytes() == before


def test_other_refusals_name_what_is_wrong(run: Run, project: Path) -> None:
    here = project.parent
    target = here / "taken.json"
    target.write_text("mine", "utf-8")
    run("load", project, write_layer(here, layer()), "--coder", "A")
    refused(run("new", project), "p.annotator exists already")
    refused(run("new", here / "no" / "p"), "There is no folder")
    refused(run("dump", project, "--layer", "Z"), "«Z»", "A")
    refused(run("dump", project, "--layer", "A", "-o", target), "taken.json exists already")
    assert target.read_text("utf-8") == "mine"
    refused(run("export", project, "--format", "docx", "-o", here / "x"), "«docx»", "jsonl")
    refused(run("agreement", project), "two layers")
    refused(run("agreement", project, "--layers", "A,A"), "A")
    refused(run("import", project, here / "none.txt"), "none.txt")
    refused(run("load", project, here / "none.json", "--coder", "A"), "none.json")
    refused(run("load", project, here / "none.json", "--coder", "gold"), "gold")


def test_agreement_needs_articles_that_both_have_finished(run: Run, project: Path) -> None:
    for coder in "AB":
        document = layer()
        for article in document["articles"]:
            article["status"] = "started"
        run("load", project, write_layer(project.parent, document), "--coder", coder)
    refused(run("agreement", project), "No article is finished")


def test_a_second_span_over_the_same_words_is_refused(run: Run, project: Path) -> None:
    document = layer()
    document["spans"].append(span("s7", "harbour.txt", "source", "the port"))
    ran = run("load", project, write_layer(project.parent, document), "--coder", "A")
    refused(ran, "spans[6]")
