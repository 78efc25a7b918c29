"""Decides and remembers: verbs, session, background tasks. QtCore only; for ui and cli."""
