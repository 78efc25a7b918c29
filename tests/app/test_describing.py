from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_projects import article, made, refused, span, state, steps, tagged

from annotator.app import describing
from annotator.app.exchange import dump_layer, load_layer
from annotator.app.joining import join, toggle_absence
from annotator.app.project import Project
from annotator.model.cluster import Cluster
from annotator.model.codebook import Attribute
from annotator.model.ids import ArticleId, ClusterId
from annotator.model.layer import Layer, memo_on
from annotator.model.span import Span, Value
from annotator.store import integrity


class World:
    """Two joined claims, a third one apart, and a figure."""

    def __init__(self, folder: Path) -> None:
        self.project: Project = made(folder)
        self.layer: Layer = self.project.layer_of_coder("Ana")
        self.one = tagged(self.project, self.layer, "one.txt", "12 people were hurt")
        self.two = tagged(self.project, self.layer, "two.txt", "Twelve people were hurt")
        self.three = tagged(self.project, self.layer, "three.txt", "Hubo doce heridos")
        self.figure = tagged(self.project, self.layer, "one.txt", "12", "figure")
        self.story = self.project.stories()[0].id
        self.joined = self.join(self.one, self.two)

    def join(self, *claims: Span) -> ClusterId:
        return join(self.project, self.layer, self.story, claims)

    def cluster(self, id_: ClusterId | None = None) -> Cluster:
        clusters = self.project.content("Ana").clusters
        return next(c for c in clusters if c.id == (id_ or self.joined))

    def relations(self, id_: ClusterId | None = None) -> list[str]:
        return [member.relation for member in self.cluster(id_).members]

    def set(self, of: Span, attribute: str, value: Value | None) -> bool:
        return describing.set_value(self.project, self.layer, of, attribute, value)

    def values(self, of: Span) -> dict[str, Value]:
        return dict(span(self.project, of.id).attributes)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


VERBS: dict[str, Callable[[World, str], bool]] = {
    "memo": lambda w, text: describing.set_span_memo(w.project, w.layer, w.one, text),
    "gloss": lambda w, text: describing.set_gloss(w.project, w.layer, w.cluster(), text),
    "memo of cluster": lambda w, text: describing.set_cluster_memo(
        w.project, w.layer, w.cluster(), text
    ),
    "memo on article": lambda w, text: describing.set_memo_on(
        w.project, w.layer, w.one.article, text
    ),
    "memo on project": lambda w, text: describing.set_memo_on(w.project, w.layer, None, text),
}


def memo(world: World, layer: str, article: ArticleId | None) -> str:
    return memo_on(world.project.content(layer).memos, article)


def read(world: World, what: str) -> str:
    match what:
        case "memo":
            return span(world.project, world.one.id).memo
        case "gloss":
            return world.cluster().gloss
        case "memo of cluster":
            return world.cluster().memo
        case "memo on article":
            return memo(world, "Ana", world.one.article)
        case _:
            return memo(world, "Ana", None)


def test_a_value_is_set_in_one_step_named_for_its_attribute(world: World) -> None:
    before, taken = state(world.project), len(steps(world.project))
    assert world.set(world.one, "modality", "asserted")
    assert world.values(world.one) == {"modality": "asserted"}
    assert steps(world.project)[taken:] == [("act", "Set modality", "done")]
    world.project.undo()
    assert state(world.project) == before
    world.project.redo()
    assert world.values(world.one) == {"modality": "asserted"}


def test_a_value_is_changed_and_cleared(world: World) -> None:
    world.set(world.one, "modality", "asserted")
    world.set(world.one, "tense", "past")
    world.set(world.one, "modality", "denied")
    assert world.values(world.one) == {"modality": "denied", "tense": "past"}
    assert world.set(world.one, "modality", None)
    assert world.values(world.one) == {"tense": "past"}
    assert steps(world.project)[-1] == ("act", "Clear modality", "done")
    world.project.undo()
    assert world.values(world.one) == {"modality": "denied", "tense": "past"}
    assert integrity.faults(world.project.file.db) == []


