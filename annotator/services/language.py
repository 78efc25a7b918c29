"""Which language an article is in, and where its sentences are."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from sentencex import get_sentence_boundaries

_SURE = 0.9  # below this share of the probability nothing is said
_NO_LANGUAGE = "zxx"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> str:
    """Return the ISO 639 code of the text's language, or "" where the detector is not sure."""
    code, probability = _identifier().classify(text)
    return str(code) if probability >= _SURE and code != _NO_LANGUAGE else ""


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as half-open code point offsets, without outer space.

    A line end always ends a sentence: headlines and bullets have no full stop.
    """
    found = []
    start = 0
    for line in text.split("\n"):
        for boundary in get_sentence_boundaries(language or "en", line):
            part = line[boundary["start_index"] : boundary["end_index"]]
            if part.strip():
                first = start + boundary["start_index"] + len(part) - len(part.lstrip())
                found.append((first, first + len(part.strip())))
        start += len(line) + 1
    return found


def sentence_at(text: str, offset: int, language: str) -> tuple[int, int] | None:
    """Return the sentence at a code point offset, as `(start, end)`; None on a blank line.

    Between two sentences of a line the one before counts, so that a caret at a full stop takes
    the sentence just read.
    """
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line = text[line_start : len(text) if line_end < 0 else line_end]
    chosen = None
    for start, end in sentences(line, language):
        if chosen is None or start <= offset - line_start:
            chosen = (line_start + start, line_start + end)
    return chosen
