from __future__ import annotations

from pathlib import Path

import pytest
from made_projects import article, made, refused, span, state, steps, tagged

from annotator.app.project import Project
from annotator.app.tagging import (
    add_piece,
    relate,
    remove_span,
    set_status,
    tag_span,
    unrelate,
)
from annotator.model.layer import Layer
from annotator.model.span import Value


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made(tmp_path)


@pytest.fixture
def layer(project: Project) -> Layer:
    return project.layer_of_coder("Ana")


def statuses(project: Project) -> dict[str, str]:
    files = {head.id: head.file for head in project.articles()}
    return {files[c.article]: c.status for c in project.content("Ana").codings}


def test_a_tag_keeps_its_words_and_who_made_it(project: Project, layer: Layer) -> None:
    where = article(project, "one.txt")
    values: dict[str, Value] = {"modality": "asserted"}
    id_ = tag_span(project, layer, where, [(60, 63), (0, 8)], "claim", attributes=values)
    (found,) = project.content("Ana").spans
    assert (found.id, found.layer, found.article) == (id_, layer.id, where)
    text = project.text_of(where)
    assert [p.quote for p in found.pieces] == [text[0:8], text[60:63]]
    assert (found.kind, found.code, found.attributes) == ("claim", None, values)
    assert (found.origin, found.round, found.stage, found.codebook_version) == ("hand", 1, "tag", 1)


def test_words_after_an_emoji_are_the_words_that_were_meant(project: Project, layer: Layer) -> None:
    assert tagged(project, layer, "one.txt", "there.").quote == "there."
    assert tagged(project, layer, "one.txt", "\U0001f525").length == 1


def test_the_first_tag_starts_an_article_and_no_tag_reopens_it(
    project: Project, layer: Layer
) -> None:
    tagged(project, layer, "one.txt", "Police", "source")
    assert statuses(project) == {"one.txt": "started"}
    set_status(project, layer, article(project, "one.txt"), "finished")
    tagged(project, layer, "one.txt", "12", "figure")
    assert statuses(project) == {"one.txt": "finished"}
    set_status(project, layer, article(project, "two.txt"), "finished")
    assert project.content("Ana").finished() == {
        article(project, "one.txt"),
        article(project, "two.txt"),
    }


@pytest.mark.parametrize(
    ("bounds", "kind", "code", "attributes", "words"),
    [
        ([(0, 3)], "opinion", None, {}, "no kind \u00abopinion\u00bb"),
        ([(0, 3)], "claim", "joy", {}, "no code \u00abjoy\u00bb"),
        ([(0, 3)], "claim", None, {"tone": "x"}, "no attribute \u00abtone\u00bb"),
        ([(0, 3)], "claim", None, {"tense": "soon"}, "claim.tense"),
        ([], "claim", None, {}, "no passage"),
        ([(3, 3)], "claim", None, {}, "covers nothing"),
        ([(0, 9999)], "claim", None, {}, "past the end"),
        ([(0, 5), (4, 9)], "claim", None, {}, "overlap"),
    ],
)
def test_an_impossible_tag_is_refused_and_leaves_no_trace(
    project: Project,
    layer: Layer,
    bounds: list[tuple[int, int]],
    kind: str,
    code: str | None,
    attributes: dict[str, Value],
    words: str,
) -> None:
    before = state(project), steps(project)
    with refused(words):
        tag_span(project, layer, article(project, "one.txt"), bounds, kind, code, attributes)
    assert (state(project), steps(project)) == before


def test_only_the_very_same_span_is_refused(project: Project, layer: Layer) -> None:
    where = article(project, "one.txt")
    tag_span(project, layer, where, [(0, 8), (10, 12)], "claim")
    before = state(project), steps(project)
    with refused("tagged as claim already"):
        tag_span(project, layer, where, [(10, 12), (0, 8)], "claim")
    assert (state(project), steps(project)) == before
    tag_span(project, layer, where, [(0, 8)], "claim")  # nested, of one kind
    tag_span(project, layer, where, [(4, 11)], "claim")  # overlapping
    tag_span(project, layer, where, [(0, 8), (10, 12)], "source")  # of another kind
    bo = project.layer_of_coder("Bo")
    tag_span(project, bo, where, [(0, 8), (10, 12)], "claim")  # by another coder
    tag_span(project, layer, article(project, "two.txt"), [(0, 8), (10, 12)], "claim")


def test_a_piece_is_added_to_a_span_and_nothing_else_changes(
    project: Project, layer: Layer
) -> None:
    where = article(project, "one.txt")
    id_ = tag_span(project, layer, where, [(4, 8)], "claim", attributes={"tense": "past"})
    add_piece(project, layer, span(project, id_), 0, 3)
    now = span(project, id_)
    assert now.bounds == ((0, 3), (4, 8))
    assert now.attributes == {"tense": "past"}
    with refused("overlap"):
        add_piece(project, layer, now, 2, 5)
    with refused("past the end"):
        add_piece(project, layer, now, 5000, 5001)
    tag_span(project, layer, where, [(0, 3), (4, 8), (10, 12)], "claim")
    with refused("tagged as claim already"):
        add_piece(project, layer, now, 10, 12)
    assert span(project, id_) == now


def test_spans_are_related_once_and_in_the_direction_of_the_relation(
    project: Project, layer: Layer
) -> None:
    claim = tagged(project, layer, "one.txt", "12 people were hurt")
    source = tagged(project, layer, "one.txt", "Police", "source")
    figure = tagged(project, layer, "one.txt", "12", "figure")
    relate(project, layer, source, claim)
    relate(project, layer, figure, claim)
    found = project.content("Ana").relations
    assert [(r.type, r.start, r.end) for r in found] == [
        ("attributes", claim.id, source.id),
        ("quantifies", claim.id, figure.id),
    ]
    before = state(project), steps(project)
    with refused("related already"):
        relate(project, layer, claim, source)
    with refused("cannot be related"):
        relate(project, layer, figure, source)
    with refused("one article"):
        relate(project, layer, claim, tagged(project, layer, "two.txt", "officers", "source"))
    project.undo()
    assert (state(project), steps(project)[: len(before[1])]) == before
    unrelate(project, layer, [found[0]], claim.article)
    assert project.content("Ana").relations == (found[1],)


def test_a_removed_span_takes_its_relations_along(project: Project, layer: Layer) -> None:
    claim = tagged(project, layer, "one.txt", "12 people were hurt")
    source = tagged(project, layer, "one.txt", "Police", "source")
    relate(project, layer, claim, source)
    remove_span(project, layer, source)
    content = project.content("Ana")
    assert [s.id for s in content.spans] == [claim.id]
    assert content.relations == ()
    assert state(project)["piece"]
    assert len(state(project)["piece"]) == 1


def test_every_act_is_heard_once_and_only_when_it_is_on_disk(
    project: Project, layer: Layer
) -> None:
    heard: list[tuple[str, bool]] = []
    project.listeners.append(
        lambda changes: heard.append((changes.label, project.file.db.conn.in_transaction))
    )
    tagged(project, layer, "one.txt", "Police", "source")
    with refused("tagged as source already"):
        tagged(project, layer, "one.txt", "Police", "source")
    project.undo()
    assert heard == [("Tag source", False), ("Tag source", False)]
