"""The sample project: invented articles with the simulated work of two coders and a gold layer."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from annotator.app.exchange import load_layer
from annotator.app.importing import import_articles
from annotator.app.project import make_project
from annotator.app.resources import resource_path
from annotator.model.errors import KnownError

_NAME = "sample.annotator"
_TITLE = "Sample: the ferry at Puerto Lanzal"
_CODERS = ("A", "B")
SAMPLE_CODER = "Me"  # who codes in the sample until somebody gives a name


def sample_folder() -> Path:
    """Return where the sample project goes when no folder is named."""
    return platformdirs.user_data_path("annotator", appauthor=False) / "sample"


def make_sample_project(folder: Path) -> Path:
    """Make the sample project in `folder` and return its path; one that is there stays as it is.

    Its layers are the coders A and B and `gold`. Raises KnownError where it cannot be written.
    """
    path = folder.absolute() / _NAME
    if path.exists():
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            f"The folder {path.parent} cannot be made ({error.strerror})", "choose another place"
        ) from error
    try:
        _fill(path)
    except BaseException:
        path.unlink(missing_ok=True)  # half a sample would be taken for a whole one next time
        raise
    return path


def _fill(path: Path) -> None:
    source = resource_path("sample")
    with make_project(path, _TITLE) as project:
        import_articles(project, [source], metadata=source / "meta.csv")
        for coder in _CODERS:
            load_layer(project, source / f"layer-{coder}.json", coder)
        load_layer(project, source / "layer-gold.json", "gold", "gold")
