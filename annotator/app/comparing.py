"""The agreement of coders: from the open project to a report, and the report as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from annotator.app.project import Project
from annotator.model.agreement import AgreementReport
from annotator.model.errors import KnownError


def comparison(
    project: Project,
    layer_names: Sequence[str] | None = None,
    *,
    seed: int = 1,
    with_boilerplate: bool = False,
) -> Callable[[], AgreementReport]:
    """Read what a comparison needs, at once, and return the work that computes it.

    Without names, all coders' layers are compared. The work holds frozen values only, so it may
    run in any thread, beside a coder who goes on tagging.
    """
    names = layer_names or [layer.name for layer in project.layers() if layer.role == "coder"]
    if len(set(names)) < 2:
        raise KnownError("Agreement needs two layers", "load or name the work of a second coder")
    if len(set(names)) < len(names):
        raise KnownError("A layer is named twice", "name each layer once")
    contents = [project.content(name) for name in names]
    heads, codebook = project.articles(), project.codebook

    def work() -> AgreementReport:
        from annotator.services.agreement import compare  # numpy comes with it

        return compare(contents, heads, codebook, seed=seed, with_boilerplate=with_boilerplate)

    return work


def agreement_document(report: AgreementReport) -> dict[str, object]:
    """Return a report as the JSON value that `annotator agreement --json` prints."""
    linking = report.linking
    return {
        "layers": list(report.layers),
        "articles": report.articles,
        "characters": report.characters,
        "with_boilerplate": report.with_boilerplate,
        "seed": report.seed,
        "finding": {kind: asdict(found) for kind, found in report.finding.items()},
        "describing": {name: asdict(found) for name, found in report.describing.items()},
        "linking": {
            "conditional": {
                "pairwise_alpha": asdict(linking.pairwise_alpha),
                "link_f1": asdict(linking.link_f1),
                "coverage": linking.coverage,
            },
            "end_to_end": {"link_f1": asdict(linking.end_to_end_f1)},
        },
        "relations": {type_: {"f1": asdict(f1)} for type_, f1 in report.relations.items()},
    }
