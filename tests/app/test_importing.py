from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_projects import TEXTS, article, made, refused, state, steps, tagged

from annotator.app.importing import Imported, describe_articles, import_articles
from annotator.app.joining import join
from annotator.app.project import Project
from annotator.model.text import canonical, text_sha256
from annotator.store import integrity

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"
SPANISH = "El alcalde dijo que el puente de la ciudad estar\u00eda cerrado toda la semana.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made(tmp_path, {})


def file(tmp_path: Path, data: bytes | str, name: str = "a.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def one(project: Project, path: Path, **options: object) -> Imported:
    (found,) = import_articles(project, [path], **options)  # type: ignore[arg-type]
    return found


def test_an_article_comes_in_with_what_can_be_told_of_it(project: Project, tmp_path: Path) -> None:
    found = one(project, file(tmp_path, "\n  - A heading\n" + SPANISH), story="Puente")
    (head,) = project.articles()
    text = "\n  - A heading\n" + SPANISH
    assert project.text_of(head.id) == text
    assert (found.id, found.sha256, found.characters) == (head.id, text_sha256(text), len(text))
    assert (head.title, head.language, head.file) == ("A heading", "es", "a.txt")
    assert (head.sha256, head.length) == (found.sha256, found.characters)
    assert [story.name for story in project.stories()] == ["Puente"]
    assert (found.encoding, found.encoding_guessed, found.replaced) == ("utf-8", False, 0)
    assert found.notices == ()
    (raw,) = project.file.db.execute("SELECT bytes FROM raw").fetchone()
    assert raw == text.encode()


@pytest.mark.parametrize(
    ("data", "text", "replaced"),
    [
        (b"\xef\xbb\xbfOne\r\nTwo\rThree\n", "One\nTwo\nThree\n", 0),
        ("One\u2028Two\u2029Three".encode(), "One\nTwo\nThree", 0),
        (
            b"A line one\0 two\x0c \x1bthree\tfour",
            "A line one\ufffd two\ufffd \ufffdthree\tfour",
            3,
        ),
        ("a\ufdd0b\ufdd1".encode(), "a\ufffdb\ufffd", 2),
        ("e\u0301 \u00a0 \ufb01 \U0001f1ea\U0001f1f8 \u200b".encode(), None, 0),
        ("\ufeffUTF-16 \u00e9\r\n".encode("utf-16-le"), "UTF-16 \u00e9\n", 0),
    ],
)
def test_the_text_is_changed_by_the_rules_alone_and_the_bytes_are_kept(
    project: Project, tmp_path: Path, data: bytes, text: str | None, replaced: int
) -> None:
    found = one(project, file(tmp_path, data))
    stored = project.text_of(found.id)
    assert stored == (data.decode() if text is None else text)
    assert found.replaced == replaced
    assert any("cannot be kept" in notice for notice in found.notices) == bool(replaced)
    assert project.file.db.execute("SELECT bytes FROM raw").fetchall() == [(data,)]
    assert integrity.faults(project.file.db) == []


def test_a_guessed_encoding_is_shown(project: Project, tmp_path: Path) -> None:
    found = one(project, file(tmp_path, SPANISH.encode("cp1252")))
    assert project.text_of(found.id) == SPANISH
    assert (found.encoding, found.encoding_guessed) == ("cp1252", True)
    (notice,) = found.notices
    assert "a.txt is not UTF-8; it was read as cp1252" in notice


def test_a_declared_encoding_is_no_guess(project: Project, tmp_path: Path) -> None:
    text = "\u041f\u043e\u0436\u0430\u0440 \u0432 \u043f\u043e\u0440\u0442\u0443"
    found = one(project, file(tmp_path, text.encode("koi8-r")), encoding="koi8-r")
    assert project.text_of(found.id) == text
    assert (found.encoding_guessed, found.notices) == (False, ())


BAD: list[tuple[str, bytes, str]] = [
    ("empty", b"", "bad.txt is empty"),
    ("blank", b" \n\n", "bad.txt holds no text"),
    ("binary", bytes(range(256)) * 4, "bad.txt is not a text file"),
    ("pdf", b"%PDF-1.7", "bad.txt is a PDF"),
    ("large", b"x" * (20 * 1024 * 1024 + 1), "bad.txt is over 20 MB"),
]


@pytest.mark.parametrize(("data", "words"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_one_bad_file_among_good_ones_leaves_the_project_as_it_was(
    project: Project, tmp_path: Path, data: bytes, words: str
) -> None:
    good = [file(tmp_path, text, name) for name, text in TEXTS.items()]
    before = state(project), steps(project)
    with refused(words):
        import_articles(project, [*good, file(tmp_path, data, "bad.txt")], story="Quay")
    assert (state(project), steps(project)) == before
    assert project.file.db.execute("SELECT count(*) FROM text").fetchone() == (0,)
    assert project.file.db.execute("SELECT count(*) FROM raw").fetchone() == (0,)
    import_articles(project, good, story="Quay")  # and without it they come in
    assert len(project.articles()) == len(TEXTS)


def test_a_whole_import_is_one_step(project: Project, tmp_path: Path) -> None:
    good = [file(tmp_path, text, name) for name, text in TEXTS.items()]
    before = steps(project)
    import_articles(project, good)
    assert len(steps(project)) == len(before) + 1
    project.undo()
    assert project.articles() == []
    assert project.stories() == []


def test_the_same_bytes_under_the_same_name_are_refused(project: Project, tmp_path: Path) -> None:
    path = file(tmp_path, SPANISH)
    import_articles(project, [path], story="Puente")
    before = state(project), steps(project)
    with refused("a.txt is in the project already", "\u00abPuente\u00bb"):
        import_articles(project, [file(tmp_path, "Other words.", "b.txt"), path], story="Else")
    more = file(tmp_path, "More words.", "c.txt")
    with refused("c.txt is in the project already"):
        import_articles(project, [more, more])
    assert (state(project), steps(project)) == before


@pytest.mark.parametrize("data", [SPANISH, "\ufeff" + SPANISH, SPANISH.replace("\n", "\r\n")])
def test_the_same_text_under_another_name_comes_in_with_a_notice(
    project: Project, tmp_path: Path, data: str
) -> None:
    import_articles(project, [file(tmp_path, SPANISH)], story="Puente")
    found = one(project, file(tmp_path, data, "wire.txt"), story="Agencia")
    assert found.notices == (
        "wire.txt has the same text as a.txt in the story \u00abPuente\u00bb.",
    )
    assert len(project.articles()) == 2
    assert project.file.db.execute("SELECT count(*) FROM text").fetchone() == (1,)


def test_another_text_under_the_same_name_comes_in(project: Project, tmp_path: Path) -> None:
    one(project, file(tmp_path, SPANISH))
    assert one(project, file(tmp_path, "Other words.")).notices == ()


def test_a_folder_brings_in_its_text_files_in_the_order_of_their_names(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "The quay"
    folder.mkdir()
    for name in ("b.txt", "a.TXT", "notes.md", "c.txt"):
        (folder / name).write_text(f"Words of {name}", encoding="utf-8")
    (folder / "deeper.txt").mkdir()
    (folder / "deeper.txt").rmdir()
    found = import_articles(project, [folder])
    assert [f.file for f in found] == ["a.TXT", "b.txt", "c.txt"]
    assert {f.story for f in found} == {"The quay"}
    assert [head.position for head in project.articles()] == [1, 2, 3]


def test_a_folder_without_text_and_a_file_that_is_not_there_are_refused(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with refused("holds no .txt file"):
        import_articles(project, [tmp_path / "empty"])
    with refused("There is no file", "nowhere.txt"):
        import_articles(project, [tmp_path / "nowhere.txt"])


def test_the_table_says_what_articles_are(project: Project, tmp_path: Path) -> None:
    paths = [file(tmp_path, text, name) for name, text in TEXTS.items()]
    table = file(
        tmp_path,
        "file;story;title;outlet;language;date;url;author\n"
        "one.txt;Quay fire;T;Times;fr;2026-11-22;https://example.org/1;A. B.\n"
        "two.txt;;;Post;;;;\n",
        "meta.csv",
    )
    import_articles(project, paths, story="Default", metadata=table)
    one_, two, three = (next(h for h in project.articles() if h.file == name) for name in TEXTS)
    names = {story.id: story.name for story in project.stories()}
    assert (names[one_.story], one_.title, one_.outlet) == ("Quay fire", "T", "Times")
    assert (one_.language, one_.date, one_.author) == ("fr", "2026-11-22", "A. B.")
    assert one_.url == "https://example.org/1"
    assert (names[two.story], two.outlet, two.title) == ("Default", "Post", "Fire at the quay")
    assert (names[three.story], three.outlet, three.language) == ("Default", "", "es")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("file,title\nother.txt,T\n", "meta.csv, row 2: \u00abother.txt\u00bb is not imported"),
        ("file,title\na.txt,T\na.txt,U\n", "meta.csv, row 3: \u00aba.txt\u00bb has a row already"),
        ("file,colour\na.txt,T\n", "unknown column \u00abcolour\u00bb"),
        ("file,date\na.txt,Monday\n", "row 2: \u00abMonday\u00bb is not a date"),
        ("file,story\na.txt,a\u200bb\n", "U+200B"),
    ],
)
def test_a_faulty_table_imports_nothing(
    project: Project, tmp_path: Path, table: str, words: str
) -> None:
    before = state(project), steps(project)
    path = file(tmp_path, SPANISH)
    with refused(words):
        import_articles(project, [path], metadata=file(tmp_path, table, "meta.csv"))
    with refused("cannot be read"):
        import_articles(project, [path], metadata=tmp_path / "none.csv")
    assert (state(project), steps(project)) == before


def test_articles_are_described_later_by_file_or_id(tmp_path: Path) -> None:
    project = made(tmp_path)
    id_ = article(project, "two.txt")
    table = file(tmp_path, f"id,file,outlet,story\n,one.txt,Times,\n{id_},,Post,Else\n", "set.csv")
    assert describe_articles(project, table) == 2
    heads = {head.file: head for head in project.articles()}
    assert (heads["one.txt"].outlet, heads["two.txt"].outlet) == ("Times", "Post")
    assert [story.name for story in project.stories()] == ["The quay", "Else"]
    assert heads["two.txt"].story == project.stories()[1].id
    assert project.text_of(id_) == TEXTS["two.txt"]


def twins(project: Project, tmp_path: Path) -> str:
    (tmp_path / "twin").mkdir()
    import_articles(project, [file(tmp_path / "twin", "Other words.", "one.txt")])
    return "file,outlet\none.txt,Times\n"


def in_a_cluster(project: Project, _tmp_path: Path) -> str:
    layer = project.layer_of_coder("Ana")
    claims = [tagged(project, layer, "one.txt", "The quay"), tagged(project, layer, "two.txt", "F")]
    join(project, layer, project.stories()[0].id, claims, [article(project, "three.txt")])
    return "file,outlet,story\none.txt,Times,Else\n"


def absent_from_one(project: Project, tmp_path: Path) -> str:
    return in_a_cluster(project, tmp_path).replace("one.txt", "three.txt")


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda *_: "file,outlet\nnone.txt,T\n", "row 2: there is no article \u00abnone.txt\u00bb"),
        (lambda *_: "id,outlet\nXX,T\n", "row 2: there is no article \u00abXX\u00bb"),
        (lambda *_: "file,outlet\none.txt,Times\nnone.txt,T\n", "row 3: there is no article"),
        (twins, "row 2: several articles came from \u00abone.txt\u00bb"),
        (in_a_cluster, "row 2: \u00abone.txt\u00bb is in claim clusters"),
        (absent_from_one, "row 2: \u00abthree.txt\u00bb is in claim clusters"),
    ],
)
def test_a_faulty_row_describes_nothing(
    tmp_path: Path, prepare: Callable[[Project, Path], str], words: str
) -> None:
    project = made(tmp_path)
    table = file(tmp_path, prepare(project, tmp_path), "set.csv")
    before = state(project), steps(project)
    with refused("set.csv", words):
        describe_articles(project, table)
    assert (state(project), steps(project)) == before


def test_an_article_in_a_cluster_may_be_given_the_story_it_is_in(tmp_path: Path) -> None:
    project = made(tmp_path)
    in_a_cluster(project, tmp_path)
    describe_articles(project, file(tmp_path, "file,story\none.txt,The quay\n", "set.csv"))


def test_real_articles_come_in_with_no_change_but_the_rules(
    project: Project,
) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the real articles are not beside this repository")
    found = import_articles(project, [SEEDS], story="Seeds")
    assert len(found) == 5
    for path, imported in zip(sorted(SEEDS.glob("*.txt")), found, strict=True):
        assert project.text_of(imported.id) == canonical(path.read_bytes().decode()).text
        assert (imported.encoding, imported.replaced) == ("utf-8", 0)
        assert imported.language
    assert integrity.faults(project.file.db) == []
