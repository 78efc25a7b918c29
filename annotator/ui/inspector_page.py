"""One page of the inspector: the draft, the card of the span in focus, its rule, the memos."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from annotator.app import describing_acts
from annotator.app.card import Card, Line, card_of
from annotator.app.desk import Desk
from annotator.app.draft import Draft
from annotator.app.inspecting import Writable
from annotator.app.reading import Reading
from annotator.model.cluster import MEMBER_RELATIONS
from annotator.model.codebook import Kind
from annotator.model.span import Span
from annotator.model.text import shortened
from annotator.ui.attribute_row import AttributeRow
from annotator.ui.inspector_rows import InspectorRows, let_shrink
from annotator.ui.labels import LinkLabel, PlainLabel
from annotator.ui.pills import Choice, Pills
from annotator.ui.theme import Theme, kind_colours
from annotator.ui.writing import MemoWriting

# so much of a text is shown: the rule must stay near
_LONGEST_QUOTE, _LONGEST_MEMO, _LONGEST_LINE = 320, 1200, 90


class InspectorPage(QWidget):
    """Everything about the span in focus, as it is now; a new page is made for what is new.

    `opened` is the text that is open for writing, in `memo`; `active_editor` is what sets the
    active attribute. Signals: `writing_left` and `writing_ended` as those of what is written in.
    """

    writing_left = Signal()
    writing_ended = Signal()

    def __init__(self, desk: Desk, theme: Theme, width: int, opened: Writable | None) -> None:
        super().__init__()
        self.span = desk.focused
        self.memo: MemoWriting | None = None
        self.active_editor: QWidget | None = None
        self._desk = desk
        self._theme = theme
        self._opened = opened
        self._rows = InspectorRows(self, desk, theme, width)
        reading, span = desk.reading, desk.focused_span()
        if desk.draft is not None:
            self._add_draft(desk.draft)
        if reading is not None and span is not None:
            cluster = describing_acts.cluster_in_focus(desk)
            self._add_card(card_of(reading, span, cluster), span)
        elif desk.draft is None and reading is not None:
            self._add_hints()
        if reading is not None:
            self._add_memos(reading)
        self._rows.addStretch(1)
        let_shrink(self)

    def _add_draft(self, draft: Draft) -> None:
        rows = self._rows
        rows.heading("Joining" if draft.purpose == "join" else "Relating")
        rows.text(draft.origin.quote)
        rows.text(
            "Click the claims that say the same, or Tab to one and press Space. "
            "A: not in this article. Enter joins, Esc leaves no trace."
            if draft.purpose == "join"
            else "Click its source or figure in the same article, or Tab to it and press Enter. "
            "Esc leaves no trace.",
            quiet=True,
        )
        if draft.chosen:
            chosen = f"{len(draft.chosen)} chosen"
            rows.addWidget(PlainLabel(chosen, self._theme.accent, bold=True))
        rows.rule()

    def _add_card(self, card: Card, span: Span) -> None:
        rows = self._rows
        rows.heading(card.heading)
        self._add_quote(card)
        self._add_attributes(card, span)
        rows.lines(_short(card.related))
        rows.labelled([self._text_row("Memo", "memo", card.memo, "M")])
        if card.cluster is not None:
            self._add_cluster(card)
        rows.rule()
        self._add_rule(card.kind)

    def _add_quote(self, card: Card) -> None:
        theme = self._theme
        quote = PlainLabel(_clipped(card.quote, _LONGEST_QUOTE), theme.ink, scale=1.1, wrap=True)
        font = theme.reading_font()
        font.setPointSizeF(quote.font().pointSizeF())
        quote.setFont(font)
        mark = QFrame()
        mark.setFixedWidth(3)
        stroke = kind_colours(theme, card.kind.colour).stroke.name()
        mark.setStyleSheet(f"background: {stroke};")
        marked = QHBoxLayout()
        marked.setSpacing(9)
        marked.addWidget(mark)
        marked.addWidget(quote, 1)
        self._rows.addLayout(marked)

    def _add_attributes(self, card: Card, span: Span) -> None:
        active = self._desk.inspecting.active(span, card.kind)
        made = []
        for place, line in enumerate(card.attributes):
            is_active = line.attribute == active
            row = AttributeRow(self._desk, self._theme, span, line, place, active=is_active)
            row.left.connect(self.writing_left)
            row.ended.connect(self.writing_ended)
            if is_active:
                self.active_editor = row.editor
            made.append((row.label, row.editor))
        self._rows.labelled(made)

    def _add_cluster(self, card: Card) -> None:
        rows, cluster = self._rows, card.cluster
        if cluster is None:
            return
        rows.rule()
        rows.heading("In other articles")
        choices = [Choice(r, "", r == card.standing) for r in MEMBER_RELATIONS]
        pills = Pills("Relation to the cluster", choices, self._theme)
        pills.chosen.connect(self._relate)
        gloss = self._text_row("Gloss", "gloss", cluster.gloss, "G")
        rows.labelled([gloss, (rows.label("Here  T"), pills)])
        rows.lines(_short(card.elsewhere))
        rows.labelled([self._text_row("Memo", "cluster", cluster.memo, "Shift+M")])

    def _relate(self, place: int) -> None:
        act = partial(describing_acts.relate_to_cluster, self._desk, MEMBER_RELATIONS[place])
        self._desk.attempt(act)

    def _add_rule(self, kind: Kind) -> None:
        rows = self._rows
        rows.heading(f"The rule: {kind.name.lower()}")
        if kind.definition:
            rows.text(kind.definition)
        guidance = [("Use when", text) for text in kind.use_when]
        guidance += [("Avoid when", text) for text in kind.avoid_when]
        guidance += [("Example", text) for text in kind.examples[:2]]
        guidance += [("Not", text) for text in kind.counter_examples[:2]]
        rows.lines(tuple(Line(label, text) for label, text in guidance))

    def _add_hints(self) -> None:
        rows = self._rows
        if self._desk.layer is None:
            words = "Nobody is coding yet: choose who codes, at the top right."
            rows.addWidget(PlainLabel(words, self._theme.warn, wrap=True))
        rows.heading("Keys")
        hints = [
            (kind.key, f"tag {kind.name.lower()}: the selection or the sentence")
            for kind in self._desk.project.codebook.kinds
        ]
        hints += [
            ("Tab", "next span"),
            ("1 to 9", "set the attribute of a span"),
            ("M", "write a memo on it"),
            ("R", "relate a claim to its source or figure"),
            ("L", "join a claim with others"),
            ("A", "not in this article"),
            ("P", "add the selection as a piece"),
            ("Del", "remove the span"),
            ("F6", "next article"),
            ("Ctrl+Z", "undo"),
            ("F1", "help"),
        ]
        rows.lines(tuple(Line(key, words) for key, words in hints))

    def _add_memos(self, reading: Reading) -> None:
        here = self._desk.here
        if reading.layer is None:
            return
        self._rows.rule()
        self._rows.heading("Memos")
        made = []
        if here is not None:
            text = reading.memo_on(here.article)
            made.append(self._text_row(reading.head(here.article).name, "article", text, "Ctrl+M"))
        text = reading.memo_on(None)
        made.append(self._text_row("Project", "project", text, "Ctrl+Shift+M"))
        self._rows.labelled(made)

    def _text_row(self, label: str, what: Writable, text: str, key: str) -> tuple[QWidget, QWidget]:
        """A text to read, that opens by click or key, or the place to write it in."""
        named = self._rows.label(label)
        if what == self._opened:
            self.memo = self._writing(what)
            return named, self.memo
        add = "Say it in one line" if what == "gloss" else "Add a memo"
        colour = self._theme.ink if text else self._theme.quiet
        link = LinkLabel(_clipped(text, _LONGEST_MEMO) or add, colour)
        link.chosen.connect(partial(self._write, what))
        return named, link if text else self._rows.with_key(link, key)

    def _writing(self, what: Writable) -> MemoWriting:
        writing = describing_acts.writing(self._desk, what)

        def keep(text: str) -> bool:
            return self._desk.attempt(partial(writing.keep, text))

        one_line = what == "gloss"
        memo = MemoWriting(writing.name, writing.text, keep, self._theme, one_line=one_line)
        memo.left.connect(self.writing_left)
        memo.ended.connect(self.writing_ended)
        return memo

    def _write(self, what: Writable) -> None:
        self._desk.attempt(partial(describing_acts.write, self._desk, what))


def _short(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(line, text=shortened(line.text, _LONGEST_LINE)) for line in lines)


def _clipped(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}\u2026"
