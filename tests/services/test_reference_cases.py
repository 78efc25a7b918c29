"""Published values and the shared cases: every statistic gets what the literature prints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.services.measures import MEASURES, UNSUPPORTED
from annotator.services.verification import verify

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "resources" / "reference" / "published_tables.json"
SHARED = ROOT.parent / "shared" / "reference" / "agreement_cases.json"


def cases_of(path: Path) -> Sequence[Mapping[str, Any]]:
    cases: Sequence[Mapping[str, Any]] = json.loads(path.read_text("utf-8"))["cases"]
    return cases


def test_every_published_table_of_the_repository_is_reproduced() -> None:
    results = verify(cases_of(PUBLISHED))
    assert len(results) > 30
    assert [result for result in results if result.state != "ok"] == []


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_the_shared_cases_of_each_measure_are_reproduced(measure: str) -> None:
    if not SHARED.exists():
        pytest.skip("the shared reference cases are not beside the repository")
    cases = [case for case in cases_of(SHARED) if case["measure"] == measure]
    assert [result for result in verify(cases) if result.state != "ok"] == []


def test_only_measures_named_as_not_in_this_release_are_skipped() -> None:
    if not SHARED.exists():
        pytest.skip("the shared reference cases are not beside the repository")
    skipped = [result for result in verify(cases_of(SHARED)) if result.state == "skipped"]
    assert {result.measure for result in skipped} <= UNSUPPORTED
    assert {result.reason for result in skipped} <= {"not in this release"}
