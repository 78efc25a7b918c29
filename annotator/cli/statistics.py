"""Commands on statistics: agreement and verify."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.arguments import FILE, json_option, project_argument
from annotator.cli.printing import counted, notice, print_json, say, table


@click.command
@project_argument
@click.option(
    "--layers", metavar="A,B,...", help="The layers to compare; all coders' layers without it."
)
@click.option(
    "--seed", metavar="N", type=int, default=1, show_default=True, help="Seed of random draws."
)
@click.option("--with-boilerplate", is_flag=True, help="Count boilerplate as text to be coded.")
@json_option
def agreement(
    project: Path, layers: str | None, seed: int, with_boilerplate: bool, as_json: bool
) -> None:
    """Compute the intercoder reliability of two or more layers.

    Only articles that at least two of the layers have finished count. A figure that is undefined
    has the reason in its place.
    """
    from annotator.app.comparing import agreement_document, comparison
    from annotator.app.project import open_for_reading
    from annotator.cli.agreement_text import agreement_text

    names = None if layers is None else [name.strip() for name in layers.split(",")]
    with open_for_reading(project) as opened:
        work = comparison(opened, names, seed=seed, with_boilerplate=with_boilerplate)
    report = work()
    if as_json:
        print_json(agreement_document(report))
    else:
        say(agreement_text(report))


@click.command
@click.argument("cases", metavar="[CASES.json]", type=FILE, required=False)
@json_option
def verify(cases: Path | None, as_json: bool) -> int:
    """Recompute reference values of the statistics; the exit status is 1 if one is off.

    Without CASES.json, the published tables shipped with the program are used. A case for a
    measure that this version does not compute is skipped, and said to be.
    """
    from annotator.app.checking import verify_statistics

    results = verify_statistics(cases)
    states = Counter(result.state for result in results)
    if as_json:
        counts = {state: states[state] for state in ("ok", "off", "skipped")}
        print_json({**counts, "cases": [asdict(result) for result in results]})
    else:
        rows = [
            (
                r.state,
                r.measure,
                r.id,
                r.expected,
                "" if r.state == "skipped" else r.got,
                r.reason or "",
            )
            for r in results
        ]
        say(table(("", "measure", "case", "expected", "computed", "reason"), rows))
        counts_text = f"{states['ok']} right, {states['off']} off, {states['skipped']} skipped"
        notice(f"{counted(len(results), 'case')}: {counts_text}.")
    return 1 if states["off"] else 0
