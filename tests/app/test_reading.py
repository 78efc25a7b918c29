from __future__ import annotations

import random
from pathlib import Path

import pytest
from made_projects import article, made, tagged

from annotator.app.joining import join, leave_cluster, toggle_absence
from annotator.app.project import Project
from annotator.app.reading import Reading
from annotator.app.tagging import add_piece, relate, remove_span, set_status, tag_span
from annotator.model.changes import Changes
from annotator.model.errors import KnownError
from annotator.model.layer import Layer


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made(tmp_path)


@pytest.fixture
def layer(project: Project) -> Layer:
    return project.layer_of_coder("Ana")


def shown(reading: Reading) -> object:
    """Everything a reading says."""
    return (
        reading.articles,
        sorted(reading.spans.items()),
        reading.clusters,
        sorted(reading.relations, key=lambda relation: relation.id),
        [reading.status(head.id) for head in reading.articles],
        reading.open_cells(),
        reading.joined_claims(),
        [reading.gloss(cluster) for cluster in reading.clusters],
    )


def undo(project: Project) -> None:
    told = project.next_undo()
    if told is not None and told.where is not None:  # not the layers themselves
        project.undo()


def act(project: Project, layer: Layer, reading: Reading, chance: random.Random) -> None:
    head = chance.choice(reading.articles)
    spans = list(reading.spans.values())
    claims = [span for span in spans if span.kind == "claim"]
    start = chance.randrange(head.length - 8)
    match chance.choice("ttttprjjlasnur"):
        case "t":
            kind = chance.choice(["claim", "claim", "source", "figure"])
            tag_span(project, layer, head.id, [(start, start + chance.randrange(1, 8))], kind)
        case "p":
            add_piece(project, layer, chance.choice(spans), start, start + 2)
        case "r":
            relate(project, layer, *chance.sample(spans, 2))
        case "j":
            join(project, layer, reading.story.id, chance.sample(claims, 2))
        case "l":
            cluster = chance.choice(reading.clusters)
            leave_cluster(project, layer, cluster, chance.choice(reading.members(cluster)))
        case "a":
            cluster = chance.choice(reading.clusters)
            toggle_absence(project, layer, cluster, head.id, reading.members(cluster))
        case "s":
            set_status(project, layer, head.id, chance.choice(["started", "finished"]))
        case "n":
            remove_span(project, layer, chance.choice(spans))
        case "u":
            undo(project)
        case _:
            project.redo()


@pytest.mark.parametrize("seed", range(4))
def test_a_reading_that_follows_is_a_reading_made_afresh(
    project: Project, layer: Layer, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  nothing here is a secret
    bo = project.layer_of_coder("Bo")
    story = project.stories()[0]
    reading = Reading(project, story, layer)

    def follow(changes: Changes) -> None:
        reading.follow(changes)

    project.listeners.append(follow)
    for turn in range(120):
        before = shown(reading)
        try:
            act(project, layer if turn % 5 else bo, reading, chance)
        except (KnownError, IndexError, ValueError):  # refused, or nothing to choose from
            assert shown(reading) == before
        assert shown(reading) == shown(Reading(project, story, layer))
    assert len(reading.spans) > 5


def test_following_tells_which_spans_are_new_changed_or_gone(
    project: Project, layer: Layer
) -> None:
    reading = Reading(project, project.stories()[0], layer)
    told: list[dict[str, bool]] = []
    project.listeners.append(
        lambda changes: told.append(
            {id_: span is not None for id_, span in reading.follow(changes).items()}
        )
    )
    span = tagged(project, layer, "one.txt", "Police", "source")
    add_piece(project, layer, span, 0, 3)
    remove_span(project, layer, span)
    tagged(project, project.layer_of_coder("Bo"), "one.txt", "Police", "source")
    set_status(project, layer, article(project, "one.txt"), "finished")
    assert told == [{span.id: True}, {span.id: True}, {span.id: False}, {}, {}, {}]


def test_without_a_layer_there_are_articles_and_nothing_else(project: Project) -> None:
    tagged(project, project.layer_of_coder("Ana"), "one.txt", "Police", "source")
    reading = Reading(project, project.stories()[0], None)
    assert len(reading.articles) == 3
    assert not reading.spans
    assert reading.status(reading.articles[0].id) == "to do"


def test_open_cells_are_those_neither_joined_nor_absent(project: Project, layer: Layer) -> None:
    claims = [tagged(project, layer, "one.txt", "The quay"), tagged(project, layer, "two.txt", "F")]
    tagged(project, layer, "three.txt", "El muelle")
    story = project.stories()[0]
    join(project, layer, story.id, claims)
    reading = Reading(project, story, layer)
    assert reading.open_cells() == 1
    assert reading.joined_claims() == (2, 3)
    (cluster,) = reading.clusters
    assert reading.gloss(cluster) == "The quay"
    assert reading.cluster_of(claims[1].id) == cluster
    toggle_absence(project, layer, cluster, article(project, "three.txt"), claims)
    assert Reading(project, story, layer).open_cells() == 0
