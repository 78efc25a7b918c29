from __future__ import annotations

from pathlib import Path

import pytest

from annotator.app import sample
from annotator.app.checking import check_project, status_of
from annotator.app.project import open_for_reading, open_for_writing
from annotator.model.errors import KnownError


def test_the_sample_has_five_articles_two_coders_and_gold(tmp_path: Path) -> None:
    path = sample.make_sample_project(tmp_path / "new" / "folder")
    assert check_project(path) == []
    with open_for_reading(path) as project:
        status = status_of(project)
        outlets = [head.outlet for head in project.articles()]
    assert (status.stories, status.articles) == (1, 5)
    assert [(layer.name, layer.finished) for layer in status.layers] == [
        ("A", 5),
        ("B", 5),
        ("gold", 5),
    ]
    assert all(outlets)


def test_a_sample_that_is_there_keeps_what_was_done_in_it(tmp_path: Path) -> None:
    path = sample.make_sample_project(tmp_path)
    with open_for_writing(path) as project:
        project.layer_of_coder("Me")
    assert sample.make_sample_project(tmp_path) == path
    with open_for_reading(path) as project:
        assert "Me" in [layer.name for layer in project.layers()]


def test_half_a_sample_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KnownError("The disk is full")

    monkeypatch.setattr(sample, "load_layer", fail)
    with pytest.raises(KnownError):
        sample.make_sample_project(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(KnownError, match="cannot be made"):
        sample.make_sample_project(tmp_path / "file")
