from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from desk_world import DeskWorld
from made_projects import refused, span, state, steps

from annotator.app import acts, editing_acts
from annotator.app.commands import COMMANDS, change_commands, tag_commands
from annotator.app.describing import set_relation, set_span_memo, set_value
from annotator.app.desk import Desk, Here
from annotator.app.importing import import_articles
from annotator.app.joining import join, toggle_absence
from annotator.app.project import make_project
from annotator.app.tagging import relate, tag_span
from annotator.model.cluster import Cluster
from annotator.model.ids import RelationId
from annotator.model.layer import Layer
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.store import relations

POLICE = "12 people were hurt"


def layer_of(world: DeskWorld) -> Layer:
    assert world.desk.layer is not None
    return world.desk.layer


def now(world: DeskWorld, one: Span) -> Span:
    return span(world.project, one.id)


def clusters_of(world: DeskWorld) -> tuple[Cluster, ...]:
    return world.project.content("A").clusters


def related(world: DeskWorld) -> list[tuple[str, str, str]]:
    content = world.project.content("A")
    quotes = {one.id: one.quote for one in content.spans}
    return [(r.type, quotes[r.start], quotes[r.end]) for r in content.relations]


def joined(world: DeskWorld, *claims: Span) -> None:
    assert world.desk.reading is not None
    join(world.project, layer_of(world), world.desk.reading.story.id, claims)


def attributed(world: DeskWorld, claim: Span, source: Span) -> None:
    relate(world.project, layer_of(world), claim, source)


def put_caret(world: DeskWorld, file: str, offset: int) -> None:
    world.desk.set_here(Here(world.article(file), offset, None))


def once_and_back(world: DeskWorld, act: Callable[[], object]) -> str:
    """Do an act, undo it and do it again; it must be one step that leaves nothing behind."""
    before, rows, done = world.dump(), state(world.project), len(steps(world.project))
    act()
    after, changed = world.dump(), state(world.project)
    assert after != before
    assert len(steps(world.project)) == done + 1
    world.project.undo()
    assert (world.dump(), state(world.project)) == (before, rows)
    world.project.redo()
    assert (world.dump(), state(world.project)) == (after, changed)
    return world.ear.notices[-1].text


# selecting


def test_a_selection_grows_to_whole_words_when_it_is_tagged(world: DeskWorld) -> None:
    world.tag("one.txt", "eople were hur")
    assert world.spans() == ["people were hurt"]
    world.select("one.txt", "here")
    acts.add_piece(world.desk)
    assert world.spans() == ["people were hurt \u2026 there"]


def test_without_snapping_every_character_counts(world: DeskWorld) -> None:
    world.desk.snapping = False
    world.tag("one.txt", "eople were hur")
    world.select("one.txt", "her")
    acts.add_piece(world.desk)
    assert world.spans() == ["eople were hur \u2026 her"]


def test_the_selection_grows_by_sentences_to_the_end_of_the_article(world: DeskWorld) -> None:
    world.caret_at("two.txt", "at the quay")
    text = world.project.text_of(world.article("two.txt"))
    asked: list[str] = []
    world.desk.select_requested.connect(lambda _, start, end: asked.append(text[start:end]))
    for _ in range(3):
        editing_acts.select_sentence(world.desk)
    assert asked == [
        "Fire at the quay",
        "Fire at the quay\nTwelve people were hurt, officers said.",
        "Fire at the quay\nTwelve people were hurt, officers said. Nobody died.",
    ]
    with refused("No sentence follows"):
        editing_acts.select_sentence(world.desk)
    acts.tag(world.desk, "claim")
    assert world.spans() == [asked[-1]]


def test_selected_words_first_grow_to_their_sentence(world: DeskWorld) -> None:
    world.select("two.txt", "people were")
    editing_acts.select_sentence(world.desk)
    acts.tag(world.desk, "claim")
    assert world.spans() == ["Twelve people were hurt, officers said."]


def test_on_a_blank_line_there_is_no_sentence_to_select(world: DeskWorld) -> None:
    text = world.project.text_of(world.article("one.txt"))
    put_caret(world, "one.txt", text.index("\n\n") + 1)
    with refused("no sentence"):
        editing_acts.select_sentence(world.desk)


# another kind


