"""A project with some of everything, and one act of every kind to do in it."""

from __future__ import annotations

import json
from pathlib import Path

from made_projects import article, made, span, tagged

from annotator.app.exchange import dump_layer, load_layer
from annotator.app.importing import describe_articles, import_articles
from annotator.app.joining import join, leave_cluster, toggle_absence
from annotator.app.project import Project
from annotator.app.tagging import (
    add_piece,
    relate,
    remove_span,
    set_status,
    tag_span,
    unrelate,
)
from annotator.model.layer import LayerContent
from annotator.store import codebooks

CODER = "Ana"


def filled(folder: Path) -> Project:
    """A project in which one coder has some of everything."""
    project = made(folder)
    layer = project.layer_of_coder(CODER)
    story = project.stories()[0].id
    burned = tagged(project, layer, "one.txt", "The quay burned on Monday")
    hurt = tagged(project, layer, "one.txt", "12 people were hurt")
    police = tagged(project, layer, "one.txt", "Police", "source")
    twelve = tagged(project, layer, "one.txt", "12", "figure")
    fire = tagged(project, layer, "two.txt", "Fire at the quay")
    wounded = tagged(project, layer, "two.txt", "Twelve people were hurt")
    muelle = tagged(project, layer, "three.txt", "El muelle ardi\u00f3")
    relate(project, layer, hurt, police)
    relate(project, layer, hurt, twelve)
    join(project, layer, story, [burned, fire])
    join(project, layer, story, [hurt, wounded], [article(project, "three.txt")])
    assert muelle.kind == "claim"
    return project


def content(project: Project) -> LayerContent:
    return project.content(CODER)


def tag(project: Project) -> None:
    tag_span(
        project, project.layer(CODER), article(project, "two.txt"), [(0, 4), (8, 16)], "claim",
        attributes={"modality": "denied", "tense": "past"},
    )  # fmt: skip


def extend(project: Project) -> None:
    add_piece(project, project.layer(CODER), content(project).spans[0], 40, 44)


def remove(project: Project) -> None:
    hurt = content(project).relations[0].start
    remove_span(project, project.layer(CODER), span(project, hurt))


def attribute(project: Project) -> None:
    spans = {s.quote: s for s in content(project).spans}
    source = tagged(project, project.layer(CODER), "two.txt", "officers", "source")
    project.undo()
    project.redo()
    relate(project, project.layer(CODER), spans["Twelve people were hurt"], source)


def unattribute(project: Project) -> None:
    relation = content(project).relations[0]
    unrelate(project, project.layer(CODER), [relation], article(project, "one.txt"))


def join_two_clusters(project: Project) -> None:
    spans = {s.id: s for s in content(project).spans}
    firsts = [spans[cluster.claims[0]] for cluster in content(project).clusters]
    join(project, project.layer(CODER), project.stories()[0].id, firsts)


def leave(project: Project) -> None:
    cluster = content(project).clusters[1]
    claim = span(project, cluster.claims[0])
    leave_cluster(project, project.layer(CODER), cluster, claim)


def leave_a_pair(project: Project) -> None:
    cluster = content(project).clusters[0]
    claim = span(project, cluster.claims[0])
    leave_cluster(project, project.layer(CODER), cluster, claim)


def mark_absent(project: Project) -> None:
    cluster = content(project).clusters[0]
    toggle_absence(project, project.layer(CODER), cluster, article(project, "three.txt"), [])


def mark_present(project: Project) -> None:
    cluster = content(project).clusters[1]
    toggle_absence(project, project.layer(CODER), cluster, article(project, "three.txt"), [])


def finish(project: Project) -> None:
    set_status(project, project.layer(CODER), article(project, "one.txt"), "finished")


def load(project: Project) -> None:
    load_layer(project, dumped(project), "Bo")


def replace_layer(project: Project) -> None:
    load_layer(project, dumped(project), CODER, replacing=True)


def dumped(project: Project) -> Path:
    """The coder's layer with a memo and a decision on everything, as a file."""
    document = json.loads(dump_layer(project, CODER))
    document["memos"] = [
        {"on": "article", "id": document["articles"][0]["id"], "text": "nul \0 and \U0001f525"},
        {"on": "project", "text": "whole"},
    ]
    document["decisions"] = [
        {"item": item["id"], "by": "L", "how": "single"} for item in document["spans"]
    ]
    document["x"] = {"mine": [1, {"deep": None}]}
    path = project.path.with_suffix(".json")
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def bring_in(project: Project) -> None:
    folder = project.path.parent / "more"
    folder.mkdir()
    for name in ("four.txt", "five.txt"):
        (folder / name).write_text(f"Another text, {name}.", encoding="utf-8")
    import_articles(project, [folder], story="Another story")


def describe(project: Project) -> None:
    table = project.path.with_suffix(".csv")
    table.write_text("file,story,outlet\nthree.txt,Elsewhere,El Diario\n", encoding="utf-8")
    with project.step("Take it out of the cluster"):
        project.file.db.execute("DELETE FROM absence")
    describe_articles(project, table)


def another_coder(project: Project) -> None:
    project.layer_of_coder("Cleo")


def another_codebook(project: Project) -> None:
    with project.step("Import a codebook"):
        codebooks.add_version(project.file.db, "New", "{}", "by hand")


ACTS = [
    tag, extend, remove, attribute, unattribute, join_two_clusters, leave, leave_a_pair,
    mark_absent, mark_present, finish, load, replace_layer, bring_in, describe, another_coder,
    another_codebook,
]  # fmt: skip
