from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from made_projects import article, made, refused, span, state, steps, tagged

from annotator.app.exchange import dump_layer, load_layer
from annotator.app.importing import import_articles
from annotator.app.joining import join, leave_cluster, toggle_absence
from annotator.app.project import Project
from annotator.app.tagging import remove_span
from annotator.model.cluster import Cluster
from annotator.model.ids import ArticleId, ClusterId
from annotator.model.layer import Layer
from annotator.model.span import Span
from annotator.store import integrity

WORDS = {
    "one.txt": ["The quay burned", "12 people", "hurt"],
    "two.txt": ["Fire at the quay", "Twelve people", "Nobody died"],
    "three.txt": ["El muelle", "doce heridos", "lunes"],
}


class World:
    """Nine claims in three articles; `clusters` says what is joined, by the places of claims."""

    def __init__(self, folder: Path) -> None:
        self.project: Project = made(folder)
        self.layer: Layer = self.project.layer_of_coder("Ana")
        self.story = self.project.stories()[0].id
        self.claims = [
            tagged(self.project, self.layer, file, words)
            for file, all_words in WORDS.items()
            for words in all_words
        ]
        self.articles = [article(self.project, file) for file in WORDS]

    def join(self, *places: int, absent: Sequence[ArticleId] = ()) -> ClusterId:
        claims = [self.claims[place] for place in places]
        return join(self.project, self.layer, self.story, claims, absent)

    def found(self) -> list[Cluster]:
        """The clusters, checked: sound, and a layer that can be dumped and loaded."""
        assert integrity.faults(self.project.file.db) == []
        path = self.project.path.with_suffix(".json")
        path.write_text(dump_layer(self.project, "Ana"), encoding="utf-8")
        load_layer(self.project, path, "Copy")
        self.project.undo()
        return list(self.project.content("Ana").clusters)

    def clusters(self) -> list[dict[int, str]]:
        places = {claim.id: place for place, claim in enumerate(self.claims)}
        return [{places[m.claim]: m.relation for m in c.members} for c in self.found()]

    def absent(self) -> list[list[int]]:
        return [[self.articles.index(a) for a in c.absent] for c in self.found()]

    def given(self, *clusters: dict[int, str]) -> None:
        """Begin with clusters that only a loaded layer can bring."""
        document = json.loads(dump_layer(self.project, "Ana"))
        document["clusters"] = [
            {"id": f"c{n}", "members": [
                {"claim": self.claims[place].id, "relation": relation}
                for place, relation in cluster.items()
            ]}
            for n, cluster in enumerate(clusters)
        ]  # fmt: skip
        path = self.project.path.with_suffix(".json")
        path.write_text(json.dumps(document), encoding="utf-8")
        load_layer(self.project, path, "Ana", replacing=True)
        self.layer = self.project.layer("Ana")
        order = {(*claim.bounds, claim.article): n for n, claim in enumerate(self.claims)}
        for claim in self.project.content("Ana").spans:
            self.claims[order[(*claim.bounds, claim.article)]] = claim


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_claims_of_different_articles_become_a_cluster(world: World) -> None:
    first = world.join(0, 3)
    assert [c.id for c in world.found()] == [first]
    assert world.clusters() == [{0: "same", 3: "same"}]
    (cluster,) = world.found()
    assert (cluster.story, cluster.layer) == (world.story, world.layer.id)


def test_a_further_claim_is_taken_into_the_cluster(world: World) -> None:
    first = world.join(0, 3)
    assert world.join(3, 6) == first
    assert world.join(7, 0) == first  # whichever is the first
    assert world.clusters() == [{0: "same", 3: "same", 6: "same", 7: "same"}]


def test_joining_two_clusters_makes_them_one(world: World) -> None:
    first, other = world.join(0, 3), world.join(4, 7)
    assert world.join(0, 7) == first != other
    assert world.clusters() == [{0: "same", 3: "same", 4: "same", 7: "same"}]


def test_joining_three_clusters_with_common_members_makes_them_one(world: World) -> None:
    world.given(
        {0: "same", 8: "partial"},
        {1: "same", 8: "partial", 3: "contradicts"},
        {2: "same", 8: "contradicts", 3: "same"},
    )
    world.join(0, 1, 2)
    assert world.clusters() == [{0: "same", 8: "partial", 1: "same", 3: "same", 2: "same"}] or (
        world.clusters() == [{0: "same", 1: "same", 2: "same", 3: "same", 8: "partial"}]
    )


@pytest.mark.parametrize("relation", ["partial", "contradicts"])
def test_joining_a_claim_that_was_something_else_makes_it_same(world: World, relation: str) -> None:
    world.given({0: "same", 3: relation})
    world.join(0, 3)
    assert world.clusters() == [{0: "same", 3: "same"}]


