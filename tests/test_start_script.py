import ast
import importlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from annotator import system_libraries

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    spec = importlib.util.spec_from_file_location("start", PACKAGING / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A machine that lacks nothing and runs nothing: `ran` holds the steps it was asked for."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    module = importlib.import_module("machine")
    monkeypatch.setattr(system_libraries, "missing", lambda _window: [])
    monkeypatch.setattr(module, "ran", [], raising=False)
    monkeypatch.setattr(module, "run", lambda command, _failure: module.ran.append(command))
    monkeypatch.setattr(module, "_as_root", lambda: None)
    return module


@pytest.fixture
def environment(machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A checkout with locks and without .venv."""
    module = importlib.import_module("environment")
    monkeypatch.setattr(module, "machine", machine)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "start.stamp")
    monkeypatch.setattr(module, "LOCKS", {name: tmp_path / name for name in ("run", "test")})
    for name, lock in module.LOCKS.items():
        lock.write_text(f"lock for {name}", encoding="utf-8")
    return module


@pytest.fixture
def venv(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for a .venv whose Python has pip, as the one that runs the tests has."""
    environment.FOLDER.mkdir()
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))


@pytest.mark.parametrize("name", ["packaging/start.py", "annotator/system_libraries.py"])
def test_an_old_python_can_read_what_runs_before_the_version_is_known(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Starred)
    assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []
    annotations = [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)] + [
        node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg)
    ]
    assert all(isinstance(note, ast.Constant | ast.Name) for note in annotations)


def test_before_the_version_is_known_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((PACKAGING / "start.py").read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names}
    assert names == {"itertools", "os", "subprocess", "sys"}


