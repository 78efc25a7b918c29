"""The judge of reference cases: what it passes, what it calls off, what it skips."""

from __future__ import annotations

import pytest

from annotator.model.errors import KnownError
from annotator.services.verification import CaseResult, verify


def verified(measure: str, given: object, expected: object, **more: object) -> CaseResult:
    (result,) = verify(
        [{"id": "x", "measure": measure, "input": given, "expected": expected, **more}]
    )
    return result


CODERS = {"coders": [["y", "y", "n", "n"], ["y", "n", "n", "n"]]}


def test_a_value_within_the_tolerance_is_ok_and_outside_it_is_off() -> None:
    assert verified("cohen_kappa", CODERS, 0.5).state == "ok"
    assert verified("cohen_kappa", CODERS, 0.52, tolerance=0.03).state == "ok"
    off = verified("cohen_kappa", CODERS, 0.52, tolerance=0.01)
    assert (off.state, off.got, off.expected) == ("off", 0.5, 0.52)


def test_a_measure_that_is_not_computed_is_skipped_and_never_passed() -> None:
    gamma = verified("gamma", {}, 1.0)
    assert (gamma.state, gamma.reason) == ("skipped", "not in this release")
    assert verified("kappa_of_tomorrow", {}, 1.0).reason == "unknown measure"


def test_null_needs_an_undefined_value_with_the_reason_named() -> None:
    same = {"coders": [["y", "y"], ["y", "y"]]}
    assert verified("alpha_nominal", same, None).reason == "no_variation"
    assert verified("alpha_nominal", same, None, note="reason no_variation").state == "ok"
    assert verified("alpha_nominal", same, None, note="reason no_units").state == "off"
    assert verified("alpha_nominal", same, 1.0).state == "off"
    assert verified("cohen_kappa", CODERS, None).state == "off"


def test_only_the_expected_keys_are_compared() -> None:
    given = {"length": 10, "coders": 2, "units": [[0, 0, 4, "a"], [0, 6, 8, "b"], [1, 0, 4, "a"]]}
    assert verified("ku_alpha", given, {"b": None}).state == "ok"
    assert verified("ku_alpha", given, {"z": 1.0}).state == "off"


def test_undefined_scores_may_be_expected_as_one_null_or_as_three() -> None:
    nobody = {"key": [["a"], ["b"]], "response": [["a"], ["b"]]}
    assert verified("pairwise_link", nobody, None).state == "ok"
    assert verified("pairwise_link", nobody, [None, None, None]).state == "ok"
    assert verified("pairwise_link", nobody, [0, 0, 0]).state == "off"


def test_one_coder_alone_is_undefined_for_every_family() -> None:
    assert verified("alpha_nominal", {"coders": [[1, 2]]}, None).reason == "single_coder"
    alone = {"length": 9, "coders": 1, "units": [[0, 1, 2, "a"]]}
    assert verified("u_alpha", alone, None).reason == "single_coder"


def test_an_input_that_does_not_fit_the_measure_is_off_and_says_why() -> None:
    result = verified("alpha_interval", {"coders": [["a", "b"], ["b", "a"]]}, 1.0)
    assert result.state == "off"
    assert "not a number" in str(result.reason)
    nested = {"length": 9, "coders": 2, "units": [[0, 0, 5, "a"], [0, 4, 6, "b"]]}
    assert "overlap" in str(verified("u_alpha", nested, 0.0).reason)


@pytest.mark.parametrize("key", ["id", "measure", "input", "expected"])
def test_a_case_that_lacks_what_it_must_have_is_refused_by_place(key: str) -> None:
    case: dict[str, object] = {"id": "x", "measure": "muc", "input": {}, "expected": 1}
    del case[key]
    with pytest.raises(KnownError, match=rf"cases\[0\]\.{key}"):
        verify([case])
