"""The help pages that are shipped with the program, shown from their Markdown."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from annotator.app.resources import resource_path


class _Pages(QTextBrowser):
    """Shows our own pages and nothing else: no file, picture or address beyond them."""

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002, ARG002  Qt's
        """Return a help page, or an empty picture for anything else."""
        file = QUrl(name).fileName()
        page = resource_path("help", file)
        if file.endswith(".md") and page.is_file():
            return page.read_text(encoding="utf-8")
        return QImage(1, 1, QImage.Format.Format_Mono)


class HelpView(QDialog):
    """A window with the help; links lead from page to page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.resize(760, 640)
        self.pages = _Pages()
        self.pages.setAccessibleName("Help page")
        self.pages.setOpenExternalLinks(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        self.pages.setSource(QUrl("index.md"), self.pages.document().ResourceType.MarkdownResource)
