from __future__ import annotations

import json

import pytest
from desk_world import DeskWorld
from made_projects import refused, state

from annotator.app import acts
from annotator.app.desk import Here


def clusters_of(world: DeskWorld) -> list[tuple[list[str], list[str]]]:
    """Each cluster as the quotes of its members and the files of its absences."""
    reading = world.desk.reading
    assert reading is not None
    return [
        (
            [span.quote for span in reading.members(cluster)],
            [reading.head(article).file for article in cluster.absent],
        )
        for cluster in reading.clusters
    ]


def relations_of(world: DeskWorld) -> list[tuple[str, str, str]]:
    reading = world.desk.reading
    assert reading is not None
    return [
        (held.type, reading.spans[held.start].quote, reading.spans[held.end].quote)
        for held in reading.relations
    ]


def two_claims(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people were hurt")
    world.tag("two.txt", "Twelve people were hurt")


def begin_join(world: DeskWorld) -> None:
    two_claims(world)
    world.caret_at("one.txt", "12 people")
    acts.begin(world.desk, "join")


# tagging


def test_the_selection_is_tagged_and_comes_into_focus(world: DeskWorld) -> None:
    span = world.tag("one.txt", "12 people", "figure")
    assert (span.kind, span.quote) == ("figure", "12 people")
    assert world.ear.notices[-1].undo
    assert world.ear.last == "Tagged as figure."


def test_without_a_selection_the_sentence_at_the_caret_is_tagged(world: DeskWorld) -> None:
    world.caret_at("two.txt", "officers")
    acts.tag(world.desk, "claim")
    assert world.spans() == ["Twelve people were hurt, officers said."]


def test_tagging_a_sentence_leaves_the_caret_where_it_was(world: DeskWorld) -> None:
    world.caret_at("two.txt", "officers")
    before = world.desk.here
    acts.tag(world.desk, "claim")
    assert world.desk.here == before
    assert world.focused() == "Twelve people were hurt, officers said."


def test_after_tagging_nothing_is_selected_and_the_window_hears_of_it(world: DeskWorld) -> None:
    span = world.tag("two.txt", "Nobody died")
    assert world.desk.here == Here(span.article, span.end, None)
    assert world.ear.places[-1] == (span.article, span.end, span.end)


def test_where_there_is_no_sentence_nothing_is_tagged(world: DeskWorld) -> None:
    where = world.article("one.txt")
    text = world.project.text_of(where)
    world.desk.set_here(Here(where, text.index("\n\n") + 1, None))
    with refused("no sentence"):
        acts.tag(world.desk, "claim")
    assert world.spans() == []


def test_the_same_passage_twice_is_refused(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    before = state(world.project)
    world.select("one.txt", "12 people")
    with refused("already"):
        acts.tag(world.desk, "figure")
    assert state(world.project) == before


def test_a_further_piece_joins_the_span_in_focus(world: DeskWorld) -> None:
    world.tag("two.txt", "Twelve people")
    world.select("two.txt", "were hurt")
    acts.add_piece(world.desk)
    assert world.spans() == ["Twelve people \u2026 were hurt"]


def test_a_piece_needs_words_in_the_article_of_the_span(world: DeskWorld) -> None:
    world.tag("two.txt", "Twelve people")
    with refused("No further words"):
        acts.add_piece(world.desk)
    world.select("one.txt", "were hurt")
    with refused("No further words"):
        acts.add_piece(world.desk)
    world.desk.focus(None)
    with refused("No span"):
        acts.add_piece(world.desk)


def test_removing_takes_the_span_in_focus(world: DeskWorld) -> None:
    two_claims(world)
    acts.remove(world.desk)
    assert world.spans() == ["12 people were hurt"]
    assert world.focused() == ""
    with refused("No span"):
        acts.remove(world.desk)


def test_finishing_twice_reopens(world: DeskWorld) -> None:
    world.caret_at("one.txt", "The quay")
    reading = world.desk.reading
    assert reading is not None
    where = world.article("one.txt")
    acts.finish(world.desk)
    assert reading.status(where) == "finished"
    acts.finish(world.desk)
    assert reading.status(where) == "started"


# relating


def test_a_claim_is_attributed_to_the_source_that_is_chosen(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    world.tag("one.txt", "12 people were hurt")
    acts.begin(world.desk, "relate")
    acts.choose(world.desk, source.id)
    assert relations_of(world) == [("attributes", "12 people were hurt", "Police")]
    assert world.desk.draft is None
    assert world.focused() == "12 people were hurt"


def test_enter_relates_to_the_span_that_tab_has_reached(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    world.tag("one.txt", "The quay burned")
    acts.begin(world.desk, "relate")
    world.desk.step_focus(1)
    assert world.focused() == "12 people"
    acts.confirm(world.desk)
    assert relations_of(world) == [("quantifies", "The quay burned", "12 people")]


def test_after_a_wrong_choice_the_right_one_can_still_be_made(world: DeskWorld) -> None:
    other = world.tag("one.txt", "The quay burned")
    source = world.tag("one.txt", "Police", "source")
    world.tag("one.txt", "12 people were hurt")
    acts.begin(world.desk, "relate")
    with refused("cannot be related"):
        acts.choose(world.desk, other.id)
    assert world.desk.draft is not None
    assert world.desk.draft.chosen == ()
    acts.choose(world.desk, source.id)
    assert relations_of(world) == [("attributes", "12 people were hurt", "Police")]


def test_a_relation_stays_inside_one_article(world: DeskWorld) -> None:
    source = world.tag("two.txt", "officers", "source")
    world.tag("one.txt", "12 people were hurt")
    acts.begin(world.desk, "relate")
    with refused("one article"):
        acts.choose(world.desk, source.id)
    assert relations_of(world) == []


def test_relations_of_a_span_are_taken_back_together(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    figure = world.tag("one.txt", "12 people", "figure")
    world.tag("one.txt", "12 people were hurt")
    for end in (source, figure):
        acts.begin(world.desk, "relate")
        acts.choose(world.desk, end.id)
    assert len(relations_of(world)) == 2
    acts.unrelate(world.desk)
    assert relations_of(world) == []
    with refused("related to nothing"):
        acts.unrelate(world.desk)


# joining


def test_claims_are_joined_by_choosing_and_confirming(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.choose_focused(world.desk)
    acts.confirm(world.desk)
    assert clusters_of(world) == [(["12 people were hurt", "Twelve people were hurt"], [])]
    assert world.desk.draft is None
    assert world.focused() == "12 people were hurt"
    assert world.desk.cluster() is not None
    assert "two" in world.ear.last.lower() or "Fire" in world.ear.last


def test_enter_with_nothing_chosen_takes_the_claim_in_focus(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.confirm(world.desk)
    assert len(clusters_of(world)) == 1


def test_enter_with_nothing_chosen_and_nothing_in_focus_keeps_the_draft(world: DeskWorld) -> None:
    begin_join(world)
    with refused("Nothing is chosen"):
        acts.confirm(world.desk)
    assert world.desk.draft is not None


def test_choosing_twice_takes_the_choice_back(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    for expected in (1, 0):
        acts.choose_focused(world.desk)
        assert world.desk.draft is not None
        assert len(world.desk.draft.chosen) == expected


def test_a_click_on_a_figure_inside_a_claim_chooses_the_claim(world: DeskWorld) -> None:
    claim = world.tag("two.txt", "Twelve people were hurt")
    figure = world.tag("two.txt", "Twelve people", "figure")
    world.tag("one.txt", "12 people were hurt")
    acts.begin(world.desk, "join")
    acts.choose(world.desk, figure.id)
    assert world.desk.draft is not None
    assert world.desk.draft.chosen == (claim.id,)


def test_what_is_no_claim_cannot_be_chosen_for_a_join(world: DeskWorld) -> None:
    source = world.tag("two.txt", "officers", "source")
    begin_join(world)
    with refused("Only claims"):
        acts.choose(world.desk, source.id)
    assert world.desk.draft is not None
    assert world.desk.draft.chosen == ()


def test_only_a_claim_begins_a_join(world: DeskWorld) -> None:
    world.tag("two.txt", "officers", "source")
    with refused("Only claims"):
        acts.begin(world.desk, "join")
    assert world.desk.draft is None


def test_escape_leaves_no_trace(world: DeskWorld) -> None:
    two_claims(world)
    before, rows = world.dump(), state(world.project)
    world.caret_at("one.txt", "12 people")
    acts.begin(world.desk, "join")
    world.caret_at("two.txt", "Twelve")
    acts.choose_focused(world.desk)
    world.caret_at("three.txt", "El muelle")
    acts.absent(world.desk)
    acts.cancel(world.desk)
    assert world.desk.draft is None
    assert world.dump() == before
    assert state(world.project) == rows


def test_absence_said_while_joining_is_written_with_the_join(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.choose_focused(world.desk)
    world.caret_at("three.txt", "El muelle")
    acts.absent(world.desk)
    acts.confirm(world.desk)
    assert clusters_of(world) == [
        (["12 people were hurt", "Twelve people were hurt"], ["three.txt"])
    ]
    acts.undo(world.desk)
    assert clusters_of(world) == []


def test_absence_of_the_selected_cluster_goes_to_and_fro(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.confirm(world.desk)
    world.caret_at("three.txt", "El muelle")
    for expected in (["three.txt"], []):
        acts.absent(world.desk)
        assert clusters_of(world)[0][1] == expected


def test_an_article_that_carries_the_claim_is_not_absent(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.confirm(world.desk)
    world.caret_at("two.txt", "Twelve")
    with refused("cannot be absent"):
        acts.absent(world.desk)


def test_absence_needs_a_cluster(world: DeskWorld) -> None:
    world.caret_at("one.txt", "The quay")
    with refused("No cluster"):
        acts.absent(world.desk)


def test_leaving_a_cluster_of_two_ends_it(world: DeskWorld) -> None:
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.confirm(world.desk)
    acts.leave_cluster(world.desk)
    assert clusters_of(world) == []
    assert world.desk.cluster() is None
    with refused("no cluster"):
        acts.leave_cluster(world.desk)


@pytest.mark.parametrize("chosen", [True, False])
def test_a_draft_does_not_outlive_the_spans_it_is_about(world: DeskWorld, chosen: bool) -> None:
    two_claims(world)  # the second is what undo takes back
    world.caret_at("one.txt" if chosen else "two.txt", "12" if chosen else "Twelve")
    acts.begin(world.desk, "join")
    if chosen:
        world.caret_at("two.txt", "Twelve")
        acts.choose_focused(world.desk)
    acts.undo(world.desk)
    if chosen:
        assert world.desk.draft is not None
        assert world.desk.draft.chosen == ()
    else:
        assert world.desk.draft is None


def test_another_story_or_coder_ends_a_draft(world: DeskWorld) -> None:
    begin_join(world)
    world.desk.code_as("B")
    assert world.desk.draft is None
    assert world.ear.shown[-1] == "story"


def test_tab_while_joining_stops_at_claims_only(world: DeskWorld) -> None:
    world.tag("two.txt", "officers", "source")
    begin_join(world)
    world.caret_at("two.txt", "Fire")
    world.desk.step_focus(1)
    assert world.focused() == "Twelve people were hurt"
    world.desk.step_focus(1)
    assert world.focused() == "Twelve people were hurt"


# taking back


def test_undo_says_what_and_where_and_redo_does_it_again(world: DeskWorld) -> None:
    world.tag("two.txt", "Nobody died")
    name = world.project.articles()[[h.file for h in world.project.articles()].index("two.txt")]
    acts.undo(world.desk)
    assert world.spans() == []
    assert world.ear.last == f"Undone: Tag claim, in {name.name}."
    acts.redo(world.desk)
    assert world.spans() == ["Nobody died"]
    assert world.ear.last == f"Done again: Tag claim, in {name.name}."
    acts.redo(world.desk)
    assert world.ear.last == "There is nothing to redo."


def test_undo_of_a_removal_brings_relations_and_membership_back(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    begin_join(world)
    world.caret_at("two.txt", "Twelve")
    acts.confirm(world.desk)
    acts.begin(world.desk, "relate")
    acts.choose(world.desk, source.id)
    before = json.loads(world.dump())
    acts.remove(world.desk)
    assert relations_of(world) == []
    acts.undo(world.desk)
    assert json.loads(world.dump()) == before
    assert len(clusters_of(world)) == len(relations_of(world)) == 1
