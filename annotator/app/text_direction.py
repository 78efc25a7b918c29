"""Which languages are written from right to left."""

from __future__ import annotations

import re

# ISO 639 codes of languages whose usual script runs so, and ISO 15924 codes of such scripts
_LANGUAGES = {
    "apc", "ar", "ara", "arc", "ary", "arz", "ckb", "dar", "div", "dv", "fa", "fas", "glk", "he",
    "heb", "iw", "kas", "khw", "ks", "lrc", "mzn", "nqo", "per", "pnb", "prs", "ps", "pus", "sd",
    "snd", "syr", "ug", "uig", "ur", "urd", "yi", "yid",
}  # fmt: skip
_SCRIPTS = {"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}


def right_to_left(language: str) -> bool:
    """Return whether articles in a language are set from right to left.

    `language` is a tag such as `he` or `fa-IR` (BCP 47); a script in it decides, `az-Arab`.
    """
    first, *others = re.split("[-_]", language.strip().lower())
    scripts = [part for part in others if len(part) == len("arab") and part.isalpha()]
    return scripts[0] in _SCRIPTS if scripts else first in _LANGUAGES