def test_the_same_value_and_no_value_write_nothing(world: World) -> None:
    world.set(world.one, "modality", "asserted")
    before = state(world.project), steps(world.project)
    assert not world.set(world.one, "modality", "asserted")
    assert not world.set(world.one, "tense", None)
    assert (state(world.project), steps(world.project)) == before


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("modality", "perhaps"), ("modality", True), ("colour", "red"), ("colour", None)],
)
def test_a_value_that_the_codebook_does_not_have_is_refused(
    world: World, attribute: str, value: Value | None
) -> None:
    before = state(world.project)
    with refused():
        world.set(world.one, attribute, value)
    assert state(world.project) == before


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12), (" -3 ", -3), ("2.5", 2.5), (".5", 0.5), ("1e3", 1000.0), ("", None),
        ("  ", None), ("9" * 300, int("9" * 300)),
    ],
)  # fmt: skip
def test_a_typed_number_is_read(world: World, typed: str, value: Value | None) -> None:
    number = Attribute("value", "Value", "number")
    assert describing.typed_value(number, typed) == value
    world.set(world.figure, "value", describing.typed_value(number, typed))
    assert world.values(world.figure) == ({} if value is None else {"value": value})


@pytest.mark.parametrize("typed", ["a dozen", "1,5", "nan", "inf", "1e999", "9" * 5000, "1_000"])
def test_what_is_no_number_is_refused_with_what_was_typed(world: World, typed: str) -> None:
    value = describing.typed_value(Attribute("value", "Value", "number"), typed)
    with refused("Value: ", "is not a number"):
        world.set(world.figure, "value", value)


@pytest.mark.parametrize(("typed", "good"), [("2026-04-14", True), ("2026", True), ("May", False)])
def test_a_date_is_a_day_a_month_or_a_year(world: World, typed: str, good: bool) -> None:
    value = describing.typed_value(Attribute("as_of", "As of", "date"), typed)
    if good:
        assert world.set(world.figure, "as_of", value)
    else:
        with refused("As of: 'May' is not a date"):
            world.set(world.figure, "as_of", value)


def test_a_choice_made_again_is_taken_back_and_choices_keep_the_order_of_the_codebook() -> None:
    one = Attribute("a", "A", "choice", choices=("x", "y"))
    assert describing.toggled(one, None, "x") == "x"
    assert describing.toggled(one, "x", "y") == "y"
    assert describing.toggled(one, "y", "y") is None
    many = Attribute("b", "B", "choices", choices=("x", "y", "z"))
    assert describing.toggled(many, ("z",), "x") == ("x", "z")
    assert describing.toggled(many, ("x", "z"), "x") == ("z",)
    assert describing.toggled(many, ("z",), "z") is None
    yes_no = Attribute("c", "C", "yes_no")
    assert [choice for choice, _ in describing.choices_of(yes_no)] == ["yes", "no"]
    assert describing.toggled(yes_no, None, False) is False
    assert describing.toggled(yes_no, False, False) is None


@pytest.mark.parametrize("what", VERBS)
def test_a_text_is_set_changed_cleared_and_each_can_be_undone(world: World, what: str) -> None:
    verb, before = VERBS[what], state(world.project)
    assert verb(world, "caf\u00e9\u00a0\U0001f525 <b>")
    assert read(world, what) == "caf\u00e9\u00a0\U0001f525 <b>"
    called = "gloss of cluster" if what == "gloss" else what
    assert steps(world.project)[-1] == ("act", f"Set {called}", "done")
    assert verb(world, "another")
    assert verb(world, " \n ")
    assert read(world, what) == ""
    assert steps(world.project)[-1] == ("act", f"Clear {called}", "done")
    for expected in ("another", "caf\u00e9\u00a0\U0001f525 <b>", ""):
        world.project.undo()
        assert read(world, what) == expected
    assert state(world.project) == before


@pytest.mark.parametrize("what", VERBS)
def test_the_same_text_writes_nothing(world: World, what: str) -> None:
    for text in ("", "said"):
        VERBS[what](world, text)
        before = state(world.project), steps(world.project)
        assert not VERBS[what](world, text)
        assert (state(world.project), steps(world.project)) == before


