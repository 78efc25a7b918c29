"""Annotator: content analysis of news, offline, side by side."""

__version__ = "0.1.0"
