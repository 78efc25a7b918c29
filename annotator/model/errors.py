"""The one exception that means: the world is at fault, not the program."""

from __future__ import annotations


class KnownError(Exception):
    """Tell a person what is wrong, where, and what to do; anything else raised is a bug.

    `text` says what and where, without a full stop. `hint` says what to do, as a lower-case
    clause without a full stop; it may be empty.
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint

    @property
    def sentence(self) -> str:
        """The whole message as one sentence, for the notice bar and for stderr."""
        return f"{self.text}; {self.hint}." if self.hint else f"{self.text}."

    def __str__(self) -> str:
        return self.sentence
