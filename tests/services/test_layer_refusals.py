from __future__ import annotations

import re
from typing import Any

import pytest
from layer_documents import listed, marked, piece, read, whole
from made_projects import refused

GONE = object()
LAYER = "\u00abs1\u00bb is \u00absame\u00bb in two clusters, \u00abc1\u00bb and \u00abc2\u00bb"
SAME_SPAN = marked("s9", "a.txt", "claim", (20, 24), (3, 18), code="deaths")
ACROSS = {"type": "attributes", "from": "s4", "to": "s2"}
ITSELF = {"type": "relays", "from": "s2", "to": "s2"}
TWICE = {"type": "attributes", "from": "s1", "to": "s2"}
# what is put where (GONE: taken away), and what the refusal says beside the path; where a bar
# stands in the path, the refusal names what is before it
FAULTS: list[tuple[str, object, str]] = [
    ("format", "brat", "is not \u00abannotator-layer\u00bb"),
    ("version", 2, "version 2 is newer"),
    ("version", GONE, "this key is missing"),
    ("colour", 1, "unknown key"),
    ("coder", 1, "1 is not a text"),
    ("role", "boss", "is not one of coder, gold, key, units"),
    ("codebook", 1, "1 is not an object"),
    ("articles", GONE, "this key is missing"),
    ("spans", GONE, "this key is missing"),
    ("spans", {}, "{} is not a list"),
    ("x", [], "[] is not an object"),
    ("articles[0].id", GONE, "this key is missing"),
    ("articles[0].sha256", GONE, "this key is missing"),
    ("articles[1]|.sha256", "0" * 64, "no article of the project has the text 000"),
    ("articles[1].id", "a", "\u00aba\u00bb is given twice"),
    ("articles[4]", listed("a.txt") | {"id": "z"}, "\u00aba.txt\u00bb is listed twice"),
    ("articles[0].status", "done", "is not one of to do, started, finished"),
    ("articles[0].round", 0, "a whole number of 1 or more"),
    ("articles[0].round", 2**70, "a whole number of at most"),
    ("articles[0].stage", None, "null is not a text"),
    ("articles[0].file", 3, "a text or null"),
    ("articles[0].title", "T", "unknown key"),
    ("spans[0].id", GONE, "this key is missing"),
    ("spans[1].id", "s1", "\u00abs1\u00bb is given twice"),
    ("spans[0].article", "zz", "the layer has no article \u00abzz\u00bb"),
    ("spans[0].kind", GONE, "this key is missing"),
    ("spans[0].kind", "opinion", "the codebook has no kind \u00abopinion\u00bb"),
    ("spans[0].code", "joy", "the kind \u00abclaim\u00bb has no code \u00abjoy\u00bb"),
    ("spans[0].code", 1, "a text or null"),
    ("spans[0].pieces", GONE, "this key is missing"),
    ("spans[0].pieces", [], "no passage is given"),
    ("spans[0].pieces|[0].start", 18, "a piece from 18 to 18 covers nothing"),
    ("spans[0].pieces[0].start", -1, "-1 is not a whole number"),
    ("spans[0].pieces[0].start", "3", "is not a whole number"),
    ("spans[0].pieces[0].end", True, "true is not a whole number"),
    ("spans[0].pieces|[1].end", 9999, "offset 9999 is past the end"),
    ("spans[0].pieces|[1]", piece("a.txt", 10, 20), "overlap at 10"),
    ("spans[0].pieces[1].text", "e", "the quote \u00abe\u00bb does not match"),
    ("spans[0].pieces[0].text", "the quay burned", "does not match"),
    ("spans[0].pieces[0].text", 5, "a text or null"),
    ("spans[0].pieces[0].quote", "x", "unknown key"),
    ("spans[0].round", 2, "2 is not the round 1"),
    ("spans[0].origin", "robot", "is not one of hand, suggested, carried"),
    ("spans[0].memo", None, "null is not a text"),
    ("spans[0].note", "", "unknown key"),
    ("spans[0].attributes", [], "[] is not an object"),
    ("spans[0].attributes.tone", "x", "declares no attribute \u00abtone\u00bb for claim"),
    ("spans[0].attributes.mood", "x", "is not one of asserted, denied"),
    ("spans[0].attributes.tags", ["a", "a"], "a list of different choices"),
    ("spans[0].attributes.sure", "yes", "is not true or false"),
    ("spans[2].attributes.value", "12", "is not a number"),
    ("spans[2].attributes.as_of", "Monday", "is not a date"),
    ("spans[6]", SAME_SPAN, "another span has the same pieces, kind and code"),
    ("relations[0].type", "likes", "is not one of attributes, relays, quantifies"),
    ("relations[0].from", "zz", "the layer has no span \u00abzz\u00bb"),
    ("relations[0].to", GONE, "this key is missing"),
    ("relations[0]|.to", "s3", "\u00abattributes\u00bb leads from a claim to a source"),
    ("relations[2]", ACROSS, "a relation stays inside one article"),
    ("relations[2]", ITSELF, "a span cannot be related to itself"),
    ("relations[2]", TWICE, "this relation is given twice"),
    ("relations[0].weight", 1, "unknown key"),
    ("clusters[1].id", "c1", "\u00abc1\u00bb is given twice"),
    ("clusters[0].members[0].claim", "zz", "the layer has no span \u00abzz\u00bb"),
    ("clusters[0].members[0].claim", "s2", "is not a claim but a source"),
    ("clusters[0].members[0].relation", "like", "is not one of same, partial, contradicts"),
    ("clusters[0].members[0].origin", "x", "is not one of hand"),
    ("clusters[0].members[0].more", "x", "unknown key"),
    ("clusters[0].members|[1].claim", "s1", "a claim is given twice"),
    ("clusters[0]|.members[1].claim", "s6", "stays inside one story"),
    ("clusters[0]|.absent", ["e"], "stays inside one story"),
    ("clusters[2]", {"id": "c3"}, "a cluster needs a member"),
    ("clusters[0].absent|", ["zz"], "[0]: the layer has no article \u00abzz\u00bb"),
    ("clusters[0].absent|", ["c", "c"], "[1]: the article has a \u00absame\u00bb member"),
    ("clusters[0].absent|", ["a"], "[0]: the article has a \u00absame\u00bb member"),
    ("clusters[0].gloss", 1, "1 is not a text"),
    ("clusters[0].colour", 1, "unknown key"),
    ("clusters|[1].members[1].relation", "same", LAYER),
    ("memos[0].on", "world", "is not one of article, span, cluster, project"),
    ("memos[0].id", "zz", "the layer has no article \u00abzz\u00bb"),
    ("memos[1].id", "zz", "the layer has no span \u00abzz\u00bb"),
    ("memos[2].id", "zz", "the layer has no cluster \u00abzz\u00bb"),
    ("memos[0].text", GONE, "this key is missing"),
    ("memos[0].more", 1, "unknown key"),
    ("decisions[0].item", "zz", "the layer has no span or cluster \u00abzz\u00bb"),
    ("decisions[0].how", "dice", "is not one of unanimous, adjudicated, single"),
    ("decisions[0].by", GONE, "this key is missing"),
    ("decisions[0].reason", 1, "a text or null"),
    ("decisions[0].more", 1, "unknown key"),
]


def put(document: dict[str, Any], path: str, value: object) -> None:
    """Set what is at a path or take it away; one place past a list's end adds to it."""
    *steps, last = [int(s) if s.isdigit() else s for s in re.findall(r"\w+", path)]
    place: Any = document
    for step in steps:
        place = place[step]
    if value is GONE:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value


@pytest.mark.parametrize(("path", "value", "words"), FAULTS, ids=[f"{p} {w}" for p, _, w in FAULTS])
def test_a_faulty_layer_is_refused_by_the_path_of_the_fault(
    path: str, value: object, words: str
) -> None:
    document = whole()
    put(document, path, value)
    with refused(f"{path.split('|', maxsplit=1)[0]}", words):
        read(document)


@pytest.mark.parametrize("document", [None, [], "layer", 3])
def test_a_layer_is_an_object(document: object) -> None:
    with refused("the document: an object is expected"):
        read(document)