@pytest.mark.parametrize("what", VERBS)
def test_a_described_layer_goes_out_and_comes_back(world: World, what: str) -> None:
    VERBS[what](world, "two\nlines \ud800 and a \u2028 break")
    assert "\ufffd" in read(world, what)
    assert ("\n" in read(world, what)) == (what != "gloss")
    path = world.project.path.with_suffix(".json")
    path.write_text(dump_layer(world.project, "Ana"), encoding="utf-8")
    load_layer(world.project, path, "Bea")
    came, went = (json.loads(dump_layer(world.project, name)) for name in ("Bea", "Ana"))
    assert came["memos"] == went["memos"]
    for key in ("spans", "clusters"):
        told = [[{**one, "id": "", "members": ()} for one in layer[key]] for layer in (came, went)]
        assert told[0] == told[1]
    assert integrity.faults(world.project.file.db) == []


def test_several_loaded_memos_are_read_and_written_as_one(world: World) -> None:
    document = json.loads(dump_layer(world.project, "Ana"))
    document["memos"] = [{"on": "project", "id": "", "text": text} for text in ("a", "b")]
    path = world.project.path.with_suffix(".json")
    path.write_text(json.dumps(document), encoding="utf-8")
    layer = load_layer(world.project, path, "Bea").layer
    assert memo(world, "Bea", None) == "a\n\nb"
    assert describing.set_memo_on(world.project, layer, None, "a\n\nb\n\nc")
    assert [memo.text for memo in world.project.content("Bea").memos] == ["a\n\nb\n\nc"]
    world.project.undo()
    assert [memo.text for memo in world.project.content("Bea").memos] == ["a", "b"]


def test_memos_belong_to_a_layer(world: World) -> None:
    world.project.layer_of_coder("Bea")
    VERBS["memo on article"](world, "mine")
    assert memo(world, "Ana", world.one.article) == "mine"
    assert memo(world, "Bea", world.one.article) == ""


def test_what_was_taken_back_meanwhile_cannot_be_described(world: World) -> None:
    cluster = world.cluster()
    while world.project.content("Ana").spans:
        world.project.undo()
    before = state(world.project)
    described: list[Callable[[], bool]] = [
        lambda: world.set(world.one, "modality", "asserted"),
        lambda: describing.set_span_memo(world.project, world.layer, world.one, "x"),
        lambda: describing.set_gloss(world.project, world.layer, cluster, "x"),
        lambda: describing.set_relation(
            world.project, world.layer, cluster, world.one, "partial"
        ),
    ]  # fmt: skip
    for describe in described:
        with refused("not there any more"):
            describe()
    assert state(world.project) == before


def test_a_member_becomes_partial_or_contradicts_and_same_again(world: World) -> None:
    before = state(world.project)
    for relation in ("partial", "contradicts", "same"):
        cluster = world.cluster()
        assert describing.set_relation(world.project, world.layer, cluster, world.two, relation)
        assert world.relations() == ["same", relation]
        assert [m.claim for m in world.cluster().members] == [world.one.id, world.two.id]
    assert not describing.set_relation(
        world.project, world.layer, world.cluster(), world.two, "same"
    )
    for _ in range(3):
        world.project.undo()
    assert state(world.project) == before


def test_a_claim_that_is_same_elsewhere_cannot_become_same(world: World) -> None:
    describing.set_relation(world.project, world.layer, world.cluster(), world.two, "partial")
    other = world.join(world.two, world.three)
    assert world.relations(other) == ["same", "same"]
    before = state(world.project)
    with refused("same in another cluster"):
        describing.set_relation(world.project, world.layer, world.cluster(), world.two, "same")
    assert state(world.project) == before
    assert describing.set_relation(
        world.project, world.layer, world.cluster(), world.two, "contradicts"
    )


def test_a_claim_that_becomes_same_ends_the_absence_of_its_article(world: World) -> None:
    describing.set_relation(world.project, world.layer, world.cluster(), world.two, "partial")
    two = article(world.project, "two.txt")
    claims = [world.one, world.two]
    assert toggle_absence(world.project, world.layer, world.cluster(), two, claims)
    describing.set_relation(world.project, world.layer, world.cluster(), world.two, "contradicts")
    assert world.cluster().absent == (two,)
    describing.set_relation(world.project, world.layer, world.cluster(), world.two, "same")
    assert world.cluster().absent == ()
    world.project.undo()
    assert world.cluster().absent == (two,)
    assert world.relations() == ["same", "contradicts"]
    assert integrity.faults(world.project.file.db) == []


def test_a_claim_outside_the_cluster_has_no_relation_to_it(world: World) -> None:
    with refused("not in the cluster"):
        describing.set_relation(world.project, world.layer, world.cluster(), world.three, "same")
