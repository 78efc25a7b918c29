from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from cli_world import (
    TEXTS,
    Run,
    filled_project,
    layer,
    runner,
    span,
    without_ids,
    write_layer,
    write_texts,
)

from annotator.model.text import canonical, text_sha256

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    return filled_project(run, tmp_path)


def second_layer() -> dict[str, Any]:
    document = layer()
    document["coder"] = "B"
    document["spans"][2] = span("s3", "harbour.txt", "claim", "Three people were hurt")
    document["clusters"][0]["members"].pop()
    return document


def test_a_new_project_gets_the_extension_and_is_found_without_it(run: Run, tmp_path: Path) -> None:
    made = run("new", tmp_path / "study", "--title", "My study")
    assert (made.status, made.out) == (0, f"Made {tmp_path / 'study.annotator'}.\n")
    status = run("status", tmp_path / "study", "--json").document()
    assert (status["title"], status["articles"], status["layers"]) == ("My study", 0, [])


def test_a_new_project_takes_the_codebook_it_is_given(run: Run, tmp_path: Path) -> None:
    codebook = tmp_path / "book.json"
    kinds = [{"id": "claim", "name": "Claim"}, {"id": "quote", "name": "Quote"}]
    codebook.write_text(
        json.dumps({"format": "annotator-codebook", "version": 1, "kinds": kinds}), "utf-8"
    )
    assert run("new", tmp_path / "p.annotator", "--codebook", codebook).status == 0
    assert run("import", tmp_path / "p.annotator", *write_texts(tmp_path / "t")).status == 0
    document = {**layer(), "spans": [span("s1", "harbour.txt", "quote", "the port said")]}
    for key in ("relations", "clusters", "decisions"):
        document[key] = []
    loaded = run("load", tmp_path / "p", write_layer(tmp_path, document), "--coder", "A")
    assert loaded.status == 0, loaded.err


def test_import_says_in_json_what_became_of_each_file(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "p.annotator")
    ran = run(
        "import", tmp_path / "p.annotator", *write_texts(tmp_path / "t"), "--story", "S", "--json"
    )
    articles = ran.document()["articles"]
    assert [article["file"] for article in articles] == list(TEXTS)
    assert [article["sha256"] for article in articles] == [text_sha256(t) for t in TEXTS.values()]
    assert [article["characters"] for article in articles] == [len(t) for t in TEXTS.values()]
    assert [article["language"] for article in articles] == ["en", "es"]
    assert set(articles[0]) == {
        "id", "file", "story", "title", "language", "encoding", "encoding_guessed", "characters",
        "replaced", "sha256", "notices",
    }  # fmt: skip


def test_a_guessed_encoding_is_told_on_stderr(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "p.annotator")
    old = tmp_path / "old.txt"
    old.write_bytes("La grúa cayó.\n".encode("cp1252"))
    ran = run("import", tmp_path / "p.annotator", old)
    assert "old.txt is not UTF-8; it was read as cp1252" in ran.err
    assert "cp1252" not in ran.err.replace(ran.err.splitlines()[0], "")
    second = tmp_path / "second.txt"
    second.write_bytes("Łódź czeka.\n".encode("iso-8859-2"))
    ran = run("import", tmp_path / "p.annotator", second, "--encoding", "iso-8859-2", "--json")
    (article,) = ran.document()["articles"]
    assert (article["encoding"], article["encoding_guessed"]) == ("iso-8859-2", False)


def test_the_same_text_under_another_name_comes_in_with_a_notice(run: Run, project: Path) -> None:
    copy = project.parent / "wire.txt"
    copy.write_text(TEXTS["harbour.txt"], encoding="utf-8", newline="")
    ran = run("import", project, copy)
    assert ran.status == 0
    assert "wire.txt has the same text as harbour.txt" in ran.err


def test_metadata_comes_with_the_import_and_can_be_changed_later(run: Run, tmp_path: Path) -> None:
    project, texts = tmp_path / "p.annotator", write_texts(tmp_path / "t")
    run("new", project)
    table = tmp_path / "meta.csv"
    table.write_text("file,story,outlet,date\npuerto.txt,Crane,La Rada,2026-02-03\n", "utf-8")
    assert run("import", project, *texts, "--meta", table, "--story", "Crane").status == 0
    table.write_text("file,outlet,author\nharbour.txt,Norholm Mail,Åse Berg\n", "utf-8")
    ran = run("articles", project, "--set", table, "--json")
    first, second = ran.document()
    assert (first["outlet"], first["author"], first["date"]) == ("Norholm Mail", "Åse Berg", "")
    assert (second["outlet"], second["story"], second["date"]) == ("La Rada", "Crane", "2026-02-03")
    assert set(first) == {
        "id", "story", "title", "outlet", "language", "date", "url", "author", "characters",
        "sha256", "file", "regions",
    }  # fmt: skip
    assert ran.err == "Changed 1 article.\n"


def test_the_list_of_articles_is_aligned(run: Run, project: Path) -> None:
    header, *rows = run("articles", project).out.splitlines()
    column = header.index("characters") + len("characters")
    assert [row[:column].split()[-1] for row in rows] == [str(len(t)) for t in TEXTS.values()]
    assert all(row[column] == " " for row in rows)


