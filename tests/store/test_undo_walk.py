from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings, strategies as st
from made_projects import made, span, state, steps

from annotator.app.exchange import dump_layer, load_layer
from annotator.app.importing import describe_articles, import_articles
from annotator.app.joining import join, leave_cluster, toggle_absence
from annotator.app.project import open_for_writing
from annotator.app.tagging import (
    add_piece,
    relate,
    remove_span,
    set_status,
    tag_span,
)
from annotator.model.errors import KnownError
from annotator.model.span import Value

CODER = "Ana"


class Walk:
    """A person at work: every act is drawn from what is possible now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = made(folder)
        self.project.layer_of_coder(CODER)
        self.project.layer_of_coder("Bo")
        self.files = 0

    def act(self, verb: str, chance: random.Random) -> None:
        getattr(self, verb)(chance, chance.choice([CODER, "Bo"]))

    def tag(self, chance: random.Random, coder: str) -> None:
        head = chance.choice(self.project.articles())
        ends = sorted(chance.sample(range(head.length), chance.choice([2, 2, 2, 4])))
        kind = chance.choice(["claim", "claim", "source", "figure"])
        values: dict[str, Value] = {"tense": "past"} if kind == "claim" else {}
        if kind == "figure":
            values = {"value": chance.random()}
        tag_span(
            self.project, self.project.layer(coder), head.id,
            list(zip(ends[::2], ends[1::2], strict=True)), kind, attributes=values,
        )  # fmt: skip

    def piece(self, chance: random.Random, coder: str) -> None:
        chosen = chance.choice(self.project.content(coder).spans)
        start = chance.randrange(60)
        add_piece(self.project, self.project.layer(coder), chosen, start, start + 3)

    def remove(self, chance: random.Random, coder: str) -> None:
        chosen = chance.choice(self.project.content(coder).spans)
        remove_span(self.project, self.project.layer(coder), chosen)

    def relate(self, chance: random.Random, coder: str) -> None:
        one, other = chance.sample(self.project.content(coder).spans, 2)
        relate(self.project, self.project.layer(coder), one, other)

    def join(self, chance: random.Random, coder: str) -> None:
        claims = [s for s in self.project.content(coder).spans if s.kind == "claim"]
        chosen = chance.sample(claims, chance.choice([1, 2, 2, 3]))
        heads = self.project.articles()
        absent = [chance.choice(heads).id] if chance.random() < 0.3 else []
        story = next(head.story for head in heads if head.id == chosen[0].article)
        join(self.project, self.project.layer(coder), story, chosen, absent)

    def leave(self, chance: random.Random, coder: str) -> None:
        cluster = chance.choice(self.project.content(coder).clusters)
        claim = span(self.project, chance.choice(cluster.claims))
        leave_cluster(self.project, self.project.layer(coder), cluster, claim)

    def absence(self, chance: random.Random, coder: str) -> None:
        content = self.project.content(coder)
        cluster = chance.choice(content.clusters)
        claims = [s for s in content.spans if s.id in cluster.claims]
        where = chance.choice(self.project.articles(cluster.story)).id
        toggle_absence(self.project, self.project.layer(coder), cluster, where, claims)

    def status(self, chance: random.Random, coder: str) -> None:
        where = chance.choice(self.project.articles()).id
        set_status(
            self.project, self.project.layer(coder), where, chance.choice(["started", "finished"])
        )

    def load(self, chance: random.Random, coder: str) -> None:
        path = self.folder / "layer.json"
        path.write_text(dump_layer(self.project, coder), encoding="utf-8")
        load_layer(
            self.project,
            path,
            chance.choice([CODER, "Bo", "Cleo"]),
            replacing=chance.random() < 0.7,
        )

    def bring_in(self, chance: random.Random, _coder: str) -> None:
        self.files += 1
        path = self.folder / f"more {self.files}.txt"
        path.write_text(f"Text {self.files}. " + "More words. " * 8, encoding="utf-8")
        import_articles(self.project, [path], story=chance.choice(["The quay", "Another"]))

    def describe(self, chance: random.Random, _coder: str) -> None:
        table = self.folder / "meta.csv"
        head = chance.choice(self.project.articles())
        story = chance.choice(["", "The quay", "Third"])
        outlet = chance.choice(["Times", "Post"])
        table.write_text(f"id,story,outlet\n{head.id},{story},{outlet}\n", encoding="utf-8")
        describe_articles(self.project, table)

    def reopen(self) -> None:
        self.project.close()
        self.project = open_for_writing(self.project.path)


VERBS = ["tag", "tag", "tag", "tag", "tag", "piece", "remove", "relate", "join", "join", "leave",
         "absence", "status", "load", "bring_in", "describe"]  # fmt: skip
MOVES = st.one_of(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 2**32)),
    st.tuples(st.sampled_from(["undo", "redo", "undo", "reopen"]), st.integers(1, 6)),
)


@settings(max_examples=25)
@given(st.lists(MOVES, min_size=10, max_size=60))
def test_undo_and_redo_bring_back_every_state_of_a_random_walk(
    moves: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder))
        # the states so far, where we are among them, and how many lie before the walk
        states, now = [state(walk.project)], 0
        for verb, number in moves:
            if verb == "reopen":
                walk.reopen()
            elif verb == "undo":
                for _ in range(min(number, now)):
                    assert walk.project.undo() is not None
                now -= min(number, now)
            elif verb == "redo":
                possible = min(number, len(states) - 1 - now)
                for _ in range(possible):
                    assert walk.project.redo() is not None
                now += possible
            elif acted(walk, verb, number, states[now]):
                del states[now + 1 :]
                states.append(state(walk.project))
                now += 1
            assert state(walk.project) == states[now]
        layers_can_be_carried(walk)
        walk.project.close()


def acted(walk: Walk, verb: str, number: int, before: dict[str, list[tuple[object, ...]]]) -> bool:
    """Do an act; False where it could not be done, and then nothing at all must have changed."""
    journal = steps(walk.project)
    try:
        walk.act(verb, random.Random(number))  # noqa: S311  nothing here is a secret
    except (KnownError, IndexError, ValueError):  # refused, or there was nothing to choose from
        assert steps(walk.project) == journal
        assert state(walk.project) == before
        return False
    return steps(walk.project) != journal


def layers_can_be_carried(walk: Walk) -> None:
    """Wherever a walk ends, each layer that it made can be dumped and loaded."""
    for layer in walk.project.layers():
        path = walk.folder / "carried.json"
        path.write_text(dump_layer(walk.project, layer.name), encoding="utf-8")
        load_layer(walk.project, path, f"{layer.name} again")
