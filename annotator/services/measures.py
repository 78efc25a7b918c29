"""The table of measures: how each name in a document of reference cases is computed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

from annotator.model.agreement import Quantity
from annotator.model.errors import KnownError
from annotator.services import case_inputs as read
from annotator.services.case_inputs import Input
from annotator.services.coefficients import (
    alpha,
    clusters,
    distances,
    kappa,
    matching,
    ratings,
    unitizing,
)
from annotator.services.coefficients.quantities import defined, undefined
from annotator.services.coefficients.values import Coders

Outcome: TypeAlias = Quantity | Mapping[str, Quantity] | clusters.Scores
Measure: TypeAlias = Callable[[Input, Input], Outcome]

# Names that documents of cases use and this program does not compute.
UNSUPPORTED = frozenset(
    {
        "alpha_u_1995",
        "alpha_u_1995_observed",
        "article_bootstrap_ci",
        "gamma",
        "gamma_alignment_size",
        "gamma_best_alignment_disorder",
        "gamma_cat",
        "gamma_positional_dissimilarity",
        "gamma_required_samples",
        "pk",
        "windowdiff",
    }
)


def _of_coders(coefficient: Callable[[Coders], Quantity | dict[str, Quantity]]) -> Measure:
    return lambda given, _params: coefficient(read.coders(given))


def _alpha(metric: distances.Metric) -> Measure:
    return lambda given, _params: alpha.alpha(read.coders(given), metric)


def _of_clusters(score: Callable[[clusters.Clusters, clusters.Clusters], Outcome]) -> Measure:
    return lambda given, _params: score(
        read.clusters(given, "key"), read.clusters(given, "response")
    )


def _of_units(coefficient: Callable[[unitizing.UnitTables], Quantity]) -> Measure:
    def measure(given: Input, _params: Input) -> Quantity:
        tables, _ = read.units(given)
        return undefined("single_coder") if tables is None else coefficient(tables)

    return measure


def _of_spans(
    score: Callable[[matching.Passages, matching.Passages], Quantity],
) -> Measure:
    return lambda given, params: score(*read.span_sides(given, params))


def _matched(criterion: matching.Criterion) -> Measure:
    return _of_spans(lambda one, other: matching.span_f1(one, other, criterion))


def _of_sets(distance: Callable[[Hashable, Hashable], float]) -> Measure:
    return lambda given, _params: defined(
        distance(read.one_set(given, "a"), read.one_set(given, "b"))
    )


def _alpha_custom(given: Input, params: Input) -> Quantity:
    return alpha.alpha(read.coders(given), read.table_metric(params))


def _weighted_kappa(given: Input, params: Input) -> Quantity:
    metric = kappa.WEIGHTS.get(str(params.get("weights")))
    if metric is None:
        raise KnownError(
            f"params.weights is {params.get('weights')!r}", "use " + " or ".join(kappa.WEIGHTS)
        )
    return kappa.weighted_kappa(read.coders(given), metric)


def _weighted_kappa_custom(given: Input, params: Input) -> Quantity:
    return kappa.weighted_kappa(read.coders(given), read.table_metric(params))


def _positive(given: Input, params: Input) -> Quantity:
    (category,) = read.labels({"category": [params.get("category")]}, "category")
    return kappa.positive_specific_agreement(read.coders(given), category)


def _ku_alpha(given: Input, _params: Input) -> dict[str, Quantity]:
    tables, categories = read.units(given)
    if tables is None:
        return {str(category): undefined("single_coder") for category in categories}
    return dict(zip(map(str, categories), unitizing.ku_alpha(tables), strict=True))


def _adjusted_rand(given: Input, _params: Input) -> Quantity:
    one, other = read.labels(given, "labels_a"), read.labels(given, "labels_b")
    if len(one) != len(other):
        raise KnownError("labels_a and labels_b differ in length", "correct the case")
    return clusters.adjusted_rand(one, other)


MEASURES: dict[str, Measure] = {
    "adjusted_rand": _adjusted_rand,
    "alpha_char_nominal": _of_units(unitizing.char_alpha),
    "alpha_custom": _alpha_custom,
    "alpha_interval": _alpha(distances.interval),
    "alpha_jaccard": _alpha(distances.jaccard),
    "alpha_masi": _alpha(distances.masi),
    "alpha_nominal": _alpha(distances.nominal),
    "alpha_ordinal": _alpha(distances.ordinal),
    "alpha_ratio": _alpha(distances.ratio),
    "b_cubed": _of_clusters(clusters.b_cubed),
    "bennett_s": _of_coders(ratings.bennett_s),
    "blanc": _of_clusters(clusters.blanc),
    "ceaf_e": _of_clusters(clusters.ceaf_e),
    "ceaf_m": _of_clusters(clusters.ceaf_m),
    "cohen_kappa": _of_coders(kappa.cohen_kappa),
    "cu_alpha": _of_units(unitizing.cu_alpha),
    "cu_coverage": _of_units(unitizing.cu_coverage),
    "fleiss_kappa": _of_coders(ratings.fleiss_kappa),
    "fleiss_kappa_category": _of_coders(ratings.fleiss_kappa_by_category),
    "gwet_ac1": _of_coders(ratings.gwet_ac1),
    "gwet_ac2_quadratic": _of_coders(ratings.gwet_ac2_quadratic),
    "jaccard_distance": _of_sets(distances.jaccard_distance),
    "ku_alpha": _ku_alpha,
    "lea": _of_clusters(clusters.lea),
    "masi_distance": _of_sets(distances.masi_distance),
    "muc": _of_clusters(clusters.muc),
    "pairwise_link": _of_clusters(clusters.pairwise_link),
    "percent_agreement": _of_coders(ratings.percent_agreement),
    "positive_specific_agreement": _positive,
    "scott_pi": _of_coders(ratings.scott_pi),
    "span_f1_char": _of_spans(matching.char_f1),
    "span_f1_exact": _matched("exact"),
    "span_f1_iou": _matched("iou50"),
    "span_f1_overlap": _matched("overlap"),
    "u_alpha": _of_units(unitizing.u_alpha),
    "u_alpha_binary": _of_units(unitizing.u_alpha_binary),
    "weighted_kappa": _weighted_kappa,
    "weighted_kappa_custom": _weighted_kappa_custom,
}
