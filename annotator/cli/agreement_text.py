"""An agreement report as text for a terminal."""

from __future__ import annotations

from annotator.app.report import CLOSING, Section, report_lead, report_sections
from annotator.cli.printing import table
from annotator.model.agreement import AgreementReport


def agreement_text(report: AgreementReport) -> str:
    """Return a report as text: what was compared, a table for each question, how to judge."""
    sections = map(_section_text, report_sections(report))
    return "\n\n".join((report_lead(report), *sections, CLOSING))


def _section_text(section: Section) -> str:
    lines = [*table(section.header, section.rows).split("\n"), *section.undefined]
    return "\n  ".join((section.title, *lines))
