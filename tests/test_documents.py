"""What people read is true of the program: commands, keys, columns, links and words."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import pytest

from annotator.__main__ import main
from annotator.app.commands import COMMANDS, Command, change_commands, tag_commands
from annotator.cli.command_line import commands as subcommands
from annotator.model.agreement import DescribingReport, FindingReport, Quantity
from annotator.model.article import Article, ArticleHead, Region, Story
from annotator.model.cluster import Cluster, Member
from annotator.model.codebook import ATTRIBUTE_TYPES, LEVELS, SHAPES, Codebook
from annotator.model.ids import (
    ArticleId,
    ClusterId,
    CoderId,
    CodingId,
    LayerId,
    RelationId,
    SpanId,
    StoryId,
)
from annotator.model.layer import Coding, Decision, Layer, LayerContent, Memo
from annotator.model.relation import Relation
from annotator.model.span import Piece, Span
from annotator.services.codebook_json import codebook_document, read_codebook
from annotator.services.coefficients.quantities import REASONS
from annotator.services.exports.jsonl import jsonl
from annotator.services.exports.material import Material
from annotator.services.exports.tables import tables
from annotator.services.layer_writing import layer_document
from annotator.services.metadata import DESCRIBING

ROOT = Path(__file__).resolve().parents[1]
HELP = ROOT / "resources" / "help"
TOP_PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md"]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
HELP_PAGES = sorted(HELP.glob("*.md"))
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
WORDS = (
    "project", "story", "article", "outlet", "region", "span", "piece", "kind", "claim",
    "source", "figure", "tag", "codebook", "code", "attribute", "relation", "claim cluster",
    "gloss", "member", "absence", "draft", "coder", "lead", "layer", "coding", "memo", "packet",
    "hand-in", "intercoder reliability", "agreement", "adjudication", "gold", "step", "desk",
    "notice",
)  # fmt: skip

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"`((?:annotator|docs|packaging|resources|tests)/[\w./-]*)`")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _links(path: Path) -> Iterator[str]:
    for link in _LINK.findall(_FENCED.sub("", _text(path))):
        if not link.startswith(("http://", "https://", "mailto:")):
            yield link.partition("#")[0]


def _in_code(path: Path) -> set[str]:
    return set(_CODE.findall(_text(path)))


def _named(path: Path, names: set[str]) -> set[str]:
    """Which of the names the page never gives, in backticks or in an example."""
    page = _text(path)
    quoted = {name for block in _FENCED.findall(page) for name in re.findall(r'"(\w+)"', block)}
    return names - _in_code(path) - quoted


def _news_codebook() -> Codebook:
    return read_codebook(_text(ROOT / "resources" / "codebooks" / "news-claims.json"), "news")


def _commands() -> list[Command]:
    book = _news_codebook()
    return [*COMMANDS, *tag_commands(book), *change_commands(book)]


def _content() -> LayerContent:
    layer, article, other = LayerId("l"), ArticleId("a"), ArticleId("b")
    spans = tuple(
        Span(SpanId(kind), layer, article, kind, (Piece(0, 2, "ab"),))
        for kind in ("claim", "source")
    )
    return LayerContent(
        Layer(layer, "A", "coder", CoderId("c")),
        (Coding(CodingId("x"), layer, article), Coding(CodingId("y"), layer, other)),
        spans,
        (Relation(RelationId("r"), layer, "attributes", spans[0].id, spans[1].id),),
        (Cluster(ClusterId("k"), layer, StoryId("s"), "", "", (Member(spans[0].id),), (other,)),),
        (Memo("article", "a", "so"),),
        (Decision("claim", "L", "single", None, ""),),
    )


def _material() -> Material:
    story = Story(StoryId("s"), "Story", 1)
    region = Region("boilerplate", 0, 1)
    described = ("", "", "", "", "", "", "a.txt", "0" * 64, 3, (region,))
    articles = [
        Article(ArticleHead(ArticleId(id_), story.id, place, *described), "abc")
        for place, id_ in enumerate("ab", 1)
    ]
    return Material("P", [story], articles, _news_codebook(), [_content()])


def _keys(value: object) -> set[str]:
    """Every key of a JSON value, but those inside attributes and the codebook's own entries."""
    if isinstance(value, dict):
        nested = [_keys(v) for k, v in value.items() if k not in ("attributes", "kinds")]
        return set(value).union(*nested)
    return set().union(*map(_keys, value)) if isinstance(value, list | tuple) else set()


def test_every_window_command_stands_in_the_page_on_keys_with_its_first_key() -> None:
    rows = [line for line in _text(HELP / "keys.md").splitlines() if line.startswith("| ")]
    for command in _commands():
        wanted = f"| {command.words} |"
        row = next((row for row in rows if row.startswith(wanted)), None)
        assert row is not None, f"keys.md has no row for «{command.words}»"
        for key in command.keys:
            assert f"`{key}`" in row, f"keys.md: «{command.words}» lacks {key}"


def test_the_page_on_keys_names_no_command_that_is_gone() -> None:
    page = _text(HELP / "keys.md").partition("## In the text")[0]
    rows = re.findall(r"^\| (.+?) \|", page, re.MULTILINE)
    known = {command.words for command in _commands()}
    assert {row for row in rows if row not in ("command", "---")} == known


