from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from layer_documents import (
    TEXTS,
    codebook,
    documents,
    heads,
    listed,
    marked,
    read,
    same_names,
    whole,
)
from made_projects import refused

from annotator.model.ids import ArticleId
from annotator.model.layer import LayerContent
from annotator.model.text import text_sha256
from annotator.services.layer_reading import Against, codebook_version_of, read_layer
from annotator.services.layer_writing import layer_document


def dumped(content: LayerContent) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(layer_document(content, heads())))
    return document


def test_every_key_of_version_1_comes_back_as_it_was() -> None:
    assert same_names(dumped(read(whole()))) == same_names(whole())


def test_a_dump_has_every_key_of_version_1_and_no_other() -> None:
    def keys(value: object) -> object:
        if isinstance(value, dict):
            return {key: keys(inner) for key, inner in value.items() if key != "x"}
        return [keys(value[0])] if isinstance(value, list) and value else None

    assert keys(dumped(read(whole()))) == keys(whole())


@given(documents())
def test_any_layer_comes_back_as_it_was(document: dict[str, Any]) -> None:
    first = dumped(read(document))
    assert same_names(first) == same_names(document)
    assert same_names(dumped(read(first))) == same_names(document)


def test_what_may_be_left_out_has_its_default() -> None:
    document = {
        "format": "annotator-layer",
        "version": 1,
        "articles": [{"id": "a", "sha256": text_sha256(TEXTS["a.txt"]).upper()}],
        "spans": [
            {"id": "s", "article": "a", "kind": "claim", "pieces": [{"start": 0, "end": 1}]},
        ],
    }
    content = read(document)
    (coding,), (span,) = content.codings, content.spans
    assert (coding.status, coding.round, coding.stage) == ("finished", 1, "tag")
    assert (span.code, span.memo, span.origin, span.round) == (None, "", "hand", 1)
    assert span.quote == "\U0001f525"
    assert content.finished() == {"id-a.txt"}


def test_an_article_that_only_an_absence_names_is_listed_as_to_do() -> None:
    content = read(whole())
    left = tuple(coding for coding in content.codings if coding.article != "id-c.txt")
    again = read(dumped(replace(content, codings=left)))
    assert [c.status for c in again.codings if c.article == "id-c.txt"] == ["to do"]
    assert again.clusters[0].absent == ("id-c.txt",)


def test_an_article_coded_in_two_rounds_is_listed_twice() -> None:
    document = whole()
    document["articles"].append(listed("a.txt", id="a again", round=2))
    document["spans"].append(marked("s9", "a.txt", "claim", (0, 1)) | {"article": "a again"})
    again = dumped(read(document))
    assert [a["round"] for a in again["articles"] if a["file"] == "a.txt"] == [1, 2]
    assert {s["round"] for s in again["spans"] if s["pieces"][0]["start"] == 0} == {1, 2}


def test_identical_texts_are_told_apart_by_their_file() -> None:
    twin = replace(heads()[0], id=ArticleId("twin"), file="twin.txt")
    against = Against([*heads(), twin], lambda _: TEXTS["a.txt"], codebook())
    layer = read(whole()).layer
    document: dict[str, Any] = {"format": "annotator-layer", "version": 1, "spans": []}
    for file, id_ in (("a.txt", "id-a.txt"), ("twin.txt", "twin")):
        document["articles"] = [listed("a.txt") | {"file": file}]
        (coding,) = read_layer(document, layer, against).codings
        assert coding.article == id_
    for unknown in ("other.txt", None):
        document["articles"] = [listed("a.txt") | {"file": unknown}]
        with refused("articles[0]: several articles", "file name"):
            read_layer(document, layer, against)


def test_a_layer_says_under_which_codebook_it_was_made() -> None:
    assert codebook_version_of({}) == (1, None)
    assert codebook_version_of({"codebook": {"version": 3, "sha256": "ab"}}) == (3, "ab")
    for said, words in (
        ([], "codebook: [] is not an object"),
        ({"version": 0}, "codebook.version"),
        ({"version": 2**70}, "codebook.version"),
        ({"sha256": 5}, "codebook.sha256"),
        ({"name": "x"}, "codebook.name: unknown key"),
    ):
        with refused(words):
            codebook_version_of({"codebook": said})


def test_a_number_may_be_as_long_as_json_has_it() -> None:
    document = whole()
    document["spans"][2]["attributes"]["value"] = 10**400
    assert read(document).spans[2].attributes["value"] == 10**400
