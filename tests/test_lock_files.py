import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("packaging/requirements.lock", "packaging/requirements-test.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_release_in_a_lock_is_exact_and_hashed_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    requirements = text.replace("\\\n", "").splitlines()[1:]
    shape = r"[a-z0-9.-]+==[\w.]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+"
    assert [line for line in requirements if not re.fullmatch(shape, line)] == []
    assert "://" not in text


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, test = (_pins(lock) for lock in LOCKS)
    assert {_name(line) for line in project["dependencies"]} <= run.keys()
    assert {_name(line) for line in project["optional-dependencies"]["test"]} <= test.keys()
    assert run.items() <= test.items()
    assert run["pyside6-essentials"] == run["shiboken6"]


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower()


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([\w.]+)", text, flags=re.MULTILINE))
