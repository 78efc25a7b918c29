"""The agreement of two or more layers of one project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.model.agreement import AgreementReport
from annotator.model.article import ArticleHead
from annotator.model.codebook import Codebook
from annotator.model.errors import KnownError
from annotator.model.layer import LayerContent
from annotator.services.alignment import align
from annotator.services.continuum import lay_out
from annotator.services.describing import report_describing
from annotator.services.finding import report_finding
from annotator.services.linking import report_linking
from annotator.services.relating import report_relations


def compare(
    contents: Sequence[LayerContent],
    articles: Sequence[ArticleHead],
    codebook: Codebook,
    *,
    seed: int = 1,
    with_boilerplate: bool = False,
) -> AgreementReport:
    """Return how far layers agree in finding, describing, linking and relating.

    Only articles that at least two of the layers finished count, each with the layers that
    finished it: a finished article without spans is data, an unfinished one is missing. Characters
    in boilerplate regions are cut out first, unless `with_boilerplate`; spans wholly inside vanish.
    `seed` is recorded for intervals. An undefined figure has no value and a reason code. Raises
    KnownError with fewer than two layers, the same layer twice, or no article to compare.
    """
    names = [content.layer.name for content in contents]
    _check(names)
    continuum = lay_out(contents, articles, with_boilerplate=with_boilerplate)
    if not continuum.articles:
        listed = ", ".join(f"«{name}»" for name in names)
        raise KnownError(
            f"No article is finished in two of the layers {listed}",
            "mark the articles finished that both coders have coded",
        )
    pairs = align(continuum, [kind.id for kind in codebook.kinds])
    return AgreementReport(
        layers=tuple(names),
        articles=len(continuum.articles),
        characters=int(continuum.lengths.sum()),
        with_boilerplate=with_boilerplate,
        seed=seed,
        finding={kind.id: report_finding(kind.id, continuum, pairs) for kind in codebook.kinds},
        describing={
            key: report
            for kind in codebook.kinds
            for key, report in report_describing(kind, pairs).items()
        },
        linking=report_linking(continuum, pairs),
        relations=report_relations(pairs),
    )


def _check(names: Sequence[str]) -> None:
    if len(names) < 2:
        given = f"only «{names[0]}» is given" if names else "none is given"
        raise KnownError(f"Agreement compares at least two layers, {given}", "name another layer")
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise KnownError(f"The layer «{twice[0]}» is named twice", "name two different layers")
