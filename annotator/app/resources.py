"""Where the files shipped with the program are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "_resources"  # inside a wheel
_CHECKED_OUT = _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as `("sample", "layer-A.json")`."""
    return (_SHIPPED if _SHIPPED.is_dir() else _CHECKED_OUT).joinpath(*parts)
