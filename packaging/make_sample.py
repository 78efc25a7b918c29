"""Write the layers of the sample project from their readable declaration, sample_coding.toml.

Run `python packaging/make_sample.py [FOLDER]` where the project is installed; FOLDER holds the
sample's texts and receives layer-A.json, layer-B.json and layer-gold.json (default:
resources/sample). The same declaration and texts give the same bytes. A quote that is not found,
or a name that is not declared, ends it with a sentence and exit status 1.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from sample_coding import (
    CODERS,
    LAYERS,
    Article,
    Joined,
    Marked,
    Table,
    Work,
    check_names,
    read_articles,
    read_work,
)

from annotator.model.errors import KnownError
from annotator.model.text import text_sha256

CODING = Path(__file__).with_name("sample_coding.toml")
SAMPLE = Path(__file__).parents[1] / "resources" / "sample"
LEAD = "Lead"
SIMULATED = "Simulated for the sample project: no person coded this."


def decide(item: Marked | Joined, id_: str, coded: Sequence[Marked | Joined]) -> Table:
    """Return the gold decision on an item, given the same item of each coder who has it.

    Raises KnownError when no coder has it, or a reason stands where all are of one mind or is
    missing where they are not.
    """
    if not coded:
        raise KnownError(f"{item.name}: gold has it and no coder", "take it out of gold")
    if len(coded) < len(CODERS):
        how = "single"
    else:
        how = "unanimous" if all(one.said == item.said for one in coded) else "adjudicated"
    if (how == "unanimous") != (item.reason is None):
        raise KnownError(f"{item.name}: {how}, and its reason is {item.reason}", "correct it")
    return {"item": id_, "by": LEAD, "how": how, "reason": item.reason, "note": item.remark}


def decisions(works: Mapping[str, Work]) -> list[Table]:
    """Return the decisions of the gold layer, one for each of its spans and clusters."""
    coders = [works[coder] for coder in CODERS]
    spans = [
        decide(span, span.id, [w.spans[name] for w in coders if name in w.spans])
        for name, span in works["gold"].spans.items()
    ]
    clusters = [
        decide(cluster, cluster.id, [w.clusters[name] for w in coders if name in w.clusters])
        for name, cluster in works["gold"].clusters.items()
    ]
    return spans + clusters


def _span_json(span: Marked) -> Table:
    pieces = [{"start": p.start, "end": p.end, "text": p.quote} for p in span.pieces]
    return {
        "id": span.id,
        "article": span.article.id,
        "kind": span.kind,
        "pieces": pieces,
        "code": None,
        "attributes": span.attributes,
        "memo": span.memo,
        "round": 1,
        "origin": "hand",
    }


def _relations_json(spans: Mapping[str, Marked]) -> list[Table]:
    return [
        {"type": type_, "from": span.id, "to": spans[end].id, "memo": ""}
        for span in spans.values()
        for type_, ends in span.links.items()
        for end in ends
        if end in spans
    ]


def _cluster_json(cluster: Joined, work: Work, ids: Mapping[str, str]) -> Table:
    members = [
        {"claim": work.spans[claim].id, "relation": relation, "origin": "hand"}
        for claim, relation in cluster.members
    ]
    return {
        "id": cluster.id,
        "gloss": cluster.gloss,
        "memo": cluster.memo,
        "members": members,
        "absent": [ids[name] for name in cluster.absent],
    }


def layer_json(layer: str, work: Work, articles: tuple[Article, ...]) -> Table:
    """Return a layer as layer JSON, version 1, every key of it but the gold decisions."""
    gold = layer not in CODERS
    coding = {"status": "finished", "round": 1, "stage": "tag"}
    ids = {article.name: article.id for article in articles}
    return {
        "format": "annotator-layer",
        "version": 1,
        "coder": LEAD if gold else layer,
        "role": "gold" if gold else "coder",
        "codebook": {"version": 1, "sha256": None},
        "articles": [
            {"id": a.id, "file": a.file, "sha256": text_sha256(a.text), **coding} for a in articles
        ],
        "spans": [_span_json(span) for span in work.spans.values()],
        "relations": _relations_json(work.spans),
        "clusters": [_cluster_json(cluster, work, ids) for cluster in work.clusters.values()],
        "memos": [
            {"on": "article", "id": a.id, "text": a.memos[layer]}
            for a in articles
            if layer in a.memos
        ],
        "decisions": [],
        "x": {"note": SIMULATED},
    }


def main(folder: Path = SAMPLE) -> None:
    """Write the three layers into the folder that holds the texts."""
    declared = tomllib.loads(CODING.read_text(encoding="utf-8"))
    articles = read_articles(declared, folder)
    works = {layer: read_work(declared, articles, layer) for layer in LAYERS}
    check_names(declared, works)
    for layer, work in works.items():
        made = layer_json(layer, work, articles)
        if layer == "gold":
            made["decisions"] = decisions(works)
        text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        (folder / f"layer-{layer}.json").write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:2]))
    except KnownError as error:
        sys.exit(error.sentence)
