"""Bringing articles into a project: plain text files, and tables that say what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.app.project import Project, read_file
from annotator.model.article import ArticleHead
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId
from annotator.model.names import clean_name
from annotator.model.text import canonical, shortened, text_sha256
from annotator.services.decoding import LARGEST, decode
from annotator.services.language import detect
from annotator.services.metadata import MetadataRow, read_metadata
from annotator.store import articles

_TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file; `notices` are sentences a person should read."""

    id: ArticleId
    file: str
    story: str
    title: str
    language: str
    encoding: str
    encoding_guessed: bool
    characters: int
    replaced: int
    sha256: str
    notices: tuple[str, ...]


def import_articles(
    project: Project,
    paths: Sequence[Path],
    *,
    story: str = "",
    metadata: Path | None = None,
    encoding: str | None = None,
) -> list[Imported]:
    """Import text files, and the .txt files of folders, as articles, all or none.

    `story` names the story of files whose row in `metadata` names none; without it each file's
    folder does. `encoding` is tried for what is not UTF-8, before a guess.
    """
    files = [file for path in paths for file in _files_at(path)]
    rows = _rows_for(files, metadata)
    label = f"Import {_name(files[0])}" if len(files) == 1 else f"Import {len(files)} articles"
    with project.step(label):
        return [
            _import_one(project, file, rows.get(_name(file)), story, encoding) for file in files
        ]


def _name(file: Path) -> str:
    """A file's name need not be text; what is no character becomes U+FFFD, as in articles."""
    return canonical(file.name).text


def _files_at(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.lower() == ".txt")
        if not found:
            raise KnownError(f"{path} holds no .txt file", "choose a folder with articles")
        return found
    if not path.is_file():
        raise KnownError(f"There is no file {path}", "check its name")
    return [path]


def _rows_for(files: Sequence[Path], metadata: Path | None) -> dict[str, MetadataRow]:
    if metadata is None:
        return {}
    rows: dict[str, MetadataRow] = {}
    names = {_name(file) for file in files}
    for row in read_metadata(read_file(metadata), metadata.name):
        if row.file not in names:
            raise KnownError(f"{row.where}: «{row.file}» is not imported", "correct the row")
        if row.file in rows:
            raise KnownError(f"{row.where}: «{row.file}» has a row already", "remove one")
        rows[row.file] = row
    return rows


def _import_one(
    project: Project, file: Path, row: MetadataRow | None, story: str, encoding: str | None
) -> Imported:
    file_name = _name(file)
    if file.stat().st_size > LARGEST:
        raise KnownError(f"{file_name} is over 20 MB", "split it into articles")
    raw = read_file(file)
    decoded = decode(raw, file_name, encoding)
    text = canonical(decoded.text)
    db = project.file.db
    for name, in_story in articles.same_raw(db, raw):
        if name == file_name:
            raise KnownError(
                f"{name} is in the project already, in the story «{in_story}»",
                "leave it out, or give it another name if it is another article",
            )
    notices = _notices(file_name, decoded.encoding, text.replaced, guessed=decoded.guessed)
    notices += [
        f"{file_name} has the same text as {name} in the story «{in_story}»."
        for name, in_story in articles.same_text(db, text.text)
    ]
    said = {"title": _title(text.text), "language": detect(text.text)}
    said |= row.said if row else {}
    in_story = clean_name(said.pop("story", "") or story or _folder_name(file), "story")
    described = {key: said.get(key, "") for key in articles.METADATA}
    story_id = articles.story_named(db, in_story)
    return Imported(
        articles.add(db, story_id, text.text, raw, file_name, described),
        file_name,
        in_story,
        described["title"],
        described["language"],
        decoded.encoding,
        decoded.guessed,
        len(text.text),
        text.replaced,
        text_sha256(text.text),
        tuple(notices),
    )


def _notices(file: str, encoding: str, replaced: int, *, guessed: bool) -> list[str]:
    notices = []
    if guessed:
        notices.append(
            f"{file} is not UTF-8; it was read as {encoding}, please look at its accents."
        )
    if replaced:
        signs = "1 character" if replaced == 1 else f"{replaced} characters"
        notices.append(f"{file}: {signs} that cannot be kept became \ufffd.")
    return notices


def _title(text: str) -> str:
    first = next(line for line in text.split("\n") if line.strip())
    return shortened(first.strip().lstrip("-•* "), _TITLE_LENGTH)


def _folder_name(file: Path) -> str:
    return file.absolute().parent.name or "Story"


def describe_articles(project: Project, table: Path) -> int:
    """Change outlet, date, language and the like from a CSV table; return how many articles.

    Rows name an article by `id` or by `file`. All rows are taken, or none.
    """
    rows = read_metadata(read_file(table), table.name, naming=("id", "file"))
    heads = project.articles()
    with project.step(f"Describe articles from {table.name}"):
        for row in rows:
            _describe_one(project, _named_by(row, heads), row)
    return len(rows)


def _named_by(row: MetadataRow, heads: Sequence[ArticleHead]) -> ArticleHead:
    if row.id:
        named = [head for head in heads if head.id == row.id]
    else:
        named = [head for head in heads if head.file == row.file]
    if not named:
        raise KnownError(f"{row.where}: there is no article «{row.id or row.file}»", "correct it")
    if len(named) > 1:
        raise KnownError(f"{row.where}: several articles came from «{row.file}»", "name it by id")
    return named[0]


def _describe_one(project: Project, head: ArticleHead, row: MetadataRow) -> None:
    said = dict(row.said)
    story = said.pop("story", "")
    db = project.file.db
    articles.describe(db, head.id, said)
    if not story:
        return
    target = articles.story_named(db, clean_name(story, "story"))
    if target == head.story:
        return
    if articles.is_in_clusters(db, head.id):
        raise KnownError(
            f"{row.where}: «{head.file}» is in claim clusters, which stay inside one story",
            "take its claims out of the clusters first",
        )
    articles.move_to_story(db, head.id, target)
