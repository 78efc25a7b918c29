"""Kill a coder's program without warning while it tags, again and again; nothing may be lost.

Run: python tests/long/kill_nine.py [--runs 50] [--seed 1]

Each run starts a program that tags at random and writes a line to a file after each tag that
`tag_span` said is done. After 50 to 300 ms it is killed (SIGKILL). Then the project must open for
writing at once, hold every tag that was acknowledged, word for word, at most one tag more, and be
sound. Prints the figures; exit status 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.app.importing import import_articles
from annotator.app.project import make_project, open_for_reading, open_for_writing
from annotator.app.tagging import tag_span
from annotator.model.errors import KnownError
from annotator.store import integrity

CODER = "Ana"
READY = "ready"


@dataclass
class Found:
    """What the runs have come to so far."""

    acknowledged: int = 0
    lost: int = 0
    unasked: int = 0
    faults: int = 0
    half_written: int = 0


def tag_for_ever(project_path: Path, seed: int) -> None:
    """The program that is killed: a line on stdout for each tag that is on disk."""
    chance = random.Random(seed)  # noqa: S311  nothing here is a secret
    with open_for_writing(project_path) as project:
        layer = project.layer_of_coder(CODER)
        heads = project.articles()
        os.write(1, f"{READY}\n".encode())
        while True:
            head = chance.choice(heads)
            start = chance.randrange(head.length - 80)
            bounds = [(start, start + chance.randrange(1, 80))]
            kind = chance.choice(["claim", "source", "figure"])
            try:
                span = tag_span(project, layer, head.id, bounds, kind)
            except KnownError:  # the very same passage again
                continue
            quote = project.text_of(head.id)[slice(*bounds[0])]
            os.write(1, f"{span}\t{bounds[0][0]}\t{quote.encode().hex()}\n".encode())


def made(folder: Path) -> Path:
    """A project of three articles to tag."""
    for number in range(3):
        words = f"Words of article {number}, \U0001f525 and \u00e1ccents. " * 120
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    with make_project(folder / "killed.annotator") as project:
        import_articles(project, sorted(folder.glob("*.txt")), story="The quay")
        project.layer_of_coder(CODER)
    return project.path


def run_and_kill(path: Path, seed: int, milliseconds: float) -> list[str]:
    """Start the program, kill it and return the whole lines that it wrote."""
    log = path.with_suffix(".log")
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, __file__, "--child", str(path), "--seed", str(seed)], stdout=out
        ) as child,
    ):
        while READY not in log.read_text() and child.poll() is None:
            try_wait(child, 5)
        try_wait(child, milliseconds)
        if child.poll() is not None:
            sys.exit(f"the program that was to be killed ended by itself ({child.returncode})")
        child.kill()
        child.wait()
    return [line for line in log.read_text().splitlines(keepends=True)[1:] if line.endswith("\n")]


def try_wait(child: subprocess.Popen[bytes], milliseconds: float) -> None:
    """Wait for the end of a program that is not expected to end."""
    try:
        child.wait(milliseconds / 1000)
    except subprocess.TimeoutExpired:
        return


def compare(path: Path, before: int, lines: list[str], found: Found) -> int:
    """Open the project as the coder would, and look for every tag; return how many there are."""
    found.half_written += path.with_name(f"{path.name}-journal").exists()
    open_for_reading(path).close()
    with open_for_writing(path) as project:
        spans = {span.id: span for span in project.content(CODER).spans}
        for line in lines:
            id_, start, quote = line.rstrip("\n").split("\t")
            span = spans.get(id_)  # type: ignore[call-overload]
            if span is None or (span.start, span.quote) != (
                int(start),
                bytes.fromhex(quote).decode(),
            ):
                found.lost += 1
        found.acknowledged += len(lines)
        # the commit that was done and not told any more
        found.unasked += max(0, len(spans) - before - len(lines) - 1)
        found.faults += len(integrity.faults(project.file.db))
    return len(spans)


def main() -> int:
    """Do the runs and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        tag_for_ever(options.child, options.seed)
    chance = random.Random(options.seed)  # noqa: S311  nothing here is a secret
    found, spans = Found(), 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):  # settings and backups of its own
            os.environ[name] = str(Path(folder) / "home")
        path = made(Path(folder))
        for run in range(options.runs):
            lines = run_and_kill(path, options.seed * 1000 + run, chance.uniform(50, 300))
            spans = compare(path, spans, lines, found)
    print(
        f"{options.runs} runs: {found.acknowledged} tags acknowledged, {found.lost} lost, "
        f"{found.unasked} never asked for, {found.faults} faults; "
        f"{found.half_written} runs were killed in the middle of a commit"
    )
    return int(bool(found.lost or found.unasked or found.faults or not found.acknowledged))


if __name__ == "__main__":
    sys.exit(main())
