from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import types
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from cli_world import Ran, Run, filled_project, layer, runner, write_layer

from annotator import system_libraries
from annotator.__main__ import main
from annotator.app.resources import resource_path
from annotator.cli.command_line import command_for, commands
from annotator.cli.launching import window

HEAVY = ("numpy", "scipy", "sqlite_utils", "py3langid", "sentencex")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    project = filled_project(run, tmp_path)
    run("load", project, write_layer(tmp_path, layer()), "--coder", "A")
    run("load", project, write_layer(tmp_path, layer()), "--coder", "B")
    return project


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, str]]:
    """What the window was asked to open, in place of a window."""
    seen: list[tuple[Path | None, str]] = []

    def run(project: Path | None, coder: str) -> int:
        seen.append((project, coder))
        return 0

    application = types.ModuleType("annotator.ui.application")
    application.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.ui.application", application)
    return seen


def start(*arguments: str | Path, **environment: str) -> Ran:
    """Run the program as its own process, with no screen and no locale but what is given."""
    root = Path(__file__).resolve().parents[2]
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "SYSTEMROOT")}
    done = subprocess.run(
        [sys.executable, "-m", "annotator", *arguments],
        capture_output=True,
        env={**kept, "PYTHONPATH": str(root), **environment},
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


WRONG = [
    ["statsu"],
    ["--nonsense"],
    ["new"],
    ["new", ""],
    ["new", "a", "b"],
    ["import", "p.annotator"],
    ["load", "p.annotator", "x.json"],
    ["load", "p.annotator", "x.json", "--coder", "A", "--layer", "gold"],
    ["load", "p.annotator", "x.json", "--layer", "silver"],
    ["dump", "p.annotator"],
    ["export", "p.annotator", "--format", "csv"],
    ["agreement", "p.annotator", "--seed", "often"],
    ["agreement", "p.annotator", "--report", "r.html"],
    ["status", "p.annotator", "--colour"],
    ["formats", "p.annotator"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_status_2_and_shows_the_usage(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Usage: annotator ")


@pytest.mark.parametrize("command", ["", *commands.commands])
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(*([command] if command else []), "--help")
    assert (ran.status, ran.err) == (0, "")
    usage, _, text = ran.out.partition("\n\n")
    assert usage.startswith(f"Usage: annotator {command}".rstrip())
    assert len(text) > 60


def test_every_option_says_what_it_does() -> None:
    for command in (window, *commands.commands.values()):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (command.name, parameter.name)


def test_json_is_one_document_and_nothing_else_on_stdout(run: Run, project: Path) -> None:
    new = project.parent / "new.txt"
    new.write_bytes("Otra grúa, otra vez.\n".encode("cp1252"))
    table = project.parent / "meta.csv"
    table.write_text("file,outlet\nnew.txt,X\n", "utf-8")
    calls: Sequence[Sequence[str | Path]] = [
        ["import", project, new, "--json"],
        ["articles", project, "--json"],
        ["articles", project, "--set", table, "--json"],
        ["status", project, "--json"],
        ["agreement", project, "--json"],
        ["check", project, "--json"],
        ["verify", "--json"],
        ["formats", "--json"],
    ]
    for arguments in calls:
        ran = run(*arguments)
        assert ran.status == 0, ran.err
        decoder = json.JSONDecoder()
        _, end = decoder.raw_decode(ran.out)
        assert ran.out[end:] == "\n"
    covered = {str(arguments[0]) for arguments in calls}
    offering = {
        n for n, c in commands.commands.items() if any("--json" in p.opts for p in c.params)
    }
    assert covered == offering


def test_a_refusal_leaves_stdout_empty_even_with_json(run: Run, tmp_path: Path) -> None:
    ran = run("status", tmp_path / "none.annotator", "--json")
    assert (ran.status, ran.out) == (1, "")


def test_output_is_utf_8_whatever_the_locale(project: Path) -> None:
    ran = start("articles", project, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ran.status == 0, ran.err
    assert "Cae una grúa en Norholm 🏗️" in ran.out


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_reader_that_stops_reading_ends_the_program_quietly(project: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", "dump", str(project), "--layer", "A"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
        )
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_finds_no_space_is_said_in_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", "formats"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"The output cannot be written")
    assert done.stderr.count(b"\n") == 1


def test_a_fault_of_the_program_is_reported_with_status_70(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the moon")

    monkeypatch.setattr("annotator.app.checking.verify_statistics", fail)
    ran = run("verify")
    assert (ran.status, ran.out) == (70, "")
    assert ran.err.startswith("A fault of the program")
    assert "RuntimeError: the moon" in ran.err
    assert "annotator verify" in ran.err


def test_the_window_opens_on_nothing_a_project_or_as_a_coder(
    run: Run, project: Path, opened: list[tuple[Path | None, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    command_like, number_like = Path("status"), Path("2026")
    for path in (command_like, number_like):
        path.write_bytes(project.read_bytes())
    assert run().status == 0
    assert run(project).status == 0
    assert run("p", "--coder", "A").status == 0
    assert run("--coder", "B").status == 0
    assert run("2026").status == 0
    assert run("./status").status == 0
    assert opened == [
        (None, ""), (project, ""), (Path("p.annotator"), "A"), (None, "B"), (number_like, ""),
        (command_like, ""),
    ]  # fmt: skip


def test_a_command_wins_over_a_file_of_its_name(project: Path, opened: list[object]) -> None:
    assert command_for(["status", str(project)]) is commands
    assert opened == []


@pytest.mark.parametrize("word", ["./new.annotator", "new.annotator", "some/where", "."])
def test_a_project_that_is_not_there_is_refused_before_a_window_opens(
    run: Run, opened: list[object], word: str
) -> None:
    ran = run(word)
    assert ran.status == (2 if word == "." else 1)
    assert ran.out == ""
    assert opened == []


def test_without_a_screen_the_window_is_refused_in_one_sentence() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("every screen of this system can show a window")
    for arguments in ([], ["demo"]):
        ran = start(*arguments)
        assert (ran.status, ran.out) == (3, "")
        assert ran.err.count("\n") == 1
        assert "annotator demo --offscreen" in ran.err


def test_missing_libraries_are_told_before_qt_is_loaded(
    run: Run, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = [("libEGL.so.1", "libegl1", "libglvnd-egl")]
    monkeypatch.setattr(system_libraries, "missing", lambda window: absent)  # noqa: ARG005
    ran = run()
    assert (ran.status, ran.out, opened) == (3, "", [])
    assert "libEGL.so.1" in ran.err
    assert "libegl1" in ran.err


def test_nothing_heavy_is_loaded_before_the_window(project: Path) -> None:
    script = (
        "import sys, types\n"
        "from annotator.__main__ import main\n"
        "fake = types.ModuleType('annotator.ui.application')\n"
        "fake.run = lambda project, coder: print(*sys.modules) or 0\n"
        "sys.modules['annotator.ui'] = types.ModuleType('annotator.ui')\n"
        "sys.modules['annotator.ui.application'] = fake\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    for arguments in ([], [str(project)]):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).resolve().parents[2],
        )
        loaded = {name.partition(".")[0] for name in done.stdout.split()}
        assert "annotator" in loaded
        assert loaded.isdisjoint({*HEAVY, "PySide6"})


def test_the_demo_makes_the_sample_and_opens_it_as_me(
    run: Run, opened: list[tuple[Path | None, str]], tmp_path: Path
) -> None:
    assert run("demo", tmp_path / "d").status == 0
    assert run("demo").status == 0
    (first, coder), (second, _) = opened
    assert (first, coder) == (tmp_path / "d" / "sample.annotator", "Me")
    assert second is not None
    assert second.is_file()
    assert Path(os.environ["HOME"]) in second.parents


def test_the_offscreen_demo_is_the_tour(
    run: Run, opened: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toured: list[tuple[Path, str]] = []
    tour = types.ModuleType("annotator.ui.tour")

    def do(folder: Path) -> int:
        toured.append((folder, os.environ["QT_QPA_PLATFORM"]))
        return 4

    tour.run = do  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.ui.tour", tour)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert run("demo", tmp_path, "--offscreen").status == 4
    assert (toured, opened) == ([(tmp_path, "offscreen")], [])


def test_a_stdout_that_is_no_file_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["formats"]) == 0
    assert "jsonl" in out.getvalue()


def test_the_help_page_tells_every_command_and_option() -> None:
    page = resource_path("help", "command-line.md").read_text("utf-8")
    sections = dict(
        re.findall(r"^## `annotator (\S*?)(?: [^`]*)?`\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    )
    window_section = sections.pop("[PROJECT]")
    assert list(sections) == list(commands.commands)
    for command in (window, *commands.commands.values()):
        section = window_section if command is window else sections[str(command.name)]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for name in parameter.opts:
                    assert f"`{name}" in section, f"{command.name}: {name}"
        assert "    annotator" in section, f"{command.name} has no example"
