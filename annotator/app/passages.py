"""Which passage of an article the person means: what is selected, or the sentence at the caret."""

from __future__ import annotations

from annotator.app.desk import Desk, Here
from annotator.app.reading import Reading
from annotator.model.errors import KnownError
from annotator.model.words import snapped


def selection(desk: Desk, here: Here) -> tuple[int, int] | None:
    """Return what is selected, grown to whole words if the person wants that; or None."""
    if here.selection is None or not desk.snapping:
        return here.selection
    return snapped(desk.project.text_of(here.article), *here.selection)


def sentence(reading: Reading, here: Here) -> tuple[int, int]:
    """Return the sentence at the caret; KnownError on a blank line."""
    found = _sentence_at(reading, here, here.caret)
    if found is None:
        raise KnownError("There is no sentence at the caret", "select the words to tag")
    return found


def longer_by_a_sentence(reading: Reading, here: Here) -> tuple[int, int]:
    """Return the selection grown to whole sentences or, where it is that, by the next one.

    With nothing selected it is the sentence at the caret. Raises KnownError where there is no
    sentence, or none after the selection.
    """
    if here.selection is None:
        return sentence(reading, here)
    start, end = here.selection
    first, last = _sentence_at(reading, here, start), _sentence_at(reading, here, end - 1)
    whole = (min(start, first[0] if first else start), max(end, last[1] if last else end))
    if whole != here.selection:
        return whole
    text = reading.project.text_of(here.article)
    after = len(text) - len(text[end:].lstrip())
    following = _sentence_at(reading, here, after) if after < len(text) else None
    if following is None:
        raise KnownError("No sentence follows in this article", "tag what is selected")
    return start, following[1]


def _sentence_at(reading: Reading, here: Here, offset: int) -> tuple[int, int] | None:
    from annotator.services.language import sentence_at  # its library is not needed to start

    language = reading.head(here.article).language
    return sentence_at(reading.project.text_of(here.article), offset, language)