def test_a_claim_that_is_partial_elsewhere_stays_so_there(world: World) -> None:
    world.given({0: "same", 3: "partial"}, {1: "same"})
    world.join(1, 3)
    assert world.clusters() == [{0: "same", 3: "partial"}, {1: "same", 3: "same"}]


def test_what_is_joined_already_is_refused(world: World) -> None:
    world.join(0, 3)
    before = state(world.project), steps(world.project)
    with refused("joined already"):
        world.join(3, 0)
    assert (state(world.project), steps(world.project)) == before


def test_only_claims_of_one_story_are_joined(world: World, tmp_path: Path) -> None:
    source = tagged(world.project, world.layer, "one.txt", "Police", "source")
    with refused("Only claims are joined, this is a source"):
        join(world.project, world.layer, world.story, [world.claims[3], source])
    path = tmp_path / "else.txt"
    path.write_text("Words of another story.", encoding="utf-8")
    import_articles(world.project, [path], story="Else")
    far = tagged(world.project, world.layer, "else.txt", "Words")
    before = state(world.project), steps(world.project)
    with refused("one story"):
        join(world.project, world.layer, world.story, [world.claims[0], far])
    with refused("one story"):
        world.join(0, 3, absent=[far.article])
    assert (state(world.project), steps(world.project)) == before


def test_an_absence_is_recorded_with_the_join(world: World) -> None:
    world.join(0, 3, absent=[world.articles[2]])
    assert world.absent() == [[2]]
    world.join(0, 1, absent=[world.articles[2]])
    assert world.absent() == [[2]]


@pytest.mark.parametrize("place", [0, 1])
def test_an_article_with_a_claim_of_the_cluster_is_not_absent_from_it(
    world: World, place: int
) -> None:
    world.join(0, 3)
    before = state(world.project), steps(world.project)
    with refused("cannot be absent"):  # neither what is joined now nor what was joined before
        world.join(0, 6, absent=[world.articles[place]])
    assert (state(world.project), steps(world.project)) == before


def test_a_claim_joined_later_takes_back_that_its_article_is_absent(world: World) -> None:
    world.join(0, 3, absent=[world.articles[2]])
    world.join(0, 6)
    assert world.absent() == [[]]


def test_joining_two_clusters_settles_their_absences(world: World) -> None:
    world.join(0, absent=[world.articles[1], world.articles[2]])
    world.join(4, absent=[world.articles[2]])
    world.join(0, 4)
    assert world.absent() == [[2]]
    world.join(7, absent=[world.articles[0]])
    world.join(7, 0)
    assert world.absent() == [[]]


def leave(world: World, place: int) -> None:
    (cluster,) = world.found()
    leave_cluster(world.project, world.layer, cluster, world.claims[place])


def test_a_claim_leaves_and_a_cluster_that_says_nothing_goes(world: World) -> None:
    world.join(0, 3, 6)
    leave(world, 0)
    assert world.clusters() == [{3: "same", 6: "same"}]
    leave(world, 3)
    assert world.clusters() == []
    assert len(world.project.content("Ana").spans) == 9


def test_a_cluster_of_one_claim_stays_while_an_article_is_absent(world: World) -> None:
    world.join(0, 3, absent=[world.articles[2]])
    leave(world, 3)
    assert world.clusters() == [{0: "same"}]
    leave(world, 0)
    assert world.clusters() == []


def removed(world: World, claim: Span) -> None:
    remove_span(world.project, world.layer, claim)


def test_removing_the_claims_of_a_cluster_leaves_no_empty_cluster(world: World) -> None:
    world.join(0, 3, 6)
    removed(world, world.claims[0])
    assert len(world.found()) == 1
    removed(world, world.claims[3])
    assert world.found() == []
    world.project.undo()
    assert [len(c.members) for c in world.found()] == [2]


def test_absences_come_and_go(world: World) -> None:
    world.join(0, 3)
    for now, expected in ((True, [[2]]), (False, [[]]), (True, [[2]])):
        (cluster,) = world.found()
        members = [span(world.project, claim) for claim in cluster.claims]
        told = toggle_absence(world.project, world.layer, cluster, world.articles[2], members)
        assert (told, world.absent()) == (now, expected)
        with refused("cannot be absent"):
            toggle_absence(world.project, world.layer, cluster, world.articles[0], members)


def test_an_article_that_only_contradicts_may_be_absent(world: World) -> None:
    world.given({0: "same", 3: "contradicts"})
    (cluster,) = world.found()
    members = [span(world.project, claim) for claim in cluster.claims]
    assert toggle_absence(world.project, world.layer, cluster, world.articles[1], members)
    assert world.absent() == [[1]]