def test_dump_is_the_inverse_of_load(run: Run, project: Path, tmp_path: Path) -> None:
    source = write_layer(tmp_path, layer())
    assert run("load", project, source, "--coder", "A").status == 0
    dumped = run("dump", project, "--layer", "A").document()
    assert without_ids(dumped) == without_ids(layer())


@pytest.mark.parametrize("role", ["gold", "key", "units"])
def test_special_layers_are_loaded_by_their_role(run: Run, project: Path, role: str) -> None:
    source = write_layer(project.parent, layer())
    assert run("load", project, source, "--layer", role).status == 0
    target = project.parent / "out.json"
    ran = run("dump", project, "--layer", role, "-o", target)
    assert (ran.status, ran.out) == (0, "")
    dumped = json.loads(target.read_text("utf-8"))
    assert (dumped["role"], len(dumped["spans"])) == (role, 6)


def test_a_layer_is_replaced_only_when_asked(run: Run, project: Path) -> None:
    source = write_layer(project.parent, layer())
    assert run("load", project, source, "--coder", "A").status == 0
    assert run("load", project, source, "--coder", "A").status == 1
    fewer = {**layer(), "clusters": [], "decisions": []}
    source = write_layer(project.parent, fewer)
    assert run("load", project, source, "--coder", "A", "--replace").status == 0
    assert run("dump", project, "--layer", "A").document()["clusters"] == []


def test_status_counts_every_layer(run: Run, project: Path) -> None:
    run("load", project, write_layer(project.parent, layer()), "--coder", "A")
    (found,) = run("status", project, "--json").document()["layers"]
    assert found["spans"] == {"claim": 4, "source": 1, "figure": 1}
    assert (found["finished"], found["relations"], found["clusters"]) == (2, 2, 2)
    assert "coder" in run("status", project).out


def test_agreement_is_one_document_and_readable_text(run: Run, project: Path) -> None:
    for coder, document in (("A", layer()), ("B", second_layer())):
        run("load", project, write_layer(project.parent, document), "--coder", coder)
    report = run("agreement", project, "--layers", "A,B", "--seed", "7", "--json").document()
    assert (report["layers"], report["articles"], report["seed"]) == (["A", "B"], 2, 7)
    assert report["finding"]["source"]["u_alpha"]["value"] == 1.0
    assert report["finding"]["claim"]["n"] == [4, 4]
    text = run("agreement", project).out
    assert [line for line in text.splitlines() if line and not line.startswith(" ")][1:4] == [
        "Finding passages",
        "Describing them",
        "Linking claims",
    ]
    assert "1.000" in text
    assert "all values are equal, so reliability cannot be shown" in text
    assert "Intervals are not computed yet" in text


def test_exports_are_written_with_and_without_text(run: Run, project: Path) -> None:
    run("load", project, write_layer(project.parent, layer()), "--coder", "A")
    lines = project.parent / "all.jsonl"
    assert run("export", project, "--format", "jsonl", "-o", lines).status == 0
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    texts = [record["text"] for record in records if record["record"] == "article"]
    assert texts == list(TEXTS.values())
    folder = project.parent / "tables"
    ran = run(
        "export", project, "--format", "csv", "--layer", "A", "--no-text", "-o", folder
    )  # fmt: skip
    assert sorted(Path(line).name for line in ran.out.splitlines()) == sorted(
        path.name for path in folder.iterdir()
    )
    with (folder / "spans.csv").open(encoding="utf-8", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == [""] * 6
    assert "grúa" not in (folder / "spans.csv").read_text("utf-8")


def test_every_format_listed_can_be_written(run: Run, project: Path) -> None:
    listed = run("formats", "--json").document()
    for known in listed:
        target = project.parent / f"export-{known['name']}"
        assert run("export", project, "--format", known["name"], "-o", target).status == 0
        assert target.exists()
    assert [known["name"] for known in listed] == ["jsonl", "csv"]


def test_a_sound_project_and_right_statistics_are_said_to_be(run: Run, project: Path) -> None:
    checked = run("check", project, "--json")
    assert (checked.status, checked.document()["faults"]) == (0, [])
    verified = run("verify", "--json")
    found = verified.document()
    assert (verified.status, found["off"]) == (0, 0)
    assert found["ok"] >= 40


def test_readers_do_not_change_the_file(run: Run, project: Path) -> None:
    run("load", project, write_layer(project.parent, layer()), "--coder", "A")
    before = project.read_bytes()
    for arguments in (["status"], ["articles"], ["check"], ["dump", "--layer", "A"]):
        assert run(arguments[0], project, *arguments[1:]).status == 0
    assert project.read_bytes() == before
    assert sorted(p.name for p in project.parent.glob("p.annotator*")) == ["p.annotator"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")
def test_the_seed_articles_come_in_as_one_story_unchanged(run: Run, tmp_path: Path) -> None:
    project, files = tmp_path / "p.annotator", sorted(SEEDS.glob("*.txt"))
    run("new", project)
    assert run("import", project, *files, "--story", "Seeds").status == 0
    listed = run("articles", project, "--json").document()
    assert len(listed) == len(files) == 5
    assert {article["story"] for article in listed} == {"Seeds"}
    for article, file in zip(listed, files, strict=True):
        text = canonical(file.read_bytes().decode("utf-8")).text
        assert (article["file"], article["sha256"]) == (file.name, text_sha256(text))
        assert article["characters"] == len(text)
    assert run("check", project).status == 0
