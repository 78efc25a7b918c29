"""Agreement in words: three questions, each with its figures, as a lead reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model.agreement import AgreementReport, LinkingReport, Quantity

# Krippendorff's customary limits for alpha
_RELIABLE, _TENTATIVE = 0.8, 0.667
_REASONS = {
    "no_variation": "all values are equal, so reliability cannot be shown",
    "no_pairable_units": "no unit has a value from two coders",
    "single_coder": "only one coder has units",
    "no_units": "there is nothing to compare",
    "too_few_articles": "there are too few articles",
}
_FINDING = {
    "u_alpha": "uα",
    "f1_exact": "exact F1",
    "f1_iou50": "F1 at IoU .5",
    "f1_overlap": "F1 at overlap",
    "char_kappa": "character κ",
    "char_alpha": "character α",
}


CLOSING = (
    "Verdicts judge α, the point value: reliable from .800, tentative from .667, not reliable "
    "enough below. Intervals are not computed yet, and a verdict should rest on their lower end."
)


@dataclass(frozen=True, slots=True)
class Section:
    """One question: a table with its header, and why some of its figures are undefined."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    undefined: tuple[str, ...]


def report_lead(report: AgreementReport) -> str:
    """Return the line that says what was compared."""
    left_out = "with boilerplate" if report.with_boilerplate else "outside boilerplate"
    articles = "1 article" if report.articles == 1 else f"{report.articles:,} articles"
    return (
        f"{', '.join(report.layers)}: {articles} finished by two or more, "
        f"{report.characters:,} characters {left_out}, seed {report.seed}"
    )


def report_sections(report: AgreementReport) -> list[Section]:
    """Return the questions that have rows, in the order a lead reads them."""
    sections = (
        _finding(report),
        _describing(report),
        _linking(report.linking),
        _relations(report),
    )
    return [section for section in sections if section.rows]


def _finding(report: AgreementReport) -> Section:
    rows: list[tuple[str, ...]] = []
    undefined: list[str] = []
    for kind, found in report.finding.items():
        figures = {words: getattr(found, name) for name, words in _FINDING.items()}
        values = [_value(figure) for figure in figures.values()]
        rows.append((kind, ", ".join(map(str, found.n)), *values, _verdict(found.u_alpha)))
        undefined += _why(kind, figures)
    header = ("kind", f"spans ({', '.join(report.layers)})", *_FINDING.values(), "verdict on uα")
    return _section("Finding passages", header, rows, undefined)


def _describing(report: AgreementReport) -> Section:
    rows: list[tuple[str, ...]] = []
    undefined: list[str] = []
    for name, found in report.describing.items():
        described = [found.level, str(found.aligned), _share(found.coverage)]
        rows.append((name, _value(found.alpha), *described, _verdict(found.alpha)))
        undefined += _why(name, {"α": found.alpha})
    header = ("attribute", "α", "level", "aligned spans", "coverage", "verdict on α")
    return _section("Describing them", header, rows, undefined)


def _linking(linking: LinkingReport) -> Section:
    figures = {
        "pairwise-link α": (linking.pairwise_alpha, _share(linking.coverage)),
        "link F1": (linking.link_f1, _share(linking.coverage)),
        "link F1, end to end": (linking.end_to_end_f1, "100 %"),
    }
    rows = [
        (name, _value(figure), claims, _verdict(figure) if name.endswith("α") else "")
        for name, (figure, claims) in figures.items()
    ]
    undefined = _why("links", {name: figure for name, (figure, _) in figures.items()})
    header = ("measure", "value", "claims it rests on", "verdict on α")
    return _section("Linking claims", header, rows, undefined)


def _relations(report: AgreementReport) -> Section:
    rows = [(type_, _value(f1)) for type_, f1 in report.relations.items()]
    undefined = [why for type_, f1 in report.relations.items() for why in _why(type_, {"F1": f1})]
    return _section("Relating them", ("relation", "F1"), rows, undefined)


def _section(
    title: str, header: Sequence[str], rows: Sequence[tuple[str, ...]], undefined: Sequence[str]
) -> Section:
    return Section(title, tuple(header), tuple(rows), tuple(undefined))


def _value(figure: Quantity) -> str:
    return "undefined" if figure.value is None else f"{figure.value:.3f}"


def _share(share: float | None) -> str:
    return "none" if share is None else f"{share:.0%}".replace("%", " %")


def _verdict(alpha: Quantity) -> str:
    if alpha.value is None:
        return ""
    if alpha.value >= _RELIABLE:
        return "reliable"
    return "tentative" if alpha.value >= _TENTATIVE else "not reliable enough"


def _why(what: str, figures: Mapping[str, Quantity]) -> list[str]:
    """Say once for each reason which figures of a row are undefined for it."""
    held: dict[str, list[str]] = {}
    for name, figure in figures.items():
        if figure.reason is not None:
            held.setdefault(figure.reason, []).append(name)
    return [
        f"{what}: {', '.join(names)} undefined, {_REASONS.get(reason, reason)}"
        for reason, names in held.items()
    ]


def report_markdown(report: AgreementReport) -> str:
    """Return the whole report as Markdown, for a file or the clipboard."""
    parts = ["# Agreement", f"{report_lead(report)}."]
    for section in report_sections(report):
        table = [section.header, ["---"] * len(section.header), *section.rows]
        parts.append(f"## {section.title}")
        parts.append("\n".join(f"| {' | '.join(_cell(c) for c in row)} |" for row in table))
        parts += [f"- {line}" for line in section.undefined]
    return "\n\n".join([*parts, CLOSING]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