def test_another_kind_keeps_pieces_memo_and_what_it_can_have_too(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    claim = world.tag("one.txt", POLICE)
    attributed(world, claim, source)
    set_span_memo(world.project, layer_of(world), claim, "look again")
    world.go_to(claim.id)
    said = once_and_back(world, partial(editing_acts.change_kind, world.desk, "source"))
    changed = now(world, claim)
    assert (changed.kind, changed.pieces, changed.memo) == ("source", claim.pieces, "look again")
    assert related(world) == []
    assert said == "Changed to source; lost: 1 relation."


def test_a_relation_that_still_holds_stays(world: DeskWorld) -> None:
    one = world.tag("one.txt", "Police", "source")
    other = world.tag("one.txt", "people", "source")
    claim = world.tag("one.txt", POLICE)
    relate(world.project, layer_of(world), one, other)
    attributed(world, claim, one)
    world.go_to(other.id)
    once_and_back(world, partial(editing_acts.change_kind, world.desk, "figure"))
    assert related(world) == [("attributes", POLICE, "Police")]


def test_a_claim_of_another_kind_leaves_its_clusters_and_loses_its_attributes(
    world: DeskWorld,
) -> None:
    claims = [world.tag("one.txt", POLICE), world.tag("two.txt", "Twelve people were hurt")]
    joined(world, *claims)
    set_value(world.project, layer_of(world), claims[0], "modality", "denied")
    world.go_to(claims[0].id)
    said = once_and_back(world, partial(editing_acts.change_kind, world.desk, "figure"))
    assert now(world, claims[0]).attributes == {}
    assert clusters_of(world) == ()
    assert said == "Changed to figure; lost: 1 cluster, Modality."


def test_nothing_is_said_to_be_lost_when_nothing_is(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    assert (
        once_and_back(world, partial(editing_acts.change_kind, world.desk, "claim"))
        == "Changed to claim."
    )


def test_the_same_kind_and_a_passage_that_is_of_the_kind_are_refused(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    world.tag("one.txt", "12 people")
    before = state(world.project)
    with refused("a claim already"):
        editing_acts.change_kind(world.desk, "claim")
    with refused("figure already"):
        editing_acts.change_kind(world.desk, "figure")
    assert state(world.project) == before


# the ends


@pytest.mark.parametrize(
    ("act", "later", "expected", "said"),
    [
        (editing_acts.move_start, False, "said 12 people", "Begins with \u00absaid\u00bb."),
        (editing_acts.move_start, True, "people", "Begins with \u00abpeople\u00bb."),
        (editing_acts.move_end, True, "12 people were", "Ends with \u00abwere\u00bb."),
        (editing_acts.move_end, False, "12", "Ends with \u00ab12\u00bb."),
    ],
)
def test_an_end_moves_by_a_word_and_the_caret_with_it(
    world: DeskWorld, act: Callable[..., None], later: bool, expected: str, said: str
) -> None:
    claim = world.tag("one.txt", "12 people")
    assert once_and_back(world, partial(act, world.desk, later=later)) == said
    moved = now(world, claim)
    assert moved.quote == expected
    assert world.desk.focused == claim.id
    end = moved.start if act is editing_acts.move_start else moved.end
    assert world.desk.here == Here(claim.article, end, None)
    assert world.ear.places[-1] == (claim.article, end, end)


def test_a_full_stop_is_taken_in_and_left_out_by_itself(world: DeskWorld) -> None:
    claim = world.tag("two.txt", "Nobody died")
    editing_acts.move_end(world.desk, later=True)
    assert now(world, claim).quote == "Nobody died."
    editing_acts.move_end(world.desk, later=False)
    assert now(world, claim).quote == "Nobody died"


def test_only_the_outer_ends_of_pieces_move_and_none_is_emptied(world: DeskWorld) -> None:
    claim = world.tag("two.txt", "Twelve")
    world.select("two.txt", "hurt")
    acts.add_piece(world.desk)
    for act, later in ((editing_acts.move_start, True), (editing_acts.move_end, False)):
        before = state(world.project)
        with refused("at least one word"):
            act(world.desk, later=later)
        assert state(world.project) == before
    editing_acts.move_start(world.desk, later=False)
    editing_acts.move_end(world.desk, later=True)
    assert now(world, claim).quote == "quay\nTwelve \u2026 hurt,"


def test_at_the_ends_of_the_text_there_is_nowhere_to_go(world: DeskWorld) -> None:
    world.tag(
        "three.txt",
        "El muelle ardi\u00f3 el lunes.\nHubo doce heridos, seg\u00fan la polic\u00eda.",
    )
    for act, later in ((editing_acts.move_start, False), (editing_acts.move_end, True)):
        with refused("no more words"):
            act(world.desk, later=later)


def test_a_span_that_would_be_a_second_one_of_its_passage_is_refused(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people")
    world.tag("one.txt", "12")
    before = state(world.project)
    with refused("already"):
        editing_acts.move_end(world.desk, later=True)
    assert state(world.project) == before


# two of one


def test_a_span_is_split_between_the_words_at_the_caret(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    claim = world.tag("one.txt", POLICE)
    attributed(world, claim, source)
    set_value(world.project, layer_of(world), claim, "modality", "denied")
    set_span_memo(world.project, layer_of(world), claim, "look again")
    world.go_to(claim.id)
    put_caret(world, "one.txt", claim.start + len("12 people w"))
    said = once_and_back(world, partial(editing_acts.split, world.desk))
    first, second = now(world, claim), world.project.content("A").spans[-1]
    assert (first.quote, second.quote) == ("12 people", "were hurt")
    assert second.attributes == first.attributes == {"modality": "denied"}
    assert (first.memo, second.memo) == ("look again", "")
    assert related(world) == [("attributes", "12 people", "Police")]
    assert said == "Split in two; relations and clusters stay with the first part."


def test_after_a_split_the_second_part_is_in_focus(world: DeskWorld) -> None:
    claim = world.tag("two.txt", "Twelve people were hurt")
    put_caret(world, "two.txt", claim.start + len("Twelve people"))
    editing_acts.split(world.desk)
    assert world.focused() == "were hurt"
    assert world.ear.last == "Split in two."
    assert world.desk.here == Here(claim.article, claim.start + len("Twelve people "), None)


def test_pieces_go_to_the_side_of_the_caret_they_are_on(world: DeskWorld) -> None:
    claim = world.tag("two.txt", "Twelve people")
    world.select("two.txt", "hurt, officers")
    acts.add_piece(world.desk)
    put_caret(world, "two.txt", now(world, claim).end - len("officers"))
    editing_acts.split(world.desk)
    assert world.spans() == ["Twelve people \u2026 hurt,", "officers"]


def test_without_snapping_a_word_can_be_cut(world: DeskWorld) -> None:
    world.desk.snapping = False
    claim = world.tag("two.txt", "Twelve people")
    put_caret(world, "two.txt", claim.start + 3)
    editing_acts.split(world.desk)
    assert world.spans() == ["Twe", "lve people"]


@pytest.mark.parametrize("offset", [-3, 0, 13, 16])
def test_at_the_edge_of_a_span_or_beside_it_nothing_is_split(world: DeskWorld, offset: int) -> None:
    claim = world.tag("two.txt", "Twelve people")
    before = state(world.project)
    put_caret(world, "two.txt", claim.start + offset)
    with refused("not inside the span"):
        editing_acts.split(world.desk)
    world.caret_at("one.txt", "Police")
    with refused("not inside the span"):
        editing_acts.split(world.desk)
    assert state(world.project) == before


# one of two


def test_joining_what_was_split_gives_the_span_back(world: DeskWorld) -> None:
    claim = world.tag("two.txt", "Twelve people were hurt")
    put_caret(world, "two.txt", claim.start + len("Twelve people"))
    editing_acts.split(world.desk)
    world.go_to(claim.id)
    assert once_and_back(world, partial(editing_acts.unite, world.desk)) == (
        "Joined with the next claim."
    )
    assert now(world, claim) == claim
    assert world.spans() == ["Twelve people were hurt"]


def test_spans_that_are_apart_become_pieces_and_the_first_wins(world: DeskWorld) -> None:
    second = world.tag("two.txt", "Nobody died")
    first = world.tag("two.txt", "Twelve people")
    world.tag("two.txt", "officers", "source")
    for claim, memo, values in (
        (first, "one", {"modality": "denied"}),
        (second, "two", {"modality": "asserted", "tense": "past"}),
    ):
        set_span_memo(world.project, layer_of(world), claim, memo)
        for key, value in values.items():
            set_value(world.project, layer_of(world), claim, key, value)
    world.go_to(first.id)
    once_and_back(world, partial(editing_acts.unite, world.desk))
    united = now(world, first)
    assert united.quote == "Twelve people \u2026 Nobody died"
    assert united.attributes == {"modality": "denied", "tense": "past"}
    assert united.memo == "one\ntwo"
    assert world.desk.focused == first.id


def test_overlapping_and_nested_spans_run_together(world: DeskWorld) -> None:
    world.tag("two.txt", "people were hurt")
    world.tag("two.txt", "were")
    first = world.tag("two.txt", "Twelve people were")
    for _ in range(2):
        editing_acts.unite(world.desk)
    assert world.spans() == ["Twelve people were hurt"]
    assert world.desk.focused == first.id
    with refused("No claim follows"):
        editing_acts.unite(world.desk)


def test_relations_of_the_second_move_to_the_first(world: DeskWorld) -> None:
    police = world.tag("one.txt", "Police", "source")
    figure = world.tag("one.txt", "12", "figure")
    second = world.tag("one.txt", POLICE)
    first = world.tag("one.txt", "The quay burned")
    attributed(world, first, police)
    attributed(world, second, police)
    attributed(world, second, figure)
    world.go_to(first.id)
    said = once_and_back(world, partial(editing_acts.unite, world.desk))
    quote = f"The quay burned \u2026 {POLICE}"
    assert sorted(related(world)) == [("attributes", quote, "Police"), ("quantifies", quote, "12")]
    assert said == "Joined with the next claim."


def test_the_relation_of_the_two_is_lost_and_said_to_be(world: DeskWorld) -> None:
    first = world.tag("one.txt", "Police", "source")
    second = world.tag("one.txt", "people", "source")
    relate(world.project, layer_of(world), first, second)
    world.go_to(first.id)
    said = once_and_back(world, partial(editing_acts.unite, world.desk))
    assert related(world) == []
    assert said == "Joined with the next source; lost: 1 relation."


def test_a_note_on_a_relation_is_not_lost_without_a_word(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    second = world.tag("one.txt", POLICE)
    first = world.tag("one.txt", "The quay burned")
    layer = layer_of(world)
    held = [
        Relation(RelationId(name), layer.id, "attributes", claim.id, source.id, memo)
        for name, claim, memo in (("x", first, ""), ("y", second, "look again"))
    ]
    with world.project.step("Load relations", coder="A"):
        relations.add_many(world.project.file.db, held)
    world.go_to(first.id)
    said = once_and_back(world, partial(editing_acts.unite, world.desk))
    assert world.project.content("A").relations == (held[0],)
    assert said == "Joined with the next claim; lost: 1 relation."


def test_the_cluster_of_the_second_comes_along(world: DeskWorld) -> None:
    second = world.tag("two.txt", "were hurt")
    far = world.tag("one.txt", POLICE)
    joined(world, far, second)
    first = world.tag("two.txt", "Twelve people")
    once_and_back(world, partial(editing_acts.unite, world.desk))
    (cluster,) = clusters_of(world)
    assert cluster.claims == (far.id, first.id)
    assert world.desk.selected_cluster == cluster.id


def test_two_clusters_cannot_both_keep_the_claim_as_same(world: DeskWorld) -> None:
    first = world.tag("two.txt", "Twelve people were hurt")
    second = world.tag("two.txt", "Nobody died")
    near = [world.tag("one.txt", words) for words in (POLICE, "The quay burned")]
    far = world.tag("three.txt", "Hubo doce heridos")
    joined(world, first, near[0])
    joined(world, second, near[1], far)
    world.go_to(first.id)
    said = once_and_back(world, partial(editing_acts.unite, world.desk))
    assert [cluster.claims for cluster in clusters_of(world)] == [
        (first.id, near[0].id),
        (near[1].id, far.id),
    ]
    assert said == "Joined with the next claim; lost: 1 cluster."


def test_a_partial_place_moves_beside_a_same_one(world: DeskWorld) -> None:
    first = world.tag("two.txt", "Twelve people were hurt")
    second = world.tag("two.txt", "Nobody died")
    near = [world.tag("one.txt", words) for words in (POLICE, "The quay burned")]
    joined(world, first, near[0])
    joined(world, near[1], second)
    set_relation(world.project, layer_of(world), clusters_of(world)[1], second, "partial")
    world.go_to(first.id)
    once_and_back(world, partial(editing_acts.unite, world.desk))
    members = [(m.claim, m.relation) for m in clusters_of(world)[1].members]
    assert members == [(near[1].id, "same"), (first.id, "partial")]


def test_a_cluster_of_the_two_alone_goes_unless_it_says_who_lacks_it(world: DeskWorld) -> None:
    first = world.tag("two.txt", "Twelve people were hurt")
    second = world.tag("two.txt", "Nobody died")
    joined(world, first, second)
    world.go_to(first.id)
    unite = partial(editing_acts.unite, world.desk)
    assert once_and_back(world, unite) == "Joined with the next claim; lost: 1 cluster."
    assert clusters_of(world) == ()
    world.project.undo()
    (cluster,) = clusters_of(world)
    toggle_absence(
        world.project, layer_of(world), cluster, world.article("one.txt"), [first, second]
    )
    assert once_and_back(world, unite) == "Joined with the next claim."
    assert clusters_of(world)[0].claims == (first.id,)


def test_joining_into_a_passage_that_is_tagged_is_refused(world: DeskWorld) -> None:
    world.tag("two.txt", "Twelve people were hurt")
    where = world.article("two.txt")
    text = world.project.text_of(where)
    start = text.index("Twelve")
    parts = [(start, start + 6), (start + 7, start + 13)]
    ids = [tag_span(world.project, layer_of(world), where, [part], "figure") for part in parts]
    tag_span(world.project, layer_of(world), where, [(start, start + 13)], "figure")
    world.go_to(ids[0])
    before = state(world.project)
    with refused("already"):
        editing_acts.unite(world.desk)
    assert state(world.project) == before


# all of them


@pytest.mark.parametrize(
    "act",
    [
        partial(editing_acts.change_kind, kind="figure"),
        partial(editing_acts.move_start, later=True),
        partial(editing_acts.move_end, later=True),
        editing_acts.split,
        editing_acts.unite,
    ],
)
def test_no_span_in_focus_or_a_join_begun_means_nothing_is_changed(
    world: DeskWorld, act: Callable[[Desk], None]
) -> None:
    world.tag("two.txt", "Nobody died")
    claim = world.tag("two.txt", "Twelve people were hurt")
    put_caret(world, "two.txt", claim.start + 7)
    acts.begin(world.desk, "join")
    before = state(world.project)
    with refused("begun"):
        act(world.desk)
    acts.cancel(world.desk)
    acts.cancel(world.desk)
    with refused("No span"):
        act(world.desk)
    assert state(world.project) == before


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Desk]:
    """A desk over one article, with a codebook that has codes."""
    book = {
        "format": "annotator-codebook", "version": 1, "title": "",
        "kinds": [
            {"id": "claim", "name": "Claim", "key": "C", "codes": [{"id": "harm"}, {"id": "cost"}]},
            {"id": "figure", "name": "Figure", "key": "F", "codes": [{"id": "cost"}]},
        ],
    }  # fmt: skip
    (tmp_path / "book.json").write_text(json.dumps(book), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Five were hurt, it cost two.", encoding="utf-8")
    project = make_project(tmp_path / "codes", codebook=tmp_path / "book.json")
    import_articles(project, [tmp_path / "a.txt"], story="S")
    desk = Desk(project, "A")
    desk.set_here(Here(project.articles()[0].id, 0, None))
    yield desk
    project.close()


def claim_of(desk: Desk, words: str, code: str | None) -> Span:
    _, layer, here = desk.coding()
    start = desk.project.text_of(here.article).index(words)
    bounds = [(start, start + len(words))]
    return span(desk.project, tag_span(desk.project, layer, here.article, bounds, "claim", code))


@pytest.mark.parametrize(
    ("code", "kept", "said"),
    [
        ("harm", None, "Changed to figure; lost: its code."),
        ("cost", "cost", "Changed to figure."),
    ],
)
def test_a_code_stays_where_the_kind_has_it(
    coded: Desk, code: str, kept: str | None, said: str
) -> None:
    notices: list[str] = []
    coded.noticed.connect(lambda notice: notices.append(notice.text))
    claim = claim_of(coded, "Five", code)
    coded.focus(claim.id)
    editing_acts.change_kind(coded, "figure")
    assert span(coded.project, claim.id).code == kept
    assert notices == [said]


@pytest.mark.parametrize(("own", "united"), [(None, "harm"), ("cost", "cost")])
def test_the_code_of_the_second_counts_where_the_first_has_none(
    coded: Desk, own: str | None, united: str
) -> None:
    first, _ = claim_of(coded, "Five", own), claim_of(coded, "were", "harm")
    coded.focus(first.id)
    editing_acts.unite(coded)
    assert span(coded.project, first.id).code == united


def test_no_key_of_a_span_command_means_anything_else(world: DeskWorld) -> None:
    book = world.project.codebook
    commands = [*COMMANDS, *tag_commands(book), *change_commands(book)]
    keys = [key for command in commands for key in command.keys]
    assert sorted(keys) == sorted(set(keys))
    assert len({command.id for command in commands}) == len(commands)
