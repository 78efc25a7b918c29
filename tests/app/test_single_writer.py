from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from made_projects import made, refused, tagged

from annotator.app.project import make_project, open_as_possible, open_for_reading, open_for_writing

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from annotator.app.project import open_as_possible
project = open_as_possible(Path(sys.argv[1]))
print(project.read_only_because or "writing", flush=True)
if sys.argv[2:]:
    sys.stdin.read()
project.close()
"""


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


@contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the project open for writing until its stdin ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), "stay"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "writing\n"
        yield holder


def opened_elsewhere(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", HOLDER, str(path)],
        capture_output=True, text=True, env=environment(), check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with made(tmp_path) as project:
        tagged(project, project.layer_of_coder("Ana"), "one.txt", "Police", "source")
    return project.path


def test_a_second_window_of_the_same_program_reads_and_names_the_first(path: Path) -> None:
    with open_for_writing(path) as first, open_as_possible(path) as second:
        assert f"process {os.getpid()} on " in second.read_only_because
        assert "open in another window" in second.read_only_because
        assert [span.quote for span in second.content("Ana").spans] == ["Police"]
        with refused("open for reading only"), second.step("Try"):
            pass
        tagged(first, first.layer("Ana"), "one.txt", "12", "figure")  # the first is not disturbed
        assert len(second.content("Ana").spans) == 2


def test_another_program_reads_and_names_the_first(path: Path) -> None:
    with open_for_writing(path):
        assert f"process {os.getpid()} on " in opened_elsewhere(path)
    assert opened_elsewhere(path) == "writing"


def test_a_project_just_made_is_held_by_who_made_it(tmp_path: Path) -> None:
    with make_project(tmp_path / "new"):
        path = tmp_path / "new.annotator"
        assert f"process {os.getpid()} on " in opened_elsewhere(path)
        with refused("cannot be written", f"process {os.getpid()}", "close it there"):
            open_for_writing(path)


def test_opening_to_write_is_refused_while_another_program_does(path: Path) -> None:
    with held_elsewhere(path) as holder:
        with refused("cannot be written", f"process {holder.pid} on ", "close it there"):
            open_for_writing(path)
        with open_for_reading(path) as project:
            assert len(project.articles()) == 3


def test_the_right_to_write_comes_back_when_the_holder_closes(path: Path) -> None:
    with open_for_writing(path):
        pass
    assert not path.with_name(f"{path.name}.lock").exists()
    with open_as_possible(path) as project:
        assert project.read_only_because == ""


def test_the_right_to_write_comes_back_when_the_holder_is_killed(path: Path) -> None:
    with held_elsewhere(path) as holder:
        holder.kill()
        holder.wait()
    assert path.with_name(f"{path.name}.lock").exists()
    with open_for_writing(path) as project:
        tagged(project, project.layer("Ana"), "one.txt", "12", "figure")


def test_a_project_reached_by_a_link_is_the_same_project(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.annotator"
    link.symlink_to(path)
    with open_for_writing(path), open_as_possible(link) as second:
        assert f"process {os.getpid()} on " in second.read_only_because


def test_a_refused_file_does_not_stay_locked(tmp_path: Path) -> None:
    path = tmp_path / "no.annotator"
    path.write_text("no project", encoding="utf-8")
    with refused("not an Annotator project"):
        open_as_possible(path)
    assert [found.name for found in tmp_path.iterdir()] == ["no.annotator"]
