from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from annotator.app.columns import Columns
from annotator.model.ids import ArticleId

STORY = [ArticleId(letter) for letter in "ABCDEF"]


def columns(shown: str = "ABC", *, pinned: str = "") -> Columns:
    made = Columns().asked_for(len(shown)).chosen_from(STORY, None)
    for place, letter in enumerate(shown):
        if letter not in made.shown:
            made = made.showing(ArticleId(letter), made.shown[place])
    return made.with_pinned(ArticleId(pinned)) if pinned else made


def shown(of: Columns) -> str:
    return "".join(of.shown)


def test_a_column_moves_past_its_neighbour_and_stays_there_when_chosen_anew() -> None:
    moved = columns().moved(ArticleId("A"), 1)
    assert shown(moved) == "BAC"
    assert shown(moved.chosen_from(STORY, None)) == "BAC"
    assert shown(moved.asked_for(5).chosen_from(STORY, None)) == "BACDE"


def test_a_column_at_the_edge_goes_no_further() -> None:
    assert columns().moved(ArticleId("A"), -1) == columns()
    assert columns().moved(ArticleId("C"), 1) == columns()
    assert columns().moved(ArticleId("F"), 1) == columns()


def test_a_hidden_column_leaves_the_others_and_nothing_takes_its_place() -> None:
    fewer = columns().without(ArticleId("B")).chosen_from(STORY, None)
    assert shown(fewer) == "AC"


def test_the_only_column_stays() -> None:
    assert shown(columns("A").without(ArticleId("A"))) == "A"


def test_what_is_hidden_comes_last_when_more_are_asked_for() -> None:
    fewer = columns().without(ArticleId("B"))
    assert shown(fewer.asked_for(5).chosen_from(STORY, None)) == "ACDEF"
    assert shown(fewer.asked_for(4).chosen_from(STORY[:4], None)) == "ABCD"


def test_a_hidden_article_that_is_shown_again_is_hidden_no_more() -> None:
    again = columns().without(ArticleId("B")).showing(ArticleId("B"), ArticleId("C"))
    assert again.hidden == ()
    assert shown(again) == "AB"


def test_a_pinned_column_is_the_first_and_is_not_replaced() -> None:
    pinned = columns(pinned="C")
    assert shown(pinned) == "CAB"
    assert shown(pinned.showing(ArticleId("F"), ArticleId("C"))) == "CAF"
    assert shown(pinned.showing(ArticleId("F"), ArticleId("A"))) == "CFB"


def test_nothing_moves_before_a_pinned_column_nor_the_pinned_one() -> None:
    pinned = columns(pinned="C")
    assert pinned.moved(ArticleId("A"), -1) == pinned
    assert pinned.moved(ArticleId("C"), 1) == pinned


def test_beside_a_lonely_pinned_column_there_is_one_more() -> None:
    assert shown(columns("A", pinned="A").showing(ArticleId("D"), ArticleId("A"))) == "AD"


def test_hiding_the_pinned_column_unpins_it() -> None:
    assert columns(pinned="A").without(ArticleId("A")).pinned is None


def test_the_hidden_articles_come_in_the_order_of_the_story_and_around() -> None:
    at, seen = columns(), []
    here = ArticleId("C")
    for _ in range(4):
        following = at.next_out_of_sight(STORY, here)
        assert following is not None
        at, here = at.showing(following, here), following
        seen.append(following)
    assert seen == ["D", "E", "F", "C"]
    assert columns().next_out_of_sight(STORY[:3], here) is None


def test_an_arrangement_is_remembered_whole() -> None:
    before = columns("CAF", pinned="F").moved(ArticleId("A"), -1).without(ArticleId("C"))
    remembered = json.loads(json.dumps(before.arrangement))
    after = Columns(fitting=1).of_story(remembered).chosen_from(STORY, None)
    assert after.arrangement == before.chosen_from(STORY, None).arrangement


def test_articles_that_are_gone_are_forgotten_and_new_ones_come_last() -> None:
    before = columns("CAB").moved(ArticleId("A"), -1)
    after = Columns().of_story(before.arrangement).chosen_from([*STORY[1:], ArticleId("G")], None)
    assert "A" not in after.shown
    assert after.order[-1] == "G"
    assert len(after.shown) == 3


@pytest.mark.parametrize(
    "wrong",
    [{}, {"shown": 3, "asked": "x", "order": None, "hidden": [1, None], "pinned": 7}],
)
def test_a_wrong_arrangement_gives_the_usual_columns(wrong: dict[str, object]) -> None:
    assert shown(Columns().of_story(wrong).chosen_from(STORY, None)) == "ABC"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["left", "right", "hide", "pin", "show", "ask", "fit"]),
        st.sampled_from(STORY),
        st.integers(1, 5),
    ),
    max_size=20,
)


@given(ACTS)
def test_whatever_is_done_columns_are_one_to_five_different_articles(
    acts: list[tuple[str, ArticleId, int]],
) -> None:
    at = columns()
    for act, article, number in acts:
        if act in ("left", "right"):
            at = at.moved(article, -1 if act == "left" else 1)
        elif act == "hide":
            at = at.without(article)
        elif act == "pin" and article in at.shown:
            at = at.with_pinned(article)
        elif act == "show" and article not in at.shown:
            at = at.showing(article, at.shown[0])
        elif act == "ask":
            at = at.asked_for(number)
        at = at.chosen_from(STORY, None)
        assert 1 <= len(set(at.shown)) == len(at.shown) <= 5
        assert sorted(at.order) == STORY
        assert at.pinned is None or at.shown[0] == at.pinned
        assert not set(at.hidden) & set(at.shown)
