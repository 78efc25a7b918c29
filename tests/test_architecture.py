"""The rooms and the arrows between them, read from the syntax of every module of the program."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {"model", "store", "services", "app", "ui", "cli"}
# what stands outside the rooms: the entry, which joins them, and what must run before they can
OUTSIDE = {"annotator", "annotator.__main__", "annotator.system_libraries"}

LONGEST_FILE = 300
# path below annotator/ -> why the file answers one question only in more lines
LONGER_FILES: dict[str, str] = {}

# what Qt's text classes count in UTF-16 units
UTF16_CALLS = {
    "anchor", "characterAt", "cursorToX", "findBlock", "glyphRuns", "lineForTextPosition",
    "positionInBlock", "selectionEnd", "selectionStart", "setTextPosition", "textLength",
    "textStart", "xToCursor",
}  # fmt: skip
UTF16_NUMBERS = {0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFF, 0x10000}
SQL = re.compile(
    r"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s|"
    r"CREATE\s+(TEMP\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s|DROP\s+TABLE\s)"
)


@dataclass(frozen=True)
class Module:
    """A module of the program: its dotted name, its file and its syntax."""

    name: str
    path: Path

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.path.read_text("utf-8"))))

    @property
    def room(self) -> str:
        return self.name.split(".")[1] if self.name not in OUTSIDE else ""

    @cached_property
    def imports(self) -> list[str]:
        """Everything it imports anywhere, lazily or for types too, as dotted names."""
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [f"{'.' * node.level}{node.module or ''}.{a.name}" for a in node.names]
        return found

    @property
    def called(self) -> Iterator[str]:
        for node in self.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield node.func.attr

    @property
    def constants(self) -> Iterator[object]:
        return (node.value for node in self.nodes if isinstance(node, ast.Constant))


def module_at(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path)


MODULES = [module_at(path) for path in sorted((ROOT / "annotator").rglob("*.py"))]


def top(imported: str) -> str:
    return imported.split(".", maxsplit=1)[0]


def imports_that(
    forbidden: Callable[[str], bool], *rooms: str, but: str | None = None
) -> list[str]:
    """Say which modules of the rooms (of all, without any) import what is forbidden."""
    return [
        f"{module.name} imports {imported}"
        for module in MODULES
        if (not rooms or module.room in rooms) and module.room != but
        for imported in module.imports
        if forbidden(imported)
    ]


def knows_only(room: str, *known: str) -> list[str]:
    """Say where a room imports something of ours beyond itself and the rooms it may know."""
    allowed = {f"annotator.{name}" for name in (room, *known)} | {"annotator.__version__"}
    return imports_that(
        lambda imported: (
            top(imported) == "annotator" and ".".join(imported.split(".")[:2]) not in allowed
        ),
        room,
    )


def test_every_module_is_in_a_room() -> None:
    lost = [m.name for m in MODULES if m.name not in OUTSIDE and m.room not in ROOMS]
    assert lost == []
    assert {m.room for m in MODULES} - {""} == ROOMS


def test_the_model_imports_nothing_of_ours() -> None:
    assert knows_only("model") == []


def test_the_store_knows_the_model_only() -> None:
    assert knows_only("store", "model") == []


def test_the_services_know_the_model_only() -> None:
    assert knows_only("services", "model") == []


def test_the_app_knows_model_store_and_services() -> None:
    assert knows_only("app", "model", "store", "services") == []


def test_the_window_knows_app_and_model_only() -> None:
    assert knows_only("ui", "app", "model") == []


def test_the_command_line_knows_app_and_model_only() -> None:
    assert knows_only("cli", "app", "model") == []


def test_only_the_entry_joins_window_and_command_line() -> None:
    (entry,) = (module for module in MODULES if module.name == "annotator.__main__")
    ours = {".".join(name.split(".")[:2]) for name in entry.imports if top(name) == "annotator"}
    known = {f"annotator.{name}" for name in ("cli", "ui", "model", "system_libraries")}
    assert ours <= known | {"annotator.__version__"}


def test_what_runs_before_anything_is_installed_uses_the_standard_library_only() -> None:
    (first,) = (module for module in MODULES if module.name == "annotator.system_libraries")
    assert [name for name in first.imports if top(name) not in sys.stdlib_module_names] == []


def test_no_import_hides_its_target() -> None:
    assert imports_that(lambda name: name.startswith(".") or top(name) == "importlib") == []
    hidden = [
        module.name
        for module in MODULES
        if any(isinstance(node, ast.Name) and node.id == "__import__" for node in module.nodes)
    ]
    assert hidden == []


def test_words_rules_sql_and_statistics_run_without_qt() -> None:
    def qt(name: str) -> bool:
        return top(name) in ("PySide6", "shiboken6")

    assert imports_that(qt, "model", "store", "services", "cli") == []


def test_the_app_uses_no_qt_but_its_core() -> None:
    def pixels(name: str) -> bool:
        return top(name) in ("PySide6", "shiboken6") and not f"{name}.".startswith(
            "PySide6.QtCore."
        )

    assert imports_that(pixels, "app") == []


def test_only_the_store_touches_the_database() -> None:
    def database(name: str) -> bool:
        return top(name) in ("sqlite3", "sqlite_utils")

    assert imports_that(database, but="store") == []


def test_only_the_store_writes_sql() -> None:
    written = [
        f"{module.name} says {value[:40]!r}"
        for module in MODULES
        if module.room != "store"
        for value in module.constants
        if isinstance(value, str) and SQL.match(value)
    ]
    assert written == []


def test_only_the_services_compute_with_numpy_and_the_language_libraries() -> None:
    def heavy(name: str) -> bool:
        return top(name) in ("numpy", "scipy", "py3langid", "sentencex")

    assert imports_that(heavy, but="services") == []


def test_no_project_is_copied_or_hashed_behind_the_database() -> None:
    def behind(name: str) -> bool:
        return top(name) in ("shutil", "hashlib", "zipfile", "tarfile")

    assert imports_that(behind, "app", "ui", "cli") == []


def test_every_library_used_is_a_declared_dependency() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = {
        re.split(r"[\[<>=~! ;]", name)[0].removesuffix("-Essentials").replace("-", "_").lower()
        for name in declared["dependencies"]
    }

    def undeclared(name: str) -> bool:
        return top(name) not in {*sys.stdlib_module_names, "annotator"} and (
            top(name).lower() not in known
        )

    assert imports_that(undeclared) == []


def test_only_one_file_knows_utf_16() -> None:
    said = []
    for module in MODULES:
        if module.name == "annotator.ui.text_position":
            continue
        said += [f"{module.name} calls {name}()" for name in module.called if name in UTF16_CALLS]
        said += [
            f"{module.name} has the number {value:#x}"
            for value in module.constants
            if isinstance(value, int) and value in UTF16_NUMBERS
        ]
        said += [f"{module.name} encodes as UTF-16" for call in _encodings(module) if "16" in call]
    assert said == []


def _encodings(module: Module) -> Iterator[str]:
    """The names of encodings that a module writes bytes in."""
    for node in module.nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "encode"
        ):
            yield from (str(a.value) for a in node.args if isinstance(a, ast.Constant))


def test_no_text_is_read_back_from_a_widget() -> None:
    back = ("toPlainText", "selectedText", "toHtml", "toRawText")
    read = [f"{m.name} calls {name}()" for m in MODULES for name in m.called if name in back]
    assert read == []


def test_no_file_is_longer_than_one_question_needs() -> None:
    lengths = {
        module.path.relative_to(ROOT / "annotator").as_posix(): len(
            module.path.read_text("utf-8").splitlines()
        )
        for module in MODULES
    }
    longer = {path for path, length in lengths.items() if length > LONGEST_FILE}
    assert {path: lengths[path] for path in longer - LONGER_FILES.keys()} == {}
    assert LONGER_FILES.keys() - longer == set(), "these need no exception any more"


def test_no_class_is_named_for_not_knowing_what_it_is() -> None:
    vague = [
        f"{module.name}.{node.name}"
        for module in MODULES
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
        and node.name.endswith(("Manager", "Helper", "Helpers", "Utils", "Util"))
    ]
    assert vague == []
