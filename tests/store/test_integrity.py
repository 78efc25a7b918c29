from __future__ import annotations

from pathlib import Path

import pytest
from made_projects import article, made, raw, tagged

from annotator.app.checking import check_project
from annotator.app.joining import join
from annotator.app.tagging import relate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound project with two coders and every kind of row, closed."""
    with made(tmp_path) as project:
        story = project.stories()[0].id
        for coder in ("Ana", "Bo"):
            layer = project.layer_of_coder(coder)
            burned = tagged(project, layer, "one.txt", "The quay burned")
            police = tagged(project, layer, "one.txt", "Police", "source")
            fire = tagged(project, layer, "two.txt", "Fire at the quay")
            nobody = tagged(project, layer, "two.txt", "Nobody died")
            relate(project, layer, burned, police)
            join(project, layer, story, [burned, fire], [article(project, "three.txt")])
            assert nobody.kind == "claim"
    return project.path


def test_a_sound_file_has_no_fault(path: Path) -> None:
    assert check_project(path) == []


ANA = "(SELECT id FROM layer WHERE name = 'Ana')"
BO = "(SELECT id FROM layer WHERE name = 'Bo')"
CLAIM = f"(SELECT id FROM span WHERE kind = 'claim' AND layer_id = {ANA} LIMIT 1)"
SOURCE = f"(SELECT id FROM span WHERE kind = 'source' AND layer_id = {ANA})"
FREE = """(SELECT id FROM span WHERE kind = 'claim' AND layer_id = {}
    AND id NOT IN (SELECT span_id FROM membership))"""
CLUSTER = f"(SELECT id FROM cluster WHERE layer_id = {ANA})"
SEEDED = {
    "a changed text": ("UPDATE text SET body = body || 'x'", "does not have the hash"),
    "a text of another letter": (
        "UPDATE text SET body = replace(body, 'quay', 'dock')",
        "the quote at 0 to 15",
    ),
    "changed raw bytes": ("UPDATE raw SET bytes = x'00'", "Raw file"),
    "a wrong length": ("UPDATE article SET length = 3", "characters, not 3"),
    "a moved piece": ("UPDATE piece SET start = start + 1", "is not what the text says"),
    "a piece past the end": ("UPDATE piece SET end = 99999", "is not what the text says"),
    "another quote": ("UPDATE piece SET quote = 'x'", "is not what the text says"),
    "a span without a passage": (f"DELETE FROM piece WHERE span_id = {CLAIM}", "has no passage"),
    "a dangling relation": ("UPDATE relation SET to_span = 'gone'", "of relation refers to a span"),
    "a dangling article": ("UPDATE coding SET article_id = id", "refers to a article"),
    "a dangling membership": ("UPDATE membership SET cluster_id = 'gone'", "refers to a cluster"),
    "a claim that is same twice": (
        f"""INSERT INTO cluster SELECT 'k2', layer_id, story_id, 9, '', '' FROM cluster
        WHERE id = {CLUSTER};
        INSERT INTO membership SELECT 'm2', 'k2', span_id, 'same', origin, 9
        FROM membership WHERE cluster_id = {CLUSTER} LIMIT 1""",
        "is \u00absame\u00bb in two clusters",
    ),
    "a source in a cluster": (
        f"INSERT INTO membership VALUES ('m2', {CLUSTER}, {SOURCE}, 'same', 'hand', 9)",
        "holds a span that is no claim",
    ),
    "a claim of another layer in a cluster": (
        f"INSERT INTO membership VALUES ('m2', {CLUSTER}, {FREE.format(BO)}, 'partial', 'hand', 9)",
        "another layer or story",
    ),
    "an absent article with a member": (
        f"INSERT INTO absence SELECT 'b2', {CLUSTER}, id FROM article WHERE file = 'one.txt'",
        "says that an article with a claim of it is absent",
    ),
    "a cluster of another story": (
        "INSERT INTO story VALUES ('s2', 's2', 9); UPDATE cluster SET story_id = 's2'",
        "another layer or story",
    ),
    "a relation across articles": (
        f"UPDATE relation SET from_span = {FREE.format(ANA)} WHERE layer_id = {ANA}",
        "different articles or layers",
    ),
    "a relation of another layer": (
        f"UPDATE relation SET layer_id = {BO} WHERE layer_id = {ANA}",
        "different articles or layers",
    ),
    "a relation that leads the wrong way": (
        "UPDATE relation SET from_span = to_span, to_span = from_span",
        "does not join spans of its kinds",
    ),
    "a span in a coding of another layer": (
        f"UPDATE span SET layer_id = {BO} WHERE id = {CLAIM}",
        "of another layer than a span in it",
    ),
    "a changed codebook": (
        "UPDATE codebook_version SET body = body || ' '",
        "Codebook version 1",
    ),
    "a region past the end": (
        "INSERT INTO region SELECT id, id, 'heading', 0, length + 1, 1 FROM article",
        "reaches past the end",
    ),
}


@pytest.mark.parametrize("seed", SEEDED)
def test_a_seeded_fault_is_found_and_named(path: Path, seed: str) -> None:
    script, words = SEEDED[seed]
    with raw(path) as conn:
        conn.executescript(f"BEGIN; {script}; COMMIT")
    faults = check_project(path)
    assert any(words in fault for fault in faults), faults
    assert all("\n" not in fault for fault in faults)


def test_damage_is_told_as_a_list_and_not_as_a_crash(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 9000] = b"\xff" * 9000
    path.write_bytes(data)
    faults = check_project(path)
    assert faults
    assert any(fault.startswith("SQLite: ") for fault in faults)
