from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotator.model.article import ArticleHead
from annotator.model.codebook import Codebook
from annotator.model.ids import ArticleId, CoderId, LayerId, StoryId
from annotator.model.layer import Layer, LayerContent, Role
from annotator.model.span import CLAIM, FIGURE, SOURCE
from annotator.model.text import canonical, paragraphs, text_sha256
from annotator.services.codebook_json import read_codebook
from annotator.services.layer_reading import Against, read_layer

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "sample"
CODEBOOKS = ROOT / "resources" / "codebooks"
ROLES: dict[str, Role] = {"A": "coder", "B": "coder", "gold": "gold"}
each_layer = pytest.mark.parametrize("name", ROLES)


def texts() -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted(SAMPLE.glob("0*.txt"))}


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLE / f"layer-{name}.json").read_bytes())
    return found


def codebook(name: str = "news-claims") -> Codebook:
    path = CODEBOOKS / f"{name}.json"
    return read_codebook(path.read_text(encoding="utf-8"), path.name)


def content(name: str) -> LayerContent:
    stored = texts()
    heads = [
        ArticleHead(
            id=ArticleId(file),
            story=StoryId("story"),
            position=position,
            title=file,
            outlet="",
            language="",
            date="",
            url="",
            author="",
            file=file,
            sha256=text_sha256(text),
            length=len(text),
        )
        for position, (file, text) in enumerate(stored.items())
    ]
    layer = Layer(LayerId(name), name, ROLES[name], CoderId(name))
    return read_layer(document(name), layer, Against(heads, lambda id_: stored[id_], codebook()))


def make_sample(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "packaging" / "make_sample.py", folder],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def copied_texts(folder: Path) -> Path:
    for path in SAMPLE.glob("0*.txt"):
        shutil.copy(path, folder)
    return folder


@each_layer
def test_a_sample_layer_is_taken_by_the_reader_with_the_default_codebook(name: str) -> None:
    read = content(name)
    assert len(read.finished()) == 5
    assert {span.kind for span in read.spans} == {CLAIM, SOURCE, FIGURE}
    assert {relation.type for relation in read.relations} == {"attributes", "quantifies", "relays"}
    assert 8 <= len(read.clusters) <= 12
    assert any(cluster.absent for cluster in read.clusters)


@each_layer
def test_every_quote_of_a_sample_layer_stands_at_its_offsets(name: str) -> None:
    layer, stored = document(name), texts()
    files = {article["id"]: article["file"] for article in layer["articles"]}
    for span in layer["spans"]:
        for piece in span["pieces"]:
            text = stored[files[span["article"]]]
            assert text[piece["start"] : piece["end"]] == piece["text"]


@each_layer
def test_a_sample_layer_names_all_five_texts_by_their_hash(name: str) -> None:
    named = {article["file"]: article["sha256"] for article in document(name)["articles"]}
    assert named == {file: text_sha256(text) for file, text in texts().items()}


@each_layer
def test_a_claim_is_same_in_one_cluster_at_most(name: str) -> None:
    members = [m for cluster in document(name)["clusters"] for m in cluster["members"]]
    same = Counter(m["claim"] for m in members if m["relation"] == "same")
    assert max(same.values()) == 1
    assert {m["relation"] for m in members} == {"same", "partial", "contradicts"}


@each_layer
def test_a_sample_layer_says_that_it_is_simulated(name: str) -> None:
    assert "Simulated" in document(name)["x"]["note"]


@each_layer
def test_every_kind_of_span_carries_the_attributes_that_are_compared(name: str) -> None:
    for span in document(name)["spans"]:
        wanted = {CLAIM: {"modality", "tense"}, SOURCE: {"kind", "chain"}, FIGURE: {"qualifier"}}
        assert wanted[span["kind"]] <= span["attributes"].keys()
        if span["kind"] == FIGURE:
            given = span["attributes"].keys()
            assert "unit" in given
            assert ("value" in given) != ({"low", "high"} <= given)


@each_layer
def test_a_sample_layer_has_spans_of_two_pieces_and_figures_inside_claims(name: str) -> None:
    spans = content(name).spans
    assert any(len(span.pieces) == 2 for span in spans)
    assert any(
        claim.article == figure.article
        and claim.start <= figure.start
        and figure.end <= claim.end
        and (claim.kind, figure.kind) == (CLAIM, FIGURE)
        for claim in spans
        for figure in spans
    )


def test_the_readme_says_that_the_coders_are_simulated() -> None:
    assert "simulated: no person coded this" in (SAMPLE / "README.md").read_text(encoding="utf-8")


