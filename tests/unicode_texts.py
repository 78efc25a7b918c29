"""Texts of all planes of Unicode, for the tests of offsets."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.model.text import canonical

# Every plane of Unicode, the narrow ones no more often than the wide.
CHARACTERS = st.one_of(
    *(st.characters(min_codepoint=p << 16, max_codepoint=(p << 16) + 0xFFFF) for p in range(17)),
    st.sampled_from("a \u00a0\n\t\u0301\u200d\ufe0f\ufffc\u202e\u05d0\u0628é🚢👩🇳🇴"),
)
TEXTS = st.lists(CHARACTERS, max_size=60).map(lambda drawn: canonical("".join(drawn)).text)