def test_no_key_means_two_commands() -> None:
    commands = _commands()
    keys = [key for command in commands for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_every_help_page_can_be_reached_from_the_index() -> None:
    reached, waiting = set[str](), ["index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += _links(HELP / page)
    assert reached == {page.name for page in HELP_PAGES}


@pytest.mark.parametrize("page", HELP_PAGES, ids=lambda page: page.name)
def test_help_pages_link_to_help_pages_only(page: Path) -> None:
    # The help window shows its own folder and nothing else.
    assert {link for link in _links(page) if Path(link).name != link} == set()


@pytest.mark.parametrize(
    "page", [*TOP_PAGES, *DOCS, *HELP_PAGES], ids=lambda page: str(page.relative_to(ROOT))
)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in _links(page) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", [*TOP_PAGES, *DOCS], ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named_are_there(page: Path) -> None:
    absent = [path for path in _PATH.findall(_text(page)) if not (ROOT / path).exists()]
    assert absent == []


def test_export_page_names_every_record_and_its_keys() -> None:
    records = [json.loads(line) for line in jsonl(_material()).splitlines()]
    kinds = {record["record"] for record in records}
    assert kinds == set(re.findall(r"^\| `(\w+)` \|", _record_table(), re.MULTILINE))
    for record in records:
        assert _named(HELP / "export.md", _keys(record)) == set(), record["record"]


def _record_table() -> str:
    return _text(HELP / "export.md").partition("## JSON Lines")[2].partition("## Tables")[0]


def test_export_page_names_every_table_and_column() -> None:
    made = tables(_material())
    assert _named(HELP / "export.md", set(made)) == set()
    for name, content in made.items():
        if name.endswith(".csv"):
            columns = {c for c in next(csv.reader(io.StringIO(content))) if "." not in c}
            assert _named(HELP / "export.md", columns) == set(), name
        else:
            assert _named(HELP / "export.md", _keys(json.loads(content))) == set()


def test_layer_page_names_every_key() -> None:
    document = layer_document(_content(), [article.head for article in _material().articles])
    assert _named(HELP / "layer-json.md", _keys(document)) == set()


def test_example_of_the_layer_page_has_every_key_and_no_other() -> None:
    example = json.loads(_FENCED.findall(_text(HELP / "layer-json.md"))[0].strip("`"))
    document = layer_document(_content(), [article.head for article in _material().articles])
    assert _keys(example) == _keys(document)


def test_codebook_page_names_every_key_and_every_choice() -> None:
    document = cast("dict[str, Any]", codebook_document(_news_codebook()))
    kind = document["kinds"][0]
    names = {*document, *kind, *kind["attributes"][0], *ATTRIBUTE_TYPES, *LEVELS, *SHAPES}
    assert _named(HELP / "codebook.md", names) == set()


def test_example_of_the_codebook_page_can_be_read() -> None:
    example = _FENCED.findall(_text(HELP / "codebook.md"))[0].strip("`")
    assert read_codebook(example, "the example").kinds[0].attributes[0].id == "modality"


def test_agreement_page_names_every_figure_and_every_reason() -> None:
    figures = {field.name for cls in (FindingReport, DescribingReport) for field in fields(cls)}
    rest = {field.name for field in fields(Quantity)} - {"value"}
    linking = {"finding", "describing", "linking", "relations", "conditional", "end_to_end"}
    links = {"pairwise_alpha", "link_f1", "coverage", "f1"}
    wanted = figures | rest | linking | links | set(REASONS)
    assert _named(HELP / "agreement.md", wanted) == set()


def test_import_page_names_every_column_of_the_table() -> None:
    assert _named(HELP / "import.md", {"file", "id", *DESCRIBING}) == set()


def _shell_lines(page: Path) -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```", _text(page), re.MULTILINE | re.DOTALL)
    return [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]


def test_the_commands_of_the_readme_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    monkeypatch.chdir(tmp_path)
    lines = [line[1:] for line in _shell_lines(ROOT / "README.md") if line[0] == "annotator"]
    *walk, window = lines
    for arguments in walk:
        assert arguments[0] in subcommands.commands
        assert main(arguments) == 0, capsys.readouterr().err
    assert Path(window[0]).is_file()
    assert (tmp_path / "ferry-tables" / "clusters.csv").is_file()


def test_every_command_of_the_command_line_stands_in_its_page() -> None:
    page = _text(HELP / "command-line.md")
    assert [name for name in subcommands.commands if f"annotator {name}" not in page] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_is_under_a_page_and_has_its_four_parts(page: Path) -> None:
    lines = _text(page).splitlines()
    assert len(lines) < 60
    assert lines[0].startswith(f"# {int(page.name[:4])}. ")
    parts = [line for line in lines if line.startswith("## ")]
    assert parts == ["## Decision", "## Reasons", "## Rejected", "## Consequences"]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_defined_once_with_what_to_avoid(word: str) -> None:
    entries = re.findall(
        rf"^\*\*{re.escape(word)}\*\*.*?(?=^\*\*|^## |\Z)",
        _text(ROOT / "docs" / "CONTEXT.md"),
        re.MULTILINE | re.DOTALL,
    )
    assert len(entries) == 1
    assert "\nAvoid: " in entries[0]