def test_gold_signs_one_decision_for_each_of_its_spans_and_clusters() -> None:
    gold = document("gold")
    items = [item["id"] for item in gold["spans"] + gold["clusters"]]
    assert sorted(decision["item"] for decision in gold["decisions"]) == sorted(items)
    assert {d["by"] for d in gold["decisions"]} == {"Lead"}
    assert {d["how"] for d in gold["decisions"]} == {"unanimous", "adjudicated", "single"}
    assert all((d["reason"] is None) == (d["how"] == "unanimous") for d in gold["decisions"])


def test_the_two_coders_agree_on_most_passages_and_not_on_all() -> None:
    a, b = ({(s.article, s.kind, s.bounds) for s in content(name).spans} for name in "AB")
    assert 0.6 < 2 * len(a & b) / (len(a) + len(b)) < 0.9


def test_the_committed_layers_are_what_the_script_makes(tmp_path: Path) -> None:
    made = make_sample(copied_texts(tmp_path))
    assert made.returncode == 0, made.stderr
    for name in ROLES:
        file = f"layer-{name}.json"
        assert (tmp_path / file).read_bytes() == (SAMPLE / file).read_bytes()


def test_the_script_names_a_quote_that_the_text_no_longer_has(tmp_path: Path) -> None:
    path = copied_texts(tmp_path) / "01-agency.txt"
    path.write_bytes(path.read_bytes().replace(b"at least 40 people", b"at least 50 people"))
    made = make_sample(tmp_path)
    assert made.returncode == 1
    assert "«injuring at least 40 people»" in made.stderr
    assert "Traceback" not in made.stderr


def test_the_sample_texts_are_as_varied_as_they_promise() -> None:
    stored = texts()
    agency, spanish, translated, follow_up, bullets = stored.values()
    assert all(1_700 <= len(text) <= 3_000 for text in stored.values())
    assert all(canonical(text).text == text for text in stored.values())
    assert {"á", "ñ", "«", "»", "¿"} <= set(spanish)
    assert "\u00a0" in translated
    assert "0 comments" in translated
    assert "woundedthe" in translated
    assert any(ord(character) > 0xFFFF for character in follow_up)
    shared = {agency[s:e] for s, e in paragraphs(agency)} & {
        bullets[s:e] for s, e in paragraphs(bullets)
    }
    assert len(shared) == 1


def test_a_span_lies_after_the_emoji_so_that_units_of_sixteen_bits_would_show() -> None:
    follow_up = texts()["04-follow-up.txt"]
    after = [s for s in content("A").spans if s.article == "04-follow-up.txt"]
    assert max(span.start for span in after) > follow_up.index("\U0001f621")


def test_the_metadata_has_a_row_for_every_text_and_no_real_address() -> None:
    with (SAMPLE / "meta.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ["file", "story", "title", "outlet", "language", "date", "url", "author"]
    assert list(rows[0]) == columns
    assert [row["file"] for row in rows] == list(texts())
    assert {row["language"] for row in rows} == {"en", "es"}
    assert len({row["story"] for row in rows}) == 1
    assert all(row["url"].startswith("https://example.org/") for row in rows)


@pytest.mark.parametrize("name", ["news-claims", "minimal"])
def test_a_shipped_codebook_has_each_key_id_and_name_once(name: str) -> None:
    kinds = codebook(name).kinds
    for values in (
        [kind.id for kind in kinds],
        [kind.name for kind in kinds],
        [kind.key.casefold() for kind in kinds],
        [kind.colour for kind in kinds],
        [kind.shape for kind in kinds],
    ):
        assert len(set(values)) == len(values) == 3
    assert [kind.key for kind in kinds] == ["C", "S", "F"]
    for kind in kinds:
        ids = [attribute.id for attribute in kind.attributes]
        assert len(set(ids)) == len(ids)
        for attribute in kind.attributes:
            assert len(set(attribute.choices)) == len(attribute.choices)
            assert attribute.help
            assert not attribute.required
        for lines in (kind.use_when, kind.avoid_when, kind.examples, kind.counter_examples):
            assert len(set(lines)) == len(lines) > 1


def test_the_minimal_codebook_has_the_same_kinds_without_attributes() -> None:
    full, minimal = codebook(), codebook("minimal")
    drawn = [[(k.id, k.key, k.colour, k.shape) for k in book.kinds] for book in (full, minimal)]
    assert drawn[0] == drawn[1]
    assert not any(kind.attributes for kind in minimal.kinds)
