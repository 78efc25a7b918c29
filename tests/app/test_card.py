from __future__ import annotations

from desk_world import DeskWorld

from annotator.app import acts
from annotator.app.card import Card, card_of
from annotator.app.describing_acts import cluster_in_focus
from annotator.app.tagging import tag_span
from annotator.model.span import Value


def card(world: DeskWorld) -> Card:
    span = world.desk.focused_span()
    assert span is not None
    assert world.desk.reading is not None
    return card_of(world.desk.reading, span, cluster_in_focus(world.desk))


def test_a_card_says_kind_place_words_and_rule(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    shown = card(world)
    assert shown.heading == "Figure, paragraph 2"
    assert shown.quote == "12 people"
    assert shown.kind.definition
    assert (shown.related, shown.elsewhere, shown.cluster) == ((), (), None)


def test_a_card_shows_attributes_in_words(world: DeskWorld) -> None:
    layer = world.desk.layer
    assert layer is not None
    values: dict[str, Value] = {"value": 12, "unit": "people"}
    figure = tag_span(
        world.project, layer, world.article("one.txt"), [(33, 42)], "figure", None, values
    )
    world.go_to(figure)
    lines = {line.attribute.id: line.words for line in card(world).attributes}
    assert lines == {**dict.fromkeys(lines, ""), "value": "12", "unit": "people"}


def test_a_card_names_relations_from_both_ends_and_leads_there(world: DeskWorld) -> None:
    source = world.tag("one.txt", "Police", "source")
    claim = world.tag("one.txt", "12 people were hurt")
    acts.begin(world.desk, "relate")
    acts.choose(world.desk, source.id)
    (line,) = card(world).related
    assert (line.label, line.text, line.span) == ("Source", "Police", source.id)
    world.go_to(source.id)
    (line,) = card(world).related
    assert (line.label, line.text, line.span) == ("Source of", claim.quote, claim.id)


def test_a_card_says_of_every_other_article_whether_it_carries_the_claim(world: DeskWorld) -> None:
    other = world.tag("two.txt", "Twelve people were hurt")
    world.tag("one.txt", "12 people were hurt")
    acts.begin(world.desk, "join")
    acts.choose(world.desk, other.id)
    acts.confirm(world.desk)
    said = {line.text: line.span for line in card(world).elsewhere}
    assert said == {"Twelve people were hurt": other.id, "not decided": None}
    world.caret_at("three.txt", "El muelle")
    acts.absent(world.desk)
    assert "absent" in [line.text for line in card(world).elsewhere]
