"""Keeps: the only room that knows SQL. Called by app alone."""