def test_an_old_python_gets_one_sentence_and_no_set_up(
    start: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(environment, "set_up", pytest.fail)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    status = start.main(["test"])
    error = capsys.readouterr().err
    assert status == 3
    assert error.count("\n") == 1
    assert "needs Python 3.11 or newer" in error
    assert "Python 3.9.2" in error


def test_an_unknown_job_is_wrong_usage(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["tests"]) == 2
    assert "packaging/start.py test" in capsys.readouterr().err
    assert start.main(["--help"]) == 0


def test_a_missing_library_ends_with_the_exact_line(
    start: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    absent = [("libEGL.so.1", "libegl1", "libglvnd-egl")]
    monkeypatch.setattr(system_libraries, "missing", lambda _window: absent)
    monkeypatch.setattr(shutil, "which", lambda tool: tool == "apt-get")
    status = start.main([])
    error = capsys.readouterr().err
    assert status == 3
    assert "libEGL.so.1" in error
    assert error.endswith("\n    " + system_libraries.install_line("apt-get", absent) + "\n")
    assert not environment.FOLDER.exists()


def test_root_installs_missing_libraries_and_goes_on(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = [("libEGL.so.1", "libegl1", "libglvnd-egl")]
    monkeypatch.setattr(system_libraries, "missing", lambda _window: [] if machine.ran else absent)
    monkeypatch.setattr(machine, "_as_root", lambda: "")
    monkeypatch.setattr(shutil, "which", lambda tool: tool)
    machine.provide(to_make=False)
    line = "apt-get update && apt-get install -y --no-install-recommends libegl1"
    assert machine.ran == [["sh", "-c", line]]


def test_what_apt_did_not_mend_is_refused(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = [("libEGL.so.1", "libegl1", "libglvnd-egl")]
    monkeypatch.setattr(system_libraries, "missing", lambda _window: absent)
    monkeypatch.setattr(machine, "_as_root", lambda: "")
    monkeypatch.setattr(shutil, "which", lambda tool: tool)
    with pytest.raises(machine.SetUpError, match="libegl1") as refusal:
        machine.provide(to_make=False)
    assert refusal.value.status == 3


def test_a_python_without_ensurepip_needs_its_package_only_to_make_the_venv(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda _name: None)
    package = "python{}.{}-venv".format(*sys.version_info)
    assert [need[1] for need in machine.lacks(to_make=True)] == [package]
    assert machine.lacks(to_make=False) == []


@pytest.mark.parametrize("libc", [("glibc", "2.31"), ("", "")])
def test_a_system_too_old_for_the_wheels_is_refused_in_one_sentence(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, libc: tuple[str, str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(machine.platform, "libc_ver", lambda: libc)
    with pytest.raises(machine.SetUpError, match=r"needs glibc 2\.34 or newer") as refusal:
        machine.check()
    assert refusal.value.status == 3


def test_the_first_set_up_makes_fills_and_stamps(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert environment.filled_for() == ()
    monkeypatch.setattr(environment.machine, "run", _making(environment))
    environment.set_up("run")
    assert [step[1:3] for step in environment.machine.ran][:2] == [["-m", "venv"], ["-m", "pip"]]
    assert environment.filled_for() == ("run",)


@pytest.mark.usefixtures("venv")
def test_a_second_set_up_runs_nothing(environment: ModuleType) -> None:
    environment.set_up("test")
    environment.machine.ran.clear()
    environment.set_up("test")
    environment.set_up("run")
    assert environment.machine.ran == []


@pytest.mark.usefixtures("venv")
def test_a_changed_lock_is_installed_over_what_is_there(environment: ModuleType) -> None:
    environment.set_up("run")
    environment.LOCKS["run"].write_text("other", encoding="utf-8")
    assert environment.filled_for() == ()
    environment.machine.ran.clear()
    environment.set_up("run")
    assert [step[1:3] for step in environment.machine.ran] == [
        ["-m", "pip"],
        ["-c", environment.LINK],
    ]
    assert "--require-hashes" in environment.machine.ran[0]
    assert environment.filled_for() == ("run",)


@pytest.mark.usefixtures("venv")
def test_an_interrupted_set_up_is_made_anew(environment: ModuleType) -> None:
    environment.STAMP.write_text(environment.UNFINISHED, encoding="utf-8")
    environment.set_up("run")
    assert environment.machine.ran[0][1:4] == ["-m", "venv", "--clear"]


@pytest.mark.usefixtures("venv")
def test_a_failed_installation_says_so_and_leaves_the_venv_unfinished(
    start: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_command: list[str], failure: str) -> None:
        raise environment.machine.SetUpError(failure, 1)

    monkeypatch.setattr(environment.machine, "run", fail)
    assert start.main(["run"]) == 1
    assert "see to the network" in capsys.readouterr().err
    assert environment.STAMP.read_text(encoding="utf-8") == environment.UNFINISHED


def test_a_failing_step_leaves_its_last_lines(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    machine = importlib.import_module("machine")
    program = "print('Downloading a.whl'); print('no route'); raise SystemExit(7)"
    with pytest.raises(machine.SetUpError, match="It failed"):
        machine.run([sys.executable, "-c", program], "It failed.")
    output = capfd.readouterr()
    assert output.out == "  Downloading a.whl\n"
    assert output.err.endswith("  | no route\n")


@pytest.mark.parametrize(
    ("screen", "arguments", "expected"),
    [
        (True, [], ["annotator", "demo"]),
        (False, [], ["annotator", "demo", "--offscreen", "annotator-tour"]),
        (True, ["run", "check", "p"], ["annotator", "check", "p"]),
    ],
)
def test_the_job_depends_on_the_screen_and_the_arguments(
    start: ModuleType,
    machine: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    screen: bool,
    arguments: list[str],
    expected: list[str],
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(start, "set_up", lambda _wanted: 0)

    def call(module: list[str], _settings: dict[str, str]) -> int:
        called.append(module)
        return 5

    monkeypatch.setattr(start, "call", call)
    monkeypatch.setattr(machine, "has_screen", lambda: screen)
    assert start.main(arguments) == 5
    assert called == [expected]


def test_the_checks_run_in_order_and_stop_at_the_first_failure(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "set_up", lambda _wanted: 0)
    monkeypatch.setattr(start, "call", lambda _module, _settings: 0)
    assert start.main(["test", "-k", "x"]) == 0
    headings = ["== ruff format --check .", "== ruff check .", "== mypy", "== pytest -k x"]
    assert capsys.readouterr().out.splitlines() == headings
    monkeypatch.setattr(start, "call", lambda module, _settings: 4 * (module[0] == "mypy"))
    assert start.main(["test"]) == 4
    assert capsys.readouterr().out.splitlines() == headings[:3]


def test_a_program_ended_by_a_signal_counts_as_in_a_shell(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: -6)
    assert start.call(["annotator"], {}) == 134


def _making(environment: ModuleType) -> Callable[[list[str], str], None]:
    """Record the steps as the stand-in does, and let the step that makes .venv leave a folder."""

    def run(command: list[str], _failure: str) -> None:
        environment.machine.ran.append(command)
        if "venv" in command:
            environment.FOLDER.mkdir()
            environment.PYTHON.touch()

    return run
